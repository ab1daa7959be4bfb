"""How far the compiler already gets: Inductor's time for the work of a set of eager launches.

A kernel of Inductor may do more than the set asks for (a norm inside a longer tail), so its time is
shared out by the eager time of what it replaces: `us` is that share, `us_whole` all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from workbench.attribute.attribution import Attribution, attribute
from workbench.attribute.witness import VARIANT, compiled_run
from workbench.capture.store import Capture
from workbench.suggest.assemble import Draft
from workbench.suggest.locate import Places
from workbench.suggest.replaced import Entry, replaced_launches

# The compiler reaches a prediction when it needs no more than this multiple of its time ...
REACHED_FACTOR = 1.25
# ... for at least this part of the work, by eager time: launches whose counterpart is unknown count
# as not covered.
COVERED_MIN = 0.9


@dataclass(frozen=True)
class Reach:
    """Inductor's figures, a step, for the work of some eager launches.

    us: its time for that work, shared out where a kernel does more; us_whole: of these kernels
    whole. launches: likewise shared out. covered: part of the eager time whose counterpart is
    known. entries: runs of kernels and extern calls; kernels: their names, dearest first. alone:
    they do nothing else.
    """

    us: float
    us_whole: float
    launches: float
    covered: float
    entries: int
    kernels: tuple[str, ...]
    alone: bool

    def reaches(self, predicted_us: float, factor: float = REACHED_FACTOR) -> bool:
        """Whether the compiler's time is at most `factor` times `predicted_us`, the work being
        covered.
        """
        return self.covered >= COVERED_MIN and 0 < self.us <= factor * predicted_us


class CompilerWitness:
    """The compiled run of a capture beside its eager run, to be asked about sets of launches."""

    def __init__(self, capture: Capture, eager: Attribution) -> None:
        run = compiled_run(capture)
        replaced = replaced_launches(eager, run)
        self._spent: dict[Entry, tuple[float, float]] = {}  # us and launches a step
        self._name: dict[Entry, str] = {}
        steps = max(run.steps, 1)
        for k, program in enumerate(run.programs):
            measured = run.measured(k)
            if measured is None:
                continue
            launches, ns = measured
            for i, call in enumerate(program.graph.code.calls):
                self._spent[k, i] = float(ns[i]) / 1000 / steps, float(launches[i]) / steps
                self._name[k, i] = call.op if call.kind == "extern" else call.name
        places = zip(replaced.program.tolist(), replaced.entry.tolist(), strict=True)
        self._entry: dict[int, Entry] = dict(zip(replaced.launches.index, places, strict=True))
        spent_us = replaced.launches["duration_ns"] / 1000
        self._eager_us: dict[int, float] = dict(zip(spent_us.index, spent_us, strict=True))
        self._whole: dict[Entry, float] = {}  # eager us of all that an entry replaces
        for row, entry in self._entry.items():
            self._whole[entry] = self._whole.get(entry, 0.0) + self._eager_us[row]

    def reach(self, launches: Iterable[int]) -> Reach | None:
        """What Inductor needs for the work of `launches`: index labels of the eager attribution's
        table. None when none of them is in its first step, or none has a counterpart.
        """
        rows = [row for row in set(launches) if row in self._entry]
        total = sum(self._eager_us[row] for row in rows)
        ours: dict[Entry, float] = {}
        for row in rows:
            if self._entry[row] in self._spent:
                ours[self._entry[row]] = ours.get(self._entry[row], 0.0) + self._eager_us[row]
        if not ours or total <= 0:
            return None
        share = {entry: us / self._whole[entry] for entry, us in ours.items() if us > 0}
        dearest = sorted(share, key=lambda entry: (-self._spent[entry][0] * share[entry], entry))
        return Reach(
            us=sum(self._spent[entry][0] * share[entry] for entry in sorted(share)),
            us_whole=sum(self._spent[entry][0] for entry in sorted(share)),
            launches=sum(self._spent[entry][1] * share[entry] for entry in sorted(share)),
            covered=sum(ours[entry] for entry in sorted(ours)) / total,
            entries=len(share),
            kernels=tuple(dict.fromkeys(self._name[entry] for entry in dearest)),
            alone=all(part > 1 - 1e-9 for part in share.values()),
        )


def compiler_witness(capture: Capture, eager: Attribution | None = None) -> CompilerWitness | None:
    """The witness of a capture that holds an eager and a recorded inductor run, else None.

    Raises BadInput for unreadable files.
    """
    files = capture.manifest.variants.get(VARIANT)
    if files is None or not files.traces or not files.graphs:
        return None
    if eager is None and "eager" not in capture.manifest.variants:
        return None
    return CompilerWitness(capture, attribute(capture) if eager is None else eager)


def compiler_reach(
    capture: Capture, launches: Iterable[int], eager: Attribution | None = None
) -> Reach | None:
    """One question to `compiler_witness(capture, eager)`: see `CompilerWitness.reach`."""
    witness = compiler_witness(capture, eager)
    return witness.reach(launches) if witness else None


def with_compiler(
    drafts: Sequence[Draft], places: Places, witness: CompilerWitness | None
) -> list[Draft]:
    """`drafts` with status `compiler` where the compiler already reaches the prediction, and what
    it needs in `detail["compiler"]`. Launches of a draft are rows of `places.launches`.
    """
    if witness is None:
        return list(drafts)
    labels = places.launches.index.to_numpy()
    found = []
    for draft in drafts:
        reach = witness.reach(labels[sorted(draft.rows)].tolist())
        candidate = draft.candidate
        if reach is not None:
            reached = reach.reaches(candidate.predicted_gpu_us_per_step)
            detail: dict[str, Any] = {
                **candidate.detail,
                "compiler": {**asdict(reach), "factor": REACHED_FACTOR, "reached": reached},
            }
            status = "compiler" if reached else candidate.status
            candidate = replace(candidate, status=status, detail=detail)
        found.append(replace(draft, candidate=candidate))
    return found
