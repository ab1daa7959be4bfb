"""One profiled step as reports and timelines draw it: launches, their kind of work, candidates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.schema import Candidate
from workbench.suggest.suggestions import Analysis
from workbench.trace.operators import ATTENTIONS, CONTRACTIONS

# Kinds of work, by which launches are coloured: told from the op, or without one from the name.
KINDS = ("matrix product", "attention", "communication", "compiled", "copy or cast", "small op")
_BY_KERNEL = (
    (re.compile(r"nccl|rccl|all_?reduce", re.I), 2),
    (re.compile(r"fmha|flash|attention|sdpa", re.I), 1),
    (re.compile(r"gemm|gemv|nvjet|cutlass|cublas|Cijk_|splitK", re.I), 0),
    (re.compile(r"^triton_"), 3),
    (re.compile(r"^Memcpy|^Memset|copy_kernel|CatArray|fill", re.I), 4),
)
_MOVES = frozenset(
    f"aten::{name}"
    for name in ("copy_", "_to_copy", "clone", "cat", "fill_", "zero_", "stack", "contiguous")
)


@dataclass(frozen=True)
class OneStep:
    """The launches of one step, by device and start, and which candidates' instances they are.

    launches: rows of the attribution, numbered anew from 0; kind: an entry of KINDS for each.
    instances: for each candidate, the launches (numbers) of its instances in this step, in the
    order of the device. kept: for each launch, the part of its time that the best set would leave,
    its candidate's prediction shared out by time; 1 where no candidate of the best set has it.
    number, of: which of how many steps; begin_ns, duration_ns: from the step's begin to its end on
    host and device.
    """

    launches: pd.DataFrame
    kind: npt.NDArray[np.int64]
    instances: Mapping[str, tuple[tuple[int, ...], ...]]
    kept: npt.NDArray[np.float64]
    number: int
    of: int
    name: str
    begin_ns: int
    duration_ns: int


def one_step(attribution: Attribution, analysis: Analysis | None = None) -> OneStep:
    """The first step that launched anything, with the candidates of `analysis` in it."""
    table = attribution.launches
    inside = table["step"].to_numpy()
    number = int(inside[inside >= 0].min()) if (inside >= 0).any() else -1
    rows = np.flatnonzero(inside == number)
    launches = table.iloc[rows].reset_index(drop=True)
    end = launches["start_ns"] + launches["duration_ns"]
    steps = attribution.trace.steps
    begin_ns = int(launches["start_ns"].min()) if len(launches) else 0
    end_ns = int(end.max()) if len(launches) else 0
    name = ""
    if number >= 0:
        step = steps.iloc[number]
        name = str(step["name"])
        begin_ns = min(begin_ns, int(step["start_ns"]))
        end_ns = max(end_ns, int(step["start_ns"] + step["duration_ns"]))
    instances = _instances(analysis, table, rows) if analysis else {}
    best = analysis.suggestions.best_set.ids if analysis else ()
    candidates = analysis.suggestions.candidates if analysis else ()
    return OneStep(
        launches=launches,
        kind=kinds(launches),
        instances=instances,
        kept=_kept(len(launches), [one for one in candidates if one.id in best], instances),
        number=max(number, 0),
        of=attribution.steps,
        name=name,
        begin_ns=begin_ns,
        duration_ns=end_ns - begin_ns,
    )


def kinds(launches: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The kind of work of each launch, an index into KINDS; the last where nothing tells."""
    key = launches[["op_chain", "name", "category"]].astype(str)
    known: dict[tuple[str, str, str], int] = {}
    found = np.empty(len(launches), dtype=np.int64)
    for row, entry in enumerate(key.itertuples(index=False, name=None)):
        if entry not in known:
            known[entry] = _kind(*entry)
        found[row] = known[entry]
    return found


def _kind(chain: str, kernel: str, category: str) -> int:
    ops = [name.strip() for name in chain.split(">")]
    if not CONTRACTIONS.isdisjoint(ops):
        return 0
    if ops[-1] in ATTENTIONS:
        return 1
    if category in ("memcpy", "memset") or ops[-1] in _MOVES:
        return 4
    for pattern, number in _BY_KERNEL:
        if pattern.search(kernel) and (number != 4 or not chain):
            return number
    return len(KINDS) - 1


def _instances(
    analysis: Analysis, table: pd.DataFrame, rows: npt.NDArray[np.int64]
) -> dict[str, tuple[tuple[int, ...], ...]]:
    evidence = analysis.evidence
    if evidence is None:
        return {}
    number = {int(table.index[row]): position for position, row in enumerate(rows.tolist())}
    index = evidence.places.launches.index.to_numpy()
    found: dict[str, tuple[tuple[int, ...], ...]] = {}
    for name, members in evidence.members.items():
        own = []
        for nodes in members:
            made = [number.get(int(label)) for label in index[evidence.places.of(nodes)]]
            own.append(tuple(sorted(row for row in made if row is not None)))
        found[name] = tuple(instance for instance in own if instance)
    return found


def _kept(
    count: int,
    best: Sequence[Candidate],
    instances: Mapping[str, tuple[tuple[int, ...], ...]],
) -> npt.NDArray[np.float64]:
    kept = np.ones(count)
    for candidate in best:
        part = candidate.predicted_gpu_us_per_step / max(candidate.gpu_us_per_step, 1e-9)
        for instance in instances.get(candidate.id, ()):
            kept[list(instance)] = min(max(part, 0.0), 1.0)
    return kept
