"""`workbench catalogue` as a command."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import group
from workbench.trace.importing import import_recordings

NAME = "gemma4-26b-a4b-6l-decode-b8"


def run(repository: Path, *args: str) -> Result:
    env = {"COLUMNS": "120", "NO_COLOR": "1"}
    capture = str(repository / "captures" / NAME)
    return CliRunner(env=env).invoke(group, ["catalogue", capture, *args])


def test_table_says_what_came_of_the_eager_launches(repository: Path) -> None:
    text = run(repository, "--top", "3").output
    assert "27 generated kernels in 105 calls, 732.0 us a step; 80 extern calls, 2,984.7 us" in text
    assert "976 became generated kernels" in text and "140 stayed extern calls" in text
    assert "24 more rows" in text
    assert "triton_poi_5" in text and "repeat_kv" in text
    assert max(map(len, text.splitlines()[3:20])) <= 120


@pytest.mark.parametrize(
    ("table", "rows"),
    [("kernels", 27), ("externs", 15), ("neighbours", 58), ("refusals", 26), ("layers", 7)],
)
def test_each_table_as_csv_and_json(repository: Path, table: str, rows: int) -> None:
    done = run(repository, "--table", table, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(done.output)))) == rows
    answer = json.loads(run(repository, "--table", table, "--top", "1", "--format", "json").output)
    assert answer["schema_version"] == 1 and len(answer[table]) == rows


def test_refuses_what_it_does_not_know(repository: Path) -> None:
    assert run(repository, "--table", "everything").exit_code == 2


def test_a_run_that_no_entry_joins_has_estimates_not_zeros(raw_6l: Path, tmp_path: Path) -> None:
    shutil.copytree(raw_6l / "inductor", tmp_path / "raw" / "inductor")
    trace = tmp_path / "raw/inductor/trace.json.gz"
    text = gzip.decompress(trace.read_bytes()).decode()
    trace.write_bytes(gzip.compress(text.replace("Torch-Compiled Region", "Some Region").encode()))
    import_recordings([tmp_path / "raw"], tmp_path / "c", identity="unjoined")
    command = ["catalogue", str(tmp_path / "c"), "--format", "json"]
    found = json.loads(CliRunner().invoke(group, command).output)
    assert {row["us_source"] for row in found["kernels"]} == {"estimate"}
    assert min(row["us"] for row in found["kernels"]) > 0
    assert any("no launch of the trace joins" in note for note in found["notes"])
