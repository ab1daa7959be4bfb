"""Reading itself: the same tables however the bytes come, exact times, ids of both spellings."""

from __future__ import annotations

import gzip
import json
import random
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.trace import Trace, load_trace
from workbench.trace.columns import FLOAT_US_MAX, NO_TIME, Inexact, canonical_thread, nanoseconds
from workbench.trace.synthetic import Truth, write_trace
from workbench.trace.timing import time_reader

TABLES = ("launches", "ops", "modules", "frames", "steps", "recorded")


def same(first: Trace, second: Trace) -> None:
    """Assert that two traces hold the same tables."""
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    """A recording of 2,000 launches, and its truth."""
    path = tmp_path_factory.mktemp("synthetic") / "t.json"
    return path, write_trace(path, 2000)


def test_synthetic_recordings_are_read_as_they_were_written(synthetic: tuple[Path, Truth]) -> None:
    path, truth = synthetic
    trace = load_trace(path)
    launches = trace.launches
    assert launches["name"].value_counts().to_dict() == dict(truth.launches)
    by_name = launches.groupby("name", observed=True)["duration_ns"].sum()
    assert by_name.to_dict() == dict(truth.kernel_ns)
    classes = trace.modules["class_name"].astype(str).to_numpy()
    owners = pd.Series(classes[launches["module"].to_numpy()]).value_counts()
    assert owners.to_dict() == dict(truth.module_launches)
    assert len(trace.ops) == truth.ops
    assert len(trace.modules) == truth.module_calls
    assert len(trace.steps) == truth.steps
    assert trace.metadata["events"] == truth.events
    # its last step ends with the last launch asked for
    assert [finding.code for finding in trace.health] == ["unlike-steps"]
    assert (launches["step"] >= 0).all()


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.json.gz", tmp_path / "b.json.gz"
    assert write_trace(first, 100, seed=3) == write_trace(second, 100, seed=3)
    assert gzip.decompress(first.read_bytes()) == gzip.decompress(second.read_bytes())


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(buffer_bytes=st.integers(64, 300_000))
@example(buffer_bytes=64)
@example(buffer_bytes=4096)
def test_tables_do_not_depend_on_the_buffer(raw_6l: Path, buffer_bytes: int) -> None:
    path = raw_6l / "cudagraph" / "trace.json.gz"
    same(load_trace(path, buffer_bytes=buffer_bytes), load_trace(path))


def test_large_recordings_do_not_depend_on_the_buffer(raw_6l: Path) -> None:
    path = raw_6l / "eager" / "trace.json.gz"
    whole = load_trace(path)
    for buffer_bytes in (65_537, 1_000_003):
        same(load_trace(path, buffer_bytes=buffer_bytes), whole)


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_layout_of_the_json_does_not_matter(raw_6l: Path, tmp_path: Path, indent: int) -> None:
    path = raw_6l / "eager" / "trace.json.gz"
    document = json.loads(gzip.decompress(path.read_bytes()), parse_float=Decimal)
    events = document.pop("traceEvents")
    for name, content in (
        ("first", {"traceEvents": events, **document}),  # what stands beside it comes after
        ("sorted", dict(sorted({**document, "traceEvents": events}.items()))),
        ("bare", events),
    ):
        other = tmp_path / f"{name}.json"
        other.write_text(json.dumps(content, indent=indent, default=float, sort_keys=True))
        trace = load_trace(other)
        same(trace, load_trace(path))
        if name != "bare":
            assert trace.metadata["device_name"] == "NVIDIA H100 80GB HBM3"


def test_gzip_in_several_members(raw_6l: Path, tmp_path: Path) -> None:
    path = raw_6l / "inductor" / "trace.json.gz"
    content = gzip.decompress(path.read_bytes())
    split = tmp_path / "split.json.gz"
    split.write_bytes(
        gzip.compress(content[:100_000], mtime=0) + gzip.compress(content[100_000:], mtime=0)
    )
    same(load_trace(split), load_trace(path))


# ------------------------------------------------------------------------------- times


@given(st.lists(st.integers(-(10**15), int(FLOAT_US_MAX) * 1000 - 1), min_size=1, max_size=50))
def test_floats_below_2_to_43_us_hold_every_nanosecond(times_ns: list[int]) -> None:
    written = [f"{'-' if t < 0 else ''}{abs(t) // 1000}.{abs(t) % 1000:03d}" for t in times_ns]
    assert nanoseconds([float(text) for text in written]).tolist() == times_ns


@given(st.lists(st.integers(0, 4 * 10**18), min_size=1, max_size=50))
def test_decimals_hold_every_nanosecond(times_ns: list[int]) -> None:
    written = [Decimal(t) / 1000 for t in times_ns]
    assert nanoseconds(written).tolist() == times_ns


def test_floats_that_cannot_hold_a_nanosecond_are_refused() -> None:
    with pytest.raises(Inexact):
        nanoseconds([1.0, FLOAT_US_MAX])
    assert nanoseconds([float("nan"), 1.5]).tolist() == [NO_TIME, 1500]
    assert nanoseconds([Decimal("1E+999999"), Decimal("NaN")]).tolist() == [NO_TIME, NO_TIME]


def test_epoch_times_stay_exact(synthetic: tuple[Path, Truth], tmp_path: Path) -> None:
    path, truth = synthetic
    shift_us = 1_740_000_000_000_000
    document = json.loads(path.read_bytes(), parse_float=Decimal)
    for event in document["traceEvents"]:
        event["ts"] += shift_us
    # json cannot write Decimals: as strings first, then without their quotes
    text = json.dumps(document, default=lambda value: f"@{value}@")
    shifted = tmp_path / "epoch.json"
    shifted.write_text(text.replace('"@', "").replace('@"', ""))
    before, after = load_trace(path), load_trace(shifted)
    assert (after.launches["start_ns"] - before.launches["start_ns"] == shift_us * 1000).all()
    assert (after.launches["duration_ns"] == before.launches["duration_ns"]).all()
    assert after.launches["duration_ns"].sum() == truth.kernel_ns.total()
    columns = ["op", "module", "frame", "step"]
    pd.testing.assert_frame_equal(after.launches[columns], before.launches[columns])


# ------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("one", "other"), [((400, 7), ("400", "7")), ((400, "7"), ("400", 7)), (("a", 1), ("a", "1"))]
)
def test_ids_as_numbers_and_as_strings_are_one(one: Any, other: Any) -> None:
    assert canonical_thread(one) == canonical_thread(other)


def test_string_ids_give_the_same_tables(synthetic: tuple[Path, Truth], tmp_path: Path) -> None:
    path, _ = synthetic
    generator = random.Random(0)
    lines = [
        line.replace('"pid": 4021', '"pid": "4021"') if generator.random() < 0.5 else line
        for line in path.read_text().splitlines()
    ]
    mixed = tmp_path / "mixed.json"
    mixed.write_text("\n".join(lines).replace('"tid": 4021', '"tid": "4021"'))
    same(load_trace(mixed), load_trace(path))


# ------------------------------------------------------------------------------- speed


def test_reading_takes_less_than_half_of_json_load(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    write_trace(path, 10_000)
    load_trace(path)
    for _ in range(9):  # other processes may get in the way of one comparison
        began = time.process_time()  # of this process
        load_trace(path)
        ours = time.process_time() - began
        began = time.process_time()
        with path.open("rb") as file:
            json.load(file)
        if ours < (time.process_time() - began) / 2:
            return
    pytest.fail(f"{ours:.2f} s, more than half of json.load's time in each of nine comparisons")


def test_timing_reports_exact_totals_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    truth = write_trace(path, 3000)
    for reader in ("workbench", "json.load"):
        timing = time_reader(reader, path, repetitions=2)
        assert timing.kernel_ns == truth.kernel_ns.total()
        assert len(timing.seconds) == 2 and timing.best_s == min(timing.seconds)
        assert 10 < timing.peak_mb < 2000


def test_memory_does_not_grow_with_a_chunk(synthetic: tuple[Path, Truth]) -> None:
    launches = load_trace(synthetic[0]).launches
    per_launch = launches.memory_usage(index=False, deep=False).sum() / len(launches)
    assert per_launch < 120
    assert launches["start_ns"].dtype == np.int64
