"""Options that several commands share, and the printing of a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workbench.schema import VARIANTS

if TYPE_CHECKING:
    from workbench.report.table import View

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "csv", "md")


def format_option(function: F) -> F:
    """Add `--format`; the command receives it as `output_format`."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to print the result.",
    )(function)


def variant_option(function: F) -> F:
    """Add `--variant`; without it the command gets eager, or the only variant of its CAPTURE."""

    @wraps(function)
    def resolved(*arguments: Any, variant: str | None, **options: Any) -> Any:
        chosen = variant or _usual_variant(options.get("capture"))
        return function(*arguments, variant=chosen, **options)

    return click.option(
        "--variant",
        type=click.Choice(VARIANTS),
        show_default="eager, or the only one recorded",
        help="Which recording of the capture to read.",
    )(resolved)  # type: ignore[return-value]


def _usual_variant(capture: str | None) -> str:
    from workbench.capture.store import find

    manifest = find(capture).manifest if capture else None
    if manifest is None or manifest.target or len(manifest.variants) != 1:
        return VARIANTS[0]
    return next(iter(manifest.variants))


def _complete_capture(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    root = Path("captures")
    names = [entry.parent.name for entry in root.glob("*/manifest.json")] if root.is_dir() else []
    return sorted(name for name in names if name.startswith(incomplete))


def capture_argument(function: F) -> F:
    """Add the CAPTURE argument: a folder, or an id under captures/."""
    return click.argument("capture", metavar="CAPTURE", shell_complete=_complete_capture)(function)


def show(view: View, output_format: str) -> None:
    """Print a view to stdout in the chosen format."""
    from workbench.report.table import render

    click.echo(render(view, output_format), nl=False)
