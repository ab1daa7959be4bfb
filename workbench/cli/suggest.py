"""`workbench suggest`: rank the fusions that the data flow allows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.candidate_ids import remember
from workbench.cli.options import capture_argument, format_option, show, variant_option

if TYPE_CHECKING:
    from workbench.capture.store import Capture
    from workbench.suggest import Suggestions


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
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw the step by place, now and with the best set, into this file.",
)
@format_option
def command(
    capture: str,
    variant: str,
    top: int | None,
    evidence: str,
    svg: Path | None,
    output_format: str,
) -> None:
    """Rank the fusions that the data flow of CAPTURE allows.

    Each row is a set of launches that one kernel could replace. The named ones were found by
    matching the PyTorch functions in templates/*/pattern.py on the graph of who wrote and who read
    each tensor; "mined" ones are the largest regions that one launch could do, whatever they are
    called. What they take now is measured; "to" is predicted: the recorded time of the library's
    kernel on that GPU, or where there is none a roofline of the bytes that must move, with
    latencies and the launch floor. Rows may overlap; the best set does not. What nearly matched is
    listed with the reason. The ids are kept in the capture's .cache/, where the shell's completion
    finds them.

    Recordings without an execution trace (imported ones) have no data flow: there the rows are
    launches in a row between GEMMs, within a module or one repeat of the step's structure. Their
    bytes are unknown, so "to" is a lower and "saves" an upper bound, marked as such. What an engine
    fused already is named, not ranked.

    \b
    workbench suggest captures/gemma4-26b-a4b-decode-b8
    workbench suggest gemma4-26b-a4b-decode-b8 --top 5
    workbench suggest CAPTURE --evidence dataflow
    workbench suggest gemma4-26b-a4b-decode-b8 --svg step.svg
    workbench suggest CAPTURE --format json | jq '.candidates[0]'

    Exit codes: 0 done (also when nothing was found), 2 no such capture or variant, 3 recordings
    that cannot be used.
    """
    from workbench.capture.store import find
    from workbench.report.suggest import suggest_view
    from workbench.suggest import suggest

    recorded = find(capture)
    if svg is None:
        found = suggest(recorded, variant, evidence=evidence)
    else:
        found = _drawn(recorded, variant, evidence, svg)
    if evidence == "all":
        remember(recorded.folder, found.variant, (one.id for one in found.candidates))
    show(suggest_view(found, top), output_format)


def _drawn(capture: Capture, variant: str, evidence: str, svg: Path) -> Suggestions:
    """As `suggest`; writes the picture. Raises Usage where nothing ran or `svg` is no place."""
    from workbench.capture.store import NOTHING_RAN
    from workbench.errors import Usage
    from workbench.report.groups import headline
    from workbench.report.onestep import one_step
    from workbench.report.picture import picture
    from workbench.suggest.suggestions import analyse

    if capture.manifest.target:
        raise Usage(f"{capture.id} has no times to draw. {NOTHING_RAN}")
    analysis = analyse(capture, variant, evidence=evidence)
    step = one_step(analysis.attribution, analysis)
    text = picture(step, analysis.suggestions, headline(capture.manifest, variant))
    try:
        svg.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Usage(f"{svg}: cannot be written: {error.strerror}") from None
    return analysis.suggestions
