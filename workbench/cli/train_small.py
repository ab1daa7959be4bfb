"""`workbench train-small`: a trained checkpoint of a few million parameters."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from workbench.cli.options import format_option, show


@click.command("train-small")
@click.argument("text", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="New folder.")
@click.option("--steps", type=int, default=1300, show_default=True, help="Batches to train on.")
@click.option("--device", type=click.Choice(["cuda", "cpu"]), default="cuda", show_default=True)
@click.option("--batch", type=int, default=64, show_default=True, help="Windows a step.")
@click.option("--length", type=int, default=256, show_default=True, help="Bytes a window.")
@click.option("--experts", default="grouped_mm", show_default=True, help="Experts implementation.")
@click.option("--seed", type=int, default=0, show_default=True)
@format_option
def command(
    text: tuple[Path, ...], out: Path, steps: int, device: str, batch: int, length: int,
    experts: str, seed: int, output_format: str,
) -> None:  # fmt: skip
    """Train a small Gemma 4 mixture of experts on bytes, for `prove --text`.

    A model with random weights routes at random, so that a flipped expert costs nothing. This one
    has 6.6 million parameters, every path of the 26B's decoder layer, and fits a repository
    (13 MB). 1,300 steps take under two minutes on an H100. TEXT are
    files; without any, the source of the running Python's standard library.

    \b
    workbench train-small --out small
    workbench capture small --weights small --batch 8
    workbench prove small-decode-b8 --text held_out.txt
    """
    from workbench.capture.device import check_device
    from workbench.cli.progress import steps as progress
    from workbench.prove.text import read_text, standard_library
    from workbench.prove.training import train
    from workbench.report.table import Column, View

    check_device(device)
    content = read_text(text or standard_library())
    with progress("train-small") as step:
        told = train(content, out, steps, device, batch, length, seed, experts=experts,
                     report=lambda line: step(line, 0))  # fmt: skip
    named = shlex.quote(str(out))
    rows = [{"figure": name, "value": value} for name, value in told.items()]
    view = View(
        columns=(Column("figure", "figure", left=True), Column("value", "value")),
        rows=rows,
        payload={"out": out, **told},
        title=f"trained {out}",
        after=(f"next: workbench capture {named} --weights {named} --batch 8",),
    )
    show(view, output_format)
