"""What a rule is: metadata, options, a docstring that is its page, and pure checks that yield flags.

A rule implements one or more of the ``check_*`` methods. Each sees values of the model only and yields a `Flag` for
each weak place; the engine adds code, severity, location and fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from msgspec import Struct

from lint.errors import UsageError
from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import NO_DATA, JsonValue, Severity
from lint.model.target import TargetKind
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

_CODE = lazy(r"[A-Z]{2,4}\d{3}")
_SLUG = lazy(r"[a-z]+(-[a-z]+)*")
PAGE_SECTIONS = ("检查什么", "为什么", "怎样改", "依据")
"""Headings that every rule's docstring has, in this order; 已知误报 may follow."""


class Group(StrEnum):
    """The dimension of the review form to which a rule belongs."""

    COMPLETENESS = "完整性"
    RELEVANCE = "相关性"
    APPROPRIATENESS = "适当性"
    FEASIBILITY = "可行性"
    COPIED = "重复"
    WORDING = "表述"
    SUPPRESSION = "忽略"
    """Not of the review form: what there is to say of suppressions."""


class Fixability(StrEnum):
    """What the rule can offer at best."""

    NONE = "none"
    SUGGESTION = "suggestion"
    UNSAFE = "unsafe"
    SAFE = "safe"


class RuleMeta(Struct, frozen=True):
    """What is said of a rule; checked when it is made.

    ``references`` are documents by number and title, ``aliases`` further names by which the rule may be called. A
    ``preview`` rule is off unless it is asked for.
    """

    code: str
    slug: str
    title: str
    severity: Severity
    group: Group
    fixability: Fixability = Fixability.SUGGESTION
    references: tuple[str, ...] = ("财预〔2015〕88号 中央部门预算绩效目标管理办法",)
    aliases: tuple[str, ...] = ()
    preview: bool = False

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"rule code {self.code!r} is not letters and three digits")
        if not _SLUG.fullmatch(self.slug):
            raise ValueError(f"rule slug {self.slug!r} is not lower-case words joined by hyphens")


class Relation(Struct, frozen=True, gc=False):
    """Another place that belongs to a flag; ``role`` is one of the report's schema."""

    role: str
    message: str
    cell: Cell
    similarity: float | None = None
    document: Document | None = None
    """The document of the cell, where it is another one."""


class Shown(Struct, frozen=True, gc=False):
    """What to show around a flagged cell that stands in no indicator row.

    ``texts[index]`` holds the cell's text from ``shift`` on.
    """

    texts: tuple[str, ...]
    index: int
    shift: int = 0


class Flag(Struct, frozen=True, gc=False):
    """A weak place, as a rule sees it.

    ``field`` is the canonical field (value, goals, …), ``cell`` where it stands, ``start`` and ``end`` the stretch of
    the cell's text (all of it by default). ``replacement`` is the text to put there, ``safe`` that it surely means the
    same; it goes into ``written``, where that is another cell. ``project`` and ``indicator`` are given by checks that
    see more than one project, ``document`` by those that see more than one document, ``shown`` by those that flag a
    cell best read together with its neighbours.
    """

    field: str
    cell: Cell
    message: str
    suggestion: str
    message_id: str = "default"
    start: int = 0
    end: int | None = None
    replacement: str | None = None
    safe: bool = False
    written: Cell | None = None
    related: tuple[Relation, ...] = ()
    data: Mapping[str, JsonValue] = NO_DATA
    project: Project | None = None
    indicator: Indicator | None = None
    document: Document | None = None
    shown: Shown | None = None


class Option(Struct, frozen=True):
    """What is said of an option: its default, and a description for the rule's page."""

    default: Any
    doc: str


def option(default: Any, doc: str) -> Any:
    """A field of a rule's ``Options``."""
    return Option(default, doc)


class RuleOptions:
    """Base of a rule's ``Options``; each is an attribute of the class made by `option`."""

    def __init__(self, **given: Any) -> None:
        vars(self).update({name: entry.default for name, entry in self.declared().items()}, **given)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"options of a rule do not change: {name}")

    @classmethod
    def declared(cls) -> dict[str, Option]:
        """The options by name, in order."""
        return {name: entry for name, entry in vars(cls).items() if isinstance(entry, Option)}


ALL_KINDS = frozenset(TargetKind)
NUMBERS = frozenset({TargetKind.NUMBER, TargetKind.RANGE})
"""What most rules on numbers look at."""


class Rule:
    """Base of all rules. Checks are generators without side effects; a rule keeps no state between them."""

    meta: ClassVar[RuleMeta]
    Options: ClassVar[type[RuleOptions]] = RuleOptions
    looks_at: ClassVar[frozenset[TargetKind]] = ALL_KINDS
    """Kinds of target of the rows that `check_indicator` wants to see."""
    always: ClassVar[bool] = False
    """Whether it is on, whatever is selected, unless it is ignored by name."""

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        self.lexicon = lexicon
        self.options: Any = make_options(type(self), options or {})

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Look at one indicator row with content."""
        raise NotImplementedError

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Look at a project as a whole."""
        raise NotImplementedError

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        """Look at the overall part of a document."""
        raise NotImplementedError

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        """Look at the duties table of a document."""
        raise NotImplementedError

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Look at all projects of a document together."""
        raise NotImplementedError

    def check_run(self, documents: Sequence[Document]) -> Iterator[Flag]:
        """Look at all documents of the run together; only for such a rule the run keeps them."""
        raise NotImplementedError

    @classmethod
    def implements(cls, method: str) -> bool:
        """Whether the rule has its own version of a ``check_*`` method."""
        return getattr(cls, method) is not getattr(Rule, method)


def make_options(rule: type[Rule], given: Mapping[str, Any]) -> Any:
    """The rule's options with the given values in place of defaults, checked by type.

    Raises:
        UsageError: an option is unknown or of the wrong type.
    """
    if not issubclass(rule.Options, RuleOptions):
        raise TypeError(f"the Options of {rule.meta.code} have to extend RuleOptions")
    fields = rule.Options.declared()
    values: dict[str, Any] = {}
    for name, raw in given.items():
        value = raw
        if name not in fields:
            from lint.resources.validate import did_you_mean  # noqa: PLC0415 - only for error messages

            known = did_you_mean(name, fields) if fields else "，这条规则没有选项"
            raise UsageError(f"{rule.meta.code} 没有选项“{name}”{known}")
        default = fields[name].default
        if isinstance(default, tuple) and isinstance(raw, (list, str)):
            value = tuple(raw.split()) if isinstance(raw, str) else tuple(map(str, raw))
        if isinstance(default, bool) is not isinstance(value, bool) or not isinstance(value, _accepted(default)):
            raise UsageError(f"{rule.meta.code} 的选项“{name}”应当像 {default!r} 这样填写，现在是 {value!r}")
        values[name] = value
    return rule.Options(**values)


def _accepted(default: Any) -> tuple[type, ...]:
    return (int, float) if isinstance(default, (int, float)) else (type(default),)


def quote(text: str, limit: int = 24) -> str:
    """A cell's text in quotation marks for a message, shortened in the middle where it is long."""
    if len(text) > limit:
        text = f"{text[: limit - 8]}…{text[-7:]}"
    return f"“{text}”"


def name_of(project: Project) -> str:
    """How a message names another project: 第 6 个项目“…”."""
    return f"第 {project.ordinal} 个项目" + (quote(project.label, 16) if project.label else "")


def called(field: str, project: Project | None) -> str:
    """What a message calls a field: as the form does, else its usual name."""
    label = project.called.get(field) if project else None
    if field == "purpose" and label and FIELD_NAMES[field] in label:
        return FIELD_NAMES[field]  # 预算规模及资金用途: the label of the budget too
    return label or FIELD_NAMES[field]


FIELD_NAMES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "指标名称",
    "description": "绩效指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
    "goals": "绩效目标",
    "purpose": "资金用途",
    "budget": "预算数",
    "plan": "资金支出计划",
    "title": "表题",
    "code": "项目编码",
    "unit": "计量单位",
    "table": "绩效目标表",
}
"""What the canonical fields are called in messages."""
