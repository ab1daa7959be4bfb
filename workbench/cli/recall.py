"""`workbench recall`: compare what was found with a list counted by hand."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import capture_argument, format_option, show, variant_option


@click.command("recall")
@capture_argument
@click.option(
    "--expected",
    "expected_path",
    type=click.Path(path_type=Path),
    help="The list [CAPTURE/expected.json].",
)
@variant_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    capture: str,
    expected_path: Path | None,
    variant: str,
    output_format: str,
) -> None:
    """Compare the fusions found in CAPTURE with those that its model's source holds.

    The expected list is counted by hand: how often each pattern occurs at each site of the step,
    as {"expected": {"router_topk": {"model.layers.*.mlp.gate": 4}}}. What it leaves out must not be
    found.

    \b
    workbench recall deepseek-v3-4l-decode-b8
    workbench recall CAPTURE --expected my-model.json

    Exit codes: 0 everything found and nothing else, 1 something missing or wrong, 2 no such capture
    or list, 3 recordings or a list that cannot be used.
    """
    from workbench.capture.store import EXPECTED, find
    from workbench.report.recall import recall_view
    from workbench.suggest import suggest
    from workbench.suggest.recall import read_expected, recall

    found = find(capture)
    expected = read_expected(expected_path or found.folder / EXPECTED)
    suggestions = suggest(found, variant, evidence="pattern")
    names = [count.pattern.name for count in suggestions.counts]
    rows = recall(suggestions.candidates, names, expected)
    show(recall_view(found.id, suggestions.variant, rows, expected), output_format)
    ctx.exit(0 if all(row.right for row in rows) else 1)
