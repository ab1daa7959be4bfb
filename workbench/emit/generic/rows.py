"""How many rows a given set of operators works in: what mining finds while it grows a region."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.suggest.rowspace import is_constant, node_rows, operand_rows
from workbench.trace.opgraph import OpGraph, OpNode


def rows_of(graph: OpGraph, nodes: Sequence[int]) -> int:
    """The most rows that fit every operator of `nodes` and every tensor between them; 1 where only
    the whole fits. A weight that each program can convert for itself takes no part.
    """
    inside = set(nodes)
    constant: set[int] = set()
    fitting: frozenset[int] | None = None
    for index in sorted(nodes):
        node = graph.nodes[index]
        if is_constant(graph, node, constant):
            constant.add(index)
            continue
        for one in (node_rows(graph, node), *_between(graph, node, inside - constant)):
            fitting = one if fitting is None else fitting & one
    return max(fitting or (), default=1)


def _between(graph: OpGraph, node: OpNode, inside: set[int]) -> list[frozenset[int]]:
    return [
        operand_rows(graph, node, operand, graph.values[source].ref)
        for operand in node.operands
        for source in (operand.sources if operand.ref else ())
        if graph.values[source].producer in inside
    ]
