"""Where formats go that only this command knows how to place: bytes, formats with one suffix, formats named."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint.cli import output
from lint.cli.output import Destination, plan
from lint.errors import UsageError
from lint.report.base import Reporter
from tests.cli.conftest import Cli
from tests.cli.samples import CLEAN


class Named:
    """A format of some name and suffix."""

    encoding = "utf-8"

    def __init__(self, name: str, suffix: str, *, binary: bool = False) -> None:
        self.name, self.suffix, self.binary = name, suffix, binary

    def render(self, report: object, style: object) -> str | bytes:
        return b"\x00\xff" if self.binary else self.name


KNOWN: dict[str, Reporter] = {
    made.name: made
    for made in (
        Named("text", ".txt"),
        Named("json", ".json"),
        Named("gitlab", ".json"),
        Named("concise", ".txt"),
        Named("xlsx", ".xlsx", binary=True),
    )
}


def placed(formats: str, *outputs: str) -> list[tuple[str, str | None]]:
    """Format and path of each destination."""
    made = plan(formats.split(), outputs, KNOWN, ())
    return [(one.reporter.name, str(one.path) if one.path else None) for one in made]


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ("", (), [("text", None)]),
        ("", ("a.json", "b.txt", "c.xlsx"), [("json", "a.json"), ("text", "b.txt"), ("xlsx", "c.xlsx")]),
        ("", ("gitlab:a.json", "json:b"), [("gitlab", "a.json"), ("json", "b")]),
        ("gitlab", ("a.json",), [("gitlab", "a.json")]),
        ("text gitlab", ("a.json",), [("gitlab", "a.json"), ("text", None)]),
        ("json gitlab", ("a.json", "b.json"), [("json", "a.json"), ("gitlab", "b.json")]),
        ("json", ("a.json", "b.json"), [("json", "a.json"), ("json", "b.json")]),
        ("concise", ("a.json",), [("json", "a.json"), ("concise", None)]),
        ("gitlab", ("a.xlsx", "b.json"), [("xlsx", "a.xlsx"), ("gitlab", "b.json")]),
        ("json", ("a.txt",), [("json", "a.txt")]),
        ("concise", ("a.txt",), [("concise", "a.txt")]),
        ("text", ("json:a.json",), [("json", "a.json"), ("text", None)]),
        ("text json", ("json:a.json",), [("json", "a.json"), ("text", None)]),
        ("concise", ("a",), [("concise", "a")]),
        ("concise", ("a.log",), [("concise", "a.log")]),
        ("", ("./json:a.json",), [("json", "json:a.json")]),
    ],
)
def test_which_format_goes_where(
    formats: str, outputs: tuple[str, ...], expected: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    assert placed(formats, *outputs) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("jsn:a.json", "没有输出格式“jsn”，是不是想写“json”？"),
        ("json:", "--output json: 后面要写文件名"),
    ],
)
def test_a_named_format_with_a_mistake(written: str, message: str) -> None:
    with pytest.raises(UsageError, match=f"^{message}$"):
        placed("", written)


def test_bytes_are_refused_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert placed("xlsx") == [("xlsx", None)]
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    assert placed("xlsx", "a.xlsx") == [("xlsx", "a.xlsx")]
    with pytest.raises(UsageError, match=r"^xlsx 不能显示在屏幕上，请写到文件，例如 --output 结果.xlsx$"):
        placed("xlsx")


def test_bytes_go_to_files_and_pipes_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    report: object = None
    output.deliver(report, [Destination(KNOWN["xlsx"], None), Destination(KNOWN["xlsx"], tmp_path / "a")])  # type: ignore[arg-type]
    assert capsysbinary.readouterr().out == (tmp_path / "a").read_bytes() == b"\x00\xff"


def test_a_format_is_named_before_the_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(CLEAN, "utf-8")
    outcome = cli("check", "草稿.txt", "--output", "json:结果", "--output", "text:结果.json")
    assert (outcome.code, outcome.out) == (0, "")
    assert (tmp_path / "结果").read_text("utf-8").startswith("{")
    assert (tmp_path / "结果.json").read_text("utf-8").startswith("草稿.txt  1 个项目")
