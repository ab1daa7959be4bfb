"""`workbench validate`: compare a kernel with its eager reference."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.options import complete_kernel, format_option, show
from workbench.errors import BadInput, Usage


@click.command("validate")
@click.argument("kernel", metavar="KERNEL", shell_complete=complete_kernel)
@click.option(
    "--device",
    type=click.Choice(("cuda", "interpret", "compile")),
    default="cuda",
    show_default=True,
    help="Where: this GPU, the Triton interpreter on the CPU, or only the compiler.",
)
@click.option("--cases", default="*", help="Glob over case names (form/case/input); default: all.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="SM",
    help="With --device compile: sm_80, sm_90, sm_100 (default: all three). Repeatable.",
)
@click.option(
    "--time-limit",
    "time_limit_s",
    type=click.FloatRange(min=1),
    default=180.0,
    show_default=True,
    help="Seconds for one case; a kernel that takes longer hangs, and fails.",
)
@click.option(
    "--reference",
    default="",
    metavar="FILE.py:FUNCTION",
    help="What KERNEL, any file with a Triton kernel, should equal. The files are run.",
)
@click.option(
    "--inputs",
    multiple=True,
    metavar="WORDS",
    help="With --reference: its arguments, 'x=bf16[T,2816] w=bf16[2816] eps=1e-6'. Repeatable.",
)
@click.option("--record", is_flag=True, help="Write <gpu>.json beside kernel.py (cuda, all cases).")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the verdict as JSON to this file.",
)
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    kernel: str,
    device: str,
    cases: str,
    targets: tuple[str, ...],
    time_limit_s: float,
    reference: str,
    inputs: tuple[str, ...],
    record: bool,
    out: Path | None,
    output_format: str,
) -> None:
    """Compare KERNEL with its eager reference, harder than a tolerance (workbench/validate).

    KERNEL is a name of the library (see `workbench kernels`) or a folder with a kernel.py. That
    file is run, in a process of its own with a time limit: isolation from crashes, not a sandbox.

    Verdicts: BITWISE and FAITHFUL are green; ACCURATE_BUT_DIFFERENT rounds elsewhere than eager;
    FAIL; NOT_RUN means that the kernel itself was not launched. --device compile runs nothing: it
    compiles what would be launched and compares registers, spills and shared memory with the
    kernel's budget.

    \b
    workbench validate router_topk --record             on a GPU, keep the verdict
    workbench validate router_topk --device interpret   on a CPU, small shapes
    workbench validate ./emitted/ID --device compile --target sm_90

    A kernel from elsewhere is FILE.py or FILE.py:FUNCTION, a launcher of any signature, with
    --reference for what it should equal and --inputs for the reference's arguments. T is the
    number of rows, which validation varies; what has no T is a weight; <N bounds integers;
    FILE.py:FUNCTION in place of the words makes the arguments itself, from `device` and `rows`;
    ACTIVATIONS = ("x",) in that file keeps NaN, infinities and the like to these arguments.

    \b
    workbench validate norm.py:fused_norm --reference model.py:rms_norm \\
        --inputs 'x=bf16[T,2816] weight=bf16[2816] eps=1e-6'
    workbench validate gather.py --reference model.py:gather \\
        --inputs 'ids=int64[T,8]<128 table=bf16[128,64]'

    Exit code 0 when green (or within budget), 1 when not, 2 for an unknown KERNEL, 3 for an
    unusable file.
    """
    from workbench.cli.progress import steps
    from workbench.report.validate import compilation_view, verdict_view
    from workbench.validate import foreign, records, validation

    if record:
        validation.check_recordable(device, cases)
    if reference and record:
        raise Usage(
            "--record keeps the verdict beside a kernel.py, not with --reference; see --out"
        )
    if inputs and not reference:
        raise Usage("--inputs belongs to --reference FILE.py:function")
    elsewhere = foreign.locate(kernel, reference, inputs) if reference else None
    with steps(f"validating {kernel}") as progress:
        if device == "compile":
            chosen = targets or validation.TARGETS
            compilation = validation.check_compilation(
                kernel, chosen, cases, time_limit_s, elsewhere, progress
            )
        else:
            verdict = validation.validate(kernel, device, cases, time_limit_s, elsewhere, progress)
    if device == "compile":
        show(compilation_view(compilation), output_format)
        ctx.exit(0 if compilation.within_budget else 1)
    if out:
        _write(out, records.encode(verdict))
    written = ""
    if record and verdict.verdict != "NOT_RUN":
        written = str(records.write(validation.kernel_path(kernel), verdict))
    show(verdict_view(verdict, written), output_format)
    ctx.exit(0 if verdict.green else 1)


def _write(path: Path, payload: bytes) -> None:
    try:
        path.write_bytes(payload)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written: {error}") from None
