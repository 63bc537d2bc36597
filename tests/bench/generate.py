"""Documents of any size: the examples' projects with names, numbers and words varied.

The rows of `document` do not repeat. Those of `copied` do: three tenths of its projects differ in words and numbers
only, a fifth are copied from another one with a character changed here and there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from lint.api import Limits, Linter, file_item
from lint.model.document import Indicator, Project

EXAMPLES = Path(__file__).parents[2] / "examples"
_FIRST = "柳杨梅竹松桃石沙清金银白黑青红高平东西南北上下大小新古双三五九龙凤马牛羊鱼燕鹤云"
_SECOND = "林湾河溪桥岭坪店集屯庄营寨堡坡沟塘泉井口岩洞桩湖港浦洲滩台庙"
_KINDS = ("镇", "乡", "街道", "社区", "村", "片区", "中心", "学区", "站", "所")
_WORDS = {
    "学生": ("幼儿", "学员", "师生", "家长"),
    "群众": ("村民", "居民", "农户", "职工"),
    "设备": ("仪器", "器材", "装置"),
}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HEAD = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\t"


def document(rows: int, seed: int = 7) -> str:
    """One document with at least ``rows`` indicator rows, in the tab-separated form."""
    chance = random.Random(seed)
    places = _places(chance)
    models = _models()
    lines = ["青岚县2027年部门预算绩效文本", "", "第二部分 预算项目绩效目标", ""]
    made, number = 0, 0
    while made < rows:
        number += 1
        model = models[number % len(models)]
        lines += _project(model, number, next(places), chance)
        made += len(model.rows)
    return "\n".join(lines)


def documents(count: int, projects: int, seed: int = 7) -> Iterator[str]:
    """So many documents with so many projects each, whose rows do not repeat."""
    chance = random.Random(seed)
    places, models = _places(chance), _models()
    for first in range(0, count * projects, projects):
        lines = ["青岚县2027年部门预算绩效文本", "", "第二部分 预算项目绩效目标", ""]
        for number in range(first, first + projects):
            lines += _project(models[number % len(models)], number - first + 1, next(places), chance)
        yield "\n".join(lines)


def copied(projects: int, files: int, seed: int = 7) -> list[str]:
    """Files with so many projects in all, some of them copied from one another."""
    chance = random.Random(seed)
    places = _places(chance)
    models = _models()
    made: list[list[str]] = []
    for number in range(1, projects + 1):
        place, lot = next(places), chance.random()
        if lot < 0.2 and made:
            made.append(_copy(chance.choice(made), number, place, chance))
        else:
            made.append(
                _project(models[number % len(models)], number, place, chance, prefix=place if lot > 0.5 else "")
            )
    parts = [made[start::files] for start in range(files)]
    head = ["青岚县2027年部门预算绩效文本", "", "第二部分 预算项目绩效目标", ""]
    return ["\n".join([*head, *(line for project in part for line in project)]) for part in parts]


def _copy(project: Sequence[str], number: int, place: str, chance: random.Random) -> list[str]:
    """A project under another name, with a character or a number changed in every third line below its head."""
    name = f"{place}{chance.choice(_KINDS)}工作经费"
    lines = [f"{number}、{name}绩效目标表", *project[1:]]
    for at, line in enumerate(lines):
        if line.startswith("项目编码"):
            lines[at] = f"项目编码\t4170{number:012d}\t\t项目名称\t{name}\t\t"
        elif "指标\t" in line and chance.random() < 0.33:
            cells = line.split("\t")
            column = chance.choice((2, 3, 4))
            where = chance.randrange(len(cells[column]) + 1)
            cells[column] = cells[column][:where] + chance.choice(_FIRST) + cells[column][where + 1 :]
            lines[at] = "\t".join(cells)
    return lines


def _models() -> list[Project]:
    linter = Linter()
    items = [file_item(path, Limits()) for path in sorted(EXAMPLES.glob("*.txt"))]
    documents = [found.document for found in linter.extract(items) if found.document]
    return [project for found in documents for project in found.projects if project.rows]


def _places(chance: random.Random) -> Iterator[str]:
    """Place names without end, each once."""
    names = [a + b + kind for a in _FIRST for b in _SECOND for kind in _KINDS]
    chance.shuffle(names)
    yield from names
    for first in names:
        for second in names:
            yield first + second


def _project(model: Project, number: int, place: str, chance: random.Random, prefix: str | None = None) -> list[str]:
    """The lines of a project; ``prefix`` stands before its goals and the texts of its rows, by default the place."""
    prefix = place if prefix is None else prefix
    vary = partial(_vary, place=place, chance=chance)
    budget = f"{chance.uniform(2, 900):.2f}"
    steps = sorted(chance.sample(range(5, 96, 5), 3))
    goals = " ".join(f"{n}.{prefix}{vary(goal.text)}" for n, goal in enumerate(model.goals, start=1))
    return [
        f"{number}、{place}{model.label}绩效目标表",
        "",
        "417001 青岚县教育局本级",
        "",
        "单位：万元",
        "",
        f"项目编码\t4170{number:012d}\t\t项目名称\t{place}{model.label}\t\t",
        f"预算规模及资金用途\t预算数\t{budget}\t其中：财政资金\t{budget}\t其他资金\t0",
        f"\t用于{place}{model.label}，全年安排 {budget} 万元。\t\t\t\t\t",
        "资金支出计划（%）\t3月底\t\t6月底\t10月底\t12月底\t",
        f"\t{steps[0]}%\t\t{steps[1]}%\t{steps[2]}%\t100%\t",
        f"绩效目标\t{goals}\t\t\t\t\t",
        _HEAD,
        *(_row(row, above, prefix, vary, chance) for above, row in zip((None, *model.rows), model.rows, strict=False)),
        "",
    ]


def _row(row: Indicator, above: Indicator | None, place: str, vary: partial[str], chance: random.Random) -> str:
    level1 = "" if above and above.level1 is row.level1 else row.text("level1")
    name = place + vary(row.text("name"))
    description = f"{place}{vary(row.text('description'))}" if row.text("description") else ""
    value = _NUMBER.sub(lambda found: _other_number(found[0], chance), row.text("value"))
    return "\t".join((level1, row.text("level2"), name, description, value, vary(row.text("basis")), ""))


def _vary(text: str, place: str, chance: random.Random) -> str:
    for word, others in _WORDS.items():
        if word in text:
            text = text.replace(word, chance.choice(others))
    return _NUMBER.sub(lambda found: _other_number(found[0], chance), text)


def _other_number(text: str, chance: random.Random) -> str:
    if "." in text or len(text) >= 4:
        return text if text.startswith("20") else str(chance.randint(1000, 99999))
    return str(min(100, max(1, int(text) + chance.randint(-9, 9))))
