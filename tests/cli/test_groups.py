"""`workbench groups`: JSON as promised, a table that fits, errors with the right exit code."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import group
from workbench.errors import Usage
from workbench.report.groups import KERNEL_CHARACTERS_MAX, bar, fold, short_kernel
from workbench.trace.importing import import_recordings


@pytest.fixture(scope="module")
def capture(raw_6l: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a capture of the committed recordings."""
    folder = tmp_path_factory.mktemp("captures") / "six"
    import_recordings([raw_6l], folder, identity="six", model="gemma4-26b-a4b")
    return str(folder)


def run(*args: str, columns: int = 80) -> Result:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(group, ["groups", *args])


def test_json_is_what_others_rely_on(capture: str) -> None:
    payload = json.loads(run(capture, "--format", "json").output)
    assert payload["schema_version"] == 1
    assert (payload["capture"], payload["variant"], payload["steps"]) == ("six", "eager", 1)
    assert payload["launches_per_step"] == 1119
    assert payload["gpu_us_per_step"] == pytest.approx(6009.960)
    assert payload["busy_us_per_step"] == pytest.approx(6009.960)
    (row,) = [r for r in payload["rows"] if r["site"].endswith("*/Gemma4TextRouter")]
    assert row == {
        "site": "Gemma4TextDecoderLayer.*/Gemma4TextRouter",
        "path_kind": "class",
        "instances": 6,
        "launches_per_step": 60.0,
        "gpu_us_per_step": pytest.approx(167.585),
        "share": pytest.approx(167.585 / 6009.960),
        "method": "correlation",
        "source": "transformers/models/gemma4/modeling_gemma4.py:1331 forward",
        "line_kind": "def",
    }
    assert payload["unattributed"] == {
        "launches_per_step": 0.0,
        "gpu_us_per_step": 0.0,
        "share": 0.0,
    }
    assert sum(r["share"] for r in payload["rows"]) == pytest.approx(1)
    assert {"code", "count", "detail"} == set(payload["health"][0])
    assert payload["wall_source"] == "profiled"


@pytest.mark.parametrize("by", ["kernel", "op", "category", "module"])
def test_other_groupings_carry_their_key(capture: str, by: str) -> None:
    payload = json.loads(run(capture, "--by", by, "--format", "json").output)
    keys = {by, "site", "path_kind", "instances", "launches_per_step", "gpu_us_per_step", "share"}
    assert keys <= set(payload["rows"][0])
    assert sum(r["launches_per_step"] for r in payload["rows"]) == 1119


def test_top_sums_up_the_rest(capture: str) -> None:
    payload = json.loads(run(capture, "--top", "3", "--format", "json").output)
    assert len(payload["rows"]) == 3 and payload["rest"]["rows"] == 29
    shares = sum(r["share"] for r in payload["rows"]) + payload["rest"]["share"]
    assert shares + payload["unattributed"]["share"] == pytest.approx(1)


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize(
    "options",
    [(), ("--by", "kernel"), ("--variant", "inductor"), ("--variant", "cudagraph", "--top", "5")],
)
def test_the_table_fits_and_says_how(capture: str, columns: int, options: tuple[str, ...]) -> None:
    result = run(capture, *options, columns=columns)
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert max(map(len, lines)) <= columns
    assert lines[0].startswith("gemma4-26b-a4b · ") and "ms GPU a step" in lines[1]
    assert any(line.startswith("unattributed") for line in lines)
    assert any(line.startswith("attributed by: ") for line in lines)
    assert ("█" in result.output) == (columns == 140)


def test_methods_are_told(capture: str) -> None:
    assert "attributed by: correlation 1,119" in run(capture).output
    assert "attributed by: provenance 247" in run(capture, "--variant", "inductor").output
    output = run(capture, "--variant", "cudagraph").output
    assert "attributed by: replay order 247, correlation 7" in output
    payload = json.loads(run(capture, "--variant", "inductor", "--format", "json").output)
    (row,) = [r for r in payload["rows"] if r["site"].endswith("Gemma4TextRouter/Linear")]
    assert (row["method"], row["line_kind"]) == ("provenance", "exact")
    assert row["source"].endswith("modeling_gemma4.py:1335 forward")


def test_csv_has_whole_names_and_the_unattributed(capture: str) -> None:
    text = run(capture, "--by", "kernel", "--format", "csv").output
    rows = list(csv.DictReader(io.StringIO(text)))
    assert max(len(row["kernel"]) for row in rows) > 500
    assert rows[-1]["kernel"] == "unattributed"
    assert sum(float(row["gpu_us_per_step"]) for row in rows) == pytest.approx(6009.960)


def test_a_variant_that_is_not_there_is_a_usage_error(capture: str) -> None:
    result = run(capture, "--rank", "4")
    assert isinstance(result.exception, Usage) and "no rank 4" in str(result.exception)
    assert run(capture, "--by", "layer").exit_code == 2


def test_one_of_several_ranks_is_named(raw_6l: Path, tmp_path: Path) -> None:
    (tmp_path / "ranks").mkdir()
    for rank in (0, 1):
        copy = tmp_path / "ranks" / f"rank{rank}.json.gz"
        copy.write_bytes((raw_6l / "cudagraph/trace.json.gz").read_bytes())
    import_recordings([tmp_path / "ranks"], tmp_path / "both", identity="both")
    out = str(tmp_path / "both")
    asked = (out, "--variant", "cudagraph")
    assert "both · cudagraph · rank 0 of 2 · NVIDIA" in run(*asked).output
    assert "both · cudagraph · rank 1 of 2 · NVIDIA" in run(*asked, "--rank", "1").output
    compared = CliRunner().invoke(group, ["diff", f"{out}:cudagraph", f"{out}:cudagraph"]).output
    assert "A: both · cudagraph · rank 0 of 2 · NVIDIA" in compared


def test_help_says_what_a_site_is() -> None:
    output = run("--help").output
    assert "layer index left open" in output and "workbench groups" in output


# ------------------------------------------------------------------ words


def test_short_kernel_drops_what_does_not_tell_kernels_apart() -> None:
    name = (
        "void at::native::(anonymous namespace)::indexSelectSmallIndex<c10::BFloat16, long>"
        "(at::cuda::detail::TensorInfo<c10::BFloat16, unsigned int>, long)"
    )
    assert short_kernel(name) == "indexSelectSmallIndex<BFloat16, long>"
    assert short_kernel("(weird)") == "(weird)"
    assert len(short_kernel("k" * 5000)) <= KERNEL_CHARACTERS_MAX + 3


def test_fold_breaks_behind_separators_and_loses_nothing() -> None:
    folded = fold("model.layers.*.self_attn.q_proj", 16)
    assert folded == "model.layers.*.\n  self_attn.\n  q_proj"
    long = fold("x" * 50 + "/y", 20)
    assert all(len(line) <= 20 for line in long.splitlines())
    assert long.replace("\n", "").replace(" ", "") == "x" * 50 + "/y"
    assert fold("", 20) == ""


def test_bars() -> None:
    assert (bar(0.0), bar(1.0), bar(0.5)) == ("", "█" * 12, "█" * 6)
