"""Whether the operators of a match may become one launch: nobody else looks in between."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.suggest.match import Match
from workbench.suggest.unify import short
from workbench.trace.opgraph import OpGraph


def obstacle(match: Match) -> str:
    """Why the match cannot be fused, "" when it can.

    Intermediates must die inside, and for each launch one point in time must exist after all its
    inputs are there, and before anyone reads its outputs or overwrites what it reads.
    """
    between = (_between(match.graph, part) for part in match.parts())
    return _escape(match) or next(filter(None, between), "")


def _escape(match: Match) -> str:
    graph, known = match.graph, set(match.state.nodes.values())
    declared = {bound.sources[0] for bound in match.outputs().values() if bound.sources}
    for index in match.nodes:
        for value in graph.nodes[index].outputs:
            if value in declared:
                continue
            outside = [reader for reader in graph.values[value].readers if reader not in known]
            if outside:
                return (
                    f"{short(graph.nodes[outside[0]].name)} reads an intermediate, "
                    f"what {short(graph.nodes[index].name)} wrote"
                )
    return ""


def _between(graph: OpGraph, nodes: Sequence[int]) -> str:
    """A path out of `nodes` and back in: by data, or by memory that is written again."""
    inside, last = set(nodes), nodes[-1]
    # (node outside, how the path left, the first node of the path)
    pending = [
        (after, how, after)
        for index in nodes
        for after, how in graph.successors(index)
        if after not in inside and after < last
    ]
    seen = set()
    while pending:
        node, how, first = pending.pop()
        if node in seen:
            continue
        seen.add(node)
        for after, _ in graph.successors(node):
            if after in inside:
                by = short(graph.nodes[first].name)
                if how == "overwrites":
                    return f"{by} writes in place between, into memory that the match reads"
                return f"{by} lies between: it reads an output, and an input depends on it"
            if after < last:
                pending.append((after, how, first))
    return ""
