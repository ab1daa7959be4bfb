"""Which candidates go together: none share a launch or wait for each other, and the sum of their
savings is largest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from workbench.suggest.reach import circle
from workbench.trace.opgraph import OpGraph

# Components of the conflict graph up to this size are solved exactly: some 10,000 choices at worst,
# in a chain of them (1.47 ** 24).
EXACT_MAX = 24


def conflicts(launches: Mapping[str, frozenset[int]]) -> dict[str, tuple[str, ...]]:
    """For each candidate, those that share a launch with it, sorted. `launches`: rows by id."""
    owners: dict[int, list[str]] = {}
    for name in sorted(launches):
        for row in launches[name]:
            owners.setdefault(row, []).append(name)
    found: dict[str, set[str]] = {name: set() for name in launches}
    for sharing in {tuple(names) for names in owners.values() if len(names) > 1}:
        for name in sharing:
            found[name].update(other for other in sharing if other != name)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def best_set(
    saving: Mapping[str, float], conflicting: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """The compatible ids with the largest sum of savings, sorted; only those that save.

    Exact within groups of up to EXACT_MAX candidates that conflict with each other, directly or
    through others; in larger groups the largest saving is taken first.
    """
    useful = {name for name, value in saving.items() if value > 0}
    chosen: list[str] = []
    pending = sorted(useful)
    while pending:
        group = _component(pending[0], useful, conflicting)
        pending = [name for name in pending if name not in group]
        order = sorted(group, key=lambda name: (-saving[name], name))
        if len(order) <= EXACT_MAX:
            chosen += _exact(order, saving, conflicting)[1]
        else:
            chosen += _greedy(order, conflicting)
    return tuple(sorted(chosen))


def waiting(
    chosen: Sequence[str], graph: OpGraph, parts: Mapping[str, Sequence[Sequence[int]]]
) -> tuple[str, ...]:
    """Some of `chosen` that wait for each other (`reach.circle`), () where all can be. parts: nodes
    of each launch that a candidate becomes.
    """
    launches = [(name, part) for name in chosen for part in parts[name]]
    found = circle(graph, [part for _, part in launches])
    return tuple(sorted({launches[k][0] for k in found}))


def apart(
    conflicting: Mapping[str, Sequence[str]], names: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """`conflicting`, and each of `names` with every other."""
    found = {name: set(others) for name, others in conflicting.items()}
    for name, other in permutations(names, 2):
        found[name].add(other)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _component(
    start: str, useful: set[str], conflicting: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    group, pending = {start}, [start]
    while pending:
        for other in conflicting[pending.pop()]:
            if other in useful and other not in group:
                group.add(other)
                pending.append(other)
    return frozenset(group)


def _exact(
    order: Sequence[str], saving: Mapping[str, float], conflicting: Mapping[str, Sequence[str]]
) -> tuple[float, tuple[str, ...]]:
    """Take or leave the candidate with most conflicts, until none are left."""
    left = set(order)
    conflicts = {name: left.intersection(conflicting[name]) for name in order}
    hub = max(order, key=lambda name: len(conflicts[name]), default=None)
    if hub is None or not conflicts[hub]:
        return sum(saving[name] for name in order), tuple(order)
    rest = [name for name in order if name != hub]
    value, names = _exact(
        [name for name in rest if name not in conflicts[hub]], saving, conflicting
    )
    taken = value + saving[hub], (hub, *names)
    without = _exact(rest, saving, conflicting)
    return taken if taken[0] >= without[0] else without


def _greedy(order: Sequence[str], conflicting: Mapping[str, Sequence[str]]) -> list[str]:
    chosen: list[str] = []
    for name in order:
        if not set(conflicting[name]) & set(chosen):
            chosen.append(name)
    return chosen
