"""Recordings that read well and cannot have happened: counted once, left out, or named."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.trace import Trace, load_trace

Event = dict[str, Any]
DEVICE = ("kernel", "gpu_memcpy", "gpu_memset")


@pytest.fixture(scope="module")
def recorded() -> list[Event]:
    """Events of a real eager step: 1,104 launches of 6 layers."""
    folder = Path(__file__).parent.parent / "data/gemma4-26b-a4b-6l-decode-b8"
    events: list[Event] = json.loads(
        gzip.decompress((folder / "eager/trace.json.gz").read_bytes())
    )["traceEvents"]
    return events


@pytest.fixture
def read(recorded: list[Event], tmp_path: Path) -> Callable[..., Trace]:
    """Read the recording with its events changed, each by `change`, and `more` behind them."""

    def read_changed(
        change: Callable[[Event], Event] = lambda event: event, more: list[Event] | None = None
    ) -> Trace:
        path = tmp_path / "t.json"
        path.write_text(json.dumps({"traceEvents": [*map(change, recorded), *(more or [])]}))
        return load_trace(path)

    return read_changed


def of_device(events: list[Event]) -> list[Event]:
    return [event for event in events if event.get("cat") in DEVICE]


def step(events: list[Event]) -> Event:
    return next(
        event
        for event in events
        if event.get("cat") == "user_annotation" and event["name"].startswith("step#")
    )


def codes(trace: Trace) -> dict[str, int]:
    return {finding.code: finding.count for finding in trace.health}


def test_a_real_step_raises_nothing(read: Callable[..., Trace]) -> None:
    assert codes(read()) == {}


def test_events_that_are_there_twice_count_once(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    whole = read()
    twice = read(more=recorded)
    calls = sum(event.get("cat") in ("cuda_runtime", "cuda_driver") for event in recorded)
    assert codes(twice) == {"duplicate-events": len(whole.launches) + calls}
    assert twice.launches["duration_ns"].sum() == whole.launches["duration_ns"].sum()
    assert list(twice.steps["name"]) == ["step#0"]


def test_launches_over_each_other_on_a_stream_are_named(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    other = [{**event, "ts": event["ts"] + 0.25} for event in of_device(recorded)]
    trace = read(more=other)
    found = next(one for one in trace.health if one.code == "overlapping-launches")
    assert found.count >= len(other)
    assert "are counted twice" in found.detail


def test_launches_beside_each_other_on_streams_are_no_finding(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    other = [{**event, "args": {**event["args"], "stream": 99}} for event in of_device(recorded)]
    assert codes(read(more=other)) == {}


def test_an_event_months_away_does_not_stretch_the_step(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    far = {**of_device(recorded)[7], "ts": 9e15 - 1}
    whole, trace = read(), read(more=[far])
    assert codes(trace) == {"stray-time": 1}
    assert len(trace.launches) == len(whole.launches)


def test_a_correlation_of_several_calls_is_named(read: Callable[..., Trace]) -> None:
    def one_id(event: Event) -> Event:
        if "correlation" not in event.get("args", {}):
            return event
        return {**event, "args": {**event["args"], "correlation": 7}}

    trace = read(one_id)
    assert codes(trace)["ambiguous-correlation"] == len(trace.launches)


def test_launches_without_a_duration_are_named(read: Callable[..., Trace]) -> None:
    trace = read(lambda event: {**event, "dur": 0} if event.get("cat") == "kernel" else event)
    assert codes(trace) == {"zero-duration": int((trace.launches["category"] == "kernel").sum())}


def test_launches_that_the_profiler_lost_are_counted(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    kernels = [event for event in recorded if event.get("cat") == "kernel"]
    gone = {event["args"]["correlation"] for event in kernels[::3]}

    def lose(event: Event) -> Event:
        if event.get("cat") == "kernel" and event["args"]["correlation"] in gone:
            return {"ph": "M", "name": "lost"}
        return event

    trace = read(lose)
    assert codes(trace) == {"launches-lost": len(gone)}
    assert len(trace.launches) == len(of_device(recorded)) - len(gone)


def steps_of(trace: Trace) -> dict[str, int]:
    launched = trace.launches["step"].value_counts()
    return {str(name): int(launched.get(k, 0)) for k, name in enumerate(trace.steps["name"])}


def test_steps_of_unlike_size_are_named(read: Callable[..., Trace], recorded: list[Event]) -> None:
    first = step(recorded)
    empty = {**first, "name": "step#1", "ts": first["ts"] + 3 * first["dur"], "dur": 9.0}
    trace = read(more=[empty])
    launches = len(trace.launches)
    assert steps_of(trace) == {"step#0": launches, "step#1": 0}
    (found,) = trace.health
    assert (found.code, found.count) == ("unlike-steps", 1)
    assert f"(step#1: 0, step#0: {launches:,})" in found.detail


def test_a_step_inside_another_leaves_it_the_rest(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    first = step(recorded)
    inside = {**first, "name": "step#1", "ts": first["ts"] + first["dur"] / 4,
              "dur": first["dur"] / 2}  # fmt: skip
    trace = read(more=[inside])
    assert codes(trace)["overlapping-steps"] == 1
    held = steps_of(trace)
    assert sum(held.values()) == len(trace.launches)
    assert min(held.values()) > 200


def test_a_step_that_two_processes_mark_is_one(
    read: Callable[..., Trace], recorded: list[Event]
) -> None:
    first = step(recorded)
    again = {**first, "pid": 77, "ts": first["ts"] + 5, "dur": first["dur"] + 20}
    trace = read(more=[again])
    assert codes(trace) == {}
    assert steps_of(trace) == {"step#0": len(trace.launches)}
    assert trace.steps["duration_ns"][0] == round((first["dur"] + 25) * 1000)
