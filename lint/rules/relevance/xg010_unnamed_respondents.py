"""XG010 unnamed-respondents: a satisfaction indicator does not say whose satisfaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lint.model.document import Indicator, Project
from lint.model.finding import Severity
from lint.model.measure import Kind
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.lexicon import Lexicon

_LIKE = "学生家长、就诊患者、用水户、参训学员"


class UnnamedRespondents(Rule):
    """满意度没有写明是谁的。

    检查什么：名称只写“满意度”“服务对象满意度”，描述里也没有说出是哪些人。
    为什么：不知道问谁，年底就没法调查；问单位自己的人和问群众，结果完全不同。
    怎样改：写出享受这项服务的人：学生家长、就诊患者、用水户、参训学员。
    依据：满意度指标应当反映服务对象或受益人的认可程度（财预〔2015〕88号）。
    """

    meta = RuleMeta(
        "XG010", "unnamed-respondents", "满意度没有写明对象", Severity.WARNING, Group.RELEVANCE, preview=True
    )

    def __init__(self, lexicon: Lexicon, options: Mapping[str, Any] | None = None) -> None:
        super().__init__(lexicon, options)
        self._says_nobody = re.compile(f"(?>{lexicon.pattern('satisfaction', 'anyone').pattern})*+")

    def check_indicator(self, indicator: Indicator, project: Project) -> Iterator[Flag]:
        """Flag a name that names nobody, unless the description does."""
        name = indicator.name
        if name is None or not name.text or indicator.name_measure.kind is not Kind.SATISFACTION:
            return
        if not self._is_open(name.text) or not self._is_open(indicator.text("description")):
            return
        entry = self.lexicon.library.suggest(project, "满意度", name.text)
        example = f"例如“{entry.name}”" if entry else f"例如{_LIKE}的满意度"
        message = f"{quote(name.text)}没有写明是谁的满意度"
        yield Flag("name", name, message, f"写出享受这项服务的是哪些人，{example}，描述里写明怎样调查")

    def _is_open(self, text: str) -> bool:
        return self._says_nobody.fullmatch(fold(text)) is not None
