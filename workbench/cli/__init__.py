"""The `workbench` command. Each command is a module here, imported only when it is called.

Only here an error becomes an exit code: 0 done, 1 a negative verdict, 2 usage, 3 bad input.
"""

from __future__ import annotations

import importlib
import sys

import click

from workbench import __version__
from workbench.errors import WorkbenchError, unknown

# name -> (module, one line of help that names the folder where the code is)
COMMANDS: dict[str, tuple[str, str]] = {
    "capture": ("capture", "Run a model and record what it does (workbench/capture)."),
    "import": ("import_", "Make a capture of recordings from elsewhere (workbench/trace)."),
    "captures": ("captures", "List the captures (workbench/capture)."),
    "show": ("show", "Tell what one capture is (workbench/capture)."),
    "groups": ("groups", "Attribute every launch to its place in the model (workbench/attribute)."),
    "check": ("check", "Compare kernel totals with torch-tb-profiler (workbench/trace)."),
    "suggest": ("suggest", "Rank the fusions that the data flow allows (workbench/suggest)."),
    "explain": (
        "explain",
        "Explain a suggestion: launches, data flow, price, risk (workbench/suggest).",
    ),
    "patterns": (
        "patterns",
        "List the fusion patterns and what they matched (workbench/suggest, templates).",
    ),
    "recall": (
        "recall",
        "Compare what was found with a list counted by hand (workbench/suggest).",
    ),
    "catalogue": (
        "catalogue",
        "Tell what Inductor made of the step, and what it left (workbench/inductor, suggest).",
    ),
    "emit": ("emit", "Write the Triton kernel of a candidate (workbench/emit, templates)."),
    "validate": (
        "validate",
        "Compare a kernel with its eager reference (workbench/validate, kernels).",
    ),
    "bench": (
        "bench",
        "Time a kernel whose verdict is green, on this GPU (workbench/validate, kernels).",
    ),
    "report": ("report", "Write a capture as one page that opens offline (workbench/report)."),
    "timeline": ("timeline", "Write a capture as a trace for Perfetto (workbench/report)."),
    "tensorboard": (
        "tensorboard",
        "Open captures in TensorBoard, on this machine alone (workbench/report).",
    ),
    "prove": (
        "prove",
        "Put kernels into the captured model and measure what they are worth (workbench/prove).",
    ),
    "kernels": ("kernels", "List the ported kernels and their records (kernels)."),
    "train-small": (
        "train_small",
        "Train a small model to judge quality on (workbench/prove).",
    ),
    "diff": ("diff", "Compare two recordings, place by place (workbench/prove)."),
    "bench-read": (
        "bench_read",
        "Time the trace reader beside json and torch-tb-profiler (workbench/trace).",
    ),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"workbench.cli.{COMMANDS[name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            ctx.fail(str(unknown("command", args[0], COMMANDS)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands, in the order of the work"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workbench")
def group() -> None:
    """Find the GPU launches that could be one, emit the kernel, prove that it pays.

    \b
    workbench capture gemma4-26b-a4b     run a model, write captures/<id>/
    workbench groups CAPTURE             where the step's GPU time goes
    workbench suggest CAPTURE            which launches could be one, and what that saves
    workbench emit CAPTURE ID            the Triton kernel of a suggestion
    workbench validate KERNEL            is it right, beyond a tolerance

    CAPTURE is a folder or an id under captures/. Every table takes --format table|json|csv|md.
    Exit codes: 0 done, 1 a negative verdict, 2 usage, 3 bad input.
    """


def main(args: list[str] | None = None) -> None:
    """Entry point of the `workbench` script."""
    try:
        code = group.main(args=args, prog_name="workbench", standalone_mode=False)
    except click.exceptions.Abort as stopped:
        told = f": {stopped.__cause__}" if str(stopped.__cause__ or "") else ""
        click.echo(f"workbench: interrupted{told}", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except WorkbenchError as error:
        click.echo(f"workbench: {error}", err=True)
        sys.exit(error.exit_code)
    sys.exit(code if isinstance(code, int) else 0)
