"""How far a catalogue can be trusted: what its captures lack, and which formats were tried."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.attribute.witness import CompiledRun
from workbench.inductor.moved import Moved
from workbench.schema import Manifest

# Versions of torch whose output code the parser was tried on, as (major, minor).
TRIED = ((2, 11), (2, 13))
_VERSION = re.compile(r"(\d+)\.(\d+)")


def trust(
    run: CompiledRun,
    moved: Sequence[Sequence[Moved]],
    manifest: Manifest,
    has_eager: bool,
    refusals_lacking: int,
) -> tuple[str, ...]:
    """What a reader must know before trusting a catalogue; () when nothing limits it."""
    notes = [_version(manifest), *_format(run), *_bytes(moved)]
    if run.launches is None:
        notes.append(
            "no recorded run: times are estimates, max(bytes over copy bandwidth, launch floor); "
            "calls that pick what they read (grouped products, masked attention) count all of it"
        )
    elif not (run.launches["entry"] >= 0).any():
        notes.append(
            "no launch of the trace joins the output code: times are estimates, max(bytes over "
            "copy bandwidth, launch floor)"
        )
    if not has_eager:
        notes.append("no eager variant: what a kernel replaces is known by its ops only")
    if refusals_lacking:
        notes.append(
            f"{refusals_lacking} refused fusions are between scheduler nodes that this capture "
            "does not join to a call, and are not listed"
        )
    ceilings = manifest.device.copy_bandwidth_gb_per_s, manifest.device.launch_floor_us
    if None in ceilings:
        notes.append("no bandwidth and launch floor are known for this device: no bounds")
    elif any(ceiling is not None and ceiling.source != "measured" for ceiling in ceilings):
        notes.append("bounds are from the device's data sheet, not measured")
    return tuple(filter(None, notes))


def _version(manifest: Manifest) -> str:
    text = manifest.versions.get("torch", "")
    found = _VERSION.match(text)
    if found and TRIED[0] <= (int(found[1]), int(found[2])) <= TRIED[1]:
        return ""
    tried = " to ".join(f"{major}.{minor}" for major, minor in TRIED)
    return (
        f"made with torch {text or '(version unknown)'}; the reader of output code was tried on "
        f"{tried}, so check handles and bytes before relying on them"
    )


def _format(run: CompiledRun) -> list[str]:
    """Parts of the output code that could not be read as this reader knows them."""
    notes = []
    calls = [call for program in run.programs for call in program.graph.code.calls]
    kernels = [k for program in run.programs for k in program.graph.code.kernels.values()]
    generated = [call for call in calls if call.kind != "extern"]
    blind = sum(not kernel.parameters for kernel in kernels)
    if blind:
        notes.append(f"{blind} of {len(kernels)} kernels have a signature that could not be read")
    placed = [place for program in run.programs for place in program.places["method"].astype(str)]
    named, none = placed.count("name"), placed.count("none")
    if named:
        notes.append(f"{named} of {len(calls)} calls have their provenance by name, not by handle")
    if none:
        notes.append(f"{none} of {len(calls)} calls have no provenance: their place is unknown")
    bare = sum(not call.original_aten for call in generated)
    if generated and bare == len(generated) and kernels[0].kind == "triton":
        notes.append("the comments name no source nodes: another format, or stripped")
    return notes


def _bytes(moved: Sequence[Sequence[Moved]]) -> list[str]:
    entries = [one for graph in moved for one in graph]
    exact = sum(one.exact for one in entries)
    unknown = sum(not one.basis for one in entries)
    if exact == len(entries):
        return []
    if not exact:
        return [
            "no bytes from Inductor's scheduler (scheduler.json): they are estimates from shapes "
            f"and strides, unknown for {unknown} of {len(entries)} calls"
        ]
    return [
        f"bytes of {len(entries) - exact - unknown} of {len(entries)} calls are estimates from "
        f"shapes and strides, those of {unknown} are unknown: the scheduler's record lacks them"
    ]
