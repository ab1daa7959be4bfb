"""Bytes that a set of operators must read and write: one count for named and mined fusions."""

from __future__ import annotations

from typing import Any

import torch

from workbench.suggest.boundary import boundary
from workbench.suggest.tracing import trace_examples
from workbench.trace.opgraph import OpGraph


def names(graph: OpGraph) -> list[str]:
    return [node.name.removeprefix("aten::") for node in graph.nodes]


def test_views_of_one_tensor_are_read_once_however_many() -> None:
    def rotate(tensor: Any) -> Any:
        x, cos, sin = tensor(6, 12), tensor(6, 12), tensor(6, 12)
        low, high = x.chunk(2, dim=-1)
        return x * cos + torch.cat((-high, low), dim=-1) * sin

    graph = trace_examples(rotate, "bfloat16")
    edge = boundary(graph, range(len(graph.nodes)))
    # x whole and its two halves are 144 bytes, not 288
    assert sorted(edge.inputs.values()) == [144, 144, 144]
    assert (edge.bytes_read, edge.bytes_written) == (3 * 144, 144)


def test_both_halves_of_one_tensor_count() -> None:
    def gate(tensor: Any) -> Any:
        low, high = tensor(6, 12).chunk(2, dim=-1)
        return torch.nn.functional.silu(low) * high

    graph = trace_examples(gate, "float32")
    edge = boundary(graph, range(len(graph.nodes)))
    assert (edge.bytes_read, edge.bytes_written) == (6 * 12 * 4, 6 * 6 * 4)
    assert boundary(graph, (0,)).bytes_read == 6 * 6 * 4  # silu reads one half alone


def test_gathers_read_what_they_pick_and_no_more_than_there_is() -> None:
    def pick(tensor: Any) -> Any:
        table, ids = tensor(100, 8), torch.zeros(3, dtype=torch.int64)
        return table[ids] + table[ids]

    graph = trace_examples(pick, "bfloat16")
    index = [k for k, name in enumerate(names(graph)) if name == "index"]
    assert boundary(graph, index[:1]).bytes_read == 3 * 8 * 2 + 3 * 8
    assert boundary(graph, index).bytes_read == 2 * 3 * 8 * 2 + 3 * 8

    def pick_many(tensor: Any) -> Any:
        return tensor(4, 8)[torch.zeros(50, dtype=torch.int64)]

    graph = trace_examples(pick_many, "bfloat16")
    (index,) = [k for k, name in enumerate(names(graph)) if name == "index"]
    assert boundary(graph, (index,)).bytes_read == 4 * 8 * 2 + 50 * 8


def test_what_nobody_read_is_an_output_only_where_declared() -> None:
    def best(tensor: Any) -> Any:
        return torch.topk(tensor(4, 32), 3, dim=-1)[1] + 1

    graph = trace_examples(best, "bfloat16")
    (topk,) = [k for k, name in enumerate(names(graph)) if name == "topk"]
    values, ids = graph.nodes[topk].outputs
    assert set(boundary(graph, (topk,)).outputs) == {values, ids}
    assert set(boundary(graph, (topk,), {ids}).outputs) == {ids}
    assert boundary(graph, (topk,), {ids}).inner == (values,)
