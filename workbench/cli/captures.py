"""`workbench captures`: list the captures."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import format_option, show


@click.command("captures")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("captures"),
    show_default=True,
    help="The folder whose captures to list.",
)
@format_option
def command(root: Path, output_format: str) -> None:
    """List the captures under captures/: model, phase, layers, device, variants.

    A folder whose manifest cannot be read is named below the table, not hidden.

    \b
    workbench captures
    workbench captures --root ../recordings --format json
    """
    from workbench.capture.store import list_captures
    from workbench.report.captures import captures_view

    show(captures_view(*list_captures(root), root), output_format)
