"""`workbench import`: make a capture of recordings from elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import format_option, show


@click.command("import")
@click.argument(
    "traces", metavar="TRACE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the capture [captures/<id>]."
)
@click.option("--name", default="", help="Id of the capture [from the folder or file].")
@click.option("--model", default="", help="What model it is, for the manifest.")
@click.option(
    "--graph-capture",
    "graph_captures",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Trace of the recording of the CUDA or HIP graphs that TRACE replays; repeatable.",
)
@click.option("--force", is_flag=True, help="Replace the capture that is there.")
@format_option
def command(
    traces: tuple[Path, ...],
    out: Path | None,
    name: str,
    model: str,
    graph_captures: tuple[Path, ...],
    force: bool,
    output_format: str,
) -> None:
    """Make a capture of recordings that the workbench did not make.

    TRACE is a Kineto (Chrome) trace, plain or gzipped, or a folder of them: several ranks, folders
    named eager, inductor and cudagraph, a torch_compile_debug folder, an execution trace beside.
    Whether a lone trace is eager, inductor or cudagraph is told from what it holds. Damaged files
    are salvaged, and the manifest says what was amiss. Ceilings are assumed from the device's name.

    \b
    workbench import trace.json.gz --name qwen3-decode
    workbench import profiles/ --model Qwen3-8B
    workbench import replay.json.gz --graph-capture recording.json.gz

    Exit code 3 when a file is missing, empty, or not a trace.
    """
    from workbench.capture.store import ROOT
    from workbench.cli.progress import steps
    from workbench.errors import Usage
    from workbench.report.imported import import_view
    from workbench.trace.discover import default_identity
    from workbench.trace.importing import import_recordings

    if name and (Path(name).name != name or name == ".."):
        raise Usage(f"--name {name!r} is not a file name; use letters, digits, dots and dashes")
    identity = name or (out.name if out else default_identity(list(traces)))
    with steps("import") as step:
        imported = import_recordings(
            traces,
            out or ROOT / identity,
            identity=identity,
            model=model,
            graph_captures=graph_captures,
            force=force,
            progress=lambda message: step(message, 0),
        )
    show(import_view(imported), output_format)
