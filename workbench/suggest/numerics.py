"""What a fusion may change in the numbers: roundings that vanish, choices behind, shared memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from workbench.suggest.boundary import GATHERS, boundary
from workbench.suggest.cost import REDUCTIONS
from workbench.suggest.risk import CONTRACTIONS_MAX, DECISIONS
from workbench.suggest.rowspace import CREATIONS
from workbench.suggest.state import short
from workbench.trace.layout import overlaps
from workbench.trace.operators import ATTENTIONS, CONTRACTIONS
from workbench.trace.opgraph import OpGraph, OpNode

_NARROW = frozenset(("bfloat16", "float16", "float8_e4m3fn", "float8_e5m2"))

# They hand on what they read, or its negative: nothing is rounded.
_EXACT = GATHERS | {
    *("aten::clone", "aten::copy", "aten::cat", "aten::neg", "aten::abs", "aten::relu"),
    *("aten::where", "aten::masked_fill", "aten::fill", "aten::zero", "aten::roll"),
    *("aten::index_put", "aten::index_copy", "aten::scatter", "aten::topk", "aten::sort"),
    *("aten::maximum", "aten::minimum", "aten::clamp"),
}

# Steps behind an output after which a choice is looked for no more.
NODES_MAX = 512


def region_risk(
    graph: OpGraph, nodes: Sequence[int], outputs: Iterable[int], distance: Sequence[int]
) -> str:
    """`decision`, `low` or `none`, as `risk.numerics_risk` tells of a pattern."""
    decides = any(graph.nodes[node].name in DECISIONS for node in nodes if _of_floats(graph, node))
    if decides or min((distance[value] for value in outputs), default=1 << 30) <= CONTRACTIONS_MAX:
        return "decision"
    return "low" if any(graph.nodes[node].name in REDUCTIONS for node in nodes) else "none"


def _of_floats(graph: OpGraph, index: int) -> bool:
    first = next((operand.ref for operand in graph.nodes[index].operands if operand.ref), None)
    return first is not None and first.type.dtype.startswith(("float", "bfloat"))


def numerics(graph: OpGraph, nodes: Sequence[int]) -> dict[str, Any]:
    """What must be looked at before `nodes` become one kernel.

    roundings: intermediates in 16 bits or less, which a kernel that keeps fp32 throughout would
    round no more. choices: discrete choices made from an output, with the GEMMs on the way.
    reductions: sums whose order may change. aliases: inputs that share memory with each other, or
    that an output overwrites.
    """
    edge = boundary(graph, nodes)
    inside = set(nodes)
    roundings = [
        {
            "operator": short(graph.nodes[graph.values[value].producer].name),
            "dtype": graph.values[value].ref.type.dtype,
            "node": graph.values[value].producer,
        }
        for value in edge.inner
        if graph.values[value].ref.type.dtype in _NARROW
        and not inside.isdisjoint(graph.values[value].readers)
        and graph.nodes[graph.values[value].producer].name not in _EXACT | CREATIONS
    ]
    summing = REDUCTIONS | ATTENTIONS
    reductions = [short(graph.nodes[i].name) for i in nodes if graph.nodes[i].name in summing]
    return {
        "roundings": roundings,
        "reductions": reductions,
        "choices": _choices(graph, nodes, edge.outputs),
        "aliases": _aliases(graph, sorted(edge.inputs), nodes),
    }


def _choices(
    graph: OpGraph, nodes: Sequence[int], outputs: Collection[int]
) -> list[dict[str, Any]]:
    """The nearest choices, inside first, each operator once."""
    found = {
        short(graph.nodes[node].name): 0
        for node in nodes
        if graph.nodes[node].name in DECISIONS and _of_floats(graph, node)
    }
    seen: set[int] = set()
    level = list(outputs)
    for gemms in range(CONTRACTIONS_MAX + 1):
        behind: list[int] = []
        while level and len(seen) < NODES_MAX:
            value = level.pop()
            for reader in graph.values[value].readers:
                node = graph.nodes[reader]
                if reader in seen or node.name in ATTENTIONS:
                    continue
                seen.add(reader)
                if node.name in DECISIONS and _of_floats(graph, reader):
                    found.setdefault(short(node.name), gemms)
                (behind if node.name in CONTRACTIONS else level).extend(node.outputs)
        level = behind
    return [{"operator": name, "gemms_between": gemms} for name, gemms in sorted(found.items())]


def _aliases(graph: OpGraph, inputs: Sequence[int], nodes: Sequence[int]) -> list[dict[str, Any]]:
    """Pairs of inputs that overlap, and inputs that a node overwrites in place."""
    found: list[dict[str, Any]] = []
    for position, value in enumerate(inputs):
        ref = graph.values[value].ref
        for other in inputs[position + 1 :]:
            one = graph.values[other].ref
            if one.storage == ref.storage and overlaps(ref, one) and _meet(graph, value, other):
                found.append({"kind": "inputs overlap", "values": [value, other]})
        for index in nodes:
            node: OpNode = graph.nodes[index]
            if index in graph.values[value].overwritten_by:
                found.append(
                    {
                        "kind": f"{short(node.name)} writes in place",
                        "values": [value],
                        "node": index,
                    }
                )
    return found


def _meet(graph: OpGraph, value: int, other: int) -> bool:
    """Whether both are there at once; else the memory of one was given to the other."""
    older, newer = sorted((graph.values[value], graph.values[other]), key=lambda v: v.producer)
    return max(older.readers, default=0) > newer.producer
