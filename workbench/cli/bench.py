"""`workbench bench`: time a kernel whose verdict is green."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import format_option, show
from workbench.errors import Usage


def _counts(ctx: click.Context, parameter: click.Parameter, text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    try:
        counts = tuple(int(word) for word in text.split(","))
    except ValueError:
        counts = ()
    if not counts or min(counts) < 1:
        raise Usage(f"--tokens {text}: give row counts such as 1,64,4096")
    return counts


@click.command("bench")
@click.argument("kernel", metavar="KERNEL")
@click.option("--form", default="", help="Reference to replace; default: the kernel's first.")
@click.option("--case", default="", help="Inputs to time; default: the kernel's first.")
@click.option(
    "--tokens",
    callback=_counts,
    help="Row counts; default: those that the kernel states, or 1,64,1024,4096,16384.",
)
@click.option(
    "--against",
    default="",
    metavar="FILE.py:FUNCTION",
    help="One more arm: called with the reference's arguments. The file is run.",
)
@click.option(
    "--time-limit",
    "time_limit_s",
    type=click.FloatRange(min=1),
    default=600.0,
    show_default=True,
    help="Seconds for one row count, compilation by the other arms included.",
)
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    kernel: str,
    form: str,
    case: str,
    tokens: tuple[int, ...],
    against: str,
    time_limit_s: float,
    output_format: str,
) -> None:
    """Time KERNEL against what it replaces, on this GPU (workbench/validate).

    Arms: eager, torch.compile, its max-autotune mode, and --against; all as replayed CUDA graphs,
    interleaved A B B A with ours. cold: inputs of its own for every launch, L2 overwritten; in
    situ: rows hot, the rest rotated. The floor is an empty kernel of the same grid in the same run.

    A kernel without a green, current record is validated first; where that is red nothing is timed,
    the verdict is shown and the exit code is 1.

    \b
    workbench bench router_topk
    workbench bench router_topk --form topk_then_softmax --tokens 1,4096 \\
        --against public.py:route

    Exit code 0 when timed, 1 when the verdict is not green, 3 without a usable file.
    """
    from workbench.cli.progress import steps
    from workbench.report.bench import bench_view
    from workbench.report.validate import verdict_view
    from workbench.schema import Verdict
    from workbench.validate.timing import bench

    if against:
        file, _, name = against.rpartition(":")
        against = f"{Path(file).resolve()}:{name}"
    with steps(f"timing {kernel}") as progress:
        timing = bench(kernel, form, case, tokens, against, time_limit_s, progress)
    if isinstance(timing, Verdict):
        show(verdict_view(timing), output_format)
        ctx.exit(1)
    show(bench_view(timing), output_format)
