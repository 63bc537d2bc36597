"""Checking the text of an editor: what is known of a draft at one moment of writing."""

from __future__ import annotations

import traceback
from io import BytesIO
from pathlib import Path, PurePath
from urllib.parse import unquote, urlparse

from lsprotocol.types import PositionEncodingKind
from msgspec import Struct
from pygls.uris import to_fs_path

from lint.api import Item, Linter, Session, UsageError, display_name
from lint.extract.source import read_stream
from lint.lsp.lines import SURROGATES, Lines
from lint.lsp.settings import Judges
from lint.model.finding import Finding
from lint.model.place import HtmlLocation, Location, TextLocation
from lint.model.report import Report

_UNTITLED = "未命名"
_SUFFIXES = {"markdown": ".md", "csv": ".csv", "tsv": ".tsv", "html": ".html"}
_BOM = "\ufeff"


class Text(Struct, frozen=True):
    """A draft as it stands in the editor."""

    uri: str
    language: str
    version: int | None
    text: str


class Draft(Struct, frozen=True):
    """A draft, checked: the report on it, or in ``problem`` or ``excluded`` why there is none."""

    source: Text
    lines: Lines
    linter: Linter | None = None
    report: Report | None = None
    problem: str = ""
    excluded: str = ""
    crashes: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that decide."""
        return self.report.shown if self.report else ()

    def span(self, location: Location) -> tuple[int, int]:
        """Begin and end of a location in the editor's text; the file as a whole is its beginning."""
        if not isinstance(location, TextLocation | HtmlLocation):
            return 0, 0
        shift = self.source.text.startswith(_BOM)
        return location.start.offset + shift, location.end.offset + shift


def check(source: Text, judges: Judges, encoding: PositionEncodingKind) -> Draft:
    """Check a draft; whatever goes wrong is told in its ``problem``."""
    lines = Lines(source.text, encoding)
    data = SURROGATES.sub("\ufffd", source.text).encode()
    path = path_of(source)
    try:
        if pattern := judges.excluded(path):
            return Draft(source, lines, excluded=f"配置里排除了这个文件（{pattern}），没有检查")
        linter = judges.linter_for(path)
        item = Item(display_name(path), lambda: read_stream(BytesIO(data), linter.limits), len(data), path)
        report = Session(lambda item: linter).check([item])
    except UsageError as error:
        return Draft(source, lines, problem=str(error))
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        problem = f"程序内部出错（{what}），这份草稿没有检查，请把这行信息和草稿反馈给维护者"
        return Draft(source, lines, problem=problem, crashes=(traceback.format_exc(),))
    return Draft(source, lines, linter, report, crashes=report.crashes)


def path_of(source: Text) -> Path:
    """The file of a draft; for one that was never saved a name with the suffix of its language."""
    path = to_fs_path(source.uri) if urlparse(source.uri).scheme == "file" else None
    if path:
        return Path(path)
    name = PurePath(unquote(urlparse(source.uri).path)).name or _UNTITLED
    return Path(name if PurePath(name).suffix else name + _SUFFIXES.get(source.language, ".txt"))
