"""YAML text to plain data, and what is wrong with it in Chinese.

Apart from `files`, which reads the data that ships without the YAML library where it can.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import yaml

from lint.errors import UsageError

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_PROBLEMS = {
    "tab character": "缩进用了制表符，要改成空格",
    "cannot start any token": "有 YAML 里不能这样写的字符（制表符、@、% 等），文字请加引号",
    "mapping values are not allowed": "缩进不齐，或者一行里有两个冒号，带冒号的文字请加引号",
    "did not find expected key": "缩进不齐，或者引号没有成对",
    "',' or ']'": "方括号没有成对，或者少了逗号",
    "',' or '}'": "花括号没有成对，或者少了逗号",
    "'-' indicator": "列表的各项要对齐，都以“- ”开头",
    "could not find expected ':'": "键后面少了半角冒号",
    "unexpected end of stream": "引号没有成对",
    "undefined alias": "引用了没有定义的锚点（*）",
    "another document": "一个文件里只能有一份内容，请去掉“---”",
    "unhashable key": "键只能是文字",
    "constructor for the tag": "不能用“!”开头的标签",
}
"""What the YAML library says, in the words of the people who write the files."""


class _Loader(_SAFE):  # type: ignore[misc]
    """Takes 2026-01-01 for text, not for a date: no ruleset or dictionary means one."""

    yaml_implicit_resolvers: ClassVar[dict[Any, Any]] = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
        for first, resolvers in _SAFE.yaml_implicit_resolvers.items()
    }


def parse(text: str, path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        UsageError: it is not YAML.
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        line, reason = _explain(error, text)
        raise UsageError(f"{path}:{line} 不是正确的 YAML：{reason}") from None
    except (ValueError, RecursionError) as error:  # a number like 0x_; brackets ten thousand deep
        reason = "嵌套太深" if isinstance(error, RecursionError) else "有写错的数字，文字请加引号"
        raise UsageError(f"{path}:1 不是正确的 YAML：{reason}") from None


def compose(text: str) -> Any:
    """The YAML text as nodes with line numbers; None where there is nothing in it."""
    return yaml.compose(text, Loader=_Loader)


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line, from 1, and the reason of an error."""
    if isinstance(error, yaml.reader.ReaderError):
        bad = next((at for at, character in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(character)), 0)
        return text.count("\n", 0, bad) + 1, "有看不见的控制字符，请删去"
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "context_mark" if "end of stream" in problem else "problem_mark", None)
    reason = next((reason for part, reason in _PROBLEMS.items() if part in problem), f"格式有误（{problem}）")
    return (mark.line + 1 if mark else 1), reason
