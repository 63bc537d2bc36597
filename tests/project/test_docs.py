"""The documentation: generated parts are current, links lead somewhere, commands and YAML in it are valid."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from lint.api import Linter
from lint.api.sidecar import SUFFIX
from lint.cli.main import app
from lint.resources.files import read_yaml
from lint.resources.validate import validate

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDE = DOCS / "guide"
PAGES = sorted(
    path
    for folder in (ROOT, DOCS)
    for path in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
    if not path.is_relative_to(DOCS / "example-plugin" / "build")
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^()\s]+)\)|!\[[^\]]*\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.M)


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The script ``docs/generate.py`` as a module."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module("generate")
    finally:
        sys.path.remove(str(DOCS))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text_outside_blocks(path: Path) -> str:
    return BLOCK.sub("", path.read_text("utf-8"))


def test_generated_pages_are_current(generate: ModuleType) -> None:
    stale = [_name(path) for path in generate.stale_pages()]
    assert stale == [], f"文档过时，请运行 make docs：{'、'.join(stale)}"


def test_no_page_without_a_rule(generate: ModuleType) -> None:
    extra = [_name(path) for path in generate.extra_pages()]
    assert extra == [], f"有没有规则的说明页，请运行 make docs：{'、'.join(extra)}"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for found in LINK.finditer(_text_outside_blocks(page)):
        target = found[1] or found[2]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name) if name else page
        if not path.exists() or (anchor and anchor not in _anchors(path)):
            broken.append(target)
    assert broken == []


def _anchors(path: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings: lower case, marks dropped, blanks as hyphens."""
    headings = HEADING.findall(_text_outside_blocks(path))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _commands(page: Path) -> list[str]:
    lines = [
        line
        for kind, body in BLOCK.findall(page.read_text("utf-8"))
        if kind in ("sh", "console")
        for line in body.splitlines()
    ]
    return [line.removeprefix("$ ") for line in lines if re.match(r"(\$ )?(\S+ \S+ \| )?jixiao ", line)]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_use_options_that_exist(page: Path) -> None:
    for line in _commands(page):
        words = shlex.split(line, comments=True)
        words = words[words.index("jixiao") + 1 :]
        end = next(
            (number for number, word in enumerate(words) if word in ("|", ">", "2>", "<", "&&", "||", ";")), len(words)
        )
        _parse(line, words[:end])


def _parse(line: str, words: list[str]) -> None:
    context = click.Context(app)
    try:
        if words and not words[0].startswith("-"):
            command = app.get_command(context, words[0])
            assert command is not None, f"没有这个命令：{line}"
            command.make_context(words[0], words[1:])
        else:
            app.make_context("jixiao", list(words))
    except click.exceptions.Exit:
        pass  # --help, --version
    except click.ClickException as error:
        pytest.fail(f"{line}\n{error.format_message()}")


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.md")), ids=_name)
def test_yaml_is_valid(page: Path, tmp_path: Path) -> None:
    """Rulesets and dictionaries that a page shows can be used, but for those that show a mistake (写错.yaml)."""
    for found in re.finditer(r"^```yaml\n# (\S+\.yaml)\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
        path = tmp_path / found[1]
        path.write_text(found[2], "utf-8")
        data = read_yaml(path).data
        if found[1].endswith(SUFFIX):
            validate(read_yaml(path), "suppressions-1")
        elif "dictionary" in data:
            validate(read_yaml(path), "dictionary-1")
        elif found[1] != "写错.yaml":
            assert Linter(ruleset_name=str(path)).rules


def test_the_guide_explains_every_notice_of_something_not_read() -> None:
    page = (GUIDE / "extraction.md").read_text("utf-8")
    missing = [text for text in _notices() if text not in page]
    assert missing == [], "docs/guide/extraction.md 的“没有读的会说明”没有讲到"


def _notices() -> list[str]:
    """The texts of all notices in the source; of those with a blank to fill in, the parts between."""
    texts: list[str] = []
    for path in sorted((ROOT / "lint" / "extract").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) in ("Notice", "_notice"):
                nodes = [constants.get(n.id, n) if isinstance(n, ast.Name) else n for n in ast.walk(call.args[0])]
                texts += [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert texts
    return [text for text in texts if len(text) > 3]
