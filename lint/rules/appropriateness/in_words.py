"""Values in words where the name surely wants a number; shared by SD005, which gives way, and SD006."""

from __future__ import annotations

from lint.model.document import Indicator
from lint.model.measure import Kind
from lint.text.fold import fold
from lint.text.lexicon import Lexicon
from lint.text.regex import lazy

FIGURE = lazy(r"[\d%％]|百分|[一二两三四五六七八九十百千]+[个次名户场期批条项件所处天年月日家座台人]")
EVENT = lazy(r"前(?:.{0,4}到位|.{0,4}完成|.{0,4}发放)?$")
RANK = lazy(r"[^升]级|[^一另各同]类$|[档版星]$|[第前][一二三四五六七八九十]|应.尽.")
"""Grades and places, which can be checked."""
_WORDS = lazy(r"[\u4e00-\u9fff]{2,12}")


def lacks_amount(text: str, indicator: Indicator, lexicon: Lexicon) -> bool:
    """Whether a folded value is words that say neither how much nor how well, and the name is surely a measure.

    Words that can be checked or judged (每周, 全部, 合格, 国家标准, 有效) are left to other rules, or sound.
    """
    name = fold(indicator.text("name"))
    kind = lexicon.measures.sure(name).kind
    if kind is Kind.NONE or not _WORDS.fullmatch(text) or is_telling(text, lexicon):
        return False
    if kind is Kind.TIME and lexicon.pattern("untargets", "moments").search(text):
        return False
    known = lexicon.placeholders
    return not known.says_nothing(text) and not known.is_put_off(text)


def is_telling(text: str, lexicon: Lexicon) -> bool:
    """Whether a value in words has anything that is judged or checked, well or badly."""
    words, pattern = lexicon.words, lexicon.pattern
    if FIGURE.search(text) or RANK.search(text) or EVENT.search(text) or text in words("phrases", "grades"):
        return True
    if text in words("phrases", "vague_whole") or text in words("phrases", "yes_no"):
        return True
    if text.startswith(words("untargets", "made")) or pattern("untargets", "aimed").search(text):
        return True
    return bool(pattern("phrases", "vague", "measurable", "checkable").search(text))
