"""What a candidate would save a step, in every currency: GPU time, launches, bytes, wall time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt
from statistics import median, quantiles, stdev
from typing import Any

from workbench.schema import Candidate
from workbench.suggest.assemble import Draft
from workbench.suggest.boundary import boundary, bytes_now
from workbench.suggest.cost import Ceilings
from workbench.suggest.latency import waits
from workbench.suggest.locate import Places
from workbench.trace.opgraph import OpGraph

# Below this share of the step's time on the GPU, the host's launches set the pace.
LAUNCH_BOUND_BELOW = 0.8

# Host time of a Triton kernel called directly, as a multiple of an ATen operator's: 31 against
# 13.6 us, measured on an H100's host with torch 2.11 and triton 3.6.
FUSED_LAUNCH_HOST_COST = 31 / 13.6

# Kinds whose price is a kernel that someone else wrote: a GEMM that keeps its speed.
HOSTED = ("epilogue", "prologue")


@dataclass(frozen=True)
class Step:
    """The step that candidates are priced for. wall_us: of each repetition without the profiler,
    which slows the host down, () unknown; busy_us: the GPU's; launches: all of them.
    """

    wall_us: tuple[float, ...]
    busy_us: float
    launches: float

    @property
    def launch_bound(self) -> bool:
        """Whether the host sets the pace."""
        return bool(self.wall_us) and self.busy_us < LAUNCH_BOUND_BELOW * median(self.wall_us)


def priced(
    draft: Draft,
    members: Sequence[tuple[int, ...]],
    graph: OpGraph,
    places: Places,
    limits: Ceilings,
    step: Step,
) -> Draft:
    """`draft` with `step` in its prediction: what is saved a step, with an interval.

    members: nodes of each instance. Keys: `now_us`, `predicted_us`, `saving_us` as low and high;
    `launches_saved`; `bytes_now`, `bytes_fused`, `bytes_not_moved`; `wall`, None where no wall time
    is known. What the intervals hold is said beside them, in `basis`.
    """
    candidate = draft.candidate
    prediction = candidate.detail["prediction"]
    now, basis = _now_us(draft, members, places)
    later = _predicted_us(candidate, members, graph, places, limits)
    if candidate.detail.get("kind") in HOSTED:  # a slower GEMM may take all of it
        later[1] = max(later[0], now[0])
    moved = fsum(bytes_now(graph, nodes) for nodes in members) / places.steps
    left = _bytes_fused(candidate, members, graph) / places.steps
    added = {
        "now_us": now,
        "predicted_us": later,
        "saving_us": [now[0] - later[1], now[1] - later[0]],
        "launches_saved": candidate.launches_before - candidate.launches_after,
        "bytes_now": moved,
        "bytes_fused": left,
        "bytes_not_moved": moved - left,
        "wall": _wall(candidate, step),
        "basis": basis,
    }
    detail = {**candidate.detail, "prediction": {**prediction, "step": added}}
    return replace(draft, candidate=replace(candidate, detail=detail))


def _now_us(
    draft: Draft, members: Sequence[tuple[int, ...]], places: Places
) -> tuple[list[float], str]:
    """Measured time a step, from the least to the greatest over steps; of one step, give or take
    two standard errors over its instances.
    """
    duration_us = places.launches["duration_ns"].to_numpy() / 1000
    if places.steps > 1:
        taken = sorted(draft.rows)
        steps = places.launches["step"].to_numpy()[taken]
        totals: dict[int, float] = {}
        for step, spent in zip(steps.tolist(), duration_us[taken].tolist(), strict=True):
            totals[step] = totals.get(step, 0.0) + spent
        spread = [min(totals.values()), max(totals.values())]
        return spread, f"now: least and greatest of {len(totals)} steps"
    each = [float(duration_us[places.of(nodes)].sum()) for nodes in members]
    total = draft.candidate.gpu_us_per_step
    if len(each) < 2:
        return [total, total], "now: one instance in one step, so without a spread"
    error = min(2 * stdev(each) * sqrt(len(each)), total)
    return [total - error, total + error], (
        f"now: two standard errors over {len(each)} instances of one step"
    )


def _predicted_us(
    candidate: Candidate,
    members: Sequence[tuple[int, ...]],
    graph: OpGraph,
    places: Places,
    limits: Ceilings,
) -> list[float]:
    """From the prediction itself to one without overlap: bytes and floor added, and a launch floor
    more for each reduction that waits for another. Ported kernels at 1 to 4,096 rows lie between.
    Of a timed kernel, to its time with everything from memory.
    """
    low = candidate.predicted_gpu_us_per_step
    if not candidate.launches_after:
        return [low, low]
    prediction = candidate.detail["prediction"]
    if "timing" in prediction:
        return [low, low * max(prediction["cold_us"] / prediction["us"], 1.0)]
    waiting = sum(waits(graph, nodes) for nodes in members) * limits.floor_us.value
    hidden = min(prediction["bytes_us"], prediction["floor_us"]) * len(members)
    return [low, low + (waiting + hidden) / places.steps]


def _bytes_fused(candidate: Candidate, members: Sequence[tuple[int, ...]], graph: OpGraph) -> float:
    if not candidate.launches_after and candidate.detail.get("kind") not in HOSTED:
        return 0.0
    if "bytes_fused" in candidate.detail:
        return float(candidate.detail["bytes_fused"])
    edges = [boundary(graph, nodes) for nodes in members]
    return fsum(edge.bytes_read + edge.bytes_written for edge in edges)


def _wall(candidate: Candidate, step: Step) -> dict[str, Any] | None:
    """Wall time saved a step: what the host is spared, as long as the GPU does not set the pace."""
    if not step.wall_us or not step.launches:
        return None
    typical = median(step.wall_us)
    saved = [_wall_saved(candidate, step, wall) for wall in (*_spread(step.wall_us), typical)]
    return {
        "wall_us": typical,
        "launch_bound": step.launch_bound,
        "host_us_per_launch": typical / step.launches,
        "fused_launch_host_cost": FUSED_LAUNCH_HOST_COST,
        "saving_us": saved[2],
        "saving_us_low": min(saved),
        "saving_us_high": max(saved),
    }


def _spread(wall_us: Sequence[float]) -> tuple[float, float]:
    """The first and the last decile."""
    if len(wall_us) < 2:
        return wall_us[0], wall_us[0]
    deciles = quantiles(wall_us, n=10, method="inclusive")
    return deciles[0], deciles[-1]


def _wall_saved(candidate: Candidate, step: Step, wall_us: float) -> float:
    """The step takes as long as the slower of host and GPU, now and then."""
    if not step.launch_bound:
        return candidate.saving_gpu_us_per_step
    spared = candidate.launches_before - FUSED_LAUNCH_HOST_COST * candidate.launches_after
    host_us = wall_us - spared * wall_us / step.launches
    return wall_us - max(host_us, step.busy_us - candidate.saving_gpu_us_per_step)


def together(chosen: Sequence[Candidate], step: Step) -> Mapping[str, float] | None:
    """Wall time that compatible candidates save together: {saving_us, low, high}; None unknown."""
    if not step.wall_us or not step.launches or not chosen:
        return None
    whole = replace(
        chosen[0],
        launches_before=fsum(one.launches_before for one in chosen),
        launches_after=fsum(one.launches_after for one in chosen),
        saving_gpu_us_per_step=fsum(one.saving_gpu_us_per_step for one in chosen),
    )
    found = _wall(whole, step)
    assert found is not None
    return {key: found[key] for key in ("saving_us", "saving_us_low", "saving_us_high")}
