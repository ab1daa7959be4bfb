"""Everything that speaks for a fusion in one variant of a capture: patterns matched and regions
mined on its op graph, each as a draft of a candidate with the operators of every instance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.attribute.attribution import Attribution
from workbench.attribute.groups import Groups
from workbench.capture.store import Capture
from workbench.schema import Manifest, Refusal
from workbench.suggest.assemble import Context, Draft, draft_candidates, refusals_by_site
from workbench.suggest.cost import Ceilings, ceilings
from workbench.suggest.find import Found, find_patterns
from workbench.suggest.locate import Places, locate
from workbench.suggest.match import Match
from workbench.suggest.mine import mine
from workbench.suggest.naming import name_candidates
from workbench.suggest.numerics import numerics
from workbench.suggest.pattern import Pattern
from workbench.suggest.predict import Setting
from workbench.suggest.price import Step, priced
from workbench.suggest.risk import distance_to_decision
from workbench.suggest.strangers import Stranger, barriers_of, crossed, strangers_of
from workbench.trace.execution import load_op_graph
from workbench.trace.opgraph import OpGraph

KINDS = ("all", "pattern", "dataflow")


@dataclass(frozen=True)
class Evidence:
    """drafts: candidates before conflicts are known. members: by candidate id, the nodes of each
    instance; parts: of each launch, where an instance becomes several. found: what became of each
    pattern. strangers: launches that no operator made.
    """

    graph: OpGraph
    places: Places
    limits: Ceilings
    drafts: tuple[Draft, ...]
    members: Mapping[str, tuple[tuple[int, ...], ...]]
    parts: Mapping[str, tuple[tuple[int, ...], ...]]
    refusals: tuple[Refusal, ...]
    found: tuple[Found, ...]
    strangers: tuple[Stranger, ...] = ()


def gather_evidence(
    capture: Capture,
    execution_trace: str,
    attribution: Attribution,
    groups: Groups,
    step: Step,
    patterns: Sequence[Pattern],
    kind: str = "all",
) -> Evidence:
    """Match `patterns` and mine, as `kind` (one of KINDS) says, and price what is found.

    A mined region whose launches all belong to one named candidate is left out: it is known by that
    name. Raises BadInput for recordings that cannot be used.
    """
    path: Path = capture.path(execution_trace)
    graph = load_op_graph(path)
    places = locate(graph, attribution, f"{capture.folder}/{execution_trace}")
    limits = ceilings(capture.manifest.device, graph, places)
    context = Context(
        places,
        Setting(limits, capture.manifest.device.name, _slots(capture.manifest)),
        capture.manifest.config,
        groups.gpu_us_per_step,
        distance_to_decision(graph),
    )
    found = find_patterns(graph, patterns if kind != "dataflow" else ())
    drafts, refusals = _named(found, context)
    strangers = strangers_of(graph, places, attribution.launches)
    matches = {draft.candidate.id: _matches(draft, found, places) for draft in drafts}
    drafts = [_crossing(draft, matches[draft.candidate.id], strangers) for draft in drafts]
    members = {key: tuple(match.nodes for match in own) for key, own in matches.items()}
    several = {key: _parts(own) for key, own in matches.items()}
    if kind != "pattern":
        barriers = barriers_of(strangers)
        cores = capture.manifest.device.multiprocessors
        for one in mine(graph, context, cores, barriers):
            if one.draft.candidate.saving_gpu_us_per_step > 0 and not _known(one.draft, drafts):
                drafts.append(one.draft)
                members[one.draft.candidate.id] = tuple(mined.nodes for mined in one.members)
    drafts = [
        _judged(
            priced(draft, members[draft.candidate.id], graph, places, limits, step), members, graph
        )
        for draft in drafts
    ]
    parts = {**members, **several}
    return Evidence(
        graph, places, limits, tuple(drafts), members, parts, refusals, found, strangers
    )


def _slots(manifest: Manifest) -> int:
    """Slots of a static cache that a decode step reads: what was there and what it adds."""
    decoding = manifest.phase == "decode" and manifest.context > 0
    return manifest.context + manifest.tokens if decoding else 0


def _named(found: Sequence[Found], context: Context) -> tuple[list[Draft], tuple[Refusal, ...]]:
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    for one in found:
        made, refused = draft_candidates(one, context)
        drafts += made
        refusals += [*refused, *refusals_by_site(one, context)]
    return name_candidates(drafts), tuple(refusals)


def _matches(draft: Draft, found: Sequence[Found], places: Places) -> tuple[Match, ...]:
    """The matches that a draft was made of: those of its pattern whose launches are its own."""
    return tuple(
        match
        for one in found
        if one.pattern.name == draft.candidate.pattern
        for match in one.matches
        if draft.rows.issuperset(places.of(match.nodes).tolist())
    )


def _parts(matches: Sequence[Match]) -> tuple[tuple[int, ...], ...]:
    return tuple(part for match in matches for part in match.parts())


def _crossing(draft: Draft, matches: Sequence[Match], strangers: Sequence[Stranger]) -> Draft:
    """`draft` with `unseen_launches`: names of launches of no operator that it runs across."""
    unseen = crossed(matches, strangers)
    if not unseen:
        return draft
    detail = {**draft.candidate.detail, "unseen_launches": unseen}
    return replace(draft, candidate=replace(draft.candidate, detail=detail))


def _known(mined: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a named candidate has all its launches; one for a GEMM offers something else."""
    if mined.candidate.detail["kind"] not in ("region", "broadcast_copy"):
        return False
    return any(
        mined.rows <= named.rows for named in drafts if named.candidate.evidence == "pattern"
    )


def _judged(
    draft: Draft, members: Mapping[str, Sequence[tuple[int, ...]]], graph: OpGraph
) -> Draft:
    """`draft` with what its first instance may change in the numbers."""
    candidate = draft.candidate
    first = members[candidate.id][0]
    detail = {**candidate.detail, "numerics": numerics(graph, first)}
    return replace(draft, candidate=replace(candidate, detail=detail))
