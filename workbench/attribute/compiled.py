"""Launches of compiled regions -> entries of `call()` in Inductor's output code."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.attribute.align import occurrences
from workbench.attribute.places import Indices, names, overlay
from workbench.inductor.folder import CompiledGraph
from workbench.schema import Finding

REGION = "Torch-Compiled Region"
_GRAPH_NUMBER = re.compile(r"^graph_\d+_")  # before the names of C++ kernels that record themselves
# A region whose ops match less of a graph than this ran another graph.
MATCH_MIN = 0.5
COMPILED = "{} (compiled)"


@dataclass(frozen=True)
class Program:
    """One compiled graph, with the places of the entries of its `call()` (a row each)."""

    graph: CompiledGraph
    places: pd.DataFrame

    @property
    def ops(self) -> tuple[str, ...]:
        """Name of the op that a trace shows around each entry."""
        return tuple(call.op for call in self.graph.code.calls)


@dataclass(frozen=True)
class Regions:
    """For each launch: row of the compiled region's op around it, and row of the op directly
    below that, which is one entry of `call()`; -1 none.
    """

    region: Indices
    entry: Indices


def find_regions(
    launches: pd.DataFrame, ops: pd.DataFrame, without: Indices | None = None
) -> Regions:
    """The innermost compiled region around each launch; none for the rows `without`."""
    op_names = [str(name) for name in ops["name"].cat.categories]
    opens = np.array([name.startswith(REGION) for name in op_names], dtype=bool)
    is_region = opens[ops["name"].cat.codes.to_numpy()] if len(ops) else np.zeros(0, bool)
    parent = ops["parent"].to_numpy().astype(np.int64)
    own = launches["op"].to_numpy().astype(np.int64)
    if without is not None:
        own[without] = -1
    distinct, inverse = np.unique(own, return_inverse=True)
    region = np.full(len(distinct), -1, np.int64)
    entry = np.full(len(distinct), -1, np.int64)
    if is_region.any():
        at, below = distinct.copy(), np.full(len(distinct), -1, np.int64)
        climbing = at >= 0
        while climbing.any():
            found = np.flatnonzero(climbing)[is_region[at[climbing]]]
            region[found], entry[found] = at[found], below[found]
            climbing[found] = False
            rows = np.flatnonzero(climbing)
            below[rows] = at[rows]
            at[rows] = parent[at[rows]]
            climbing[rows] = at[rows] >= 0
    return Regions(region[inverse.ravel()], entry[inverse.ravel()])


def attribute_compiled(
    launches: pd.DataFrame,
    places: pd.DataFrame,
    ops: pd.DataFrame,
    regions: Regions,
    programs: Sequence[Program],
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """`places` with those of compiled launches from the output code.

    The ops of a region, in order, are joined with the entries of the best-matching `call()`: the
    k-th run of a kernel with its k-th. What stays without an entry belongs somewhere in the module
    that called the region: "<site> (compiled)", a region; to nothing when no module is known.
    """
    inside = np.flatnonzero(regions.region >= 0)
    if not len(inside):
        return places, ()
    places = _within_callers(places, inside)
    which, joined = match_regions(regions.region[inside], regions.entry[inside], ops, programs)
    placeless = 0
    for k in range(len(programs)):
        rows = np.flatnonzero((which == k) & (joined >= 0))
        keep = ("op_name", "op_chain")  # the trace knows these better
        places = overlay(places, inside[rows], programs[k].places, joined[rows], keep)
        placeless += int((places["method"].iloc[inside[rows]] == "none").sum())
    found = _coverage(len(inside), int((joined >= 0).sum()), len(programs))
    return places, (*found, *_placeless(placeless))


def match_regions(
    region: Indices, entry: Indices, ops: pd.DataFrame, programs: Sequence[Program]
) -> tuple[Indices, Indices]:
    """For each launch its program and its entry there, -1 none; each region is matched alone."""
    op_names = [_GRAPH_NUMBER.sub("", str(name)) for name in ops["name"].cat.categories]
    op_codes = ops["name"].cat.codes.to_numpy()
    which = np.full(len(region), -1, np.int64)
    joined = np.full(len(region), -1, np.int64)
    known: dict[tuple[str, ...], tuple[int, dict[int, int]]] = {}
    order = np.lexsort((entry, region))  # rows of ops are in order of time
    starts = np.flatnonzero(np.diff(region[order], prepend=region[order[0]] - 1))
    for first, last in itertools.pairwise([*starts.tolist(), len(order)]):
        rows = order[first:last]
        rows = rows[entry[rows] >= 0]
        called, inverse = np.unique(entry[rows], return_inverse=True)
        tokens = tuple(op_names[code] for code in op_codes[called].tolist())
        if tokens not in known:
            known[tokens] = _best_program(tokens, programs)
        which[rows], pairs = known[tokens]
        joined[rows] = [pairs.get(k, -1) for k in inverse.ravel().tolist()]
    return which, joined


def _best_program(
    tokens: tuple[str, ...], programs: Sequence[Program]
) -> tuple[int, dict[int, int]]:
    """The program that most of `tokens` are entries of, and which; (-1, {}) when none fits."""
    best, pairs = -1, dict[int, int]()
    for k, program in enumerate(programs):
        found = {i: j for j, i in occurrences(program.ops, tokens)}
        if len(found) > max(len(pairs), MATCH_MIN * len(tokens) - 1):
            best, pairs = k, found
    return best, pairs


def _within_callers(places: pd.DataFrame, inside: Indices) -> pd.DataFrame:
    """Compiled launches placed as precisely as nesting allows: within the calling module."""
    site = places["site"].cat
    texts = [COMPILED.format(name) if name else "" for name in site.categories]
    renamed = places.assign(
        site=names(texts, site.codes.to_numpy().astype(np.int64)),
        path_kind=names(["region", "none"], (places["site"] == "").to_numpy().astype(np.int64)),
    )
    return overlay(places, inside, renamed, inside)


def _placeless(launches: int) -> tuple[Finding, ...]:
    if not launches:
        return ()
    detail = (
        "launches of compiled regions whose entry of the output code leads to no node of the "
        "graph, so to no place in the model: unattributed"
    )
    return (Finding("compiled-without-place", launches, detail),)


def _coverage(launches: int, joined: int, programs: int) -> tuple[Finding, ...]:
    if joined == launches:
        return ()
    why = (
        "their region matches no recorded graph entry by entry"
        if programs
        else "the capture holds no output code for them"
    )
    detail = f"{launches - joined} of {launches} launches of compiled regions have no source: {why}"
    return (Finding("compiled-without-source", launches - joined, detail),)
