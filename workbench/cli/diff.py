"""`workbench diff`: two recordings side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli.options import complete_capture, format_option, show
from workbench.errors import Usage, unknown
from workbench.schema import VARIANTS

if TYPE_CHECKING:
    from workbench.capture.store import Capture


@click.command("diff")
@click.argument("before", metavar="A[:VARIANT]", shell_complete=complete_capture)
@click.argument("after", metavar="B[:VARIANT]", shell_complete=complete_capture)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=0,
    help="Show the N largest changes and sum up the rest (0: all).",
    metavar="N",
)
@format_option
def command(before: str, after: str, top: int, output_format: str) -> None:
    """Compare two recordings: what appeared, vanished, got faster or slower.

    \b
    workbench diff gemma4-26b-a4b-6l-decode-b8:eager \\
        gemma4-26b-a4b-6l-decode-b8:inductor
    workbench diff ./monday ./tuesday --top 10
    workbench diff llama-3.1-8b-4l-decode-b8 ./sglang-decode --format json

    A and B are captures, each with the variant to read behind a colon (eager, or the only one there
    is). Rows are places in the model, not kernels, whose names change with every version: the same
    site; the same module classes; or, between different implementations, what does the same in the
    same order. Where graphs hide the modules, places are those of the step's repeating structure.
    What finds no counterpart is a row of its own; totals are those of `workbench groups`.

    Exit codes: 0 done, whatever the difference; 2 no such capture or variant; 3 recordings that
    cannot be used.
    """
    import shutil

    from workbench.attribute import attribute
    from workbench.prove.diff import diff
    from workbench.report.diff import diff_view

    sides = [_side(name) for name in (before, after)]
    difference = diff(*(attribute(capture, variant) for capture, variant in sides))
    width = shutil.get_terminal_size().columns if output_format == "table" else None
    if output_format == "md":
        width = 200
    show(diff_view(difference, sides[0], sides[1], top, width), output_format)


def _side(name: str) -> tuple[Capture, str]:
    """The capture and variant that the user named. Raises Usage for what is not there."""
    from workbench.capture.store import find

    folder, colon, variant = name.rpartition(":")
    if not colon or variant not in VARIANTS:
        try:
            capture = find(name)
        except Usage:
            if colon:
                find(folder)  # raises for a capture that is not there either
                raise unknown("variant", variant, VARIANTS) from None
            raise
        held = tuple(capture.manifest.variants)
        return capture, held[0] if len(held) == 1 else "eager"
    return find(folder), variant
