"""The comparison with torch-tb-profiler."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.report.groups import short_kernel
from workbench.report.table import Column, View, number
from workbench.schema import Finding
from workbench.trace.oracle import Comparison

_NAME_CHARACTERS = 36


def check_view(
    capture: str,
    variant: str,
    traces: Sequence[tuple[str, list[Comparison]]],
    health: Sequence[Finding] = (),
) -> View:
    """One row a kernel name and trace: launches and GPU time by both readers; the verdict below,
    and what this reader found amiss with the recordings (torch-tb-profiler mends nothing).
    """
    rows: list[dict[str, Any]] = [
        {
            "trace": trace,
            "kernel": row.kernel,
            "launches": row.launches,
            "oracle_launches": row.oracle_launches,
            "gpu_us": row.total_us,
            "oracle_gpu_us": row.oracle_us,
            "equal": row.equal,
        }
        for trace, comparisons in traces
        for row in comparisons
    ]
    columns = (
        Column("kernel", "kernel", shorten, left=True),
        Column("launches", "launches", number(0)),
        Column("oracle_launches", "oracle", number(0)),
        Column("gpu_us", "GPU us", number(3)),
        Column("oracle_gpu_us", "oracle", number(3)),
        Column("equal", "", lambda equal: "" if equal else "DIFFERS"),
    )
    footer = {key: sum(row[key] for row in rows) for key in _SUMMED}
    differing = sum(not row.equal for _, comparisons in traces for row in comparisons)
    verdict = (
        f"{differing} of {len(rows)} kernel names differ from torch-tb-profiler"
        if differing
        else f"all {len(rows)} kernel names agree with torch-tb-profiler to the nanosecond"
    )
    payload: dict[str, Any] = {
        "capture": capture,
        "variant": variant,
        "equal": not differing,
        "differing": differing,
        "rows": rows,
        "total": footer,
        "health": health,
    }
    return View(
        columns,
        rows,
        payload,
        title=f"{capture} · {variant}: kernels beside torch-tb-profiler",
        after=[verdict, *(f"{one.code} ({one.count:,}): {one.detail}" for one in health)],
        footer={"kernel": "total", "trace": "", "equal": not differing, **footer},
    )


_SUMMED = ("launches", "oracle_launches", "gpu_us", "oracle_gpu_us")


def shorten(name: str) -> str:
    """A kernel's name as far as a narrow column goes; machines get the whole one."""
    text = short_kernel(name)
    return text if len(text) <= _NAME_CHARACTERS else text[: _NAME_CHARACTERS - 1] + "…"
