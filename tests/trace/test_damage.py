"""Damaged recordings: salvaged and said, or refused as bad input; never a traceback or a lie."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import BadInput
from workbench.trace import Trace, load_trace
from workbench.trace import source as source_module

GPU = {"deviceProperties": [{"id": 0, "name": "Some GPU"}]}


def kernel(name: str = "k", ts: Any = 10.0, dur: Any = 2.0, **args: Any) -> dict[str, Any]:
    """A kernel event."""
    known = {"device": 0, "stream": 7, "correlation": 1, **args}
    return {"ph": "X", "cat": "kernel", "name": name, "pid": 0, "tid": 7, "ts": ts, "dur": dur,
            "args": known}  # fmt: skip


def call(ts: float = 5.0, correlation: Any = 1) -> dict[str, Any]:
    """A launch call."""
    return {"ph": "X", "cat": "cuda_runtime", "name": "cudaLaunchKernel", "pid": 400, "tid": 400,
            "ts": ts, "dur": 1.0, "args": {"correlation": correlation}}  # fmt: skip


def write(path: Path, events: list[dict[str, Any]], **beside: Any) -> Path:
    """A recording of these events."""
    path.write_text(json.dumps({**GPU, **beside, "traceEvents": events}))
    return path


def codes(trace: Trace) -> dict[str, int]:
    """Findings by code, but that these few events have no step and start together."""
    expected = ("no-steps", "overlapping-launches")
    return {f.code: f.count for f in trace.health if f.code not in expected}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole recording of a few hundred events to damage, plain."""
    recording = Path(__file__).parent.parent / "data/gemma4-26b-a4b-6l-decode-b8/cudagraph"
    path = tmp_path_factory.mktemp("small") / "trace.json"
    path.write_bytes(gzip.decompress((recording / "trace.json.gz").read_bytes()))
    return path


anything = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def load_or_refuse(path: Path, **options: Any) -> Trace | None:
    """The trace; None when it is refused in the way that bad input is to be."""
    try:
        return load_trace(path, **options)
    except BadInput as refusal:
        assert str(path) in str(refusal)
        return None


@anything
@given(share=st.floats(0, 1), buffer_bytes=st.sampled_from([4096, 70_000, 1 << 24]))
def test_truncated_anywhere(small: Path, tmp_path: Path, share: float, buffer_bytes: int) -> None:
    whole = small.read_bytes()
    cut = int(share * (len(whole) - 60))  # inside the list of events, or before it
    path = tmp_path / "cut.json"
    path.write_bytes(whole[:cut])
    trace = load_or_refuse(path, buffer_bytes=buffer_bytes)
    if trace is not None:
        assert codes(trace)["truncated"] == 1
        assert len(trace.launches) <= 254
        assert trace.launches["duration_ns"].sum() <= 3_729_964


@anything
@given(share=st.floats(0, 0.999))
def test_truncated_gzip(small: Path, tmp_path: Path, share: float) -> None:
    whole = gzip.compress(small.read_bytes(), mtime=0)
    path = tmp_path / "cut.json.gz"
    path.write_bytes(whole[: int(share * len(whole))])
    trace = load_or_refuse(path)
    if trace is not None:
        assert codes(trace)["gzip-truncated"] == 1


@anything
@given(data=st.data())
def test_bytes_changed_anywhere(small: Path, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(small.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(
            st.integers(0, 255) | st.sampled_from(list(b'{}[]",:\\\x00\xff'))
        )
    path = tmp_path / "changed.json"
    path.write_bytes(content)
    load_or_refuse(path, buffer_bytes=data.draw(st.sampled_from([4096, 1 << 24])))


@anything
@given(data=st.data())
def test_bytes_of_gzip_changed_anywhere(small: Path, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(gzip.compress(small.read_bytes(), mtime=0))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "changed.json.gz"
    path.write_bytes(content)
    load_or_refuse(path)


def test_only_the_damaged_event_is_lost(small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    at = whole.index(b'"cat": "kernel"', len(whole) // 2)
    path = tmp_path / "damaged.json"
    path.write_bytes(whole[:at] + b'"cat: ker"nel' + whole[at + 15 :])
    trace = load_trace(path)
    assert len(trace.launches) == 253
    assert codes(trace) == {"damaged-event": 1}


def test_control_characters_and_invalid_utf8_are_read_and_counted(tmp_path: Path) -> None:
    events = [call(), kernel("raw§name"), kernel("other¤name"), kernel("fine")]
    path = write(tmp_path / "t.json", events)
    text = json.dumps({**GPU, "traceEvents": events}, ensure_ascii=False).encode("utf-8")
    path.write_bytes(text.replace("§".encode(), b"\x01").replace("¤".encode(), b"\xff"))
    trace = load_trace(path)
    assert codes(trace) == {"control-character": 1, "invalid-utf8": 1}
    assert list(trace.launches["name"]) == ["raw\x01name", "other\ufffdname", "fine"]
    assert trace.launches["duration_ns"].sum() == 6000


@pytest.mark.parametrize("duration", [7e15, -3.0, 1e300, None, "soon", float("nan"), 10**40])
def test_impossible_durations_never_enter_a_total(tmp_path: Path, duration: Any) -> None:
    path = write(tmp_path / "t.json", [call(), kernel("bad", dur=duration), kernel("good")])
    trace = load_trace(path)
    assert len(trace.launches) == 2
    assert trace.launches["duration_ns"].sum() == 2000
    assert codes(trace)["impossible-duration"] == 1


def test_a_duration_longer_than_the_recording_is_impossible(tmp_path: Path) -> None:
    window = {"ph": "X", "cat": "Trace", "name": "w", "ts": 0, "dur": 5e6, "pid": "Spans",
              "tid": "x"}  # fmt: skip
    events = [window, call(), kernel("bad", dur=7e6), kernel("good")]
    trace = load_trace(write(tmp_path / "t.json", events))
    assert trace.launches["duration_ns"].sum() == 2000
    assert codes(trace)["impossible-duration"] == 1


@pytest.mark.parametrize("start", [None, 1e18, "then", -1e30])
def test_events_without_a_place_in_time_are_left_out(tmp_path: Path, start: Any) -> None:
    trace = load_trace(write(tmp_path / "t.json", [call(), kernel("bad", ts=start), kernel()]))
    assert list(trace.launches["name"]) == ["k"]
    assert codes(trace)["impossible-time"] == 1


def test_missing_correlations_are_counted_and_kept(tmp_path: Path) -> None:
    lost = kernel("lost", correlation=99)
    bare = kernel("bare")
    del bare["args"]["correlation"]
    trace = load_trace(write(tmp_path / "t.json", [call(), kernel(), lost, bare]))
    assert codes(trace)["missing-correlation"] == 2
    assert any("1 carry no correlation" in finding.detail for finding in trace.health)
    assert trace.launches["duration_ns"].sum() == 6000
    assert list(trace.launches["api"]) == ["cudaLaunchKernel", "", ""]


def test_unread_phases_are_counted(tmp_path: Path) -> None:
    events = [call(), kernel(), {"ph": "B", "name": "b", "ts": 1}, {"ph": "??"}, {"name": "none"}]
    trace = load_trace(write(tmp_path / "t.json", events))
    assert codes(trace)["unread-phase"] == 3
    assert len(trace.launches) == 1


def test_fields_of_unusual_types(tmp_path: Path) -> None:
    events = [call(correlation="1"), kernel(correlation="1", stream="7", device=None)]
    trace = load_trace(write(tmp_path / "t.json", events))
    assert list(trace.launches["api"]) == ["cudaLaunchKernel"]
    assert trace.launches[["stream", "device"]].to_numpy().tolist() == [[7, 0]]
    huge = [call(correlation=2**64 - 1), kernel(correlation=10**30)]
    assert codes(load_trace(write(tmp_path / "h.json", huge)))["missing-correlation"] == 1


def test_names_that_are_no_text_are_counted(tmp_path: Path) -> None:
    named = [{**kernel(ts=10.0 * k), "name": name} for k, name in enumerate((5, None, ["a"], "k"))]
    events = [call(), *named, {**kernel(ts=90.0), "args": [1]}]
    trace = load_trace(write(tmp_path / "t.json", events))
    assert codes(trace)["unusual-event"] == 4
    assert sorted(trace.launches["name"]) == ["", "", "", "k", "k"]
    assert trace.launches["duration_ns"].sum() == 10_000


def test_deep_nesting_costs_one_event(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    deep = '{"ph": "X", "cat": "kernel", "args": ' + '{"a":' * 200_000 + "1" + "}" * 200_001
    rest = ", ".join(json.dumps(event) for event in (call(), kernel()))
    path.write_text(f'{{"traceEvents": [{deep}, {rest}]}}')
    trace = load_trace(path)
    assert len(trace.launches) == 1
    assert codes(trace)["damaged-event"] >= 1


def test_an_oversized_event_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.trace.reader.EVENT_BYTES_MAX", 1 << 16)
    fat = kernel("x" * (1 << 18))
    trace = load_trace(write(tmp_path / "t.json", [call(), fat, kernel()]), buffer_bytes=1 << 12)
    assert list(trace.launches["name"]) == ["k"]
    assert codes(trace)["damaged-event"] >= 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\x00\x01\x02",
        b'{"traceEvents": []}',
        b'{"traceEvents": {}}',
        b'{"traceEvents": [',
        b'{"nodes": [], "schema": "1.1.1"}',
        b'[{"a": 1}, {"b": 2}]',
        b'{"traceEvents": [{"ph": "M", "name": "process_name"}]}',
        b"\x1f\x8b",
        gzip.compress(b"", mtime=0),
        gzip.compress(b"hello", mtime=0),
    ],
)
def test_empty_and_foreign_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"foreign\.json"):
        load_trace(path)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        load_trace(tmp_path / "missing.json")
    with pytest.raises(BadInput, match="not a plain file"):
        load_trace(tmp_path)


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "GZIP_FREE_BYTES", 1 << 20)
    event = json.dumps(kernel()).encode()
    bomb = b'{"traceEvents": [' + (event + b", ") * 100_000 + event + b"]}"
    packed = gzip.compress(bomb, mtime=0)
    assert len(bomb) > 200 * len(packed)
    path = tmp_path / "bomb.json.gz"
    path.write_bytes(packed)
    with pytest.raises(BadInput, match="gzip bomb"):
        load_trace(path)


def test_the_size_limit_holds_for_plain_and_packed(small: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="limit"):
        load_trace(small, bytes_max=100_000)
    packed = tmp_path / "t.json.gz"
    packed.write_bytes(gzip.compress(small.read_bytes(), mtime=0))
    with pytest.raises(BadInput, match="limit"):
        load_trace(packed, bytes_max=100_000)


def test_a_gpu_recording_that_lost_its_end_is_not_taken_for_a_cpu_one(tmp_path: Path) -> None:
    op = {"ph": "X", "cat": "cpu_op", "name": "aten::mm", "pid": 1, "tid": 1, "ts": 1, "dur": 1}
    whole = json.dumps({**GPU, "traceEvents": [op, op, op]})
    path = tmp_path / "t.json"
    path.write_text(whole[:-20])
    trace = load_trace(path)
    assert len(trace.launches) == 0
    assert {"truncated", "no-device-events"} <= codes(trace).keys()
