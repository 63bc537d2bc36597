"""Drawing a document that was read: the form of each project as the counties fill it in, with merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lint.model.cell import Cell
from lint.model.document import Document, Duty, Indicator, Overall, Project
from tests.corpus.drawing import Box, Drawing, Form

NAMES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
    "baseline": "上年指标值",
    "weight": "权重",
    "scoring": "评分标准",
    "actual": "实际完成值",
    "score": "得分",
    "remark": "备注",
}
WIDTHS = {"level1": 18, "level2": 18, "description": 45}
_WIDTH = 30
_PAGE = 180
_GRADES = ("优", "良", "中", "差")


def drawn(document: Document) -> Drawing:
    """The document with one table a project."""
    parts: list[str | Form] = []
    if document.year and document.overall:
        parts.append(f"{document.year}年部门预算绩效文本")
    if document.overall:
        parts += _overall(document.overall)
    if document.duties:
        parts.append(_duties(document.duties))
    last = ""
    for project in document.projects:
        unit = f"{project.unit_code} {project.unit_name}" if project.unit_code and project.unit_name else ""
        form = _form(project)
        parts.append(form.title)
        if unit and unit != last:
            parts.append(unit)
            last = unit
        parts.append(form)
    return Drawing(tuple(parts))


def _overall(overall: Overall) -> Iterator[str]:
    yield overall.heading.text
    if overall.goal:
        yield overall.goal.text
    if overall.items:
        yield "分项绩效目标"
    for item in overall.items:
        yield item.heading.text
        if item.goal and item.goal is not item.heading:
            yield f"绩效目标：{item.goal.text}"
        if item.indicator:
            yield f"绩效指标：{item.indicator.text}"
    yield "第二部分 预算项目绩效目标"


def _duties(duties: Sequence[Duty]) -> Form:
    heads = ("职责活动", "年度预算数", "内容描述", "绩效目标", "绩效指标")
    rows = [
        (*(Box(head, 2) for head in heads), Box("绩效标准", 1, len(_GRADES))),
        tuple(Box(grade) for grade in _GRADES),
    ]
    for duty in duties:
        entries = list(duty.indicators) or [None]
        for number, entry in enumerate(entries):
            own = (duty.duty, duty.budget, duty.content, duty.goal) if number == 0 else ()
            left = tuple(Box(cell.text if cell else "", len(entries)) for cell in own)
            texts = [entry.indicator.text, *(cell.text for cell in entry.standards)] if entry else []
            texts += [""] * (len(_GRADES) + 1 - len(texts))
            rows.append((*left, *(Box(text) for text in texts)))
    return Form("部门职责及工作活动绩效目标指标", tuple(rows), (20,) * (len(heads) + len(_GRADES)))


def _form(project: Project) -> Form:
    fields = [name for name in NAMES if any(row.cell(name) is not None for row in project.indicators)]
    across = max(len(fields), 7)
    last = across - len(fields) + 1  # the last column takes what the fields above need more
    rows = [*_head(project, across)]
    rows += [
        tuple(Box(text, 1, right) for text, right in zip(_headers(project, fields), _spans(fields, last), strict=True))
    ]
    rows += _indicators(project.indicators, fields, last)
    widths = [WIDTHS.get(name, _WIDTH) for name in fields] + [_WIDTH] * (last - 1)
    scale = _PAGE / sum(widths)
    title = f"{project.ordinal}、{project.title.text}" if project.title else ""
    return Form(title, tuple(rows), tuple(int(width * scale) for width in widths))


def _spans(fields: Sequence[str], last: int) -> list[int]:
    return [1] * (len(fields) - 1) + [last]


def _headers(project: Project, fields: Sequence[str]) -> list[str]:
    return [project.called.get(name, NAMES[name]) for name in fields]


def _head(project: Project, across: int) -> Iterator[tuple[Box, ...]]:
    """The rows above the indicators."""
    called = project.called
    if project.code or project.name:
        code, name = _text(project.code), _text(project.name)
        yield Box(called.get("code", "项目编码")), Box(code, 1, 2), Box("项目名称"), Box(name, 1, across - 4)
    budget = project.budget
    funds = budget and (budget.total, budget.fiscal, budget.other)
    if funds:
        label = Box(called.get("purpose", "预算规模及资金用途"), 2 if project.purpose else 1)
        labels = (called.get("budget", "预算数"), "其中：财政资金", "其他资金")
        boxes = [box for text, cell in zip(labels, funds, strict=True) if cell for box in (Box(text), Box(cell.text))]
        boxes = boxes[: across - 1]
        boxes[-1] = Box(boxes[-1].text, 1, across - len(boxes))
        yield (label, *boxes)
    if project.purpose:
        text = Box(project.purpose.text, 1, across - 1)
        yield (text,) if funds else (Box(called.get("purpose", "资金用途")), text)
    if plan := project.plan:
        steps = plan.steps or ()
        heads = [Box(step.label) for step in steps] or [Box("")]
        cells = [Box(step.cell.text) for step in steps] or [Box("")]
        right = across - len(heads)
        yield (Box(plan.label.text, 2), *heads[:-1], Box(heads[-1].text, 1, right))
        yield (*cells[:-1], Box(cells[-1].text, 1, right))
    yield from _goals(project, across)


def _goals(project: Project, across: int) -> Iterator[tuple[Box, ...]]:
    """The goals: one a row, numbered; with labels of their own where one is blank or has the template's prompt."""
    goals = project.goals
    labels = bool(project.prompts) or not all(goal.text for goal in goals)
    prompts = {number: prompt.text for number, prompt in enumerate(project.prompts)}
    for number, goal in enumerate(goals):
        if labels:
            boxes = (Box(prompts.get(number, f"目标{number + 1}")), Box(goal.text, 1, across - 2))
        else:
            boxes = (Box(f"{number + 1}、{goal.text}" if len(goals) > 1 else goal.text, 1, across - 1),)
        yield boxes if number else (Box("绩效目标", len(goals)), *boxes)


def _indicators(rows: Sequence[Indicator], fields: Sequence[str], last: int) -> Iterator[tuple[Box, ...]]:
    """The rows of indicators; level cells that were carried down are merged ones again."""
    merged: dict[tuple[int, str], int] = {}
    for name in ("level1", "level2"):
        number = 0
        for _, group in groupby(rows, key=lambda row, name=name: _spot(row.cell(name))):
            size = sum(1 for _ in group)
            merged[number, name] = size
            number += size
    for number, row in enumerate(rows):
        boxes = []
        for name, right in zip(fields, _spans(fields, last), strict=True):
            if name not in ("level1", "level2"):
                boxes.append(Box(row.text(name), 1, right))
            elif down := merged.get((number, name)):
                boxes.append(Box(row.text(name), down))
        yield tuple(boxes)


def _spot(cell: Cell | None) -> int:
    return cell.place if cell else -1


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""
