"""What an editor offers to do about findings."""

from __future__ import annotations

import pytest

from tests.lsp.client import Client, Message
from tests.lsp.test_diagnostics import HEAD, SOUND, ZERO, of, place

ABOVE = "产出指标\t数量指标\t维修校舍\t1200平方米以上\n"
WRONG = "效益指标\t社会效益指标\t群众知晓率\t95%\n"


def apply(text: str, action: Message) -> str:
    """The text after an action; its edits do not overlap."""
    (change,) = action["edit"]["documentChanges"]
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]

    def offset(position: Message) -> int:
        line = lines[position["line"]] if position["line"] < len(lines) else ""
        bytes_before = line.encode("utf-16-le")[: 2 * position["character"]]
        return starts[position["line"]] + len(bytes_before.decode("utf-16-le"))

    for edit in sorted(change["edits"], key=lambda edit: -offset(edit["range"]["start"])):
        begin, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:begin] + edit["newText"] + text[end:]
    return text


def titles(actions: list[Message]) -> list[str]:
    return [action["title"] for action in actions]


def test_a_safe_fix_is_preferred_and_leaves_nothing_to_say(client: Client) -> None:
    uri, text = "file:///tmp/jixiao/fix.txt", HEAD.replace("校舍", "校舍😀") + ABOVE.replace("校舍", "𠮷舍")
    where = of("BD003", client.open(uri, text))["range"]
    actions = client.actions(uri, where, ["quickfix"])
    assert titles(actions) == ["BD003 改为“≥1200平方米”", "忽略这一处的 BD003（插入注释，请写上理由）"]
    assert [action.get("isPreferred", False) for action in actions] == [True, False]
    fixed = apply(text, actions[0])
    assert fixed == text.replace("1200平方米以上", "≥1200平方米")
    client.change(uri, fixed)
    assert "BD003" not in [one["code"] for one in client.diagnostics(uri)]
    client.close(uri)


def test_a_fix_that_has_to_be_looked_at_says_so(client: Client) -> None:
    uri, text = "file:///tmp/jixiao/unsafe.txt", HEAD + WRONG
    where = of("SD008", client.open(uri, text))["range"]
    first = client.actions(uri, where)[0]
    assert (first["title"], first.get("isPreferred")) == ("SD008 改为“≥95%”（请核对）", None)
    assert first["diagnostics"][0]["code"] == "SD008"
    assert apply(text, first) == text.replace("95%", "≥95%")
    client.close(uri)


def test_fix_all_takes_every_safe_fix_and_no_other(client: Client) -> None:
    uri = "file:///tmp/jixiao/all.txt"
    text = HEAD + ABOVE + WRONG + ABOVE.replace("维修校舍", "改造操场").replace("1200", "300")
    client.open(uri, text)
    (action,) = client.actions(uri, place(0, 0, 0), ["source.fixAll"])
    assert (action["kind"], action["title"]) == ("source.fixAll.jixiao", "改好全部可以放心自动改的（2 处）")
    assert apply(text, action) == HEAD + "".join(
        (
            ABOVE.replace("1200平方米以上", "≥1200平方米"),
            WRONG,
            ABOVE.replace("维修校舍", "改造操场").replace("1200平方米以上", "≥300平方米"),
        )
    )
    client.change(uri, HEAD + SOUND)
    assert client.actions(uri, place(0, 0, 0), ["source.fixAll.jixiao"]) == []
    client.close(uri)


def test_actions_are_for_the_text_as_it_stands(client: Client) -> None:
    uri = "file:///tmp/jixiao/now.txt"
    client.open(uri, HEAD + ABOVE)
    version = client.change(uri, "\n" + HEAD + ABOVE)
    (action,) = client.actions(uri, place(0, 0, 0), ["source.fixAll"])
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == version
    assert apply("\n" + HEAD + ABOVE, action) == "\n" + HEAD + ABOVE.replace("1200平方米以上", "≥1200平方米")
    client.close(uri)


ROWS = (HEAD + ZERO).splitlines()
MARKED = [row.replace("\t", "</td><td>") for row in ROWS]
HTML = "<table>\n" + "\n".join(f"  <tr>\n    <td>{row}</td>\n  </tr>" for row in MARKED)


@pytest.mark.parametrize(
    ("language", "text", "suppressed"),
    [
        ("plaintext", HEAD + ZERO, HEAD + "# jixiao: 忽略 WZ005 理由：\n" + ZERO),
        ("plaintext", (HEAD + ZERO).replace("\n", "\r\n"), None),
        (
            "csv",
            '项目名称,校舍\n一级指标,二级指标,三级指标,绩效指标描述,指标值\n产出指标,质量指标,验收率,"抽检\n合格",≥0\n',
            "项目名称,校舍\n一级指标,二级指标,三级指标,绩效指标描述,指标值\n# jixiao: 忽略 WZ005 理由：\n"
            '产出指标,质量指标,验收率,"抽检\n合格",≥0\n',
        ),
        (
            "markdown",
            "\n".join(f"| {row.replace(chr(9), ' | ')} |" for row in ROWS),
            "\n".join(f"| {row.replace(chr(9), ' | ')} |" for row in ROWS[:2])
            + "\n<!-- jixiao: 忽略 WZ005 理由： -->\n"
            + f"| {ROWS[2].replace(chr(9), ' | ')} |",
        ),
        ("html", HTML, "  <!-- jixiao: 忽略 WZ005 理由： -->\n  <tr>\n    ".join(HTML.rsplit("  <tr>\n    ", 1))),
    ],
)
def test_a_suppression_is_a_comment_above_the_row(
    client: Client, language: str, text: str, suppressed: str | None
) -> None:
    uri = f"untitled:Suppress-{language}"
    where = of("WZ005", client.open(uri, text, language))["range"]
    action = client.actions(uri, where, ["quickfix"])[-1]
    assert action["title"] == "忽略这一处的 WZ005（插入注释，请写上理由）"
    expected = suppressed or (HEAD + "# jixiao: 忽略 WZ005 理由：\n" + ZERO).replace("\n", "\r\n")
    assert apply(text, action) == expected
    client.close(uri)


def test_hover_shows_the_page_of_the_rule(client: Client) -> None:
    uri = "file:///tmp/jixiao/hover.txt"
    where = of("WZ005", client.open(uri, HEAD + ZERO))["range"]
    hover = client.hover(uri, where["start"])
    assert hover
    assert hover["range"] == where
    assert hover["contents"]["kind"] == "markdown"
    assert hover["contents"]["value"].startswith("**WZ005 指标值是默认的零**（错误，完整性，给出建议）\n\n")
    assert client.hover(uri, {"line": 2, "character": 2}) is None
    client.close(uri)
