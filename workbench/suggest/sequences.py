"""Runs of small launches, in the order of the device: what may be one launch, for all that is seen.

Where no execution trace says who reads what, launches that follow each other on a stream within one
module instance, or within one repeat of the step's structure where modules are hidden (replayed
graphs), without a GEMM, attention, collective or transfer between them, are all that there is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.correlate import CHAIN_LINK
from workbench.suggest.launch_kinds import BOUNDARY_KINDS, Kinds
from workbench.suggest.periods import Periods, find_periods

Indices = npt.NDArray[np.int64]

# Launches that usually last longer than this many launch floors move bytes, and how many a fusion
# would spare is not to be seen from their order. Those of a decode step that are neither GEMM nor
# attention last 1 to 11 floors (Gemma 4 26B-A4B, batch 8, H100), copies of the KV cache 90.
SMALL_FLOORS = 12

# path_kind of what lies in no known module, but in a repeat of the step's structure
PERIOD = "period"


@dataclass(frozen=True)
class Run:
    """Small launches in a row. rows: positions in the launches, in order of the device; before:
    token of the launch before them, -1 none; repeat: the number of its period in `periods`, -1 and
    None where its modules are known.
    """

    rows: Indices
    before: int
    repeat: int
    periods: Periods | None


@dataclass(frozen=True)
class Runs:
    """Every maximal run of two or more, by time. tokens: what each launch is, by operators or name.

    periods: the structure of each distinct sequence in which modules are hidden, the longest first.
    long: launches that are no boundary, but too long to be judged by order.
    """

    runs: tuple[Run, ...]
    tokens: Indices
    periods: tuple[Periods, ...]
    long: Indices


def find_runs(launches: pd.DataFrame, kinds: Kinds, floor_us: float) -> Runs:
    """Runs in `launches` (columns of schema.AttributedLaunch, all inside steps)."""
    tokens = launch_tokens(launches)
    bounds = kinds.is_in(BOUNDARY_KINDS)
    too_long = _usual_ns(launches, tokens) > SMALL_FLOORS * 1000 * floor_us
    order, parts = stream_order(launches)
    hidden = hidden_modules(launches)
    repeat, within = _repeats(launches, hidden, bounds, parts)
    small = (~bounds & ~too_long & (~hidden | (repeat >= 0)))[order]
    ends = np.cumsum([0, *map(len, parts)])
    found = []
    for first, last in _slices(small, _segments(launches, repeat)[order], ends):
        rows, part = order[first:last], int(np.searchsorted(ends, first, side="right")) - 1
        found.append(
            Run(
                rows,
                before=-1 if first == ends[part] else int(tokens[order[first - 1]]),
                repeat=int(repeat[rows[0]]),
                periods=within[part] if repeat[rows[0]] >= 0 else None,
            )
        )
    periods = sorted({id(one): one for one in within if one}.values(), key=lambda one: -one.count)
    return Runs(tuple(found), tokens, tuple(periods), np.flatnonzero(too_long & ~bounds))


def _repeats(
    launches: pd.DataFrame,
    hidden: npt.NDArray[np.bool_],
    bounds: npt.NDArray[np.bool_],
    parts: list[Indices],
) -> tuple[Indices, list[Periods | None]]:
    """The repeat that each hidden launch lies in, -1 none, and the structure of each of `parts`."""
    repeat = np.full(len(launches), -1, np.int64)
    known: dict[bytes, Periods | None] = {}
    within: list[Periods | None] = [None] * len(parts)
    names = launches["name"].cat.codes.to_numpy().astype(np.int64)
    for number, part in enumerate(parts):
        if not hidden[part].any():
            continue
        key = names[part].tobytes()
        if key not in known:
            known[key] = find_periods(names[part], bounds[part])
        if (found := known[key]) is not None:
            repeat[part] = found.number(np.arange(len(part)))
            within[number] = found
    repeat[~hidden] = -1
    return repeat, within


def launch_tokens(launches: pd.DataFrame) -> Indices:
    """What a launch is: the operators that made it where they end in one of ATen, else its kernel
    (an engine's operator may launch a whole layer).
    """
    chain, name = launches["op_chain"].cat, launches["name"].cat
    ends = [str(text).rpartition(CHAIN_LINK)[2].startswith("aten::") for text in chain.categories]
    known = np.array([*ends, False])[chain.codes.to_numpy()]
    codes = name.codes.to_numpy().astype(np.int64) + len(chain.categories)
    return np.where(known, chain.codes.to_numpy().astype(np.int64), codes)


def _usual_ns(launches: pd.DataFrame, tokens: Indices) -> npt.NDArray[np.float64]:
    """For each launch the median duration of those that make the same at the same site."""
    site = launches["site"].cat.codes.to_numpy().astype(np.int64)
    key = pd.Series(tokens * (int(site.max(initial=0)) + 2) + site)
    durations = pd.Series(launches["duration_ns"].to_numpy())
    return np.asarray(durations.groupby(key).transform("median"), dtype=np.float64)


def stream_order(launches: pd.DataFrame) -> tuple[Indices, list[Indices]]:
    """Positions by step, device, stream and time, and these of each step and stream."""
    step, device, stream, start = (
        launches[column].to_numpy() for column in ("step", "device", "stream", "start_ns")
    )
    order = np.lexsort((start, stream, device, step)).astype(np.int64)
    new = np.zeros(len(order), bool)
    for column in (step, device, stream):
        new[1:] |= np.diff(column[order]) != 0
    return order, np.split(order, np.flatnonzero(new)) if len(order) else []


def hidden_modules(launches: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Launches whose module is not known, is a whole graph, or is several (a compiled region)."""
    region = (launches["path_kind"] == "region").to_numpy()
    return np.asarray((launches["site"] == "").to_numpy() | region, dtype=bool)


def _segments(launches: pd.DataFrame, repeat: Indices) -> Indices:
    """A number for each module instance (a layer, or a module outside of layers) and repeat."""
    layer = launches["layer"].to_numpy().astype(np.int64)
    path = launches["module_path"].cat.codes.to_numpy().astype(np.int64)
    stacks = [str(site).partition("*")[0] for site in launches["site"].cat.categories]
    stack = pd.factorize(np.array([*stacks, ""], dtype=object))[0]
    own = stack[launches["site"].cat.codes.to_numpy()]
    whole = np.where(layer >= 0, -1, path)
    keys = np.stack([own, layer, whole, repeat], axis=1)
    keys[repeat >= 0, :3] = -1
    return np.unique(keys, axis=0, return_inverse=True)[1].ravel().astype(np.int64)


def _slices(
    small: npt.NDArray[np.bool_], segment: Indices, ends: Indices
) -> Iterator[tuple[int, int]]:
    """Begin and end of each maximal run of two or more small launches of one segment and stream."""
    cut = np.zeros(len(small) + 1, bool)
    cut[[0, -1]] = True
    cut[ends] = True
    cut[1:-1] |= (np.diff(segment) != 0) | (np.diff(small.astype(np.int8)) != 0)
    for first, last in pairwise(np.flatnonzero(cut).tolist()):
        if last - first > 1 and small[first]:
            yield first, last
