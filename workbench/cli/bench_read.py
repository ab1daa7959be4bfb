"""`workbench bench-read`: time the trace reader beside others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import format_option, show

if TYPE_CHECKING:
    from workbench.report.table import View

JSON_BYTES_MAX = 1 << 30  # json.load takes 4.6 bytes of memory a byte of trace
ORACLE_BYTES_MAX = 128 << 20  # torch-tb-profiler takes minutes beyond


@click.command("bench-read")
@click.argument("trace", required=False, type=click.Path(path_type=Path))
@click.option(
    "--kernels", type=int, default=50_000, show_default=True, help="Size of a synthetic recording."
)
@click.option("--repetitions", type=int, default=3, show_default=True, help="Of each reader.")
@format_option
def command(trace: Path | None, kernels: int, repetitions: int, output_format: str) -> None:
    """Time the trace reader beside json.load and torch-tb-profiler, each in its own process.

    Reads TRACE, else a synthetic recording of known truth, plain and gzipped: about 93 MB for
    50,000 kernels. The workbench's time is for all of load_trace: launches joined to op, module,
    source frame and step. The others only sum the kernels.

    \b
    workbench bench-read
    workbench bench-read --kernels 500000      6 GB of memory, some minutes
    workbench bench-read trace.json.gz

    json.load is left out above 1 GiB, torch-tb-profiler above 128 MiB.
    """
    import tempfile

    from workbench.errors import Usage
    from workbench.trace.synthetic import write_trace

    if kernels < 1 or repetitions < 1:
        raise Usage("--kernels and --repetitions must be at least 1")
    if trace is not None:
        show(_bench([trace], None, repetitions), output_format)
        return
    with tempfile.TemporaryDirectory(prefix="workbench-bench-") as folder:
        plain, packed = Path(folder) / "synthetic.json", Path(folder) / "synthetic.json.gz"
        truth = write_trace(plain, kernels)
        write_trace(packed, kernels)
        show(_bench([plain, packed], truth.kernel_ns.total(), repetitions), output_format)


def _bench(paths: list[Path], truth_ns: float | None, repetitions: int) -> View:
    """Time every reader; without a truth, json.load's total stands for it."""
    from workbench.cli.progress import steps
    from workbench.report.bench_read import bench_read_view
    from workbench.trace.oracle import unpacked_bytes
    from workbench.trace.timing import time_reader

    size = unpacked_bytes(paths[0])
    left_out, timings = [], []
    with steps("bench-read") as step:
        for path in paths:
            step(f"workbench on {path.name}", 0)
            timings.append(time_reader("workbench", path, repetitions))
        for reader, bytes_max in (
            ("json.load", JSON_BYTES_MAX),
            ("torch-tb-profiler", ORACLE_BYTES_MAX),
        ):
            if size > bytes_max:
                left_out.append(f"{reader} left out: {size / 1e6:,.0f} MB is too large for it")
                continue
            step(f"{reader} on {paths[0].name}", 0)
            few = 1 if reader == "torch-tb-profiler" else repetitions
            timings.append(time_reader(reader, paths[0], few))
    exact = truth_ns
    if exact is None:
        exact = next(
            (t.kernel_ns for t in timings if t.reader == "json.load"), timings[0].kernel_ns
        )
    described = f"{paths[0].name}: {size / 1e6:,.0f} MB unpacked"
    return bench_read_view(timings, exact, described, left_out)
