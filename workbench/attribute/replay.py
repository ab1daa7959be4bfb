"""Replays of CUDA and HIP graphs: thousands of kernels that correlate with one graph launch."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.align import occurrences
from workbench.attribute.places import Indices, names, overlay, table
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
    ours = launches.iloc[replayed]
    has_nodes = bool((ours["graph_node"] >= 0).all())
    nodes = ours["graph_node"] if has_nodes else np.zeros(len(ours), np.int64)
    order = np.lexsort((ours["start_ns"], nodes, ours["host_ns"], ours["step"]))
    which, take = _match_steps(
        np.array(launch_tokens(ours), dtype=object)[order],
        ours["step"].to_numpy()[order],
        sources,
    )
    used = {}
    for k, source in enumerate(sources):
        found = np.flatnonzero(which == k)
        if len(found):
            used[source.origin] = len(found)
            method = "graph_node" if has_nodes else "replay_order"
            known = source.places.assign(method=_methods(source.places, method))
            places = overlay(places, replayed[order[found]], known, take[found])
    return places, (_coverage(len(replayed), used),)


def _match_steps(
    tokens: npt.NDArray[np.object_], step: Indices, sources: Sequence[Source]
) -> tuple[Indices, Indices]:
    """For each token its source and its place there, -1 none; each step is matched by itself.

    `step` is sorted.
    """
    which = np.full(len(tokens), -1, np.int64)
    take = np.full(len(tokens), -1, np.int64)
    matched: dict[tuple[str, ...], tuple[int, list[tuple[int, int]]]] = {}
    starts = np.flatnonzero(np.diff(step, prepend=step[0] - 1))
    for first, last in itertools.pairwise([*starts.tolist(), len(step)]):
        sequence = tuple(tokens[first:last])
        if sequence not in matched:
            matched[sequence] = _best_source(sequence, sources)
        source, pairs = matched[sequence]
        if pairs:
            there, here = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
            which[first + here] = source
            take[first + here] = there
    return which, take


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


def _coverage(replayed: int, used: dict[str, int]) -> Finding:
    joined = sum(used.values())
    if not joined:
        detail = (
            f"none of {replayed} launches replayed from graphs could be attributed: record the "
            "inductor variant too, or give the trace of the graph's capture (--graph-capture)"
        )
        return Finding("replay-unattributed", replayed, detail)
    through = ", ".join(f"{count} through {origin}" for origin, count in used.items())
    detail = f"{joined} of {replayed} launches replayed from graphs attributed: {through}"
    if joined < replayed:
        return Finding("replay-unattributed", replayed - joined, detail)
    return Finding("replay-attributed", joined, detail)
