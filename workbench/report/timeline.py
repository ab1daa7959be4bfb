"""`workbench timeline`: a capture as a trace, with tracks for what could be and what was proved.

Tracks from the top: the best set, every candidate with its saving, proofs, places in the model,
groups, host threads, devices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.prove.proof import Proof
from workbench.report.onestep import OneStep, one_step
from workbench.report.prove import changed_line
from workbench.report.trace_events import Event, document, lanes, named, slice_of
from workbench.report.trace_recorded import groups, host, launches, places
from workbench.schema import Candidate
from workbench.suggest.suggestions import Analysis

BEST, CANDIDATES, PROOFS = 4, 5, 6  # process ids; the others are in `trace_recorded`


def timeline(analysis: Analysis, proofs: Sequence[Proof] = ()) -> dict[str, Any]:
    """The trace as one JSON object. Candidates are drawn in the first step that launched anything;
    a proof's steps begin with that one, before and after on a track each.
    """
    attribution, suggestions = analysis.attribution, analysis.suggestions
    step = one_step(attribution, analysis)
    best = [one for one in suggestions.candidates if one.id in suggestions.best_set.ids]
    events = [
        *_best(step, best),
        *_candidates(step, suggestions.candidates),
        *_proofs(step, proofs),
        *places(attribution.launches),
        *groups(attribution),
        *host(attribution.trace.modules, attribution.trace.ops),
        *launches(attribution),
    ]
    return document(events, {"capture": suggestions.manifest.id, "variant": suggestions.variant})


def _best(step: OneStep, best: Sequence[Candidate]) -> Iterator[Event]:
    slices = [(_extent(step, rows), one) for one in best for rows in step.instances.get(one.id, ())]
    lane = lanes([extent for extent, _ in slices])
    if slices:
        titles = dict.fromkeys(sorted(set(lane)), "best set")
        yield from named(BEST, "fusions that go together", 0, titles)
    for (extent, one), track in zip(slices, lane, strict=True):
        yield slice_of(BEST, track, one.id, *extent, args=_figures(one))


def _candidates(step: OneStep, candidates: Sequence[Candidate]) -> Iterator[Event]:
    """A track for each candidate, more where its instances overlap."""
    titles: dict[int, str] = {}
    events: list[Event] = []
    for one in candidates:
        first = len(titles)
        extents = [_extent(step, rows) for rows in step.instances.get(one.id, ())]
        for extent, lane in zip(extents, lanes(extents), strict=True):
            title = f"{one.id} saves {one.saving_gpu_us_per_step:,.0f} us a step"
            titles[first + lane] = title
            events.append(slice_of(CANDIDATES, first + lane, one.id, *extent, args=_figures(one)))
    if titles:
        yield from named(CANDIDATES, "all fusions, by saving", 1, titles)
    yield from events


def _extent(step: OneStep, rows: Sequence[int]) -> tuple[int, int]:
    own = step.launches.iloc[list(rows)]
    return int(own["start_ns"].min()), int((own["start_ns"] + own["duration_ns"]).max())


def _figures(one: Candidate) -> dict[str, Any]:
    return {
        "site": one.site,
        "instances": one.instances,
        "launches_before": one.launches_before,
        "launches_after": one.launches_after,
        "gpu_us_per_step": one.gpu_us_per_step,
        "predicted_gpu_us_per_step": one.predicted_gpu_us_per_step,
        "saving_gpu_us_per_step": one.saving_gpu_us_per_step,
        "saving_share": one.saving_share,
        "evidence": one.evidence,
        "status": one.status,
        "numerics_risk": one.numerics_risk,
    }


def _proofs(step: OneStep, proofs: Sequence[Proof]) -> Iterator[Event]:
    """GPU time of a step before and after, of each variant that was measured."""
    titles: dict[int, str] = {}
    events: list[Event] = []
    for proof in proofs:
        for variant, row in proof.realised.items():
            for arm, word in (("baseline", "before"), ("patched", "after")):
                track = len(titles)
                titles[track] = f"{variant} {word}, {proof.device}"
                end_ns = step.begin_ns + round(1000 * row[arm]["gpu_us"])
                args = {"capture": proof.capture, "passed": proof.passed, **_scalars(row[arm])}
                if changed := changed_line(proof):
                    args["out_of_date"] = changed
                events.append(
                    slice_of(PROOFS, track, f"{word}: GPU time", step.begin_ns, end_ns, args=args)
                )
    if titles:
        yield from named(PROOFS, "proofs", 1, titles)
    yield from events


def _scalars(figures: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in figures.items() if isinstance(value, int | float | str)}
