"""What a report tells, read once: launches, suggestions, explanations, compiler, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from workbench.attribute.attribution import attribute
from workbench.attribute.groups import Groups, group_launches
from workbench.capture.store import Capture
from workbench.errors import WorkbenchError
from workbench.prove.proof import Proof
from workbench.report.onestep import OneStep, one_step
from workbench.report.proofs import proofs_of
from workbench.schema import Finding, Verdict
from workbench.suggest.catalogue import Catalogue, catalogue
from workbench.suggest.explain import Explanation, explained
from workbench.suggest.suggestions import Analysis, Suggestions, analyse, suggest
from workbench.validate import records


@dataclass(frozen=True)
class VariantFacts:
    """What one variant of the capture costs a step. wall_us: median without the profiler, None
    unknown; for CPU captures gpu_us is the time of leaf ops.
    """

    name: str
    launches: float
    gpu_us: float
    wall_us: float | None


@dataclass(frozen=True)
class Facts:
    """All of a report's content. `groups`, by site, `kernels`, by kernel, and `step` are None where
    nothing ran; `problems` are parts that could not be read, each with its reason.
    """

    capture: Capture
    variant: str
    suggestions: Suggestions
    groups: Groups | None
    kernels: Groups | None
    step: OneStep | None
    explanations: Mapping[str, Explanation]
    catalogue: Catalogue | None
    variants: tuple[VariantFacts, ...]
    verdicts: tuple[tuple[records.Entry, Verdict | None], ...]
    proofs: tuple[Proof, ...]
    health: tuple[Finding, ...]
    problems: tuple[str, ...]


def gather(capture: Capture, variant: str = "eager") -> Facts:
    """Read what there is to report of `variant` of `capture`.

    Raises Usage for an unknown variant, BadInput where its recordings cannot be used; what else
    cannot be read becomes a line of `problems`.
    """
    problems: list[str] = []
    compiled = _catalogue(capture, problems)
    if capture.manifest.target:  # nothing ran: code and estimates alone
        suggestions = suggest(capture, variant)
        return Facts(
            capture=capture,
            variant=suggestions.variant,
            suggestions=suggestions,
            groups=None,
            kernels=None,
            step=None,
            explanations={},
            catalogue=compiled,
            variants=(),
            verdicts=(),
            proofs=(),
            health=_distinct([*capture.manifest.health, *suggestions.health]),
            problems=tuple(problems),
        )
    analysis = analyse(capture, variant)
    suggestions = analysis.suggestions
    groups = group_launches(analysis.attribution)
    proofs, unreadable = proofs_of(capture)
    problems += unreadable
    return Facts(
        capture=capture,
        variant=variant,
        suggestions=suggestions,
        groups=groups,
        kernels=group_launches(analysis.attribution, by="kernel"),
        step=one_step(analysis.attribution, analysis),
        explanations=_explanations(analysis),
        catalogue=compiled,
        variants=_variants(capture, variant, groups, problems),
        verdicts=_verdicts(suggestions, proofs, problems),
        proofs=proofs,
        health=_distinct([*capture.manifest.health, *groups.health, *suggestions.health]),
        problems=tuple(problems),
    )


def _explanations(analysis: Analysis) -> dict[str, Explanation]:
    if analysis.evidence is None and analysis.sequences is None:
        return {}
    return {one.id: explained(analysis, one.id) for one in analysis.suggestions.candidates}


def _catalogue(capture: Capture, problems: list[str]) -> Catalogue | None:
    if "inductor" not in capture.manifest.variants:
        return None
    try:
        return catalogue(capture)
    except WorkbenchError as error:
        problems.append(f"Inductor catalogue: {error}")
        return None


def _variants(
    capture: Capture, shown: str, groups: Groups, problems: list[str]
) -> tuple[VariantFacts, ...]:
    found = []
    for name, files in capture.manifest.variants.items():
        try:
            own = groups if name == shown else group_launches(attribute(capture, name))
        except WorkbenchError as error:
            problems.append(f"variant {name}: {error}")
            continue
        wall = median(files.wall_us) if files.wall_us else None
        found.append(VariantFacts(name, own.launches_per_step, own.gpu_us_per_step, wall))
    return tuple(found)


def _verdicts(
    suggestions: Suggestions, proofs: Sequence[Proof], problems: list[str]
) -> tuple[tuple[records.Entry, Verdict | None], ...]:
    """Records of the candidates' kernels, which may have other names than their patterns, and of
    those that were proved: a variant without data flow has no candidate of the library's.
    """
    wanted = {
        name
        for candidate in suggestions.candidates
        for name in (candidate.pattern, candidate.detail.get("kernel"))
    }
    wanted.update(name for proof in proofs for name in proof.kernels)
    entries, unreadable = records.library()
    problems += unreadable
    return tuple(
        (entry, records.read(Path(entry.record)) if entry.created else None)
        for entry in entries
        if entry.pattern in wanted
    )


def _distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once: the manifest has those of an import again, behind the file's name."""
    known = list(dict.fromkeys(findings))
    return tuple(
        one
        for one in known
        if not any(
            one.detail.endswith(f": {other.detail}") and one.code == other.code for other in known
        )
    )
