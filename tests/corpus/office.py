"""LibreOffice as a writer of the formats that only an office program writes."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lint.extract.process import end

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_SECONDS = 180


def convert(sources: Sequence[Path], suffix: str, folder: Path) -> None:
    """Convert files to the format of a suffix (doc, xls, pdf), into ``folder``; a profile of its own each time."""
    assert SOFFICE is not None
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [SOFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        command += ["--convert-to", suffix, "--outdir", str(folder), *map(str, sources)]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            child.wait(_SECONDS)
        finally:
            end(child)
    missing = [source.name for source in sources if not (folder / f"{source.stem}.{suffix}").is_file()]
    assert not missing, f"LibreOffice did not convert to {suffix}: {missing}"
