"""`workbench bench`: time a kernel whose verdict is green."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from workbench.cli.options import complete_kernel, format_option, settings, show
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


def _arms(ctx: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> dict[str, str]:
    """Name -> absolute FILE.py:function; the function's name where none is given."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, place = word.partition("=")
        file, _, function = (place if equals else word).rpartition(":")
        name = name if equals else function
        if (
            not (file and function and name)
            or name in (*_OWN_ARMS, *found)
            or not name.isprintable()
        ):
            raise Usage(
                f"--against {word}: give FILE.py:function or NAME=FILE.py:function, each name "
                f"once and none of {', '.join(_OWN_ARMS)}"
            )
        found[name] = f"{Path(file).resolve()}:{function}"
    return found


_OWN_ARMS = ("ours", "ours again", "eager", "compile", "max-autotune")


@click.command("bench")
@click.argument("kernel", metavar="KERNEL", shell_complete=complete_kernel)
@click.option("--form", default="", help="Reference to replace; default: the kernel's first.")
@click.option("--case", default="", help="Inputs to time; default: the kernel's first.")
@click.option(
    "--set",
    "changed",
    multiple=True,
    callback=settings,
    metavar="FIELD=VALUE",
    help="Another value for what the case draws its inputs from, as experts=128; repeatable.",
)
@click.option(
    "--tokens",
    callback=_counts,
    help="Row counts; default: those that the kernel states, or 1,64,1024,4096,16384.",
)
@click.option(
    "--against",
    multiple=True,
    callback=_arms,
    metavar="[NAME=]FILE.py:FUNCTION",
    help="One more arm: called with the reference's arguments. The file is run. Repeatable.",
)
@click.option("--record", "keep", is_flag=True, help="Add the timing to the kernel's <gpu>.json.")
@click.option(
    "--quick", is_flag=True, help="A first look: a third of the rounds, no max-autotune; no record."
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
    changed: tuple[tuple[str, Any], ...],
    tokens: tuple[int, ...],
    against: dict[str, str],
    keep: bool,
    quick: bool,
    time_limit_s: float,
    output_format: str,
) -> None:
    """Time KERNEL against what it replaces, on this GPU (workbench/validate).

    Arms: eager, torch.compile, its max-autotune mode, and --against; all as replayed CUDA graphs,
    interleaved A B B A with ours, 30 rounds. cold: inputs of its own for every launch; in situ:
    rows hot, the rest rotated; in both the L2 is emptied before each replay. The floor is an
    empty kernel of the same grid in the same run.

    --set times other sizes than the case's own: the verdict is of the kernel's own cases, and
    how much of each arm's output equals ours is told beside it.

    A kernel without a green, current record is validated first; where that is red nothing is timed,
    the verdict is shown and the exit code is 1.

    \b
    workbench bench router_topk --record
    workbench bench router_topk --form topk_then_softmax --tokens 1,4096 \\
        --against sglang=public.py:route
    workbench bench experts_decode --set experts=128 --tokens 1,2,4,8

    Exit code 0 when timed, 1 when the verdict is not green, 3 without a usable file.
    """
    from workbench.cli.progress import steps
    from workbench.report.bench import bench_view
    from workbench.report.validate import verdict_view
    from workbench.schema import Verdict
    from workbench.validate.timing import bench, record

    if keep and quick:
        raise Usage("--record takes a whole run: leave --quick out")
    with steps(f"timing {kernel}") as progress:
        found = bench(
            kernel, form, case, tokens, against, quick, time_limit_s, progress, dict(changed)
        )
    if isinstance(found, Verdict):
        show(verdict_view(found), output_format)
        ctx.exit(1)
    show(bench_view(found, str(record(kernel, found)) if keep else ""), output_format)
