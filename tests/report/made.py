"""A report by hand: every kind of place, state and gap, independent of what the rules find today."""

from __future__ import annotations

from msgspec.structs import replace

from lint.model.finding import (
    Applicability,
    Edit,
    Finding,
    Fix,
    Related,
    Section,
    Severity,
    Snippet,
    State,
    Subject,
    Suppression,
)
from lint.model.place import (
    Chars,
    FileLocation,
    GridPlace,
    HtmlLocation,
    PdfLocation,
    Position,
    Region,
    SheetLocation,
    TextLocation,
    WordLocation,
)
from lint.model.report import Input, PluginInfo, Report, RuleInfo, Status
from lint.report.to_text import closing_line

CHARS = Chars(0, 3, 0, 3, 40)
TEXT = TextLocation(Position(7, 12, 13, 200), Position(7, 15, 16, 203))
WORD = WordLocation("word/document.xml", GridPlace(2, 3, 5), 1, CHARS)
SHEET = SheetLocation("Sheet1", "E12", GridPlace(1, 12, 5), CHARS)
PDF = PdfLocation((Region(3, (10.0, 20.0, 90.0, 40.0)),), GridPlace(1, 4, 5), CHARS)
HTML = HtmlLocation(Position(9, 5, 5, 300), Position(10, 2, 2, 320), "/html/body/table", GridPlace(1, 2, 5))

DOC = """指标值是空的。

检查什么：指标行写了名称，“指标值”却是空的。
为什么：没有指标值，就没有法子考核。
怎样改：填写数字、时间或者做成什么样。
依据：绩效目标应当可衡量。
"""
RULES = (
    RuleInfo("BD003", "postfix-operator", "用以上以下代替符号", "表述", "stable", "safe"),
    RuleInfo("WZ001", "blank-value", "指标值为空", "完整性", "stable", "none", ("财预〔2015〕88号 管理办法",), DOC),
)
INPUTS = (
    Input(0, "报送/草稿.txt", "text", Status.CHECKED, "", "a" * 64, "UTF-8", 2, 1, 2, 9),
    Input(1, "报送/二稿.docx", "docx", Status.PARTIAL, "表3 第2行：没有读懂", "b" * 64, "", 3, 0, 1, 3),
    Input(2, "报送/三稿.xlsx", "xlsx", Status.CHECKED, "", "c" * 64, "", 1, 0, 1, 4),
    Input(3, "报送/四稿.pdf", "pdf", Status.CHECKED, "", "d" * 64, "", 1, 0, 1, 4),
    Input(4, "报送/网页.html", "html", Status.CHECKED, "", "e" * 64, "GB18030", 1, 0, 1, 5),
    Input(5, "报送/干净.txt", "text", Status.CHECKED, "", "f" * 64, "UTF-8", 1, 0, 1, 6),
    Input(6, "没有.txt", "unknown", Status.FAILED, "找不到文件，请核对路径"),
    Input(7, "照片.jpg", "unknown", Status.SKIPPED, "这是图片，里面的字读不出来，请用原来的文件检查"),
)
BLANK = Finding(
    code="WZ001",
    slug="blank-value",
    title="指标值为空",
    severity=Severity.ERROR,
    message_id="blank-value.default",
    message="指标值为空",
    suggestion="填写“≥N个”，N 取实施方案里的数",
    input=0,
    location=TEXT,
    snippet=Snippet(("数量指标", "书屋数量", "", "方案"), 2, 0, 0),
    subject=Subject(
        Section.PROJECT, "value", "", "书屋补助", "P001", 1, ("产出指标", "数量指标", "书屋数量"), 1, "青岚县文化馆"
    ),
    fingerprint="1" * 32,
    ordinal=1,
)
POSTFIX = replace(
    BLANK,
    code="BD003",
    slug="postfix-operator",
    title="用以上以下代替符号",
    severity=Severity.INFO,
    message_id="postfix-operator.default",
    message="“6个以上”应当把“以上”写成“≥”",
    suggestion="改为“≥6个”",
    snippet=Snippet(("数量指标", "书屋数量", "6个以上", "方案"), 2, 0, 4),
    fingerprint="2" * 32,
    fixes=(Fix("改为“≥6个”", Applicability.SAFE, (Edit(TEXT, "6个以上", "≥6个"),)),),
)
FINDINGS = (
    BLANK,
    replace(POSTFIX, related=(Related("same-as", "与第 2 个项目相同", 2, SHEET, 97.26),)),
    replace(BLANK, input=1, location=WORD, severity=Severity.WARNING, fingerprint="3" * 32),
    replace(BLANK, input=2, location=SHEET, state=State.BASELINED),
    replace(
        BLANK,
        input=3,
        location=PDF,
        state=State.SUPPRESSED,
        suppression=Suppression("comment", "上级没有下达", "四稿.pdf", "张三", "2027-06-30", WORD),
    ),
    replace(POSTFIX, input=4, location=HTML, ordinal=2),
    replace(
        BLANK,
        input=4,
        location=FileLocation(),
        subject=Subject(Section.OVERALL, "goals", "总体目标"),
        snippet=None,
        fingerprint="4" * 32,
        suggestion="",
        message="总体绩效目标没有写完",
    ),
)
PLUGINS = (PluginInfo("county", "1.0"), PluginInfo("broken", "2.0", "ImportError: 缺少模块"))
NOTES = ("基线里有 1 个问题这次没有找到",)
REPORT = Report(INPUTS, FINDINGS, RULES, (), (), PLUGINS, "submit", notes=NOTES)
SAID = closing_line(REPORT)
"""The closing line of that report."""
EMPTY = Report((replace(INPUTS[5], id=0),), (), (), (), (), (), "submit")
"""One sound file."""

HOSTILE = (
    "a|b",
    "换\n行\r\t",
    "\x00\x07\x1b[31m\x85\u2028",
    "::error::假的",
    "##[error]假的",
    "100%0A::error::",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "<script>alert(1)</script>&amp;",
    "]]>",
    "`a` *b* _c_ [d](e) \\|",
    "file=x,line=1:",
    "\ufffe\uffff",
    "𠮷😀",
    '"quoted"',
)


def hostile(text: str) -> Report:
    """A report in which a text stands wherever a draft's own text may stand."""
    subject = Subject(Section.PROJECT, "value", text, text, text, 1, ("产出指标", "数量指标", text), 1, text)
    entry = replace(INPUTS[0], path=text)
    finding = replace(
        BLANK,
        message=text,
        suggestion=text,
        snippet=Snippet((text, "书屋"), 0, 0, 1),
        subject=subject,
        related=(Related("same-as", text, 0, WORD, 90.0),),
    )
    suppressed = replace(finding, state=State.SUPPRESSED, suppression=Suppression("sidecar", text, text))
    missing = Input(1, text, "unknown", Status.FAILED, text)
    plugin = PluginInfo(text, "1", text)
    inputs, findings = (entry, missing), (finding, suppressed)
    return Report(inputs, findings, RULES[1:], (), (), (plugin,), text, notes=(text,), show_suppressed=True)
