"""View of a kernel's timing: a line a row count and state, an arm a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from workbench.report.table import Column, View
from workbench.schema import Measurement, Timing
from workbench.validate.samples import CONTROL, WIN
from workbench.validate.timing import Bench

CONTROL_ARM = "ours again"
# Below this many bytes a kernel is bound by the launch floor, and a share of bandwidth says
# nothing.
FLOOR_BOUND_BYTES = 6_000_000


def bound(row: Measurement) -> str:
    """How far ours is from what the hardware allows: times the floor, or share of bandwidth."""
    if row.bytes_moved < FLOOR_BOUND_BYTES:
        return f"{row.ours_us / row.floor_us:.2f}x floor"
    return f"{row.speed_of_light_us / row.ours_us:.0%} of light"


def outcome(row: Measurement) -> str:
    """win, loss, level; steady or DISTURBED for the control; disturbed where that control was; or
    failed.
    """
    if row.error:
        return "failed"
    if row.arm == CONTROL_ARM:
        return "steady" if row.steady else "DISTURBED"
    if not row.steady:
        return "disturbed"
    return "win" if row.ratio_low > WIN else "loss" if row.ratio_high < 1 / WIN else "level"


def _row(row: Measurement) -> dict[str, Any]:
    plain = msgspec.to_builtins(row)
    ran = bool(row.us)
    return {
        **{key: value for key, value in plain.items() if not key.endswith("samples_us")},
        "us": row.us or None,
        "ours_us": row.ours_us or None,
        "ratio": row.ratio if ran else None,
        "interval": f"{significant(row.ratio_low)}-{significant(row.ratio_high)}" if ran else None,
        "bound": bound(row) if ran else None,
        "result": outcome(row),
    }


def significant(value: float) -> str:
    """A ratio to about three digits: 0.96, 1.04, 11.8, 123."""
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}"


def _us(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:#.4g}"


def _same(share: float) -> str:
    """Rounded down, so that 100% means all."""
    return f"{int(share * 1000) / 10:g}%"


_COLUMNS = (
    Column("tokens", "T"),
    Column("state", "state", left=True),
    Column("arm", "arm", left=True),
    Column("us", "us", _us),
    Column("ours_us", "ours", _us),
    Column("ratio", "x", significant),
    Column("interval", "95%"),
    Column("result", "result", left=True),
    Column("equal", "same", _same),
)


def bench_view(found: Bench, record: str = "") -> View:
    """One row an arm: its time, ours in the same rounds, and how many times longer it takes."""
    timing = found.timing
    rows = [_row(row) for row in timing.rows]
    source = found.verdict_from or "validated in this run"
    return View(
        columns=_COLUMNS,
        rows=rows,
        payload={
            **msgspec.to_builtins(timing),
            "kernel": found.kernel,
            "verdict": found.verdict.verdict,
            "verdict_from": source,
            "record": record or None,
        },
        title=f"{found.kernel} · {timing.device}: {found.verdict.verdict} ({source})",
        before=tuple(_facts(timing)),
        after=tuple(_remarks(timing, rows, record)),
    )


def _facts(timing: Timing) -> Iterator[str]:
    yield f"{timing.form} on {timing.case}; us a call"
    clocks, versions = timing.clocks_mhz, timing.versions
    facts = [f"copy {timing.copy_bandwidth_gb_per_s:,.0f} GB/s"]
    if "sm_median" in clocks:
        facts.append(f"SM {clocks['sm_median']:.0f} of {clocks.get('sm_limit', 0):.0f} MHz")
    facts += [
        f"{name} {versions[name]}" for name in ("driver", "torch", "triton") if name in versions
    ]
    yield ", ".join(facts)
    if timing.cpu_us:
        calls = ", ".join(f"{name} {us:.1f}" for name, us in timing.cpu_us.items())
        yield f"CPU us of a call: {calls}"


def _remarks(timing: Timing, rows: Sequence[dict[str, Any]], record: str) -> Iterator[str]:
    yield (
        f"x: median of paired ratios, arm over ours; a win needs a 95% interval above {WIN}. "
        f"'{CONTROL_ARM}' is the control: two graphs of ours within {CONTROL:.0%}. "
        "same: share of the arm's values that are ours."
    )
    for state in dict.fromkeys(row.state for row in timing.rows):
        here = [row for row in timing.rows if (row.state, row.arm) == (state, CONTROL_ARM)]
        yield f"ours {state}: " + ", ".join(f"T={row.tokens} {bound(row)}" for row in here)
    disturbed = sum(row["result"] == "DISTURBED" for row in rows)
    if disturbed:
        yield (
            f"{disturbed} control{'s were' if disturbed > 1 else ' was'} disturbed, so nothing is "
            "claimed there: something else ran on the GPU; repeat."
        )
    for row in timing.rows:
        if row.error:
            yield f"T={row.tokens} {row.state} {row.arm}: {row.error}"
    if record:
        yield f"Recorded in {record}"
