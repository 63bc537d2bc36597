"""Reading in a process of its own, with bounded time and memory: for libraries that may abort or never end.

``python -m lint.extract.isolated MODULE`` reads the bytes of a document from standard input and writes what the
module's ``parse(data, limits)`` makes of it to standard output. Native aborts and runaway memory end that process only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import msgspec

from lint.errors import InputError
from lint.extract.grid import Parsed
from lint.extract.process import end
from lint.extract.source import Limits

_REFUSED = 3
_SKIPPED = 4
_ELSEWHERE = 5
_MEGABYTE = 1024 * 1024
_POSIX = os.name == "posix"


def parse_isolated(module: str, data: bytes, limits: Limits) -> Parsed:
    """What ``module.parse(data, limits)`` returns, computed in a process of its own.

    Raises:
        InputError: the module refused the document, or took too long or too much memory, or crashed.
    """
    command = [sys.executable, "-X", "utf8", "-m", __name__, module, msgspec.json.encode(limits).decode()]
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths}
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=_POSIX,
        env=environment,
    )
    try:
        answer, errors = child.communicate(data, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        end(child)
        raise InputError(
            f"读了 {limits.seconds} 秒还没有读完，已经停下；请拆分后再检查，或用 --max-seconds 放宽"
        ) from None
    except BaseException:
        end(child)
        raise
    if child.returncode == 0:
        return msgspec.msgpack.decode(answer, type=Parsed)
    if child.returncode in (_REFUSED, _SKIPPED, _ELSEWHERE):
        code = child.returncode
        raise InputError(answer.decode(), skipped=code == _SKIPPED, elsewhere=code == _ELSEWHERE)
    if child.returncode < 0 or b"MemoryError" in errors:
        size = limits.memory // _MEGABYTE
        raise InputError(f"文件太复杂或已损坏，{size} MB 内存内读不完；请另存一份再检查，或用 --max-memory 放宽")
    last = errors.decode(errors="replace").strip().rpartition("\n")[2]
    raise InputError(f"文件已损坏或写法少见，读不了（{last[:200]}）；请用办公软件打开另存一份再检查", elsewhere=True)


def main(arguments: list[str]) -> int:
    """The child: arguments are the module's name and the limits."""
    module, encoded = arguments
    limits = msgspec.json.decode(encoded, type=Limits)
    if _POSIX:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        parsed = import_module(module).parse(sys.stdin.buffer.read(), limits)
        answer = msgspec.msgpack.encode(parsed)
    except InputError as error:
        sys.stdout.buffer.write(str(error).encode())
        return _ELSEWHERE if error.elsewhere else _SKIPPED if error.skipped else _REFUSED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
