"""``jixiao rules``: the list of rules."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from lint.api import Linters, Settings
from lint.cli import completing, options
from lint.cli.chinese import ChineseCommand
from lint.cli.notices import broken_plugins
from lint.cli.stream import emit
from lint.model.finding import Severity
from lint.report.columns import width
from lint.report.rule_page import SEVERITIES, rule_json
from lint.rules.base import Group, Rule


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("references", nargs=-1, metavar="[规则...]", shell_complete=completing.rules)
@click.option(
    "--group",
    type=click.Choice([group.value for group in Group]),
    metavar="方面",
    help=f"只列一个方面：{'、'.join(group.value for group in Group)}",
)
@click.option(
    "--severity",
    type=click.Choice(list(SEVERITIES)),
    metavar="级别",
    help=f"只列一个级别：{'、'.join(SEVERITIES)}",
)
@options.ruleset("按这个规则集的级别和开关列出；默认是 jixiao.yaml，没有就是 submit")
@options.text_or_json
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def command(
    ctx: click.Context,
    references: Sequence[str],
    group: str | None,
    severity: str | None,
    rulesets: tuple[str, ...],
    no_config: bool,
    output_format: str,
) -> None:
    """列出规则；可以按代码、代码前缀、英文名或中文名筛选，例如 jixiao rules WZ。"""
    linter = Linters(Settings(rulesets=rulesets, search=not no_config)).here()
    broken = broken_plugins(linter.loaded_plugins)
    wanted = options.split(references) or ("ALL",)
    rules = {rule.meta.code: rule for reference in wanted for rule in linter.registry.resolve(reference)}
    active = {entry.rule.meta.code: entry.severity for entry in (*linter.rules, *linter.standing)}
    rows = []
    for code, rule in sorted(rules.items()):
        level = active.get(code, rule.meta.severity)
        if (group and rule.meta.group != group) or (severity and level != severity):
            continue
        rows.append((rule, level, code in active))
    if output_format == "json":
        made = [{**rule_json(rule), "severity": str(level), "enabled": on} for rule, level, on in rows]
        emit([json.dumps({"rules": made}, ensure_ascii=False, indent=1) + "\n"], "utf-8")
    else:
        emit([_table(rows)])
    ctx.exit(3 if broken else 0)


def _table(rows: Sequence[tuple[type[Rule], Severity, bool]]) -> str:
    lines = []
    broad = max((len(rule.meta.code) for rule, _, _ in rows), default=0)
    for rule, level, on in rows:
        meta = rule.meta
        columns = (
            _padded(meta.code, broad),
            SEVERITIES[level],
            _padded(meta.group.value, 6),
            _padded(meta.title, 24),
            meta.slug,
        )
        lines.append("  ".join(columns) + ("" if on else "  （未启用）"))
    lines.append(f"共 {len(rows)} 条规则。看一条的说明：jixiao rule 代码")
    return "".join(f"{line}\n" for line in lines)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
