"""Execution traces: the real ones, one recorded here, and damaged ones."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import BadInput
from workbench.suggest.tracing import trace_examples
from workbench.trace import execution
from workbench.trace.execution import load_op_graph
from workbench.trace.opgraph import OpGraph


@pytest.fixture(scope="module")
def layers(raw_6l: Path) -> OpGraph:
    return load_op_graph(raw_6l / "eager" / "execution_trace.json.gz")


def test_the_cut_of_six_layers(layers: OpGraph) -> None:
    count = Counter(node.name.removeprefix("aten::") for node in layers.nodes)
    assert len(layers.nodes) == 1017
    # 67 norms, 6 routers, 6 x 2 grouped GEMMs; 8 GEMMs a layer (q, k, v, o, gate, up, down, router)
    # but 7 in the sixth, whose V is its K, and one for the logits
    assert (count["mean"], count["topk"], count["_grouped_mm"]) == (67, 6, 12)
    assert count["mm"] == 6 * 8 - 1 + 1
    for composite in ("softmax", "linear", "to", "type_as", "reshape", "matmul", "view"):
        assert count[composite] == 0


def test_the_router_chain_is_recovered(layers: OpGraph) -> None:
    topk = next(node for node in layers.nodes if node.name == "aten::topk")
    names = {node.index: node.name.removeprefix("aten::") for node in layers.nodes}
    values, ids = (layers.values[value] for value in topk.outputs)
    assert [names[reader] for reader in values.readers] == ["sum", "div"]
    assert [names[reader] for reader in ids.readers] == ["index", "sort"]
    division = layers.nodes[values.readers[1]]
    assert division.in_place and values.overwritten_by == [division.index]
    softmax = layers.producer(topk.operands[0].sources[0])
    assert softmax is not None and softmax.name == "aten::_softmax"
    cast = layers.producer(softmax.operands[0].sources[0])
    assert cast is not None and cast.name == "aten::_to_copy"
    gemm = layers.producer(cast.operands[0].sources[0])
    assert gemm is not None and gemm.name == "aten::mm"


def test_every_op_of_a_step_is_in_one_node(layers: OpGraph, raw_6l: Path) -> None:
    path = raw_6l / "eager" / "execution_trace.json.gz"
    nodes = json.loads(gzip.decompress(path.read_bytes()))["nodes"]
    owned = Counter(rf_id for node in layers.nodes for rf_id in node.rf_ids)
    assert max(owned.values()) == 1
    assert len(owned) <= len(nodes)
    assert set(owned) == set(layers.node_of_rf)


@pytest.mark.shared
def test_larger_captures(shared: Path) -> None:
    counts = {}
    for name in ("gemma4-26b-a4b-decode-b8", "gemma4-e4b-decode-b8"):
        path = shared / "captures" / name / "eager" / "execution_trace.json.gz"
        graph = load_op_graph(path)
        counts[name] = (len(graph.nodes), sum(node.name == "aten::mean" for node in graph.nodes))
    assert counts == {
        "gemma4-26b-a4b-decode-b8": (4877, 331),  # 30 x (7 + 1 router + q, k, v) + the last
        "gemma4-e4b-decode-b8": (4139, 302),  # 42 x (5 + q) + 24 x (k, v) + 2
    }


# --------------------------------------------------------------------------- recorded here


def program(tensor: Any) -> Any:
    """A bit of everything: views, in-place, composites, casts, lists, infinities, out=."""
    x, w = tensor(6, 8), tensor(8, 8)
    y = torch.nn.functional.linear(x, w)
    y = y.reshape(2, 3, 8).transpose(0, 1).contiguous()
    y += 1.5
    gate, up = y.chunk(2, dim=-1)
    z = torch.nn.functional.silu(gate) * up
    p = torch.softmax(z, dim=-1, dtype=torch.float32)
    p = p.masked_fill(p < 0.1, float("-inf"))
    values, ids = torch.topk(p, 2, dim=-1)
    values /= values.sum(-1, keepdim=True)
    return torch.cat([values, values[..., :1]], -1), w[ids]


def record(run: Any, path: Path) -> None:
    observer = torch.profiler.ExecutionTraceObserver()
    observer.register_callback(str(path))
    with torch.no_grad():
        observer.start()
        run()
        observer.stop()
    observer.unregister_callback()


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_recording_and_tracing_give_one_graph(tmp_path: Path, dtype: str) -> None:
    """What ExecutionTraceObserver saw, cut, is what a TorchDispatchMode sees."""
    made = iter(
        [torch.ones(6, 8, dtype=getattr(torch, dtype)), torch.ones(8, 8).to(getattr(torch, dtype))]
    )
    record(lambda: program(lambda *_: next(made)), tmp_path / "trace.json")
    recorded = load_op_graph(tmp_path / "trace.json")
    traced = trace_examples(lambda tensor: program(tensor), dtype)
    traced_nodes = [n for n in traced.nodes if n.name not in ("aten::ones", "aten::_to_copy")]
    recorded_nodes = [n for n in recorded.nodes if n.name != "aten::_to_copy"]
    assert [n.name for n in recorded_nodes] == [n.name for n in traced_nodes]
    for mine, theirs in zip(recorded_nodes, traced_nodes, strict=True):
        assert reads(recorded, mine) == reads(traced, theirs), mine.name


def reads(graph: OpGraph, node: Any) -> list[Any]:
    """Operators that wrote what `node` reads, and how it views that."""
    found = []
    for operand in node.operands:
        for source in operand.sources:
            producer = graph.producer(source)
            inside = producer is not None and producer.name not in ("aten::ones", "aten::_to_copy")
            found.append((producer.name, operand.view) if inside and producer else None)
    return found


# --------------------------------------------------------------------------- damage


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1, 2]",
        b"not json",
        b"\x1f\x8b\x08\x00truncated",
        b'{"schema": "1.1.1-chakra.0.0.4", "nodes": [{"id": 1}]}',
        b'{"traceEvents": []}',
        gzip.compress(b'{"schema": "1", "nodes": [', mtime=0)[:-9],
    ],
)
def test_damaged_files_are_refused_with_their_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "execution_trace.json.gz"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"execution_trace\.json\.gz"):
        load_op_graph(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        load_op_graph(tmp_path / "nothing.json")


def test_size_is_bounded(raw_6l: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "TEXT_BYTES_MAX", 1 << 20)
    with pytest.raises(BadInput, match="GiB of text"):
        load_op_graph(raw_6l / "eager" / "execution_trace.json.gz")


def node(**changes: Any) -> dict[str, Any]:
    io = {
        "values": [[7, 8, 0, 8, 4, "cuda:0"]],
        "shapes": [[8]],
        "types": ["Tensor(float)"],
        "strides": [[1]],
    }
    schema = {"name": "op_schema", "value": "aten::neg(Tensor self) -> Tensor"}
    return {
        "id": 3,
        "name": "aten::neg",
        "ctrl_deps": 1,
        "inputs": dict(io),
        "outputs": dict(io, values=[[9, 10, 0, 8, 4, "cuda:0"]]),
        "attrs": [{"name": "rf_id", "value": 5}, schema],
        **changes,
    }


def write(path: Path, nodes: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps({"schema": "1.1.1-chakra.0.0.4", "nodes": nodes}))
    return path


def test_an_unknown_op_is_one_opaque_node(tmp_path: Path) -> None:
    schema = {"name": "op_schema", "value": "vllm::fused_thing(Tensor self) -> Tensor"}
    custom = node(name="vllm::fused_thing", attrs=[{"name": "rf_id", "value": 6}, schema])
    inner = node(id=4, ctrl_deps=3)
    graph = load_op_graph(write(tmp_path / "t.json", [custom, inner]))
    assert [n.name for n in graph.nodes] == ["vllm::fused_thing"]
    assert graph.nodes[0].rf_ids == (6, 5)


def test_a_kernel_without_schema_may_have_written_all_it_was_given(tmp_path: Path) -> None:
    triton = node(id=5, name="triton_red_fused_mul", attrs=[{"name": "rf_id", "value": 7}])
    after = node(id=7, attrs=[*node()["attrs"][1:], {"name": "rf_id", "value": 8}])
    graph = load_op_graph(write(tmp_path / "t.json", [node(), triton, after]))
    reader = graph.nodes[2].operands[0]
    assert graph.values[reader.sources[0]].producer == 1


@pytest.mark.parametrize(
    "inputs",
    [
        {"values": [[1, 2]], "shapes": [[8]], "types": ["Tensor(float)"], "strides": [[1]]},
        {
            "values": [[1, 2, 0, 8, 4, "cuda:0"]],
            "shapes": [[8]],
            "types": ["Tensor(float)"],
            "strides": [[1, 1]],
        },
        {
            "values": [[1, 2, 0, 8, 4, "cuda:0"]],
            "shapes": [["8"]],
            "types": ["Tensor(float)"],
            "strides": [[1]],
        },
        {"values": ["x"], "shapes": [[]], "types": ["Double"], "strides": [[]]},
        {"values": [1, 2], "shapes": [[]], "types": ["Int"], "strides": [[]]},
    ],
)
def test_malformed_arguments_are_refused(tmp_path: Path, inputs: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="malformed node"):
        load_op_graph(write(tmp_path / "t.json", [node(inputs=inputs)]))


def test_ids_given_twice_are_refused(tmp_path: Path) -> None:
    """Each of two parents would have the children of both: 2 ** 40 visits here."""
    twice = [node(id=k, ctrl_deps=k - 1) for k in range(2, 42) for _ in range(2)]
    with pytest.raises(BadInput, match="two nodes have the id 2"):
        load_op_graph(write(tmp_path / "t.json", twice))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 17_000), st.binary(min_size=1, max_size=4))
def test_flipped_bytes_never_end_in_a_traceback(
    tmp_path: Path, small: bytes, position: int, change: bytes
) -> None:
    damaged = bytearray(small)
    position %= len(damaged)
    damaged[position : position + len(change)] = change
    path = tmp_path / "damaged.json"
    path.write_bytes(bytes(damaged))
    try:
        load_op_graph(path)
    except BadInput as error:
        assert "damaged.json" in str(error)


@pytest.fixture(scope="module")
def small(raw_6l: Path) -> bytes:
    """The first 12 ops of a real trace, whole JSON."""
    text = gzip.decompress((raw_6l / "eager" / "execution_trace.json.gz").read_bytes())
    document = json.loads(text)
    return json.dumps({**document, "nodes": document["nodes"][:14]}).encode()
