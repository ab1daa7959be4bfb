"""One candidate from launches in a row: what is known of it, what is not, and the launch floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench import resources
from workbench.errors import Unavailable
from workbench.schema import Candidate, Ceiling
from workbench.suggest.assemble import Draft, source_lines
from workbench.suggest.launch_kinds import KINDS, Kinds
from workbench.suggest.locate import Places, Site, join, site_of, split
from workbench.suggest.sequences import PERIOD, Runs

UNKNOWN_RISK = "unknown"
FUSED = KINDS.index("fused")

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Observed:
    """The launches of the profiled steps. labels, kinds: of each; runs: all of them; gpu_us: of a
    step.
    """

    places: Places
    labels: Sequence[str]
    kinds: Kinds
    runs: Runs
    floor_us: Ceiling
    gpu_us: float
    sites: dict[bytes, Site] = field(default_factory=dict)  # what was asked already


def site_of_rows(at: Observed, rows: Indices) -> Site:
    """The innermost site around launches, and its instance."""
    key = at.places.place[rows].tobytes()
    if key not in at.sites:
        at.sites[key] = site_of(replace(at.places, rows={0: rows}), (0,))
    return at.sites[key]


def draft_sequence(
    pattern: str,
    members: Sequence[Indices],
    at: Observed,
    parts: int = 1,
    repeat: dict[str, Any] | None = None,
    reference: str = "",
) -> Draft:
    """The candidate that `members`, the launches of each instance, would be as `parts` launches.

    repeat: of the structure they lie in where modules are hidden: launches, count, seen.
    """
    rows, steps = np.concatenate(members), at.places.steps
    spent_us = float(at.places.launches["duration_ns"].to_numpy()[rows].sum()) / 1000 / steps
    predicted_us = len(members) * parts * at.floor_us.value / steps
    saving_us = spent_us - predicted_us
    place, seen, missing = _where(members, at, repeat)
    candidate = Candidate(
        id="",
        pattern=pattern,
        site=place.name,
        instances=seen,
        expected_instances=max(repeat["count"], seen) if repeat else seen + len(missing),
        launches_before=len(rows) / steps,
        launches_after=len(members) * parts / steps,
        gpu_us_per_step=spent_us,
        predicted_gpu_us_per_step=predicted_us,
        saving_gpu_us_per_step=saving_us,
        saving_share=saving_us / at.gpu_us if at.gpu_us else 0.0,
        evidence="sequence",
        status="ported" if reference and _is_ported(pattern) else "novel",
        conflicts_with=(),
        numerics_risk=UNKNOWN_RISK,
        source=source_lines(at.places, rows),
        detail={
            **_detail(members[0], at, parts),
            "reference": reference,
            "path_kind": place.path_kind,
            "missing_instances": missing,
            **({"repeat": repeat} if repeat else {}),
        },
    )
    return Draft(_priced(candidate), frozenset(rows.tolist()))


def _is_ported(pattern: str) -> bool:
    try:
        return (resources.kernels() / pattern / "kernel.py").is_file()
    except Unavailable:
        return False


def _where(
    members: Sequence[Indices], at: Observed, repeat: dict[str, Any] | None
) -> tuple[Site, int, list[str]]:
    """Site, instances seen, and instances of the site that lack it."""
    if repeat:
        return Site(f"repeat of {repeat['launches']} launches", "", PERIOD), repeat["seen"], []
    place = site_of_rows(at, members[0])
    seen = {site_of_rows(at, one).instance for one in members}
    return place, len(seen), sorted(_instances(at, place) - seen)


def _instances(at: Observed, place: Site) -> set[str]:
    """Every instance at a site, whatever it launched."""
    prefix = split(place.name, place.path_kind)
    found = set()
    for name, path, kind, _ in at.places.instances:
        own = split(name, kind)
        if name and kind == place.path_kind and own[: len(prefix)] == prefix:
            parts = split(path, kind)
            found.add(join(parts[: len(parts) - len(own) + len(prefix)], kind))
    return found


def _detail(first: Indices, at: Observed, parts: int) -> dict[str, Any]:
    rows = first.tolist()
    floor = at.floor_us
    return {
        "kind": "sequence",
        "confidence": "low",
        "unknown": ["data flow", "bytes", "numerics"],
        "operators": [at.labels[row] for row in rows],
        "already_fused": [at.labels[row] for row in rows if at.kinds.codes[row] == FUSED],
        "inputs": {},
        "outputs": {},
        "scalars": {},
        "bytes_read": None,
        "bytes_written": None,
        "launches": at.places.launches["name"].iloc[first].astype(str).tolist(),
        "prediction": {
            "bytes_read": None,
            "bytes_written": None,
            "launches": parts,
            "launch_floor_us": floor.value,
            "launch_floor_source": floor.source,
            "floor_us": parts * floor.value,
            "bound_by": "launch floor",
            "is": "a lower bound: the bytes are unknown",
            "us": parts * floor.value,
        },
    }


def _priced(candidate: Candidate) -> Candidate:
    """With what it would save a step: between nothing and everything above the floor."""
    step = {
        "now_us": [candidate.gpu_us_per_step] * 2,
        "predicted_us": [candidate.predicted_gpu_us_per_step, candidate.gpu_us_per_step],
        "saving_us": [0.0, candidate.saving_gpu_us_per_step],
        "launches_saved": candidate.launches_before - candidate.launches_after,
        "bytes_now": None,
        "bytes_fused": None,
        "bytes_not_moved": None,
        "wall": None,
        "basis": "from the order of launches alone: the saving is at most this, and may be nothing",
    }
    prediction = {**candidate.detail["prediction"], "step": step}
    return replace(candidate, detail={**candidate.detail, "prediction": prediction})
