"""Validating data files against their JSON schemas, with messages that name file, line and the likely spelling.

The schema library is imported only here, and only when a file that did not ship with the tool is read: shipped files
are validated by the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from lint.errors import UsageError
from lint.resources.files import DataFile, shipped

_TYPES = {
    "string": "文字",
    "array": "列表",
    "object": "键值表",
    "integer": "整数",
    "number": "数字",
    "boolean": " true 或 false",
}
PATTERNS = {
    "^[A-Z]{2,4}[0-9]{3}$": " 2 到 4 个大写字母加 3 位数字，例如 QL001",
    "^[a-z]+(-[a-z]+)*$": "小写英文单词，用连字符相连，例如 no-data-source",
    "^[a-z][a-z_]*$": "小写英文字母，可以有下划线，例如 data_sources",
    "^[a-z_]+\\.[a-z_0-9]+$": "“词典名.词表名”，例如 placeholders.filler",
    "\\S": "一句话",
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$": "日期，例如 2027-06-30",
}
"""What the patterns of the schemas mean."""
_TAG = "tag:yaml.org,2002:"
_KEY_TAGS = (f"{_TAG}str", f"{_TAG}merge", f"{_TAG}value")
_NO_JSON = (f"{_TAG}timestamp", f"{_TAG}binary", f"{_TAG}set", f"{_TAG}omap", f"{_TAG}pairs")
_MOST_NODES = 200_000
_DEEPEST = 100


def closest(word: str, known: Iterable[str], least: int = 60) -> str | None:
    """The known word that is most like ``word``, or None where none is at least so near (0-100)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for error messages

    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=least)
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

    check_shape(file)
    schema = json.loads((shipped("schema") / f"{schema_name}.schema.json").read_text("utf-8"))
    errors = list(jsonschema_rs.Draft202012Validator(schema).iter_errors(file.data))
    if errors:
        _, line, reason = min(_explain(file, schema, error) for error in errors)
        raise UsageError(f"{file.path}:{line} {reason}")


def _explain(file: DataFile, schema: Any, error: Any) -> tuple[int, int, str]:
    """How far from the cause an error is, its line and the reason.

    A misspelt key makes several errors: it is unknown, and the key that was meant is missing. The first one helps.
    """
    path, kind = list(error.instance_path), error.kind
    line = line_of(file, path)
    if kind.name == "additionalProperties":
        known = _at(schema, error.schema_path[:-1]).get("properties", {})
        found = [
            (line_of(file, [*path, key]), f"不认识的键“{key}”{did_you_mean(key, known)}") for key in kind.unexpected
        ]
        return 0, *min(found)
    if kind.name == "oneOf":
        wanted = "、".join(entry["required"][0] for entry in _at(schema, error.schema_path))
        return 1, line, f"{_where(path)}要写下面的一种，也只能写一种：{wanted}"
    return (
        2 + (kind.name in ("minProperties", "maxProperties")),
        line,
        _reason(file, path, kind) or f"{_where(path)}不合规定（{error.message}）",
    )


def _reason(file: DataFile, path: Sequence[Any], kind: Any) -> str:
    where = _where(path)
    match kind.name:
        case "required":
            return f"{where if path else ''}缺少键“{kind.property}”"
        case "type" if not path:
            return _no_mapping(file)
        case "type":
            return f"{where}应当是{'或'.join(_TYPES.get(name, name) for name in kind.types)}"
        case "enum":
            return f"{where}应当是其中之一：{'、'.join(map(str, kind.options))}"
        case "pattern":
            return f"{where}写得不对，应当是{PATTERNS[kind.pattern]}"
        case "minLength" | "minItems":
            return f"{where}不能是空的"
        case "exclusiveMinimum":
            return f"{where}应当大于 {kind.limit}"
        case "minimum":
            return f"{where}应当不小于 {kind.limit}"
    return ""


def _no_mapping(file: DataFile) -> str:
    if file.data is None:
        return "文件是空的"
    hint = "；冒号要用半角的，后面空一格" if "：" in file.text else ""
    return f"文件内容应当是一行一个“键: 值”{hint}"


def _where(path: Sequence[Any]) -> str:
    """The keys that lead to a place; entries of a list are counted from 1."""
    steps = [f"第 {step + 1} 项" if isinstance(step, int) else str(step) for step in path]
    return f"“{'、'.join(steps)}”" if steps else "文件内容"


def _at(schema: Any, path: Sequence[Any]) -> Any:
    for step in path:
        schema = schema[step]
    return schema


def line_of(file: DataFile, path: Sequence[Any]) -> int:
    """The line, from 1, on which a key or list entry of the file begins; the nearest one that exists."""
    if file.path.suffix == ".toml":
        from lint.resources.toml import toml_line  # noqa: PLC0415

        return toml_line(file.text, path)
    import yaml  # noqa: PLC0415

    node: Any = _composed(file.text)
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


@lru_cache(maxsize=4)
def _composed(text: str) -> Any:
    """The nodes of a text: many lines of one file may be asked for."""
    from lint.resources.parse import compose  # noqa: PLC0415

    return compose(text)


def check_shape(file: DataFile) -> None:
    """Refuse what YAML lets pass and no ruleset or dictionary means.

    That is a key that stands twice (the last one would win silently), a key that YAML takes for a number, a value that
    is no JSON, and anchors that hold themselves or multiply.

    Raises:
        UsageError: with file, line and reason of the first such place.
    """
    if file.path.suffix != ".toml":  # its parser refuses all of this
        _Walk(file).node(_composed(file.text), 0)


class _Walk:
    """A walk over all nodes of a file, those behind anchors once for each mention."""

    def __init__(self, file: DataFile) -> None:
        self.file = file
        self.left = _MOST_NODES

    def node(self, node: Any, depth: int) -> None:
        import yaml  # noqa: PLC0415

        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            self._refuse(node, "嵌套太深，或者锚点（&、*）展开后太大")
        if node is not None and node.tag in _NO_JSON:
            self._refuse(node, "不能用“!”开头的标签")
        if isinstance(node, yaml.MappingNode):
            self._keys([key for key, _ in node.value])
            for _, value in node.value:
                self.node(value, depth + 1)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                self.node(value, depth + 1)

    def _keys(self, keys: Sequence[Any]) -> None:
        seen: set[str] = set()
        for key in keys:
            if key.tag not in _KEY_TAGS:
                self._refuse(key, f"键“{key.value}”应当是文字，请加引号")
            if key.value in seen:
                self._refuse(key, f"键“{key.value}”重复")
            seen.add(key.value)

    def _refuse(self, node: Any, reason: str) -> None:
        raise UsageError(f"{self.file.path}:{node.start_mark.line + 1} {reason}")
