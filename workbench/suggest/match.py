"""Find where a capture's op graph computes what a pattern's function computes.

A search starts at each capture node that could be the pattern's rarest operator, and follows data
flow both ways, to producers and to readers. Launch order does not matter, names of modules neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.suggest.kinds import NodeIndex, kind, operator
from workbench.suggest.state import Bound, State, short
from workbench.suggest.tracing import Reference
from workbench.suggest.unify import unify
from workbench.trace.operators import CONTRACTIONS
from workbench.trace.opgraph import EXTERNAL, OpGraph

# Ways to complete one anchor that are looked at; a pattern with more is ambiguous there anyway.
COMPLETIONS_MAX = 16
# Unifications spent on one anchor: a bound on hostile graphs; patterns here need below 200.
TRIALS_MAX = 5000
# A search that got this far, in share of the pattern's operators, is worth telling the user.
NEAR = 0.6


@dataclass(frozen=True)
class Match:
    """A place where `reference` was found. `nodes`: what it fuses in the capture, ascending."""

    reference: Reference
    graph: OpGraph
    state: State
    nodes: tuple[int, ...]

    def inputs(self) -> dict[str, Bound]:
        """Parameters of the reference -> what they are here, as the first operator reads them."""
        return {
            name: self._as_read(value)
            for name, value in self.reference.inputs.items()
            if value in self.state.values  # the weights of a GEMM that stays are not looked at
        }

    def _as_read(self, value: int) -> Bound:
        bound = self.state.values[value]
        for reader in self.reference.graph.values[value].readers:
            if reader not in self.reference.surroundings:
                for operand in self.graph.nodes[self.state.nodes[reader]].operands:
                    if operand.ref is not None and operand.sources == bound.sources:
                        return Bound(operand.sources, operand.view, operand.ref)
        return bound

    def parts(self) -> list[tuple[int, ...]]:
        """`nodes` by the launch that they become."""
        return [
            tuple(sorted(self.state.nodes[node] for node in part)) for part in self.reference.parts
        ]

    def outputs(self) -> dict[str, Bound]:
        """Names of the outputs -> what they are here."""
        return {name: self.state.values[value] for name, value in self.reference.outputs.items()}


@dataclass(frozen=True)
class NearMiss:
    """A search that fitted all but a little. `nodes`: those that fitted."""

    nodes: tuple[int, ...]
    share: float
    reason: str


class Search:
    """The search for one reference in one graph. `anchors`: where it begins, ascending."""

    def __init__(self, reference: Reference, index: NodeIndex) -> None:
        self._reference = reference
        self._index = index
        self.anchors: list[int] = []
        pattern = reference.graph
        own = [
            node
            for node in pattern.nodes
            if node.index not in reference.surroundings or node.name not in CONTRACTIONS
        ]
        kinds = Counter(kind(pattern, node) for node in own)
        lacking = sum(
            max(count - len(index.by_kind.get(one, ())), 0) for one, count in kinds.items()
        )
        self._possible = not lacking
        self._plans: list[_Plan] = []
        if lacking > (1 - NEAR) * len(own) or lacking == len(own):
            return
        starts = sorted(
            (len(index.by_kind[kind(pattern, node)]), node.index)
            for node in own
            if kind(pattern, node) in index.by_kind
        )
        # the second is for near misses that differ at the first
        self._plans = [_plan(reference, start) for _, start in starts[:2]]
        self.anchors = self._starts(self._plans[0])

    def matches(self, taken: set[int]) -> Iterator[Match]:
        """Every way to fit the whole pattern at an anchor that is not `taken`, in a fixed order."""
        for start in self.anchors if self._possible else ():
            if start not in taken:
                yield from self._attempt(self._plans[0]).complete(start)

    def near_misses(self, taken: set[int]) -> list[NearMiss]:
        """The nearest fit of each anchor that is not `taken`, if it is near."""
        near = (
            self._attempt(plan).nearly(start)
            for plan in self._plans
            for start in self._starts(plan)
            if start not in taken
        )
        return [miss for miss in near if miss is not None]

    def _starts(self, plan: _Plan) -> list[int]:
        pattern = self._reference.graph
        return self._index.by_kind[kind(pattern, pattern.nodes[plan.anchor])]

    def _attempt(self, plan: _Plan) -> _Attempt:
        return _Attempt(self._reference, self._index.graph, plan)


def could_be_near(reference: Reference, index: NodeIndex) -> bool:
    """Whether the graph has most of the operators, by name: casts aside, as in any dtype."""
    names = Counter(
        operator(node)
        for node in reference.graph.nodes
        if node.index not in reference.surroundings and node.name != "aten::_to_copy"
    )
    lacking = sum(max(count - index.names[name], 0) for name, count in names.items())
    return not names or lacking <= (1 - NEAR) * names.total()


@dataclass(frozen=True)
class _Link:
    """How the search comes to a pattern node: from value `value`, to who `writes` or reads it."""

    node: int
    value: int
    writes: bool


@dataclass(frozen=True)
class _Plan:
    """An order of the pattern's nodes: `anchor`, then each next to one that came before."""

    anchor: int
    links: tuple[_Link, ...]


def _plan(reference: Reference, anchor: int) -> _Plan:
    graph = reference.graph
    reached, values = {anchor}, _touched(graph, anchor)
    links: list[_Link] = []
    while len(reached) < len(graph.nodes):
        link = next(_links(graph, reached, values), None)
        if link is None:
            names = ", ".join(short(n.name) for n in graph.nodes if n.index not in reached)
            raise ValueError(f"{reference.function}: {names} share no tensor with the rest")
        links.append(link)
        reached.add(link.node)
        values |= _touched(graph, link.node)
    return _Plan(anchor, tuple(links))


def _touched(graph: OpGraph, node: int) -> set[int]:
    return {*graph.nodes[node].outputs, *graph.reads(graph.nodes[node])}


def _links(graph: OpGraph, reached: set[int], values: set[int]) -> Iterator[_Link]:
    for value in sorted(values):
        producer = graph.values[value].producer
        if producer != EXTERNAL and producer not in reached:
            yield _Link(producer, value, True)
    for value in sorted(values):
        for reader in graph.values[value].readers:
            if reader not in reached:
                yield _Link(reader, value, False)


class _Attempt:
    """One anchor's search."""

    def __init__(self, reference: Reference, graph: OpGraph, plan: _Plan) -> None:
        self._reference = reference
        self._graph = graph
        self._anchor = plan.anchor
        self._plan = plan.links
        self._trials = 0
        self._mismatch = ""

    def complete(self, start: int) -> list[Match]:
        """Every way to fit the whole pattern, at most COMPLETIONS_MAX."""
        found: dict[tuple[int, ...], Match] = {}
        for state in self._fit(State(), self._anchor, start):
            for complete in self._extend(0, state):
                nodes = self._fused(complete)
                if nodes not in found:  # exchanging like parts gives the same nodes again
                    found[nodes] = Match(self._reference, self._graph, complete, nodes)
                if len(found) == COMPLETIONS_MAX:
                    return list(found.values())
        return list(found.values())

    def _fit(self, state: State, node: int, found: int) -> Iterator[State]:
        self._trials += 1
        pattern = self._reference.graph.nodes[node]
        for result in unify(self._reference, self._graph, state, pattern, self._graph.nodes[found]):
            if isinstance(result, State):
                yield result
            else:
                self._mismatch = self._mismatch or str(result)

    def _extend(self, depth: int, state: State) -> Iterator[State]:
        if depth == len(self._plan):
            yield state
            return
        link = self._plan[depth]
        used = state.nodes.values()
        for candidate in self._candidates(link, state):
            if candidate not in used and self._trials < TRIALS_MAX:
                for extended in self._fit(state, link.node, candidate):
                    yield from self._extend(depth + 1, extended)

    def _candidates(self, link: _Link, state: State) -> Sequence[int]:
        bound = state.values.get(link.value)
        if bound is None or not bound.sources:
            return ()
        value = self._graph.values[bound.sources[0]]
        if link.writes:
            return () if value.producer == EXTERNAL else (value.producer,)
        return value.readers

    def _fused(self, state: State) -> tuple[int, ...]:
        surroundings = self._reference.surroundings
        return tuple(sorted(g for node, g in state.nodes.items() if node not in surroundings))

    # ------------------------------------------------------------------ near misses

    def nearly(self, start: int) -> NearMiss | None:
        """The fit with the most operators, first one found, if it is near."""
        best: tuple[State, str] | None = None
        for state in self._fit(State(), self._anchor, start):
            reached, reason = self._greedy(state)
            if best is None or len(reached.nodes) > len(best[0].nodes):
                best = reached, reason
        total = len(self._reference.graph.nodes) - len(self._reference.surroundings)
        nodes = self._fused(best[0]) if best else ()
        if best is None or total < 3 or len(nodes) < NEAR * total:
            return None
        share = len(nodes) / total
        return NearMiss(nodes, share, f"{len(nodes)} of {total} operators fit; {best[1]}")

    def _greedy(self, state: State) -> tuple[State, str]:
        """Fit node after node by whatever link is left, past those that do not fit."""
        reason = ""
        tried: set[_Link] = set()
        while True:
            links = _links(self._reference.graph, set(state.nodes), set(state.values))
            link = next((link for link in links if link not in tried), None)
            if link is None:
                return state, reason or "the rest does not hang together as in the pattern"
            tried.add(link)
            self._mismatch = ""
            used = set(state.nodes.values())
            fits = (
                extended
                for candidate in self._candidates(link, state)
                if candidate not in used
                for extended in self._fit(state, link.node, candidate)
            )
            extended = next(fits, None)
            if extended is not None:
                state = extended
            else:
                reason = reason or self._explain(link, state)

    def _explain(self, link: _Link, state: State) -> str:
        wanted = short(self._reference.graph.nodes[link.node].name)
        value = self._graph.values[state.values[link.value].sources[0]]
        source = self._graph.producer(value.index)
        writer = short(source.name) if source else "an earlier step"
        if value.overwritten_by and not link.writes:
            by = short(self._graph.nodes[value.overwritten_by[0]].name)
            return f"{by} writes in place into what {writer} wrote, before {wanted} reads it"
        if self._mismatch:
            return self._mismatch
        if link.writes:
            return f"{wanted} expected, but {writer} wrote it"
        return f"no {wanted} reads what {writer} wrote"
