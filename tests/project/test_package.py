"""What is installed: one wheel with code, rulesets, dictionaries and schemas, usable from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("wheel")

DATA = {
    "rulesets": "lint/data/rulesets",
    "dictionaries": "lint/data/dictionaries",
    "docs/schema": "lint/data/schema",
    "docs/rules": "lint/data/rules",
}
DRAFT = "项目名称\t校舍维修\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t维修校舍数量\t12所\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    command = [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_code_and_data_and_nothing_else(wheel: Path) -> None:
    ours = (path for path in (ROOT / "lint").rglob("*") if path.suffix in (".py", ".css", ".js"))
    wanted = {path.relative_to(ROOT).as_posix() for path in ours}
    for source, target in DATA.items():
        files = (path for path in (ROOT / source).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        wanted |= {f"{target}/{path.relative_to(ROOT / source).as_posix()}" for path in files}
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    manual = f"{wheel.name.split('-py3')[0]}.data/data/share/man/zh_CN/man1/jixiao.1"
    assert names == wanted | {"lint/py.typed", manual}


def test_an_installed_copy_checks_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    site, work = tmp_path / "site", tmp_path / "别处"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    work.mkdir()
    (work / "草稿.txt").write_text(DRAFT, "utf-8")
    command = (
        "import lint.cli.main as cli, sys; assert cli.__file__.startswith(sys.argv.pop(1)), cli.__file__\ncli.main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", command, str(site), "check", "草稿.txt", "--select", "SD008", "--fail-on", "info"],
        cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert ran.stderr == ""
    assert ran.returncode == 1
    assert "改为“≥12所”" in ran.stdout


def test_ci_runs_the_commands_of_the_readme() -> None:
    readme, ci = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    for command in ("make demo", "make test"):
        assert f"\n{command}" in readme
        assert f"\n{command}" in ci
