"""View of a kernel's timing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workbench.report.table import Column, View, number
from workbench.validate.samples import CONTROL, WIN
from workbench.validate.timing import Timing

CONTROL_ARM = "ours again"
# Below this many bytes a kernel is bound by the launch floor, and a share of bandwidth says
# nothing.
FLOOR_BOUND_BYTES = 6_000_000


def _bound(row: dict[str, Any]) -> str:
    if row["bytes"] < FLOOR_BOUND_BYTES:
        return f"{row['ours_us'] / row['floor_us']:.2f}x floor"
    return f"{row['speed_of_light_us'] / row['ours_us']:.0%} of light"


def _row(row: dict[str, Any]) -> dict[str, Any]:
    ratio = row["ratio"]
    low, high = ratio["low"], ratio["high"]
    if row["arm"] == CONTROL_ARM:
        word = "steady" if abs(ratio["median"] - 1) <= CONTROL else "DISTURBED"
    else:
        word = "win" if low > WIN else "loss" if high < 1 / WIN else "level"
    return {
        **{key: row[key] for key in ("form", "tokens", "state", "arm", "us", "ours_us")},
        "bound": _bound(row),
        "ratio": ratio["median"],
        "ratio_low": low,
        "ratio_high": high,
        "interval": f"{low:.2f}-{high:.2f}",
        "result": word,
    }


_COLUMNS = (
    Column("tokens", "T"),
    Column("state", "state", left=True),
    Column("arm", "against", left=True),
    Column("us", "us", number(2)),
    Column("ours_us", "ours us", number(2)),
    Column("bound", "ours is at"),
    Column("ratio", "x", number(2)),
    Column("interval", "95%"),
    Column("result", "result", left=True),
)


def bench_view(timing: Timing) -> View:
    """One row an arm: its time, ours in the same rounds, and how many times longer it takes."""
    rows = [_row(row) for row in timing.rows]
    disturbed = sum(row["result"] == "DISTURBED" for row in rows)
    after = [
        f"x: median of paired ratios; a win needs a 95% interval above {WIN}. "
        f"'{CONTROL_ARM}' is the control: two graphs of ours within {CONTROL:.0%}."
    ]
    if disturbed:
        after.append(f"{disturbed} controls were disturbed: something else ran on the GPU; repeat.")
    return View(
        columns=_COLUMNS,
        rows=rows,
        payload=asdict(timing),
        before=sorted({f"{row['form']} on {row['case']}; us a call" for row in timing.rows}),
        title=f"{timing.kernel} · {timing.device}: {timing.verdict} ({timing.verdict_from})",
        after=after,
    )
