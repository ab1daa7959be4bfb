"""Printed graphs, and which of their nodes a kernel really computes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.inductor.folder import CompiledGraph, load_graph
from workbench.inductor.graph_text import parse_graph, read_graph


@pytest.fixture(scope="module")
def folder(raw_6l: Path) -> Path:
    """What TORCH_COMPILE_DEBUG left of six layers of Gemma 4."""
    return raw_6l / "inductor" / "model__1_inference_1.1"


@pytest.fixture(scope="module")
def graph(folder: Path) -> CompiledGraph:
    """The whole folder, read."""
    return load_graph(folder)


def test_nodes_of_a_real_graph(folder: Path) -> None:
    nodes = {node.name: node for node in read_graph(folder / "fx_graph_transformed.py")}
    assert len(nodes) == 1756
    assert nodes["arg9_1"].op == "placeholder"
    assert (nodes["arg9_1"].dtype, nodes["arg9_1"].shape) == ("bf16", "4096, 2816")
    mm = nodes["mm"]
    assert (mm.op, mm.inputs, mm.shape) == ("aten.mm", ("view_8", "permute_2"), "8, 4096")
    assert mm.file.endswith("gemma4/modeling_gemma4.py") and (mm.line, mm.function) == (
        1228,
        "forward",
    )
    assert nodes["getitem_9"].op == "getitem" and nodes["getitem_9"].inputs == ("topk",)
    assert nodes["exp_default_5"].file == ""  # made by a pass, from no line
    assert nodes["permute_2"].is_view and not nodes["clone_4"].is_view


def test_a_graph_in_the_newer_notation() -> None:
    text = """class GraphModule(torch.nn.Module):
    def forward(self, arg0: "f32[8, 4][4, 1]cuda:0", s0: "Sym(s0)"):
        #  File: a b/net.py:31 in forward, code: y = x * 2  # File: no.py:1 in no
        mul: "f32[8, 4][4, 1]cuda:0" = torch.ops.aten.mul.Tensor(arg0, 2);  arg0 = None
        # No stacktrace found for following nodes
        topk = torch.ops.aten.topk.default(mul, 2);  mul = None
        getitem: "f32[8, 2][2, 1]cuda:0" = topk[0];  topk = None
        return (getitem, s0)
"""
    nodes = parse_graph(text)
    assert [(n.name, n.op, n.line) for n in nodes[2:]] == [
        ("mul", "aten.mul", 31), ("topk", "aten.topk", -1), ("getitem", "getitem", -1),
    ]  # fmt: skip
    assert nodes[2].file == "a b/net.py" and nodes[2].function == "forward"
    assert nodes[1].dtype == ""  # a size is no tensor


@pytest.mark.parametrize("text", ["", "class <lambda>(torch.nn.Module):\n  x = 1\n", "def", "\x00"])
def test_what_is_no_graph_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput, match="where"):
        parse_graph(text, "where")


def executed(graph: CompiledGraph, handle: str) -> set[str]:
    k = next(k for k, call in enumerate(graph.code.calls) if call.handle.endswith(handle))
    return set(graph.executed[k])


def test_provenance_is_cut_down_to_the_data_flow(graph: CompiledGraph) -> None:
    # K's copy for attention: provenance lists 57 nodes, Q's norm and rope among them
    handle = "unsqueeze_view_where_5:10"
    k = next(k for k, call in enumerate(graph.code.calls) if call.handle.endswith(handle))
    assert len(graph.listed[k]) == 57
    assert graph.executed[k] == ("unsqueeze_26", "expand_11", "clone_4", "view_17")
    assert executed(graph, "attention.default:13") == {"_scaled_dot_product_cudnn_attention"}
    assert executed(graph, "topk.default:18") == {"topk"}
    # a mask is made of nothing but sizes
    assert {"iota_6", "iota_7", "where"} <= executed(graph, "unsqueeze_view_where_6:12")


def test_norms_that_share_one_kernel_are_all_there(graph: CompiledGraph) -> None:
    nodes = executed(graph, "embedding_mean_mul_pow_view_7:15")
    assert {"mean_4", "mean_5", "mean_7", "add_15", "mul_31"} <= nodes
    assert "mean_8" not in nodes  # the experts' input norm runs in the kernel that gathers


def test_every_computing_node_that_is_listed_is_computed_somewhere(graph: CompiledGraph) -> None:
    nodes = {node.name: node for node in graph.graph}
    computed = {name for own in graph.executed for name in own}
    listed = {name for names in graph.listed for name in names}
    missing = {name for name in listed - computed if not nodes[name].is_view}
    assert missing == set()
    assert all(graph.executed)
    for own, names in zip(graph.executed, graph.listed, strict=True):
        assert set(own) <= set(names)


def test_the_folder_of_a_capture_is_read_too(folder: Path, tmp_path: Path) -> None:
    mapping = json.loads((folder / "inductor_provenance_tracking_node_mappings.json").read_text())
    (tmp_path / "output_code.py").write_bytes((folder / "output_code.py").read_bytes())
    text = (folder / "fx_graph_transformed.py").read_bytes()
    (tmp_path / "post_grad_graph.txt").write_bytes(text)
    record = {
        "cache_key": "fkey",
        "node_mappings": mapping,
        "nodes": {"mm": {"module": "layers.0.q", "class": "Linear", "file": "f.py", "line": 3}},
    }
    (tmp_path / "provenance.json").write_text(json.dumps(record))
    scheduler = {
        "kernels": {"triton_a": {"bytes_read": 3, "bytes_written": 4, "nodes": ["x"], "more": 1}},
        "refusals": [{"first": "op1", "second": "op2", "reason": "why"}],
    }
    (tmp_path / "scheduler.json").write_text(json.dumps(scheduler))
    graph = load_graph(tmp_path)
    assert graph.key == "fkey" and graph.health == ()
    assert graph.origins["mm"].module == "layers.0.q" and graph.origins["mm"].line == 3
    assert graph.scheduler.kernels["triton_a"].bytes_read == 3
    assert graph.scheduler.refusals[0].reason == "why"


def test_damage_beside_the_output_code_is_told_not_fatal(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "output_code.py").write_bytes((folder / "output_code.py").read_bytes())
    (tmp_path / "post_grad_graph.txt").write_text("torn")
    (tmp_path / "provenance.json").write_text('{"node_mappings": [')
    (tmp_path / "scheduler.json").write_text('{"kernels": []}')
    graph = load_graph(tmp_path)
    assert len(graph.code.calls) == 185 and set(graph.executed) == {()}
    codes = {finding.code for finding in graph.health}
    assert codes == {"graph-unreadable", "graph-missing", "record-unreadable", "provenance-missing"}


@pytest.mark.parametrize("count", [-1, 1 << 62, 10**22, 1.5, "7"])
def test_a_byte_count_that_none_can_be_refuses_the_record(
    folder: Path, tmp_path: Path, count: object
) -> None:
    (tmp_path / "output_code.py").write_bytes((folder / "output_code.py").read_bytes())
    record = {"kernels": {"triton_a": {"calls": [{"reads": {"buf0": count}}]}}}
    (tmp_path / "scheduler.json").write_text(json.dumps(record))
    graph = load_graph(tmp_path)
    assert graph.scheduler.kernels == {}
    assert "scheduler.json" in next(
        one.detail for one in graph.health if one.code == "record-unreadable"
    )


def test_a_folder_without_output_code_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no output_code\.py"):
        load_graph(tmp_path)
