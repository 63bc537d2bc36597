"""Collecting plugins: the built-in one first, then installed ones by name.

A plugin that cannot be loaded, or whose hook fails, never ends the run: its error is kept in ``Plugins.infos``, and the
report says that the run is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy
from msgspec import Struct

from lint.model.report import PluginInfo
from lint.plugins import builtin, hookspecs
from lint.plugins.installed import entry_points
from lint.resources.validate import did_you_mean
from lint.rules.base import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_PREFIX = "jixiao_"
_HOOKS = tuple(name for name in vars(hookspecs) if name.startswith(_PREFIX))


class PluginError(Exception):
    """What is wrong with a plugin, for its author."""


class _Plugin(Struct):
    """An installed plugin; ``thing`` is the module or object that its entry point names."""

    name: str
    version: str
    thing: object = None
    error: str = ""


class Plugins:
    """All plugins of a run."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._manager.register(builtin)
        self._installed = [self._load(entry) for entry in entry_points()]

    @property
    def infos(self) -> tuple[PluginInfo, ...]:
        """The installed plugins, with the error of each that could not be loaded or failed since."""
        return tuple(PluginInfo(plugin.name, plugin.version, plugin.error) for plugin in self._installed)

    def _load(self, entry: EntryPoint) -> _Plugin:
        plugin = _Plugin(entry.name, entry.dist.version if entry.dist else "")
        try:
            thing = entry.load()
            _check_hooks(thing)
            self._manager.register(thing, name=f"{entry.name}={entry.value}")
            plugin.thing = thing
        except (Exception, SystemExit) as error:
            plugin.error = _line(error)
        return plugin

    def collect(self, hook: str, **arguments: Any) -> list[Any]:
        """What all plugins give for a hook, the built-in one first; what a plugin gives wrongly is its error."""
        collected = []
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            given = [arguments[name] for name in implementation.argnames]
            if implementation.plugin is builtin:
                collected += implementation.function(*given)
                continue
            try:
                collected += [_checked(hook, thing) for thing in _listed(hook, implementation.function(*given))]
            except (Exception, SystemExit) as error:
                plugin = next(plugin for plugin in self._installed if plugin.thing is implementation.plugin)
                plugin.error = plugin.error or f"{hook}：{_line(error)}"
        return collected


def _line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text if isinstance(error, PluginError) else f"{type(error).__name__}: {text}"


def _check_hooks(thing: object) -> None:
    """A misspelt hook, or one without its mark, would otherwise be silent."""
    marked = {name for name in dir(thing) if hasattr(getattr(thing, name, None), f"{hookspecs.PROJECT}_impl")}
    for name in sorted(marked | {name for name in dir(thing) if name.startswith(_PREFIX)}):
        if name not in _HOOKS:
            meant = name if name.startswith(_PREFIX) else _PREFIX + name
            raise PluginError(f"没有挂钩 {name}{did_you_mean(meant, _HOOKS)}")
        if name not in marked:
            raise PluginError(f"{name} 前面缺少 @hookimpl")
    if not marked:
        raise PluginError("里面没有任何挂钩")


def _listed(hook: str, given: Any) -> list[Any]:
    if isinstance(given, (str, bytes, Mapping)) or not hasattr(given, "__iter__"):
        raise PluginError(f"{hook} 应当返回一个列表，现在是 {given!r}")
    return list(given)


def _checked(hook: str, thing: Any) -> Any:
    fits, wanted = _EXPECTED[hook]
    if not fits(thing):
        raise PluginError(f"{hook} 里应当是{wanted}，现在是 {thing!r}")
    return thing


def _is_rule(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Rule) and hasattr(thing, "meta")


def _is_path(thing: Any) -> bool:
    return isinstance(thing, Path)


def _having(*names: str) -> Callable[[Any], bool]:
    return lambda thing: not isinstance(thing, type) and all(hasattr(thing, name) for name in names)


_EXPECTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    "jixiao_rules": (_is_rule, "写了 meta 的规则类"),
    "jixiao_readers": (_having("formats", "read"), "有 formats 和 read 的读取器"),
    "jixiao_reporters": (
        _having("name", "suffix", "encoding", "render"),
        "有 name、suffix、encoding 和 render 的报告格式",
    ),
    "jixiao_rulesets": (_is_path, "规则集文件的 Path"),
    "jixiao_dictionaries": (_is_path, "词典文件的 Path"),
}
