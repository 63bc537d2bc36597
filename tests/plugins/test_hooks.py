"""Each hook joins in: rules, readers, reporters, rulesets, dictionaries."""

from __future__ import annotations

import pytest

from lint.api import Item, Linter, Selection
from lint.errors import UsageError
from lint.model.report import PluginInfo
from lint.plugins.manager import Plugins
from lint.report.base import Style
from lint.rules import builtin_rules
from lint.rules.suppressions import SUPPRESSION_RULES
from tests.plugins.conftest import Install

TEXT = """\
1、护林员补助绩效目标表
一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据
产出指标 | 数量指标 | 护林员人数 | 在岗人数 | ≥60人 | 名册
产出指标 | 数量指标 | 巡护次数 | 全年次数 | 到时再定 | 台账
"""
RULE = '''
from lint.model.finding import Severity
from lint.rules.base import Flag, Group, Rule, RuleMeta

class {name}(Rule):
    """A rule."""
    meta = RuleMeta("{code}", "{slug}", "{title}", Severity.WARNING, Group.WORDING)

    def check_indicator(self, indicator, project):
        yield Flag("name", indicator.name, indicator.text("name"), "")

@hookimpl
def jixiao_rules():
    return [{name}]
'''
READER = """
from msgspec.structs import replace
from lint.extract.blocks import Paragraph, Row, Table
from lint.extract.readers.text import TextReader
from lint.extract.headers import Headers

class Reader(TextReader):
    formats = frozenset({"csv", "text"})

    def read(self, source):
        data = source.data.replace(b",", b"\\t").replace("一期".encode(), "二期".encode())
        return super().read(replace(source, data=data))

@hookimpl
def jixiao_readers(lexicon):
    return [Reader(Headers.from_data(lexicon.data["headers"]))]
"""
REPORTER = """
class Count:
    name, suffix, encoding = "count", ".count", None

    def render(self, report, style):
        return f"{len(report.findings)}\\n"

@hookimpl
def jixiao_reporters():
    return [Count()]
"""
FILES = """
from pathlib import Path

@hookimpl
def jixiao_{kind}():
    return [Path(__file__).with_name("{file}.yaml")]
"""


def _rule(code: str, slug: str = "local-rule", title: str = "本县规则") -> str:
    return RULE.format(name="Local", code=code, slug=slug, title=title)


def _brief(linter: Linter, text: str = TEXT, name: str = "甲.txt") -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in linter.check([Item(name, text.encode)]).findings]


def test_without_plugins_there_are_the_built_in_ones() -> None:
    plugins = Plugins()
    assert plugins.infos == ()
    assert plugins.collect("jixiao_rules") == [*builtin_rules(), *SUPPRESSION_RULES]
    assert [reporter.name for reporter in plugins.collect("jixiao_reporters")][:2] == ["text", "grouped"]
    rulesets = [path.stem for path in plugins.collect("jixiao_rulesets")]
    assert rulesets == ["central", "draft", "hebei", "review", "submit"]
    lexicon = Linter().lexicon
    assert {"text", "markdown"} <= {
        name for r in plugins.collect("jixiao_readers", lexicon=lexicon) for name in r.formats
    }


def test_a_rule(install: Install) -> None:
    install("county", _rule("QL001"))
    linter = Linter(selection=Selection(select=("本县规则",)))
    assert _brief(linter) == [("QL001", "护林员人数"), ("QL001", "巡护次数")]
    assert linter.check([]).plugins == (PluginInfo("county", "1.2"),)
    assert "QL001" in [rule.meta.code for rule in Linter().chosen]


def test_a_dictionary(install: Install) -> None:
    words = 'dictionary: placeholders\nversion: "1"\nfiller: 到时再定\n'
    selection = Selection(select=("WZ004",))
    assert _brief(Linter(selection=selection)) == []
    install("county", FILES.format(kind="dictionaries", file="words"), words=words)
    assert [code for code, _ in _brief(Linter(selection=selection))] == ["WZ004"]


def test_a_ruleset(install: Install) -> None:
    ruleset = 'ruleset: county\nversion: "1"\nextends: review\nselect: [SD]\n'
    install("county", FILES.format(kind="rulesets", file="county"), county=ruleset)
    linter = Linter("county")
    assert [seal.id for seal in linter.ruleset.seals] == ["county", "review", "submit", "draft"]
    assert {rule.meta.code[:2] for rule in linter.chosen} == {"SD"}


def test_a_reporter(install: Install) -> None:
    install("county", REPORTER)
    linter = Linter(selection=Selection(select=("WZ001",)))
    report = linter.check([Item("甲.txt", TEXT.encode)])
    assert linter.reporters["count"].render(report, Style()) == "0\n"


def test_a_reader_for_a_new_format_and_in_place_of_a_built_in_one(install: Install) -> None:
    install("county", READER)
    linter = Linter()
    csv = TEXT.replace(" | ", ",")
    (entry,) = linter.check([Item("甲.csv", csv.encode)]).inputs
    assert (entry.format, entry.status.value, entry.projects, entry.indicators) == ("csv", "checked", 1, 2)
    (found,) = linter.extract([Item("甲.txt", TEXT.replace("护林员人数", "一期工程").encode)])
    assert found.document is not None
    assert found.document.projects[0].rows[0].text("name") == "二期工程"


def test_plugins_stand_in_the_order_of_their_names(install: Install) -> None:
    install("zhen", _rule("ZH001", "zhen-rule", "镇规则"))
    install("county", _rule("QL001"))
    plugins = Plugins()
    assert [info.name for info in plugins.infos] == ["county", "zhen"]
    assert [rule.meta.code for rule in plugins.collect("jixiao_rules")][-2:] == ["QL001", "ZH001"]


@pytest.mark.parametrize(
    ("code", "slug", "title", "name"),
    [
        ("QL001", "other-rule", "别的规则", "QL001"),
        ("QL002", "local-rule", "别的规则", "local-rule"),
        ("QL002", "other-rule", "本县规则", "本县规则"),
    ],
)
def test_two_plugins_may_not_share_a_name_of_a_rule(
    install: Install, code: str, slug: str, title: str, name: str
) -> None:
    install("county", _rule("QL001"))
    install("zhen", _rule(code, slug, title))
    with pytest.raises(UsageError) as caught:
        _ = Linter().rules
    assert str(caught.value) == f"规则 {code}（zhen_plugin）和 QL001（county_plugin）重名：{name}"


def test_a_plugin_may_not_take_a_built_in_code(install: Install) -> None:
    install("county", _rule("WZ001"))
    with pytest.raises(UsageError, match=r"^规则 WZ001（county_plugin）和 WZ001（lint\.rules\..*）重名：WZ001$"):
        _ = Linter().rules
