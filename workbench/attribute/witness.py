"""The compiled run of a capture, entry by entry of `call()`: its cost and its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.attribute.attribution import CaptureReader
from workbench.attribute.compiled import Program, find_regions, match_regions
from workbench.attribute.places import Indices
from workbench.attribute.regions import Home, call_places
from workbench.attribute.replay import find_replayed
from workbench.capture.store import Capture
from workbench.errors import Usage, unknown
from workbench.schema import Finding
from workbench.trace import load_trace

VARIANT = "inductor"


@dataclass(frozen=True)
class CompiledRun:
    """The graphs that Inductor compiled, and what their entries cost.

    names: folders of the graphs. homes: for each graph, its nodes' modules. launches: columns of
    schema.AttributedLaunch, and `program` and `entry`, the graph and the entry of its `call()` that
    made the launch (-1 none); None where the capture has no trace of the run.
    """

    names: tuple[str, ...]
    programs: tuple[Program, ...]
    homes: tuple[Mapping[str, Home], ...]
    launches: pd.DataFrame | None
    steps: int
    health: tuple[Finding, ...]

    def measured(self, program: int) -> tuple[Indices, Indices] | None:
        """Launches and nanoseconds of each entry of one graph, over all steps; None unmeasured:
        without a trace, or where no launch of it could be joined with any graph.
        """
        if self.launches is None or not (self.launches["entry"] >= 0).any():
            return None
        inside = (self.launches["step"] >= 0) & (self.launches["program"] == program)
        own = self.launches[inside & (self.launches["entry"] >= 0)]
        count = len(self.programs[program].graph.code.calls)
        entry = own["entry"].to_numpy()
        times = np.zeros(count, np.int64)
        np.add.at(times, entry, own["duration_ns"].to_numpy())
        return np.bincount(entry, minlength=count).astype(np.int64), times


def compiled_run(capture: Capture, graph: str = "") -> CompiledRun:
    """Read the inductor variant of `capture`: its graphs, or the one named, and their launches.

    Raises Usage for a capture without compiled graphs or without that graph, BadInput for
    unreadable files.
    """
    folders = _folders(capture, graph)
    reader = CaptureReader(capture)
    graphs = [reader.graph(folder) for folder in folders]
    homes, findings = reader.homes(graphs)
    programs = tuple(
        Program(one, call_places(one, home)) for one, home in zip(graphs, homes, strict=True)
    )
    health = [*(finding for one in graphs for finding in one.health), *findings]
    launches, steps = None, 0
    if capture.variant(VARIANT).traces:
        trace = load_trace(capture.path(capture.variant(VARIANT).traces[0]))
        attribution = reader.attribute(VARIANT, trace)
        launches, steps = _joined(attribution.launches, trace.ops, programs), attribution.steps
        health += attribution.health
    return CompiledRun(
        names=tuple(folder.rpartition("/")[2] for folder in folders),
        programs=programs,
        homes=tuple(homes),
        launches=launches,
        steps=steps,
        health=tuple(dict.fromkeys(health)),
    )


def _folders(capture: Capture, graph: str) -> tuple[str, ...]:
    if VARIANT not in capture.manifest.variants:
        raise Usage(
            f"{capture.id} holds no compiled run; capture with --variant eager,inductor, or "
            "import a folder of TORCH_COMPILE_DEBUG=1 beside the traces"
        )
    folders = capture.variant(VARIANT).graphs
    if not folders:
        raise Usage(
            f"{capture.id}: its inductor variant holds no output code; import it with the "
            "folder that TORCH_COMPILE_DEBUG=1 writes"
        )
    if not graph:
        return folders
    names = {folder.rpartition("/")[2]: folder for folder in folders}
    found = [folder for name, folder in names.items() if graph in (name, name.partition("-")[0])]
    if not found:
        raise unknown(f"compiled graph of {capture.id}", graph, names)
    return (found[0],)


def _joined(launches: pd.DataFrame, ops: pd.DataFrame, programs: Sequence[Program]) -> pd.DataFrame:
    """`launches` with the columns `program` and `entry`."""
    regions = find_regions(launches, ops, without=find_replayed(launches))
    inside = np.flatnonzero(regions.region >= 0)
    which = np.full(len(launches), -1, np.int64)
    entry = np.full(len(launches), -1, np.int64)
    if len(inside):
        which[inside], entry[inside] = match_regions(
            regions.region[inside], regions.entry[inside], ops, programs
        )
    return launches.assign(program=which, entry=entry)
