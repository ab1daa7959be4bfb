"""`workbench explain`: all there is to say about one candidate."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.candidate_ids import complete_candidate
from workbench.cli.options import capture_argument, format_option, show, variant_option


@click.command("explain")
@capture_argument
@click.argument("candidate", metavar="ID", shell_complete=complete_candidate)
@variant_option
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw the data flow into this file.",
)
@format_option
def command(
    capture: str, candidate: str, variant: str, svg: Path | None, output_format: str
) -> None:
    """Explain candidate ID of CAPTURE (workbench/suggest).

    The launches of one instance in their order, with the time of each, the median over all
    instances and how long the GPU was idle before it; which operator writes and reads each tensor;
    the source lines; the arithmetic of the prediction; what a fusion may change in the numbers;
    which candidates share launches with it, and what nearly matched there.

    \b
    workbench suggest gemma4-26b-a4b-6l-decode-b8          lists the IDs
    workbench explain gemma4-26b-a4b-6l-decode-b8 router_topk
    workbench explain gemma4-26b-a4b-6l-decode-b8 moe_tail --svg moe_tail.svg

    Exit codes: 0 done, 2 no such capture, variant or candidate, 3 recordings that cannot be used.
    """
    from workbench.capture.store import find
    from workbench.errors import Usage
    from workbench.report.drawing import draw
    from workbench.report.explain import explain_view
    from workbench.suggest.explain import explain

    explanation = explain(find(capture), candidate, variant)
    if svg is not None:
        try:
            svg.write_text(draw(explanation), encoding="utf-8")
        except OSError as error:
            raise Usage(f"{svg}: cannot be written: {error.strerror}") from None
    show(explain_view(explanation), output_format)
