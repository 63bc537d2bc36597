"""One line each on standard error, for what is not complete."""

from __future__ import annotations

from collections.abc import Iterable

import click

from lint.model.report import PluginInfo
from lint.report.columns import printable


def notice(message: str) -> None:
    """Say it on standard error."""
    click.echo(f"jixiao: {printable(message)}", err=True)


def broken_plugins(plugins: Iterable[PluginInfo]) -> bool:
    """Name the plugins that could not be loaded; whether there are any."""
    broken = [plugin for plugin in plugins if plugin.error]
    for plugin in broken:
        notice(f"插件 {plugin.name} 没有加载（{plugin.error}），结果不完整")
    return bool(broken)
