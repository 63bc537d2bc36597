"""Excel 97-2003 workbooks and those of WPS (xls, et), by xlrd: every sheet a grid, its cells as they are displayed.

To be run in a process of its own: what xlrd makes of damaged files cannot be foreseen.
"""

from __future__ import annotations

import io
from typing import Any

import xlrd

from lint.errors import InputError
from lint.extract.comments import said
from lint.extract.grid import Parsed, Slot
from lint.extract.readers.number_format import GENERAL
from lint.extract.readers.sheets import Book, Merge, Sheet
from lint.extract.readers.shown import ERROR, Look, Shown
from lint.extract.readers.xlsx_formats import BUILTIN
from lint.extract.source import Limits

_DAMAGED = "文件已损坏或版本太旧，打不开；请用 Excel 或 WPS 打开，另存为 xlsx 再检查"
_ENCRYPTED = "文件加了密码，请去掉密码后再检查"
_CURRENCY = frozenset({5, 6, 7, 8, 37, 38, 39, 40, 41, 42, 43, 44})
"""Numbers of formats that a workbook writes out for its own country."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read a workbook; `InputError` for what cannot be opened or is over the limits."""
    try:
        return _read(data, limits)
    except (InputError, MemoryError):
        raise
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise InputError(_ENCRYPTED, skipped=True) from error
        raise InputError(_DAMAGED) from error
    except Exception as error:  # xlrd checks little: struct.error, AssertionError, IndexError and others
        raise InputError(_DAMAGED) from error


def _read(data: bytes, limits: Limits) -> Parsed:
    workbook = xlrd.open_workbook(
        file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
    )
    own = {entry.format_key: entry.format_str for entry in workbook.format_list}
    codes = [_code(style.format_key, own) for style in workbook.xf_list]
    shown = Shown(codes or [GENERAL], workbook.datemode == 1)
    book = Book(limits)
    for number in range(workbook.nsheets):
        sheet = workbook.sheet_by_index(number)
        book.add(_sheet(sheet, shown, book))
        workbook.unload_sheet(number)
    return Parsed(book.blocks, book.problems)


def _code(key: int, own: dict[int, str]) -> str:
    if key in own and (key not in BUILTIN or key in _CURRENCY):
        return own[key] or GENERAL
    return BUILTIN.get(key, GENERAL)


def _sheet(sheet: Any, shown: Shown, book: Book) -> Sheet:
    slots: list[Slot] = []
    zeros = bool(sheet.show_zero_values)
    for row in range(sheet.nrows):
        kinds = sheet.row_types(row)
        for column, kind in enumerate(kinds):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                value, style = sheet.cell_value(row, column), str(sheet.cell_xf_index(row, column))
                if zeros or value != 0:
                    look = _look(kind, value, style, shown)
                    if look.text or look.problem:
                        literal = kind == xlrd.XL_CELL_TEXT and look.text == value
                        slots.append(Slot(row, column, look.text, 1, 1, look.hidden, look.problem, literal=literal))
        book.check(len(slots))
    merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    columns = [(column, column) for column, info in sheet.colinfo_map.items() if info.hidden]
    notes: dict[tuple[int, int], tuple[str, ...]] = {
        place: (text,) for place, note in sheet.cell_note_map.items() if (text := said(note.text))
    }
    return Sheet(sheet.name, slots, merges, sheet.visibility != 0, rows, columns, notes)


def _look(kind: int, value: Any, style: str, shown: Shown) -> Look:
    match kind:
        case xlrd.XL_CELL_TEXT:
            return shown.text(value, style)
        case xlrd.XL_CELL_BOOLEAN:
            return Look("TRUE" if value else "FALSE")
        case xlrd.XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(value, "#N/A")
            return Look(text, ERROR.format(text))
        case _:
            return shown.number(repr(value), style)
