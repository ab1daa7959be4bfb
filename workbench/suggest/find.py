"""Match patterns on one op graph: the fusions found, and those that nearly were with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.suggest.kinds import NodeIndex
from workbench.suggest.legality import obstacle
from workbench.suggest.match import Match, Search, could_be_near
from workbench.suggest.pattern import Pattern, Reason
from workbench.suggest.reach import circle
from workbench.suggest.state import Bound
from workbench.suggest.tracing import Reference, forms_of, trace_form
from workbench.trace.layout import distinct_elements
from workbench.trace.operators import CONTRACTIONS
from workbench.trace.opgraph import UNKNOWN, OpGraph

# Dtypes that models compute in; patterns are traced for those that a capture holds.
_COMPUTE_DTYPES = ("bfloat16", "float16", "float32")

WAITS = "it and another place of the pattern wait for each other: not both can be one launch"


@dataclass(frozen=True)
class Refused:
    """A place where a pattern was not applied. `nodes`: what fitted; `share` of the pattern."""

    nodes: tuple[int, ...]
    share: float
    reason: str


@dataclass(frozen=True)
class Found:
    """What became of one pattern on one graph. `attempts`: places where a search began."""

    pattern: Pattern
    attempts: int
    matches: tuple[Match, ...]
    refusals: tuple[Refused, ...]


class MatchView:
    """What a guard sees of a match; documented at `pattern.Matched`."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._inputs = match.inputs()

    def _input(self, name: str) -> Bound:
        return self._inputs[name]

    def has(self, name: str) -> bool:
        return name in self._inputs

    def shape(self, name: str) -> tuple[int, ...]:
        return self._input(name).ref.type.shape

    def width(self, name: str) -> int:
        shape = self.shape(name)
        return shape[-1] if shape else 1

    def dtype(self, name: str) -> str:
        return self._input(name).ref.type.dtype

    def scalar(self, name: str) -> Any:
        value = self._match.state.scalars.get(name)
        return None if value is UNKNOWN else value

    def producer(self, name: str, through: frozenset[str] = frozenset()) -> str:
        graph, sources = self._match.graph, self._input(name).sources
        while sources:
            node = graph.producer(sources[0])
            if node is None:
                return ""
            if node.name not in through:
                return node.name
            sources = next((item.sources for item in node.operands if item.ref), ())
        return ""

    def elements(self, name: str) -> int:
        bound = self._inputs.get(name) or self._match.outputs()[name]
        return distinct_elements(bound.ref.type)

    def readers(self, name: str) -> tuple[str, ...]:
        graph, inside = self._match.graph, set(self._match.nodes)
        value = graph.values[self._match.outputs()[name].sources[0]]
        outside = [reader for reader in value.readers if reader not in inside]
        return tuple(sorted({graph.nodes[reader].name for reader in outside}))

    def from_contraction(self, name: str, through: frozenset[str] = frozenset()) -> bool:
        return self.producer(name, through) in CONTRACTIONS


def find_patterns(graph: OpGraph, patterns: Iterable[Pattern]) -> tuple[Found, ...]:
    """Match each of `patterns` on `graph`; no node is in two matches of one pattern.

    A near miss is told only where no pattern was found: what another fusion takes needs no excuse.
    """
    index = NodeIndex(graph)
    decided = [_decide(index, pattern) for pattern in patterns]
    taken = {node for one in decided for match in one.accepted for node in match.nodes}
    near: list[tuple[float, int, Refused]] = []
    for number, one in enumerate(decided):
        explained = taken.union(*(refusal.nodes for refusal in one.refused))
        for search in one.searches:
            near += [
                (-miss.share, number, Refused(miss.nodes, miss.share, miss.reason))
                for miss in search.near_misses(explained)
            ]
    for _, number, refusal in sorted(near, key=lambda item: (item[0], item[2].nodes, item[1])):
        if not taken & set(refusal.nodes):
            decided[number].refused.append(refusal)
            taken |= set(refusal.nodes)
    return tuple(
        Found(
            one.pattern,
            sum(len(search.anchors) for search in one.searches),
            tuple(sorted(one.accepted, key=lambda match: match.nodes)),
            tuple(sorted(one.refused, key=lambda refusal: refusal.nodes)),
        )
        for one in decided
    )


@dataclass(frozen=True)
class _Decided:
    """One pattern's complete matches, taken or refused."""

    pattern: Pattern
    searches: list[Search]
    accepted: list[Match]
    refused: list[Refused]


def _decide(index: NodeIndex, pattern: Pattern) -> _Decided:
    """Largest forms first, so that a smaller one is only looked for where none of them is."""
    forms = list(_references(index, pattern))
    forms.sort(key=lambda form: len(form.surroundings) - len(form.graph.nodes))
    searches = [Search(form, index) for form in forms]
    accepted: list[Match] = []
    refused: list[Refused] = []
    taken: set[int] = set()
    for search in searches:
        for match in search.matches(taken):
            answer = pattern.guard(MatchView(match))
            if answer is False or taken & set(match.nodes):
                continue  # something else altogether, or in another match
            vanishes = match.reference.function in pattern.eliminated
            reason = obstacle(match, vanishes) or str(answer if isinstance(answer, Reason) else "")
            if reason:
                refused.append(Refused(match.nodes, 1.0, reason))
            else:
                accepted.append(match)
                taken |= set(match.nodes)
    while found := _waiting(index.graph, accepted):
        match = accepted.pop(max(found))
        refused.append(Refused(match.nodes, 1.0, WAITS))
        taken -= set(match.nodes)
    told: list[Refused] = []
    for refusal in refused:
        if not taken & set(refusal.nodes):
            told.append(refusal)
            taken |= set(refusal.nodes)
    return _Decided(pattern, searches, accepted, told)


def _waiting(graph: OpGraph, matches: Sequence[Match]) -> set[int]:
    """Places in `matches` of some that wait for each other."""
    parts = [(number, part) for number, match in enumerate(matches) for part in match.parts()]
    return {parts[k][0] for k in circle(graph, [part for _, part in parts])}


def _references(index: NodeIndex, pattern: Pattern) -> Iterator[Reference]:
    """The forms of `pattern` in the dtypes that the graph holds, those that could be near."""
    held = index.dtypes()
    dtypes = [dtype for dtype in _COMPUTE_DTYPES if dtype in held]
    for form in forms_of(pattern):
        for activations in dtypes:
            for weights in dtypes:
                reference = trace_form(pattern, form, (activations, weights))
                near = could_be_near(reference, index)
                if near:
                    yield reference
                if not near or not reference.weighs:
                    break  # the other dtypes change nothing
            if not near:
                break
