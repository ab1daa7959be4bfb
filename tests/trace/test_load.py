"""Tables of real recordings against their ground truth, counted by independent means."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from workbench.schema import Frame, Launch, ModuleCall, Op, Step, columns
from workbench.trace import Trace, load_trace


def totals(trace: Trace) -> tuple[int, float]:
    """Device activities, and their GPU time in us to one decimal."""
    return len(trace.launches), round(int(trace.launches["duration_ns"].sum()) / 1000, 1)


@pytest.mark.parametrize(
    ("variant", "count", "gpu_us"),
    [("eager", 1119, 6010.0), ("inductor", 247, 3681.0), ("cudagraph", 254, 3730.0)],
)
def test_six_layers(raw_6l: Path, variant: str, count: int, gpu_us: float) -> None:
    trace = load_trace(raw_6l / variant / "trace.json.gz")
    assert totals(trace) == (count, gpu_us)
    assert trace.health == ()
    assert list(trace.steps["name"]) == ["step#0"]
    assert (trace.launches["step"] == 0).all()
    assert trace.metadata["device_name"] == "NVIDIA H100 80GB HBM3"
    assert trace.metadata["device_kind"] == "cuda"


@pytest.mark.parametrize(
    ("name", "count", "gpu_us", "by_category"),
    [
        ("gemma4-26b-a4b-decode-b8", 5383, 27732.5, {"kernel": 5232, "memcpy": 150, "memset": 1}),
        ("gemma4-26b-a4b-decode-b1", 4778, 14966.9, {"kernel": 4777, "memset": 1}),
        (
            "gemma4-26b-a4b-prefill-2048",
            5598,
            118232.6,
            {"kernel": 5173, "memset": 331, "memcpy": 94},
        ),
        ("gemma4-e4b-decode-b8", 4189, 16092.9, {"kernel": 4128, "memcpy": 60, "memset": 1}),
        (
            "gemma4-26b-a4b-decode-b8-expert-loop",
            37033,
            84273.7,
            {"kernel": 29302, "memcpy": 7730, "memset": 1},
        ),
    ],
)
def test_whole_models(
    shared: Path, name: str, count: int, gpu_us: float, by_category: dict[str, int]
) -> None:
    trace = load_trace(shared / "captures" / name / "eager" / "trace.json.gz")
    assert totals(trace) == (count, gpu_us)
    assert Counter(trace.launches["category"].astype(str)) == by_category
    assert (trace.launches["op"] >= 0).all()
    assert trace.health == ()


def test_launches_by_innermost_module(shared: Path) -> None:
    path = shared / "captures" / "gemma4-26b-a4b-decode-b8" / "eager" / "trace.json.gz"
    trace = load_trace(path)
    classes = trace.modules["class_name"].astype(str).to_numpy()
    parent = trace.modules["parent"].to_numpy()
    module = trace.launches["module"].to_numpy()
    own = pd.Series(classes[module])
    above = pd.Series(classes[parent[module]])
    ns = trace.launches["duration_ns"]

    def count_and_us(rows: pd.Series) -> tuple[int, float]:
        return int(rows.sum()), round(int(ns[rows.to_numpy()].sum()) / 1000, 1)

    router = above == "Gemma4TextRouter"
    assert count_and_us(own == "Gemma4TextRouter") == (300, 833.9)
    assert count_and_us((own == "Gemma4RMSNorm") & router) == (210, 417.0)
    assert count_and_us((own == "Linear") & router) == (60, 180.2)
    assert count_and_us(own == "Gemma4TextExperts") == (930, 9559.4)


def test_columns_are_the_rows_fields(raw_6l: Path) -> None:
    trace = load_trace(raw_6l / "eager" / "trace.json.gz")
    for table, row in (
        (trace.launches, Launch),
        (trace.recorded, Launch),
        (trace.ops, Op),
        (trace.modules, ModuleCall),
        (trace.frames, Frame),
        (trace.steps, Step),
    ):
        assert list(table.columns) == columns(row)
    for table, names in (
        (trace.launches, ("name", "category", "api")),
        (trace.ops, ("name",)),
        (trace.modules, ("class_name",)),
    ):
        assert all(isinstance(table[name].dtype, pd.CategoricalDtype) for name in names)


def naive(events: list[dict[str, Any]]) -> list[tuple[str, int, str, str, str]]:
    """(kernel, ns, innermost op, innermost module call, innermost user frame), by brute force."""

    def spans(*kinds: str) -> list[dict[str, Any]]:
        return [e for e in events if e.get("ph") == "X" and e.get("cat") in kinds]

    def innermost(call: dict[str, Any], around: list[dict[str, Any]]) -> str:
        inside = [
            e
            for e in around
            if e["tid"] == call["tid"] and e["ts"] <= call["ts"] < e["ts"] + e["dur"]
        ]
        return max(inside, key=lambda e: (e["ts"], -e["dur"]), default={"name": ""})["name"]

    calls = {e["args"]["correlation"]: e for e in spans("cuda_runtime", "cuda_driver")}
    ops, stacks = spans("cpu_op"), spans("python_function")
    modules = [e for e in stacks if e["name"].startswith("nn.Module: ")]
    skipped = ("nn.Module: ", "<", "torch/", "dataclasses.py")
    frames = [e for e in stacks if not e["name"].startswith(skipped)]
    rows = []
    for event in spans("kernel", "gpu_memcpy", "gpu_memset")[::7]:
        call = calls[event["args"]["correlation"]]
        places = [innermost(call, around) for around in (ops, modules, frames)]
        rows.append((event["name"], round(event["dur"] * 1000), *places))
    return rows


def test_attribution_agrees_with_brute_force(raw_6l: Path) -> None:
    path = raw_6l / "eager" / "trace.json.gz"
    trace = load_trace(path)
    launches = trace.launches
    frames = [f"{f.file}({f.line}): {f.function}" for f in trace.frames.itertuples()]
    modules = [f"nn.Module: {m.class_name}_{m.index}" for m in trace.modules.itertuples()]
    ops = list(trace.ops["name"])
    ours = Counter(
        (row.name, row.duration_ns, ops[row.op], modules[row.module], frames[row.frame])
        for row in launches.itertuples(index=False)
    )
    expected = naive(json.loads(gzip.decompress(path.read_bytes()))["traceEvents"])
    assert len(expected) == 160
    assert all(ours[row] for row in expected)


def test_every_kernel_of_a_graph_replay_hangs_off_its_launch(raw_6l: Path) -> None:
    trace = load_trace(raw_6l / "cudagraph" / "trace.json.gz")
    replayed = trace.launches[trace.launches["api"] == "cudaGraphLaunch"]
    assert Counter(replayed["category"].astype(str)) == {"kernel": 246, "memset": 1}
    assert replayed["correlation"].nunique() == 1
    assert replayed["host_ns"].nunique() == 1


def test_record_function_ids_join_the_execution_trace(raw_6l: Path) -> None:
    trace = load_trace(raw_6l / "eager" / "trace.json.gz")
    execution = json.loads(
        gzip.decompress((raw_6l / "eager" / "execution_trace.json.gz").read_bytes())
    )
    ids = {
        attribute["value"]
        for node in execution["nodes"]
        for attribute in node.get("attrs", [])
        if attribute["name"] == "rf_id"
    }
    assert set(trace.ops["record_function_id"]) <= ids


def test_compiled_graphs_are_named_by_their_cache_key(raw_6l: Path) -> None:
    trace = load_trace(raw_6l / "inductor" / "trace.json.gz")
    assert trace.metadata["compiled_graphs"] == (
        "fducdsnwouoiluhy4dnurslvebiyibmxklqiukuqrgyvv3axlu3j",
    )
    assert load_trace(raw_6l / "eager" / "trace.json.gz").metadata["compiled_graphs"] == ()
