"""Everything that a capture's candidates give: emitted, judged, timed, recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench import resources
from workbench.capture.store import Capture
from workbench.emit.emission import OP_BY_OP, Attempt, code_key, emit_all
from workbench.emit.render import folder_name
from workbench.emit.write import ROOT, Emitted, write_folder
from workbench.errors import Unavailable
from workbench.schema import Candidate
from workbench.suggest.suggestions import Analysis
from workbench.validate import emitted, emitted_timing
from workbench.validate.emitted_record import Book, Judged, Timed, known, of_library, recorded
from workbench.validate.emitted_timing import Wanted
from workbench.validate.subject import FILE

TIME_LIMIT_S = 180.0  # one case of a validation
BENCH_LIMIT_S = 60.0  # one kernel's silence while it is timed

Steps = Callable[[str], AbstractContextManager[Callable[[str, int], None]]]


def _silent(title: str) -> AbstractContextManager[Callable[[str, int], None]]:
    return nullcontext(lambda name, total: None)


@dataclass(frozen=True)
class Kernel:
    """A candidate's kernel, or why there is none. key: of its code. op_by_op: beside a template's.
    judged, timed: what is known of it on a GPU; `fresh` where this run found the verdict.
    """

    attempt: Attempt
    op_by_op: bool = False
    emitted: Emitted | None = None
    key: str = ""
    judged: Judged | None = None
    timed: Timed | None = None
    fresh: bool = False

    @property
    def ours(self) -> bool:
        """Whether the folder holds what was emitted, and no hand's work."""
        return self.emitted is not None and self.emitted.status != "touched"


@dataclass(frozen=True)
class Writing:
    """How to write the kernels: see `workbench emit --help`."""

    out: Path | None = None
    force: bool = False
    templates: Path | None = None
    rounding: str = "eager"
    op_by_op: bool = False


@dataclass(frozen=True)
class Options:
    """What to do with the kernels: see `workbench emit --help`."""

    validate: bool = False
    bench: bool = False
    device: str = "cuda"
    workers: int = 1
    record: bool = False
    again: bool = False
    steps: Steps = field(default=_silent)


def write_all(
    capture: Capture,
    variant: str,
    analysis: Analysis,
    how: Writing,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> list[Kernel]:
    """Emit every candidate into a folder of its own; with `how.op_by_op` those that a template
    wrote once more without it, into a second one.
    """

    def written(attempt: Attempt, wide: bool) -> Kernel:
        if attempt.emission is None:
            return Kernel(attempt, wide)
        name = folder_name(capture, attempt.candidate.id + (OP_BY_OP if wide else ""))
        made = attempt.emission
        folder = write_folder((how.out or ROOT) / name, made.files, made.about, how.force)
        return Kernel(attempt, wide, folder, code_key(made.source, capture.id))

    def attempts(candidates: tuple[Candidate, ...], wide: bool) -> Iterator[Attempt]:
        graph, own = analysis.evidence, how.templates
        return emit_all(capture, variant, candidates, graph, own, how.rounding, wide, progress)

    kernels = [written(each, False) for each in attempts(analysis.suggestions.candidates, False)]
    if not how.op_by_op:
        return kernels
    named = tuple(
        each.attempt.candidate
        for each in kernels
        if each.attempt.emission and each.attempt.emission.origin == "template"
    )
    return [*kernels, *(written(each, True) for each in attempts(named, True))]


def assess(capture_id: str, kernels: Sequence[Kernel], options: Options) -> list[Kernel]:
    """`kernels` with what is on record of them, and with what `options` finds anew.

    A verdict on record for the same code, by today's gates on this GPU, is not made again without
    `options.again`; a timing likewise, as long as the library's kernel is the one of then. Only
    what is green is timed. Raises Unavailable where a GPU is needed and there is none.
    """
    if (options.bench or options.record) and not gpu_name():
        raise Unavailable("--bench and --record need a GPU: there is no CUDA device here")
    book = None
    if options.record:
        candidates = {_id(each): each.key for each in kernels if each.key and not each.op_by_op}
        wide = {_id(each): each.key for each in kernels if each.key and each.op_by_op}
        book = Book(capture_id, gpu_name(), candidates, wide or None)
    kernels = _with_verdicts(capture_id, kernels, options, book)
    return _with_timings(capture_id, kernels, options, book)


def gpu_name() -> str:
    """The GPU that kernels run on here, "" without one."""
    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else ""


def _id(kernel: Kernel) -> str:
    return kernel.attempt.candidate.id


def _distinct(kernels: Iterable[Kernel]) -> dict[str, Kernel]:
    return {each.key: each for each in reversed([*kernels]) if each.ours}


# --------------------------------------------------------------------------- verdicts


def _with_verdicts(
    capture_id: str, kernels: Sequence[Kernel], options: Options, book: Book | None
) -> list[Kernel]:
    if not options.validate:
        here = gpu_name() if options.bench else ""
        found = known(here)
        for record in recorded(capture_id, here):
            found |= record.kernels
        return [
            replace(each, judged=found.get(each.key) or _from_library(each, here))
            if each.ours  # of what a hand changed, no verdict on what was emitted says anything
            else each
            for each in kernels
        ]
    gpu = gpu_name() if options.device == "cuda" else ""
    before = known(gpu) if gpu and not options.again else {}
    asked = _distinct(kernels)
    folders = {
        key: each.emitted.folder
        for key, each in asked.items()
        if each.emitted and key not in before
    }

    done = list[str]()

    def kept(key: str, judged: Judged, versions: Mapping[str, str]) -> None:
        if book:
            book.judged(key, judged, versions)
        done.append(key)

    try:
        with options.steps(f"validating {capture_id}") as progress:
            fresh = emitted.judge_all(
                folders, options.device, TIME_LIMIT_S, options.workers, kept, progress
            )
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_stopped(len(done), len(folders), options)) from None
    for key in asked.keys() & before.keys():
        if book:  # of another capture, perhaps
            book.adopt(key, before[key])
    found = {**before, **fresh}
    return [
        replace(each, judged=found.get(each.key), fresh=each.key in fresh) if each.ours else each
        for each in kernels
    ]


def _stopped(done: int, asked: int, options: Options) -> str:
    if not options.record:
        kept = "without --record none of it is kept"
    else:
        again = " without --again" if options.again else ""
        kept = f"on record; the same command{again} goes on with the others"
    return f"{done} of {asked} kernels were judged, {kept}"


def _from_library(kernel: Kernel, device: str) -> Judged | None:
    made = kernel.attempt.emission
    return of_library(made.about["library"], device) if made and made.about["library"] else None


# --------------------------------------------------------------------------- timings


def _with_timings(
    capture_id: str, kernels: Sequence[Kernel], options: Options, book: Book | None
) -> list[Kernel]:
    wanted, here = _wanted(kernels), gpu_name() if options.bench else ""
    found = {
        key: timed
        for record in recorded(capture_id, here)
        for key, timed in record.timings.items()
        if key in wanted and _current(timed, wanted[key])
    }
    if options.bench:
        wanted = _wanted([each for each in kernels if each.judged and each.judged.device == here])
        found = {} if options.again else found

        def kept(key: str, timed: Timed) -> None:
            found[key] = timed
            if book:
                book.timed(key, timed)

        left = [each for key, each in wanted.items() if key not in found]
        with options.steps(f"timing {capture_id}") as progress:
            emitted_timing.time_all(
                capture_id, left, BENCH_LIMIT_S, kept, options.workers, progress
            )
    return [replace(each, timed=found.get(each.key)) for each in kernels]


def _current(timed: Timed, wanted: Wanted) -> bool:
    return bool(timed.rows) and timed.library_sha256 in ("", emitted_timing.digest_of(wanted))


def _wanted(kernels: Sequence[Kernel]) -> dict[str, Wanted]:
    """What can be timed, by key: what is green, with the library's kernel where it computes the
    same region (of another name, it computes more).
    """
    cut = {_id(each): each for each in kernels if not each.op_by_op}
    found: dict[str, Wanted] = {}
    for each in kernels:
        if not (each.ours and each.judged and each.judged.green and each.emitted):
            continue
        origin = cut.get(_id(each), each)
        candidate, made = each.attempt.candidate, origin.attempt.emission
        name = str(made.about["library"]) if made else ""
        inputs = ""
        if each.op_by_op:
            name = name if name == candidate.pattern else ""
            inputs = str(origin.emitted.folder.resolve() / FILE) if origin.emitted and name else ""
        path = str((resources.kernels() / name / FILE).resolve()) if name else ""
        own = str(each.emitted.folder.resolve() / FILE)
        reference = str(candidate.detail.get("reference", ""))
        found.setdefault(each.key, Wanted(each.key, own, reference, path, inputs))
    return found
