"""What `workbench suggest` prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from workbench.report.groups import BAR_FROM_WIDTH, bar
from workbench.report.suggest_lines import best_set_lines, kernel_of, other_lines, where
from workbench.report.table import Column, View, number, percent
from workbench.schema import Candidate, Manifest
from workbench.suggest.price import HOSTED, LAUNCH_BOUND_BELOW
from workbench.suggest.suggestions import Suggestions

LINE_CHARACTERS = 76  # of a line below a row, on a terminal of 80


class _Short(str):
    """A text; `short` is what people are shown of it."""

    __slots__ = ("short",)
    short: str


def _short(text: str, short: str) -> _Short:
    made = _Short(text)
    made.short = short
    return made


def _name(candidate: Candidate) -> str:
    """What is computed; the id tells where."""
    kind = candidate.detail.get("kind", "")
    if kind in HOSTED:
        return f"GEMM→{candidate.pattern}" if kind == "epilogue" else f"{candidate.pattern}→GEMM"
    return candidate.pattern


def _place(candidate: Candidate) -> str:
    """The site, the id where that is not the name already, the library's kernel where that has
    another name, and what missing instances do.
    """
    place = where(candidate.site)
    kernel = kernel_of(candidate)
    others = [f"kernel {kernel}"] if kernel not in ("", candidate.pattern) else []
    others += [
        f"{form['instances']} as {form['computes']}"
        for form in candidate.detail.get("other_forms", ())
    ]
    if candidate.id == _name(candidate):
        return " · ".join([place, *others])
    head, dot, tail = place.rpartition(".")
    long = len(f"{place} · {candidate.id}") > LINE_CHARACTERS
    if long and dot and candidate.id.endswith(f"-{tail}"):
        place = f"{head}.…"
    return " · ".join([place, candidate.id, *others])


class _Bound(float):
    """A figure that is only bounded; `sign` says from which side."""

    __slots__ = ("sign",)
    sign: str


def _bound(value: float, sign: str) -> _Bound:
    bound = _Bound(value)
    bound.sign = sign
    return bound


def _bounded(text: Callable[[Any], str]) -> Callable[[Any], str]:
    """`text`, with the sign of a figure that is a bound."""
    return lambda value: getattr(value, "sign", "") + text(value)


_COLUMNS = (
    Column("rank", "#"),
    Column("id", "candidate", lambda name: name.short, left=True, style="bold", cut=True),
    Column("site", "where", lambda place: place.short, left=True, under=True),
    Column("instances", "seen"),
    Column("expected_instances", "of"),
    Column("launches_before", "launch", number(0)),
    Column("launches_after", "to", number(0)),
    Column("gpu_us_per_step", "us", number(0)),
    Column("predicted_gpu_us_per_step", "to", _bounded(number(0))),
    Column("saving_share", "saves", _bounded(percent)),
    Column("numerics_risk", "numerics"),
)


def suggest_view(suggestions: Suggestions, top: int | None = None) -> View:
    """The ranked candidates, the best set and the refusals; `top` limits the rows, not the JSON."""
    rows = [_row(rank, one) for rank, one in enumerate(suggestions.candidates, 1)]
    shown = rows[:top]
    after = best_set_lines(suggestions)
    if len(shown) < len(rows):
        after.insert(0, f"{len(rows) - len(shown)} more: without --top")
    if not rows:
        after = ["no candidates"]
    after += other_lines(suggestions)
    largest = max((one.saving_share for one in suggestions.candidates), default=0.0)
    share = Column(
        "saving_share",
        "",
        lambda value: bar(max(value, 0.0) / largest) if largest > 0 else "",
        left=True,
        from_width=BAR_FROM_WIDTH,
        picture=True,
    )
    return View(
        (*_COLUMNS, share),
        shown,
        _payload(suggestions),
        _title(suggestions),
        [_step(suggestions)],
        after,
    )


def _row(rank: int, candidate: Candidate) -> dict[str, Any]:
    row = {"rank": rank, **asdict(candidate)}
    row |= {
        "id": _short(candidate.id, _name(candidate)),
        "site": _short(candidate.site, _place(candidate)),
    }
    if candidate.evidence == "sequence":
        row |= {
            "predicted_gpu_us_per_step": _bound(candidate.predicted_gpu_us_per_step, "≥"),
            "saving_share": _bound(candidate.saving_share, "≤"),
        }
    return row


def _title(suggestions: Suggestions) -> str:
    manifest = suggestions.manifest
    parts = [manifest.model or manifest.id, manifest.phase]
    parts += [f"batch {manifest.batch}"] if manifest.batch else []
    parts += [_layers(manifest), suggestions.variant, manifest.device.name or manifest.device.kind]
    return " · ".join(part for part in parts if part)


def _layers(manifest: Manifest) -> str:
    run, full = manifest.layers_run, manifest.layers_full
    return f"{run} of {full} layers" if full and run != full else ""


def _step(suggestions: Suggestions) -> str:
    if suggestions.manifest.target:
        return (
            f"an estimated {suggestions.gpu_us_per_step / 1000:,.1f} ms GPU a step in "
            f"{suggestions.launches_per_step:,.0f} calls of the compiled model; nothing ran"
        )
    step_ms, launches = suggestions.gpu_us_per_step / 1000, suggestions.launches_per_step
    if suggestions.manifest.device.kind == "cpu":
        return (
            f"{step_ms:,.1f} ms a step in {launches:,.0f} leaf ops on a CPU, for want of launches"
        )
    text = f"{step_ms:,.1f} ms GPU a step, {launches:,.0f} launches"
    if suggestions.busy_share is None:
        return text
    text += f", GPU busy {100 * suggestions.busy_share:.0f}% ({suggestions.busy_basis})"
    # the profiler itself slows the host down, and so proves nothing
    bound = suggestions.busy_share < LAUNCH_BOUND_BELOW and "without" in suggestions.busy_basis
    return text + (": launch-bound" if bound else "")


def _payload(suggestions: Suggestions) -> dict[str, Any]:
    best = suggestions.best_set
    return {
        "capture": suggestions.manifest.id,
        "variant": suggestions.variant,
        "gpu_us_per_step": suggestions.gpu_us_per_step,
        "launches_per_step": suggestions.launches_per_step,
        "busy_share": suggestions.busy_share,
        "candidates": [asdict(candidate) for candidate in suggestions.candidates],
        "best_set": {
            "ids": best.ids,
            "saving_gpu_us_per_step": best.saving_gpu_us_per_step,
            "launches_fewer": best.launches_fewer,
            "wall": best.wall,
        },
        "best_set_with_compiled": asdict(suggestions.best_set_with_compiled),
        "refusals": [asdict(refusal) for refusal in suggestions.refusals],
        "fused": [asdict(candidate) for candidate in suggestions.fused],
        "rules": dict(suggestions.rules),
        "notes": suggestions.notes,
        "health": [asdict(finding) for finding in suggestions.health],
    }
