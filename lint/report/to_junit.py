"""JUnit XML, for the test reports of Jenkins, GitLab and others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from lint.engine.run import CRASH
from lint.model.finding import Finding, State, Subject
from lint.model.report import Input, Report, Status
from lint.report.base import Style
from lint.report.said import SECTIONS, SEVERITIES, about, field, gaps, state
from lint.report.to_text import closing_line

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READ = "读取"
_WHOLE = "整份文件"


class JunitReporter:
    """A suite for each input: one case that it was read, and one for each finding.

    A finding that decides is a failure; one below the threshold passes and says what it is in its output; one that is
    suppressed or in the baseline is skipped. An input that was not checked, or not wholly, is an error.
    """

    name = "junit"
    suffix = ".xml"
    encoding = "utf-8"

    def render(self, report: Report, style: Style) -> str:
        """The report as one XML document."""
        grouped = {number: list(group) for number, group in groupby(report.findings, key=lambda f: f.input)}
        suites = [_run(report), *(_suite(entry, grouped.get(entry.id, [])) for entry in report.inputs)]
        root = _element("testsuites", None, name="jixiao", **_total(suites))
        root.extend(suites)
        ET.indent(root)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _run(report: Report) -> ET.Element:
    """What belongs to no input: plugins that are missing, notes, how much was checked."""
    cases = []
    for gap in gaps(report):
        if gap.input is None:
            cases.append(_case("jixiao", f"{gap.what} {gap.who}"))
            _element("error", cases[-1], message=gap.reason, type=gap.what)
    suite = _counted("jixiao", cases)
    _element("system-out", suite).text = _legal("\n".join((*report.notes, closing_line(report))))
    return suite


def _suite(entry: Input, findings: Sequence[Finding]) -> ET.Element:
    name = entry.path.replace(".", "_")  # consumers take what stands before the last dot for a package
    read = _case(f"{name}.{_WHOLE}", _READ)
    if entry.status is Status.CHECKED:
        _element("system-out", read).text = f"{entry.projects} 个项目、{entry.indicators} 条指标"
    else:
        kind = "只检查了一部分" if entry.status is Status.PARTIAL else "没有检查"
        _element("error", read, message=f"{kind}：{entry.reason}", type=kind)
    cases, seen = [read], Counter[tuple[str, str]]()
    for finding in findings:
        group = f"{name}.{_group(finding.subject)}"
        title = f"{finding.code} {finding.title} {finding.location.label}"
        if finding.subject:
            title += f" {field(finding.subject)}"
        seen[group, title] += 1
        number = seen[group, title]
        case = _case(group, title + (f"（{number}）" if number > 1 else ""))
        _outcome(case, finding, entry)
        cases.append(case)
    return _counted(entry.path, cases)


def _group(subject: Subject | None) -> str:
    if subject is None:
        return _WHOLE
    name = SECTIONS.get(subject.section) or subject.project or f"第 {subject.ordinal} 个项目"
    return name.replace(".", "_")


def _outcome(case: ET.Element, finding: Finding, entry: Input) -> None:
    lines = [f"{finding.location.label} {about(finding.subject)}".strip()]
    if finding.snippet and any(finding.snippet.cells):
        lines.append(" | ".join(finding.snippet.cells))
    lines.append(f"{SEVERITIES[finding.severity]} {finding.code} {finding.message}")
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    text = _legal("\n".join(lines))
    decides = entry.fail_on is not None and finding.severity.rank >= entry.fail_on.rank
    if finding.state is not State.NEW:
        _element("skipped", case, message=state(finding), type=finding.code).text = text
    elif finding.code == CRASH:
        _element("error", case, message=finding.message, type=finding.code).text = text
    elif decides:
        _element("failure", case, message=finding.message, type=finding.code).text = text
    else:
        _element("system-out", case).text = text


def _case(group: str, name: str) -> ET.Element:
    return _element("testcase", classname=group, name=name)


def _counted(name: str, cases: Sequence[ET.Element]) -> ET.Element:
    kinds = Counter(child.tag for case in cases for child in case)
    suite = _element(
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=str(kinds["failure"]),
        errors=str(kinds["error"]),
        skipped=str(kinds["skipped"]),
    )
    suite.extend(cases)
    return suite


def _total(suites: Sequence[ET.Element]) -> dict[str, str]:
    return {name: str(sum(int(suite.get(name, 0)) for suite in suites)) for name in ("tests", "failures", "errors")}


def _element(tag: str, parent: ET.Element | None = None, **attributes: str) -> ET.Element:
    legal = {name: _legal(value) for name, value in attributes.items()}
    return ET.Element(tag, legal) if parent is None else ET.SubElement(parent, tag, legal)


def _legal(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
