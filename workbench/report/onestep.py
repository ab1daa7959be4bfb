"""One profiled step as reports and timelines draw it: launches, their kind of work, candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.attribute.correlate import CHAIN_LINK
from workbench.schema import Candidate
from workbench.suggest import launch_kinds
from workbench.suggest.suggestions import Analysis

# Kinds of work, by which launches are coloured.
KINDS = ("matrix product", "attention", "communication", "fused kernel", "copy or cast", "small op")
_KIND_OF = {"gemm": 0, "attention": 1, "collective": 2, "fused": 3, "transfer": 4, "small": 5}
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
    """The kind of work of each launch, an index into KINDS; see `suggest.launch_kinds`."""
    found = np.array([_KIND_OF[name] for name in launch_kinds.KINDS])[
        launch_kinds.launch_kinds(launches).codes
    ]
    chains = launches["op_chain"].cat
    inner = [str(chain).rpartition(CHAIN_LINK)[2] for chain in chains.categories]
    moves = np.array([name in _MOVES for name in inner], dtype=bool)[chains.codes.to_numpy()]
    moves |= launches["category"].isin(("memcpy", "memset")).to_numpy()
    small = KINDS.index("small op")
    result: npt.NDArray[np.int64] = np.where(
        moves & (found == small), KINDS.index("copy or cast"), found
    )
    return result


def _instances(
    analysis: Analysis, table: pd.DataFrame, rows: npt.NDArray[np.int64]
) -> dict[str, tuple[tuple[int, ...], ...]]:
    position = np.full(len(table), -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    found: dict[str, tuple[tuple[int, ...], ...]] = {}
    for name, members in _members(analysis, table).items():
        own = [position[launches] for launches in members]
        found[name] = tuple(tuple(one[one >= 0].tolist()) for one in own if (one >= 0).any())
    return found


def _members(analysis: Analysis, table: pd.DataFrame) -> dict[str, list[npt.NDArray[np.int64]]]:
    """Rows of the attribution's launches of each instance of each candidate, ascending."""
    if analysis.evidence is not None:
        places = analysis.evidence.places
        row = table.index.get_indexer(places.launches.index)
        return {
            name: [np.sort(row[places.of(nodes)]) for nodes in members]
            for name, members in analysis.evidence.members.items()
        }
    if analysis.sequences is None:
        return {}
    row = np.flatnonzero(table["step"].to_numpy() >= 0)
    return {
        name: [np.sort(row[one]) for one in members]
        for name, members in analysis.sequences.members.items()
    }


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
