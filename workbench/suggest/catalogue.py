"""Inductor as a witness: what each kernel it generated replaces, moves and costs, and what it left.

Nothing here is executed: output code is parsed, times come from the recorded run. Figures are per
step.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.attribute.attribution import attribute
from workbench.attribute.witness import compiled_run
from workbench.capture.store import Capture
from workbench.inductor.moved import bytes_moved
from workbench.schema import Finding, Manifest
from workbench.suggest.catalogue_rows import (
    ExternRow,
    GraphReader,
    KernelRow,
    Pair,
)
from workbench.suggest.entries import entry_costs
from workbench.suggest.layers import LayerRow, layer_rows
from workbench.suggest.replaced import METHODS, replaced_launches
from workbench.suggest.trust import trust


@dataclass(frozen=True)
class Catalogue:
    """What Inductor did with one step. kernels: dearest first; externs likewise; neighbours and
    refusals by shared bytes. eager_joined: launches of the eager step by how they were joined with
    the compiled run, {} without an eager run. notes: what limits the trust in all this.
    """

    manifest: Manifest
    kernels: tuple[KernelRow, ...]
    externs: tuple[ExternRow, ...]
    neighbours: tuple[Pair, ...]
    refusals: tuple[Pair, ...]
    layers: tuple[LayerRow, ...]
    eager_launches: int | None
    eager_us: float | None
    eager_joined: dict[str, int]
    notes: tuple[str, ...]
    health: tuple[Finding, ...]


def catalogue(capture: Capture, graph: str = "") -> Catalogue:
    """Catalogue the compiled run of `capture`, all its graphs or the one named (graph0, or whole).

    Raises Usage for a capture without a compiled run or graph, BadInput for unreadable files.
    """
    run = compiled_run(capture, graph)
    manifest = capture.manifest
    eager = attribute(capture) if "eager" in manifest.variants else None
    replaced = replaced_launches(eager, run) if eager is not None else None
    moved = [bytes_moved(program.graph) for program in run.programs]
    costs = entry_costs(run, moved, manifest.device, replaced)
    kernels: list[KernelRow] = []
    externs: list[ExternRow] = []
    neighbours: list[Pair] = []
    refusals: list[Pair] = []
    lacking = 0
    for k in range(len(run.programs)):
        reader = GraphReader(run, k, moved[k], costs[k], replaced)
        kernels += reader.kernels()
        externs += reader.externs()
        neighbours += reader.neighbours()
        found, unjoined = reader.refusals()
        refusals += found
        lacking += unjoined
    count = Counter(replaced.method if replaced else ())
    return Catalogue(
        manifest=manifest,
        kernels=tuple(sorted(kernels, key=lambda row: (-(row.us or 0.0), row.graph, row.kernel))),
        externs=tuple(sorted(externs, key=lambda row: (-(row.us or 0.0), row.op, row.site))),
        neighbours=tuple(sorted(neighbours, key=_by_bytes)),
        refusals=tuple(sorted(refusals, key=_by_bytes)),
        layers=layer_rows(run, replaced),
        eager_launches=len(replaced.launches) if replaced else None,
        eager_us=int(replaced.launches["duration_ns"].sum()) / 1000 if replaced else None,
        eager_joined={method: count[method] for method in METHODS if count[method]},
        notes=trust(run, moved, manifest, eager is not None, lacking),
        health=run.health,
    )


def _by_bytes(pair: Pair) -> tuple[int, str, str, str, str]:
    return -pair.nbytes, pair.first, pair.first_site, pair.second, pair.second_site
