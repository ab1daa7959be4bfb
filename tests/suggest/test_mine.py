"""Mining without names: what may be one launch, what must not, and what the real captures hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import torch

from workbench.schema import Ceiling, TensorType
from workbench.suggest.boundary import boundary
from workbench.suggest.computes import what_it_computes
from workbench.suggest.cost import Ceilings
from workbench.suggest.hosts import broadcast_copies, epilogue_of, prologue_of
from workbench.suggest.numerics import numerics
from workbench.suggest.region_cost import region_us
from workbench.suggest.regions import Region, Terms, grow_regions
from workbench.suggest.tracing import trace_examples
from workbench.trace.dataflow import build_graph
from workbench.trace.layout import TensorRef
from workbench.trace.operators import parse_schema
from workbench.trace.opgraph import Call, OpGraph

LIMITS = Ceilings(Ceiling(3000.0, "assumed"), Ceiling(0.8, "assumed"))


def grow(graph: OpGraph, barriers: Sequence[int] = (), each_us: float = 2.0) -> list[Region]:
    """Regions of two nodes and more, each node taking `each_us` now."""
    spent = dict.fromkeys(range(len(graph.nodes)), each_us)
    terms = Terms(LIMITS, 132, spent, lambda node: 0, barriers)
    return [region for region in grow_regions(graph, terms) if len(region.nodes) > 1]


def mined(
    run: Callable[[Any], Any], dtype: str = "bfloat16", barriers: Sequence[int] = ()
) -> tuple[OpGraph, list[Region]]:
    graph = trace_examples(run, dtype)
    return graph, grow(graph, barriers)


def names(graph: OpGraph, regions: Sequence[Region]) -> list[str]:
    return [what_it_computes(graph, region.nodes) for region in regions]


def norm(x: Any, w: Any) -> Any:
    wide = x.float()
    return (wide * torch.pow(wide.pow(2).mean(-1, True) + 1e-6, -0.5) * w.float()).type_as(x)


# --------------------------------------------------------------------------- grown


def test_two_norms_that_share_a_variance_are_one_region() -> None:
    def run(tensor: Any) -> Any:
        x, v, w = tensor(4, 8), tensor(8), tensor(8)
        wide = x.float()
        unit = wide * torch.pow(wide.pow(2).mean(-1, True) + 1e-6, -0.5)
        return (unit * v.float()).type_as(x), (unit * w.float()).type_as(x)

    graph, (region,) = mined(run)
    assert region.nodes == tuple(range(12)) and region.rows == 4
    edge = boundary(graph, region.nodes)
    assert edge.bytes_read == 4 * 8 * 2 + 2 * 8 * 2  # x once, two weights
    assert edge.bytes_written == 2 * 4 * 8 * 2
    assert what_it_computes(graph, region.nodes) == "norm+mul"  # one variance, one more weight


def test_norms_of_one_tensor_meet_though_nothing_flows_between_them() -> None:
    def run(tensor: Any) -> Any:
        h = tensor(4, 16) @ tensor(16, 8)
        return norm(h, tensor(8)) @ tensor(8, 8), norm(h, tensor(8)) @ tensor(8, 8)

    graph, (region,) = mined(run)
    assert names(graph, [region]) == ["2norm"]
    assert boundary(graph, region.nodes).bytes_read == 4 * 8 * 2 + 2 * 8 * 2


def test_gemms_and_attention_bound_regions() -> None:
    def run(tensor: Any) -> Any:
        h = norm(tensor(4, 8), tensor(8)) @ tensor(8, 8)
        q = norm(h, tensor(8)).view(1, 1, 4, 8)
        return torch.nn.functional.scaled_dot_product_attention(q, q, q) * 2 + 1

    graph, regions = mined(run)
    assert names(graph, regions) == ["norm", "norm", "mul+add"]


def test_an_operator_nobody_knows_bounds_regions_and_hides_none() -> None:
    @torch.library.custom_op("workbench_test::opaque", mutates_args=())
    def opaque(x: torch.Tensor) -> torch.Tensor:
        return x + 1

    def run(tensor: Any) -> Any:
        return torch.ops.workbench_test.opaque(norm(tensor(4, 8), tensor(8))).tanh().exp()

    graph, regions = mined(run)
    assert names(graph, regions) == ["norm", "tanh+exp"]


def test_an_intermediate_that_is_read_later_becomes_an_output() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8, 8)
        a = x.tanh()
        b = a.exp() * 2
        return b, a @ w

    graph, (region,) = mined(run)
    assert names(graph, [region]) == ["tanh+exp+mul"]
    edge = boundary(graph, region.nodes)
    assert edge.bytes_written == 2 * 4 * 8 * 2 and len(edge.inner) == 1


def test_an_intermediate_that_comes_back_through_a_gemm_splits() -> None:
    def run(tensor: Any) -> Any:
        a = tensor(8, 8).tanh().exp()
        return (a + a @ tensor(8, 8)).tanh()

    graph, regions = mined(run)
    assert names(graph, regions) == ["tanh+exp", "add+tanh"]


def test_an_in_place_write_between_splits() -> None:
    def run(tensor: Any) -> Any:
        gate = tensor(8, 8) @ tensor(8, 8)
        a = gate.tanh()
        gate.zero_()  # what tanh reads is gone, and the GEMM reads the new value
        return a * (gate @ tensor(8, 8))

    _, regions = mined(run)
    assert regions == []


def test_a_value_overwritten_inside_but_needed_outside_stays_apart() -> None:
    def run(tensor: Any) -> Any:
        h = tensor(8, 8) + 1
        product = h @ tensor(8, 8)  # reads h before
        h.mul_(2)
        return h.exp(), product

    graph, regions = mined(run)
    assert names(graph, regions) == ["mul+exp"]  # not the add as well: one launch leaves one h


def test_an_in_place_write_to_ones_own_result_is_taken_in() -> None:
    def run(tensor: Any) -> Any:
        return (tensor(8, 8) + tensor(8, 8)).mul_(tensor(1))

    graph, (region,) = mined(run)
    assert names(graph, [region]) == ["add+mul"]
    assert boundary(graph, region.nodes).bytes_written == 8 * 8 * 2


def test_an_overwritten_input_that_other_rows_gather_from_splits() -> None:
    def run(tensor: Any) -> Any:
        table, ids = tensor(512, 512), tensor(512, dtype=torch.int64).zero_()
        return table.mul_(table[ids] + 1)

    graph, regions = mined(run)
    # programs would race: one gathers a row that another has already multiplied
    assert names(graph, regions) == ["zero+gather+add"]


def test_rows_of_a_batch_and_a_batch_as_a_row_do_not_mix() -> None:
    def run(tensor: Any) -> Any:
        weights, ids = torch.topk(torch.softmax(tensor(8, 128).float(), -1), 8, -1)
        order = torch.sort(ids.view(-1)).values
        return weights / weights.sum(-1, True), order // 8

    graph, regions = mined(run)
    assert [(region.rows, name) for region, name in zip(regions, names(graph, regions), strict=True)
            ] == [(8, "softmax+topk+sum+div"), (1, "sort+div")]  # fmt: skip


def test_a_transposed_reader_does_not_share_rows() -> None:
    def run(tensor: Any) -> Any:
        a = tensor(256, 256).tanh()
        return a.t().exp().contiguous().sum(-1)

    _, regions = mined(run)
    assert all(0 not in region.nodes for region in regions)


def test_what_was_there_before_the_step_has_rows_too() -> None:
    """Recorded alone, a part of a model has activations that nothing in the step computed."""

    def activations(tensor: Any) -> Any:
        return tensor(8, 2816).tanh().exp().sin()

    def weight(tensor: Any) -> Any:
        return (tensor(8, 2816) @ tensor(2816, 2816)) * tensor(2816).float().exp()

    graph, (region,) = mined(activations)
    assert region.nodes == (0, 1, 2) and region.rows == 8 * 2816
    graph, (region,) = mined(weight)  # each program has its own, as it would read the weight
    assert names(graph, [region]) == ["exp+mul"] and region.rows == 8 * 2816


def test_heads_as_rows_and_tokens_as_rows_meet_at_tokens() -> None:
    def run(tensor: Any) -> Any:
        q = norm(tensor(8, 16, 32), tensor(32))  # a row a head
        return torch.softmax(q.reshape(8, 512), -1)  # a row a token

    graph, (region,) = mined(run)
    assert region.rows == 8 and names(graph, [region]) == ["norm+softmax"]


def test_nothing_is_fused_across_a_sync_or_an_unknown_launch() -> None:
    def run(tensor: Any) -> Any:
        x = tensor(4, 8, dtype=torch.float32).fill_(1.0)
        a = x.exp()
        a.sum().item()
        return a.tanh()

    graph, regions = mined(run)
    tanh = next(node.index for node in graph.nodes if node.name == "aten::tanh")
    assert all(tanh not in region.nodes for region in regions)

    def plain(tensor: Any) -> Any:
        return tensor(4, 8).exp().tanh().sin().cos()

    assert [region.nodes for region in mined(plain)[1]] == [(0, 1, 2, 3)]
    assert [region.nodes for region in mined(plain, barriers=(2,))[1]] == [(0, 1), (2, 3)]


def test_a_long_row_is_read_twice_where_it_is_reduced() -> None:
    def run(tensor: Any) -> Any:
        return torch.softmax(tensor(264, 100_000) * 2, -1)

    graph = trace_examples(run, "bfloat16")
    (region,) = grow(graph, each_us=200.0)
    assert region.rows == 264
    cost = region_us(graph, region.nodes, boundary(graph, region.nodes), 264, LIMITS, 132)
    tensor_bytes = 264 * 100_000 * 2
    assert cost["passes"] == 2
    assert cost["us"] == pytest.approx(3 * tensor_bytes / 3000e9 * 1e6)  # read twice, written once
    # on four programs of 132 processors it is slower than the two launches are now
    assert grow(trace_examples(lambda t: torch.softmax(t(4, 100_000) * 2, -1), "bfloat16")) == []


def test_a_storage_that_is_used_again_is_a_new_tensor() -> None:
    kind = TensorType((4, 8), (8, 1), "float32", "cuda:0", 4)
    weight = TensorType((8, 8), (8, 1), "float32", "cuda:0", 4)
    x, a, b, w = (TensorRef(k, 0, kind) for k in range(4))
    w = TensorRef(3, 0, weight)
    unary = "aten::{}(Tensor self) -> Tensor"
    gemm = parse_schema("aten::mm(Tensor self, Tensor mat2) -> Tensor")
    times = parse_schema("aten::mul.Tensor(Tensor self, Tensor other) -> Tensor")
    tanh, exp = (parse_schema(unary.format(name)) for name in ("tanh", "exp"))
    assert gemm and times and tanh and exp
    graph = build_graph(
        [
            Call(gemm, (x, w), (a,)),  # storage 1
            Call(tanh, (a,), (b,)),  # and it is freed
            Call(gemm, (x, w), (a,)),  # given out again
            Call(times, (b, a), (TensorRef(4, 0, kind),)),
            Call(exp, (TensorRef(4, 0, kind),), (b,)),  # storage 2 again, too
        ]
    )
    (region,) = grow(graph)
    assert region.nodes == (1, 3, 4)
    edge = boundary(graph, region.nodes)
    assert len(edge.inputs) == 2 and len(edge.outputs) == 1
    assert numerics(graph, region.nodes)["aliases"] == []  # they were never there at once


# --------------------------------------------------------------------------- beside GEMMs


def test_epilogue_prologue_and_broadcast_copy() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8, 8)
        gate = x @ w
        up = x @ w
        activated = torch.nn.functional.gelu(gate, approximate="tanh") * up
        keys = tensor(2, 1, 4, 8).expand(2, 3, 4, 8).contiguous()
        return activated @ w, keys @ tensor(2, 3, 8, 4)

    graph, (region,) = mined(run)
    gemms = [node.index for node in graph.nodes if node.name == "aten::mm"]
    assert epilogue_of(graph, region) == gemms[1]  # the later one: the other's result is there
    assert prologue_of(graph, region) == (gemms[2],)
    (copy,) = broadcast_copies(graph)
    assert graph.nodes[copy].name == "aten::clone"


def test_no_epilogue_where_others_need_the_result_or_a_row_is_needed() -> None:
    def read_twice(tensor: Any) -> Any:
        h = tensor(4, 8) @ tensor(8, 8)
        return h.tanh().exp(), h @ tensor(8, 8)

    def reduced(tensor: Any) -> Any:
        return torch.softmax(tensor(4, 8) @ tensor(8, 8), -1) * 2

    def halves(tensor: Any) -> Any:
        gate, up = (tensor(4, 8) @ tensor(8, 12)).chunk(2, -1)
        return gate.tanh() * up

    for run in (read_twice, reduced, halves):
        graph, (region,) = mined(run)
        assert epilogue_of(graph, region) is None


# --------------------------------------------------------------------------- numerics


def test_what_a_fusion_may_change_in_the_numbers() -> None:
    def run(tensor: Any) -> Any:
        x = norm(tensor(8, 16), tensor(16)) * 0.5
        logits = (x * 0.25) @ tensor(16, 32)
        return torch.topk(logits.float(), 2, -1).indices

    graph, regions = mined(run)
    found = numerics(graph, regions[0].nodes)
    assert [one["operator"] for one in found["roundings"]] == ["_to_copy", "mul"]
    assert found["choices"] == [{"operator": "topk", "gemms_between": 1}]
    assert found["reductions"] == ["mean"]
    assert found["aliases"] == []


def test_an_overwritten_input_is_an_alias() -> None:
    graph, (region,) = mined(lambda tensor: tensor(8, 8).mul_(tensor(8, 8)).exp())
    (alias,) = numerics(graph, region.nodes)["aliases"]
    assert alias["kind"] == "mul writes in place"
