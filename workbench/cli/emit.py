"""`workbench emit`: write the kernel of a candidate."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import capture_argument, format_option, show, variant_option


@click.command("emit")
@capture_argument
@click.argument("candidate", metavar="ID")
@variant_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write kernel.py into, instead of ./emitted/<capture>-<ID>/.",
)
@click.option("--force", is_flag=True, help="Replace a kernel.py that says something else.")
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of <pattern>/kernel.py.j2 to use instead of the workbench's own.",
)
@format_option
def command(
    capture: str,
    candidate: str,
    variant: str,
    out: Path | None,
    force: bool,
    templates: Path | None,
    output_format: str,
) -> None:
    """Write the Triton kernel of candidate ID of CAPTURE (workbench/emit, templates).

    The result is a folder with a self-contained kernel.py: eager reference, kernel, launcher and
    cases, with the capture's shapes and dtypes. The same candidate always gives the same text. A
    file that was edited since is never overwritten without --force; the difference is shown (exit
    code 2).

    \b
    workbench suggest gemma4-26b-a4b-decode-b8           lists the IDs
    workbench emit gemma4-26b-a4b-decode-b8 ID
    workbench validate emitted/gemma4-26b-a4b-decode-b8-ID
    """
    from workbench.capture import store
    from workbench.emit.render import find_candidate, folder_name, render
    from workbench.emit.write import ROOT, write_kernel
    from workbench.report.emit import emit_view
    from workbench.suggest import suggest

    found = store.find(capture)
    chosen = find_candidate(suggest(found, variant).candidates, candidate)
    text = render(found, variant, chosen, templates)
    emitted = write_kernel(out or ROOT / folder_name(found, chosen), text, force)
    show(emit_view(found.id, variant, chosen, emitted), output_format)
