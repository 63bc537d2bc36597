"""What became of inputs, kept from one run to the next: as files in a folder, by a key of all that it depends on.

A file that is cut off, damaged or not ours is as good as none, and a folder that cannot be used never disturbs a run.
What is kept holds text of the drafts; so nothing is kept unless the user asks for it, and where only the user can read.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

_MARK = b"jixiao cache 1\n"
_DIGEST = 32
_PREFIX = "jixiao-"
ROOM = 512 * 1024 * 1024
"""Bytes of the folder; beyond, the files that were not used for the longest time go."""


class Cache(Protocol):
    """Keeps bytes by key."""

    def get(self, key: str) -> bytes | None:
        """What was kept."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keep."""
        ...

    def close(self) -> None:
        """The run is over."""
        ...


class MemoryCache:
    """For one process that runs several times: keeps what the last run used."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self._used: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was kept."""
        if (data := self.kept.get(key)) is not None:
            self._used[key] = data
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep."""
        self._used[key] = data

    def close(self) -> None:
        """Let go of what was not used."""
        self.kept, self._used = self._used, {}


class FolderCache:
    """A folder of files."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self.folder = folder
        self._room = room
        self._written = False
        self.problem = _made(folder)
        """Why the folder is not used; empty where it is."""

    def get(self, key: str) -> bytes | None:
        """What was kept, if it is whole, and kept by this user under this key."""
        if self.problem:
            return None
        try:
            with self._path(key).open("rb") as stream:
                if not _is_ours(os.fstat(stream.fileno())):
                    return None
                head = stream.read(len(_MARK) + _DIGEST)
                data = stream.read()
            if head != _head(key, data):
                return None
            os.utime(self._path(key))
        except OSError:
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep, if that can be done; nobody ever sees half a file."""
        if self.problem or len(data) > self._room:
            return
        try:
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=_PREFIX, suffix=".tmp")
        except OSError:
            return
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines((_head(key, data), data))
            Path(name).replace(self._path(key))
            self._written = True
        except OSError:
            with suppress(OSError):
                Path(name).unlink()

    def close(self) -> None:
        """Make room, where something was added."""
        left = self._room
        for _, size, path in sorted(self._files(), reverse=True) if self._written else ():
            left -= size
            if left < 0:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Our files: when they were last used, and their size."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.startswith(_PREFIX):
                    with suppress(OSError):
                        status = entry.stat(follow_symlinks=False)
                        yield status.st_mtime, status.st_size, Path(entry.path)

    def _path(self, key: str) -> Path:
        return self.folder / f"{_PREFIX}{key}"


def _head(key: str, data: bytes) -> bytes:
    """What stands before the data: a file that is damaged, or was given another name, has the wrong one."""
    return _MARK + hashlib.sha256(key.encode() + data).digest()


def _is_ours(status: os.stat_result) -> bool:
    return os.name != "posix" or status.st_uid == os.geteuid()


def _made(folder: Path) -> str:
    """Make the folder, for the user only; why it cannot be used, or nothing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return "" if _is_ours(folder.stat()) else "是别人的文件夹"
    except OSError as error:
        return error.strerror or str(error)


def usual_folder() -> Path:
    """The user's folder for things that can be made again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "jixiao" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/jixiao"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "jixiao"
