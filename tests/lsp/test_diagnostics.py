"""What an editor is told of a draft while it is written."""

from __future__ import annotations

from lint.resources.files import shipped
from tests.lsp.client import Client, Message

HEAD = "项目名称\t校舍维修\n一级指标\t二级指标\t三级指标\t指标值\n"
ZERO = "产出指标\t质量指标\t验收合格率\t≥0\n"
ABOUT_THE_TABLE = ("WZ008", "WZ009")
SOUND = "产出指标\t质量指标\t验收合格率\t≥95%\n"


def codes(diagnostics: list[Message]) -> list[str]:
    return [one["code"] for one in diagnostics if one["code"] not in ABOUT_THE_TABLE]


def of(code: str, diagnostics: list[Message]) -> Message:
    (found,) = (one for one in diagnostics if one["code"] == code)
    return found


def place(line: int, start: int, end: int) -> Message:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


def test_a_finding_tells_place_code_severity_page_and_advice(client: Client) -> None:
    uri = "file:///tmp/jixiao/%E8%8D%89%E7%A8%BF.txt"
    assert of("WZ005", client.open(uri, HEAD + ZERO)) == {
        "range": place(2, 16, 18),
        "severity": 1,
        "code": "WZ005",
        "codeDescription": {"href": (shipped("rules") / "WZ005.md").as_uri()},
        "source": "jixiao",
        "message": "指标值“≥0”是默认的零，任何结果都算完成\n建议：填写“≥N%”，N 取上年实际值、行业标准或合同约定",
    }
    client.close(uri)


def test_findings_follow_what_is_written(client: Client) -> None:
    uri = "file:///tmp/jixiao/a.txt"
    assert codes(client.open(uri, HEAD + ZERO)) == ["WZ005"]
    client.change(uri, HEAD + SOUND)
    assert codes(client.diagnostics(uri)) == []
    client.change(uri, HEAD + SOUND + ZERO.replace("验收", "抽检"))
    diagnostics = client.diagnostics(uri)
    assert codes(diagnostics) == ["WZ005"]
    assert of("WZ005", diagnostics)["range"]["start"]["line"] == 3
    client.close(uri)


def test_of_changes_in_quick_succession_only_the_last_is_reported(client: Client) -> None:
    uri = "file:///tmp/jixiao/b.txt"
    client.open(uri, HEAD + SOUND)
    for number in range(20):
        client.change(uri, HEAD + SOUND.replace("95", str(number)))
    client.change(uri, HEAD + ZERO)
    assert codes(client.diagnostics(uri)) == ["WZ005"]
    published = [one for one in client.kept if one.get("method") == "textDocument/publishDiagnostics"]
    assert len([one for one in published if one["params"]["uri"] == uri]) < 10
    client.close(uri)


def test_a_closed_draft_has_no_findings_any_more(client: Client) -> None:
    uri = "file:///tmp/jixiao/c.txt"
    client.open(uri, HEAD + ZERO)
    client.close(uri)
    assert client.diagnostics(uri) == []


def test_every_form_of_draft(client: Client) -> None:
    rows = [
        ["项目名称", "校舍维修"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "质量指标", "验收合格率", "≥0"],
    ]
    forms = {
        "untitled:Untitled-1": ("plaintext", "\r\n".join("\t".join(row) for row in rows)),
        "untitled:Untitled-2": ("csv", "\n".join(",".join(row) for row in rows)),
        "untitled:Untitled-3": ("markdown", "\n".join(f"| {' | '.join(row)} |" for row in rows)),
        "untitled:Untitled-4": (
            "html",
            "<html><head><meta charset='gbk'></head>\n<table>\n"
            + "\n".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
            + "</table></html>",
        ),
    }
    for uri, (language, text) in forms.items():
        where = of("WZ005", client.open(uri, text, language))["range"]
        line = text.splitlines()[where["start"]["line"]]
        assert line[where["start"]["character"] : where["end"]["character"]] == "≥0", language
        client.close(uri)


def test_columns_are_counted_as_agreed_with_the_editor() -> None:
    client = Client(general={"positionEncodings": ["utf-32", "utf-16"]})
    assert client.server["capabilities"]["positionEncoding"] == "utf-32"
    text = HEAD + ZERO.replace("验收", "𠮷😀验收")
    found = of("WZ005", client.open("file:///tmp/x.txt", text))["range"]
    assert found == place(2, 18, 20)
    hover = client.hover("file:///tmp/x.txt", found["start"])
    assert hover and hover["range"] == found
    assert client.end() == 0


def test_columns_are_units_of_utf16_by_default(client: Client) -> None:
    uri = "file:///tmp/jixiao/f.txt"
    assert of("WZ005", client.open(uri, HEAD + ZERO.replace("验收", "𠮷😀验收")))["range"] == place(2, 20, 22)
    client.close(uri)


def test_line_breaks_of_every_kind_and_marks_at_the_beginning(client: Client) -> None:
    for number, text in enumerate(
        (
            (HEAD + ZERO).replace("\n", "\r\n"),
            "\ufeff" + HEAD + ZERO,
            (HEAD + ZERO).replace("\n", "\r"),
            HEAD.replace("校舍", "校\u2028舍") + ZERO,
            HEAD.replace("校舍", "校\ud83d舍") + ZERO,
        )
    ):
        uri = f"file:///tmp/jixiao/lines{number}.txt"
        assert of("WZ005", client.open(uri, text))["range"] == place(2, 16, 18), repr(text)
        client.close(uri)


def test_related_places_are_shown_where_the_editor_can(client: Client) -> None:
    text = HEAD + SOUND + SOUND
    uri = "file:///tmp/jixiao/d.txt"
    related = [one for one in client.open(uri, text) if one.get("relatedInformation")]
    assert [(one["code"], one["relatedInformation"][0]["location"]["range"]["start"]["line"]) for one in related] == [
        ("CF004", 2)
    ]
    client.close(uri)


def test_what_was_not_checked_is_said(client: Client) -> None:
    pdf = "没有检查：PDF 已损坏，打不开；请重新导出再检查"
    notes = {"": (3, "没有检查：文件是空的"), "会议通知\n": (3, "没有检查：没有找到绩效目标表"), "%PDF-1.7": (1, pdf)}
    for number, (text, (severity, message)) in enumerate(notes.items()):
        uri = f"file:///tmp/jixiao/e{number}.txt"
        (note,) = client.open(uri, text)
        assert (note["code"], note["severity"], note["message"]) == ("未检查", severity, message)
        client.close(uri)


def test_what_was_read_in_part_is_marked_where_it_stands(client: Client) -> None:
    uri = "file:///tmp/jixiao/g.csv"
    text = (HEAD + ZERO).replace("\t", ",") + '产出指标,数量指标,"维修数量,≥3所\n'
    diagnostics = client.open(uri, text, "csv")
    note = of("未检查", diagnostics)
    assert (note["severity"], note["range"]["start"]) == (2, {"line": 3, "character": 10})
    assert note["message"] == "这一格的引号没有配对，请核对这一格从哪里到哪里"
    assert "WZ005" in codes(diagnostics)
    client.close(uri)
