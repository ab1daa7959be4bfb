"""Predictions from the timings that a kernel's record holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from workbench import resources
from workbench.schema import GATES_VERSION
from workbench.suggest.library import load_patterns
from workbench.suggest.ported import ported
from workbench.suggest.suggestions import Analysis
from workbench.suggest.timed import Recorded, Timed, _Row, estimate, timed

PATTERNS = {pattern.name: pattern for pattern in load_patterns()}
H100 = "NVIDIA H100 80GB HBM3"
KERNEL = 'REFERENCES = {"gemma_rms_norm": 0}\nOUTPUTS = ("y",)\n'


def recorded(**over: Any) -> Recorded:
    rows = [
        _Row(tokens, state, us, nbytes)
        for tokens, nbytes, hot, cold in ((1, 1_000, 1.5, 2.0), (64, 64_000, 2.1, 3.0))
        for state, us in (("in situ", hot), ("in situ", hot + 0.2), ("cold", cold))
    ]
    return Recorded(**{"form": "a", "case": "c", "kernel_sha256": "0", "rows": rows, **over})


def curve(**over: Any) -> tuple[Timed, ...]:
    return timed("kernels/k/h100.json", [recorded(**over)], "0")


def test_linear_in_bytes_between_timed_row_counts() -> None:
    found = estimate(curve(), "a", 32_500, 1.0)
    assert found is not None
    assert found.us == pytest.approx((1.6 + 2.2) / 2)  # medians of each state's rounds
    assert found.cold_us == pytest.approx(2.5)
    assert (found.tokens, found.nbytes) == ((1, 64), (1_000, 64_000))


def test_beyond_the_timed_row_counts() -> None:
    below, above = estimate(curve(), "a", 500, 1.0), estimate(curve(), "a", 128_000, 1.0)
    assert below is not None and below.us == pytest.approx(1.0 + (1.6 - 1.0) / 2)
    assert above is not None and above.us == pytest.approx(2.2 * 2)
    assert estimate(curve(), "a", 100, 1.0) is None  # ten times fewer bytes than any
    assert estimate(curve(), "a", 10**6, 1.0) is None
    assert estimate((), "a", 1_000, 1.0) is None


def test_the_form_itself_before_another_and_the_nearest_case() -> None:
    far = [_Row(8, "in situ", 9.0, 60_000)]
    curves = (*curve(form="b"), *curve(case="far", rows=far), *curve(case="near"))
    nearest = estimate(curves, "a", 1_000, 1.0)
    assert nearest is not None and nearest.source.case == "near"
    other = estimate(curve(form="b"), "a", 1_000, 1.0)
    assert other is not None and other.source.form == "b"


def test_timings_of_another_kernel_say_nothing() -> None:
    assert timed("kernels/k/h100.json", [recorded()], "1") == ()


def write(folder: Path, **over: Any) -> None:
    digest = sha256(KERNEL.encode()).hexdigest()
    rows = [
        {"tokens": 8, "state": state, "ours_us": us, "bytes_moved": 100_000}
        for state, us in (("in situ", 2.0), ("cold", 2.5))
    ]
    timing = {"form": "gemma_rms_norm", "case": "c", "kernel_sha256": digest, "rows": rows}
    record = {
        "verdict": "FAITHFUL",
        "kernel_sha256": digest,
        "gates_version": GATES_VERSION,
        "device": H100,
    }
    (folder / "rms_norm").mkdir(exist_ok=True)
    (folder / "rms_norm" / "kernel.py").write_text(KERNEL)
    (folder / "rms_norm" / "h100.json").write_text(
        json.dumps({**record, "timings": [timing], **over})
    )


def test_only_green_and_current_records_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "kernels", lambda: tmp_path)
    cases = [({}, 1), ({"verdict": "FAIL"}, 0), ({"kernel_sha256": "0"}, 0)]
    older = {"gates_version": GATES_VERSION - 1}
    for over, count in (*cases, (older, 0)):
        write(tmp_path, **over)
        found = ported(PATTERNS["rms_norm"])
        assert found is not None and len(found.timings.get(H100, ())) == count


@pytest.mark.parametrize(
    "rows",
    [
        '[{"tokens": 8, "state": "cold", "ours_us": 2.0, "bytes_moved": 1' + "0" * 400 + "}]",
        '[{"tokens": 8, "state": "cold", "ours_us": NaN, "bytes_moved": 1000}]',
        '[{"tokens": 8, "state": "cold", "ours_us": 1e999, "bytes_moved": 1000}]',
        '[{"tokens": 8, "state": "cold", "ours_us": "2", "bytes_moved": 1000}]',
        '[{"tokens": 8, "state": "cold", "bytes_moved": 1000}]',
        "{}",
    ],
)
def test_figures_that_nobody_timed_make_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    monkeypatch.setattr(resources, "kernels", lambda: tmp_path)
    write(tmp_path, timings="HERE")
    record = tmp_path / "rms_norm" / "h100.json"
    timing = f'[{{"form": "f", "case": "c", "kernel_sha256": "0", "rows": {rows}}}]'
    record.write_text(record.read_text().replace('"HERE"', timing))
    found = ported(PATTERNS["rms_norm"])
    assert found is not None
    assert (found.verdicts, dict(found.timings)) == ({"h100": "UNREADABLE"}, {})


def test_attention_reads_the_slots_in_use(committed: Callable[[str, str], Analysis]) -> None:
    found = {
        one.id: one
        for one in committed("gemma4-26b-a4b-decode-b8", "pattern").suggestions.candidates
    }["kv_expand"]
    prediction = found.detail["prediction"]
    slots = 2 * 8 * 8 * 513 * 256 * 2  # K and V, 8 sequences, 8 heads, 512 + 1 slots, bf16
    query = 8 * 16 * 256 * 2
    assert prediction["bytes_read"] == slots + query + 1024  # one mask for every sequence
    assert prediction["bytes_written"] == query
    assert (prediction["launches"], prediction["bound_by"]) == (2, "bytes")
    assert found.detail["reference"] == "expand_then_sdpa"
    assert found.detail["scalars"] == {"hidden": -65504.0, "scale": 1.0}
    counts = found.detail["launch_counts"]
    assert sum(counts.values()) == found.launches_before == 180
    assert sorted(count for name, count in counts.items() if "sdpa" in name or "fmha" in name) == [
        5,
        25,
    ]


def test_copies_for_matmuls_are_eliminated_alone(
    committed: Callable[[str, str], Analysis],
) -> None:
    found = {
        one.id: one
        for one in committed("gpt-oss-20b-4l-decode-b8", "pattern").suggestions.candidates
    }["kv_expand"]
    assert (found.launches_before, found.launches_after, found.status) == (8, 0, "novel")
    assert found.predicted_gpu_us_per_step == 0
    assert found.detail["kernel_lacks"] == ["form repeat_kv (8 of 8)"]
