"""`workbench timeline`: a capture as a trace for Perfetto."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import capture_argument, say, variant_option


@click.command("timeline")
@capture_argument
@variant_option
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("timeline.json.gz"),
    show_default=True,
    help="The file to write; .gz packs it. One that is there is replaced.",
)
def command(capture: str, variant: str, out: Path) -> None:
    """Write CAPTURE as a trace with tracks for what could be one (workbench/report).

    Beside what was recorded (host threads, devices) there are tracks for the places in the model,
    the groups with what they cost, the best set, every fusion with its saving, and GPU time before
    and after where a proof lies beside the capture. Open the file in https://ui.perfetto.dev
    (nothing is uploaded) or in chrome://tracing.

    \b
    workbench timeline gemma4-26b-a4b-decode-b8
    workbench timeline gemma4-26b-a4b-6l-decode-b8 --variant cudagraph \\
        -o replay.json.gz

    Exit codes: 0 done, 2 no such capture or variant, 3 recordings that cannot be used.
    """
    from workbench.capture.store import NOTHING_RAN, find
    from workbench.errors import Usage
    from workbench.report.proofs import proofs_of
    from workbench.report.timeline import timeline
    from workbench.report.trace_events import write
    from workbench.suggest.suggestions import analyse

    found = find(capture)
    if found.manifest.target:
        raise Usage(f"{found.id} has no timeline. {NOTHING_RAN}")
    proofs, problems = proofs_of(found)
    size = write(timeline(analyse(found, variant), proofs), out)
    for problem in problems:
        click.echo(f"not shown: {problem}", err=True)
    say(f"wrote {out} ({size / 1e6:.1f} MB); open it in https://ui.perfetto.dev\n")
