"""`workbench suggest` and `workbench patterns` as commands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.cli import group
from workbench.trace.importing import import_recordings

FIELDS = (
    "id pattern site instances expected_instances launches_before launches_after gpu_us_per_step "
    "predicted_gpu_us_per_step saving_gpu_us_per_step saving_share evidence status conflicts_with "
    "numerics_risk source"
)


@pytest.fixture(scope="module")
def capture(raw_6l: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("captures") / "six"
    import_recordings([raw_6l], folder, identity="six", model="Gemma 4 26B-A4B")
    return str(folder)


def run(*args: str) -> str:
    done = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(group, args)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_json_is_what_others_rely_on(capture: str) -> None:
    answer = json.loads(run("suggest", capture, "--top", "1", "--format", "json"))
    assert answer["schema_version"] == 1
    assert (answer["capture"], answer["variant"]) == ("six", "eager")
    assert answer["gpu_us_per_step"] == pytest.approx(6010.0, abs=0.1)
    assert set(FIELDS.split()) < set(answer["candidates"][0])
    assert len(answer["candidates"]) >= 16
    assert set(answer["best_set"]) >= {"ids", "saving_gpu_us_per_step"}
    assert all(set(one) == {"pattern", "site", "reason"} for one in answer["refusals"])
    ids = {one["id"] for one in answer["candidates"]}
    assert set(answer["best_set"]["ids"]) < ids
    for one in answer["candidates"]:
        assert set(one["conflicts_with"]) < ids
        assert one["status"] in ("novel", "ported", "compiler", "fused")


def test_table_fits_80_columns(capture: str) -> None:
    text = run("suggest", capture)
    lines = text.splitlines()
    assert max(len(line) for line in lines if not line.startswith("next: ")) <= 80
    assert "Gemma 4 26B-A4B" in text and "1,119 launches" in text
    assert "router_topk" in text and "*/Gemma4TextRouter" in text
    assert "best set of" in text and f"next: workbench emit {capture} " in text
    # which kernel serves a candidate of another name, and on which GPU it was judged
    assert "*/Gemma4TextAttention · kernel gqa_decode_attention" in text
    assert "· kernel norm_add_norm" in text  # of norm_add_scale_norm
    assert text.count("· kernel ") == 2
    assert "green on NVIDIA H100 80GB HBM3 (workbench kernels)" in " ".join(lines)
    short = run("suggest", capture, "--top", "2")
    assert "more: without --top" in short
    assert "geglu-mlp" in text and "geglu-mlp" not in short


def test_csv_and_markdown_have_figures_in_cells_of_their_own(capture: str) -> None:
    rows = csv.DictReader(io.StringIO(run("suggest", capture, "--format", "csv")))
    row = next(row for row in rows if row["id"] == "router_topk")
    assert row["site"] == "Gemma4TextDecoderLayer.*/Gemma4TextRouter"
    assert (row["instances"], row["launches_before"]) == ("6", "48.0")
    assert "| router_topk | */Gemma4TextRouter |" in run("suggest", capture, "--format", "md")


def test_patterns_with_and_without_a_capture(capture: str) -> None:
    listed = json.loads(run("patterns", "--format", "json"))["patterns"]
    assert {"pattern", "meaning", "references"} == set(listed[0])
    assert max(map(len, run("patterns").splitlines())) <= 80
    counted = json.loads(run("patterns", capture, "--format", "json"))["patterns"]
    matches = {row["pattern"]: row["matches"] for row in counted}
    assert matches["rms_norm"] == 67 and matches["geglu"] == 12
    assert all(row["attempts"] >= row["matches"] for row in counted)


def test_unknown_capture_is_a_usage_error() -> None:
    done = CliRunner().invoke(group, ["suggest", "nowhere"])
    assert "no capture named 'nowhere'" in str(done.exception)
