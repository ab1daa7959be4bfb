"""`workbench check`: compare kernel totals with an independent reader."""

from __future__ import annotations

import click

from workbench.cli.options import capture_argument, format_option, show, variant_option


@click.command("check")
@capture_argument
@variant_option
@click.option(
    "--size-limit",
    type=int,
    default=256,
    show_default=True,
    metavar="MB",
    help="Largest trace, unpacked, that torch-tb-profiler is given (0.1 to 0.5 s a MB).",
)
@click.option("--time-limit", type=int, default=300, show_default=True, metavar="SECONDS")
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    capture: str,
    variant: str,
    size_limit: int,
    time_limit: int,
    output_format: str,
) -> None:
    """Compare launches and GPU time of every kernel name with torch-tb-profiler.

    It reads the same recording on its own, in a process with limits. Kernels only: it keeps no
    totals of copies and fills.

    \b
    workbench check gemma4-26b-a4b-decode-b8
    workbench check gemma4-26b-a4b-decode-b8 --variant cudagraph --format json

    Exit code 1 when they differ, 3 when the trace is too large for it or it cannot read it.
    """
    from workbench.capture.store import NOTHING_RAN, find
    from workbench.errors import Usage
    from workbench.report.check import check_view
    from workbench.schema import Finding
    from workbench.trace import load_trace
    from workbench.trace.oracle import compare, oracle_totals

    found = find(capture)
    compared = []
    health: list[Finding] = []
    if not found.variant(variant).traces:
        raise Usage(f"{found.id}: {variant} holds no trace. {NOTHING_RAN}")
    for relative in found.variant(variant).traces:
        path = found.path(relative)
        oracle = oracle_totals(path, size_limit << 20, time_limit)
        trace = load_trace(path)
        compared.append((relative, compare(trace, oracle)))
        health += trace.health
    show(check_view(found.id, variant, compared, health), output_format)
    if not all(row.equal for _, rows in compared for row in rows):
        ctx.exit(1)
