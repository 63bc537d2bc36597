"""The register of layouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.corpus.drawing import Drawing, Form
from tests.corpus.page import Page
from tests.corpus.samples import Gold, Sample, samples


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, what is to be read of it, and the notices expected (parts of their messages)."""

    drawing: Drawing
    gold: Sequence[Gold]
    notices: Sequence[str] = ()


LAYOUTS: dict[str, Callable[[], Drawn]] = {}
Draw = Callable[[Sample], tuple[Page, Gold]]


def layout(name: str, *above: str, notices: Sequence[str] = (), count: int = 2) -> Callable[[Draw], Draw]:
    """Register a form that has a table for each project, below its title and the lines ``above``."""

    def register(draw: Draw) -> Draw:
        def drawn() -> Drawn:
            parts: list[str | Form] = []
            made = [draw(sample) for sample in samples()[:count]]
            for page, gold in made:
                parts += [text for text in (gold["title"], *above) if text]
                parts.append(page.form(gold["title"] or ""))
            return Drawn(Drawing(tuple(parts)), [gold for _, gold in made], [*notices] * count)

        LAYOUTS[name] = drawn
        return draw

    return register


def whole(name: str) -> Callable[[Callable[[], Drawn]], Callable[[], Drawn]]:
    """Register a drawing of its own making."""

    def register(draw: Callable[[], Drawn]) -> Callable[[], Drawn]:
        LAYOUTS[name] = draw
        return draw

    return register
