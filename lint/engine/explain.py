"""Why a cell was flagged, or was not: what was read of it, and what became of each rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct

from lint.engine.select import ActiveRule
from lint.engine.spots import Spot
from lint.model.document import Document
from lint.model.finding import Finding
from lint.model.measure import Direction, Kind, Measure
from lint.model.place import Location
from lint.model.target import Target, TargetKind
from lint.rules.base import ALL_KINDS, Rule

_KINDS = {
    Kind.COUNT: "数量",
    Kind.RATIO: "比率",
    Kind.TIME: "时间",
    Kind.MONEY: "金额",
    Kind.SATISFACTION: "满意度",
    Kind.QUALITY: "说不出量的词",
    Kind.NONE: "看不出量什么",
}
_DIRECTIONS = {Direction.HIGHER: "越高越好", Direction.LOWER: "越低越好", Direction.OPEN: ""}
_TARGETS = {
    TargetKind.BLANK: "空",
    TargetKind.NUMBER: "数字",
    TargetKind.RANGE: "数字范围",
    TargetKind.DATE: "日期",
    TargetKind.WORDS: "文字",
    TargetKind.GARBLED: "错乱",
    TargetKind.OTHER: "没有读懂",
}
_PREVIEW = "预览规则，要用 --extend-select 启用"
_NEEDS_RUN = "要和同一次检查的其他文件比对，这里只看一份文件"
_NO_FIELDS = "只看指标行、总体部分或职责活动表"


class State(Enum):
    """What became of a rule at a place."""

    FLAGGED = "报了"
    PASSED = "看过，没有问题"
    NOT_MEANT = "不看"
    OFF = "没有启用"


class Verdict(Struct, frozen=True):
    """One rule at the place; ``reason`` says why it was silent, ``finding`` what it said."""

    rule: type[Rule]
    state: State
    reason: str = ""
    finding: Finding | None = None


class Explanation(Struct, frozen=True):
    """A place, what was read there (label and content), and the verdicts by state: flagged ones first."""

    spot: Spot
    location: Location
    readings: tuple[tuple[str, str], ...]
    verdicts: tuple[Verdict, ...]


def explain(
    document: Document,
    spot: Spot,
    findings: Iterable[Finding],
    active: Sequence[ActiveRule],
    known: Iterable[type[Rule]],
) -> Explanation:
    """Explain a place of a checked document; ``findings`` are those of the whole document."""
    here: dict[str, list[Finding]] = {}
    location = document.locator.locate(*spot.cell.stretch())
    for finding in findings:
        if _is_of(finding, spot, location):
            here.setdefault(finding.code, []).append(finding)
    on = {entry.rule.meta.code: entry for entry in active}
    verdicts: list[Verdict] = []
    for rule in known:
        code = rule.meta.code
        if code in here:
            verdicts += [Verdict(rule, State.FLAGGED, finding=finding) for finding in here[code]]
        elif code not in on:
            verdicts.append(Verdict(rule, State.OFF, _PREVIEW if rule.meta.preview else ""))
        else:
            verdicts.append(_silent(rule, spot))
    order = list(State)
    verdicts.sort(key=lambda verdict: (order.index(verdict.state), verdict.rule.meta.code))
    return Explanation(spot, location, tuple(_readings(spot)), tuple(verdicts))


def _is_of(finding: Finding, spot: Spot, location: Location) -> bool:
    """A row is asked about as a whole, another cell by itself."""
    subject = finding.subject
    if subject is None or subject.ordinal != spot.project.ordinal:
        return False
    if spot.indicator is not None:
        return subject.row == spot.indicator.row
    return subject.row is None and (finding.location == location or subject.field == spot.field)


def _silent(rule: type[Rule], spot: Spot) -> Verdict:
    if rule.implements("check_run") and not rule.implements("check_document"):
        return Verdict(rule, State.NOT_MEANT, _NEEDS_RUN)
    by_row = rule.implements("check_indicator")
    wide = any(map(rule.implements, ("check_project", "check_document")))
    if spot.indicator is None:
        return Verdict(rule, State.PASSED) if wide else Verdict(rule, State.NOT_MEANT, _NO_FIELDS)
    if spot.indicator.filler:
        return Verdict(rule, State.NOT_MEANT, "模板里没有填写的行")
    if not by_row:
        return Verdict(rule, State.PASSED) if wide else Verdict(rule, State.NOT_MEANT, "只看总体部分或职责活动表")
    kind = spot.indicator.target.kind
    if rule.looks_at is not ALL_KINDS and kind not in rule.looks_at:
        kinds = "、".join(name for wanted, name in _TARGETS.items() if wanted in rule.looks_at)
        return Verdict(rule, State.NOT_MEANT, f"只看{kinds}的指标值，这里读成{_TARGETS[kind]}")
    return Verdict(rule, State.PASSED)


def _readings(spot: Spot) -> Iterable[tuple[str, str]]:
    row = spot.indicator
    if row is None:
        return
    yield "指标值读成", _target(row.target)
    yield "指标名称读成", _measure(row.name_measure)
    if row.measure != row.name_measure:
        yield "按描述读成", _measure(row.measure)
    yield "二级指标类别", row.category.group if row.category else "没有认出"


def _target(target: Target) -> str:
    """A parsed target in words."""
    parts = [_TARGETS[target.kind]]
    number = None if target.number is None else f"{target.number:f}"
    if number and target.upper is not None:
        number += f" 到 {target.upper:f}"
    date = target.date
    spoken = (
        "".join(f"{part}{word}" for part, word in zip((date.year, date.month, date.day), "年月日", strict=True) if part)
        + date.edge
        if date
        else ""
    )
    told = (
        ("符号", str(target.operator or "")),
        ("数", number or ""),
        ("单位", target.unit),
        ("日期", spoken),
        ("前面的话", target.lead),
        ("其余的话", target.rest),
    )
    return "，".join([*parts, *(f"{name} {text}" for name, text in told if text)])


def _measure(measure: Measure) -> str:
    return "，".join(filter(None, (_KINDS[measure.kind], _DIRECTIONS[measure.direction])))
