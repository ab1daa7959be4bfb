"""Replays of CUDA and HIP graphs: thousands of kernels that correlate with one graph launch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.attribute.align import occurrences
from workbench.attribute.places import NOWHERE, Indices, names, overlay, table
from workbench.schema import Finding

GRAPH_LAUNCH = re.compile(r"(?:cuda|cu|hip)GraphLaunch(?:_ptsz|_v\d+)*")
# Sequences that agree in fewer of the replayed launches than this are of another graph.
MATCH_MIN = 0.5
_NUMBER = re.compile(r"_\d+$")


@dataclass(frozen=True)
class Source:
    """A sequence of launches whose places are known: what a replay repeats.

    tokens: one a launch, in the order they were made. places: a row each. origin: words for it.
    """

    tokens: tuple[str, ...]
    places: pd.DataFrame
    origin: str


def find_replayed(launches: pd.DataFrame) -> Indices:
    """Rows of the launches that a graph launch replayed."""
    api = launches["api"].cat
    replays = np.array([bool(GRAPH_LAUNCH.fullmatch(str(name))) for name in api.categories], bool)
    return np.flatnonzero(np.append(replays, False)[api.codes.to_numpy()])


def launch_tokens(launches: pd.DataFrame) -> tuple[str, ...]:
    """What is compared between runs: the kernel's name; copies and fills by their kind alone."""
    named = launches["category"].isin(["kernel", "op"]).to_numpy()
    return tuple(
        np.where(named, launches["name"].astype(object), launches["category"].astype(object))
    )


def attribute_replays(
    launches: pd.DataFrame, places: pd.DataFrame, replayed: Indices, sources: Sequence[Source]
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """`places` with those of the launches `replayed` from the source that matches best.

    The host call knows the graph's launch only, so what it says is dropped. Launches of a step are
    put in order of graph node ids where the trace has them (method graph_node), else of time within
    the replay (replay_order), and the k-th run of a kernel is joined with the k-th in the source.
    """
    if not len(replayed):
        return places, ()
    places = overlay(places, replayed, table(1), np.zeros(len(replayed), np.int64))
    table_ = launches.iloc[replayed]
    has_nodes = bool((table_["graph_node"] >= 0).all())
    order = np.lexsort(
        (
            table_["start_ns"],
            table_["graph_node"] if has_nodes else np.zeros(len(table_), np.int64),
            table_["host_ns"],
            table_["step"],
        )
    )
    method = "graph_node" if has_nodes else "replay_order"
    step = table_["step"].to_numpy()[order]
    tokens = np.array(launch_tokens(table_), dtype=object)[order]
    joined, used = 0, dict[str, int]()
    matched: dict[tuple[str, ...], tuple[int, list[tuple[int, int]]]] = {}
    for one in np.unique(step):
        rows = np.flatnonzero(step == one)
        sequence = tuple(tokens[rows])
        if sequence not in matched:
            matched[sequence] = _best_source(sequence, sources)
        source, pairs = matched[sequence]
        if source < 0:
            continue
        take, given = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
        known = sources[source].places.iloc[take]
        by_order = table(len(take), **{c: known[c].array for c in NOWHERE if c != "method"},
                         method=_methods(known, method))  # fmt: skip
        places = overlay(places, replayed[order[rows[given]]], by_order, np.arange(len(take)))
        joined += len(take)
        used[sources[source].origin] = used.get(sources[source].origin, 0) + len(take)
    return places, (_coverage(len(replayed), joined, used),)


def _methods(known: pd.DataFrame, method: str) -> pd.Categorical:
    """`method` where the source launch has one itself."""
    lacking = (known["method"] == "none").to_numpy().astype(np.int64)
    return names([method, "none"], lacking)


def _best_source(
    sequence: tuple[str, ...], sources: Sequence[Source]
) -> tuple[int, list[tuple[int, int]]]:
    """The source that shares most launches with `sequence`, and the pairs (source, sequence)."""
    best, pairs = -1, list[tuple[int, int]]()
    for k, source in enumerate(sources):
        if "" in source.tokens:  # CUDA's launch calls do not name their kernel: all, or none
            same = len(source.tokens) == len(sequence)
            found = [(i, i) for i in range(len(sequence))] if same else []
        else:
            found = occurrences(source.tokens, sequence)
            if len(found) < len(sequence):
                # another compilation may number the same generated kernels differently
                loose = occurrences(_unnumbered(source.tokens), _unnumbered(sequence))
                found = max(found, loose, key=len)
        if len(found) > max(len(pairs), MATCH_MIN * len(sequence) - 1):
            best, pairs = k, found
    return best, pairs


def _unnumbered(tokens: Sequence[str]) -> list[str]:
    return [_NUMBER.sub("", name) for name in tokens]


def _coverage(replayed: int, joined: int, used: dict[str, int]) -> Finding:
    if not used:
        detail = (
            f"none of {replayed} launches replayed from graphs could be attributed: record the "
            "inductor variant too, or give the trace of the graph's capture (--graph-capture)"
        )
        return Finding("replay-unattributed", replayed, detail)
    through = ", ".join(f"{count} through {origin}" for origin, count in used.items())
    code = "replay-attributed" if joined == replayed else "replay-unattributed"
    detail = f"{joined} of {replayed} launches replayed from graphs attributed: {through}"
    return Finding(code, joined if joined == replayed else replayed - joined, detail)
