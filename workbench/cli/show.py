"""`workbench show`: tell what one capture is."""

from __future__ import annotations

import click

from workbench.cli.options import capture_argument, format_option, show


@click.command("show")
@capture_argument
@click.option(
    "--verify", is_flag=True, help="Also compare every file with its digest in the manifest."
)
@format_option
@click.pass_context
def command(ctx: click.Context, capture: str, verify: bool, output_format: str) -> None:
    """Tell what a capture is: model, workload, device and its ceilings, variants, files.

    \b
    workbench show gemma4-26b-a4b-decode-b8
    workbench show ./my-capture --verify

    With --verify, exit code 1 when a file is missing or is not the one that was recorded.
    """
    from workbench.capture.store import find, verify_files
    from workbench.report.captures import capture_view

    found = find(capture)
    faults = verify_files(found) if verify else None
    show(capture_view(found, faults), output_format)
    if faults:
        ctx.exit(1)
