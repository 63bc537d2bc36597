"""The page of each built-in rule, and the index of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.examples import example
from builder.markdown import escaped, table
from builder.measured import USE_NAMES, share
from lint.api import Linter
from lint.config.confidence import load_confidence
from lint.config.ruleset import shipped_rulesets
from lint.engine.run import CRASH
from lint.engine.select import ActiveRule
from lint.report.rule_page import FIXABILITIES, SEVERITIES, option_rows, page_sections, plain_value, trust
from lint.resources.files import read_yaml
from lint.rules import builtin_rules
from lint.rules.base import Group, Rule
from lint.rules.suppressions import SUPPRESSION_RULES
from lint.testing import Case, load_cases

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "rules"
FIXTURES = ROOT / "tests" / "fixtures" / "rules"
NOTE = "<!-- 由 docs/generate.py 写成，不要改这里。要改的是 lint/rules 或 tests/fixtures/rules，改完运行 make docs -->"
_ABOUT = {
    Group.COMPLETENESS: "该填的有没有填，填的是不是真内容。",
    Group.RELEVANCE: "指标与项目、与它所在的类别对不对得上。",
    Group.APPROPRIATENESS: "目标值能不能考核，高低、方向、写法是否合适。",
    Group.FEASIBILITY: "支出计划、年份是否行得通。",
    Group.COPIED: "目标、指标是不是从别处复制来的。",
    Group.WORDING: "符号、单位、文字写得规范不规范。",
    Group.SUPPRESSION: "忽略说明写得对不对，还有没有用，见[带理由的忽略](../guide/suppressions.md)。点不点名都启用。",
}
_CRASH_PAGE = f"""{NOTE}

# {CRASH} 规则出错

某条规则在检查一个文件时出了错。这是程序的问题，不是表的问题。

- 说明里写明是哪条规则。它在这个文件里的结果不完整，其他规则照常检查，退出码是 4。
- 想先往下做，用 `--ignore` 跳过这条规则，再检查一次。
- 请把说明和能重现的文件（去掉不能公开的内容）反馈给维护者。设环境变量 `JIXIAO_DEBUG=1` 再运行，会打印出错的细节。

[全部规则](README.md)
"""


@dataclass(frozen=True, slots=True)
class Level:
    """A ruleset that ships: its name and title, and how severe the rules are that it has on."""

    name: str
    title: str
    severities: Mapping[str, str]

    def of(self, rule: type[Rule]) -> str:
        """The severity of a rule."""
        return self.severities.get(rule.meta.code, "未启用")


def levels() -> list[Level]:
    """The rulesets that ship and say when a run fails, each after the one that it extends."""
    every = {name: (path, read_yaml(path).data) for name, path in shipped_rulesets().items()}
    paths = {name: path for name, (path, data) in every.items() if "fail_on" in data}
    linters = {name: Linter(ruleset_name=name) for name in paths}
    return [
        Level(
            name,
            every[name][1]["title"],
            {active.rule.meta.code: SEVERITIES[active.severity] for active in _on(linters[name])},
        )
        for name in sorted(paths, key=lambda name: (len(linters[name].ruleset.seals), name))
    ]


def _on(linter: Linter) -> list[ActiveRule]:
    return [*linter.rules, *linter.standing]


def rule_pages() -> dict[Path, str]:
    """All pages of ``docs/rules/`` by path."""
    known, linter = levels(), Linter()
    cases = [case for case in load_cases(FIXTURES) if case.doc]
    pages = {FOLDER / "README.md": _index(known), FOLDER / f"{CRASH}.md": _CRASH_PAGE}
    for rule in [*builtin_rules(), *SUPPRESSION_RULES]:
        code = rule.meta.code
        shown = [case for case in cases if case.rule == code]
        pages[FOLDER / f"{code}.md"] = _page(rule, known, shown, linter)
    return pages


def extra_pages() -> list[Path]:
    """Pages of rules that are no longer there."""
    rules = [*builtin_rules(), *SUPPRESSION_RULES]
    known = {f"{rule.meta.code}.md" for rule in rules} | {"README.md", f"{CRASH}.md"}
    return [path for path in sorted(FOLDER.glob("*.md")) if path.name not in known]


def _index(known: Sequence[Level]) -> str:
    rules = builtin_rules()
    columns = "、".join(f"{level.name} 是“{level.title}”" for level in known)
    lines = [
        NOTE,
        "",
        "# 规则",
        "",
        f"自带 {len(rules)} 条规则，按审核的几个方面分组。表里有每条规则在各个规则集里的级别：{columns}。"
        "不写 `--ruleset` 时用 submit。",
        "",
        "代码、英文名、中文名都可以用在 `--select`、`--ignore` 和规则集里，见[使用说明](../guide/usage.md#选规则)。",
        "",
    ]
    for group in Group:
        rows = []
        for rule in [*rules, *SUPPRESSION_RULES]:
            meta = rule.meta
            if meta.group is group:
                names = [f"[{meta.code}]({meta.code}.md)", meta.title, f"`{meta.slug}`"]
                rows.append([*names, *(level.of(rule) for level in known), FIXABILITIES[meta.fixability]])
        if rows:
            header = ["代码", "名称", "英文名", *(level.name for level in known), "改法"]
            lines += [f"## {group.value}", "", _ABOUT[group], "", *table(header, rows), ""]
    lines += [f"另有 [{CRASH}]({CRASH}.md)：规则自己出了错。", ""]
    return "\n".join(lines)


def _page(rule: type[Rule], known: Sequence[Level], cases: Sequence[Case], linter: Linter) -> str:
    meta = rule.meta
    summary, sections = page_sections(rule)
    facts = [
        ["英文名", "、".join(f"`{name}`" for name in (meta.slug, *meta.aliases))],
        ["方面", meta.group.value],
        ["级别", "，".join(f"{level.title}（{level.name}）：{level.of(rule)}" for level in known)],
        ["改法", FIXABILITIES[meta.fixability]],
        ["把握", trust(rule)],
    ]
    if meta.preview:
        facts.append(["状态", "预览：点名才启用"])
    lines = [NOTE, "", f"# {meta.code} {meta.title}", "", escaped(summary), "", *table(["", ""], facts), ""]
    for heading, text in sections:
        lines += [f"## {heading}", "", escaped(text), ""]
        if heading == "依据":
            lines += [*(f"- {reference}" for reference in meta.references), ""]
    lines += [*_options(rule), *_measured(rule)]
    for case in sorted(cases, key=lambda case: case.doc):
        verdict = "有问题的写法" if case.doc == "bad" else "没有问题的写法"
        lines += [f"## {verdict}：{escaped(case.id)}", "", *example(case, linter)]
    lines += [
        "## 不查这一条",
        "",
        "这一次不查：",
        "",
        "```sh",
        f"jixiao check 草稿.txt --ignore {meta.code}",
        "```",
        "",
    ]
    lines += ["以后都不查，或者改它的级别：写进[自己的规则集](../guide/rulesets.md)。", "", "[全部规则](README.md)", ""]
    return "\n".join(lines)


def _measured(rule: type[Rule]) -> list[str]:
    measured = load_confidence().measured
    rows = [
        [name, *map(str, counts[:2]), share(counts[1], counts[0]), *map(str, counts[2:]), share(counts[3], counts[2])]
        for use, name in USE_NAMES.items()
        if any(counts := measured.of(rule.meta.code, [use]))
    ]
    if not rows:
        return []
    header = ["材料", "应报", "报到", "查全率", "报了", "报对", "准确率"]
    note = "怎样量的、把握怎样定，见[每条规则有多可信](../guide/confidence.md)。"
    return ["## 量过的结果", "", *table(header, rows), "", note, ""]


def _options(rule: type[Rule]) -> list[str]:
    options = option_rows(rule)
    if not options:
        return []
    rows = [[f"`{name}`", escaped(plain_value(default)), escaped(doc)] for name, default, doc in options]
    values = [f"      {name}: {plain_value(default)}" for name, default, _ in options]
    lines = ["## 选项", "", *table(["选项", "默认", "含义"], rows), "", "在规则集里这样写：", ""]
    return [*lines, "```yaml", "rules:", f"  {rule.meta.code}:", "    options:", *values, "```", ""]
