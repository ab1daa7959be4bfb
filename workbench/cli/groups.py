"""`workbench groups`: where the step's GPU time goes."""

from __future__ import annotations

import click

from workbench.cli.options import capture_argument, format_option, show, variant_option


@click.command("groups")
@capture_argument
@variant_option
@click.option(
    "--by",
    type=click.Choice(("site", "kernel", "op", "category", "module")),
    default="site",
    show_default=True,
    help="What makes a row.",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=0,
    help="Show the N dearest rows and sum up the rest (0: all).",
    metavar="N",
)
@click.option("--rank", type=click.IntRange(min=0), default=0, help="Which rank's trace.")
@format_option
def command(capture: str, variant: str, by: str, top: int, rank: int, output_format: str) -> None:
    """Attribute every launch of a capture to its place in the model, and sum up.

    \b
    workbench groups gemma4-26b-a4b-decode-b8
    workbench groups gemma4-26b-a4b-6l-decode-b8 --variant cudagraph --top 10
    workbench groups ./my-capture --by kernel --format csv

    A site is a module's place with its layer index left open: model.layers.*.router; its launches
    are those it makes itself, submodules excluded. A compiled kernel that computes for several
    modules is a row of its own, {a,b}; *+1 is the next layer. Launches that nothing explains are
    the row "unattributed"; shares sum to 1.
    """
    import shutil

    from workbench.attribute import attribute
    from workbench.attribute.groups import group_launches
    from workbench.capture.store import find
    from workbench.report.groups import groups_view

    found = find(capture)
    groups = group_launches(attribute(found, variant, rank), by)
    width = shutil.get_terminal_size().columns if output_format == "table" else None
    show(groups_view(groups, found, variant, top, width, rank), output_format)
