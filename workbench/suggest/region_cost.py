"""What a mined region costs as one launch: its bytes, the launch floor, the waves of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.suggest.boundary import Boundary
from workbench.suggest.cost import ROW_ELEMENTS_MAX, Ceilings
from workbench.suggest.latency import least_us
from workbench.suggest.rowspace import is_row_op
from workbench.trace.opgraph import OpGraph


def row_elements(graph: OpGraph, nodes: Sequence[int], rows: int) -> int:
    """Elements of the longest row among what `nodes` read and write, in `rows` rows."""
    return max((kind // rows for kind in _extents(graph, nodes, rows)), default=0)


def _extents(graph: OpGraph, nodes: Sequence[int], rows: int) -> Iterator[int]:
    for index in nodes:
        node = graph.nodes[index]
        for value in node.outputs:
            yield graph.values[value].ref.type.numel
        if is_row_op(node):
            yield from (item.ref.type.numel for item in node.operands[:1] if item.ref)


def region_us(
    graph: OpGraph,
    nodes: Sequence[int],
    edge: Boundary,
    rows: int,
    limits: Ceilings,
    multiprocessors: int,
) -> dict[str, float]:
    """Microseconds of `nodes` as one launch of `rows` programs, and how they come about.

    max(bytes / copy bandwidth, `least_us`, the waves of programs, each with an even share of the
    bandwidth). A row longer than ROW_ELEMENTS_MAX is read twice where a row operator needs it.
    """
    bandwidth = limits.bandwidth_gb_per_s.value * 1000  # bytes a us
    long = row_elements(graph, nodes, rows) > ROW_ELEMENTS_MAX
    passes = 2 if long and any(is_row_op(graph.nodes[node]) for node in nodes) else 1
    moved = edge.bytes_read * passes + edge.bytes_written
    waves = -(-rows // multiprocessors) if multiprocessors else 0
    wave_us = waves * (moved / rows) / (bandwidth / multiprocessors) if multiprocessors else 0.0
    bytes_us, floor_us = moved / bandwidth, least_us(graph, nodes, limits)
    return {
        "passes": passes,
        "bytes_us": bytes_us,
        "floor_us": floor_us,
        "waves_us": wave_us,
        "us": max(bytes_us, floor_us, wave_us),
    }
