"""What could go wrong with numbers: does an output reach a discrete choice, are sums reordered."""

from __future__ import annotations

from workbench.suggest.cost import REDUCTIONS
from workbench.suggest.match import Match
from workbench.suggest.pattern import Pattern
from workbench.trace.operators import ATTENTIONS, CONTRACTIONS
from workbench.trace.opgraph import OpGraph, OpNode

# From floating-point numbers to a choice: a last bit may change the outcome altogether.
DECISIONS = frozenset(
    f"aten::{name}"
    for name in (
        "topk",
        "sort",
        "argsort",
        "argmax",
        "argmin",
        "multinomial",
        "kthvalue",
        "bucketize",
        "searchsorted",
        "nonzero",
        "ge",
        "gt",
        "le",
        "lt",
        "eq",
        "ne",
    )
)

# A router's choice lies one GEMM behind its norm, and its flips were measured through it. Behind
# two GEMMs and more everything in a model reaches some choice: that would say nothing.
CONTRACTIONS_MAX = 1

_FAR = 1 << 30


def distance_to_decision(graph: OpGraph) -> list[int]:
    """For each value: GEMMs on the way to the nearest discrete choice made from it.

    Attention ends the way. Values that reach none are very far (2 ** 30).
    """
    distance = [_FAR] * len(graph.values)
    behind = [_FAR] * len(graph.nodes)
    for node in reversed(graph.nodes):
        behind[node.index] = min((distance[value] for value in node.outputs), default=_FAR)
        for value in graph.reads(node):
            distance[value] = min(distance[value], _step(graph, node, behind[node.index]))
    return distance


def _step(graph: OpGraph, node: OpNode, behind: int) -> int:
    if node.name in DECISIONS and _from_float(graph, node):
        return 0
    if node.name in ATTENTIONS:
        return _FAR
    return min(behind + (node.name in CONTRACTIONS), _FAR)


def _from_float(graph: OpGraph, node: OpNode) -> bool:
    first = next((operand.ref for operand in node.operands if operand.ref), None)
    return first is not None and first.type.dtype.startswith(("float", "bfloat"))


def numerics_risk(pattern: Pattern, match: Match, distance: list[int]) -> str:
    """`decision` when an output reaches a discrete choice or is one, `low` when sums are reordered.

    `none`: pointwise, so that a kernel with eager's rounding points gives eager's bits. Where
    nothing is launched any more, it is the reader of the outputs that will sum in another order.
    """
    outputs = [bound.sources[0] for bound in match.outputs().values()]
    if pattern.decides or min(distance[value] for value in outputs) <= CONTRACTIONS_MAX:
        return "decision"
    summing = REDUCTIONS | ATTENTIONS
    reduces = any(match.graph.nodes[node].name in summing for node in match.nodes)
    eliminated = match.reference.function in pattern.eliminated
    return "low" if reduces or eliminated else "none"
