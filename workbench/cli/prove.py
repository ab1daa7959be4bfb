"""`workbench prove`: put kernels into the captured workload and measure what they are worth."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import FORMATS, capture_argument, complete_kernel, say, show
from workbench.errors import Usage
from workbench.schema import VARIANTS

if TYPE_CHECKING:
    from workbench.prove.proof import Proof


@click.command("prove")
@capture_argument
@click.argument("kernels", metavar="[KERNEL]...", nargs=-1, shell_complete=complete_kernel)
@click.option(
    "--variant",
    "variants",
    type=click.Choice(VARIANTS),
    multiple=True,
    default=("eager",),
    show_default=True,
    help="What to run both arms under; may be given again.",
)
@click.option(
    "--layers",
    type=click.IntRange(min=1),
    help="First layers to run, fewer or (of a preset) more than captured.",
)
@click.option("--one-by-one", is_flag=True, help="Also each kernel alone: what it gains by itself.")
@click.option(
    "--ungreen",
    is_flag=True,
    help="Also kernels without a green record for this GPU; the gates judge the run.",
)
@click.option(
    "--text",
    "texts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Text to judge the quality on; may be given again.",
)
@click.option(
    "--windows",
    type=click.IntRange(min=2),
    default=32,
    show_default=True,
    help="Windows of --text.",
)
@click.option(
    "--window-tokens",
    type=click.IntRange(min=8),
    default=256,
    show_default=True,
    help="Tokens of a window.",
)
@click.option("--device", type=click.Choice(("cuda", "cpu")), help="Default: as captured.")
@click.option(
    "--wall-seconds",
    type=click.FloatRange(min=0.1),
    default=12.0,
    show_default=True,
    help="Time for the wall-time samples of a comparison.",
)
@click.option("--fresh", is_flag=True, help="Measure again what an earlier run finished.")
@click.option("--record", is_flag=True, help="Write the proof beside the capture.")
@click.option(
    "--recorded",
    is_flag=True,
    help="Run nothing: show what --record wrote, all of it without --variant, --layers, "
    "--one-by-one and --text; kernels that changed since are named.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice((*FORMATS, "pr")),
    default="table",
    show_default=True,
    help="How to print the result; pr: Markdown for a review.",
)
@click.pass_context
def command(
    ctx: click.Context,
    capture: str,
    kernels: tuple[str, ...],
    variants: tuple[str, ...],
    layers: int | None,
    one_by_one: bool,
    ungreen: bool,
    texts: tuple[Path, ...],
    windows: int,
    window_tokens: int,
    device: str | None,
    wall_seconds: float,
    fresh: bool,
    record: bool,
    recorded: bool,
    output_format: str,
) -> None:
    """Measure what kernels are worth in the workload of CAPTURE (workbench/prove).

    Rebuilds the captured model and step, puts KERNELs (names in kernels/, or folders; default: the
    whole library) into a twin on the same weights, and runs both in turn, A B B A: GPU time and
    launches as profiled, wall time without the profiler. Predictions are frozen before anything
    runs. Each kernel must run at all its places, and wrong values from it must reach the output.

    What is measured is kept in the capture's .cache/ as it comes: an interrupted run goes on where
    it was, and any change of kernel, capture, version or GPU measures anew. --record writes the
    proof beside the capture, one file for each combination of options; where that file is of the
    same kernels, code, versions and GPU, it is shown and nothing runs. Compiled code is kept where
    torch keeps it: TORCHINDUCTOR_CACHE_DIR.

    \b
    workbench prove gemma4-26b-a4b-decode-b8
    workbench prove gemma4-26b-a4b-decode-b8 --layers 6 --one-by-one
    workbench prove CAPTURE router_topk --variant cudagraph --record
    workbench prove CAPTURE --format pr > pr.md
    workbench prove gemma4-26b-a4b-decode-b8 --recorded
    workbench prove gemma4-26b-a4b-decode-b8 --recorded --variant cudagraph

    Exit codes: 0 faster beyond noise and every gate green, 1 not so (with --recorded: then), 2
    usage, or no such record, 3 a capture that cannot be rebuilt here.
    """
    from workbench.capture.store import find

    found = find(capture)
    if recorded:
        from workbench.report.proofs import asked_for, told_proofs

        if record or kernels:
            raise Usage("--recorded shows what is there: leave out --record and KERNEL")
        given = ctx.get_parameter_source("variants") is not click.core.ParameterSource.DEFAULT
        proofs = told_proofs(found, variants if given else ())
        _show(ctx, asked_for(proofs, layers or 0, one_by_one, bool(texts)), output_format)
        return
    if (device or found.manifest.device.kind) == "cpu":  # before anything imports triton
        os.environ["TRITON_INTERPRET"] = "1"

    from workbench.cli.progress import steps
    from workbench.prove.asked import Asked
    from workbench.prove.current import current
    from workbench.prove.proof import path_of, write

    asked = Asked(
        kernels=kernels,
        variants=tuple(dict.fromkeys(variants)),
        layers=layers or 0,
        one_by_one=one_by_one,
        ungreen=ungreen,
        device=device or "",
        fresh=fresh,
        budget_s=wall_seconds,
        texts=texts,
        windows=windows,
        window_tokens=window_tokens,
    )
    if record and not fresh and (known := current(found, asked)):
        click.echo("the record is current: nothing was run; --fresh measures again", err=True)
        _show(ctx, [known], output_format)
        return
    from workbench.prove.proving import prove

    with steps(f"proving {found.id}") as progress:
        proof = prove(found, asked, progress)
    if record:
        path = path_of(found, proof.device, asked.label)
        write(proof, path)
        click.echo(f"written: {path}", err=True)
    _show(ctx, [proof], output_format)


def _show(ctx: click.Context, proofs: Sequence[Proof], output_format: str) -> None:
    """Print every proof, as JSON the first with `others` in it; exit code 1 where a gate is red."""
    from workbench.report.proofs import figures_view
    from workbench.report.prove import prove_view, verdict_faults
    from workbench.report.pull_request import pull_request
    from workbench.report.table import View

    if output_format == "pr":
        say("\n".join(map(pull_request, proofs)))
    elif output_format == "csv":
        show(figures_view(proofs), output_format)
    elif output_format == "json" and len(proofs) > 1:
        first, *others = (prove_view(proof).payload for proof in proofs)
        show(View((), [], {**first, "others": others}), output_format)
    else:
        for place, proof in enumerate(proofs):
            if place:
                say("\n")
            show(prove_view(proof), output_format)
    if not all(proof.passed and not verdict_faults(proof) for proof in proofs):
        ctx.exit(1)
