"""What several formats say, in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from lint.model.finding import Finding, Section, Severity, State, Subject
from lint.model.place import HtmlLocation, Location, TextLocation
from lint.model.report import Report, Status
from lint.rules.base import FIELD_NAMES

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
SECTIONS = {Section.OVERALL: "总体绩效目标", Section.DUTIES: "部门职责活动表"}
STATES = {State.NEW: "新问题", State.BASELINED: "存量（基线）", State.SUPPRESSED: "已忽略"}
UNCHECKED = "没有检查"
_STATUSES = {
    Status.PARTIAL: "只检查了一部分",
    Status.SKIPPED: UNCHECKED,
    Status.FAILED: UNCHECKED,
}


class Gap(Struct, frozen=True):
    """Something that was not checked: what happened (没有检查), to whom, why; ``input`` its number, if it is one."""

    what: str
    who: str
    reason: str
    input: int | None = None


def gaps(report: Report) -> Iterator[Gap]:
    """Inputs that were not checked, or not wholly, and plugins that could not be loaded."""
    for entry in report.inputs:
        if entry.status is not Status.CHECKED:
            yield Gap(_STATUSES[entry.status], entry.path, entry.reason, entry.id)
    for plugin in report.plugins:
        if plugin.error:
            yield Gap("插件没有加载", plugin.name, plugin.error)


def state(finding: Finding) -> str:
    """Whether it is new; the reason, if it was suppressed."""
    reason = finding.suppression.reason if finding.suppression else ""
    return f"{STATES[finding.state]}：{reason}" if reason else STATES[finding.state]


def advised(finding: Finding) -> str:
    """Message and suggestion in one line."""
    return f"{finding.message}。建议：{finding.suggestion}" if finding.suggestion else finding.message


def about(subject: Subject | None) -> str:
    """What a finding is about: “乡村书屋建设补助”第 3 条指标“书屋建成时间”."""
    if subject is None:
        return ""
    if section := SECTIONS.get(subject.section):
        return section
    project = f"“{subject.project}”" if subject.project else f"第 {subject.ordinal} 个项目"
    return project + indicator(subject)


def indicator(subject: Subject) -> str:
    """The indicator that a finding is about, by number and name."""
    if not subject.row:
        return ""
    name = subject.path[-1] if subject.path else ""
    return f"第 {subject.row} 条指标" + (f"“{name}”" if name else "")


def field(subject: Subject) -> str:
    """The column that a finding is about, as messages call it."""
    return FIELD_NAMES.get(subject.field, subject.field)


def span(location: Location) -> TextLocation | HtmlLocation | None:
    """The location, if it has lines and columns."""
    return location if isinstance(location, TextLocation | HtmlLocation) else None
