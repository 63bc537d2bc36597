"""A drawing as a web page."""

from __future__ import annotations

from html import escape

from tests.corpus.drawing import Box, Drawing, Form

_HEAD = '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>绩效目标</title></head>\n<body>\n'


def html_of(drawing: Drawing) -> bytes:
    """The bytes of a web page, UTF-8."""
    parts = [_table(part) if isinstance(part, Form) else f"<p>{escape(part)}</p>\n" for part in drawing.parts]
    return (_HEAD + "".join(parts) + "</body></html>\n").encode()


def _table(form: Form) -> str:
    rows = ("".join(map(_cell, row)) for row in form.rows)
    return '<table border="1">\n' + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


def _cell(box: Box) -> str:
    spans = f' rowspan="{box.down}"' if box.down > 1 else ""
    spans += f' colspan="{box.right}"' if box.right > 1 else ""
    comment = f"<!-- {box.comment} -->" if box.comment else ""
    return f"<td{spans}>{comment}{escape(box.text)}</td>"
