"""Work beside a GEMM that it could do on the way, and copies that repeat what they copy."""

from __future__ import annotations

from workbench.suggest.boundary import boundary, escapes
from workbench.suggest.legality import may_vanish, path_between
from workbench.suggest.regions import Region
from workbench.suggest.rowspace import (
    CREATIONS,
    is_gather,
    is_pointwise,
    operand_rows,
)
from workbench.trace.layout import distinct_elements
from workbench.trace.operators import CONTRACTIONS
from workbench.trace.opgraph import EXTERNAL, OpGraph, OpNode

_COPIES = ("aten::clone", "aten::_to_copy", "aten::copy")


def broadcast_copies(graph: OpGraph) -> frozenset[int]:
    """Nodes that write out a tensor which repeats what it reads (stride 0), and do nothing else."""
    return frozenset(
        node.index
        for node in graph.nodes
        if node.name in _COPIES
        and node.outputs
        and may_vanish(graph, (node.index,), node.outputs[0])
        and any(
            operand.ref is not None
            and operand.sources
            and distinct_elements(operand.ref.type) < operand.ref.type.numel
            and operand.ref.type.numel == graph.values[node.outputs[0]].ref.type.numel
            for operand in node.operands[:1]
        )
    )


def epilogue_of(graph: OpGraph, region: Region) -> int | None:
    """The GEMM, the last of several, that could do all of `region` on its result while it has it.

    Element by element on that result, which nobody else may read; None where there is none.
    """
    edge = boundary(graph, region.nodes)
    inside = set(region.nodes)
    for value in sorted(edge.inputs, reverse=True):
        found = graph.values[value]
        if found.producer == EXTERNAL or graph.nodes[found.producer].name not in CONTRACTIONS:
            continue
        together = sorted({found.producer, *inside})
        alone = not escapes(graph, value, inside) and not path_between(graph, together)
        elements = found.ref.type.numel
        if alone and _by_element(graph, region, value, elements):
            return found.producer
    return None


def _by_element(graph: OpGraph, region: Region, value: int, elements: int) -> bool:
    """Whether each element of `value` gives one element of every result, at the same place."""
    if region.fitting is None or elements not in region.fitting:
        return False
    for index in region.nodes:
        node = graph.nodes[index]
        if node.name in CREATIONS:
            continue
        if is_gather(node) or not is_pointwise(node.schema.qualified, node.name):
            return False
        for operand in node.operands:
            if value in operand.sources:
                fitting = operand_rows(graph, node, operand, graph.values[value].ref)
                if elements not in fitting:
                    return False
    return True


def prologue_of(graph: OpGraph, region: Region) -> tuple[int, ...]:
    """The GEMMs, ascending, that alone read the one result of `region` and could compute it as
    they read: element by element, rows gathered by an index.
    """
    edge = boundary(graph, region.nodes)
    if len(edge.outputs) != 1:
        return ()
    (value,) = edge.outputs
    found = graph.values[value]
    inside = set(region.nodes)
    readers = tuple(reader for reader in found.readers if reader not in inside)
    if not may_vanish(graph, region.nodes, value):
        return ()
    if not all(_streams(graph.nodes[reader], value) for reader in readers):
        return ()
    nodes = (graph.nodes[index] for index in region.nodes)
    return readers if all(_as_it_reads(node) for node in nodes) else ()


def _streams(node: OpNode, value: int) -> bool:
    """Whether `node` is a GEMM with `value` as its left operand, of which it reads each row."""
    operands = [operand for operand in node.operands if value in operand.sources]
    left = operands[:1] and operands[0].name in ("self", "mat1", "batch1", "input")
    return node.name in CONTRACTIONS and len(operands) == 1 and bool(left)


def _as_it_reads(node: OpNode) -> bool:
    gathers = is_gather(node) and not node.in_place
    return gathers or node.name in CREATIONS or is_pointwise(node.schema.qualified, node.name)
