"""Small rules for the tests of the engine, and the means to run them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lint.api import Linter
from lint.engine.run import Outcome, Runner
from lint.engine.select import ActiveRule
from lint.model.document import Document, Duty, Indicator, Overall, Project
from lint.model.finding import Severity
from lint.model.target import TargetKind
from lint.rules.base import NUMBERS, Flag, Group, Rule, RuleMeta
from lint.testing.cases import read

ROWS = """\
1、护林员补助绩效目标表
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 护林员人数 | 在岗人数 | ≥ 60 人 | 名册
产出指标 | 质量指标 | 巡护到位率 | 到位次数占比 | 较好 | 台账
产出指标 | 数量指标 | 护林员人数 | 在岗人数 | ≥ 60 人 | 名册

2、防火物资绩效目标表
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 灭火器数量 | 购置数量 | ≥40具 | 清单
"""


def meta(code: str, severity: Severity = Severity.WARNING, **more: bool) -> RuleMeta:
    return RuleMeta(
        code, f"rule-{code[:2].lower()}{'abcdefghij'[int(code[-1])]}", f"规则{code}", severity, Group.WORDING, **more
    )


class EveryValue(Rule):
    """Flags the number in every value."""

    meta = meta("ZZ001")

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        assert indicator.value is not None
        start = indicator.value.text.find("60")
        yield Flag("value", indicator.value, f"{project.label}", "改", start=max(start, 0), replacement="61", safe=True)


class NumbersOnly(Rule):
    """Wants to see rows with a number."""

    meta = meta("ZZ002")
    looks_at = NUMBERS

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        assert indicator.value is not None
        yield Flag("value", indicator.value, str(indicator.row), "")


class Words(NumbersOnly):
    """Wants to see rows with words."""

    meta = meta("ZZ003")
    looks_at = frozenset({TargetKind.WORDS})


class Levels(Rule):
    """Sees projects, the document, the overall part and the duties."""

    meta = meta("ZZ004", Severity.ERROR)

    def check_project(self, project: Project) -> Iterator[Flag]:
        yield Flag("table", project.anchor, "project", "")

    def check_document(self, document: Document) -> Iterator[Flag]:
        yield Flag("table", document.projects[-1].anchor, "document", "", project=document.projects[-1])

    def check_overall(self, overall: Overall, document: Document) -> Iterator[Flag]:
        yield Flag("goals", overall.heading, "overall", "")

    def check_duties(self, duties: Sequence[Duty], document: Document) -> Iterator[Flag]:
        yield Flag("name", duties[0].duty, "duties", "")


class CrashesOnWords(Rule):
    """Finds something, and crashes on one row."""

    meta = meta("ZZ005")

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        assert indicator.value is not None
        if indicator.target.number is None:
            raise ZeroDivisionError("no number")
        yield Flag("value", indicator.value, str(indicator.row), "")


class UnknownField(Rule):
    """Flags a field that no report knows."""

    meta = meta("ZZ006")

    def check_project(self, project: Project) -> Iterator[Flag]:
        yield Flag("wheight", project.anchor, "x", "")


class NoGenerator(Rule):
    """Forgets to yield."""

    meta = meta("ZZ007")

    def check_document(self, document: Document) -> Iterator[Flag]:
        return None  # type: ignore[return-value]


def outcome(linter: Linter, text: str, *rules: type[Rule]) -> Outcome:
    """What rules find in a text."""
    active = [ActiveRule(rule(linter.lexicon), rule.meta.severity) for rule in rules]
    return Runner(active).run(read(text, linter), 0)
