"""The file beside a draft that says what to ignore in it, and why: 草稿.docx.jixiao.yaml or 草稿.jixiao.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from lint.api.items import Item, display_name
from lint.engine.spoken import SIDECAR, Entry, Named, checked, references
from lint.errors import UsageError
from lint.model.place import FileLocation
from lint.resources.files import DataFile, read_yaml
from lint.rules.base import FIELD_NAMES

SUFFIX = ".jixiao.yaml"
_SCHEMA = "suppressions-1"
_LARGEST = 1024 * 1024
_FIELDS = {**{title: name for name, title in FIELD_NAMES.items()}, "三级指标": "name", "目标值": "value"}


class Beside(Struct, frozen=True):
    """The entries of the files beside a draft, and why of them some could not be read."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


def beside(item: Item) -> Beside:
    """What the files beside a draft say."""
    path = item.path or Path(item.name)
    entries: list[Entry] = []
    problems: list[str] = []
    for name in dict.fromkeys((path.name, path.stem)):
        file = path.with_name(f"{name}{SUFFIX}") if name not in ("", "-") else None
        try:
            if file is not None and file.is_file():
                entries += _read(file)
        except (UsageError, OSError) as error:
            problems.append(str(error))
    return Beside(tuple(entries), tuple(problems))


def draft_of(sidecar: str) -> str:
    """The name of the draft that a file of this name stands beside, its suffix perhaps left out."""
    return sidecar.removesuffix(SUFFIX)


def _read(path: Path) -> Iterator[Entry]:
    from lint.resources.validate import validate  # noqa: PLC0415 - few drafts have such a file

    if path.stat().st_size > _LARGEST:
        raise UsageError(f"{display_name(path)} 超过 1 MB，没有读，请核对是不是忽略说明")
    file = replace(read_yaml(path), path=Path(display_name(path)))
    validate(replace(file, data=_with_reasons(file.data)), _SCHEMA)
    for line, entry in zip(_lines(file), file.data["suppress"], strict=True):
        yield _entry(entry, path, line)


def _with_reasons(data: Any) -> Any:
    """The data with some reason in every entry: that one is missing is no error of the file, but a finding."""
    if not isinstance(data, dict) or not isinstance(data.get("suppress"), list):
        return data
    entries = [
        {**entry, "reason": entry.get("reason") or "?"} if isinstance(entry, dict) else entry
        for entry in data["suppress"]
    ]
    return {**data, "suppress": entries}


def _lines(file: DataFile) -> list[int]:
    """The lines on which the entries begin."""
    from lint.resources.parse import compose  # noqa: PLC0415

    nodes = next(value for key, value in compose(file.text).value if key.value == "suppress")
    return [node.start_mark.line + 1 for node in nodes.value]


def _entry(data: Mapping[str, Any], path: Path, line: int) -> Entry:
    rule = data["rule"]
    source = f"{path.name} 第 {line} 行"
    field = data.get("field")
    named = Named(data.get("project"), data.get("indicator"), _FIELDS.get(field, field) if field else None)
    entry = Entry(
        SIDECAR,
        tuple(name for text in ([rule] if isinstance(rule, str) else rule) for name in references(text)),
        (data.get("reason") or "").strip(),
        data.get("owner", "").strip(),
        data.get("until", "").strip(),
        source,
        FileLocation(source),
        named,
        key=f"{path}:{line}",
    )
    if named.field and named.field not in FIELD_NAMES:
        from lint.resources.validate import did_you_mean  # noqa: PLC0415

        return replace(entry, fault=f"忽略说明里没有栏目“{field}”{did_you_mean(named.field, _FIELDS)}")
    return checked(entry)
