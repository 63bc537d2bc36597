"""Validating data files against their JSON schemas, with messages that name file, line and the likely spelling.

The schema library is imported only here, and only when a file that did not ship with the tool is read: shipped files
are validated by the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from lint.errors import UsageError
from lint.resources.files import DataFile, shipped

_TYPES = {
    "string": "文字",
    "array": "列表",
    "object": "键值表",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
}


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like ``word``, or None where none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for error messages

    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``，是不是想写“…”？`` for the closest known word, or nothing."""
    near = closest(word, known)
    return f"，是不是想写“{near}”？" if near else ""


def validate(file: DataFile, schema_name: str) -> None:
    """Check a data file against ``<schema_name>.schema.json``.

    Raises:
        UsageError: with file, line and reason of the first error.
    """
    import jsonschema_rs  # noqa: PLC0415 - 20 ms, needed for files of users only

    schema = json.loads((shipped("schema") / f"{schema_name}.schema.json").read_text("utf-8"))
    check_duplicates(file)
    for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(file.data):
        line, reason = _explain(file, schema, error)
        raise UsageError(f"{file.path}:{line} {reason}")


def _explain(file: DataFile, schema: Any, error: Any) -> tuple[int, str]:
    path = list(error.instance_path)
    where = "、".join(str(step) for step in path if not isinstance(step, int))
    kind = error.kind
    if kind.name == "additionalProperties":
        key = kind.unexpected[0]
        known = _properties(schema, error.schema_path[:-1])
        return line_of(file, [*path, key]), f"不认识的键“{key}”{did_you_mean(key, known)}"
    if kind.name == "required":
        return line_of(file, path), f"缺少键“{kind.property}”"
    if kind.name == "type":
        wanted = "或".join(_TYPES.get(name, name) for name in kind.types)
        return line_of(file, path), f"“{where}”应当是{wanted}"
    if kind.name == "enum":
        options = "、".join(str(option) for option in kind.options)
        return line_of(file, path), f"“{where}”应当是其中之一：{options}"
    if kind.name == "propertyNames":
        return line_of(file, path), f"“{where}”里有不合规定的键名"
    return line_of(file, path), f"“{where or '文件内容'}”不合规定（{error.message}）"


def _properties(schema: Any, path: Sequence[Any]) -> list[str]:
    for step in path:
        schema = schema[step]
    return list(schema.get("properties", {}))


def line_of(file: DataFile, path: Sequence[Any]) -> int:
    """The line, from 1, on which a key or list entry of the file begins; the nearest one that exists."""
    import yaml  # noqa: PLC0415

    node: Any = yaml.compose(file.text, Loader=yaml.SafeLoader)
    line = node.start_mark.line + 1 if node else 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def check_duplicates(file: DataFile) -> None:
    """Refuse a key that stands twice: YAML would keep the last one silently."""
    import yaml  # noqa: PLC0415

    def walk(node: Any) -> None:
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    raise UsageError(f"{file.path}:{key.start_mark.line + 1} 键“{key.value}”重复")
                seen.add(key.value)
                walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value)

    walk(yaml.compose(file.text, Loader=yaml.SafeLoader))
