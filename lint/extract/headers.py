"""The header dictionary: which words name which column, label or title."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct

from lint.extract.shapes import EDGES, NOTE, Shapes, key
from lint.text.fold import fold
from lint.text.regex import lazy
from lint.text.words import words

T = TypeVar("T")
_LONGEST_LABEL = 24
_LONGEST_TITLE = 120
_PLAIN_TITLE = "绩效目标"
_END_NOTE = lazy(r"\s*[(（][^()（）]*[)）]\s*$")
_LONGEST_STEP = 12
_LONGEST_HEAD = 40
_PAGE = r"[-—–]*(?:第?[\d一二三四五六七八九十]{1,4}页[,，/]?)?(?:[共总][\d一二三四五六七八九十]{1,4}页)?[-—–]*"
_NUMBERING = r"(?:第?[一二三四五六七八九十]{1,3}|\d{1,3})"
NUMBERED = lazy(rf"\s*(?:{_NUMBERING}\s*[.．、:：)）]|[(（]\s*{_NUMBERING}\s*[)）])\s*")
"""The numbering at the beginning of a title or heading."""
_CONTENTS = lazy(r"(?:\.{4,}|…{2,}|·{4,})[\s\d\-—–]*$")
_YEAR = lazy(r"20\d\d年?度?")
_STEP = lazy(
    r"(?:20\d\d年度?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月[底末]?(?:前)?|第?[一二三四1-4]季度末?|上半年|下半年|半年|年底|全年)"
)


def _entry(way: str) -> str:
    """A label for look-up: one written with brackets in the dictionary counts with them (单位（专项）名称)."""
    return fold(way) if NOTE.search(way) else key(way)


class Headers(Struct, frozen=True):
    """Words of the dictionary ``headers``, arranged for look-up by `key`.

    ``columns`` maps a word to its fields with their rank: a lower rank is the stronger reading.
    """

    columns: Mapping[str, tuple[tuple[int, str], ...]]
    row_labels: frozenset[str]
    titles: tuple[str, ...]
    sections: Mapping[str, frozenset[str]]
    duties: Mapping[str, frozenset[str]]
    prompts: tuple[str, ...]
    directions: frozenset[str]
    blocks: Mapping[str, str]
    """Headings of blocks of indicators: long (长期绩效指标) or annual."""
    label: Callable[[str], str | None]
    """The project field that a label cell names."""
    is_step: Callable[[str], bool]
    """Whether a cell is a column label of a spending plan: 6月底, 三季度."""
    is_goal_label: Callable[[str], bool]
    """目标1, 填入目标2."""
    shape: Callable[[str], tuple[tuple[int, str], ...]]
    """The columns that a word looks like which no list has: 全年（程）目标值."""
    is_long: Callable[[str], bool]
    """Whether a column word says that it is about more or less than the year: 指标值（长期）, 半年目标值."""
    fund_columns: frozenset[str]
    is_footer: Callable[[str], bool]
    """Whether the first cell of a row below the indicators says that it is none: 合计, 填表人：…"""
    totals: tuple[str, ...]
    """Endings of what a row of a sheet of all projects is called that sums up some: 小计."""
    no_units: frozenset[str]
    form_words: re.Pattern[str]
    is_furniture: Callable[[str], bool]
    """Whether a paragraph is what a page break leaves in a table: 第 3 页, 续表."""
    initials: frozenset[str]
    """First characters of the words for columns: a quick no for most cells."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Headers:
        """Build from the dictionary ``headers``."""
        columns: dict[str, list[tuple[int, str]]] = {}
        for field, ways in data.get("columns", {}).items():
            for rank, way in enumerate(words(ways)):
                columns.setdefault(key(way), []).append((rank, field))
        goal_labels = _alternatives(data.get("goal_label"))
        prompts = _alternatives(data.get("prompt"))
        labels = {_entry(way): "other_goal" for way in words(data.get("other_goals"))}
        for label, ways in data.get("labels", {}).items():
            labels.update({_entry(way): label for way in words(ways)})
        columns_by_word = {word: tuple(fields) for word, fields in columns.items()}
        footers, footer_ends = words(data.get("footers")), words(data.get("footer_ends"))
        shapes = Shapes.from_data(data.get("shapes", {}), columns_by_word)
        furniture = re.compile(rf"{_PAGE}|[(（]?(?:{_alternatives(data.get('furniture'))})[)）]?")
        goal_label = re.compile(rf"(?:{prompts})?(?:{goal_labels})[\d一二三四五六七八九十]{{1,2}}[:：]?")
        return cls(
            columns=columns_by_word,
            label=_remembered(
                lambda text: (
                    labels.get(fold(text)) or labels.get(key(text)) if 0 < len(text) <= _LONGEST_LABEL else None
                )
            ),
            shape=_remembered(shapes.fields),
            is_long=_remembered(shapes.is_long),
            fund_columns=frozenset(key(word) for word in words(data.get("fund_columns"))),
            is_footer=_remembered(lambda text: _is_footer(fold(text), footers, footer_ends, labels)),
            form_words=re.compile(_alternatives(data.get("form_words"))),
            totals=words(data.get("totals")),
            no_units=frozenset(words(data.get("no_units"))),
            is_furniture=lambda text: len(text) <= _LONGEST_HEAD and _is(furniture, text),
            is_step=_remembered(lambda text: 0 < len(text) <= _LONGEST_STEP and _is(_STEP, text)),
            is_goal_label=_remembered(lambda text: 0 < len(text) <= _LONGEST_LABEL and _is(goal_label, text)),
            row_labels=frozenset(key(word) for word in words(data.get("row_labels"))),
            titles=words(data.get("titles")),
            sections=_keyed(data.get("sections", {})),
            duties=_keyed(data.get("duties", {})),
            prompts=words(data.get("prompt")),
            directions=frozenset(words(data.get("directions"))),
            blocks={key(way): block for block, ways in data.get("blocks", {}).items() for way in words(ways)},
            initials=frozenset(word[0] for word in columns if word) | frozenset(EDGES),
        )

    def block(self, text: str) -> str | None:
        """The block of indicators that a row's only cell heads."""
        return self.blocks.get(key(text)) if 0 < len(text) <= _LONGEST_LABEL else None

    def section(self, text: str) -> str | None:
        """The section of the overall part that a paragraph heads, if it is such a heading."""
        if len(text) > _LONGEST_LABEL:
            return None
        found = key(NUMBERED.sub("", text, count=1))
        for name in ("overall", "items", "measures"):
            if found in self.sections.get(name, ()):
                return name
        return None

    def is_bare_title(self, title: str) -> bool:
        """Whether a title names nothing: 项目支出绩效目标."""
        rest = title.removesuffix(next((end for end in self.titles if title.endswith(end)), ""))
        return not self.form_words.sub("", _YEAR.sub("", rest))

    def title_of(self, text: str) -> str | None:
        """The title of a project table without its numbering, or None where a paragraph is no such title.

        A line of a table of contents (dots and a page number) is none, nor is the heading of a section; a title that
        ends in plain 绩效目标 has to be numbered, or made of nothing but words of the form (and no label).
        """
        bare = _END_NOTE.sub("", text) if text.endswith((")", "）")) else text
        if not bare.endswith(self.titles) or len(text) > _LONGEST_TITLE or self.section(text):
            return None
        number = NUMBERED.match(bare)
        if bare.endswith(_PLAIN_TITLE) and not number and (self.label(bare) or not self.is_bare_title(bare)):
            return None
        return bare[number.end() :] if number else bare.lstrip()


def _remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """The function with its answers kept: label cells are the same in every project."""
    return lru_cache(maxsize=8192)(function)


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(fold(text)) is not None


def _is_footer(text: str, footers: tuple[str, ...], ends: tuple[str, ...], labels: Mapping[str, str]) -> bool:
    bare, _, rest = text.partition(":")
    if key(bare) in footers or labels.get(key(bare), "goal") not in ("goal", "other_goal"):
        return True
    return bare.endswith(ends) or (bool(rest) and bare.startswith(footers))


def _alternatives(ways: str | list[str] | None) -> str:
    """The words of an entry as a pattern, the longest first; a pattern that never matches where there are none."""
    return "|".join(sorted(map(re.escape, words(ways)), key=len, reverse=True)) or r"(?!)"


def _keyed(entries: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(key(word) for word in words(ways)) for name, ways in entries.items()}


def is_contents_row(text: str) -> bool:
    """A line of a table of contents with tabs in it: it begins with the heading and ends in a page number."""
    if "." not in text and "…" not in text and "·" not in text:
        return False
    found = _CONTENTS.search(text)
    return found is not None and text[-1:].isdigit() and text[: found.start()].rstrip(". \t").count("\t") <= 1


def is_contents_line(text: str) -> bool:
    """A line of a table of contents: dots, then a page number."""
    return ("." in text or "…" in text or "·" in text) and bool(_CONTENTS.search(text))
