"""What a set of operators reads from outside and leaves for others, and what moving that takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.trace.layout import covers
from workbench.trace.opgraph import Operand, OpGraph, OpNode

# They read of their first argument only what their index names.
GATHERS = frozenset(
    ("aten::index", "aten::index_select", "aten::gather", "aten::embedding", "aten::take")
)


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


def boundary(
    graph: OpGraph, nodes: Sequence[int], declared: Collection[int] | None = None
) -> Boundary:
    """The boundary of `nodes`, ascending.

    What nobody read during the recording counts as an output where it is `declared` (without that,
    everywhere): someone may read it after the step. So does what is later written in part from
    outside, for the rest of it is still needed.
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
            unread = not graph.values[value].readers
            wanted = declared is None or value in declared or not unread
            wanted |= graph.values[value].kept
            if wanted and escapes(graph, value, inside):
                outputs[value] = graph.values[value].ref.type.nbytes
            else:
                inner.append(value)
    inputs = {value: _read_bytes(graph, value, found) for value, found in reads.items()}
    return Boundary(inputs, outputs, tuple(inner))


def escapes(graph: OpGraph, value: int, inside: Collection[int]) -> bool:
    """Whether someone outside, or after the step, may need `value`, which `inside` writes."""
    found = graph.values[value]
    if found.kept or any(reader not in inside for reader in found.readers):
        return True
    if any(writer not in inside for writer in found.overwritten_by):
        return True
    return not found.readers and not any(
        graph.values[later].ref.storage == found.ref.storage
        and covers(graph.values[later].ref, found.ref)
        for writer in found.overwritten_by
        for later in graph.nodes[writer].outputs
    )


def _read_bytes(graph: OpGraph, value: int, reads: Sequence[tuple[OpNode, Operand]]) -> int:
    """Bytes of `value` that `reads` touch: each view once, of gathered ones what is picked."""
    whole: dict[object, int] = {}
    picked: dict[object, int] = {}
    for node, operand in reads:
        assert operand.ref is not None
        nbytes = operand.ref.type.nbytes
        whole[operand.view] = max(whole.get(operand.view, 0), nbytes)
        if node.name in GATHERS and operand is node.operands[0]:
            nbytes = sum(graph.values[output].ref.type.nbytes for output in node.outputs)
        picked[operand.view] = picked.get(operand.view, 0) + nbytes
    touched = sum(min(nbytes, picked[view]) for view, nbytes in whole.items())
    return min(touched, graph.values[value].ref.type.nbytes)


def bytes_now(graph: OpGraph, nodes: Sequence[int]) -> int:
    """Bytes that the operators move as they are: each reads its inputs and writes its outputs."""
    total = 0
    for index in nodes:
        alone = boundary(graph, (index,))
        written = sum(graph.values[v].ref.type.nbytes for v in graph.nodes[index].outputs)
        total += alone.bytes_read + written
    return total
