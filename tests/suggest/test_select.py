"""The best compatible set against trying every subset."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workbench.suggest import select
from workbench.suggest.select import best_set, conflicts

LAUNCHES = st.dictionaries(
    st.sampled_from([f"c{k}" for k in range(7)]),
    st.frozensets(st.integers(0, 9), min_size=1, max_size=4),
    max_size=7,
)


@given(LAUNCHES, st.lists(st.integers(-3, 50), min_size=7, max_size=7))
def test_best_set_is_the_best(launches: dict[str, frozenset[int]], values: list[int]) -> None:
    saving = {name: float(values[int(name[1])]) for name in launches}
    chosen = best_set(saving, conflicts(launches))
    taken = [row for name in chosen for row in launches[name]]
    assert len(taken) == len(set(taken))
    possible = [
        sum(saving[name] for name in subset)
        for size in range(len(launches) + 1)
        for subset in combinations(launches, size)
        if sum(len(launches[n]) for n in subset)
        == len(frozenset().union(*(launches[n] for n in subset)))
    ]
    assert sum(saving[name] for name in chosen) == max(possible, default=0)


@given(LAUNCHES)
def test_conflicts_are_mutual(launches: dict[str, frozenset[int]]) -> None:
    found = conflicts(launches)
    for name, others in found.items():
        assert name not in others
        for other in others:
            assert name in found[other]
            assert launches[name] & launches[other]


def test_large_groups_are_taken_greedily() -> None:
    names = [f"c{k:02d}" for k in range(select.EXACT_MAX + 5)]
    launches = {name: frozenset({k, k + 1}) for k, name in enumerate(names)}
    chosen = best_set(dict.fromkeys(names, 1.0), conflicts(launches))
    assert chosen == tuple(names[::2])
