"""The head of the page: what was not checked, what was, by which rules, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.finding import Severity, State
from lint.model.report import Input, Report, Sealed, Status
from lint.report.html.markup import Markup, bdi, many, tag
from lint.report.html.words import KINDS, SEVERITY, STATUS, was_read
from lint.version import __version__

_SHORT = 12


def head(report: Report) -> Iterator[Markup]:
    """Title, gaps, result, and where the rules come from."""
    yield tag("h1", "绩效目标表检查报告")
    yield _gaps(report)
    yield tag("p", tag("strong", _result(report)), class_=f"result {_mood(report)}")
    yield tag("p", _seen(report), class_="seen")
    yield _numbers(report)
    for line in _not_counted(report):
        yield tag("p", line, class_="note")
    yield tag("p", *_judge(report), class_="note")


def _gaps(report: Report) -> Markup:
    """Everything that was not checked, or not wholly, before all else."""
    items = [
        tag("li", tag("b", STATUS[entry.status]), " ", bdi(entry.path), f"：{entry.reason}")
        for entry in sorted(report.inputs, key=was_read)
        if entry.status is not Status.CHECKED
    ]
    items += [
        tag("li", tag("b", "插件没有加载"), " ", bdi(plugin.name), f"：{plugin.error}")
        for plugin in report.plugins
        if plugin.error
    ]
    if report.crashed:
        items.append(tag("li", tag("b", "程序出错"), " 有规则或文件没有检查完，请把文件反馈给维护者"))
    if not report.inputs:
        items.append(tag("li", tag("b", "没有检查任何文件")))
    if not items:
        return tag("p", "给出的文件全部检查完了。", class_="whole-run")
    heading = tag("h2", f"没有检查完：{len(items)} 项")
    said = tag("p", "下面这些没有检查，或者只检查了一部分。没有列出问题，不等于没有问题。")
    return tag("section", heading, said, tag("ul", *items), id="gaps", class_="gaps")


def _mood(report: Report) -> str:
    if not report.complete:
        return "open"
    return "bad" if report.exit_code else "good"


def _result(report: Report) -> str:
    found = sum(finding.state is State.NEW for finding in report.findings)
    deciding = _deciding(report)
    if not any(map(was_read, report.inputs)):
        return "没有检查任何文件，没有结论。"
    if deciding:
        word = _thresholds(report)
        return f"要改：{deciding} 个{word}问题。" + ("" if report.complete else "而且没有检查完。")
    said = f"发现 {found} 个问题，都没有到不通过的级别。" if found else "没有发现问题。"
    return said if report.complete else f"已经检查的部分{said}但没有检查完，不能算通过。"


def _deciding(report: Report) -> int:
    least = {entry.id: entry.fail_on for entry in report.inputs}
    return sum(
        finding.state is State.NEW
        and (limit := least[finding.input]) is not None
        and finding.severity.rank >= limit.rank
        for finding in report.findings
    )


def _thresholds(report: Report) -> str:
    """The severities that decide, where all inputs agree: 错误、警告."""
    limits = {entry.fail_on for entry in report.inputs if entry.fail_on is not None}
    if len(limits) != 1:
        return "达到级别的"
    least = limits.pop().rank
    names = [name for severity, name in SEVERITY.items() if severity.rank >= least]
    return "" if least == Severity.INFO.rank else f"“{'”“'.join(names)}”级别的"


def _seen(report: Report) -> str:
    read = [entry for entry in report.inputs if was_read(entry)]
    projects, rows = sum(entry.projects for entry in read), sum(entry.indicators for entry in read)
    line = f"检查了 {len(read)} 个文件、{projects} 个项目、{rows} 条指标。"
    other = sum(entry.other_tables for entry in read)
    return line + (f"另有 {other} 张表不是绩效目标表，没有检查。" if other else "")


def _numbers(report: Report) -> Markup:
    """How many of each kind, large."""
    counts = {severity.value: report.count(severity) for severity in Severity}
    if report.show_suppressed:
        counts["suppressed"] = report.in_state(State.SUPPRESSED)
    tiles = (
        tag("li", tag("b", str(counts[name])), tag("span", f"{sign} {word}"), class_=name)
        for name, (sign, word) in KINDS.items()
        if name in counts
    )
    return tag("ul", *tiles, class_="tiles")


def _not_counted(report: Report) -> Iterator[str]:
    if number := report.in_state(State.SUPPRESSED):
        listed = (
            "，在下面标着“已忽略”" if report.show_suppressed else "，没有列出（加上 --show-suppressed 再检查就会列出）"
        )
        yield f"按写明的理由忽略的 {number} 个问题不算在内{listed}。"
    if number := report.in_state(State.BASELINED):
        yield f"基线里已有的 {number} 个老问题不算在内，没有列出。"
    yield from report.notes


def _judge(report: Report) -> Iterator[str]:
    """By which rulesets, briefly; what they build on and the whole digests stand at the end of the page."""
    named = [seal for seal in report.rulesets if seal.id in report.profile.split("、")]
    yield f"由 jixiao {__version__} 按规则集 "
    yield many(map(_sealed, named), "；") if named else report.profile
    yield " 检查；所用的全部规则和词典列在页末。"


def _sealed(seal: Sealed) -> Markup:
    date = f"，{seal.date}" if seal.date else ""
    short = tag("span", seal.sha256[:_SHORT], title=seal.sha256, class_="digest")
    return many([f"{seal.id}（版本 {seal.version}{date}，SHA-256 ", short, "…）"])


def scope(report: Report) -> Iterator[Markup]:
    """The end of the page: every file with its status, the rules with findings, and every digest."""
    yield Markup('<section id="scope"><h2>检查范围和依据</h2>')
    yield tag("h3", "文件")
    yield _table(("文件", "情况", "项目", "指标", "错误", "警告", "提示", "SHA-256"), _files(report), "files")
    if report.rules:
        rows = ((info.code, info.title, info.group, "；".join(info.references)) for info in report.rules)
        yield tag("h3", "报了问题的规则")
        yield _table(("代码", "规则", "方面", "依据"), rows, "basis")
        yield tag("p", "每条规则查什么、为什么、怎样改：运行 jixiao rule 加上代码。", class_="note")
    yield tag("h3", "规则集和词典")
    seals = ((seal.id, seal.version, seal.date or "—", seal.sha256) for seal in report.rulesets + report.dictionaries)
    yield _table(("名称", "版本", "日期", "SHA-256"), seals, "seals")
    yield Markup("</section>\n")


def _files(report: Report) -> Iterator[tuple[str, ...]]:
    counts: dict[tuple[int, Severity], int] = {}
    for finding in report.findings:
        if finding.state is State.NEW:
            key = (finding.input, finding.severity)
            counts[key] = counts.get(key, 0) + 1
    for entry in report.inputs:
        found = (str(counts.get((entry.id, severity), 0)) if was_read(entry) else "—" for severity in SEVERITY)
        seen = (str(entry.projects), str(entry.indicators)) if was_read(entry) else ("—", "—")
        yield (entry.path, _status(entry), *seen, *found, entry.sha256)


def _status(entry: Input) -> str:
    return STATUS[entry.status] + (f"：{entry.reason}" if entry.reason else "")


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]], class_: str) -> Markup:
    top = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in header)))
    body = (tag("tr", tag("th", first, scope="row"), *(tag("td", value) for value in rest)) for first, *rest in rows)
    table = tag("table", top, tag("tbody", *body), class_=class_)
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=header[0])
