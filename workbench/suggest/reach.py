"""Which nodes must stay behind which others: by data, and by memory that is written again.

Sets of nodes are integers with a bit for each node, which makes the question whether a set is
convex a few operations on them. Paths longer than WINDOW nodes of program order are not followed:
sets that span more are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from operator import or_

from workbench.trace.opgraph import OpGraph

# Nodes of program order that a region may span: 12 decoder layers of Gemma 4 26B-A4B.
WINDOW = 2048


class Reach:
    """Ancestors and descendants of each node of a graph, within WINDOW nodes."""

    def __init__(self, graph: OpGraph) -> None:
        count = len(graph.nodes)
        self._low = [max(0, index - WINDOW) for index in range(count)]
        after = [
            sorted({node for node, _ in graph.successors(index) if node <= index + WINDOW})
            for index in range(count)
        ]
        self._ahead = [0] * count  # bit k of entry n: node n + k comes after n
        for index in range(count - 1, -1, -1):
            for node in after[index]:
                self._ahead[index] |= (1 | self._ahead[node]) << (node - index)
            self._ahead[index] &= (1 << (WINDOW + 1)) - 1
        self._behind = [0] * count  # bit k of entry n: node low[n] + k comes before n
        for index in range(count):
            for node in after[index]:
                own = self._behind[index] | 1 << (index - self._low[index])
                self._behind[node] |= own >> (self._low[node] - self._low[index])

    def is_convex(self, nodes: Sequence[int]) -> bool:
        """Whether no path leaves `nodes`, ascending, and comes back; False where they span far."""
        first = nodes[0]
        if nodes[-1] - first > WINDOW:
            return False
        inside = reduce(or_, (1 << (node - first) for node in nodes))
        ahead = reduce(or_, (self._ahead[node] << (node - first) for node in nodes))
        behind = reduce(or_, (self._before(node, first) for node in nodes))
        return not ahead & behind & ~inside

    def _before(self, node: int, first: int) -> int:
        shift = self._low[node] - first
        return self._behind[node] << shift if shift >= 0 else self._behind[node] >> -shift


def circle(graph: OpGraph, groups: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Places in `groups` of some that wait for each other, () where none do: each alone may become
    one launch, but then one of them needs what another has not computed yet.

    groups: nodes of what each becomes one launch, none of them in two.
    """
    for numbers in _side_by_side(groups):
        own = {node: ~number for number in numbers for node in groups[number]}
        first, last = min(own), max(own)
        before: dict[int, set[int]] = {}
        for index in range(first, last + 1):
            for after, _ in graph.successors(index):
                one, other = own.get(index, index), own.get(after, after)
                if after <= last and one != other:
                    before.setdefault(other, set()).add(one)
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            return tuple(sorted({~one for one in error.args[1] if one < 0}))
    return ()


def _side_by_side(groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Places of the groups of several nodes that overlap in program order, directly or through
    others: what comes wholly before the rest needs nothing of it.
    """
    found: list[list[int]] = []
    together: list[int] = []
    end = -1
    several = [number for number, nodes in enumerate(groups) if len(nodes) > 1]
    for number in sorted(several, key=lambda k: min(groups[k])):
        if min(groups[number]) > end:
            together = []
            found.append(together)
        together.append(number)
        end = max(end, *groups[number])
    return [numbers for numbers in found if len(numbers) > 1]
