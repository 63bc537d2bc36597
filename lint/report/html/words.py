"""What the page calls things, and how it tells them apart without colour."""

from __future__ import annotations

from lint.model.finding import Finding, Section, Severity, State
from lint.model.report import Input, Status
from lint.report.html.markup import Markup, bdi, many, tag

KINDS = {"error": ("×", "错误"), "warning": ("▲", "警告"), "info": ("●", "提示"), "suppressed": ("○", "已忽略")}
"""Sign and word of a kind of finding, worst first. The signs are in every Chinese font."""
SECTIONS = {Section.OVERALL: "总体绩效目标", Section.DUTIES: "部门职责活动表"}
CONFIDENCE = {"medium": "把握：中", "low": "把握：低"}
STATUS = {
    Status.CHECKED: "已检查",
    Status.PARTIAL: "只检查了一部分",
    Status.SKIPPED: "没有检查",
    Status.FAILED: "没有检查",
}
SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


def kind(finding: Finding) -> str:
    """Its severity, unless it is suppressed."""
    return "suppressed" if finding.state is State.SUPPRESSED else finding.severity.value


def sign(name: str, word: bool = True) -> Markup:
    """The sign of a kind, with or without its word."""
    mark, called = KINDS[name]
    return tag("span", f"{mark} {called}" if word else mark, class_=f"sign {name}")


def was_read(entry: Input) -> bool:
    """Whether an input was checked, at least in part."""
    return entry.status in (Status.CHECKED, Status.PARTIAL)


def project_title(ordinal: int, name: str) -> Markup:
    """A project by number and name."""
    return many([f"第 {ordinal} 个项目", *([bdi(name)] if name else ())], " ")
