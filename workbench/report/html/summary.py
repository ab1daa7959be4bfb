"""The top of a report: what the step costs, what could be saved, on what it was measured."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.report.captures import layers
from workbench.report.groups import wall
from workbench.report.html.facts import Facts
from workbench.report.table import percent
from workbench.schema import Manifest
from workbench.suggest.suggestions import Suggestions

# Of the best set, so many have a segment of their own; the rest share one.
SEGMENTS_MAX = 7


@dataclass(frozen=True)
class Segment:
    """A part of the step's GPU time, x and width in parts of 1000. role: saved, rest (several
    savings together), then (what the best set's kernels would take) or kept.
    """

    role: str
    name: str
    rank: int
    us: float
    x: float
    width: float


def budget(suggestions: Suggestions) -> list[Segment]:
    """The step's GPU time cut into what each fusion of the best set would save and what stays.

    Empty where no candidate is in the best set.
    """
    whole, best = suggestions.gpu_us_per_step, set(suggestions.best_set.ids)
    if not best or whole <= 0:
        return []
    ranked = [(rank, one) for rank, one in enumerate(suggestions.candidates, 1) if one.id in best]
    parts = [("saved", one.id, rank, one.saving_gpu_us_per_step) for rank, one in ranked]
    if len(parts) > SEGMENTS_MAX:
        others = parts[SEGMENTS_MAX - 1 :]
        parts = parts[: SEGMENTS_MAX - 1]
        parts.append(("rest", f"{len(others)} more", 0, sum(us for *_, us in others)))
    then = sum(one.predicted_gpu_us_per_step for _, one in ranked)
    saved = sum(us for *_, us in parts)
    parts.append(("then", "the fused kernels, predicted", 0, then))
    parts.append(("kept", "everything else, unchanged", 0, whole - saved - then))
    found, x = [], 0.0
    for role, name, rank, us in parts:
        width = 1000 * us / whole
        found.append(Segment(role, name, rank, us, x, width))
        x += width
    return found


def key_figures(facts: Facts) -> list[tuple[str, str, str]]:
    """(name, figure, remark) of the step."""
    suggestions, groups = facts.suggestions, facts.groups
    if groups is None:
        return []
    on_cpu = facts.capture.manifest.device.kind == "cpu"
    time, work = ("time of leaf ops", "leaf ops") if on_cpu else ("GPU time a step", "launches")
    figures = [
        (time, f"{suggestions.gpu_us_per_step / 1000:,.2f} ms", ""),
        (work, f"{suggestions.launches_per_step:,.0f}", ""),
    ]
    wall_us, source = wall(groups, facts.capture, facts.variant)
    if wall_us:
        remark = "without the profiler" if source == "unprofiled" else "under the profiler: slower"
        figures.append(("wall time", f"{wall_us / 1000:,.1f} ms", remark))
    if suggestions.busy_share is not None and not on_cpu:
        figures.append(("GPU busy", percent(suggestions.busy_share), suggestions.busy_basis))
    found = len(suggestions.candidates)
    refused = len(suggestions.refusals)
    remark = f"{refused} refused, with reasons" if refused else ""
    figures.append(("fusions found", f"{found}", remark))
    return figures


def facts_of_run(manifest: Manifest) -> list[tuple[str, str]]:
    """What was run and where, as name and value; only what is known."""
    device = manifest.device
    bandwidth, floor = device.copy_bandwidth_gb_per_s, device.launch_floor_us
    versions = manifest.versions
    rows = [
        ("model", manifest.model),
        ("phase", manifest.phase),
        ("batch", f"{manifest.batch}" if manifest.batch else ""),
        ("context", f"{manifest.context:,} tokens" if manifest.context else ""),
        ("layers", layers(manifest) if manifest.layers_run else ""),
        ("dtype", manifest.dtype),
        ("experts", manifest.experts),
        ("device", device.name or device.kind),
        ("copy bandwidth", f"{bandwidth.value:,.0f} GB/s, {bandwidth.source}" if bandwidth else ""),
        ("launch floor", f"{floor.value:.2f} us, {floor.source}" if floor else ""),
        ("torch", versions.get("torch", "")),
        ("recorded", manifest.created[:10]),
        ("origin", manifest.origin),
    ]
    return [(name, value) for name, value in rows if value]
