"""What a rule found: the finding, its fix, the places related to it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from lint.model.place import Location

if TYPE_CHECKING:
    JsonValue: TypeAlias = str | int | float | bool | list["JsonValue"] | dict[str, "JsonValue"] | None
else:  # findings are decoded by these types, and no decoder takes one that is made of itself
    JsonValue = Any
NO_DATA: Mapping[str, JsonValue] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 2 for error: higher weighs more."""
        return ("info", "warning", "error").index(self.value)


class Section(StrEnum):
    """The part of a document that a finding is about."""

    PROJECT = "project"
    OVERALL = "overall"
    DUTIES = "duties"


class Applicability(StrEnum):
    """Whether a fix may be applied without asking."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class State(StrEnum):
    """Whether a finding decides: only new ones do."""

    NEW = "new"
    BASELINED = "baselined"
    SUPPRESSED = "suppressed"


class Suppression(Struct, frozen=True, array_like=True, gc=False):
    """Why a finding does not decide: who says so, where, with what reason.

    ``kind`` is sidecar, comment or config; ``source`` is for people (草稿.docx.jixiao.yaml 第 5 行); ``until`` a date
    such as 2027-06-30; ``location`` that of a comment in the draft itself.
    """

    kind: str
    reason: str
    source: str = ""
    owner: str = ""
    until: str = ""
    location: Location | None = None


class Edit(Struct, frozen=True, array_like=True, gc=False):
    """Replace the text at a location; ``expected`` has to stand there, otherwise the edit is refused."""

    location: Location
    expected: str
    replacement: str


class Fix(Struct, frozen=True, array_like=True, gc=False):
    """Edits that together remove a finding."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


class Snippet(Struct, frozen=True, array_like=True, gc=False):
    """The text around a finding: the cells of its row, with the flagged stretch of one of them."""

    cells: tuple[str, ...]
    index: int
    start: int
    end: int


class Subject(Struct, frozen=True, array_like=True, gc=False):
    """What a finding is about, in the document's own terms; ``unit`` is the project's unit by name, else by code."""

    section: Section
    field: str
    value: str
    project: str = ""
    project_code: str = ""
    ordinal: int | None = None
    path: tuple[str, ...] = ()
    row: int | None = None
    unit: str = ""


class Related(Struct, frozen=True, array_like=True, gc=False):
    """Another place that belongs to the finding; ``role`` and ``similarity`` (0-100) as in the report's schema."""

    role: str
    message: str
    input: int
    location: Location
    similarity: float | None = None


class Finding(Struct, frozen=True, array_like=True, gc=False):
    """A weak place in a document, ready to report. ``input`` is the number of its input in the run."""

    code: str
    slug: str
    title: str
    severity: Severity
    message_id: str
    message: str
    suggestion: str
    input: int
    location: Location
    snippet: Snippet | None
    subject: Subject | None
    fingerprint: str
    ordinal: int
    data: Mapping[str, JsonValue] = NO_DATA
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    confidence: str = "high"
    state: State = State.NEW
    suppression: Suppression | None = None
