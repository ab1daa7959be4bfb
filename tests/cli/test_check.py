"""`workbench check` and `workbench bench-read`: an independent reader finds the same."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from workbench.capture.store import find
from workbench.cli import group
from workbench.errors import Unavailable
from workbench.trace import load_trace
from workbench.trace.importing import import_recordings
from workbench.trace.oracle import compare, oracle_totals, unpacked_bytes


def run(*args: Any) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a command."""
    done = CliRunner().invoke(group, [*map(str, args), "--format", "json"])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, json.loads(done.stdout)


@pytest.fixture(scope="module")
def capture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A capture of the committed recordings."""
    raw = Path(__file__).parent.parent / "data" / "gemma4-26b-a4b-6l-decode-b8"
    return import_recordings([raw], tmp_path_factory.mktemp("captures") / "six").folder


@pytest.mark.parametrize(
    ("variant", "kernels", "gpu_us"),
    [("eager", 1088, 5971.850), ("inductor", 246, 3680.322), ("cudagraph", 247, 3721.452)],
)
def test_both_readers_agree(capture: Path, variant: str, kernels: int, gpu_us: float) -> None:
    code, printed = run("check", capture, "--variant", variant)
    assert code == 0 and printed["equal"] is True and printed["differing"] == 0
    assert printed["total"]["launches"] == printed["total"]["oracle_launches"] == kernels
    assert printed["total"]["gpu_us"] == pytest.approx(gpu_us, abs=1e-6)
    assert printed["total"]["oracle_gpu_us"] == pytest.approx(gpu_us, abs=1e-6)
    assert all(row["equal"] for row in printed["rows"])


def test_a_difference_is_a_negative_verdict(capture: Path, tmp_path: Path) -> None:
    # an impossible duration is kept out of our totals; torch-tb-profiler takes it in
    trace = find(capture).path("cudagraph/rank0.pt.trace.json.gz")
    document = json.loads(gzip.decompress(trace.read_bytes()))
    kernel = next(e for e in document["traceEvents"] if e.get("cat") == "kernel")
    kernel["dur"] = 7e15
    damaged = tmp_path / "damaged.json"
    damaged.write_text(json.dumps(document))
    made = import_recordings([damaged], tmp_path / "capture").folder
    code, printed = run("check", made, "--variant", "cudagraph")
    assert code == 1 and printed["differing"] == 1
    row = next(row for row in printed["rows"] if not row["equal"])
    assert row["kernel"] == kernel["name"] and row["oracle_gpu_us"] > 6e15
    assert "impossible-duration" in [finding["code"] for finding in printed["health"]]


def test_a_missing_launch_is_a_difference(capture: Path) -> None:
    path = find(capture).path("cudagraph/rank0.pt.trace.json.gz")
    totals = oracle_totals(path)
    name, (count, total_us) = next(iter(totals.items()))
    for wrong in ((count + 1, total_us), (count, total_us + 0.002)):
        rows = compare(load_trace(path), {**totals, name: wrong})
        assert [row.kernel for row in rows if not row.equal] == [name]
    assert all(row.equal for row in compare(load_trace(path), totals))


def test_limits_of_the_oracle(capture: Path, tmp_path: Path) -> None:
    path = find(capture).path("eager/rank0.pt.trace.json.gz")
    assert unpacked_bytes(path) == len(gzip.decompress(path.read_bytes()))
    with pytest.raises(Unavailable, match="--size-limit"):
        run("check", capture, "--size-limit", 1)
    with pytest.raises(Unavailable, match="took longer"):
        oracle_totals(path, seconds_max=0.05)
    broken = tmp_path / "t.json"
    broken.write_text('{"traceEvents": [')
    with pytest.raises(Unavailable, match="cannot read"):
        oracle_totals(broken)


def test_bench_read_prints_every_reader() -> None:
    code, printed = run("bench-read", "--kernels", 400, "--repetitions", 1)
    assert code == 0
    readers = [(row["reader"], row["file"]) for row in printed["rows"]]
    assert readers == [
        ("workbench", "synthetic.json"),
        ("workbench", "synthetic.json.gz"),
        ("json.load", "synthetic.json"),
        ("torch-tb-profiler", "synthetic.json"),
    ]
    assert [row["kernel_total_error_ns"] for row in printed["rows"]] == [0, 0, 0, 0]
    assert all(row["best_s"] > 0 and row["peak_mb"] > 10 for row in printed["rows"])


def test_bench_read_of_a_given_trace(raw_6l: Path) -> None:
    code, printed = run("bench-read", raw_6l / "inductor" / "trace.json.gz", "--repetitions", 1)
    assert code == 0 and printed["kernel_ns"] == 3_680_322
    assert {row["kernel_total_error_ns"] for row in printed["rows"]} == {0}
