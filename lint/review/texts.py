"""The words of the review opinion that all its formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from lint.config.grading import Grading
from lint.model.finding import Finding, Severity
from lint.model.report import Status
from lint.report.columns import printable
from lint.review.opinion import Graded, Opinion, Review

TITLE = "项目支出绩效目标审核意见表"
COVER = "项目支出绩效目标审核意见汇总"
HEADINGS = ("审核内容", "审核要点", "建议等级", "依据（逐格列出）")
COVER_HEADINGS = ("单位", "项目", "建议总评", "错误", "警告", "提示", "需要改的项")
OPINION = "审核人意见"
SIGNATURE = "审核人（签字）：　　　　　　　复核人（签字）：　　　　　　　　　　年　　月　　日"
DECISION = "□ 同意建议总评　　　□ 总评改为：　　　　　理由："
ELSEWHERE = "项目表以外（总体绩效目标、部门职责、整个文件）"
NOTHING = "没有发现问题"
MOST_BARS = 30
"""Units in the chart; with more of them nobody could read it."""
PROPOSAL = "等级由 jixiao 按检查结果建议，供审核人参考，由审核人确定。"
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


class Bar(Struct, frozen=True):
    """A unit in the chart: how many of its projects have each grade, in the order of the grades."""

    unit: str
    counts: tuple[int, ...]


def unit_of(opinion: Opinion) -> str:
    """The unit of a project, or the file's name where the form does not tell it."""
    return printable(opinion.project.unit or PurePosixPath(opinion.entry.path).stem)


def name_of(opinion: Opinion) -> str:
    """The project's name, or its number in the file."""
    return printable(opinion.project.name or f"第 {opinion.project.ordinal} 个项目（没有名称）")


def evidence(finding: Finding) -> str:
    """A finding in one line: what is wrong, what to do, and where."""
    where = finding.location.label
    if finding.subject and finding.subject.row:
        where += f"，第 {finding.subject.row} 条指标"
    advice = f"；建议{finding.suggestion}" if finding.suggestion else ""
    return printable(f"[{finding.code} {_WORDS[finding.severity]}] {finding.message}{advice}（{where}）")


def counts(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """Errors, warnings and the rest."""
    found = Counter(finding.severity for finding in findings)
    return found[Severity.ERROR], found[Severity.WARNING], found[Severity.INFO]


def all_findings(opinion: Opinion) -> list[Finding]:
    """The findings of a project; one that speaks to two items stands once."""
    unique = {id(finding): finding for graded in opinion.items for finding in graded.findings}
    return [*unique.values(), *opinion.remarks]


def weak_items(opinion: Opinion, grading: Grading) -> str:
    """The items that do not have the best grade, the worst first."""
    said = []
    for grade in reversed(grading.grades[1:]):
        items = [graded.item.item for graded in opinion.items if graded.grade == grade]
        said += [f"{grade.name}：{'、'.join(items)}"] if items else []
    return "；".join(said)


def conclusion(opinion: Opinion) -> str:
    """The total with its meaning, and what it rests on."""
    errors, warnings, infos = counts(all_findings(opinion))
    found = "、".join(
        f"{count} 个{word}" for count, word in ((errors, "错误"), (warnings, "警告"), (infos, "提示")) if count
    )
    means = f"（{opinion.total.means}）" if opinion.total.means else ""
    rows = len(opinion.project.rows)
    return f"建议总评：{opinion.total.name}{means}。检查了 {rows} 条指标，{f'发现 {found}' if found else NOTHING}。"


def partial(opinion: Opinion) -> str:
    """What of the project's file was not checked; empty if all was."""
    return "" if opinion.complete else f"这份文件没有全部检查：{printable(opinion.entry.reason)}"


def unchecked(review: Review) -> list[str]:
    """A line for each file that was not checked, or not wholly."""
    words = {Status.PARTIAL: "只检查了一部分"}
    return [
        printable(f"{entry.path}：{words.get(entry.status, '没有检查')}，{entry.reason}") for entry in review.unchecked
    ]


def basis(review: Review) -> str:
    """By which rules and grading, in which versions."""
    from lint.version import __version__  # noqa: PLC0415

    rulesets = "、".join(f"{seal.id} {seal.version}（{seal.sha256[:8]}）" for seal in review.report.rulesets)
    seal = review.grading.seal
    return (
        f"jixiao {__version__}；规则集 {rulesets}；评级办法 {seal.id} {seal.version}（{seal.sha256[:8]}）。"
        "括号里是文件摘要的前八位。"
    )


def rule_of_grades(review: Review) -> str:
    """How grades follow from findings, in one line."""
    parts = []
    for grade in review.grading.grades:
        limits = [
            f"{word}不超过 {limit} 个" if limit else f"没有{word}"
            for word, limit in (("错误", grade.error), ("警告", grade.warning))
            if limit is not None
        ]
        parts.append(f"{grade.name}：{'、'.join(limits) if limits else '超过以上的'}")
    return "每一项的等级：" + "；".join(parts) + "。提示不影响等级。"


def bars(review: Review) -> list[Bar]:
    """The units with the grades of their projects, those that need most work first."""
    names = [grade.name for grade in review.grading.grades]
    found: dict[str, Counter[str]] = {}
    for opinion in review.opinions:
        found.setdefault(unit_of(opinion), Counter())[opinion.total.name] += 1
    made = [Bar(unit, tuple(count[name] for name in names)) for unit, count in found.items()]
    return sorted(made, key=lambda bar: tuple(-count for count in reversed(bar.counts)))


def lines_of(graded: Graded) -> list[str]:
    """The evidence of an item, line by line, and below it what is said of what does not count."""
    return [*(map(evidence, graded.findings) if graded.findings else (NOTHING,)), *map(excuse, graded.excused)]


def excuse(finding: Finding) -> str:
    """Why a suppressed finding does not count, in one line."""
    said = finding.suppression
    who = "按配置忽略" if said is not None and said.kind == "config" else "送审单位说明"
    reason = said.reason if said is not None else ""
    return printable(f"{who}：{reason or '没有写理由'}（不计入：{evidence(finding)}）")


def elsewhere(review: Review) -> list[str]:
    """What was found outside of projects; with the file, where there are several."""
    several = len(review.report.inputs) > 1
    inputs = review.report.inputs
    return [
        (f"{printable(inputs[finding.input].path)}：" if several else "") + evidence(finding)
        for finding in review.elsewhere
    ]


def intro(review: Review) -> str:
    """How much the review is about, and what it is."""
    return f"共 {len(review.opinions)} 个项目。{PROPOSAL}"


def facts(opinion: Opinion) -> tuple[tuple[str, str, str, str], ...]:
    """What stands above the form of a project, as rows of labels and values."""
    project = opinion.project
    file = PurePosixPath(opinion.entry.path.replace("\\", "/")).name
    rows = (("项目名称", name_of(opinion), "项目编码", project.code), ("单位", project.unit, "文件", file))
    return tuple(tuple(map(printable, row)) for row in rows)  # type: ignore[misc]
