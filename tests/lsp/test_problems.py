"""What goes wrong is told, and never taken for a clean draft."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol.types import PositionEncodingKind

from lint.api import Linter
from lint.lsp.checking import Text, check
from lint.lsp.diagnostics import diagnostics_of
from lint.lsp.settings import Judges
from tests.lsp.client import Client
from tests.lsp.test_diagnostics import HEAD, ZERO, of

TEXT = Text("file:///tmp/a.txt", "plaintext", 1, HEAD + ZERO)


def test_wrong_settings_are_shown_once_and_stand_on_every_draft() -> None:
    client = Client(["--ruleset", "没有的"])
    for uri in ("file:///tmp/a.txt", "file:///tmp/b.txt"):
        (note,) = client.open(uri, HEAD + ZERO)
        assert (note["severity"], note["code"]) == (1, "未检查")
        assert "没有的" in note["message"]
    shown = [one for one in client.kept if one.get("method") == "window/showMessage"]
    assert len(shown) == 1
    assert client.end() == 0


def test_the_configuration_beside_the_draft_counts_and_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    config = tmp_path / "jixiao.yaml"
    config.write_text("ignore: [WZ005]\nexclude: ['旧/']\n", "utf-8")
    (tmp_path / "旧").mkdir()
    client = Client(cwd=tmp_path)
    uri = (tmp_path / "草稿.txt").as_uri()
    assert "WZ005" not in [one["code"] for one in client.open(uri, HEAD + ZERO)]
    (note,) = client.open((tmp_path / "旧" / "草稿.txt").as_uri(), HEAD + ZERO)
    assert (note["severity"], note["message"]) == (3, "配置里排除了这个文件（旧/），没有检查")
    config.write_text("ignore: [WZ008]\n", "utf-8")
    changed: dict[str, Any] = {"changes": [{"uri": config.as_uri(), "type": 2}]}
    client.notify("workspace/didChangeWatchedFiles", changed)
    assert of("WZ005", client.diagnostics(uri))
    config.write_text("ingore: [WZ008]\n", "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    (note,) = client.diagnostics(uri)
    assert (note["severity"], note["code"]) == (1, "未检查")
    assert "ingore" in note["message"]
    assert client.end() == 0


def test_a_crash_is_a_diagnostic() -> None:
    class Broken(Judges):
        def linter_for(self, path: Path) -> Linter:
            raise ZeroDivisionError("boom")

    draft = check(TEXT, Broken(), PositionEncodingKind.Utf16)
    (note,) = diagnostics_of(draft)
    assert "程序内部出错（ZeroDivisionError: boom），这份草稿没有检查" in note.message
    assert draft.crashes


def test_a_crashed_rule_is_a_diagnostic_and_its_trace_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    judges = Judges()
    rule = next(one.rule for one in judges.linter_for(Path("/tmp/a.txt")).rules if one.rule.meta.code == "XG004")

    def broken(*args: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(rule, "check_indicator", broken)
    draft = check(TEXT, judges, PositionEncodingKind.Utf16)
    crashed = next(one for one in diagnostics_of(draft) if one.code == "INT001")
    assert crashed.message.startswith("规则 XG004 在检查这个文件时出错，它的结果不完整")
    assert len(draft.crashes) == 1
    monkeypatch.undo()
    again = check(TEXT, judges, PositionEncodingKind.Utf16)
    assert [one.code for one in diagnostics_of(again) if one.code == "INT001"] == []


def test_without_the_extra_one_line_says_what_to_install() -> None:
    hide = (
        "import sys; sys.modules['pygls'] = None; from lint.cli.main import main; sys.argv = ['jixiao', 'lsp']; main()"
    )
    done = subprocess.run([sys.executable, "-c", hide], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().strip() == "jixiao: 缺少编辑器用的部件，请先安装：pip install 'jixiao-lint[lsp]'"
