"""A rule as a page: for the command line, for editors, as JSON, and as the documentation's Markdown."""

from __future__ import annotations

import inspect
import re
from typing import Any

from lint.config.confidence import load_confidence
from lint.rules.base import Rule

SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
FIXABILITIES = {
    "none": "不能自动改",
    "suggestion": "给出建议",
    "unsafe": "可以自动改，需人工确认",
    "safe": "可以自动改",
}
CONFIDENCES = {"high": "高", "medium": "中", "low": "低"}


def page_sections(rule: type[Rule]) -> tuple[str, list[tuple[str, str]]]:
    """The first line of a rule's docstring, and its sections (检查什么, 为什么 …) in order."""
    return doc_sections(rule.__doc__ or "")


def doc_sections(doc: str) -> tuple[str, list[tuple[str, str]]]:
    """The same of a docstring."""
    lines = [line.strip() for line in inspect.cleandoc(doc).splitlines()]
    summary, sections = lines[0] if lines else "", []
    for line in lines[1:]:
        heading, colon, text = line.partition("：")
        if colon and len(heading) <= 4:
            sections.append((heading, text))
        elif line and sections:
            sections[-1] = (sections[-1][0], _joined(sections[-1][1], line))
    return summary, sections


_MIXED = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]")


def _joined(above: str, line: str) -> str:
    """Two lines of a docstring as one; Chinese needs no blank between them, a code beside Chinese does."""
    return f"{above} {line}" if _MIXED.fullmatch(above[-1:] + line[:1]) else above + line


def option_rows(rule: type[Rule]) -> list[tuple[str, Any, str]]:
    """The rule's options: name, default, description."""
    return [(name, entry.default, entry.doc) for name, entry in rule.Options.declared().items()]


def rule_json(rule: type[Rule]) -> dict[str, Any]:
    """The rule for programs."""
    meta = rule.meta
    summary, sections = page_sections(rule)
    return {
        "code": meta.code,
        "slug": meta.slug,
        "title": meta.title,
        "severity": str(meta.severity),
        "group": meta.group.value,
        "fixability": str(meta.fixability),
        "status": "preview" if meta.preview else "stable",
        "summary": summary,
        "sections": [{"heading": heading, "text": text} for heading, text in sections],
        "options": [{"name": name, "default": default, "doc": doc} for name, default, doc in option_rows(rule)],
        "references": list(meta.references),
        "confidence": "high" if rule.always else load_confidence().of(meta.code, meta.preview),
    }


def trust(rule: type[Rule]) -> str:
    """How far a rule can be trusted, and what was measured of it, in a line."""
    if rule.always:
        return "高，照忽略说明本身核对，不用量"
    known, meta = load_confidence(), rule.meta
    level = CONFIDENCES[known.of(meta.code, meta.preview)]
    counts = known.measured.of(meta.code, known.levels.counted)
    if not any(counts):
        return f"{level}，{'预览规则，' if meta.preview else ''}没有量过"
    flags = f"报了 {counts.flags} 处，报对 {counts.right} 处；应报 {counts.must} 处，报到 {counts.found} 处"
    return f"{level}，写规则时没有看过的材料上，{flags}"


def rule_text(rule: type[Rule]) -> str:
    """The rule for a terminal."""
    meta = rule.meta
    summary, sections = page_sections(rule)
    kind = f"{SEVERITIES[meta.severity]}，{meta.group.value}，{FIXABILITIES[meta.fixability]}"
    lines = [f"{meta.code} {meta.title}（{meta.slug}）", f"{kind}{'，预览' if meta.preview else ''}", "", summary, ""]
    for heading, text in sections:
        lines += [f"{heading}：{text}", ""]
    options = option_rows(rule)
    if options:
        lines += ["选项：", *(f"  {name}（默认 {plain_value(default)}）  {doc}" for name, default, doc in options), ""]
    lines += [f"把握：{trust(rule)}。", "", "引用：", *(f"  {reference}" for reference in meta.references)]
    return "\n".join(lines) + "\n"


def rule_markdown(rule: type[Rule]) -> str:
    """The rule for an editor's pop-up."""
    meta = rule.meta
    summary, sections = page_sections(rule)
    kind = f"{SEVERITIES[meta.severity]}，{meta.group.value}，{FIXABILITIES[meta.fixability]}"
    lines = [f"**{meta.code} {_escaped(meta.title)}**（{kind}）", _escaped(summary)]
    lines += (f"**{heading}**：{_escaped(text)}" for heading, text in sections)
    return "\n\n".join([*lines, f"**把握**：{trust(rule)}"]) + "\n"


_MARKUP = re.compile(r"([\\`*_<>|\[\]~#])")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def plain_value(value: Any) -> str:
    """An option's default for people, as a ruleset would have it."""
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
