"""Launches that no operator made: Triton and other kernels called directly.

The execution trace holds no node for them, so nobody knows what they read and write. They are
counted, they bound what is mined, and a named fusion that would run across one says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.suggest.locate import Places
from workbench.suggest.match import Match
from workbench.trace.opgraph import OpGraph

NAMES_SHOWN = 4
NAME_CHARACTERS = 40


@dataclass(frozen=True, order=True)
class Stranger:
    """One such launch: before node `place` of program order, after all before that."""

    place: int
    name: str


def strangers_of(graph: OpGraph, places: Places, launches: pd.DataFrame) -> tuple[Stranger, ...]:
    """The launches inside steps that no operator made, in program order."""
    owned = np.zeros(len(launches), dtype=bool)
    owned[np.isin(launches.index.to_numpy(), places.launches.index.to_numpy())] = True
    strange = launches[~owned & (launches["step"].to_numpy() >= 0)]
    strange = strange[strange["host_ns"].to_numpy() >= 0]
    if not len(strange):
        return ()
    host_ns = places.launches["host_ns"].to_numpy()
    nodes = sorted(places.rows)
    begins = np.maximum.accumulate([host_ns[places.rows[node]].min() for node in nodes])
    at = np.searchsorted(begins, strange["host_ns"].to_numpy())
    where = (nodes[k] if k < len(nodes) else len(graph.nodes) for k in at.tolist())
    return tuple(sorted(map(Stranger, where, strange["name"].astype(str))))


def barriers_of(strangers: Iterable[Stranger]) -> tuple[int, ...]:
    """Places of program order that nothing is mined across."""
    return tuple(sorted({one.place for one in strangers}))


def crossed(matches: Iterable[Match], strangers: Sequence[Stranger]) -> dict[str, int]:
    """Names of the launches between the first and the last operator of what would be one launch,
    with how many of `matches` run across each: that is sound only where the launch touches no
    tensor of theirs.
    """
    order = [one.place for one in strangers]
    names: Counter[str] = Counter()
    for match in matches:
        between: set[str] = set()
        for part in match.parts():
            first, last = bisect_right(order, part[0]), bisect_left(order, part[-1] + 1)
            between.update(one.name for one in strangers[first:last])
        names.update(between)
    return dict(sorted(names.items()))


def describe(strangers: Sequence[Stranger]) -> tuple[str, ...]:
    """A line for people, none where there is nothing to tell."""
    if not strangers:
        return ()
    counts = Counter(one.name for one in strangers)
    most = sorted(counts, key=lambda name: (-counts[name], name))
    told = [f"{counts[name]} {name[:NAME_CHARACTERS]}" for name in most[:NAMES_SHOWN]]
    rest = len(most) - len(told)
    return (
        f"{len(strangers)} launches were made by no operator ({', '.join(told)}"
        f"{f' and {rest} names more' if rest else ''}): what they touch is unknown, and nothing is "
        "mined across them",
    )
