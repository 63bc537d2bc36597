"""Where corrected and annotated copies of drafts go; the draft itself is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from msgspec import Struct

from lint.api import Item
from lint.cli.output import check_writable, write_file
from lint.cli.stream import reason
from lint.errors import UsageError

FIXED, ANNOTATED, PLAIN = "fixed", "annotated", "plain"
"""What stands in the names of copies: 草稿.fixed.docx."""


class Target(Struct, frozen=True):
    """A file to be written; with ``backup`` what it holds is kept beside it first."""

    path: Path
    backup: bool = False

    def write(self, data: bytes) -> str:
        """Write it, whole or not at all; where it is, for people.

        Raises:
            UsageError: it cannot be written.
        """
        kept = _keep(self.path) if self.backup else None
        write_file(self.path, [data])
        return f"{self.path.as_posix()}（原来的在 {kept.as_posix()}）" if kept else self.path.as_posix()


def target(item: Item, items: Sequence[Item], output: str | None, *, in_place: bool, mark: str = FIXED) -> Target:
    """Where the copy of a draft goes: to ``output``, into the draft itself, or beside it as 草稿.fixed.docx.

    Raises:
        UsageError: the options do not go together, or the file cannot or must not be written.
    """
    draft = item.path
    if draft is None:
        raise UsageError("从管道读入的草稿没有地方写，请写文件名")
    if in_place:
        if output:
            raise UsageError("--in-place 和 --output 只能用一个")
        return Target(draft, backup=True)
    if output is None:
        stem = draft.stem.removesuffix(f".{mark}").removesuffix(".annotated" if mark == PLAIN else "")
        beside = draft.with_name(f"{stem}.{mark}{draft.suffix}")
        if beside == draft:
            raise UsageError(f"{draft} 已经是这样的副本，要写进去请加 --in-place，或者用 --output 写到别处")
        if beside.exists():
            raise UsageError(f"已经有 {beside}，可能有人改过；请先改名或删去，或者用 --output 写到别处")
        return Target(beside)
    if len(items) > 1:
        raise UsageError("一次处理几份草稿时不能用 --output，副本会写在各自的旁边")
    path = Path(output)
    check_writable(path, items)
    if path.suffix.lower() != draft.suffix.lower():
        raise UsageError(f"{path} 的后缀要和草稿一样，写成 {draft.suffix}")
    return Target(path)


def _keep(path: Path) -> Path:
    """A copy of the file as it is, under a name that nothing has yet."""
    names = (path.with_name(f"{path.name}.bak{number or ''}") for number in count())
    kept = next(name for name in names if not name.exists())
    try:
        write_file(kept, [path.read_bytes()])
    except OSError as error:
        raise UsageError(f"备份不了 {path}：{reason(error)}，没有改动") from None
    return kept
