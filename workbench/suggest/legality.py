"""Whether the operators of a match may become one launch: nobody else looks in between."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.suggest.match import Match
from workbench.suggest.state import short
from workbench.trace.opgraph import OpGraph


def obstacle(match: Match, vanishes: bool = False) -> str:
    """Why the match cannot be fused, "" when it can.

    Intermediates must die inside, and for each launch one point in time must exist after all its
    inputs are there, and before anyone reads its outputs or overwrites what it reads. vanishes:
    nothing is launched any more, whoever reads the outputs reads the inputs.
    """
    graph = match.graph
    outputs = [value for bound in match.outputs().values() for value in bound.sources]
    if vanishes and not all(may_vanish(graph, match.nodes, value) for value in outputs):
        return "what it reads or writes is written again before the last reader, or read later"
    between = (path_between(graph, part) for part in match.parts())
    return _escape(match) or next(filter(None, between), "")


def may_vanish(graph: OpGraph, nodes: Sequence[int], value: int) -> bool:
    """Whether those who read `value`, made by `nodes`, could make it themselves: all it is made of
    is still in memory when the last of them runs, and it is needed for nothing else.
    """
    found, inside = graph.values[value], set(nodes)
    readers = [reader for reader in found.readers if reader not in inside]
    if not readers or found.kept or found.overwritten_by:
        return False
    return not any(
        nodes[0] < writer <= readers[-1] and writer not in inside
        for index in nodes
        for source in graph.reads(graph.nodes[index])
        for writer in graph.values[source].overwritten_by
    )


def _escape(match: Match) -> str:
    graph, known = match.graph, set(match.state.nodes.values())
    declared = {bound.sources[0] for bound in match.outputs().values() if bound.sources}
    for index in match.nodes:
        for value in graph.nodes[index].outputs:
            if value in declared:
                continue
            outside = [reader for reader in graph.values[value].readers if reader not in known]
            if graph.values[value].kept:
                return (
                    f"{short(graph.nodes[index].name)} writes an intermediate into memory that "
                    "outlives the step"
                )
            if outside:
                return (
                    f"{short(graph.nodes[outside[0]].name)} reads an intermediate, "
                    f"what {short(graph.nodes[index].name)} wrote"
                )
    return ""


def path_between(graph: OpGraph, nodes: Sequence[int]) -> str:
    """A path out of `nodes` and back in, "" without one: by data, or by memory written again."""
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
