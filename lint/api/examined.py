"""What becomes of one input by itself, before inputs are compared and settings of the run decide."""

from __future__ import annotations

from msgspec import Struct

from lint.extract.trace import Trace
from lint.model.comment import Noted
from lint.model.document import Document
from lint.model.finding import Finding
from lint.model.report import Input
from lint.model.view import View


class Extracted(Struct, frozen=True):
    """What became of an input: its entry for the report, and the document if there is one."""

    entry: Input
    document: Document | None = None
    crash: str = ""
    """The trace, where reading failed by a defect of ours."""
    trace: Trace | None = None
    """What was decided about the tables, if that was asked for."""


class Examined(Struct, frozen=True, array_like=True):
    """An input read and checked by itself: plain values that can be kept, and sent from one process to another."""

    entry: Input
    findings: tuple[Finding, ...] = ()
    crashes: tuple[str, ...] = ()
    """Traces of what crashed on it, by a defect of ours."""
    view: View | None = None
    """Its tables as plain text, if a reporter draws them."""
    comments: tuple[Noted, ...] = ()
    """What is said to jixiao in it."""
