"""From blocks to a document: finding the tables that matter, and what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lint.extract.blocks import Block, Paragraph, Row, Table
from lint.extract.duties import is_duty_header, read_duties
from lint.extract.headers import Headers
from lint.extract.layout import Columns, looks_like_indicators, match_header
from lint.extract.mend import mend
from lint.extract.overall import read_overall
from lint.extract.project import Heading, ProjectBuilder, money_unit
from lint.extract.source import Reading
from lint.model.cell import Cell
from lint.model.document import Document, Duty, Notice
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_UNIT_LINE = re.compile(r"(?P<code>\d{3,12})\s*(?P<name>[^\d\s年月日.．、，。；:：%][^，。；：“”]*)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"(20\d\d)年度?(?=[^,，。；]{0,12}(?:预算|绩效|公开))")
_TITLE_REACH = 6
"""A title further above its table than this many paragraphs belongs to something else."""


def assemble(reading: Reading, path: str, format_name: str, lexicon: Lexicon, headers: Headers) -> Document:
    """The document that a reader's blocks make."""
    assembler = _Assembler(lexicon, headers)
    for block in reading.blocks:
        if isinstance(block, Paragraph):
            assembler.paragraph(block.cell)
        else:
            assembler.table(block)
    return assembler.finish(reading, path, format_name)


class _Assembler:
    """Walks over the blocks in order, with the project under way."""

    def __init__(self, lexicon: Lexicon, headers: Headers) -> None:
        self.lexicon = lexicon
        self.headers = headers
        self.heading = Heading()
        self.project: ProjectBuilder | None = None
        self.title_age = 0
        self.title_again = False
        self.parted = False  # text stands between the last table and here
        self.seen: set[str] = set()
        self.before: list[Cell] = []  # paragraphs above the first project
        self.finished: list[ProjectBuilder] = []
        self.duties: list[Duty] = []
        self.notices: list[Notice] = []
        self.other_tables = 0
        self.tables = 0

    def paragraph(self, cell: Cell) -> None:
        text = cell.text
        if not self.finished and not self.project:
            self.before.append(cell)
        self.title_age += 1
        self.parted |= not self._is_furniture(text)
        title = self.headers.title_of(text)
        if title:
            # The same title again heads either the rest of this table or, where it names no project, the next one.
            self.title_again = self.project is not None and self.project.heading.title_text == title
            if not self.title_again:
                self._end_project()
            self.heading = Heading(cell, title, self.heading.unit_code, self.heading.unit_name)
            self.title_age = 0
        elif unit := money_unit(text, self.lexicon):
            self.heading = replace(self.heading, money_unit=unit)
        elif (found := _UNIT_LINE.fullmatch(text)) and len(text) < 60:
            self.heading = replace(self.heading, unit_code=found["code"], unit_name=found["name"])

    def _is_furniture(self, text: str) -> bool:
        """A page number, or a running title that stood on an earlier page: what a page break leaves in a table."""
        known = text in self.seen
        self.seen.add(text)
        return known or not _CHINESE.search(text)

    def table(self, table: Table) -> None:
        rows = mend(table.rows, self.headers, self.lexicon)
        columns = [match_header(row, self.headers) for row in rows]
        self.tables += 1
        parted, self.parted = self.parted and not self.title_again, False
        again, self.title_again = self.title_again, False
        if any(columns):
            if again and not _begins_with_header(rows, columns):
                self._end_project()
            if parted and self.project and self.project.table.rows:
                self._next_untitled()
            self._project_rows(rows, columns)
            return
        for number, row in enumerate(rows):
            if index := is_duty_header(row, self.headers):
                self.duties.extend(read_duties(rows[number + 1 :], index, self.headers))
                return
        if self._continues_project(rows, parted):
            self._project_rows(rows, columns)
            return
        self.other_tables += 1
        if cell := looks_like_indicators(rows, self.headers, self.lexicon.categories):
            self.notices.append(Notice("这张表像绩效目标表，但表头没有认全，表里的内容没有检查", cell))

    def _continues_project(self, rows: Sequence[Row], parted: bool) -> bool:
        """Rows of the project under way, parted from it by a page number or the like; or its upper rows."""
        recent = self.title_age <= _TITLE_REACH and self.heading.title is not None
        if self.project and self.project.begun:
            level2 = self.lexicon.categories.level2
            return not parted and any(level2(c.text) for row in rows for c in row.cells[:3])
        return recent and any(self.headers.label(cell.text) for row in rows for cell in row.cells[:2])

    def _project_rows(self, rows: Sequence[Row], columns: Sequence[Columns | None]) -> None:
        for row, header in zip(rows, columns, strict=True):
            first = None
            for cell in row.cells:
                if cell.text:
                    first = cell
                    break
            if first is None:
                if self.project:
                    self.project.feed_blank(row)
                continue
            if self.project and header is None and self.project.starts_another(row, first):
                self._next_untitled()
            if self.project is None:
                if self.title_age > _TITLE_REACH:
                    self._next_untitled()
                self.project = ProjectBuilder(self.lexicon, self.headers, self.heading, first)
            self.project.feed(row, header)

    def _next_untitled(self) -> None:
        """End the project under way; the next one has no title of its own."""
        self._end_project()
        self.heading = Heading(None, "", self.heading.unit_code, self.heading.unit_name, self.heading.money_unit)

    def _end_project(self) -> None:
        if self.project and self.project.begun:
            self.finished.append(self.project)
        self.project = None

    def finish(self, reading: Reading, path: str, format_name: str) -> Document:
        self._end_project()
        repeat = any(project.table.repeats_level2 for project in self.finished)
        projects = tuple(project.build(number, repeat) for number, project in enumerate(self.finished, start=1))
        notices = [notice for project in self.finished for notice in project.notices] + self.notices
        return Document(
            path=path,
            format=format_name,
            locator=reading.locator,
            year=_year(reading.blocks, path),
            projects=projects,
            overall=read_overall(self.before, self.headers),
            duties=tuple(self.duties),
            tables=self.tables,
            other_tables=self.other_tables,
            notices=tuple(notices),
        )


def _begins_with_header(rows: Sequence[Row], columns: Sequence[Columns | None]) -> bool:
    filled = (header for row, header in zip(rows, columns, strict=True) if any(cell.text for cell in row.cells))
    return next(filled) is not None


def _year(blocks: Sequence[Block], path: str) -> int | None:
    """The budget year: the one that most headings of the document name, else the one in the file's name."""
    found: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.cell.text) < 60:
            found.update(_YEAR.findall(fold(block.cell.text)))
    if not found:
        found.update(re.findall(r"20\d\d", path.rsplit("/", 1)[-1])[:1])
    return int(found.most_common(1)[0][0]) if found else None
