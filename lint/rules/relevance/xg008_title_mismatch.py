"""XG008 title-mismatch: the title of a table and its project's name are about different things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from lint.model.document import Document
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta, quote
from lint.text.fold import fold
from lint.text.similarity import likeness
from lint.text.topics import any_of

_SHORTEST = 3
_ALIKE = 32
"""Names that are less alike than this (0-100) are no wordings of the same."""
_NOTE = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]|[^\u4e00-\u9fffA-Za-z、+]+")
_JOINED = re.compile(r"[及和与、]")


class TitleMismatch(Rule):
    """表题和项目名称不是一个项目。

    检查什么：表题“……绩效目标表”里的项目，和表里的“项目名称”说的不是一回事，或者表题并列了两件事、项目名称只有一件。
    同一文件里别的表的表题就是项目名称的，才比对。
    为什么：多半是复制别的项目的表以后，只改了一处。
    怎样改：按批复的项目名称，两处改成一样。
    依据：绩效目标申报表应当按批复的项目填写（财预〔2015〕88号）。
    已知误报：多一个、少一个“项目”“经费”“费”，写简称、加年份，不报。
    """

    meta = RuleMeta("XG008", "title-mismatch", "表题与项目名称不符", Severity.INFO, Group.RELEVANCE)

    def check_document(self, document: Document) -> Iterator[Flag]:
        """Flag titles that name another project, in documents whose titles name projects."""
        entries = [
            (project, project.title, project.name, self._bare(project.title.text), self._bare(project.name.text))
            for project in document.projects
            if project.title is not None and project.name is not None and project.name.text
        ]
        times = Counter(titled for *_, titled, _ in entries)
        differing = []
        usual = False
        for project, title, name, titled, named in entries:
            if len(titled) < _SHORTEST or len(named) < _SHORTEST or times[titled] > 1:
                continue  # the title of the form
            if titled == named:
                usual = True
            elif more := self._differ(titled, named):
                differing.append((project, title, name, more))
        if not usual:
            return
        for project, title, name, more in differing:
            message = f"表题{quote(title.text)}与项目名称{quote(name.text)}{more}"
            yield Flag("title", title, message, "按批复文件的项目名称，两处改成一样", project=project)

    def _differ(self, titled: str, named: str) -> str:
        """What makes a title and a name those of different projects; nothing where they may be of the same."""
        for longer, shorter, which in ((titled, named, "项目名称"), (named, titled, "表题")):
            if shorter in longer:
                more = [part for part in _JOINED.split(longer.replace(shorter, "、")) if len(part) >= _SHORTEST]
                joined = _JOINED.search(longer.replace(shorter, ""))
                return f"不一致，{which}里没有“{more[0]}”" if more and joined else ""
            if _is_short_for(shorter, longer):
                return ""
        return "不是一个项目" if likeness(titled, named) < _ALIKE else ""

    def _bare(self, text: str) -> str:
        """A title or name without words that say nothing of the project."""
        return self._plain.sub("", _NOTE.sub("", fold(text)))

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile(any_of(self.lexicon.words("topics", "titles")))


def _is_short_for(one: str, other: str) -> bool:
    """Whether all characters of one text stand in the other, in their order: 公租房, 公共租赁住房."""
    rest = iter(other)
    return all(character in rest for character in one)
