"""`workbench tensorboard`: captures in TensorBoard's profiler plugin."""

from __future__ import annotations

import click

from workbench.cli.options import complete_capture


@click.command("tensorboard")
@click.argument("captures", metavar="[CAPTURE]...", nargs=-1, shell_complete=complete_capture)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=6006,
    show_default=True,
    help="Where to listen, on this machine alone; 0 takes any free port.",
)
@click.pass_context
def command(ctx: click.Context, captures: tuple[str, ...], port: int) -> None:
    """Open CAPTUREs, or all of captures/, in TensorBoard with torch-tb-profiler (workbench/report).

    Each variant of a capture is a run there. It listens on 127.0.0.1 and runs until Ctrl-C; the
    plugin takes a while to read a trace (some 12 s for 100 MB). It knows nothing of CUDA graphs and
    driver launches: where its figures differ from `workbench groups`, see `workbench check`.

    \b
    workbench tensorboard
    workbench tensorboard gemma4-26b-a4b-6l-decode-b8 --port 0

    Exit codes: 0 stopped by Ctrl-C, 2 no such capture, 3 TensorBoard or its plugin is missing.
    """
    import tempfile
    from pathlib import Path

    from workbench.capture.store import find, list_captures
    from workbench.report.tensorboard import check_installed, link_traces, serve

    check_installed()
    chosen = [find(name) for name in captures] if captures else list_captures()[0]
    with tempfile.TemporaryDirectory(prefix="workbench-tensorboard-") as folder:
        count = link_traces(chosen, Path(folder))
        click.echo(f"{count} runs of {len(chosen)} captures", err=True)
        ctx.exit(serve(Path(folder), port))
