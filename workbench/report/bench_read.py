"""The trace reader beside others."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.report.table import Column, View, number
from workbench.trace.timing import Timing


def bench_read_view(
    timings: Sequence[Timing], kernel_ns: float, described: str, left_out: Sequence[str]
) -> View:
    """One row a reader and file; `kernel_ns` is the true kernel total of the recording."""
    plain = next((t.best_s for t in timings if t.reader == "json.load"), None)
    rows = [
        {
            "reader": timing.reader,
            "file": timing.path.name,
            "best_s": timing.best_s,
            "of_json_load": None if plain is None else timing.best_s / plain,
            "peak_mb": timing.peak_mb,
            "kernel_total_error_ns": round(timing.kernel_ns - kernel_ns),
        }
        for timing in timings
    ]
    columns = (
        Column("reader", "reader", left=True),
        Column("file", "file", left=True),
        Column("best_s", "best s", number(2)),
        Column("of_json_load", "of json.load", number(2)),
        Column("peak_mb", "peak MB", number(0)),
        Column("kernel_total_error_ns", "error ns", number(0)),
    )
    return View(
        columns,
        rows,
        {"recording": described, "kernel_ns": kernel_ns, "rows": rows, "left_out": list(left_out)},
        title=described,
        after=[
            "best of the repetitions, in process after imports; peak of the whole process; "
            "error of the summed kernel time",
            *left_out,
        ],
    )
