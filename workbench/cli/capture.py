"""`workbench capture`: run a model and record what it does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.options import format_option, settings, show
from workbench.cli.termination import terminated_cleanly

if TYPE_CHECKING:
    from workbench.capture.request import Request
    from workbench.capture.store import Capture


def _variants(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in value.split(",")))))


@click.command("capture")
@click.argument("model", metavar="MODEL")
@click.option("--phase", default="decode", show_default=True, help="decode (one token) or prefill.")
@click.option("--batch", type=int, default=1, show_default=True, help="Sequences in the step.")
@click.option("--context", type=int, default=0, help="Decode: tokens in the cache. Default 512.")
@click.option("--tokens", type=int, default=0, help="Prefill: tokens a sequence. Default 2048.")
@click.option("--layers", type=int, default=0, help="First N layers only: whole attention periods.")
@click.option(
    "--experts",
    default="",
    help="grouped_mm, batched_mm or eager. Default: what generate() would use in this phase.",
)
@click.option(
    "--variant",
    "variants",
    default="eager",
    show_default=True,
    callback=_variants,
    help="What to record, comma-separated: eager, inductor, cudagraph.",
)
@click.option("--steps", type=int, default=1, show_default=True, help="Profiled steps a variant.")
@click.option("--device", type=click.Choice(["cuda", "cpu"]), default="cuda", show_default=True)
@click.option("--dtype", default="bfloat16", show_default=True, help="Of the weights and cache.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of weights, tokens, cache.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings,
    metavar="FIELD=VALUE",
    help="Another value for a field of the model's configuration; repeatable.",
)
@click.option("--weights", default="", help="Checkpoint: a folder or a Hugging Face id.")
@click.option(
    "--no-gpu",
    is_flag=True,
    help="Generate Inductor's code for --target and run nothing: needs neither GPU nor weights.",
)
@click.option("--target", default="sm_90", show_default=True, help="With --no-gpu: sm_80, sm_100.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the capture [captures/<id>]."
)
@click.option("--force", is_flag=True, help="Replace the capture that is there.")
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    output_format: str,
    out: Path | None,
    force: bool,
    no_gpu: bool,
    target: str,
    **asked: Any,
) -> None:
    """Run a model and record what it does, into captures/<id>/.

    MODEL is a preset (gemma4-26b-a4b, gemma4-31b, gemma4-12b, gemma4-e4b, gemma4-e2b, gemma4-tiny
    for a CPU, llama-3.1-8b, qwen3-30b-a3b, deepseek-v3, gpt-oss-20b), a Hugging Face id or a folder
    with config.json (random weights unless --weights), or module:function, which is imported and
    called: see workbench/capture/workload.py for what it returns. Presets and folders need no
    network; --set changes a field of any of them.

    \b
    workbench capture gemma4-26b-a4b --batch 8
    workbench capture gemma4-26b-a4b --layers 6 --variant eager,inductor,cudagraph
    workbench capture gemma4-tiny --device cpu
    workbench capture deepseek-v3 --layers 4 --set first_k_dense_replace=2
    workbench capture gemma4-26b-a4b --layers 6 --no-gpu --target sm_90

    With --no-gpu the capture holds the compiler's code and no times: `workbench catalogue` reads
    it. A variant that could not be recorded honestly is left out, and the manifest says why.
    Nothing half-written is left under the final name. Exit codes: 0 recorded, 2 a request that
    makes no sense, 3 no GPU, no memory, no disk.
    """
    # The profilers' own chatter; read when torch is first imported.
    os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")
    os.environ.setdefault("KINETO_LOG_LEVEL", "6")
    from workbench.capture.request import Request
    from workbench.report.recorded import recorded_view

    with terminated_cleanly():
        if no_gpu:
            recorded = _without_gpu(ctx, Request(**asked), target, out, force)
        else:
            from workbench.capture.record import capture

            recorded = capture(Request(**asked), out, force)
    show(recorded_view(recorded), output_format)


def _without_gpu(
    ctx: click.Context, request: Request, target: str, out: Path | None, force: bool
) -> Capture:
    from workbench.capture.no_gpu import capture_without_gpu
    from workbench.errors import Usage
    from workbench.trace.targets import assumed_device

    for name in ("device", "variants", "steps", "weights"):
        if ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT:
            option = name.removesuffix("s") if name == "variants" else name
            raise Usage(f"--{option} means nothing with --no-gpu: code is generated, nothing runs")
    return capture_without_gpu(request, target, assumed_device(target), out, force)
