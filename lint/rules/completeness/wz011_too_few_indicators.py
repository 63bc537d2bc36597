"""WZ011 too-few-indicators: too few filled indicators, or too many."""

from __future__ import annotations

from collections.abc import Iterator

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, RuleOptions, option


class TooFewIndicators(Rule):
    """指标太少或者太多。

    检查什么：一个项目填写了内容的三级指标少于 4 条，或者多于 15 条。空行、占位文字、以“涉密”代替的行不算；一条也没有填
    的由别的规则报。一个项目报一次。
    为什么：太少，看不全项目的产出、效益和满意度；太多，重点不清，年底也难逐条取数。
    怎样改：少的补齐各类指标，多的合并同类、保留核心指标。
    依据：绩效指标应当突出重点、细化量化（财预〔2015〕88号）。
    """

    meta = RuleMeta("WZ011", "too-few-indicators", "指标过少或过多", Severity.INFO, Group.COMPLETENESS, preview=True)

    class Options(RuleOptions):
        """Options."""

        least: int = option(4, "至少要有这么多条")
        most: int = option(15, "至多有这么多条")

    def check_project(self, project: Project) -> Iterator[Flag]:
        """Flag the project once."""
        least, most = self.options.least, self.options.most
        if least <= len(project.rows) <= most and len(project.rows) > 2 * least:
            return
        filled = sum(map(self._is_filled, project.rows))
        if 0 < filled < least:
            advice = f"补到 {least} 条以上，数量、质量、时效、成本、效益、满意度各有指标"
            yield Flag("table", project.anchor, f"填写了内容的指标只有 {filled} 条", advice, "few")
        elif filled > most:
            advice = f"合并同类、去掉次要的，保留 {most} 条以内的核心指标"
            yield Flag("table", project.anchor, f"指标有 {filled} 条，太多", advice, "many")

    def _is_filled(self, row: Indicator) -> bool:
        says_nothing = self.lexicon.placeholders.says_nothing
        return not says_nothing(row.text("name")) and not says_nothing(row.text("value"))
