"""The lines below the table of `workbench suggest`: the best set, and what a reader must know."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from workbench import resources
from workbench.emit.render import render, templates_in
from workbench.errors import WorkbenchError
from workbench.report.table import percent
from workbench.schema import GREEN, Candidate
from workbench.suggest.price import HOSTED
from workbench.suggest.suggestions import Suggestions
from workbench.validate.records import slug

FUSED_SHOWN = 6


def where(site: str) -> str:
    """A site as short as it stays clear: `layers.*.router`, `*/Gemma4TextRouter`."""
    head, star, tail = site.partition("*")
    if not star:
        return site or "(no module)"
    if tail.startswith("/"):
        return star + tail
    return head[head.rstrip(".").rfind(".") + 1 :] + star + tail


def other_lines(suggestions: Suggestions) -> list[str]:
    """All but the best set: a line each, the same for the same suggestions."""
    return [
        *_unseen(suggestions),
        *_compiled(suggestions),
        *_library(suggestions),
        *_fused(suggestions),
        *_refusals(suggestions),
        *suggestions.notes,
        *(f"{item.code} ({item.count}): {item.detail}" for item in suggestions.health),
    ]


def best_set_lines(suggestions: Suggestions) -> list[str]:
    """What goes together, what it saves, and what to do next."""
    best = suggestions.best_set
    if not best.ids:
        return _with_data_flow(suggestions)
    share = best.saving_gpu_us_per_step / max(suggestions.gpu_us_per_step, 1e-9)
    gpu = "" if suggestions.manifest.device.kind == "cpu" else "GPU "
    ranks = {one.id: rank for rank, one in enumerate(suggestions.candidates, 1)}
    numbers = ", ".join(str(rank) for rank in sorted(ranks[name] for name in best.ids))
    at_most = (
        "at most " if any(one.evidence == "sequence" for one in suggestions.candidates) else ""
    )
    lines = [
        f"best set of {len(best.ids)} ({numbers}): "
        f"{at_most}{best.saving_gpu_us_per_step / 1000:,.2f} ms less {gpu}a step "
        f"({percent(share)}), {best.launches_fewer:,.0f} launches fewer"
    ]
    everything = suggestions.best_set_with_compiled
    if set(everything.ids) != set(best.ids):
        saved_us = everything.saving_gpu_us_per_step
        lines.append(
            "that is kernels alone; with what the compiler does as well: "
            f"{saved_us / 1000:,.2f} ms ({percent(saved_us * share / best.saving_gpu_us_per_step)})"
        )
    if best.wall is not None:
        lines.append(
            f"wall time, launched one by one: {best.wall['saving_us'] / 1000:,.1f} ms less a step "
            f"({best.wall['saving_us_low'] / 1000:,.1f} to "
            f"{best.wall['saving_us_high'] / 1000:,.1f})"
        )
    if any(one.detail.get("kind") in HOSTED for one in suggestions.candidates):
        lines.append(
            "epilogue and prologue: work for the GEMM beside it, if that keeps its speed; not in "
            "the best set"
        )
    if emittable := _emittable(suggestions):
        line = suggestions.capture.command("emit", emittable, variant=suggestions.variant)
        lines.append(f"next: {line}")
    return lines + _with_data_flow(suggestions)


def _with_data_flow(suggestions: Suggestions) -> list[str]:
    """Where this variant has none: the one that has."""
    variants = suggestions.manifest.variants
    own = variants.get(suggestions.variant)
    if own is None or own.execution_trace:
        return []
    for name, files in variants.items():
        if files.execution_trace:
            line = suggestions.capture.command("suggest", variant=name)
            return [f"the {name} recording has data flow", f"next: {line}"]
    return []


def _unseen(suggestions: Suggestions) -> list[str]:
    """The candidates that run across launches of unknown operands."""
    across = {
        str(rank): sorted(one.detail["unseen_launches"])
        for rank, one in enumerate(suggestions.candidates, 1)
        if one.detail.get("unseen_launches")
    }
    names = sorted({name for own in across.values() for name in own})
    return [
        f"sound only if {', '.join(names)} touch none of its tensors: {', '.join(across)}; not in "
        "the best set"
    ] * bool(across)


def _compiled(suggestions: Suggestions) -> list[str]:
    """The candidates that the recorded compiler run makes superfluous."""
    ranks = [
        str(rank) for rank, one in enumerate(suggestions.candidates, 1) if one.status == "compiler"
    ]
    return [f"compile it: Inductor already reaches the prediction of {', '.join(ranks)}"] * bool(
        ranks
    )


def kernel_of(candidate: Candidate) -> str:
    """The library's kernel that does the candidate's work as it is, "" none."""
    detail = candidate.detail
    return "" if detail.get("kernel_lacks") else str(detail.get("kernel", ""))


def _library(suggestions: Suggestions) -> list[str]:
    """Which candidates the kernel library has, green on which GPU or not yet judged, and for which
    it has another form only.
    """
    green: dict[str, list[int]] = {}
    other: list[int] = []
    lacking: list[str] = []
    own = suggestions.manifest.device.name
    for rank, one in enumerate(suggestions.candidates, 1):
        verdicts = one.detail.get("verdicts")
        if verdicts is None:
            continue
        if one.detail["kernel_lacks"]:
            lacking.append(f"{rank} ({one.detail['kernel']} lacks {one.detail['kernel_lacks'][0]})")
            continue
        gpus = [gpu for gpu, verdict in verdicts.items() if verdict in GREEN]
        (green.setdefault(_gpus(gpus, own), []) if gpus else other).append(rank)
    parts = [f"{_ranges(ranks)} green on {gpus}" for gpus, ranks in green.items()]
    parts += [f"{_ranges(other)} without a green record"] * bool(other)
    lines = [f"kernels here: {'; '.join(parts)} (workbench kernels)"] * bool(parts)
    return lines + [f"kernels here, but not in this form: {', '.join(lacking)}"] * bool(lacking)


def _ranges(ranks: Sequence[int]) -> str:
    """Rising numbers in short: `1, 3-6, 9`."""
    runs: list[list[int]] = []
    for rank in ranks:
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _gpus(names: Sequence[str], own: str) -> str:
    """GPUs by the names of their records; the one of the capture by its own name."""
    return " and ".join(own if own and slug(own) == name else name for name in names)


def _fused(suggestions: Suggestions) -> list[str]:
    """What engines run as one launch already: named, not ranked."""
    counts: dict[str, float] = {}
    for one in suggestions.fused:
        counts[one.pattern] = counts.get(one.pattern, 0.0) + one.launches_before
    most = sorted(counts, key=lambda name: (-counts[name], name))
    named = [f"{name} x {counts[name]:,.0f}" for name in most[:FUSED_SHOWN]]
    named += [f"{len(most) - FUSED_SHOWN} more"] * (len(most) > FUSED_SHOWN)
    return [f"already fused, not ranked: {', '.join(named)}"] * bool(named)


def _emittable(suggestions: Suggestions) -> str:
    """The first candidate that `workbench emit` writes from its template, "" none."""
    templates = templates_in(resources.templates())
    for one in suggestions.candidates:
        if one.pattern not in templates or one.evidence == "sequence":
            continue
        with suppress(WorkbenchError):  # a template may refuse what a capture does not tell
            render(suggestions.capture, suggestions.variant, one)
            return one.id
    return ""


def _refusals(suggestions: Suggestions) -> list[str]:
    return [
        f"refused: {' at '.join(filter(None, (one.pattern, where(one.site) if one.site else '')))}"
        f": {one.reason}"
        for one in suggestions.refusals
    ]
