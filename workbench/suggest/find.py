"""Match patterns on one op graph: the fusions found, and those that nearly were with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from workbench.suggest.legality import obstacle
from workbench.suggest.match import Match, NodeIndex, Search
from workbench.suggest.pattern import Pattern, Reason
from workbench.suggest.tracing import Reference, trace_references
from workbench.suggest.unify import Bound
from workbench.trace.layout import distinct_elements
from workbench.trace.operators import CONTRACTIONS
from workbench.trace.opgraph import UNKNOWN, OpGraph

# Dtypes that models compute in; patterns are traced for those that a capture holds.
_COMPUTE_DTYPES = ("bfloat16", "float16", "float32")


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
    """Match each of `patterns` on `graph`; no node is in two matches of one pattern."""
    index = NodeIndex(graph)
    return tuple(_find(index, pattern) for pattern in patterns)


def _find(index: NodeIndex, pattern: Pattern) -> Found:
    searches = [Search(reference, index) for reference in _references(index, pattern)]
    matches = [match for search in searches for match in search.matches()]
    accepted: list[Match] = []
    refused: list[Refused] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda match: (-len(match.nodes), match.nodes)):
        if taken & set(match.nodes):
            continue
        reason = obstacle(match) or _declined(pattern, match)
        if reason:
            refused.append(Refused(match.nodes, 1.0, reason))
        else:
            accepted.append(match)
            taken |= set(match.nodes)
    explained = taken.union(*(refusal.nodes for refusal in refused))
    refused += [
        Refused(near.nodes, near.share, near.reason)
        for search in searches
        for near in search.near_misses(explained)
    ]
    accepted.sort(key=lambda match: match.nodes)
    attempts = sum(len(search.anchors) for search in searches)
    return Found(pattern, attempts, tuple(accepted), _distinct(refused, taken))


def _references(index: NodeIndex, pattern: Pattern) -> Iterator[Reference]:
    held = index.dtypes()
    dtypes = [dtype for dtype in _COMPUTE_DTYPES if dtype in held]
    for activations, weights in product(dtypes, dtypes):
        yield from trace_references(pattern, (activations, weights))


def _declined(pattern: Pattern, match: Match) -> str:
    answer = pattern.guard(MatchView(match))
    if answer:
        return ""
    # a Reason is false, and a plain string must not be
    return str(answer) if isinstance(answer, Reason) else "the pattern's guard declined it"


def _distinct(refused: list[Refused], taken: set[int]) -> tuple[Refused, ...]:
    """The nearest refusal of each place; none where a match was accepted."""
    kept: list[Refused] = []
    for refusal in sorted(refused, key=lambda item: (-item.share, item.nodes, item.reason)):
        if not taken & set(refusal.nodes):
            kept.append(refusal)
            taken = taken | set(refusal.nodes)
    return tuple(sorted(kept, key=lambda item: item.nodes))
