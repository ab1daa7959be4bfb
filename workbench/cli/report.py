"""`workbench report`: a capture as one page."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import capture_argument, say, variant_option


@click.command("report")
@capture_argument
@variant_option
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The file to write; one that is there is replaced.",
)
def command(capture: str, variant: str, out: Path) -> None:
    """Write CAPTURE as one HTML page that opens anywhere, offline (workbench/report).

    What the step costs and what could be saved; GPU time by site; the ranked fusions with their
    data flow, arithmetic and risk; the timeline with launches, gaps and fusions; source, op and
    kernel linked both ways; what Inductor made of it; the verdicts of kernels for these fusions;
    and what to know to trust it. The page loads nothing and sends nothing.

    \b
    workbench report gemma4-26b-a4b-decode-b8
    workbench report ./my-capture --variant cudagraph -o step.html

    Exit codes: 0 done, 2 no such capture or variant, 3 recordings that cannot be used.
    """
    from workbench.capture.store import find
    from workbench.errors import Usage
    from workbench.report.html.facts import gather
    from workbench.report.html.page import render_page

    text = render_page(gather(find(capture), variant))
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Usage(f"{out}: cannot be written: {error.strerror}") from None
    say(f"wrote {out} ({len(text.encode()) / 1e6:.1f} MB)\n")
