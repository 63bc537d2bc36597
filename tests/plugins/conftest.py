"""Installing made-up plugins: a module and its metadata in a folder on the path, as pip would leave them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Install = Callable[..., Path]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for plugins, on the path of this process."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture
def install(site: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a plugin into ``site``: its name, its code, and further files beside the module."""

    def put(name: str, code: str, *, entry: str = "", **files: str) -> Path:
        module = f"{name}_plugin"
        (site / f"{module}.py").write_text(f"from lint.plugins.hookspecs import hookimpl\n{code}", "utf-8")
        for path, text in files.items():
            (site / f"{path}.yaml").write_text(text, "utf-8")
        info = site / f"{module}-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.2\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[jixiao]\n{entry or name} = {module}\n", "utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)
        return site

    return put
