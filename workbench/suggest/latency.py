"""How long the smallest launch that does something takes: its slot, memory's answer, its sums."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.suggest.cost import Ceilings
from workbench.suggest.rowspace import is_row_op
from workbench.trace.opgraph import OpGraph


def least_us(graph: OpGraph, nodes: Sequence[int], limits: Ceilings, launches: int = 1) -> float:
    """Time of `nodes` as that many launches, were there next to no bytes: for each launch the floor
    of an empty one and one round trip to memory, and the reductions that wait for each other.
    """
    each = limits.floor_us.value + limits.round_trip_us
    return launches * each + waits(graph, nodes) * limits.reduction_us


def waits(graph: OpGraph, nodes: Sequence[int]) -> int:
    """Row operators on the longest path through `nodes`."""
    depth: dict[int, int] = {}
    for index in nodes:
        node = graph.nodes[index]
        before = (depth.get(graph.values[value].producer, 0) for value in graph.reads(node))
        depth[index] = max(before, default=0) + (is_row_op(node) and node.name != "aten::cat")
    return max(depth.values(), default=0)
