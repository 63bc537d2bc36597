"""The five real documents of ../shared, which do not belong to the project: read there, never copied."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lint.api import Linter, file_item
from lint.report.base import Style
from lint.report.model_json import model_json
from tests.conftest import ROOT, Run
from tests.documents.scoring import extracted

CODES = (
    "WZ,XG005,SD001,SD002,SD003,SD004,SD007,SD008,SD010,KX001,KX002,KX003,KX007,"
    "CF001,CF002,CF003,CF004,CF005,BD002,BD003,BD004,BD005"
)


def test_every_cell_of_the_five_is_read(shared: Path, linter: Linter, tmp_path: Path) -> None:
    found = linter.extract(file_item(path, linter.limits) for path in sorted((shared / "seeds").glob("*.txt")))
    output = tmp_path / "extracted.json"
    output.write_text(json.dumps(model_json(found), ensure_ascii=False), "utf-8")
    tool = [sys.executable, str(shared / "tools" / "score_extraction.py")]
    subprocess.run([*tool, str(output), str(shared / "gold" / "extraction"), "--min-accuracy", "1.0"], check=True)


def test_their_weak_cells_are_flagged(shared: Path, linter: Linter, tmp_path: Path) -> None:
    report = linter.check([file_item(path, linter.limits) for path in sorted((shared / "seeds").glob("*.txt"))])
    output = tmp_path / "report.json"
    output.write_text(linter.reporters["json"].render(report, Style()), "utf-8")
    tool = [sys.executable, str(shared / "tools" / "score_flags.py")]
    limits = ["--codes", CODES, "--min-recall", "0.97", "--min-precision", "0.97"]
    subprocess.run([*tool, str(output), str(shared / "gold" / "labels"), *limits], check=True)


def test_the_overall_part_and_the_duties_table_are_read_and_checked(shared: Path, linter: Linter) -> None:
    documents = extracted(linter, sorted((shared / "seeds").glob("*.txt")))
    assert all(document["overall"]["goal"] and document["overall"]["items"] for document in documents.values())
    with_duties = [name[:3] for name, document in documents.items() if document["duties"]]
    assert with_duties == ["002"]
    report = linter.check([file_item(path, linter.limits) for path in sorted((shared / "seeds").glob("002*.txt"))])
    duties = {finding.code for finding in report.findings if finding.subject and finding.subject.section == "duties"}
    assert duties >= {"WZ003"}


def test_the_report_keeps_to_the_contract(shared: Path) -> None:
    contract = (shared / "contract" / "report-1.schema.json").read_bytes()
    assert (ROOT / "docs" / "schema" / "report-1.schema.json").read_bytes() == contract


def test_the_command_checks_them_all(shared: Path, jixiao: Run) -> None:
    done = jixiao("check", shared / "seeds")
    assert done.returncode == 1, done.stderr.decode()
    assert "检查了 5 个文件" in done.stdout.decode().splitlines()[-1]
