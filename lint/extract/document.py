"""From blocks to a document: finding the tables that matter, and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from lint.extract.blocks import Break, Paragraph, Row, Table
from lint.extract.contents import header_by_contents, with_levels
from lint.extract.duties import is_duty_header, read_duties
from lint.extract.fields import pairs
from lint.extract.flat import Sheet, join_header_lines
from lint.extract.header_lines import join_lower_lines
from lint.extract.headers import NUMBERED, Headers
from lint.extract.heading import Heading, is_remark
from lint.extract.indicators import is_numbering
from lint.extract.layout import Columns, looks_like_indicators, match_header
from lint.extract.mend import mend
from lint.extract.overall import read_overall
from lint.extract.project import ProjectBuilder
from lint.extract.prose import ITEM, has_heading, read_prose
from lint.extract.source import Reading
from lint.extract.strays import Strays
from lint.extract.trace import SILENT, Kind, Trace
from lint.extract.year import budget_year, is_wide
from lint.model.cell import Cell
from lint.model.document import Document, Duty, Notice
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_CHINESE = lazy(r"[\u4e00-\u9fff]")
_UNREAD = "这张表像绩效目标表，但表头没有认全，表里的内容没有检查"
_UNIT = "unit_name"
_LONGEST_PAIRS = 2000
_TITLE_REACH = 6
"""A title further above its table than this many paragraphs belongs to something else."""


def assemble(
    reading: Reading, path: str, format_name: str, lexicon: Lexicon, headers: Headers, trace: Trace | None = None
) -> Document:
    """The document that a reader's blocks make; ``trace`` takes down what was decided."""
    assembler = _Assembler(lexicon, headers, budget_year(reading.blocks, path), trace or SILENT)
    for block in reading.blocks:
        if isinstance(block, Paragraph):
            assembler.paragraph(block.cell)
        elif isinstance(block, Break):
            assembler.end_sheet()
        else:
            assembler.table(block)
    return assembler.finish(reading, path, format_name)


class _Assembler:
    """Walks over the blocks in order, with the project under way."""

    def __init__(self, lexicon: Lexicon, headers: Headers, year: int | None, trace: Trace) -> None:
        self.lexicon = lexicon
        self.headers = headers
        self.year = year
        self.trace = trace
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
        self.sheet: Sheet | None = None  # the header of a flat sheet of all projects
        self.headless = 0  # tables of the project under way so far, as long as it has no header
        self.suspect: Cell | None = None  # what in them looks like indicators
        self.strays = Strays(lexicon, headers)
        self.prose: list[Cell] = []  # paragraphs that list indicators

    def paragraph(self, cell: Cell) -> None:
        text = cell.text
        if not self.finished and not self.project:
            self.before.append(cell)
        self.title_age += 1
        if self.project and self.project.take_heading(cell):
            return
        self.parted |= not self._is_furniture(text)
        title = self.headers.title_of(text)
        if title and not self._is_section(text, title):
            # The same title again heads either the rest of this table or, where it names no project, the next one.
            self.title_again = self.project is not None and self.project.heading.title_text == title
            if not self.title_again:
                self._end_project()
            self._begin_title(cell, title)
        elif not self._take_prose(cell) and not self._take_pairs(cell):
            self.strays.note(cell)

    def end_sheet(self) -> None:
        """Take the end of a sheet: what comes next belongs to nothing before it, but for who files it."""
        self._end_strays()
        self._end_project()
        self.heading = self.heading.titled()
        self.sheet = None
        self.title_again = self.parted = False

    def _is_section(self, text: str, title: str) -> bool:
        """Whether a title only heads a part of the project under way: 二、项目绩效目标."""
        if self.project is None or self.project.begun or not NUMBERED.match(text):
            return False
        return self.headers.is_bare_title(title)

    def _take_pairs(self, cell: Cell) -> bool:
        """Take a paragraph above a table: fields of the project (项目名称：校舍改造), the unit of money, the filer."""
        self._about(cell)
        found = pairs(cell, self.headers) if len(cell.text) <= _LONGEST_PAIRS else []
        if not found:
            return False
        fields = {self.headers.label(label.text): value for label, value in zip(found[::2], found[1::2], strict=True)}
        if _UNIT in fields and (self.project is None or self.project.table.rows):
            self.heading = replace(self.heading, unit_name=fields[_UNIT].text)
        if self.project and self.project.table.rows:
            if "project_name" not in fields:
                return False
            self._end_project()
        if self.project is None:
            if fields.keys() <= {"goal", "other_goal"} or self.title_age > _TITLE_REACH or not self.heading.title:
                return False
            self.project = self._begin_project(cell)
        self.project.feed(Row(tuple(found)), None)
        return True

    def _begin_title(self, cell: Cell, title: str) -> None:
        self._end_strays()
        self.heading = self.heading.titled(cell, title)
        self.title_age = 0

    def _about(self, cell: Cell) -> None:
        """Take what a line above a table says of it: the unit of money, the filer."""
        self.heading = self.heading.with_line(cell.text, self.lexicon)

    def _end_strays(self) -> None:
        """Say of words of headers that stood outside of tables that they look like one."""
        if cell := self.strays.end():
            self._notice("这里像绩效目标表，但认不出单元格的分隔，内容没有检查", cell)

    def _end_prose(self) -> None:
        """Take the indicators of the paragraphs that list some."""
        prose, self.prose = self.prose, []
        found = read_prose(prose, self.lexicon) if prose else None
        if found and (self.project or self.heading.title):
            self.project = self.project or self._begin_project(prose[0])
            self.project.table.take_prose(found[0])

    def _take_prose(self, cell: Cell) -> bool:
        """Take a paragraph that lists indicators below the headings of their levels, or goes on with such a list."""
        headed = self.project is not None or (self.heading.title is not None and self.title_age <= _TITLE_REACH)
        if not headed or (self.project and self.project.table.columns):
            return False
        if self.prose and not ITEM.match(cell.text) and not has_heading(cell, self.lexicon.categories):
            self._end_prose()
            return False
        if not self.prose and not has_heading(cell, self.lexicon.categories):
            return False
        self.prose.append(cell)
        return True

    def _notice(self, message: str, cell: Cell) -> None:
        self.notices.append(Notice(message, cell))

    def _is_furniture(self, text: str) -> bool:
        """A page number, or a running title that stood on an earlier page: what a page break leaves in a table."""
        known = text in self.seen
        self.seen.add(text)
        return known or not _CHINESE.search(text) or self.headers.is_furniture(text)

    def table(self, table: Table) -> None:
        if not any(cell.text for row in table.rows for cell in row.cells):
            return  # a frame around another table, or around pictures
        rows: Sequence[Row] = mend(table.rows, self.headers, self.lexicon)
        columns: Sequence[Columns | None] = [match_header(row, self.headers, self.year) for row in rows]
        rows, columns, notices = join_lower_lines(rows, columns, self.headers, self.year)
        self.notices += notices
        self.tables += 1
        self.trace.begin(table)
        self._end_prose()
        self._end_strays()
        parted, self.parted = self.parted and not self.title_again, False
        again, self.title_again = self.title_again, False
        if any(columns):
            rows, columns = join_header_lines(rows, columns, self.headers)
            self.sheet = None
            self.trace.decide(Kind.INDICATORS, "有指标名称、指标值和别的栏目的表头")
            if any(header and header.project for header in columns):
                self._project_rows(rows, columns)
                return
            self._indicator_table(rows, columns, parted, again)
            return
        if again and self.project and self.project.is_next(rows):
            self._end_project()
        for number, row in enumerate(rows):
            if index := is_duty_header(row, self.headers):
                self.trace.duties(row, index)
                self.duties.extend(read_duties(rows[number + 1 :], index, self.headers))
                return
        suspect = looks_like_indicators(rows, self.headers, self.lexicon.categories)
        if suspect and (found := header_by_contents(rows, self.headers, self.lexicon)):
            number, header, notice = found
            self.notices.append(notice)
            self.trace.decide(Kind.INDICATORS, "表头有不认识的叫法，格里是各级指标的名称和指标值")
            self._indicator_table(rows, [header if at == number else None for at in range(len(rows))], parted, again)
            return
        if self._continues_project(rows, parted):
            self.trace.goes_on(self.project is not None and self.project.begun)
            self._project_rows(rows, columns)
            if self.project and not self.project.begun:
                self.headless += 1
                self.suspect = self.suspect or suspect
            return
        self.other_tables += 1
        self.trace.decide(Kind.OTHER, "没有绩效指标的表头，不读" if not suspect else "像绩效目标表，表头没有认全")
        if suspect:
            self._notice(_UNREAD, suspect)
        elif self.project is None and self.heading.title and self.title_age <= _TITLE_REACH:
            self._notice("表题下面的这张表没有认出绩效指标，没有检查", rows[0].cells[0])

    def _indicator_table(
        self, rows: Sequence[Row], columns: Sequence[Columns | None], parted: bool, again: bool
    ) -> None:
        """Take a table that has a header of indicators."""
        if again and not _begins_with_header(rows, columns):
            self._end_project()
        if parted and self.project and not self.project.goes_on(rows, columns):
            self._next_untitled()
        columns = [
            header and with_levels(header, rows[at], rows[at + 1 :], self.lexicon) for at, header in enumerate(columns)
        ]
        self._project_rows(rows, columns)

    def _continues_project(self, rows: Sequence[Row], parted: bool) -> bool:
        """Rows of the project under way, parted from it by a page number or the like; or its upper rows."""
        recent = self.title_age <= _TITLE_REACH and self.heading.title is not None
        if self.project and self.project.begun:
            level2 = self.lexicon.categories.level2
            if not parted:
                return any(level2(c.text) for row in rows for c in row.cells[:3])
            first = next((cell.text for row in rows for cell in row.cells if cell.text), "")
            known = level2(first) or self.lexicon.categories.level1(first)
            return bool(known) and self.project.goes_on(rows, [None] * len(rows))
        narrow = (row for row in rows[:_TITLE_REACH] if not is_wide(row))
        if any(self.headers.title_of(cell.text) for row in narrow for cell in row.cells if cell.text):
            return True
        label = self.headers.label
        return recent and any(
            label(cell.text) or self.headers.is_goal_label(cell.text) for row in rows for cell in row.cells[:2]
        )

    def _project_rows(self, rows: Sequence[Row], columns: Sequence[Columns | None]) -> None:
        for number, (row, header) in enumerate(zip(rows, columns, strict=True)):
            first, lone = None, True
            for cell in row.cells:
                if cell.text and first:
                    lone = False
                    break
                first = first or (cell if cell.text else None)
            if first is None:
                if self.project:
                    self.project.feed_blank(row)
                continue
            if header:
                self.trace.header(header, rows[number : number + 2], self.headers)
                self.sheet = Sheet(header, row) if header.project else None
            if self.sheet and not (lone and self.headers.title_of(first.text)):
                if header is None:
                    self._sheet_row(self.sheet, rows, number, first)
                continue
            stop = number + 1 + _TITLE_REACH
            following = rows[number + 1 : stop], columns[number + 1 : stop]
            if self._take_lone(first, *following) if lone else self._take_remarks(row):
                continue
            self._take_row(row, header, first)

    def _take_row(self, row: Row, header: Columns | None, first: Cell) -> None:
        """Take a filled row of the project under way, or of the next one."""
        if self.project and header is None:
            if self.project.lists_another(row):
                self._next_listed(row, first)
                return
            if self.project.starts_another(row, first):
                self._next_untitled()
        if self.project is None:
            if self.title_age > _TITLE_REACH:
                self._next_untitled()
            self.project = self._begin_project(first)
        self.project.feed(row, header)

    def _sheet_row(self, sheet: Sheet, rows: Sequence[Row], number: int, first: Cell) -> None:
        """Take a row of a flat sheet: a project begins where its column has another name."""
        row = rows[number]
        if (unit := sheet.unit(rows, number, self.headers.totals)) is not None:
            self.heading = replace(self.heading, unit_name=unit or self.heading.unit_name)
            return
        if is_numbering(row):
            return
        name = sheet.name(row)
        known = self.project.fields.get("project_name") if self.project else None
        if self.project is None or (name and name.text and (known is None or known.text != name.text)):
            self._end_project()
            self.project = self._begin_project(first)
            self.project.take_columns(row, sheet.header, sheet.columns)
        self.project.feed(row, None)

    def _take_lone(self, cell: Cell, rows: Sequence[Row], columns: Sequence[Columns | None]) -> bool:
        """Take a row with one filled cell that speaks of the table: a title, a unit. False where it is the project's.

        ``rows`` are the next ones, with what they say as headers.
        """
        if title := self.headers.title_of(cell.text):
            again = self.project is not None and self.project.heading.title_text == title
            filled = (header for row, header in zip(rows, columns, strict=False) if is_wide(row))
            if not again or next(filled, None) is None:
                self._end_project()
            self._begin_title(cell, title)
            return True
        if self.project is None or self.project.table.rows:
            self._about(cell)
        return self.project is None and self.headers.label(cell.text) is None and self.headers.block(cell.text) is None

    def _take_remarks(self, row: Row) -> bool:
        """Take a row between a title and its table that names who files it and the unit of money (单位：万元)."""
        if self.project is not None and not self.project.table.rows:
            return False
        if not is_remark(row):
            return False
        for cell in row.cells:
            if cell.text:
                self._about(cell)
        return True

    def _begin_project(self, anchor: Cell) -> ProjectBuilder:
        return ProjectBuilder(self.lexicon, self.headers, self.heading, anchor, self.trace)

    def _next_untitled(self) -> None:
        """End the project under way; the next one has no title of its own."""
        self._end_project()
        self.heading = replace(self.heading, title=None, title_text="")

    def _next_listed(self, row: Row, first: Cell) -> None:
        """Begin the next project of a table that has one a row; those without indicators are told of once."""
        assert self.project is not None
        listing = self.project.listing
        anchor = first if self.project.begun else self.project.anchor
        if self.project.begun:
            self._end_project()
        self.project = self._begin_project(anchor)
        self.project.take_listed(row.cells, listing)

    def _end_project(self) -> None:
        self._end_prose()
        project, self.project = self.project, None
        headless, self.headless = self.headless, 0
        suspect, self.suspect = self.suspect, None
        if project is None:
            return
        if project.begun:
            self.finished.append(project)
            if not project.table.rows:
                self._notice("绩效指标的表头下面没有读到指标", project.anchor)
            return
        self.other_tables += headless
        if suspect:
            self._notice(_UNREAD, suspect)
        elif project.goals.found or "project_name" in project.fields:
            self._notice("这里有项目的名称或绩效目标，但没有找到绩效指标表", project.anchor)

    def finish(self, reading: Reading, path: str, format_name: str) -> Document:
        self._end_strays()
        self._end_project()
        repeat = any(project.table.repeats_level2 for project in self.finished)
        projects = tuple(project.build(number, repeat) for number, project in enumerate(self.finished, start=1))
        notices = [notice for project in self.finished for notice in project.notices] + self.notices
        notices += reading.notices
        return Document(
            path=path,
            format=format_name,
            locator=reading.locator,
            year=self.year,
            projects=projects,
            overall=read_overall(self.before, self.headers),
            duties=tuple(self.duties),
            tables=self.tables,
            other_tables=self.other_tables,
            notices=tuple(notices),
            comments=reading.comments,
        )


def _begins_with_header(rows: Sequence[Row], columns: Sequence[Columns | None]) -> bool:
    filled = (header for row, header in zip(rows, columns, strict=True) if any(cell.text for cell in row.cells))
    return next(filled) is not None
