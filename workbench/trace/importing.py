"""Foreign recordings into a capture: which variant and rank each is, what was amiss with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.capture.store import new_capture, write_manifest
from workbench.errors import BadInput, Usage
from workbench.schema import SCHEMA_VERSION, VARIANTS, Device, Finding, Manifest, Variant
from workbench.trace.ceilings import assumed_copy_bandwidth, assumed_launch_floor, name_by_size
from workbench.trace.discover import GRAPH_FILES, Found, discover, named_rank, named_variant
from workbench.trace.load import load_trace
from workbench.trace.rewrite import copy_graph_file, copy_recording
from workbench.trace.tables import Trace

TRACE = "rank{}.pt.trace.json.gz"  # the name that TensorBoard's profiler plugin opens
EXECUTION_TRACE = "execution_trace.json.gz"
_COMPILED_KERNEL = re.compile(r"triton_(?:poi|red|per|tem|mm)_")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Recording:
    """One trace to import, and what reading it told."""

    path: Path
    variant: str
    reason: str  # why this variant
    rank: int
    world_size: int
    steps: int
    launches: int
    gpu_us: float
    is_graph_capture: bool  # it recorded CUDA graphs, and little ran
    metadata: dict[str, Any]
    health: tuple[Finding, ...]


@dataclass(frozen=True)
class Imported:
    """A capture that was made of recordings."""

    folder: Path
    manifest: Manifest
    recordings: tuple[Recording, ...]


@dataclass
class _Plan:
    """What goes where: source -> path in the capture."""

    recordings: list[Recording] = field(default_factory=list)
    copies: dict[str, Path] = field(default_factory=dict)
    variants: dict[str, Variant] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    health: list[Finding] = field(default_factory=list)


def import_recordings(
    paths: Sequence[Path],
    destination: Path,
    *,
    identity: str = "",
    model: str = "",
    graph_captures: Sequence[Path] = (),
    force: bool = False,
    progress: Callable[[str], None] = lambda message: None,
) -> Imported:
    """Make `destination` a capture of the recordings in `paths` (files and folders).

    `graph_captures` are traces of the recording of CUDA graphs that the others replay. `progress`
    is told what is being done. Raises BadInput when nothing in `paths` can be used, Usage when the
    request makes no sense or `destination` is taken and `force` is not given.
    """
    found = discover(list(paths))
    with new_capture(destination, force) as folder:
        plan = _plan(found, list(graph_captures), progress)
        for target, source in plan.copies.items():
            progress(f"copying {source.name}")
            copy_recording(source, folder / target)
        _copy_graphs(found, plan, folder)
        modules = _copy_modules(found, folder)
        manifest = write_manifest(
            folder, _manifest(plan, identity or destination.name, model, modules)
        )
    return Imported(destination, manifest, tuple(plan.recordings))


def _plan(found: Found, graph_captures: list[Path], progress: Callable[[str], None]) -> _Plan:
    plan = _Plan()
    plan.recordings = _read(found, plan, progress)
    given = [_recording(path, progress) for path in graph_captures]
    replays = [r for r in plan.recordings if not r.is_graph_capture]
    if replays:  # a recording of graphs beside their replay belongs to it
        given += [r for r in plan.recordings if r.is_graph_capture]
        plan.recordings = replays
    if given and not plan.recordings:
        raise Usage("--graph-capture helps to read a replay: give the replay's trace as TRACE")
    for variant in [v for v in VARIANTS if any(r.variant == v for r in plan.recordings)]:
        _add_variant(plan, variant, [r for r in plan.recordings if r.variant == variant])
    if given:
        _add_graph_captures(plan, given)
    _add_execution_traces(plan, found)
    for recording in [*plan.recordings, *given]:
        plan.health += [
            replace(finding, detail=f"{recording.path.name}: {finding.detail}")
            for finding in recording.health
        ]
    if found.ignored:
        plan.notes.append(f"{len(found.ignored)} other JSON files in the folder were left out")
    return plan


def _read(found: Found, plan: _Plan, progress: Callable[[str], None]) -> list[Recording]:
    recordings, problems = [], []
    for path in found.traces:
        try:
            recordings.append(_recording(path, progress))
        except BadInput as problem:
            if path in found.named:
                raise
            problems.append(problem)
    if problems and not recordings and not found.graphs:
        raise problems[0]
    plan.health += [Finding("unreadable-recording", 1, str(problem)) for problem in problems]
    return recordings


def _recording(path: Path, progress: Callable[[str], None]) -> Recording:
    progress(f"reading {path.name}")
    trace = load_trace(path)
    variant, reason = _variant(trace)
    if told := named_variant(path):
        variant, reason = told, "the folder's name"
    rank = trace.metadata["rank"]
    return Recording(
        path=path,
        variant=variant,
        reason=reason,
        rank=rank if rank >= 0 else named_rank(path),
        world_size=trace.metadata["world_size"],
        steps=len(trace.steps),
        launches=len(trace.launches),
        gpu_us=float(trace.launches["duration_ns"].sum()) / 1000,
        is_graph_capture=len(trace.recorded) > len(trace.launches),
        metadata=trace.metadata,
        health=trace.health,
    )


def _variant(trace: Trace) -> tuple[str, str]:
    """Which variant a recording is, from what it holds, and why."""
    launches = trace.launches
    if len(launches):
        replayed = int(launches["api"].astype(str).str.contains("GraphLaunch", regex=False).sum())
        if replayed * 2 > len(launches):
            return "cudagraph", f"{replayed} of {len(launches)} launches come from graph launches"
    if graphs := trace.metadata["compiled_graphs"]:
        return "inductor", f"it called {len(graphs)} compiled graph(s)"
    # a few such kernels under eager modules are compiled corners of an eager model
    compiled = int(launches["name"].astype(str).str.match(_COMPILED_KERNEL).sum())
    if compiled * 4 > len(launches) and (launches["module"] < 0).mean() > 0.5:
        return "inductor", f"{compiled} of {len(launches)} launches are kernels of Inductor's"
    return "eager", "neither graph launches nor compiled graphs own its launches"


def _add_variant(plan: _Plan, variant: str, recordings: list[Recording]) -> None:
    """Number the ranks of one variant; refuses two recordings of one rank."""
    ranks = [r.rank for r in recordings]
    if len(recordings) > 1 and min(ranks) < 0:
        plan.notes.append(f"{variant}: ranks unknown, numbered in the order of names")
        ranks = list(range(len(recordings)))
    elif len(recordings) == 1:
        ranks = [max(ranks[0], 0)]
    twice = [rank for rank, count in Counter(ranks).items() if count > 1]
    if twice:
        names = ", ".join(
            str(r.path) for r, k in zip(recordings, ranks, strict=True) if k == twice[0]
        )
        raise Usage(
            f"several {variant} recordings of rank {twice[0]}: {names}; they are not ranks of one "
            "run, so import them one by one (--name tells them apart)"
        )
    ordered = sorted(zip(ranks, recordings, strict=True), key=lambda pair: pair[0])
    traces = tuple(f"{variant}/{TRACE.format(rank)}" for rank, _ in ordered)
    plan.copies |= {
        target: recording.path for target, (_, recording) in zip(traces, ordered, strict=True)
    }
    first = ordered[0][1]
    plan.variants[variant] = Variant(traces=traces, steps=first.steps)
    plan.notes.append(f"{variant}, told by {first.reason}")


def _add_graph_captures(plan: _Plan, given: list[Recording]) -> None:
    variant = "cudagraph" if "cudagraph" in plan.variants else next(iter(plan.variants))
    targets = tuple(f"{variant}/graph_capture{k}.pt.trace.json.gz" for k in range(len(given)))
    plan.copies |= {target: r.path for target, r in zip(targets, given, strict=True)}
    plan.variants[variant] = replace(plan.variants[variant], graph_captures=targets)
    names = ", ".join(recording.path.name for recording in given)
    plan.notes.append(f"{variant}, its graphs were recorded in {names}")


def _add_execution_traces(plan: _Plan, found: Found) -> None:
    for path in found.execution_traces:
        alone = next(iter(plan.variants)) if len(plan.variants) == 1 else "eager"
        variant = named_variant(path) or alone
        if variant not in plan.variants or plan.variants[variant].execution_trace:
            plan.notes.append(f"{path.name} was left out: no trace that it belongs to")
            continue
        target = f"{variant}/{EXECUTION_TRACE}"
        plan.copies[target] = path
        plan.variants[variant] = replace(plan.variants[variant], execution_trace=target)


def _copy_graphs(found: Found, plan: _Plan, folder: Path) -> None:
    """Copy compiled graphs to <variant>/<graph>/: inductor, else the variant that there is."""
    taken: set[str] = set()
    for graph in found.graphs:
        variant = named_variant(graph / "x")
        if variant not in plan.variants:
            variant = next((v for v in ("inductor", "cudagraph") if v in plan.variants), "inductor")
        name = base = _UNSAFE.sub("_", graph.name).strip(".") or "graph"
        for number in range(2, len(found.graphs) + 2):
            if f"{variant}/{name}" not in taken:
                break
            name = f"{base}-{number}"
        target = f"{variant}/{name}"
        taken.add(target)
        for file in GRAPH_FILES:
            if (graph / file).is_file():
                copy_graph_file(graph / file, folder / target / file)
        known = plan.variants.get(variant, Variant(traces=(), steps=0))
        plan.variants[variant] = replace(known, graphs=(*known.graphs, target))
    if found.graphs and not any(variant.traces for variant in plan.variants.values()):
        detail = "compiled graphs without a trace: nothing is timed; import a trace beside them"
        plan.health.append(Finding("no-trace", len(found.graphs), detail))


def _copy_modules(found: Found, folder: Path) -> str:
    if not found.modules:
        return ""
    copy_graph_file(found.modules[0], folder / "modules.json")
    return "modules.json"


def _manifest(plan: _Plan, identity: str, model: str, modules: str) -> Manifest:
    first = plan.recordings[0] if plan.recordings else None
    return Manifest(
        schema_version=SCHEMA_VERSION,
        id=identity,
        origin="imported",
        created=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        model=model,
        model_kind="foreign",
        device=_device(first.metadata if first else {}),
        variants=plan.variants,
        files={},
        versions=first.metadata["versions"] if first else {},
        modules=modules,
        notes=tuple(plan.notes),
        health=tuple(plan.health),
    )


def _device(metadata: dict[str, Any]) -> Device:
    properties = metadata.get("device", {})
    kind, name = metadata.get("device_kind", "none"), metadata.get("device_name", "")
    capability = [properties.get("computeMajor"), properties.get("computeMinor")]
    count = properties.get("numSms", 0)
    known_as = name or name_by_size(kind, properties)
    copy = assumed_copy_bandwidth(known_as)
    if copy and not name:
        by_size = f"{copy.detail}; taken for {known_as} by its compute units and memory"
        copy = replace(copy, detail=by_size)
    return Device(
        kind=kind,
        name=name,
        driver=metadata.get("versions", {}).get(f"{kind}_driver", ""),
        compute_capability="" if None in capability else ".".join(map(str, capability)),
        multiprocessors=count if isinstance(count, int) else 0,
        copy_bandwidth_gb_per_s=copy,
        launch_floor_us=assumed_launch_floor(kind, name),
    )
