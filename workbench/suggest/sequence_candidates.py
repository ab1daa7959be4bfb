"""Candidates from the order of launches alone, for recordings without an execution trace.

Who reads what is unknown, so a candidate says what could at best be one launch: predicted is the
launch floor, a lower bound of the time, and the saving is an upper bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.attribute.attribution import Attribution
from workbench.schema import Candidate, Ceiling, Device
from workbench.suggest.assemble import Draft, source_lines
from workbench.suggest.launch_kinds import launch_kinds
from workbench.suggest.locate import Places, split
from workbench.suggest.naming import name_candidates
from workbench.suggest.pattern import Pattern
from workbench.suggest.sequence_drafts import (
    FUSED,
    UNKNOWN_RISK,
    Observed,
    draft_sequence,
    site_of_rows,
)
from workbench.suggest.sequence_labels import labels_of, slug, summary
from workbench.suggest.sequence_names import Form, NamedRuns, find_named
from workbench.suggest.sequences import PERIOD, SMALL_FLOORS, Run, find_runs

# A run found in one repeat alone belongs to no structure.
REPEATS_MIN = 2

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sequences:
    """drafts: candidates before conflicts are known; members: by id, the launches of each instance
    as positions in `places.launches`; labels: of each of these. fused: what is one launch already,
    never ranked. receipts: what each rule for the kind of a launch decided.
    """

    places: Places
    labels: Sequence[str]
    floor_us: Ceiling
    drafts: tuple[Draft, ...]
    members: dict[str, tuple[Indices, ...]]
    fused: tuple[Candidate, ...]
    named: tuple[NamedRuns, ...]
    receipts: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


def gather_sequences(
    attribution: Attribution, device: Device, patterns: Sequence[Pattern], kind: str
) -> Sequences:
    """Runs of small launches and named patterns in the order of the launches of `attribution`.

    kind: `pattern` for named ones alone, else both. A run that is one named pattern goes by its
    name; a run of fused launches alone is not ranked.
    """
    inside = attribution.launches[attribution.launches["step"].to_numpy() >= 0]
    inside = inside.reset_index(drop=True)
    floor = launch_floor(device, inside)
    kinds = launch_kinds(inside)
    runs = find_runs(inside, kinds, floor.value)
    total_us = float(inside["duration_ns"].sum()) / 1000 / max(attribution.steps, 1)
    labels = labels_of(inside)
    at = Observed(_places(attribution, inside), labels, kinds, runs, floor, total_us)
    named = find_named(inside, attribution, patterns)
    drafted = _named_drafts(at, named)
    if kind != "pattern":
        taken = {draft.rows for draft, _ in drafted}
        drafted += [one for one in _run_drafts(at) if one[0].rows not in taken]
    drafted = [one for one in drafted if one[0].candidate.saving_gpu_us_per_step > 0]
    return Sequences(
        places=at.places,
        labels=labels,
        floor_us=floor,
        drafts=tuple(draft for draft, _ in drafted),
        members={draft.candidate.id: tuple(members) for draft, members in drafted},
        fused=_already_fused(at),
        named=named,
        receipts=kinds.receipts,
        notes=_notes(at),
    )


def launch_floor(device: Device, launches: Any) -> Ceiling:
    """The manifest's launch floor; where it has none, the shortest kernel of `launches`."""
    if device.launch_floor_us is not None:
        return device.launch_floor_us
    ran = launches[launches["category"].isin(["kernel", "op"])]["duration_ns"].to_numpy()
    ran = ran[ran > 0]
    shortest = float(ran.min()) / 1000 if len(ran) else 1.0
    return Ceiling(shortest, "observed", "the shortest kernel of this capture")


def _places(attribution: Attribution, launches: Any) -> Places:
    texts = [launches[name].cat for name in ("site", "module_path", "path_kind")]
    codes = [one.codes.to_numpy().astype(np.int64) for one in texts]
    keys = np.stack([*codes, launches["layer"].to_numpy().astype(np.int64)], axis=1)
    distinct, place = np.unique(keys, axis=0, return_inverse=True)
    sites, paths, kinds = ([str(name) for name in one.categories] for one in texts)
    instances = tuple(
        (sites[site], paths[path], kinds[kind], int(layer))
        for site, path, kind, layer in distinct.tolist()
    )
    return Places(launches, {}, place.ravel().astype(np.int64), instances, _steps(attribution))


def _steps(attribution: Attribution) -> int:
    return max(attribution.steps, 1)


# --------------------------------------------------------------------------- runs


def _run_drafts(at: Observed) -> list[tuple[Draft, list[Indices]]]:
    """One draft for the runs of a site that look alike, or of a repeat behind like launches, the
    k-th of each repeat.
    """
    groups: dict[tuple[Any, ...], list[Run]] = {}
    site = at.places.launches["site"].cat.codes.to_numpy()
    step = at.places.launches["step"].to_numpy()
    seen: Counter[tuple[Any, ...]] = Counter()
    for run in at.runs.runs:
        own = tuple(at.runs.tokens[run.rows].tolist())
        if run.repeat < 0:
            groups.setdefault((False, own, tuple(site[run.rows].tolist())), []).append(run)
            continue
        once = own, run.before, run.repeat, int(step[run.rows[0]])
        seen[once] += 1
        groups.setdefault((True, own, run.before, seen[once]), []).append(run)
    made = []
    for (hidden, *_), members in groups.items():
        rows = [run.rows for run in members]
        if (at.kinds.codes[rows[0]] == FUSED).all():
            continue
        if hidden and len({run.repeat for run in members}) < REPEATS_MIN:
            continue
        labels = [at.labels[row] for row in rows[0].tolist()]
        repeat = _repeats(members) if hidden else None
        draft = draft_sequence(summary(labels), rows, at, repeat=repeat)
        made.append((draft, rows))
    return _with_ids(made)


def _repeats(members: Sequence[Run]) -> dict[str, Any]:
    """The structure that hidden runs lie in: how long and how often, and in how many they are."""
    found = members[0].periods
    assert found is not None, "runs whose modules are known lie in no repeat"
    return {
        "launches": found.length,
        "count": found.count,
        "likeness": found.likeness,
        "seen": len({run.repeat for run in members}),
    }


def _with_ids(made: list[tuple[Draft, list[Indices]]]) -> list[tuple[Draft, list[Indices]]]:
    seen: Counter[str] = Counter()
    named = []
    for draft, rows in sorted(made, key=lambda one: min(one[0].rows)):
        candidate = draft.candidate
        site = [
            part for part in split(candidate.site, candidate.detail["path_kind"]) if part != "*"
        ]
        tail = site[-1:] if candidate.detail["path_kind"] != PERIOD else []
        name = slug(["seq", candidate.pattern, *tail])
        seen[name] += 1
        name = name if seen[name] == 1 else f"{name}-{seen[name]}"
        named.append((replace(draft, candidate=replace(candidate, id=name)), rows))
    return named


# --------------------------------------------------------------------------- named patterns


def _named_drafts(at: Observed, named: Iterable[NamedRuns]) -> list[tuple[Draft, list[Indices]]]:
    """One draft for the matches of a pattern at a site."""
    members: dict[frozenset[int], list[Indices]] = {}
    drafts = []
    for one in named:
        groups: dict[tuple[str, str], list[tuple[Form, Indices]]] = {}
        for form, rows in one.runs:
            place = site_of_rows(at, rows)
            groups.setdefault((place.path_kind, place.name), []).append((form, rows))
        for found in groups.values():
            form = found[0][0]
            every = [rows for _, rows in found]
            name = one.pattern.name
            draft = draft_sequence(name, every, at, form.parts, reference=form.function)
            drafts.append(draft)
            members[draft.rows] = every
    return [(draft, members[draft.rows]) for draft in name_candidates(drafts)]


# --------------------------------------------------------------------------- what is not ranked


def _already_fused(at: Observed) -> tuple[Candidate, ...]:
    """What is one launch for several steps already, by site: said, never ranked."""
    rows = np.flatnonzero(at.kinds.codes == FUSED)
    sites = at.places.launches["site"].astype(str).to_numpy()
    spent_us = at.places.launches["duration_ns"].to_numpy() / 1000
    groups: dict[tuple[str, str], list[int]] = {}
    for row in rows.tolist():
        groups.setdefault((sites[row], at.labels[row]), []).append(row)
    found = []
    for number, ((site, name), own) in enumerate(groups.items(), 1):
        count, us = len(own) / at.places.steps, float(spent_us[own].sum()) / at.places.steps
        found.append(
            Candidate(
                id=f"fused-{number}",
                pattern=name,
                site=site,
                instances=len(own),
                expected_instances=len(own),
                launches_before=count,
                launches_after=count,
                gpu_us_per_step=us,
                predicted_gpu_us_per_step=us,
                saving_gpu_us_per_step=0.0,
                saving_share=0.0,
                evidence="sequence",
                status="fused",
                conflicts_with=(),
                numerics_risk=UNKNOWN_RISK,
                source=source_lines(at.places, np.array(own)),
            )
        )
    return tuple(found)


def _notes(at: Observed) -> tuple[str, ...]:
    """What a reader must know: whence the boundaries come, and what was not judged."""
    notes = [
        "sequence: from the order of launches alone; who reads what and the bytes are unknown, so "
        f"`to` is the launch floor ({at.floor_us.value:.2f} us, {at.floor_us.source}), a lower "
        "bound, and what is saved an upper one"
    ]
    notes += [
        f"modules are hidden: the step repeats {one.count} times some {one.length} launches "
        f"({100 * one.likeness:.0f}% alike)"
        for one in at.runs.periods[:1]
    ]
    if len(at.runs.long):
        us = float(at.places.launches["duration_ns"].to_numpy()[at.runs.long].sum()) / 1000
        notes.append(
            f"launches over {SMALL_FLOORS} launch floors long, bound by bytes, are not judged by "
            f"order: {len(at.runs.long) / at.places.steps:,.0f} a step "
            f"({us / at.places.steps:,.0f} us)"
        )
    return tuple(notes)
