"""Recordings of other engines and devices: nothing lost, graphs followed to their recording."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from workbench.trace import Trace, load_trace


def codes(trace: Trace) -> dict[str, int]:
    """Findings by code."""
    return {finding.code: finding.count for finding in trace.health}


@pytest.mark.parametrize(
    ("name", "kernels", "by_graphs", "graphs"),
    [
        ("sglang-qwen3-8b-decode/decode.json.gz", 555, 544, 1),
        ("vllm-decode-full-graph/graph_execution.json.gz", 425, 421, 1),
        ("vllm-prefilldecode-piecewise/graph_execution.json.gz", 413, 361, 25),
    ],
)
def test_hip_graph_replays(
    shared: Path, name: str, kernels: int, by_graphs: int, graphs: int
) -> None:
    trace = load_trace(shared / "foreign" / name)
    assert Counter(trace.launches["category"].astype(str))["kernel"] == kernels
    replayed = trace.launches[trace.launches["api"] == "hipGraphLaunch"]
    assert (len(replayed), replayed["correlation"].nunique()) == (by_graphs, graphs)
    assert trace.metadata["device_kind"] == "hip"
    assert (trace.launches["step"] == 0).all()
    assert codes(trace) == {"no-steps": 1}


@pytest.mark.parametrize(
    ("recording", "replay", "count"),
    [
        (
            "sglang-qwen3-8b-decode/capture_bs32_rank0.json.gz",
            "sglang-qwen3-8b-decode/decode.json.gz",
            544,
        ),
        (
            "vllm-decode-full-graph/graph_capture_rank_0.pt.trace.json.gz",
            "vllm-decode-full-graph/graph_execution.json.gz",
            421,
        ),
    ],
)
def test_what_was_recorded_into_a_graph_is_what_it_replays(
    shared: Path, recording: str, replay: str, count: int
) -> None:
    recorded = load_trace(shared / "foreign" / recording).recorded
    launches = load_trace(shared / "foreign" / replay).launches
    replayed = launches[launches["api"] == "hipGraphLaunch"]
    assert len(recorded) == count
    assert list(recorded["name"]) == list(replayed["name"])
    assert (recorded[["op", "module", "frame"]] >= 0).all(axis=None)
    assert (recorded["graph_node"] == 0).all() and (recorded["duration_ns"] == 0).all()


def test_eager_on_hip(shared: Path) -> None:
    trace = load_trace(shared / "foreign" / "mi300-qwen1.5-0.5b" / "trace.json.gz")
    launches = trace.launches
    assert len(launches) == 1517
    # 463 kernels were launched before the recording began
    assert codes(trace) == {"missing-correlation": 463}
    joined = launches[launches["api"] != ""]
    assert len(joined) == 1054
    assert (joined[["op", "module", "frame", "step"]] >= 0).all(axis=None)
    classes = trace.modules["class_name"].astype(str).to_numpy()[joined["module"].to_numpy()]
    assert Counter(classes)["Qwen2RMSNorm"] == 49 * 8
    assert list(trace.steps["name"]) == ["ProfilerStep#6"]


def span(cat: str, name: str, ts: float, dur: float, tid: Any, **args: Any) -> dict[str, Any]:
    """A complete event of process 1."""
    return {"ph": "X", "cat": cat, "name": name, "ts": ts, "dur": dur, "pid": 1, "tid": tid,
            "args": args}  # fmt: skip


def load(path: Path, events: list[dict[str, Any]]) -> Trace:
    """The trace of these events."""
    path.write_text(json.dumps({"traceEvents": events}))
    return load_trace(path)


def test_stacks_on_another_thread_id_are_joined_when_that_is_certain(tmp_path: Path) -> None:
    stacks = [
        span("python_function", "nn.Module: Router_3", 0, 100, 0),
        span("python_function", "model.py(7): forward", 1, 90, 0),
    ]
    work = [
        span("cpu_op", "aten::mm", 10, 20, 55),
        span("cuda_runtime", "cudaLaunchKernel", 15, 2, 55, correlation=9),
        span("kernel", "gemm", 40, 5, 7, correlation=9, device=0, stream=7),
    ]
    joined = load(tmp_path / "t.json", [*stacks, *work])
    assert joined.launches[["op", "module", "frame"]].to_numpy().tolist() == [[0, 0, 0]]
    assert codes(joined)["stacks-on-other-thread"] == 2
    other = load(tmp_path / "u.json", [*stacks, *work, span("cpu_op", "aten::mm", 10, 20, 56)])
    assert other.launches[["module", "frame"]].to_numpy().tolist() == [[-1, -1]]


def test_launches_belong_to_the_step_of_their_host_call(tmp_path: Path) -> None:
    events = [
        span("user_annotation", "ProfilerStep#4", 0, 100, 1),
        span("user_annotation", "step#0", 1, 40, 1),
        span("user_annotation", "step#1", 50, 40, 1),
        span("gpu_user_annotation", "step#1", 200, 100, 7),
    ]
    for k, (host, device) in enumerate([(10, 60), (30, 205), (60, 210), (95, 220)]):
        events.append(span("cuda_runtime", "cudaLaunchKernel", host, 1, 1, correlation=k))
        events.append(span("kernel", f"k{k}", device, 5, 7, correlation=k, device=0, stream=7))
    events.append(span("kernel", "lost on the device", 250, 5, 7, device=0, stream=7))
    trace = load(tmp_path / "t.json", events)
    assert list(trace.steps["name"]) == ["step#0", "step#1"]
    # the third was launched in step#1, the fourth in no step; the last is told by device time
    assert trace.launches["step"].tolist() == [0, 0, 1, -1, 1]


def test_a_correlation_used_twice_joins_the_call_before(tmp_path: Path) -> None:
    events = []
    for start, name in ((10, "first"), (50, "second")):
        events.append(span("cuda_runtime", f"cudaLaunchKernel{name}", start, 1, 1, correlation=3))
        events.append(span("kernel", name, start + 5, 2, 7, correlation=3, device=0, stream=7))
    launches = load(tmp_path / "t.json", events).launches
    assert list(launches["api"]) == ["cudaLaunchKernelfirst", "cudaLaunchKernelsecond"]


def test_launches_are_sorted_by_device_then_start_then_file_order(tmp_path: Path) -> None:
    rows = [("b", 1, 5), ("c", 0, 9), ("a", 1, 5), ("d", 0, 1)]
    events = [span("kernel", n, ts, 1, 7, device=d, stream=7) for n, d, ts in rows]
    assert list(load(tmp_path / "t.json", events).launches["name"]) == ["d", "c", "b", "a"]


def test_graph_nodes_are_kept(tmp_path: Path) -> None:
    events = [span("cuda_runtime", "cudaGraphLaunch", 1, 1, 1, correlation=2)]
    for node in (4, 2**40):
        args = {"correlation": 2, "device": 0, "stream": 7, "graph node id": node}
        events.append(span("kernel", "k", 5, 1, 7, **args))
    trace = load(tmp_path / "t.json", events)
    assert trace.launches["graph_node"].tolist() == [4, 2**40]
    assert set(trace.launches["api"]) == {"cudaGraphLaunch"}


def test_leaf_ops_stand_in_for_launches_without_a_gpu(tmp_path: Path) -> None:
    events = [
        span("cpu_op", "aten::linear", 0, 30, 1),
        span("cpu_op", "aten::t", 1, 3, 1),
        span("cpu_op", "aten::transpose", 2, 1, 1),
        span("cpu_op", "aten::addmm", 10, 15, 1),
        span("cpu_op", "aten::expand", 11, 3, 1),
        span("cpu_op", "aten::as_strided", 12, 1, 1),
        span("cpu_op", "aten::copy_", 15, 5, 1),
        span("cpu_op", "TorchDynamo Cache Lookup", 40, 5, 1),
        span("cpu_op", "aten::to", 50, 9, 1),
        span("cpu_op", "aten::_to_copy", 51, 7, 1),
        span("cpu_op", "aten::copy_", 52, 5, 1),
        span("cpu_op", "cpp_fused_gelu_0", 60, 5, 1),
    ]
    trace = load(tmp_path / "t.json", events)
    launches = trace.launches
    assert list(launches["name"]) == ["aten::addmm", "aten::copy_", "cpp_fused_gelu_0"]
    assert set(launches["category"]) == {"op"}
    assert list(trace.ops["name"].iloc[launches["op"]]) == [
        "aten::addmm",
        "aten::copy_",
        "cpp_fused_gelu_0",
    ]
    assert trace.metadata["device_kind"] == "cpu"
    assert codes(trace)["cpu-stand-ins"] == 3
