"""`workbench emit`: write the kernel of a candidate, of all, or of what Inductor generated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.candidate_ids import complete_candidate
from workbench.cli.options import capture_argument, format_option, show, variant_option
from workbench.errors import Usage

if TYPE_CHECKING:
    from workbench.capture.store import Capture
    from workbench.emit.write import Emitted
    from workbench.validate.emitted_all import Writing

RED = ("FAIL", "NOT_RUN", "ACCURATE_BUT_DIFFERENT")


@click.command("emit")
@capture_argument
@click.argument("candidate", metavar="[ID]", required=False, shell_complete=complete_candidate)
@variant_option
@click.option("--all", "every", is_flag=True, help="Every candidate that suggest lists.")
@click.option(
    "--inductor",
    metavar="KERNEL",
    help="A kernel of the compiler's, or part of its name, instead of ID.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write, instead of ./emitted/<capture>-<ID>/; with --all its parent.",
)
@click.option("--force", is_flag=True, help="Replace files that were edited since.")
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of <pattern>/kernel.py.j2 to use instead of the workbench's own.",
)
@click.option(
    "--round",
    "rounding",
    type=click.Choice(("eager", "fp32")),
    default="eager",
    show_default=True,
    help="Round where eager rounds, or keep fp32 up to the outputs (no template: op by op).",
)
@click.option(
    "--op-by-op",
    is_flag=True,
    help="From the graph, without template; with --all beside the template's kernels.",
)
@click.option("--validate", is_flag=True, help="With --all: judge each kernel (see --device).")
@click.option(
    "--bench",
    is_flag=True,
    help="With --all: time what is green beside torch.compile and the library's kernel.",
)
@click.option(
    "--device",
    type=click.Choice(("cuda", "interpret", "compile")),
    default="cuda",
    show_default=True,
    help="Of --validate: this GPU, the Triton interpreter, or only the compiler.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    help="Kernels judged, or compiled before they are timed, at once; timed one by one.",
)
@click.option("--record", is_flag=True, help="Keep verdicts and timings in kernels/emitted (cuda).")
@click.option("--again", is_flag=True, help="Judge and time also what is on record for this code.")
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    capture: str,
    candidate: str | None,
    variant: str,
    every: bool,
    inductor: str | None,
    out: Path | None,
    force: bool,
    templates: Path | None,
    rounding: str,
    op_by_op: bool,
    validate: bool,
    bench: bool,
    device: str,
    workers: int,
    record: bool,
    again: bool,
    output_format: str,
) -> None:
    """Write the Triton kernel of candidate ID of CAPTURE (workbench/emit, templates).

    The result is a folder: kernel.py with eager reference, kernel, launcher and cases, its test,
    and a page. It has the capture's shapes and dtypes, and says how it is made again: the same
    candidate always gives the same text. A pattern has its template; what was mined is written op
    by op; what Inductor generated is cleaned. Files that were edited since are kept without
    --force, and the difference is shown.

    \b
    workbench suggest gemma4-26b-a4b-decode-b8           lists the IDs
    workbench emit gemma4-26b-a4b-decode-b8 ID
    workbench emit gemma4-26b-a4b-decode-b8 --all        and the refused, why
    workbench emit gemma4-26b-a4b-6l-decode-b8 --inductor gelu_mul_13
    workbench validate emitted/gemma4-26b-a4b-decode-b8-ID
    workbench emit gemma4-26b-a4b-decode-b8 --all --validate --bench --record

    Exit code 1 when ID cannot be expressed, a folder was edited and kept, or with --validate a
    verdict is not green.
    """
    from workbench.capture import store

    if sum((candidate is not None, every, inductor is not None)) != 1:
        raise Usage("give one of ID, --all and --inductor KERNEL")
    if not every and (validate or bench or record or again):
        raise Usage(
            "--validate, --bench, --record, --again go with --all; for one kernel see "
            "`workbench validate` and `workbench bench`"
        )
    if record and not ((validate or bench) and device == "cuda"):
        raise Usage("--record needs --validate or --bench on cuda: a record is of a real GPU")
    if bench and device != "cuda":
        raise Usage("--bench needs --device cuda: only a GPU can be timed")
    found = store.find(capture)
    other = variant != "eager" and "eager" in found.manifest.variants
    if record and (other or templates or rounding != "eager"):
        raise Usage(
            "--record keeps what the eager step gives by default, and would forget that: not with "
            "--round fp32, --templates, another --variant"
        )
    from workbench.validate.emitted_all import Options, Writing, assess, gpu_name, write_all

    how = Writing(out, force, templates, rounding, op_by_op)
    if not every:
        about, emitted = _one(found, variant, candidate, inductor, how)
        from workbench.report.emit import emit_view

        show(emit_view(about, emitted), output_format)
        ctx.exit(1 if emitted.status == "touched" else 0)
    from workbench.cli.progress import steps
    from workbench.cli.termination import terminated_cleanly
    from workbench.report.emit import all_view
    from workbench.suggest.suggestions import analyse
    from workbench.validate.emitted_record import path_of

    analysis = analyse(found, variant)
    with steps(f"emitting {found.id}") as progress:
        kernels = write_all(found, variant, analysis, how, progress)
    options = Options(validate, bench, device, workers, record, again, steps)
    with terminated_cleanly():
        kernels = assess(found.id, kernels, options)
    path = path_of(found.id, gpu_name()) if record else None
    show(all_view(found.id, kernels, path, analysis.evidence), output_format)
    red = validate and any(one.judged and one.judged.verdict in RED for one in kernels)
    ctx.exit(1 if red or any(one.emitted and not one.ours for one in kernels) else 0)


def _one(
    found: Capture,
    variant: str,
    candidate: str | None,
    inductor: str | None,
    how: Writing,
) -> tuple[dict[str, Any], Emitted]:
    from workbench.emit.emission import OP_BY_OP, emit
    from workbench.emit.render import find_candidate, folder_name
    from workbench.emit.write import ROOT, write_folder
    from workbench.suggest.suggestions import analyse

    if inductor is not None:
        from workbench.emit.inductor import emit_inductor

        made = emit_inductor(found, inductor)
    else:
        analysis = analyse(found, variant)
        listing = found.command("suggest", variant=variant)
        chosen = find_candidate(analysis.suggestions.candidates, candidate or "", listing)
        options = (how.templates, how.rounding, how.op_by_op)
        made = emit(found, variant, chosen, analysis.evidence, *options)
    wide = OP_BY_OP if how.op_by_op and inductor is None else ""
    folder = how.out or ROOT / folder_name(found, made.about["candidate"] + wide)
    return made.about, write_folder(folder, made.files, made.about, how.force)
