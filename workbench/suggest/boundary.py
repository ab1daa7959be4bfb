"""What a set of operators reads from outside and leaves for others, and what moving that takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.suggest.cost import GATHERS, ROW_ELEMENTS_MAX, Ceilings
from workbench.suggest.rowspace import is_row_op
from workbench.trace.opgraph import Operand, OpGraph, OpNode


@dataclass(frozen=True)
class Boundary:
    """inputs: value from outside -> bytes read of it; outputs: value that must be left -> bytes.

    inner: values that die inside.
    """

    inputs: Mapping[int, int]
    outputs: Mapping[int, int]
    inner: tuple[int, ...]

    @property
    def bytes_read(self) -> int:
        """Every input once; of gathered ones what is picked."""
        return sum(self.inputs.values())

    @property
    def bytes_written(self) -> int:
        """Every output once."""
        return sum(self.outputs.values())


def boundary(graph: OpGraph, nodes: Sequence[int]) -> Boundary:
    """The boundary of `nodes`, ascending.

    What nobody read during the recording counts as an output: someone may read it after the step.
    So does what is later written in part from outside, for the rest of it is still needed.
    """
    inside = set(nodes)
    reads: dict[int, list[tuple[OpNode, Operand]]] = {}
    outputs, inner = {}, []
    for index in nodes:
        node = graph.nodes[index]
        for operand in node.operands:
            for source in operand.sources:
                if graph.values[source].producer not in inside:
                    reads.setdefault(source, []).append((node, operand))
        for value in node.outputs:
            if escapes(graph, value, inside):
                outputs[value] = graph.values[value].ref.type.nbytes
            else:
                inner.append(value)
    inputs = {value: _read_bytes(graph, found) for value, found in reads.items()}
    return Boundary(inputs, outputs, tuple(inner))


def escapes(graph: OpGraph, value: int, inside: Collection[int]) -> bool:
    """Whether someone outside, or after the step, may need `value`, which `inside` writes."""
    found = graph.values[value]
    if any(reader not in inside for reader in found.readers):
        return True
    if any(writer not in inside for writer in found.overwritten_by):
        return True
    return not found.readers and not found.overwritten_by


def _read_bytes(graph: OpGraph, reads: Sequence[tuple[OpNode, Operand]]) -> int:
    whole = max(operand.ref.type.nbytes for _, operand in reads if operand.ref is not None)
    picked = 0
    for node, operand in reads:
        if node.name not in GATHERS or operand is not node.operands[0]:
            return whole
        picked += sum(graph.values[value].ref.type.nbytes for value in node.outputs)
    return min(whole, picked)


def bytes_now(graph: OpGraph, nodes: Sequence[int]) -> int:
    """Bytes that the operators move as they are: each reads its inputs and writes its outputs."""
    total = 0
    for index in nodes:
        alone = boundary(graph, (index,))
        written = sum(graph.values[v].ref.type.nbytes for v in graph.nodes[index].outputs)
        total += alone.bytes_read + written
    return total


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

    max(bytes / copy bandwidth, launch floor, the waves of programs, each with an even share of the
    bandwidth). A row longer than ROW_ELEMENTS_MAX is read twice where a row operator needs it.
    """
    bandwidth = limits.bandwidth_gb_per_s.value * 1000  # bytes a us
    long = row_elements(graph, nodes, rows) > ROW_ELEMENTS_MAX
    passes = 2 if long and any(is_row_op(graph.nodes[node]) for node in nodes) else 1
    moved = edge.bytes_read * passes + edge.bytes_written
    waves = -(-rows // multiprocessors) if multiprocessors else 0
    wave_us = waves * (moved / rows) / (bandwidth / multiprocessors) if multiprocessors else 0.0
    bytes_us, floor_us = moved / bandwidth, limits.floor_us.value
    return {
        "passes": passes,
        "bytes_us": bytes_us,
        "floor_us": floor_us,
        "waves_us": wave_us,
        "us": max(bytes_us, floor_us, wave_us),
    }
