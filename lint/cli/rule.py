"""``jixiao rule CODE``: the page of a rule."""

from __future__ import annotations

import json

import click

from lint.api import Linters, Settings
from lint.cli import completing, options
from lint.cli.chinese import ChineseCommand
from lint.cli.notices import broken_plugins
from lint.cli.stream import emit
from lint.errors import UsageError
from lint.report.rule_page import rule_json, rule_text


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("reference", metavar="规则", shell_complete=completing.rules)
@options.ruleset("规则在这个规则集里声明时要写")
@options.text_or_json
@click.help_option("-h", "--help", help="显示帮助")
@click.pass_context
def command(ctx: click.Context, reference: str, rulesets: tuple[str, ...], no_config: bool, output_format: str) -> None:
    """看一条规则的说明：检查什么、为什么、怎样改、依据、选项。"""
    linter = Linters(Settings(rulesets=rulesets, search=not no_config)).here()
    broken = broken_plugins(linter.loaded_plugins)
    rules = linter.registry.resolve(reference)
    if len(rules) > 1:
        codes = "、".join(rule.meta.code for rule in rules)
        raise UsageError(f"“{reference}”有 {len(rules)} 条规则（{codes}），请写完整的代码")
    if output_format == "json":
        emit([json.dumps(rule_json(rules[0]), ensure_ascii=False, indent=1) + "\n"], "utf-8")
    else:
        emit([rule_text(rules[0])])
    ctx.exit(3 if broken else 0)
