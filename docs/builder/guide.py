"""The parts of the guide that are filled in; the rest of its pages is written by hand.

* ``<!-- 生成：名称 -->`` … ``<!-- 生成完 -->``: what the function of that name in `PARTS` makes
* blocks marked ``console``: below each line ``$ command`` what the command really prints. The commands run in a folder
  with the files of ``docs/guide/files/`` and those YAML blocks of the page that begin with ``# name.yaml``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from builder.parts import FILES, PARTS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "guide"
_PART = re.compile(r"(<!-- 生成：(\w+) -->\n)(.*?)(<!-- 生成完 -->)", re.S)
_CONSOLE = re.compile(r"(```console\n)(.*?)(```)", re.S)
_FILE = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.S)


def guide_pages() -> dict[Path, str]:
    """The pages of the guide, filled in, by path."""
    return {path: _filled(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.md"))}


def files_of(text: str) -> dict[str, str]:
    """The YAML files that a page shows, by name."""
    return {found[1]: found[2] for found in _FILE.finditer(text)}


def _filled(text: str) -> str:
    text = _PART.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}{found[4]}", text)
    if not _CONSOLE.search(text):
        return text
    with tempfile.TemporaryDirectory() as folder:
        for path in FILES.iterdir():
            shutil.copy(path, folder)
        for name, content in files_of(text).items():
            Path(folder, name).write_text(content, "utf-8")
        return _CONSOLE.sub(lambda found: f"{found[1]}{_session(found[2], folder)}{found[3]}", text)


def _session(block: str, folder: str) -> str:
    """The commands of a block, each with what it prints."""
    lines, status = [], 0
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("JIXIAO_", "LC_", "LANG"))},
        "PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
        script = f'jixiao() {{ "$PYTHON" -m lint "$@"; }}; (exit {status}); {command[2:]}'
        done = subprocess.run(
            ["bash", "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment,
            check=False,
        )
        status = done.returncode
        lines += [command, *(line.rstrip() for line in done.stdout.decode("utf-8").splitlines())]
    return "".join(f"{line}\n" for line in lines)
