"""One side of a comparison: the launches of its steps by unit, with what tells the units' places.

A unit is a site. Where modules are hidden (replayed graphs of engines), it is a place in the
repeating structure of the step, found in the sequence itself: `repeat/gemm#2`, and what runs after
it, `repeat/gemm#2+`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.suggest.launch_kinds import BOUNDARY_KINDS, KINDS, Kinds, launch_kinds
from workbench.suggest.periods import find_periods
from workbench.suggest.sequences import hidden_modules, stream_order

Indices = npt.NDArray[np.int64]

UNATTRIBUTED = ""
REPEAT = "repeat"
# what a unit does, by the first of these that it launches
_ROLES = ("attention", "collective", "gemm")


@dataclass(frozen=True)
class Unit:
    """Launches of one place. Nanoseconds and counts are sums over all steps.

    classes: names of module classes from the root to it, () unknown; order: of its first launch;
    in_layer: whether it repeats; members: sites that a compiled region names; step_ns: GPU time of
    each step; idle_ns: how long the device did nothing before its launches.
    """

    name: str
    classes: tuple[str, ...]
    role: str
    order: int
    in_layer: bool
    members: frozenset[str]
    instances: int
    launches: int
    ns: int
    idle_ns: int
    step_ns: tuple[int, ...]


def side_units(attribution: Attribution) -> list[Unit]:
    """The units of all launches inside steps, by first launch; nothing is left out."""
    launches = attribution.launches
    launches = launches[launches["step"].to_numpy() >= 0].reset_index(drop=True)
    if launches.empty:
        return []
    kinds = launch_kinds(launches)
    order, parts = stream_order(launches)
    names, instances = _names(launches, kinds, parts)
    codes, distinct = pd.factorize(names)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    ns = launches["duration_ns"].to_numpy()
    idle = idle_ns(launches)
    step = launches["step"].to_numpy()
    by_unit = np.argsort(codes, kind="stable")
    found = []
    for name, rows in zip(
        distinct, np.split(by_unit, np.cumsum(np.bincount(codes))[:-1]), strict=True
    ):
        per_step = np.bincount(step[rows], ns[rows], minlength=attribution.steps)
        found.append(
            Unit(
                name=str(name),
                classes=_classes(launches, rows, attribution),
                role=_role(kinds, rows),
                order=int(rank[rows].min()),
                in_layer=_in_layer(launches, rows, str(name), instances),
                members=region_members(str(name)),
                instances=len(set(instances[rows].tolist()) - {""}),
                launches=len(rows),
                ns=int(ns[rows].sum()),
                idle_ns=int(idle[rows].sum()),
                step_ns=tuple(int(one) for one in per_step),
            )
        )
    return sorted(found, key=lambda unit: unit.order)


def idle_ns(launches: pd.DataFrame) -> Indices:
    """Time before each launch in which its device did nothing, within a step; 0 before its first.

    Summed over a step and device it is the time from first to last launch that no launch took.
    """
    start = launches["start_ns"].to_numpy().astype(np.int64)
    end = start + launches["duration_ns"].to_numpy().astype(np.int64)
    device, step = launches["device"].to_numpy(), launches["step"].to_numpy()
    order = np.lexsort((start, device, step))
    idle = np.zeros(len(order), np.int64)
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(step[order]) != 0) | (np.diff(device[order]) != 0)
    for own in np.split(order, np.flatnonzero(new)[1:]):
        reached = np.maximum.accumulate(end[own])
        idle[own[1:]] = np.maximum(start[own[1:]] - reached[:-1], 0)
    return idle


def region_members(site: str) -> frozenset[str]:
    """The sites that a compiled region names: `layers.{*+1.norm,*}` is `layers.*.norm`, `layers.*`.

    Empty for what is no region.
    """
    found = re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", site)
    if found is None:
        return frozenset()
    before, inside, after = found.groups()
    return frozenset(re.sub(r"\*\+\d+", "*", f"{before}{one}{after}") for one in inside.split(","))


# --------------------------------------------------------------------------- names


def _names(
    launches: pd.DataFrame, kinds: Kinds, parts: Sequence[Indices]
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Of each launch the name of its unit, and the instance of it."""
    site = launches["site"].astype(object).to_numpy().copy()
    path = launches["module_path"].astype(object).to_numpy().copy()
    named = np.array(["{" in name for name in site.tolist()], dtype=bool)
    hidden = hidden_modules(launches) & ~named
    bounds = kinds.is_in(BOUNDARY_KINDS)
    for part in parts:
        if not hidden[part].any():
            continue
        tokens = launches["name"].cat.codes.to_numpy()[part].astype(np.int64)
        periods = find_periods(tokens, bounds[part])
        if periods is None:
            continue
        number = periods.number(np.arange(len(part)))
        for k, name in enumerate(_in_repeats(kinds, part, number)):
            if name and hidden[part[k]]:
                site[part[k]] = f"{REPEAT}/{name}"
                path[part[k]] = f"{number[k]}"
    return site, path


def _in_repeats(kinds: Kinds, part: Indices, number: Indices) -> list[str]:
    """Places within a repeat: the k-th GEMM of it, and what follows; neighbours of one kind other
    than GEMMs are one. Before the first mark and outside of all there is no place.
    """
    found: list[str] = []
    count: Counter[str] = Counter()
    repeat, last, name = -1, "", ""
    for row, own in zip(part.tolist(), number.tolist(), strict=True):
        if own != repeat:
            repeat, last, name = own, "", ""
            count.clear()
        kind = KINDS[kinds.codes[row]]
        if kind in BOUNDARY_KINDS and (kind != last or kind == "gemm"):
            count[kind] += 1
            name = f"{kind}#{count[kind]}"
        last = kind
        small = name and kind not in BOUNDARY_KINDS
        found.append("" if own <= 0 else f"{name}+" if small else name)
    return found


# --------------------------------------------------------------------------- what tells a place


def _in_layer(
    launches: pd.DataFrame, rows: Indices, name: str, instances: npt.NDArray[np.object_]
) -> bool:
    """Whether a unit repeats; what is once behind the last repeat does not."""
    if name.startswith(f"{REPEAT}/"):
        return len(set(instances[rows].tolist())) > 1
    return bool((launches["layer"].to_numpy()[rows] >= 0).any())


def _role(kinds: Kinds, rows: Indices) -> str:
    held = {KINDS[code] for code in np.unique(kinds.codes[rows]).tolist()}
    return next((role for role in _ROLES if role in held), "small")


def _classes(launches: pd.DataFrame, rows: Indices, attribution: Attribution) -> tuple[str, ...]:
    """Class names around the first launch: of the trace's module calls, else of a class path."""
    modules = attribution.trace.modules
    module = launches["module"].to_numpy()[rows]
    known = module[module >= 0]
    method = launches["method"].iloc[rows[0]]
    if len(known) and method == "correlation":
        chain, at = [], int(known[0])
        while at >= 0:
            chain.append(str(modules["class_name"].iloc[at]))
            at = int(modules["parent"].iloc[at])
        return tuple(reversed(chain))
    if launches["path_kind"].iloc[rows[0]] != "class":
        return ()
    parts = str(launches["module_path"].iloc[rows[0]]).split("/")
    return tuple(re.sub(r"(\.\d+|#\d+)$", "", part) for part in parts)
