"""`workbench patterns`: the fusions that are known, and what each matched."""

from __future__ import annotations

import click

from workbench.cli.options import complete_capture, format_option, show, variant_option


@click.command("patterns")
@click.argument("capture", metavar="[CAPTURE]", required=False, shell_complete=complete_capture)
@variant_option
@format_option
def command(capture: str | None, variant: str, output_format: str) -> None:
    """List the fusion patterns, and with CAPTURE what became of each there.

    A pattern is a folder in templates/: pattern.py says what the fusion computes, in the forms that
    people write. With CAPTURE: how often a search began, how many places matched, and how many
    nearly did.

    \b
    workbench patterns
    workbench patterns gemma4-26b-a4b-decode-b8

    Exit codes: 0 done, 2 no such capture or variant, 3 recordings that cannot be used.
    """
    from workbench.report.patterns import patterns_view
    from workbench.suggest.library import load_patterns

    if capture is None:
        show(patterns_view(load_patterns()), output_format)
        return
    from workbench.capture.store import find
    from workbench.suggest import suggest

    suggestions = suggest(find(capture), variant)
    show(patterns_view([count.pattern for count in suggestions.counts], suggestions), output_format)
