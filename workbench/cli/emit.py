"""`workbench emit`: write the kernel of a candidate, of all, or of what Inductor generated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.options import capture_argument, format_option, show, variant_option
from workbench.errors import Usage

if TYPE_CHECKING:
    from workbench.capture.store import Capture
    from workbench.emit.emission import Attempt
    from workbench.emit.write import Emitted
    from workbench.validate.emitted import Judged

TIME_LIMIT_S = 180.0  # one case of --validate
RED = ("FAIL", "NOT_RUN", "ACCURATE_BUT_DIFFERENT")


@click.command("emit")
@capture_argument
@click.argument("candidate", metavar="[ID]", required=False)
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
@click.option("--validate", is_flag=True, help="With --all: judge each kernel (see --device).")
@click.option(
    "--device",
    type=click.Choice(("cuda", "interpret", "compile")),
    default="cuda",
    show_default=True,
    help="Of --validate: this GPU, the Triton interpreter, or only the compiler.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Kernels judged at once.")
@click.option("--record", is_flag=True, help="Keep the verdicts in kernels/emitted (cuda).")
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
    validate: bool,
    device: str,
    workers: int,
    record: bool,
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

    Exit code 1 when a folder was edited and kept, or with --validate when a verdict is not green.
    """
    from workbench.capture import store

    if sum((candidate is not None, every, inductor is not None)) != 1:
        raise Usage("give one of ID, --all and --inductor KERNEL")
    if not every and (validate or record):
        raise Usage("--validate and --record go with --all; see `workbench validate` for one")
    if record and not (validate and device == "cuda"):
        raise Usage("--record needs --validate --device cuda: a record is of a real GPU")
    found = store.find(capture)
    if not every:
        about, emitted = _one(found, variant, candidate, inductor, out, force, templates, rounding)
        from workbench.report.emit import emit_view

        show(emit_view(about, emitted), output_format)
        ctx.exit(1 if emitted.status == "touched" else 0)
    from workbench.cli.progress import steps
    from workbench.report.emit import all_rows, all_view

    with steps(f"emitting {found.id}") as progress:
        attempts, written = _write_all(found, variant, out, force, templates, rounding, progress)
    verdicts, path = _verdicts(found.id, attempts, written, validate, device, workers, record)
    rows = all_rows(attempts, written, verdicts)
    show(all_view(found.id, rows, path), output_format)
    red = validate and any(row["verdict"] in RED for row in rows)
    ctx.exit(1 if red or any(row["status"] == "touched" for row in rows) else 0)


def _one(
    found: Capture,
    variant: str,
    candidate: str | None,
    inductor: str | None,
    out: Path | None,
    force: bool,
    templates: Path | None,
    rounding: str,
) -> tuple[dict[str, Any], Emitted]:
    from workbench.emit.emission import emit
    from workbench.emit.render import find_candidate, folder_name
    from workbench.emit.write import ROOT, write_folder
    from workbench.suggest.suggestions import analyse

    if inductor is not None:
        from workbench.emit.inductor import emit_inductor

        made = emit_inductor(found, inductor)
    else:
        analysis = analyse(found, variant)
        chosen = find_candidate(analysis.suggestions.candidates, candidate or "")
        made = emit(found, variant, chosen, analysis.evidence, templates, rounding)
    folder = out or ROOT / folder_name(found, made.about["candidate"])
    return made.about, write_folder(folder, made.files, made.about, force)


def _write_all(
    found: Capture,
    variant: str,
    out: Path | None,
    force: bool,
    templates: Path | None,
    rounding: str,
    progress: Callable[[str, int], None],
) -> tuple[list[Attempt], dict[str, Emitted]]:
    from workbench.emit.emission import emit_all
    from workbench.emit.render import folder_name
    from workbench.emit.write import ROOT, write_folder
    from workbench.suggest.suggestions import analyse

    analysis = analyse(found, variant)
    candidates, evidence = analysis.suggestions.candidates, analysis.evidence
    attempts = list(emit_all(found, variant, candidates, evidence, templates, rounding, progress))
    written = {
        one.candidate.id: write_folder(
            (out or ROOT) / folder_name(found, one.candidate.id),
            one.emission.files,
            one.emission.about,
            force,
        )
        for one in attempts
        if one.emission
    }
    return attempts, written


def _verdicts(
    capture_id: str,
    attempts: Sequence[Attempt],
    written: Mapping[str, Emitted],
    validate: bool,
    device: str,
    workers: int,
    record: bool,
) -> tuple[dict[str, Judged], Path | None]:
    """By candidate id: found now, or on record for the same code. With it the new record."""
    from workbench.cli.progress import steps
    from workbench.emit.emission import code_key
    from workbench.validate import emitted

    keys = {
        one.candidate.id: code_key(one.emission.source, capture_id)
        for one in attempts
        if one.emission
    }
    path = None
    if validate:
        folders = {
            keys[name]: each.folder for name, each in written.items() if each.status != "touched"
        }
        with steps(f"validating {capture_id}") as progress:
            found, versions = emitted.judge_all(folders, device, TIME_LIMIT_S, workers, progress)
        if record:
            path = emitted.write(capture_id, found, keys, versions)
    else:
        found = emitted.recorded(capture_id)
    verdicts = {name: found[key] for name, key in keys.items() if key in found}
    for one in attempts if not validate else ():
        library = one.emission.about["library"] if one.emission else ""
        told = emitted.of_library(library) if library else None
        if told and one.candidate.id not in verdicts:
            verdicts[one.candidate.id] = told
    return verdicts, path
