"""Measured rows beside the frozen prediction: what came true, what did not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from workbench.prove import liveness
from workbench.prove.applied import Installed
from workbench.prove.library import Kernel
from workbench.prove.prediction import predicted_for
from workbench.prove.work import by_kind, differences
from workbench.schema import Manifest
from workbench.validate.records import slug

TOTAL_WITHIN = 0.3  # a sum further off than this is flagged: VALIDATION's reconciliation
COUNT_WITHIN = 0.02  # of the launches that should be gone


def summary(
    variant: str,
    rows: dict[str, dict[str, Any]],
    kernels: Sequence[Kernel],
    installed: Sequence[Installed],
    frozen: dict[str, Any],
    layers: tuple[int, int],
    on_gpu: bool,
) -> dict[str, Any]:
    """One variant: figures of both arms, and by kernel and in sum predicted against realised.

    layers: run and captured. Savings are GPU microseconds a step of the layers that ran; the
    prediction is scaled to them. `installed` are the places that this phase calls.
    """
    row = rows[variant]
    names = {arm: row[arm]["names"] for arm in ("baseline", "patched")}
    part = layers[0] / layers[1] if layers[1] else 1.0
    predicted = predicted_for(frozen, installed, *layers)
    by_kernel = {}
    for kernel in kernels:
        if kernel.name not in row["kernels"]:
            continue
        mine = [_scaled(each, part, variant) for each in predicted if each["kernel"] == kernel.name]
        calls, spent = liveness.launched(kernel, names["patched"])
        alone = _alone(kernel, calls, rows.get(f"{variant}.{slug(kernel.name)}"))
        by_kernel[kernel.name] = _kernel(mine, calls, spent, alone if on_gpu else None, on_gpu)
    saved = row["baseline"]["gpu_us"] - row["patched"]["gpu_us"]
    functions = {function for kernel in kernels for function in kernel.functions}
    total = _sum(by_kernel, saved if on_gpu else None)
    if on_gpu:
        priced = f"no candidate of the capture is priced for {variant}"
        total["why"] = differences(
            by_kernel, total["predicted_us"], saved, names, functions, frozen["why"] or priced
        )
    return {
        **{arm: {k: v for k, v in row[arm].items() if k != "names"} for arm in names},
        "gpu": row["gpu"],
        "wall": row["wall"],
        "saved_us": saved,
        "saved_share": saved / row["baseline"]["gpu_us"] if row["baseline"]["gpu_us"] else 0.0,
        "launches_fewer_share": _share(row["baseline"]["launches"], row["patched"]["launches"]),
        "kernels": by_kernel,
        "sum": total,
        "work": by_kind(names, functions),
        "gone": _gone(predicted, names, part) if variant == "eager" else {},
    }


def _alone(kernel: Kernel, calls: float, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """The run with this kernel alone, where it stood at all its places too: some need another."""
    if row is None or liveness.launched(kernel, row["patched"]["names"])[0] != calls:
        return None
    return row


def _share(before: float, after: float) -> float:
    return (before - after) / before if before else 0.0


def _scaled(one: dict[str, Any], part: float, variant: str) -> dict[str, Any]:
    """A prediction for the layers that run; under a compiler what it saves beyond the compiler."""
    factor = part if one["every"] else 1.0
    now = one["now_us"] if variant == "eager" else None
    if variant != "eager" and one["compiled_us"] is not None:
        now = one["compiled_us"] * one["share"]
    saving = None if now is None else (now - one["predicted_us"]) * factor
    return {
        "id": one["id"],
        "now_us": None if now is None else now * factor,
        "predicted_us": one["predicted_us"] * factor,
        "saving_us": saving,
    }


def _kernel(
    mine: Sequence[dict[str, Any]],
    calls: float,
    spent: float,
    alone: dict[str, Any] | None,
    on_gpu: bool,
) -> dict[str, Any]:
    """predicted_us and realised_us: GPU time saved a step. Realised by the run with this kernel
    alone where that shows more than noise, else by its launches' time against the capture's now.
    """
    known = [one for one in mine if one["saving_us"] is not None]
    predicted = sum(one["saving_us"] for one in known) if known else None
    now = sum(one["now_us"] for one in known) if known else None
    realised = None if now is None or not on_gpu else now - spent
    basis = "its launches" if realised is not None else ""
    if alone is not None and alone["gpu"]["low"] > 1.0:
        realised = alone["baseline"]["gpu_us"] - alone["patched"]["gpu_us"]
        basis = "run alone"
    return {
        "candidates": [one["id"] for one in mine],
        "calls": calls,
        "kernel_us": spent,
        "bound_us": sum(one["predicted_us"] for one in mine),
        "now_us": now,
        "predicted_us": predicted,
        "realised_us": realised,
        "basis": basis,
        "error": _error(predicted, realised),
        "alone": None if alone is None else {
            "gpu": alone["gpu"], "wall": alone["wall"],
            "launches_fewer": alone["baseline"]["launches"] - alone["patched"]["launches"],
        },
    }  # fmt: skip


def _error(predicted: float | None, realised: float | None) -> float | None:
    """(realised - predicted) / predicted."""
    if predicted is None or realised is None or not predicted:
        return None
    return (realised - predicted) / abs(predicted)


def _sum(by_kernel: dict[str, dict[str, Any]], saved: float | None) -> dict[str, Any]:
    predicted = [k["predicted_us"] for k in by_kernel.values() if k["predicted_us"] is not None]
    total = sum(predicted) if predicted else None
    errors = [abs(k["error"]) for k in by_kernel.values() if k["error"] is not None]
    return {
        "predicted_us": total,
        "realised_us": saved,
        "error": _error(total, saved),
        "median_error": median(errors) if errors else None,
        "why": [],
    }


def _gone(
    predicted: Sequence[dict[str, Any]], names: dict[str, dict[str, Any]], part: float
) -> dict[str, Any]:
    """Launches of the replaced work: how many should be gone, by name, and how many are.

    Only names that this run's baseline shows: another torch version has others. Where a kernel
    stands at some of a candidate's places only, its names count together, since the other places
    may be those that launch one of them. What is gone counts once, for names alone first.
    """
    lost = liveness.lost(names["baseline"], names["patched"])
    wanted: dict[tuple[str, ...], float] = {}
    for one in predicted:
        times = one["instances"] * one["share"] * (part if one["every"] else 1.0)
        mine = {n: count for n, count in one["launches"].items() if n in names["baseline"]}
        for together in [(n,) for n in mine] if one["share"] == 1.0 else [tuple(mine)] * bool(mine):
            count = sum(mine[name] for name in together) * times
            wanted[together] = wanted.get(together, 0.0) + count
    gone = {each: _taken(lost, each, wanted[each]) for each in sorted(wanted, key=len)}
    return {
        "expected": sum(wanted.values()),
        "gone": sum(gone.values()),
        "short": {
            ", ".join(each): count - gone[each]
            for each, count in wanted.items()
            if count - gone[each] > COUNT_WITHIN * count
        },
    }


def _taken(left: dict[str, float], names: tuple[str, ...], count: float) -> float:
    """How much of `count` the launches `left` under `names` cover; they are taken from `left`."""
    before = count
    for name in names:
        part = min(left.get(name, 0.0), count)
        left[name] = left.get(name, 0.0) - part
        count -= part
    return before - count


def liveness_of(
    answers: dict[str, Any], found: dict[str, dict[str, Any]], on_gpu: bool
) -> dict[str, Any]:
    """By kernel: places, calls a step as counted, launches a step as traced in each variant, and
    whether a watermark broke the output. `alive` sums that up; idle: this phase never calls it.
    """
    alive = {}
    for name, counted in answers["calls"].items():
        if not counted["sites"]:
            continue
        traced = {v: one["kernels"][name]["calls"] for v, one in found.items()
                  if name in one["kernels"]}  # fmt: skip
        idle = is_idle(counted)
        same = all(calls == counted["calls"] for calls in traced.values()) or not on_gpu
        alive[name] = {
            **counted,
            "traced": traced if on_gpu else {},
            "watermark": answers["watermark"].get(name, False),
            "idle": idle,
            "alive": not idle and counted["calls"] == counted["sites"] and same
            and answers["watermark"].get(name, False),
        }  # fmt: skip
    return alive


def is_idle(counted: dict[str, Any]) -> bool:
    """Whether this phase never calls a kernel, from its count: calls that fell back are calls."""
    return counted["calls"] == 0 and not counted["fell_back"]


def faults(
    found: dict[str, dict[str, Any]],
    alive: dict[str, Any],
    quality: dict[str, Any],
    on_gpu: bool,
    named: Sequence[str],
) -> list[str]:
    """Every red gate in words, [] when all are green."""
    told = []
    for name, one in alive.items():
        if one["idle"]:
            if name in named:
                told.append(f"liveness: {name} was named, and this phase never calls it")
        elif not one["alive"]:
            told.append(
                f"liveness: {name} at {one['sites']} places: {one['calls']} calls a step, traced "
                f"{one['traced']}, watermark {'broke' if one['watermark'] else 'left'} the output"
                + (f"; fell back: {one['fell_back']}" if one["fell_back"] else "")
            )
    for variant, one in found.items():
        if short := one["gone"].get("short") if on_gpu else None:
            told.append(f"liveness: {sum(short.values()):,.0f} old launches are still there: "
                        + ", ".join(f"{n[:60]} ({c:g})" for n, c in short.items()))  # fmt: skip
        if on_gpu and one["gpu"]["low"] <= 1.0:
            told.append(f"{variant}: GPU time is not less beyond noise: baseline / patched is "
                        f"{one['gpu']['low']:.3f} to {one['gpu']['high']:.3f}")  # fmt: skip
    if not quality["step"]["finite"]:
        told.append("quality: the patched step's output is not finite")
    if quality.get("green") is False:
        red = [gate["name"] for gate in quality.get("gates", ()) if gate.get("passed") is False]
        told.append(f"quality: {', '.join(red) or 'a gate is red'}")
    return told


def notes(manifest: Manifest, on_gpu: bool) -> tuple[str, ...]:
    """What a reader must know to trust the figures."""
    told = []
    if manifest.layers_run < manifest.layers_full:
        told.append(
            f"{manifest.layers_run} of {manifest.layers_full} layers ran: the figures are of "
            "these, not of the whole model"
        )
    if not on_gpu:
        told.append("kernels ran in Triton's interpreter: nothing is said of speed")
    return tuple(told)
