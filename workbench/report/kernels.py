"""View of the kernel library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from workbench.report.bench import CONTROL_ARM, bound, outcome, significant
from workbench.report.table import Column, View
from workbench.schema import Measurement, Timing
from workbench.validate.records import Entry

_COMPILED = ("compile", "max-autotune")


def _best_of(arms: Sequence[Measurement]) -> Measurement | None:
    """The fastest arm, of those that ran undisturbed."""
    return min(
        (row for row in arms if outcome(row) != "disturbed" and row.us), key=_us, default=None
    )


def _us(row: Measurement) -> float:
    return row.us


def summarised(timing: Timing) -> dict[str, Any]:
    """What a timing says in a line, of inputs that lie cold: over eager, over the best compiled
    mode and over each arm of the user's, {tokens: ratio}; `bound`, {tokens: text}.

    Ratios whose control was disturbed are left out.
    """
    found: dict[str, dict[int, Any]] = {"over_eager": {}, "over_compile": {}, "bound": {}}
    cold = [row for row in timing.rows if row.state == "cold"]
    for tokens in sorted({row.tokens for row in cold}):
        here = {row.arm: row for row in cold if row.tokens == tokens}
        arms = {"over_eager": ["eager"], "over_compile": list(_COMPILED)}
        arms |= {f"over_{name}": [name] for name in timing.against}
        for key, names in arms.items():
            best = _best_of([here[name] for name in names if name in here])
            if best:
                found.setdefault(key, {})[tokens] = round(best.ratio, 3)
        if CONTROL_ARM in here:
            found["bound"][tokens] = bound(here[CONTROL_ARM])
    return {
        **{"form": timing.form, "case": timing.case, "created": timing.created},
        **{"cpu_us": timing.cpu_us, **found},
    }


def _range(timings: Sequence[dict[str, Any]], key: str) -> str:
    """1.20-11.8x: least and most over the row counts of all cases."""
    ratios = [ratio for timing in timings for ratio in timing[key].values()]
    if not ratios:
        return ""
    least, most = significant(min(ratios)), significant(max(ratios))
    return f"{most}x" if least == most else f"{least}-{most}x"


def _standing(plain: dict[str, Any]) -> str:
    """FAITHFUL · 3.72x floor at T=1, 94% of light at T=4096: the fewest rows and the most, of each
    form and case, which are named where there are several.
    """
    verdict = plain["verdict"] + (", STALE" if plain["stale"] else "")
    timings = plain["timings"]
    several = [key for key in ("form", "case") if len({timing[key] for timing in timings}) > 1]
    reached = []
    for timing in timings:
        bounds = timing["bound"]
        if not bounds:
            continue
        ends = dict.fromkeys((min(bounds), max(bounds)))
        where = "".join(f" of {timing[key]}" for key in several)
        reached.append(", ".join(f"{bounds[tokens]} at T={tokens}" for tokens in ends) + where)
    return f"{verdict} · {'; '.join(reached)}" if reached else verdict


_KERNEL = Column("pattern", "kernel", left=True)
_GPU = Column("gpu", "gpu", left=True, under=True)
_COLUMNS = (
    Column("standing", "verdict", left=True, under=True),
    Column("over_eager", "x eager"),
    Column("over_compile", "x compile"),
    Column("recorded", "recorded"),
)


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON tells it: without raw samples, `timings` summarised."""
    timings = [summarised(timing) for timing in entry.timings]
    best = {
        f"best_{key}": max(
            (ratio for each in timings for ratio in each[key].values()), default=None
        )
        for key in ("over_eager", "over_compile")
    }
    plain = {key: value for key, value in asdict(entry).items() if key != "timings"}
    return {**plain, "green": entry.green, **best, "timings": timings}


def _row(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        **plain,
        "standing": _standing(plain),
        "over_eager": _range(plain["timings"], "over_eager"),
        "over_compile": _range(plain["timings"], "over_compile"),
        "recorded": plain["created"][:10],
    }


def kernels_view(entries: Sequence[Entry], problems: Sequence[str]) -> View:
    """One row a kernel and GPU. A stale record is flagged, a missing one is NOT_RUN.

    Speedups are least and most over the cases and row counts that were timed, inputs cold.
    """
    kernels = [_plain(entry) for entry in entries]
    green = len({entry.pattern for entry in entries if entry.green})
    total = len({entry.pattern for entry in entries})
    after = [f"{green} of {total} kernels have a green, current record."]
    if any(entry.timings for entry in entries):
        after.append(
            "x: least and most over cases and row counts, inputs cold, the better compiled mode; "
            "floor: an empty kernel of the same grid; light: its bytes at copy bandwidth; "
            "--format json has each."
        )
    for why in sorted({entry.stale_because for entry in entries if entry.stale}):
        count = sum(entry.stale_because == why for entry in entries if entry.stale)
        after.append(f"{count} stale{f': {why}' if why else ''}. On that GPU: validate --record.")
    gpus = sorted({entry.gpu for entry in entries if entry.gpu})
    one = len(gpus) == 1
    return View(
        columns=(_KERNEL, *_COLUMNS) if one else (_KERNEL, _GPU, *_COLUMNS),
        rows=[_row(kernel) for kernel in kernels],
        payload={"kernels": kernels, "problems": list(problems)},
        title=f"Kernel library · {gpus[0]}" if one else "Kernel library",
        after=(*after, *problems),
    )
