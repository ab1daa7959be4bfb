"""A capture in; ranked candidates, their best compatible set and the refusals out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from statistics import median

from workbench.attribute.attribution import Attribution, attribute
from workbench.attribute.groups import Groups, group_launches
from workbench.capture.store import Capture
from workbench.schema import Candidate, Finding, Manifest, Refusal
from workbench.suggest.assemble import Draft
from workbench.suggest.compiler import compiler_witness, with_compiler
from workbench.suggest.evidence import Evidence, gather_evidence
from workbench.suggest.library import load_patterns
from workbench.suggest.no_run import estimates
from workbench.suggest.pattern import Pattern
from workbench.suggest.price import HOSTED, Step, together
from workbench.suggest.select import apart, best_set, conflicts, waiting
from workbench.suggest.sequence_candidates import Sequences, gather_sequences
from workbench.suggest.strangers import describe

NO_GRAPH = (
    "no execution trace, so who reads what is unknown and no data flow is matched; record one "
    "beside the trace (`workbench capture` does; torch.profiler.ExecutionTraceObserver)"
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
    wall: Mapping[str, float] | None = None  # see `price.together`


@dataclass(frozen=True)
class Suggestions:
    """What `workbench suggest` answers. Candidates by saving, largest first.

    gpu_us_per_step, launches_per_step: of all launches of a step. busy_share: the part of a step's
    time in which the GPU ran, None where unknown; busy_basis says which time. notes: what a reader
    must know to trust the figures. fused: what engines run as one launch already, never ranked;
    rules: what told the kinds of launches, with how many (both from `sequence` evidence alone).
    best_set holds kernels only: nothing that the compiler does as well (status `compiler`), nor
    what runs across launches of unknown operands; best_set_with_compiled may do the former.
    """

    capture: Capture
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
    fused: tuple[Candidate, ...] = ()
    rules: tuple[tuple[str, int], ...] = ()
    best_set_with_compiled: BestSet = BestSet()

    @property
    def manifest(self) -> Manifest:
        """Of the capture."""
        return self.capture.manifest


def suggest(
    capture: Capture,
    variant: str = "eager",
    patterns: Sequence[Pattern] | None = None,
    evidence: str | None = None,
) -> Suggestions:
    """Find the fusions in one variant of a capture and rank them by what they would save.

    `patterns` defaults to those in templates/. `evidence`: `pattern` (named fusions), `dataflow`
    (mined ones), `sequence` (the order of launches alone) or `all`, the default: data flow where
    there is an execution trace, else order; given patterns, the default is to look for these alone.
    The best set holds what stands alone: no work that a GEMM would have to take over. A capture
    made without a GPU gives what Inductor's code lets estimate, as refusals. Raises Usage for an
    unknown variant, BadInput for recordings that cannot be used.
    """
    if capture.manifest.target:
        return _without_run(capture, load_patterns() if patterns is None else patterns)
    return analyse(capture, variant, patterns, evidence).suggestions


@dataclass(frozen=True)
class Analysis:
    """Suggestions with what they rest on: the op graph, or the order of launches where there is
    none.
    """

    suggestions: Suggestions
    attribution: Attribution
    evidence: Evidence | None
    sequences: Sequences | None = None


def analyse(
    capture: Capture,
    variant: str = "eager",
    patterns: Sequence[Pattern] | None = None,
    evidence: str | None = None,
) -> Analysis:
    """As `suggest`, and keeps the op graph, the launches and the instances of each candidate."""
    files = capture.variant(variant)
    attribution = attribute(capture, variant)
    groups = group_launches(attribution)
    known = tuple(load_patterns() if patterns is None else patterns)
    busy_us = groups.busy_us_per_step / max(groups.devices, 1)
    step = Step(files.wall_us, busy_us, groups.launches_per_step)
    kind = evidence or ("all" if patterns is None else "pattern")
    if not files.execution_trace or kind == "sequence":
        ordered = gather_sequences(attribution, capture.manifest.device, known, kind)
        made = _suggestions(
            capture,
            variant,
            groups,
            step,
            ordered.drafts,
            () if files.execution_trace else (Refusal("every pattern", "", NO_GRAPH),),
            [PatternCount(one.pattern, one.attempts, len(one.runs), 0) for one in ordered.named],
            ordered.notes,
            _sharing(ordered.drafts),
        )
        made = replace(made, fused=ordered.fused, rules=ordered.receipts)
        return Analysis(made, attribution, None, ordered)
    gathered = gather_evidence(
        capture, files.execution_trace, attribution, groups, step, known, kind
    )
    counts = tuple(
        PatternCount(one.pattern, one.attempts, len(one.matches), len(one.refusals))
        for one in gathered.found
    )
    notes = (*describe(gathered.strangers), gathered.limits.describe())
    witness = compiler_witness(capture, attribution) if variant == "eager" else None
    drafts = with_compiler(gathered.drafts, gathered.places, witness)
    refusals = gathered.refusals
    conflicting = _without_waiting(drafts, gathered)
    made = _suggestions(
        capture, variant, groups, step, drafts, refusals, counts, notes, conflicting
    )
    return Analysis(made, attribution, gathered)


def _without_run(capture: Capture, patterns: Sequence[Pattern]) -> Suggestions:
    """What can be said of a capture in which nothing ran."""
    estimated = estimates(capture)
    return Suggestions(
        capture=capture,
        variant="inductor",
        gpu_us_per_step=estimated.gpu_us_per_step,
        launches_per_step=estimated.launches_per_step,
        busy_share=None,
        busy_basis="",
        candidates=(),
        best_set=BestSet(),
        refusals=estimated.refusals,
        counts=tuple(PatternCount(pattern, 0, 0, 0) for pattern in patterns),
        notes=estimated.notes,
        health=estimated.health,
    )


def _suggestions(
    capture: Capture,
    variant: str,
    groups: Groups,
    step: Step,
    drafts: Sequence[Draft],
    refusals: Sequence[Refusal],
    counts: Sequence[PatternCount],
    notes: Sequence[str],
    conflicting: Mapping[str, tuple[str, ...]],
) -> Suggestions:
    candidates = {
        draft.candidate.id: replace(draft.candidate, conflicts_with=conflicting[draft.candidate.id])
        for draft in drafts
    }
    ranked = sorted(candidates.values(), key=lambda one: (-one.saving_gpu_us_per_step, one.id))
    alone, kernels = _able(ranked)
    wall_us, basis = _wall_us(step, groups)
    return Suggestions(
        capture=capture,
        variant=variant,
        gpu_us_per_step=groups.gpu_us_per_step,
        launches_per_step=groups.launches_per_step,
        busy_share=step.busy_us / wall_us if wall_us else None,
        busy_basis=basis,
        candidates=tuple(ranked),
        best_set=_best(kernels, conflicting, step),
        refusals=tuple(refusals),
        counts=tuple(counts),
        notes=tuple(notes),
        health=groups.health,
        best_set_with_compiled=_best(alone, conflicting, step),
    )


def _able(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Those that a best set may hold, and those of them that the compiler does not do as well."""
    alone = [
        one
        for one in candidates
        if one.detail.get("kind") not in HOSTED and not one.detail.get("unseen_launches")
    ]
    return alone, [one for one in alone if one.status != "compiler"]


def _sharing(drafts: Sequence[Draft]) -> dict[str, tuple[str, ...]]:
    return conflicts({draft.candidate.id: draft.rows for draft in drafts})


def _without_waiting(drafts: Sequence[Draft], gathered: Evidence) -> dict[str, tuple[str, ...]]:
    """Conflicts by shared launches, and between candidates that would be best together, but for
    launches of theirs that wait for each other.
    """
    conflicting = _sharing(drafts)
    able = _able([draft.candidate for draft in drafts])
    while True:
        sets = [_chosen(candidates, conflicting) for candidates in able]
        waits = [waiting(chosen, gathered.graph, gathered.parts) for chosen in sets]
        found = next((names for names in waits if len(names) > 1), None)
        if found is None:
            return conflicting
        conflicting = apart(conflicting, found)


def _chosen(
    candidates: Sequence[Candidate], conflicting: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    return best_set({one.id: one.saving_gpu_us_per_step for one in candidates}, conflicting)


def _best(
    candidates: Sequence[Candidate], conflicting: Mapping[str, Sequence[str]], step: Step
) -> BestSet:
    """The best compatible set among `candidates`, and what it saves."""
    chosen = _chosen(candidates, conflicting)
    best = [one for one in candidates if one.id in chosen]
    return BestSet(
        chosen,
        fsum(one.saving_gpu_us_per_step for one in best),
        sum(one.launches_before - one.launches_after for one in best),
        together(best, step),
    )


def _wall_us(step: Step, groups: Groups) -> tuple[float, str]:
    """Wall time of a step, and whether the profiler ran while it was measured."""
    if step.wall_us:
        return median(step.wall_us), "without the profiler"
    return groups.wall_us_per_step, "under the profiler"
