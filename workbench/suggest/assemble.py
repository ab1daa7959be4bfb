"""Matches of one pattern at one site -> one candidate with its cost; refusals by site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any

import numpy as np

from workbench.schema import Candidate, Refusal
from workbench.suggest.find import Found
from workbench.suggest.locate import Places, Site, instances_of, site_of
from workbench.suggest.match import Match
from workbench.suggest.pattern import Pattern
from workbench.suggest.ported import ported
from workbench.suggest.predict import Setting, predict
from workbench.suggest.risk import numerics_risk
from workbench.suggest.state import Bound
from workbench.trace.opgraph import UNKNOWN


@dataclass(frozen=True)
class Context:
    """What the candidates of one capture share. `gpu_us_per_step`: of all its launches.

    config: the model's configuration. distance: see `risk.distance_to_decision`.
    """

    places: Places
    setting: Setting
    config: Mapping[str, Any]
    gpu_us_per_step: float
    distance: list[int]


@dataclass(frozen=True)
class Draft:
    """A candidate before ids and conflicts are known, with the launches that it takes."""

    candidate: Candidate
    rows: frozenset[int]


def draft_candidates(found: Found, context: Context) -> tuple[list[Draft], list[Refusal]]:
    """Group the matches of a pattern by site; refuse groups that would not gain."""
    groups: dict[tuple[str, str], list[tuple[Site, Match]]] = {}
    for match in found.matches:
        site = site_of(context.places, match.nodes)
        groups.setdefault((site.path_kind, site.name), []).append((site, match))
    drafts, refusals = [], []
    for members in groups.values():
        draft = _draft(found.pattern, members, context)
        if draft.candidate.saving_gpu_us_per_step > 0:
            drafts.append(draft)
        else:
            refusals.append(_no_gain(draft.candidate))
    return drafts, refusals + _incomplete(found.pattern, drafts)


def _no_gain(candidate: Candidate) -> Refusal:
    return Refusal(
        candidate.pattern,
        candidate.site,
        f"no gain: {candidate.gpu_us_per_step:.1f} us a step now, "
        f"{candidate.predicted_gpu_us_per_step:.1f} us predicted",
    )


def _incomplete(pattern: Pattern, drafts: Sequence[Draft]) -> list[Refusal]:
    """Instances that hold the operators but in which no form of the pattern was found."""
    lacking: dict[str, set[str]] = {}
    for draft in drafts:
        missing = set(draft.candidate.detail["missing_instances"])
        lacking[draft.candidate.site] = missing & lacking.get(draft.candidate.site, missing)
    return [
        Refusal(
            pattern.name,
            site,
            f"found, but not in {', '.join(sorted(missing)[:3])}"
            + (f" and {len(missing) - 3} more" if len(missing) > 3 else ""),
        )
        for site, missing in sorted(lacking.items())
        if missing
    ]


def _draft(pattern: Pattern, members: Sequence[tuple[Site, Match]], context: Context) -> Draft:
    places, site = context.places, members[0][0]
    matches = [match for _, match in members]
    rows = np.concatenate([places.of(match.nodes) for match in matches])
    spent_us = float(places.launches["duration_ns"].to_numpy()[rows].sum()) / 1000 / places.steps
    fused = [predict(match, pattern, context.setting) for match in matches]
    predicted_us = fsum(one["us"] for one in fused) / places.steps
    seen = {instance.instance for instance, _ in members}
    first = matches[0]
    needed = Counter(first.graph.nodes[node].name for node in first.nodes if node in places.rows)
    expected = seen.union(instances_of(places, first.graph, site, needed))
    saving_us = spent_us - predicted_us
    status, told = _library(pattern, matches)
    candidate = Candidate(
        id="",
        pattern=pattern.name,
        site=site.name,
        instances=len(seen),
        expected_instances=len(expected),
        launches_before=len(rows) / places.steps,
        launches_after=sum(one["launches"] for one in fused) / places.steps,
        gpu_us_per_step=spent_us,
        predicted_gpu_us_per_step=predicted_us,
        saving_gpu_us_per_step=saving_us,
        saving_share=saving_us / context.gpu_us_per_step if context.gpu_us_per_step else 0.0,
        evidence="pattern",
        status=status,
        conflicts_with=(),
        numerics_risk=_worst(numerics_risk(pattern, match, context.distance) for match in matches),
        source=source_lines(places, rows),
        detail={
            **_detail(pattern, matches, context),
            "launch_counts": dict(Counter(kernel_names(places)[rows])),
            "bytes_fused": sum(one["bytes_read"] + one["bytes_written"] for one in fused),
            **told,
        },
    )
    missing = sorted(expected - seen)
    detail = {**candidate.detail, "path_kind": site.path_kind, "missing_instances": missing}
    return Draft(replace(candidate, detail=detail), frozenset(rows.tolist()))


def _worst(risks: Iterable[str]) -> str:
    return max(risks, key=("none", "low", "decision").index)


def _library(pattern: Pattern, matches: Sequence[Match]) -> tuple[str, dict[str, Any]]:
    """The status that the kernel library gives, and what `detail` says of its kernel."""
    kernel = ported(pattern)
    if kernel is None:
        return "novel", {}
    forms = Counter(match.reference.function for match in matches)
    declined = Counter(filter(None, (kernel.declines(pattern, match) for match in matches)))
    outputs = {name for match in matches for name in match.outputs()}
    lacking = kernel.lacks(pattern, forms, outputs, declined)
    covered = any(kernel.does(pattern, match) for match in matches)
    told = {
        "kernel": kernel.kernel,
        "records": sorted(f"{name}.json" for name in kernel.verdicts),
        "verdicts": dict(sorted(kernel.verdicts.items())),
        "kernel_lacks": lacking,
    }
    return "ported" if covered else "novel", told


def kernel_names(places: Places) -> Any:
    """The name of each launch, by row."""
    return places.launches["name"].astype(str).to_numpy()


def source_lines(places: Places, rows: Any) -> tuple[str, ...]:
    """Innermost user code around the launches, distinct, in launch order."""
    taken = places.launches.iloc[np.sort(rows)]
    frames = taken[["file", "line", "function"]].astype(str).drop_duplicates()
    return tuple(
        f"{file}:{line}: {function}"
        for file, line, function in frames.itertuples(index=False)
        if file
    )


# --------------------------------------------------------------------------- detail


def _detail(pattern: Pattern, matches: Sequence[Match], context: Context) -> dict[str, Any]:
    """One instance in full, the first of the commonest form and shapes; how many of which."""
    names = kernel_names(context.places)
    forms = Counter(_form(other) for other in matches)
    match = max(matches, key=lambda other: forms[_form(other)])
    prediction = predict(match, pattern, context.setting)
    return {
        "reference": match.reference.function,
        "inputs": {name: _tensor(bound) for name, bound in match.inputs().items()},
        "outputs": {name: _tensor(bound) for name, bound in match.outputs().items()},
        "scalars": _scalars(pattern, match, context.config),
        "bytes_read": prediction["bytes_read"],
        "bytes_written": prediction["bytes_written"],
        "launches": names[context.places.of(match.nodes)].tolist(),
        "prediction": prediction,
        "matches": len(matches),
        "forms": [
            {"reference": function, "inputs": dict(shapes), "matches": count}
            for (function, shapes), count in sorted(forms.items(), key=lambda one: (-one[1], one))
        ],
        "assumed_constants": sorted(set(match.state.assumed)),
    }


def _tensor(bound: Bound) -> dict[str, Any]:
    kind = bound.ref.type
    return {"shape": list(kind.shape), "strides": list(kind.strides), "dtype": kind.dtype}


def _form(match: Match) -> tuple[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """The reference that a match is of, with the shapes of its inputs."""
    inputs = sorted(match.inputs().items())
    return match.reference.function, tuple((name, one.ref.type.shape) for name, one in inputs)


def _scalars(pattern: Pattern, match: Match, config: Mapping[str, Any]) -> dict[str, Any]:
    """Scalar parameters: as recorded, else from the model's configuration, else None."""
    found = {}
    for name, value in sorted(match.state.scalars.items()):
        if value is UNKNOWN:
            keys = pattern.scalar_keys.get(name, ())
            value = next((config[key] for key in keys if config.get(key) is not None), None)
        found[name] = value
    return found


def refusals_by_site(found: Found, context: Context) -> list[Refusal]:
    """One row a site: the nearest refusal there, and how often."""
    by_site: dict[str, list[tuple[float, str]]] = {}
    for refused in found.refusals:
        site = site_of(context.places, refused.nodes)
        by_site.setdefault(site.name, []).append((refused.share, refused.reason))
    rows = []
    for name, reasons in sorted(by_site.items()):
        nearest = max(share for share, _ in reasons)
        count = Counter(reason for share, reason in reasons if share == nearest)
        reason, times = min(count.items(), key=lambda item: (-item[1], item[0]))
        rows.append(Refusal(found.pattern.name, name, f"{reason} ({times} x)"))
    return rows
