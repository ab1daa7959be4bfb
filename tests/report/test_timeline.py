"""The timeline as a trace: well formed, exact, and readable by our own reader."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.capture.store import find
from workbench.prove.proof import Proof
from workbench.report import trace_events
from workbench.report.timeline import PROOFS, timeline
from workbench.report.trace_recorded import DEVICES, GROUPS, HOST, PLACES
from workbench.suggest.suggestions import Analysis
from workbench.trace import load_trace

SMALL = "gemma4-26b-a4b-6l-decode-b8"
LARGE = "gemma4-26b-a4b-decode-b8"
KEYS = {
    "X": {"ph", "pid", "tid", "name", "ts", "dur", "cat"},
    "M": {"ph", "pid", "name", "args"},
    "s": {"ph", "pid", "tid", "name", "ts", "cat", "id"},
    "f": {"ph", "pid", "tid", "name", "ts", "cat", "id", "bp"},
}


@pytest.fixture(scope="module")
def analysis(repository: Path, analysed: Callable[..., Analysis]) -> Analysis:
    return analysed(find(repository / "captures" / LARGE))


@pytest.fixture(scope="module")
def trace(analysis: Analysis) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(timeline(analysis)))
    return found


def check_form(trace: dict[str, Any]) -> None:
    """Known phases and keys, sorted times, arrows with both ends, slices that nest by track."""
    events = trace["traceEvents"]
    for event in events:
        assert KEYS[event["ph"]] <= set(event), event
        assert set(event) <= KEYS[event["ph"]] | {"args", "tid"}, event
        assert event["ph"] == "M" or (event["ts"] >= 0 and event.get("dur", 0) >= 0)
    times = [event["ts"] for event in events if event["ph"] != "M"]
    assert times == sorted(times) and times[0] == 0
    assert [event["ph"] for event in events[: len(events) - len(times)]] == ["M"] * (
        len(events) - len(times)
    )
    starts = sorted(event["id"] for event in events if event["ph"] == "s")
    assert starts == sorted(event["id"] for event in events if event["ph"] == "f")
    assert len(starts) == len(set(starts))
    titles = {(e["pid"], e["tid"]) for e in events if e["name"] == "thread_name"}
    open_until: dict[tuple[int, int], list[int]] = defaultdict(list)
    for event in (event for event in events if event["ph"] == "X"):
        track = event["pid"], event["tid"]
        assert track in titles, track
        begin = round(event["ts"] * 1000)
        end = begin + round(event["dur"] * 1000)
        around = open_until[track]
        while around and around[-1] <= begin:
            around.pop()
        assert not around or end <= around[-1], event
        around.append(end)


def test_form_of_a_decode_step(trace: dict[str, Any]) -> None:
    check_form(trace)


@pytest.mark.parametrize("variant", ["inductor", "cudagraph"])
def test_form_of_compiled_and_replayed_steps(
    repository: Path, analysed: Callable[..., Analysis], variant: str
) -> None:
    check_form(timeline(analysed(find(repository / "captures" / SMALL), variant)))


def test_launches_are_those_of_the_recording_when_our_reader_reads_them_back(
    analysis: Analysis, trace: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "timeline.json.gz"
    size = trace_events.write(trace, path)
    assert size == path.stat().st_size < 2_000_000
    again = load_trace(path).launches
    launches = analysis.attribution.launches
    assert len(again) == len(launches) == 5383
    begin_ns = trace["otherData"]["begin_ns"]
    assert (again["start_ns"] + begin_ns == launches["start_ns"]).all()
    for column in ("duration_ns", "device", "stream", "correlation"):
        assert (again[column] == launches[column]).all(), column
    assert (again["name"].astype(str) == launches["name"].astype(str)).all()
    assert (again["category"].astype(str) == launches["category"].astype(str)).all()


def test_tracks_tell_places_groups_and_savings(analysis: Analysis, trace: dict[str, Any]) -> None:
    slices = [event for event in trace["traceEvents"] if event["ph"] == "X"]
    count: dict[int, int] = defaultdict(int)
    for event in slices:
        count[event["pid"]] += 1
    ops = len(analysis.attribution.trace.ops)
    assert count[HOST] == ops + len(analysis.attribution.trace.modules)
    assert count[DEVICES] == 5383
    layers = {e["name"] for e in slices if e["pid"] == PLACES and e["name"].count(".") == 2}
    assert len({name for name in layers if name.startswith("model.layers.")}) == 30
    router = next(e for e in slices if e["pid"] == GROUPS and e["name"] == "model.layers.*.router")
    assert router["args"]["launches_per_step"] == 300
    titles = [e["args"]["name"] for e in trace["traceEvents"] if e["name"] == "thread_name"]
    router = next(one for one in analysis.suggestions.candidates if one.id == "router_topk")
    saves = router.saving_gpu_us_per_step  # of 705.7, by how long 30 launches are predicted to take
    assert 600 < saves < 705 and f"router_topk saves {saves:,.0f} us a step" in titles
    found = [e for e in slices if e["name"] == "router_topk"]
    assert len(found) == 60  # 30 instances, in the best set and on its own track
    assert found[0]["args"]["launches_before"] == 240


def test_a_proof_has_a_track_before_and_one_after(analysis: Analysis) -> None:
    arm = {"gpu_us": 6000.0, "launches": 1119.0}
    realised = {"eager": {"baseline": arm, "patched": {"gpu_us": 3500.0, "launches": 300.0}}}
    text = dict.fromkeys(("capture", "model", "phase", "experts", "dtype", "created"), "")
    counts = dict.fromkeys(("batch", "tokens", "context", "layers_run", "layers_full"), 1)
    maps: dict[str, Any] = {name: {} for name in ("versions", "kernels", "liveness", "quality")}
    proof = Proof(
        schema_version=1, device="H100", declined=(), predicted={}, realised=realised,
        **text, **counts, **maps,
    )  # fmt: skip
    made = timeline(analysis, [proof])
    check_form(made)
    proved = [e for e in made["traceEvents"] if e["pid"] == PROOFS and e["ph"] == "X"]
    assert [(e["name"], e["dur"]) for e in proved] == [
        ("before: GPU time", 6000.0), ("after: GPU time", 3500.0)
    ]  # fmt: skip


def test_the_same_trace_gives_the_same_bytes(trace: dict[str, Any], tmp_path: Path) -> None:
    one, other, plain = tmp_path / "a.json.gz", tmp_path / "b.json.gz", tmp_path / "c.json"
    for path in (one, other, plain):
        trace_events.write(trace, path)
    assert one.read_bytes() == other.read_bytes()
    assert gzip.decompress(one.read_bytes()) == plain.read_bytes()
