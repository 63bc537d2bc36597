"""What ships, through the same hooks as any plugin."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lint.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from lint.extract.source import Reader
    from lint.report.base import Reporter
    from lint.rules.base import Rule
    from lint.text.lexicon import Lexicon


@hookimpl
def jixiao_rules() -> Iterable[type[Rule]]:
    """The rules of the codebook."""
    from lint.rules import builtin_rules  # noqa: PLC0415
    from lint.rules.suppressions import SUPPRESSION_RULES  # noqa: PLC0415

    return [*builtin_rules(), *SUPPRESSION_RULES]


@hookimpl
def jixiao_readers(lexicon: Lexicon) -> Iterable[Reader]:
    """The text reader and those of office formats; what comes later takes over the formats of what comes before."""
    from lint.extract.headers import Headers  # noqa: PLC0415
    from lint.extract.readers.grids import GRID_READERS, SOURCE_READERS  # noqa: PLC0415
    from lint.extract.readers.office import OFFICE_READERS  # noqa: PLC0415
    from lint.extract.readers.text import TextReader  # noqa: PLC0415

    return [TextReader(Headers.from_data(lexicon.data["headers"])), *GRID_READERS, *SOURCE_READERS, *OFFICE_READERS]


@hookimpl
def jixiao_reporters() -> Iterable[Reporter]:
    """Each is imported when it is used. Of formats with the same suffix, files get the first."""
    from lint.report.base import Later  # noqa: PLC0415

    return [
        Later("text", ".txt", "lint.report.to_text:TextReporter", encoding=None),
        Later("grouped", ".txt", "lint.report.to_grouped:GroupedReporter", encoding=None),
        Later("concise", ".txt", "lint.report.to_concise:ConciseReporter", encoding=None),
        Later("json", ".json", "lint.report.to_json:JsonReporter"),
        Later("jsonlines", ".jsonl", "lint.report.to_jsonlines:JsonLinesReporter"),
        Later("sarif", ".sarif", "lint.report.to_sarif:SarifReporter"),
        Later("junit", ".xml", "lint.report.to_junit:JunitReporter"),
        Later("github", ".txt", "lint.report.to_github:GithubReporter"),
        Later("gitlab", ".json", "lint.report.to_gitlab:GitlabReporter"),
        Later("markdown", ".md", "lint.report.to_markdown:MarkdownReporter"),
        Later("html", ".html", "lint.report.to_html:HtmlReporter", wants_tables=True),
        Later("xlsx", ".xlsx", "lint.report.to_xlsx:XlsxReporter", encoding=None, binary=True),
    ]


@hookimpl
def jixiao_rulesets() -> Iterable[Path]:
    """起草、报送、审核."""
    from lint.config.ruleset import shipped_rulesets  # noqa: PLC0415

    return shipped_rulesets().values()


@hookimpl
def jixiao_dictionaries() -> Iterable[Path]:
    """Headers, categories, measures, units and the rest."""
    from lint.config.dictionaries import shipped_dictionaries  # noqa: PLC0415

    return shipped_dictionaries()
