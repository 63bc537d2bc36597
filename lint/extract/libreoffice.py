"""LibreOffice as a converter: found where it is installed, run with bounds, and ended with all that it starts."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from lint.errors import InputError
from lint.extract.process import end
from lint.extract.source import Limits, Source

_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_CALLED = {
    "doc": "Word 97-2003 文档",
    "wps": "WPS 文字文档",
    "odt": "ODT 文档",
    "rtf": "RTF 文档",
    "wordml": "Word 2003 的 XML 文档",
    "spreadsheetml": "Excel 2003 的 XML 表格",
}
_FOLDERS = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice*/program",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)
_POSIX = os.name == "posix"
_MEMORY = 4
"""Of its address space LibreOffice uses about a quarter."""
_NOWHERE = "http://127.0.0.1:9"
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Nothing in a document runs, and nothing is fetched for it."""


@cache
def find_office() -> str:
    """The program, or nothing where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for pattern in _FOLDERS:
        anchor = Path(Path(pattern).anchor)
        for folder in sorted(anchor.glob(str(Path(pattern).relative_to(anchor)))):
            if found := shutil.which("soffice", path=str(folder)):
                return found
    return ""


def convert(source: Source, into: str) -> bytes:
    """The file as LibreOffice writes it in another format.

    Raises:
        InputError: LibreOffice is not installed, cannot read the file, or takes too long.
    """
    office, kind, limits = find_office(), _CALLED.get(source.format, source.format), source.limits
    if not office:
        raise InputError(
            f"读 {kind}要用 LibreOffice，没有找到；请安装 LibreOffice，或另存为 .{into} 再检查", skipped=True
        )
    with tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given, made = folder / f"input.{source.format}", folder / "made" / f"input.{into}"
        given.write_bytes(source.data)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", _FILTERS[into], "--outdir", str(made.parent), str(given)]
        _run(command, folder, limits)
        if not made.is_file():
            raise InputError(f"LibreOffice 也读不了这份 {kind}；请打开另存为 .{into} 再检查")
        if made.stat().st_size > limits.bytes:
            raise InputError(
                f"转换以后超过 {limits.bytes // (1024 * 1024)} MB 的上限，请拆分后再检查，或用 --max-size 放宽"
            )
        return made.read_bytes()


def _settings() -> str:
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _run(command: list[str], folder: Path, limits: Limits) -> None:
    """Run a command with bounded time and memory, and end whatever it started."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE)
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=_POSIX,
        env={**os.environ, **proxies, "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
    )
    try:
        if sys.platform == "linux":
            import resource  # noqa: PLC0415 - not on other systems

            with contextlib.suppress(OSError):
                resource.prlimit(child.pid, resource.RLIMIT_AS, (_MEMORY * limits.memory, _MEMORY * limits.memory))
                resource.prlimit(child.pid, resource.RLIMIT_CORE, (0, 0))
        child.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"LibreOffice 转换了 {limits.seconds} 秒还没有完，已经停下；请拆分后再检查，或用 --max-seconds 放宽"
        ) from None
    finally:
        end(child)
