"""Ending a child process together with all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys


def end(child: subprocess.Popen[bytes]) -> None:
    """End a process that leads a session of its own (on Windows, a tree), also what outlives it."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.killpg(child.pid, signal.SIGKILL)
        elif child.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
    child.kill()  # does nothing where it has ended
    child.communicate()
