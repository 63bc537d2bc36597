"""What linters of one run share: plugins, and dictionaries and rulesets as they were loaded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from lint.config.dictionaries import load_lexicon
from lint.config.load import load_ruleset
from lint.config.ruleset import Ruleset
from lint.errors import UsageError
from lint.extract.headers import Headers
from lint.extract.source import Reader
from lint.model.report import PluginInfo, Sealed
from lint.plugins.manager import Plugins
from lint.report.base import Reporter
from lint.resources.validate import did_you_mean
from lint.rules.base import Rule
from lint.text.lexicon import Lexicon


class Words(Struct, dict=True):
    """Dictionaries, and what reads documents by them."""

    lexicon: Lexicon
    seals: tuple[Sealed, ...]
    plugins: Plugins

    @cached_property
    def readers(self) -> dict[str, Reader]:
        """Readers by format."""
        readers: dict[str, Reader] = {}
        for reader in self.plugins.collect("jixiao_readers", lexicon=self.lexicon):
            readers.update(dict.fromkeys(reader.formats, reader))
        return readers

    @cached_property
    def headers(self) -> Headers:
        """What columns are called."""
        return Headers.from_data(self.lexicon.data["headers"])


class Kit(Struct, dict=True):
    """Loaded on first use, once."""

    _words: dict[tuple[Path, ...], Words] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type[Kit], tuple[()]]:
        """Another process loads everything by itself."""
        return Kit, ()

    @cached_property
    def plugins(self) -> Plugins:
        """Installed plugins and the built-in one."""
        return Plugins()

    @cached_property
    def plugin_rules(self) -> list[type[Rule]]:
        """Rule classes of all plugins."""
        return self.plugins.collect("jixiao_rules")

    @cached_property
    def rulesets(self) -> dict[str, Path]:
        """The rulesets that ship or come with plugins, by name."""
        known: dict[str, Path] = {}
        for path in self.plugins.collect("jixiao_rulesets"):
            if path.stem in known:
                raise UsageError(f"规则集 {path.stem} 有两份：{known[path.stem]} 和 {path}，请给插件里的改名")
            known[path.stem] = path
        return known

    @cached_property
    def reporters(self) -> dict[str, Reporter]:
        """Output formats by name."""
        return {reporter.name: reporter for reporter in self.plugins.collect("jixiao_reporters")}

    def ruleset(self, references: Sequence[str]) -> Ruleset:
        """Rulesets by name, title or path, as one.

        Raises:
            UsageError: one is missing or wrong.
        """
        rules, known = self.plugin_rules, self.rulesets
        return load_ruleset(references, known, rules, self.missing)

    def missing(self, name: str) -> str:
        """What is wrong with a required plugin; nothing where it is there."""
        infos = {info.name: info for info in self.plugins.infos}
        if name not in infos:
            return f"要求的插件 {name} 没有安装{did_you_mean(name, infos)}"
        return f"要求的插件 {name} 没有加载（{error}）" if (error := infos[name].error) else ""

    def words(self, paths: tuple[Path, ...]) -> Words:
        """The dictionaries that ship or come with plugins, and further ones on top."""
        if paths not in self._words:
            lexicon, seals = load_lexicon([*self.plugins.collect("jixiao_dictionaries"), *paths])
            self._words[paths] = Words(lexicon, seals, self.plugins)
        return self._words[paths]

    def infos(self) -> tuple[PluginInfo, ...]:
        """The installed plugins, after their rules were asked for."""
        _ = self.plugin_rules
        return self.plugins.infos
