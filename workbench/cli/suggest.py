"""`workbench suggest`: rank the fusions that the data flow allows."""

from __future__ import annotations

import click

from workbench.cli.options import capture_argument, format_option, show, variant_option


@click.command("suggest")
@capture_argument
@variant_option
@click.option(
    "--top",
    type=click.IntRange(min=1),
    help="Rows to show; JSON holds all of them anyway.",
)
@click.option(
    "--evidence",
    type=click.Choice(("all", "pattern", "dataflow", "sequence")),
    default="all",
    show_default=True,
    help="Named patterns, regions mined from the data flow alone, or both; or only the order of "
    "launches.",
)
@format_option
def command(capture: str, variant: str, top: int | None, evidence: str, output_format: str) -> None:
    """Rank the fusions that the data flow of CAPTURE allows.

    Each row is a set of launches that one kernel could replace. The named ones were found by
    matching the PyTorch functions in templates/*/pattern.py on the graph of who wrote and who read
    each tensor; "mined" ones are the largest regions that one launch could do, whatever they are
    called. "now" is measured; "to" is predicted from the bytes that must move, the device's copy
    bandwidth and its launch floor. Rows may overlap; the best set does not. What nearly matched is
    listed with the reason.

    Recordings without an execution trace (imported ones) have no data flow: there the rows are
    launches in a row between GEMMs, within a module or one repeat of the step's structure. Their
    bytes are unknown, so "to" is a lower and "saves" an upper bound, marked as such. What an engine
    fused already is named, not ranked.

    \b
    workbench suggest captures/gemma4-26b-a4b-decode-b8
    workbench suggest gemma4-26b-a4b-decode-b8 --top 5
    workbench suggest CAPTURE --evidence dataflow
    workbench suggest CAPTURE --format json | jq '.candidates[0]'

    Exit codes: 0 done (also when nothing was found), 2 no such capture or variant, 3 recordings
    that cannot be used.
    """
    from workbench.capture.store import find
    from workbench.report.suggest import suggest_view
    from workbench.suggest import suggest

    found = suggest(find(capture), variant, evidence=evidence)
    show(suggest_view(found, top), output_format)
