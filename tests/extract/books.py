"""Workbooks written part by part, so that they can be as odd as real and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from lint.extract.grid import Grid, Line, Parsed, Slot
from lint.extract.source import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx(
    *sheets: str,
    names: Sequence[str] = (),
    states: Mapping[int, str] | None = None,
    strings: str = "",
    formats: Sequence[str] = (),
    properties: str = "",
    strict: bool = False,
    others: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook of sheets, each the XML inside its <worksheet>; style n+1 of a cell is the n-th of ``formats``."""
    main, office = (STRICT, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    names = names or [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = relations = ""
    for number, name in enumerate(names):
        state = f' state="{states[number]}"' if states and number in states else ""
        listed += f'<sheet name="{name}" sheetId="{number + 1}" r:id="rId{number}"{state}/>'
        relations += f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/s{number}.xml"/>'
    for kind in ("styles", "sharedStrings"):
        relations += f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{kind}.xml"/>'
    own = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{_quoted(code)}"/>' for n, code in enumerate(formats))
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(formats)))
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
    }
    for number, sheet in enumerate(sheets):
        parts[f"xl/worksheets/s{number}.xml"] = f'<worksheet xmlns="{main}">{sheet}</worksheet>'
    return packed({**{name: part.encode() for name, part in parts.items()}, **(others or {})})


def _quoted(code: str) -> str:
    return code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of parts, in order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def data(*rows: str) -> str:
    """Sheet data of rows, each the XML inside its <row>."""
    return "<sheetData>" + "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 1)) + "</sheetData>"


def text(ref: str, value: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(ref: str, value: object, style: int = 0) -> str:
    """A cell with a number."""
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def grids(parsed: Parsed) -> list[Grid]:
    """The grids of a document."""
    return [block for block in parsed.blocks if isinstance(block, Grid)]


def lines(parsed: Parsed) -> list[Line]:
    """The paragraphs outside of grids."""
    return [block for block in parsed.blocks if isinstance(block, Line)]


def cells(grid: Grid) -> dict[tuple[int, int], str]:
    """The filled cells of a grid by row and column."""
    return {(slot.row, slot.column): slot.text for slot in grid.slots if slot.text}


def slot(parsed: Parsed, row: int, column: int) -> Slot:
    """The slot at a place of the first grid that has one there."""
    return next(s for grid in grids(parsed) for s in grid.slots if (s.row, s.column) == (row, column))


LIMITS = Limits()
