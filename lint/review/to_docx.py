"""The review opinion as a Word document: a cover for several projects, then a page or more for each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lint.review import texts
from lint.review.opinion import Opinion, Review

_SONG, _TITLE_FONT = "宋体", "黑体"
_SHADES = ("C6E0B4", "DDEBF7", "FFE699", "F4B183")
"""From the best grade to the worst; the words stand beside, so that a grey print can be read."""
_COLUMNS = (1.6, 4.0, 1.7, 9.7)
_COVER_COLUMNS = (4.0, 4.6, 1.6, 1.2, 1.2, 1.2, 3.2)
_BAR = 40
_PADDING = (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
"""Twentieths of a point."""
_EPOCH = (2000, 1, 1)


def render_docx(review: Review) -> bytes:
    """The document's bytes; the same review gives the same bytes."""
    import docx  # noqa: PLC0415 - a fifth of a second, for this format only

    page = _Page(docx.Document())
    if len(review.opinions) != 1:
        page.cover(review)
    for number, opinion in enumerate(review.opinions):
        page.opinion(opinion, review, breaks=number > 0 or len(review.opinions) > 1)
    return page.data()


def _cells(table: Any) -> list[Any]:
    return [cell for row in table.rows for cell in row.cells]


class _Page:
    """The document under way."""

    def __init__(self, document: Any) -> None:
        from docx.shared import Cm, Pt  # noqa: PLC0415

        self.document = document
        self.cm, self.pt = Cm, Pt
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        style = document.styles["Normal"]
        self._font(style, _SONG, 10.5)
        style.paragraph_format.space_after = Pt(0)

    def _font(self, owner: Any, name: str, size: float) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415

        owner.font.name, owner.font.size = name, self.pt(size)
        owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)

    def cover(self, review: Review) -> None:
        """Units, projects and grades in one table, those that need most work first."""
        self.title(texts.COVER)
        self.line(f"共 {len(review.opinions)} 个项目。{texts.PROPOSAL}")
        self.missing(review)
        self.heading("各单位的等级")
        self.chart(review)
        self.heading("项目（需要改的在前）")
        rows = []
        for opinion in review.by_need():
            counts = map(str, texts.counts(texts.all_findings(opinion)))
            weak = texts.weak_items(opinion, review.grading)
            rows.append([texts.unit_of(opinion), texts.name_of(opinion), opinion.total.name, *counts, weak])
        shades = [self.shade(review, opinion.total.name) for opinion in review.by_need()]
        self.table(texts.COVER_HEADINGS, rows, _COVER_COLUMNS, {2: shades})
        if review.elsewhere:
            self.heading("项目表以外（总体绩效目标、部门职责、整个文件）")
            for finding in review.elsewhere:
                self.line(texts.evidence(finding), 9)
        self.line("")
        self.line(texts.basis(review), 8)
        self.line(texts.rule_of_grades(review), 8)

    def missing(self, review: Review) -> None:
        """What was not checked, in bold: nobody may take it for clean."""
        for line in texts.unchecked(review):
            self.line(f"没有全部检查　{line}", bold=True)

    def chart(self, review: Review) -> None:
        """A bar a unit: its parts are as long as its projects of a grade are many."""
        from docx.oxml.ns import qn  # noqa: PLC0415

        bars = texts.bars(review)
        longest = max((sum(bar.counts) for bar in bars), default=1)
        names = [grade.name for grade in review.grading.grades]
        table = self._grid(len(bars), (5.0, 8.5, 3.5))
        for row, bar in zip(table.rows, bars, strict=True):
            self.write(row.cells[0], [bar.unit], 9)
            paragraph = row.cells[1].paragraphs[0]
            for at, count in enumerate(bar.counts):
                run = paragraph.add_run("█" * round(count * _BAR / longest / 2))
                run.font.size = self.pt(9)
                run.font.color.rgb = self._color(_SHADES[min(at, len(_SHADES) - 1)])
                run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _SONG)
            words = "、".join(f"{name} {count}" for name, count in zip(names, bar.counts, strict=True) if count)
            self.write(row.cells[2], [words], 9)

    def _color(self, text: str) -> Any:
        from docx.shared import RGBColor  # noqa: PLC0415

        return RGBColor.from_string(text)

    def opinion(self, opinion: Opinion, review: Review, *, breaks: bool) -> None:
        """The form of one project."""
        self.title(texts.TITLE, breaks=breaks)
        facts = self._grid(2, (2.4, 6.6, 2.0, 6.0))
        project = opinion.project
        words = ("项目名称", texts.name_of(opinion), "项目编码", project.code, "单位", project.unit, "文件")
        for cell, text in zip(_cells(facts), (*words, opinion.entry.path), strict=True):
            self.write(cell, [text])
        self.line("", 4)
        table = self._grid(1, _COLUMNS)
        for cell, text in zip(table.rows[0].cells, texts.HEADINGS, strict=True):
            self.write(cell, [text], bold=True, centre=True)
        self._repeat(table.rows[0])
        for block, group in groupby(opinion.items, key=lambda graded: graded.item.block):
            first = None
            for graded in group:
                row = table.add_row()
                first = first or row
                self.write(row.cells[1], [graded.item.item, graded.item.question], 9)
                self.write(row.cells[2], [graded.grade.name], centre=True)
                self._fill(row.cells[2], self.shade(review, graded.grade.name))
                self.write(row.cells[3], texts.lines_of(graded), 8.5)
                last = row
            assert first is not None
            self.write(first.cells[0].merge(last.cells[0]), [block], centre=True)
        self._widths(table, _COLUMNS)
        if opinion.remarks:
            self.wide(table, "其他问题", [texts.evidence(finding) for finding in opinion.remarks])
        self.wide(table, "总评", [line for line in (texts.conclusion(opinion), texts.partial(opinion)) if line])
        self.wide(table, texts.OPINION, ["", "", "", "", texts.SIGNATURE], size=10.5)
        self.line(texts.PROPOSAL + texts.rule_of_grades(review), 8)
        self.line(texts.basis(review), 8)

    def wide(self, table: Any, label: str, lines: Sequence[str], size: float = 9) -> None:
        """A row with a label and one cell over the rest, kept on one page."""
        row = table.add_row()
        self.write(row.cells[0], [label], centre=True)
        self.write(row.cells[1].merge(row.cells[len(_COLUMNS) - 1]), lines, size)
        self._keep(row)

    # ── pieces ──

    def title(self, text: str, *, breaks: bool = False) -> None:
        """The title of a page."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.page_break_before = breaks
        paragraph.paragraph_format.space_after = self.pt(8)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._font(paragraph.add_run(text), _TITLE_FONT, 16)

    def heading(self, text: str) -> None:
        """The heading of a part."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = self.pt(8)
        paragraph.paragraph_format.space_after = self.pt(4)
        paragraph.paragraph_format.keep_with_next = True
        self._font(paragraph.add_run(text), _TITLE_FONT, 11)

    def line(self, text: str, size: float = 10.5, *, bold: bool = False) -> None:
        """A paragraph."""
        run = self.document.add_paragraph().add_run(text)
        self._font(run, _SONG, size)
        run.bold = bold

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        shades: dict[int, list[str]],
    ) -> None:
        """A table whose header repeats on every page."""
        table = self._grid(1 + len(rows), widths)
        for cell, text in zip(table.rows[0].cells, headings, strict=True):
            self.write(cell, [text], 9, bold=True, centre=True)
        self._repeat(table.rows[0])
        for number, (row, found) in enumerate(zip(table.rows[1:], rows, strict=True)):
            for column, (cell, text) in enumerate(zip(row.cells, found, strict=True)):
                self.write(cell, [text], 9, centre=column in (2, 3, 4, 5))
                if column in shades:
                    self._fill(cell, shades[column][number])

    def write(
        self, cell: Any, lines: Sequence[str], size: float = 10.5, *, bold: bool = False, centre: bool = False
    ) -> None:
        """Fill a cell, a paragraph a line."""
        from docx.enum.table import WD_ALIGN_VERTICAL  # noqa: PLC0415
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for number, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            if centre:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            self._font(run, _SONG, size)
            run.bold = bold

    def _grid(self, rows: int, widths: Sequence[float]) -> Any:
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.style = self.document.styles["Table Grid"]
        table.autofit = False
        self._pad(table)
        self._widths(table, widths)
        return table

    def _widths(self, table: Any, widths: Sequence[float]) -> None:
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self.cm(width)
        for row in table.rows:
            for cell, width in zip(row._tr.tc_lst, widths, strict=False):
                cell.width = self.cm(width)

    def _pad(self, table: Any) -> None:
        """Room above and below the text of all cells."""
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415

        margins = OxmlElement("w:tblCellMar")
        for side, width in _PADDING:
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:w"), str(width))
            edge.set(qn("w:type"), "dxa")
            margins.append(edge)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        if look is None:
            table._tbl.tblPr.append(margins)
        else:
            look.addprevious(margins)

    def _fill(self, cell: Any, color: str) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415

        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)

    def _repeat(self, row: Any) -> None:
        self._row_property(row, "w:tblHeader")

    def _keep(self, row: Any) -> None:
        self._row_property(row, "w:cantSplit")

    def _row_property(self, row: Any, name: str) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415

        row._tr.get_or_add_trPr().append(OxmlElement(name))

    def shade(self, review: Review, grade: str) -> str:
        """The colour of a grade."""
        names = [entry.name for entry in review.grading.grades]
        return _SHADES[min(names.index(grade), len(_SHADES) - 1)]

    def data(self) -> bytes:
        """The bytes, without the time at which they were made."""
        import datetime  # noqa: PLC0415

        properties = self.document.core_properties
        properties.created = properties.modified = datetime.datetime(*_EPOCH, tzinfo=datetime.UTC)
        properties.author, properties.title, properties.comments = "", texts.TITLE, ""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()
