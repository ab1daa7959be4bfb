"""A capture in; ranked candidates, their best compatible set and the refusals out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum
from statistics import median

from workbench.attribute.attribution import Attribution, attribute
from workbench.attribute.groups import Groups, group_launches
from workbench.capture.store import Capture
from workbench.schema import Candidate, Finding, Manifest, Refusal
from workbench.suggest.assemble import (
    Context,
    Draft,
    draft_candidates,
    refusals_by_site,
)
from workbench.suggest.cost import ceilings
from workbench.suggest.find import Found, find_patterns
from workbench.suggest.library import load_patterns
from workbench.suggest.locate import locate
from workbench.suggest.naming import name_candidates
from workbench.suggest.pattern import Pattern
from workbench.suggest.risk import distance_to_decision
from workbench.suggest.select import best_set, conflicts
from workbench.trace.execution import load_op_graph

NO_GRAPH = (
    "no execution trace, so who reads what is unknown and nothing is matched; record one beside "
    "the trace (`workbench capture` does; torch.profiler.ExecutionTraceObserver)"
)


@dataclass(frozen=True)
class PatternCount:
    """What became of one pattern: searches begun, matches, places refused."""

    pattern: Pattern
    attempts: int
    matches: int
    refusals: int


@dataclass(frozen=True)
class BestSet:
    """Candidates that share no launch, and what they save together."""

    ids: tuple[str, ...] = ()
    saving_gpu_us_per_step: float = 0.0
    launches_fewer: float = 0.0


@dataclass(frozen=True)
class Suggestions:
    """What `workbench suggest` answers. Candidates by saving, largest first.

    gpu_us_per_step, launches_per_step: of all launches of a step. busy_share: the part of a step's
    time in which the GPU ran, None where unknown; busy_basis says which time. notes: what a reader
    must know to trust the figures.
    """

    manifest: Manifest
    variant: str
    gpu_us_per_step: float
    launches_per_step: float
    busy_share: float | None
    busy_basis: str
    candidates: tuple[Candidate, ...]
    best_set: BestSet
    refusals: tuple[Refusal, ...]
    counts: tuple[PatternCount, ...]
    notes: tuple[str, ...]
    health: tuple[Finding, ...]


def suggest(
    capture: Capture, variant: str = "eager", patterns: Sequence[Pattern] | None = None
) -> Suggestions:
    """Find the fusions in one variant of a capture and rank them by what they would save.

    `patterns` defaults to those in templates/. A variant without an execution trace gives no
    candidates and one refusal that says so. Raises Usage for an unknown variant, BadInput for
    recordings that cannot be used.
    """
    files = capture.variant(variant)
    attribution = attribute(capture, variant)
    known = tuple(load_patterns() if patterns is None else patterns)
    if not files.execution_trace:
        unmatched = tuple(PatternCount(pattern, 0, 0, 0) for pattern in known)
        refusal = Refusal("every pattern", "", NO_GRAPH)
        return _suggestions(capture, variant, attribution, (), (refusal,), unmatched, ())
    graph = load_op_graph(capture.path(files.execution_trace))
    places = locate(graph, attribution, f"{capture.folder}/{files.execution_trace}")
    limits = ceilings(capture.manifest.device, graph, places)
    context = Context(
        places,
        limits,
        capture.manifest.config,
        group_launches(attribution).gpu_us_per_step,
        distance_to_decision(graph),
    )
    found = find_patterns(graph, known)
    drafts, refusals = _assemble(found, context)
    counts = tuple(
        PatternCount(one.pattern, one.attempts, len(one.matches), len(one.refusals))
        for one in found
    )
    notes = (limits.describe(),)
    return _suggestions(capture, variant, attribution, drafts, refusals, counts, notes)


def _assemble(
    found: Sequence[Found], context: Context
) -> tuple[tuple[Draft, ...], tuple[Refusal, ...]]:
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    for one in found:
        made, refused = draft_candidates(one, context)
        drafts += made
        refusals += [*refused, *refusals_by_site(one, context)]
    return tuple(name_candidates(drafts)), tuple(refusals)


def _suggestions(
    capture: Capture,
    variant: str,
    attribution: Attribution,
    drafts: Sequence[Draft],
    refusals: Sequence[Refusal],
    counts: Sequence[PatternCount],
    notes: Sequence[str],
) -> Suggestions:
    groups = group_launches(attribution)
    conflicting = conflicts({draft.candidate.id: draft.rows for draft in drafts})
    candidates = {
        draft.candidate.id: replace(draft.candidate, conflicts_with=conflicting[draft.candidate.id])
        for draft in drafts
    }
    ranked = sorted(candidates.values(), key=lambda one: (-one.saving_gpu_us_per_step, one.id))
    chosen = best_set({one.id: one.saving_gpu_us_per_step for one in ranked}, conflicting)
    best = [candidates[name] for name in chosen]
    wall_us, basis = _wall_us(capture, variant, groups)
    return Suggestions(
        manifest=capture.manifest,
        variant=variant,
        gpu_us_per_step=groups.gpu_us_per_step,
        launches_per_step=groups.launches_per_step,
        busy_share=groups.busy_us_per_step / wall_us / groups.devices if wall_us else None,
        busy_basis=basis,
        candidates=tuple(ranked),
        best_set=BestSet(
            chosen,
            fsum(one.saving_gpu_us_per_step for one in best),
            sum(one.launches_before - one.launches_after for one in best),
        ),
        refusals=tuple(refusals),
        counts=tuple(counts),
        notes=tuple(notes),
        health=groups.health,
    )


def _wall_us(capture: Capture, variant: str, groups: Groups) -> tuple[float, str]:
    """Wall time of a step, and whether the profiler ran while it was measured."""
    unprofiled = capture.variant(variant).wall_us
    if unprofiled:
        return median(unprofiled), "without the profiler"
    return groups.wall_us_per_step, "under the profiler"
