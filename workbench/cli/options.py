"""Options that several commands share, and the printing of a view."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from workbench.errors import Unavailable
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
    from workbench.capture.store import find, usual_variant

    return usual_variant(find(capture).manifest) if capture else VARIANTS[0]


def complete_capture(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids under captures/ for the shell; folders, where a path is begun."""
    root = Path("captures")
    names = [entry.parent.name for entry in root.glob("*/manifest.json")] if root.is_dir() else []
    return _completions(names, incomplete)


def complete_kernel(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of the kernel library for the shell; folders, where a path is begun."""
    from workbench.resources import kernels

    return _completions([path.parent.name for path in kernels().glob("*/kernel.py")], incomplete)


def _completions(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="dir")]
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


def capture_argument(function: F) -> F:
    """Add the CAPTURE argument: a folder, or an id under captures/."""
    return click.argument("capture", metavar="CAPTURE", shell_complete=complete_capture)(function)


def settings(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[tuple[str, Any], ...]:
    """FIELD=VALUE of `--set`, with VALUE as JSON where it is JSON, else as text."""
    found = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not key or not equals:
            raise click.BadParameter(f"{text!r} is not FIELD=VALUE, as in num_experts=64")
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    return tuple(found.items())


def show(view: View, output_format: str) -> None:
    """Print a view to stdout in the chosen format. Raises Unavailable where that cannot take it."""
    from workbench.report.table import render

    say(render(view, output_format))


def say(text: str) -> None:
    """Write to stdout as it is. Raises Unavailable where that cannot take it."""
    try:
        click.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:  # a reader that has seen enough; the exit code is for others too
        drop_output()
    except OSError as error:
        drop_output()
        raise Unavailable(f"the output cannot be written: {error.strerror}") from None


def drop_output() -> None:
    """What stdout still holds goes nowhere: Python would try again at exit, and say 120."""
    with suppress(OSError, ValueError):  # a stdout without a file has nothing to try
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
