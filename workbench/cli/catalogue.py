"""`workbench catalogue`: what Inductor made of the step."""

from __future__ import annotations

import click

from workbench.cli.options import capture_argument, format_option, show


@click.command("catalogue")
@capture_argument
@click.option("--graph", default="", help="One compiled graph: graph0, or its folder's name.")
@click.option(
    "--table",
    type=click.Choice(("kernels", "externs", "neighbours", "refusals", "layers")),
    default="kernels",
    show_default=True,
    help="Which rows to show; JSON holds all of them.",
)
@click.option("--top", type=click.IntRange(min=1), help="Rows to show; JSON holds all anyway.")
@format_option
def command(capture: str, graph: str, table: str, top: int | None, output_format: str) -> None:
    """Tell what Inductor made of the step: its kernels, and what it left alone.

    A row of kernels is one generated kernel: where it works, the ATen ops that it computes and the
    line they come from, the eager launches it replaces, its own launches, time and bytes. externs
    are the calls that Inductor makes whole (matrix products, attention, top-k); neighbours what
    passes between those and the kernels around them; refusals the fusions that its scheduler tried
    and refused, the same in all layers as one row; layers the launches of each layer.

    \b
    workbench catalogue gemma4-26b-a4b-6l-decode-b8
    workbench catalogue gemma4-26b-a4b-6l-decode-b8 --table neighbours --top 5
    workbench catalogue CAPTURE --format json | jq '.kernels[0]'

    Bytes are Inductor's own where the capture holds scheduler.json, cut to what gathers pick, else
    estimates; times are measured, or estimates in a capture made without a GPU. What limits the
    trust in a figure is said below the table. Exit codes: 0 done, 2 no such capture or graph, or
    no compiled run in it, 3 recordings that cannot be used.
    """
    from workbench.capture.store import find
    from workbench.report.catalogue import catalogue_view
    from workbench.suggest.catalogue import catalogue

    found = catalogue(find(capture), graph)
    for_people = output_format in ("table", "md")
    show(catalogue_view(found, table, top or 0, for_people), output_format)
