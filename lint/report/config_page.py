"""What applies to a draft, for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lint.config.applied import Applied, AppliedRule, Setting
from lint.model.report import Sealed
from lint.report.columns import printable, width
from lint.report.rule_page import SEVERITIES, plain_value

_SAID = {
    "fail_on": "退出码为 1",
    "min_tables": "至少几张表",
    "min_indicators": "至少几条指标",
    "suppressions": "带理由的忽略",
    "max_suppressed": "最多忽略几处",
}
_VALUES = {
    "suppressions": {"allowed": "允许", "shown": "允许，仍列出来", "refused": "不允许"},
    "fail_on": {"error": "有错误", "warning": "有错误或警告", "info": "有任何问题", "never": "从不"},
}
_OFF = {"ignore": "不用", "preview": "预览规则，没有启用", "select": "没有选上"}
_DEFAULT = "默认"


def config_text(found: Applied) -> str:
    """For a terminal."""
    lines = [f"{found.path.as_posix()}  按 {found.ruleset.name} 检查"]
    if found.excluded:
        lines.append(f"  exclude 里有“{found.excluded.pattern}”，平时不检查  {found.excluded.origin}")
    lines += ["", "规则集（由近到远）", *(f"  {sealed_text(seal)}" for seal in found.ruleset.seals)]
    rows = [(_SAID[key], _value(key, setting), _from(setting)) for key, setting in found.settings.items()]
    lines += ["", "总的设置", *_columns(rows)]
    lines += _others(found)
    on = [entry for entry in found.rules if entry.off is None]
    off = [entry for entry in found.rules if entry.off is not None]
    lines += ["", f"启用的规则（{len(on)}）", *(line for entry in on for line in _rule(entry))]
    lines += ["", f"没有启用的规则（{len(off)}）"]
    lines += [f"  {entry.rule.meta.code}  {_title(entry)}  {_why(entry.off)}" for entry in off if entry.off]
    return "".join(f"{printable(line).rstrip()}\n" for line in lines)


def _others(found: Applied) -> Iterator[str]:
    """What is said only where there is any."""
    ruleset = found.ruleset
    groups: dict[str, list[tuple[str, ...]]] = {
        "这份文件另用的设置": [(str(one.origin), one.reason) for one in found.files],
        "其中某些项目另用的设置": [("、".join(one.projects), one.reason, str(one.origin)) for one in found.projects],
        "带理由的忽略": [("、".join(one.rules), one.reason, str(one.origin)) for one in ruleset.suppress],
        "排除的文件": [(glob.pattern, str(glob.origin)) for glob in ruleset.exclude],
        "另加的词典": [(str(path),) for path in ruleset.dictionaries],
        "必须装好的插件": [(name, str(origin)) for name, origin in ruleset.plugins.items()],
    }
    for title, rows in groups.items():
        if rows:
            yield ""
            yield title
            yield from _columns(rows)


def _rule(entry: AppliedRule) -> Iterator[str]:
    level = SEVERITIES[entry.severity.value]
    demand = f"  必须检查（{entry.mandatory.origin}）" if entry.mandatory else ""
    yield f"  {entry.rule.meta.code}  {_title(entry)}  {level}  {_from(entry.severity)}{demand}"
    for name, setting in entry.options.items():
        yield f"         {name} = {plain_value(setting.value) or '（没有设）'}  {_from(setting)}"


def _title(entry: AppliedRule) -> str:
    title = entry.rule.meta.title
    return title + " " * max(0, 22 - width(title))


def _why(off: Setting) -> str:
    return f"{_OFF[off.value]}  {off.origin or ''}"


def _from(setting: Setting) -> str:
    return str(setting.origin) if setting.origin else _DEFAULT


def _value(key: str, setting: Setting) -> str:
    text = "不限" if setting.value is None or (key.startswith("min_") and not setting.value) else str(setting.value)
    return _VALUES.get(key, {}).get(text, text)


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    rows = list(rows)
    broad = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(text + " " * (size - width(text)) for text, size in zip(row, broad, strict=True))


def sealed_text(seal: Sealed) -> str:
    """A ruleset with its version and date."""
    version = f" {seal.version}" if seal.version else ""
    return f"{seal.id}{version}{f'（{seal.date}）' if seal.date else ''}"


def config_json(found: Applied) -> dict[str, Any]:
    """For programs; ``from`` is file:line, and missing where a setting has its default."""
    ruleset = found.ruleset
    return {
        "draft": found.path.as_posix(),
        "profile": ruleset.name,
        "rulesets": [
            {"id": seal.id, "version": seal.version, "date": seal.date, "sha256": seal.sha256} for seal in ruleset.seals
        ],
        "settings": {key: _setting(setting) for key, setting in found.settings.items()},
        "rules": [_rule_json(entry) for entry in found.rules],
        "overrides": [
            {
                "files": [glob.pattern for glob in one.files],
                "projects": list(one.projects),
                "reason": one.reason,
                "from": str(one.origin),
            }
            for one in (*found.files, *found.projects)
        ],
        "suppress": [
            {"rules": list(one.rules), "reason": one.reason, "from": str(one.origin)} for one in ruleset.suppress
        ],
        "exclude": [{"pattern": glob.pattern, "from": str(glob.origin)} for glob in ruleset.exclude],
        "excluded": found.excluded is not None,
        "dictionaries": [path.as_posix() for path in ruleset.dictionaries],
        "plugins": [{"name": name, "from": str(origin)} for name, origin in ruleset.plugins.items()],
    }


def _setting(setting: Setting) -> dict[str, Any]:
    value = list(setting.value) if isinstance(setting.value, tuple) else setting.value
    return {"value": value, **({"from": str(setting.origin)} if setting.origin else {})}


def _rule_json(entry: AppliedRule) -> dict[str, Any]:
    made: dict[str, Any] = {
        "code": entry.rule.meta.code,
        "title": entry.rule.meta.title,
        "enabled": entry.off is None,
        "severity": _setting(entry.severity),
        "options": {name: _setting(setting) for name, setting in entry.options.items()},
    }
    if entry.off:
        made["off"] = _setting(entry.off)
    if entry.mandatory:
        made["mandatory"] = {"by": entry.mandatory.by, "from": str(entry.mandatory.origin)}
    return made
