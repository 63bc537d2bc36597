"""The html report: what stands on the page, what links where, what is left out and said, and that texts stay texts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

import lxml.html
import pytest
from lxml.html import HtmlElement
from msgspec.structs import replace

from lint.api import Item, Linter, Selection
from lint.model.finding import Finding, Severity, State, Suppression
from lint.model.report import Input, PluginInfo, Report, Sealed, Status
from lint.report.base import Style
from lint.report.columns import printable
from lint.report.to_html import HtmlReporter
from lint.version import __version__

DRAFT = """\
1、护林员补助绩效目标表
项目编码\t——\t项目名称\t护林员补助
资金支出计划\t3月底\t6月底\t10月底\t12月底
\t25%\t50%\t75%\t100%
绩效目标\t森林火情当日发现。
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t数量指标\t护林员人数\t在岗人数\t60人\t名册
\t质量指标\t巡护到位率\t到位次数占比\t\t台账
\t时效指标\t补助发放时间\t发完全年补助的日期\t12月15日前\t发放记录
\t成本指标\t人均补助\t每人每年的补助\t≤3600元\t补助标准
满意度指标\t服务对象满意度指标\t村民满意度\t满意的人数占比\t≥90%\t问卷
"""
RULES = Selection(select=("WZ001", "WZ004", "SD008", "WZ008"))
HOSTILE = "</script><script>alert(1)</script><b onclick='x'>\"&amp;\x1b[2J\x00\u202e\u2066反\u2028\ud800"


def check(*texts: str, rules: Selection = RULES, names: tuple[str, ...] = ()) -> Report:
    items = [Item(names[at] if names else f"{at + 1}.txt", text.encode) for at, text in enumerate(texts)]
    report = Linter(selection=rules, draws=True).check(items)
    return replace(report, rulesets=(Sealed("submit", "2026.1", "ab" * 32, "2026-01-01"),), dictionaries=())


def render(report: Report) -> str:
    reporter = HtmlReporter()
    page = reporter.render(report, Style())
    assert "".join(reporter.pieces(report, Style())) == page
    return page


def parsed(report: Report) -> HtmlElement:
    return lxml.html.document_fromstring(render(report))


def outline(element: HtmlElement) -> Iterator[str]:
    """Headings, paragraphs, entries and rows, a line each; with the names of what is linked to, and the links."""
    for part in element.iter("h1", "h2", "h3", "h4", "p", "li", "tr"):
        if part.tag == "li" and part.find("p") is not None:
            yield f"- {{{part.get('id')}}} {part.get('class')}"
            continue
        cells = part.findall("*") if part.tag == "tr" else [part]
        yield f"{part.tag} " + " | ".join(filter(None, map(said, cells)))


def said(element: HtmlElement) -> str:
    text = element.text or ""
    for child in element:
        inner = said(child)
        text += (
            f"[{inner}]({child.get('href')})" if child.tag == "a" else f"~{inner}~" if child.tag == "mark" else inner
        )
        text += child.tail or ""
    name = f"{{{element.get('id')}}}" if element.tag in ("td", "span") and element.get("id") else ""
    rows = f"⇩{element.get('rowspan')}" if element.get("rowspan") else ""
    return name + rows + text.strip()


def part(page: HtmlElement, name: str) -> list[str]:
    (found,) = page.xpath("//header") if name == "header" else page.xpath(f"//*[@id='{name}']")
    return list(outline(found))


def test_a_whole_page() -> None:
    page = parsed(check(DRAFT))
    assert part(page, "header") == [
        "h1 绩效目标表检查报告",
        "p 给出的文件全部检查完了。",
        "p 要改：3 个“错误”级别的问题。",
        "p 检查了 1 个文件、1 个项目、5 条指标。",
        "li 3× 错误",
        "li 1▲ 警告",
        "li 0● 提示",
        f"p 由 jixiao {__version__} 按规则集 submit（版本 2026.1，2026-01-01，SHA-256 abababababab…） 检查；"
        "所用的全部规则和词典列在页末。",
    ]
    assert part(page, "charts") == [
        "h2 按规则",
        "tr 规则 | 问题数",
        "tr WZ008 缺少必需的指标类别 | 1 ×1",
        "tr WZ004 只有占位文字 | 1 ×1",
        "tr SD008 数字没有符号 | 1 ▲1",
        "tr WZ001 指标值为空 | 1 ×1",
        "h2 按项目",
        "tr 项目 | 问题数",
        "tr 第 1 个项目 护林员补助 | 4 ×3 ▲1",
    ]
    assert part(page, "findings") == [
        "h2 问题",
        "h3 1.txt 4 个问题",
        "h4 第 1 个项目 护林员补助 4 个问题 [看表格](#t0-1)",
        "- {f1} finding error",
        "p 1× 错误WZ008缺少必需的指标类别第 1 行[看表格](#t0-1)",
        "p 缺少效益指标",
        "p 建议：补上：效益指标写带来什么变化，例如“森林火灾受害率≤N‰”",
        "p ~护林员补助绩效目标表~",
        "- {f2} finding error",
        "p 2× 错误WZ004只有占位文字第 2 行，项目编码[看这一格](#c0-1)",
        "p 项目编码里的“——”只是占位，不是内容",
        "p 建议：填写真实的项目编码",
        "p ~——~",
        "- {f3} finding warning",
        "p 3▲ 警告SD008数字没有符号第 7 行，第 1 条指标，指标值[看这一格](#c0-12)",
        "p 指标值“60人”没有写≥、≤或=",
        "p 建议：改为“≥60人”；必须正好的写“=60人”",
        "p 数量指标 ｜ 护林员人数 ｜ 在岗人数 ｜ ~60人~ ｜ 名册",
        "- {f4} finding error",
        "p 4× 错误WZ001指标值为空第 8 行，第 2 条指标，指标值[看这一格](#c0-17)",
        "p 指标值为空",
        "p 建议：填写“≥N%”，N 取上年实际值、行业标准或合同约定",
        "p 质量指标 ｜ 巡护到位率 ｜ 到位次数占比 ｜ ~（空）~ ｜ 台账",
    ]
    assert part(page, "tables") == [
        "h2 表格",
        "p 按读到的内容画出，有问题的格子涂了颜色、标了记号（× 错误、▲ 警告）和号码，点号码回到上面的问题。",
        "h3 1.txt",
        "h4 第 1 个项目 护林员补助",
        "p 整张表：[×1](#f1) 缺少效益指标",
        "tr 表题 | 护林员补助绩效目标表",
        "tr 项目编码 | {c0-1}—— [×2](#f2)",
        "tr 项目名称 | 护林员补助",
        "tr 资金支出计划 | 3月底25%6月底50%10月底75%12月底100%",
        "tr 绩效目标 | 森林火情当日发现。",
        "tr 序号 | 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据",
        "tr 1 | ⇩4产出指标 | 数量指标 | 护林员人数 | 在岗人数 | {c0-12}60人 [▲3](#f3) | 名册",
        "tr 2 | 质量指标 | 巡护到位率 | 到位次数占比 | {c0-17}~（空）~ [×4](#f4) | 台账",
        "tr 3 | 时效指标 | 补助发放时间 | 发完全年补助的日期 | 12月15日前 | 发放记录",
        "tr 4 | 成本指标 | 人均补助 | 每人每年的补助 | ≤3600元 | 补助标准",
        "tr 5 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | 满意的人数占比 | ≥90% | 问卷",
    ]
    digest = hashlib.sha256(DRAFT.encode()).hexdigest()
    assert part(page, "scope") == [
        "h2 检查范围和依据",
        "h3 文件",
        "tr 文件 | 情况 | 项目 | 指标 | 错误 | 警告 | 提示 | SHA-256",
        f"tr 1.txt | 已检查 | 1 | 5 | 3 | 1 | 0 | {digest}",
        "h3 报了问题的规则",
        "tr 代码 | 规则 | 方面 | 依据",
        "tr SD008 | 数字没有符号 | 适当性 | 财预〔2015〕88号 中央部门预算绩效目标管理办法",
        "tr WZ001 | 指标值为空 | 完整性 | 财预〔2015〕88号 中央部门预算绩效目标管理办法",
        "tr WZ004 | 只有占位文字 | 完整性 | 财预〔2015〕88号 中央部门预算绩效目标管理办法",
        "tr WZ008 | 缺少必需的指标类别 | 完整性 | 财预〔2015〕88号 中央部门预算绩效目标管理办法",
        "p 每条规则查什么、为什么、怎样改：运行 jixiao rule 加上代码。",
        "h3 规则集和词典",
        "tr 名称 | 版本 | 日期 | SHA-256",
        f"tr submit | 2026.1 | 2026-01-01 | {'ab' * 32}",
    ]


def test_every_link_leads_somewhere_on_the_page() -> None:
    page = parsed(check(DRAFT, DRAFT, rules=Selection()))
    names = page.xpath("//@id")
    links = page.xpath("//a/@href")
    assert len(names) == len(set(names))
    assert {link for link in links if link[0] != "#" or link[1:] not in names} == set()
    assert any(link.startswith("#c1-") for link in links)


def test_the_same_cell_has_all_its_findings_and_the_worst_colour() -> None:
    report = check(DRAFT)
    sign = report.findings[2]
    hint, fault = replace(sign, severity=Severity.INFO), replace(sign, severity=Severity.ERROR)
    page = parsed(replace(report, findings=(hint, sign, fault)))
    (cell,) = page.xpath("//td[contains(@class, 'flagged')]")
    assert cell.get("class") == "flagged error"
    assert said(cell) == "{c0-12}60人 [●1](#f1)[▲2](#f2)[×3](#f3)"


def test_only_the_stretch_that_is_wrong_is_marked_in_its_cell() -> None:
    report = check(DRAFT)
    sign = report.findings[2]
    assert sign.snippet
    page = parsed(replace(report, findings=(replace(sign, snippet=replace(sign.snippet, start=2)),)))
    assert [said(cell) for cell in page.xpath("//td[contains(@class, 'flagged')]")] == ["{c0-12}60~人~ [▲1](#f1)"]


# --- what was not checked


def test_gaps_come_first_and_are_unmistakable() -> None:
    report = check(DRAFT, "没有表。", DRAFT.replace("60人", "≥60人"))
    inputs = list(report.inputs)
    inputs[2] = replace(inputs[2], status=Status.PARTIAL, reason="第 9 行：读不懂")
    plugins = (PluginInfo("本县规则", "1", "ImportError: 坏了"),)
    lines = part(parsed(replace(report, inputs=tuple(inputs), plugins=plugins, crashes=("trace",))), "header")
    assert lines[:8] == [
        "h1 绩效目标表检查报告",
        "h2 没有检查完：4 项",
        "p 下面这些没有检查，或者只检查了一部分。没有列出问题，不等于没有问题。",
        "li 没有检查 2.txt：没有找到绩效目标表",
        "li 只检查了一部分 3.txt：第 9 行：读不懂",
        "li 插件没有加载 本县规则：ImportError: 坏了",
        "li 程序出错 有规则或文件没有检查完，请把文件反馈给维护者",
        "p 要改：6 个“错误”级别的问题。而且没有检查完。",
    ]


@pytest.mark.parametrize(
    ("texts", "changes", "result"),
    [
        ((), {}, "没有检查任何文件，没有结论。"),
        (("没有表。",), {}, "没有检查任何文件，没有结论。"),
        ((DRAFT,), {"findings": ()}, "没有发现问题。"),
        ((DRAFT, "没有表。"), {"findings": ()}, "已经检查的部分没有发现问题。但没有检查完，不能算通过。"),
    ],
)
def test_the_result_never_says_more_than_was_checked(
    texts: tuple[str, ...], changes: dict[str, tuple[Finding, ...]], result: str
) -> None:
    report = replace(check(*texts), **changes)
    assert parsed(report).xpath("string(//p[contains(@class, 'result')])") == result


def test_warnings_alone_do_not_decide_where_errors_do() -> None:
    report = check(DRAFT, rules=Selection(select=("SD008",)))
    assert "发现 1 个问题，都没有到不通过的级别。" in render(report)


def test_tables_for_which_there_is_no_room_are_said_but_no_finding_is_missing() -> None:
    report = check(DRAFT, DRAFT, DRAFT)
    page = parsed(replace(report, views={0: report.views[0]}))
    notes = page.xpath("//p[contains(@class, 'left-out')]/text()")
    assert notes == [
        "内容太多，这里只画了 1 个文件的表；2.txt、3.txt 2 个文件的表没有画。"
        "问题一个不少，都在上面的清单里；要看这些文件的表，请分开检查。"
    ]
    assert len(page.xpath("//li[starts-with(@class, 'finding')]")) == len(report.findings) == 12
    assert page.xpath("//a[starts-with(@href, '#c1-') or starts-with(@href, '#t1-')]") == []


# --- findings that do not decide


def test_suppressed_findings_are_marked_with_their_reason_and_baselined_ones_counted() -> None:
    report = check(DRAFT)
    why = Suppression("sidecar", "名册由乡镇填报", "1.txt.jixiao.yaml 第 3 行", "李明", "2027-06-30")
    first, second, third, fourth = report.findings
    third = replace(third, state=State.SUPPRESSED, suppression=why)
    report = replace(report, findings=(first, replace(second, state=State.BASELINED), third, fourth))
    hidden, shown = parsed(report), parsed(replace(report, show_suppressed=True))
    counted = "p 基线里已有的 1 个老问题不算在内，没有列出。"
    told = "p 按写明的理由忽略的 1 个问题不算在内"
    assert counted in part(hidden, "header")
    assert f"{told}，没有列出（加上 --show-suppressed 再检查就会列出）。" in part(hidden, "header")
    assert f"{told}，在下面标着“已忽略”。" in part(shown, "header")
    assert "li 1○ 已忽略" in part(shown, "header")
    assert [line for line in part(hidden, "findings") if line[0] == "-"] == [
        "- {f1} finding error",
        "- {f2} finding error",
    ]
    assert part(shown, "findings")[8:14] == [
        "- {f2} finding suppressed",
        "p 2○ 已忽略SD008数字没有符号第 7 行，第 1 条指标，指标值[看这一格](#c0-12)",
        "p 指标值“60人”没有写≥、≤或=",
        "p 建议：改为“≥60人”；必须正好的写“=60人”",
        "p 数量指标 ｜ 护林员人数 ｜ 在岗人数 ｜ ~60人~ ｜ 名册",
        "p 忽略的理由：名册由乡镇填报（1.txt.jixiao.yaml 第 3 行，负责人 李明，到 2027-06-30 为止）",
    ]
    assert "○2" in "".join(part(shown, "tables"))


# --- safe to open


def hostile_report() -> Report:
    """Hostile texts wherever a text of a draft, a path or a plugin may come from."""
    report = check(DRAFT, DRAFT, rules=Selection(), names=("a.txt", "b.txt"))
    clean = "护林员人数"
    text = HOSTILE.replace("\n", " ")
    (view, other), (first, *rest) = report.views.values(), report.findings
    project = view.projects[0]
    cells = tuple(replace(cell, text=text, label=text, called=text, part=text) for cell in project.cells)
    rows = tuple(
        replace(row, cells=tuple(replace(cell, text=text, called=text) for cell in row.cells)) for row in project.rows
    )
    view = replace(view, projects=(replace(project, name=text, cells=cells, rows=rows),))
    assert first.subject and first.snippet and clean
    first = replace(
        first,
        code=text,
        title=text,
        message=text,
        suggestion=text,
        subject=replace(first.subject, project=text),
        snippet=replace(first.snippet, cells=(text,) * len(first.snippet.cells)),
        state=State.SUPPRESSED,
        suppression=Suppression("sidecar", text, text, text, text),
    )
    inputs = tuple(replace(entry, path=text, status=Status.PARTIAL, reason=text) for entry in report.inputs)
    return replace(
        report,
        inputs=inputs,
        findings=(first, *rest),
        views={0: view, 1: other},
        rules=tuple(replace(info, code=text, title=text, group=text, references=(text,)) for info in report.rules),
        rulesets=(Sealed(text, text, text, text),),
        plugins=(PluginInfo(text, text, text),),
        profile=text,
        notes=(text,),
        show_suppressed=True,
    )


def test_texts_stay_texts() -> None:
    raw = render(hostile_report())
    page = lxml.html.document_fromstring(raw)
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert page.xpath("//*[not(self::script)]/b[@onclick] | //@*[starts-with(name(), 'on')] | //@style") == []
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= set(
        "html head meta title style script body header main footer section article div h1 h2 h3 h4 p ul ol li "
        "strong b span bdi a mark table thead tbody tr th td svg rect "
        "form fieldset legend label input select option button".split()
    )
    assert not set(raw) & set("\x00\x1b\u202e\u2066\u2028\ud800")
    raw.encode("utf-8")
    seen = page.xpath("//*[@id='f1']/p[@class='message']/text()")
    assert seen == [printable(HOSTILE)]


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    raw = render(check(DRAFT))
    page = lxml.html.document_fromstring(raw)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,), (script,) = page.xpath("//style/text()"), page.xpath("//script/text()")
    assert policy == (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.xpath("//@src | //link | //@srcset | //@action | //iframe | //object | //img") == []
    assert re.findall(r"https?:|//\w|url\(|@import|fetch\(|XMLHttp|import\(|eval\(|innerHTML", raw) == []


def digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def test_an_empty_run_is_a_page_too() -> None:
    page = parsed(replace(check(), inputs=()))
    assert part(page, "findings") == ["h2 问题", "p 没有要列出的问题。"]
    assert part(page, "gaps") == [
        "h2 没有检查完：1 项",
        "p 下面这些没有检查，或者只检查了一部分。没有列出问题，不等于没有问题。",
        "li 没有检查任何文件",
    ]


def test_two_runs_give_the_same_bytes() -> None:
    assert render(check(DRAFT, DRAFT, rules=Selection())) == render(check(DRAFT, DRAFT, rules=Selection()))


def test_a_report_without_tables_still_has_its_findings() -> None:
    entry = Input(0, "1.txt", "text", Status.CHECKED, projects=1, indicators=3)
    report = replace(check(DRAFT), views={}, inputs=(entry,))
    assert len(parsed(report).xpath("//li[starts-with(@class, 'finding')]")) == 4
