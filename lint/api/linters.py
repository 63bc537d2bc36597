"""Which linter judges a draft: by the rulesets that the user names, else by the nearest configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct, field

from lint.api.items import Item
from lint.api.kit import Kit
from lint.api.linter import Linter
from lint.config.find import Finder
from lint.config.ruleset import DEFAULT, FileGlob, Override, Ruleset
from lint.engine.select import Selection
from lint.errors import UsageError
from lint.extract.source import Limits


class Settings(Struct, frozen=True):
    """What the user says for the whole run: plain values, which can be sent from one process to another.

    ``rulesets`` (names, titles or paths; later ones outweigh) take the place of what would be found; ``search`` False
    finds nothing; ``exclude`` False checks what configurations leave out.
    """

    rulesets: tuple[str, ...] = ()
    search: bool = True
    exclude: bool = True
    selection: Selection = field(default_factory=Selection)
    fail_on: str = ""
    limits: Limits = field(default_factory=Limits)
    encoding: str = ""


class Linters:
    """The linters of a run: one for all drafts with equal settings; plugins and dictionaries are loaded once.

    Raises:
        UsageError: by its methods, where a configuration, ruleset or dictionary is wrong.
    """

    def __init__(self, settings: Settings | None = None, kit: Kit | None = None) -> None:
        self.settings = settings or Settings()
        self.kit = kit or Kit()
        self.draws = False
        """A reporter of the run draws the tables."""
        self._finder = Finder()
        self._rulesets: dict[tuple[str, ...], Ruleset] = {}
        self._linters: dict[tuple[tuple[str, ...], tuple[int, ...]], Linter] = {}

    def __reduce__(self) -> tuple[Callable[..., Linters], tuple[Settings, bool]]:
        """Another process loads everything by itself."""
        return _again, (self.settings, self.draws)

    def of(self, item: Item) -> Linter:
        """The linter that judges an item."""
        return self.at(_path(item))

    def at(self, path: Path) -> Linter:
        """The linter that judges the file at a path, which need not exist."""
        references = self._references(path.parent)
        return self._linter(references, self._ruleset(references).applying(path))

    def overrides(self, path: Path) -> tuple[Override, ...]:
        """The overrides that say something of the file at a path."""
        ruleset = self._ruleset(self._references(path.parent))
        return tuple(ruleset.overrides[number] for number in ruleset.applying(path))

    def here(self) -> Linter:
        """The linter for the working directory as a whole."""
        references = self._references(Path())
        whole = [n for n, override in enumerate(self._ruleset(references).overrides) if not override.files]
        return self._linter(references, tuple(whole))

    def excluded(self, path: Path) -> FileGlob | None:
        """The pattern of a configuration that leaves a file out."""
        if not self.settings.exclude:
            return None
        globs = self._ruleset(self._references(path.parent)).exclude
        return next((glob for glob in globs if glob.covers(path)), None)

    def notes(self, items: Iterable[Item]) -> tuple[str, ...]:
        """What the user should know of the choice of rulesets: configurations that were found, and used or not."""
        if not self.settings.search and not self.settings.rulesets:
            return ()
        found = {self._found(_path(item).parent): None for item in items}
        if not self.settings.rulesets:
            return tuple(f"按 {path} 检查{self._called(path)}" for path in found if path is not None)
        named = "、".join(self.settings.rulesets)
        used = set(map(os.path.realpath, self.settings.rulesets))
        unused = [path for path in found if path is not None and os.path.realpath(path) not in used]
        return tuple(f"没有用 {path}：按 --ruleset {named} 检查" for path in unused)

    def files(self) -> set[Path]:
        """The files that made the settings of the run so far."""
        return {path for ruleset in self._rulesets.values() for path in (*ruleset.files, *ruleset.dictionaries)}

    def _called(self, path: Path) -> str:
        """What a configuration calls itself, where it does."""
        seal = self._ruleset((str(path),)).seals[0]
        own = "" if seal.id == path.as_posix() else seal.id
        said = "，".join(filter(None, (" ".join(filter(None, (own, seal.version))), seal.date)))
        return f"（{said}）" if said else ""

    def _found(self, folder: Path) -> Path | None:
        """The configuration that is not used; what is wrong with it does not matter either."""
        try:
            return self._finder.find(folder)
        except UsageError:
            return None

    def _references(self, folder: Path) -> tuple[str, ...]:
        if self.settings.rulesets:
            return self.settings.rulesets
        found = self._finder.find(folder) if self.settings.search else None
        return (DEFAULT,) if found is None else (str(found),)

    def _ruleset(self, references: tuple[str, ...]) -> Ruleset:
        if references not in self._rulesets:
            self._rulesets[references] = self.kit.ruleset(references)
        return self._rulesets[references]

    def _linter(self, references: tuple[str, ...], overrides: tuple[int, ...]) -> Linter:
        key = (references, overrides)
        if key not in self._linters:
            settings = self.settings
            self._linters[key] = Linter(
                selection=settings.selection,
                fail_on=settings.fail_on,
                limits=settings.limits,
                encoding=settings.encoding,
                draws=self.draws,
                given=self._ruleset(references).narrowed(overrides),
                kit=self.kit,
            )
        return self._linters[key]


def _again(settings: Settings, draws: bool) -> Linters:
    linters = Linters(settings)
    linters.draws = draws
    return linters


def _path(item: Item) -> Path:
    return item.path or Path(item.name)
