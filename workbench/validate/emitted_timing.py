"""Time emitted kernels beside torch.compile and the library's: the parent's half."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import BadInput, Unavailable
from workbench.schema import Measurement
from workbench.validate import process, subject
from workbench.validate.emitted_record import Timed

LIBRARY = "library"  # the arm
_WORKER = "workbench.validate.emitted_worker"


@dataclass(frozen=True)
class Wanted:
    """A kernel to time. reference: its pattern's, whose form is timed where it has that. library:
    path of the library's kernel.py of the same region, "" none; inputs: of a file of that kernel's
    code whose case of the same name has its arguments, "" where they are this kernel's own.
    """

    key: str
    path: str
    reference: str = ""
    library: str = ""
    inputs: str = ""


def digest_of(wanted: Wanted) -> str:
    """sha256 of the library's kernel.py of now, "" without one."""
    return subject.digest(Path(wanted.library)) if wanted.library else ""


def time_all(
    capture_id: str,
    kernels: Sequence[Wanted],
    time_limit_s: float,
    kept: Callable[[str, Timed], None],
    workers: int = 1,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> None:
    """Time `kernels` one after another in one process; `kept(key, timing)` as each is done.

    With more `workers` they are compiled beforehand, so many at once. What crashes, or is silent
    for `time_limit_s`, is kept as a problem, and the next one starts in a new process. Raises
    Unavailable without a GPU, BadInput where the process itself breaks.
    """
    if workers > 1:
        chunks = [list(kernels[k::workers]) for k in range(min(workers, len(kernels)))]
        with ThreadPoolExecutor(max_workers=workers) as pool:
            list(pool.map(lambda chunk: _prepare(capture_id, chunk, time_limit_s), chunks))
    left = list(kernels)
    while left:
        done = 0
        for key, timed in _timed(capture_id, left, time_limit_s, progress, len(kernels)):
            kept(key, timed)
            done += 1
        left = left[done:]


def _events(
    capture_id: str, kernels: Sequence[Wanted], time_limit_s: float, prepare: bool
) -> Generator[dict[str, Any], None, None]:
    request = {
        **{"capture": capture_id, "prepare": prepare},
        "kernels": [msgspec.to_builtins(each) for each in kernels],
    }
    inherited = {k: v for k, v in os.environ.items() if k != "TRITON_INTERPRET"}
    # A pool of compiling processes would run beside what is timed; of small graphs none is needed.
    environment = {**inherited, "TORCHINDUCTOR_COMPILE_THREADS": "1"}
    return process.stream(_WORKER, request, time_limit_s, environment)


def _prepare(capture_id: str, kernels: Sequence[Wanted], time_limit_s: float) -> None:
    """Fill the caches. What fails here fails again, and is told, where it is timed."""
    for _ in _events(capture_id, kernels, time_limit_s, prepare=True):
        pass


def _timed(
    capture_id: str,
    kernels: Sequence[Wanted],
    time_limit_s: float,
    progress: Callable[[str, int], None],
    total: int,
) -> Iterator[tuple[str, Timed]]:
    """Timings in the order of `kernels`, up to the one that took its process with it."""
    wanted = {each.key: each for each in kernels}
    told: dict[str, Any] = {}
    current: Wanted | None = None
    rows: list[Measurement] = []
    facts: dict[str, Any] = {}
    with closing(_events(capture_id, kernels, time_limit_s, prepare=False)) as events:
        for event in events:
            if "device" in event:
                told = event
            elif "not_run" in event:
                raise Unavailable(f"--bench: {event['not_run']}")
            elif "begin" in event:
                if current:
                    yield current.key, _made(current, told, facts, rows)
                current, facts, rows = wanted[event["begin"]], {}, []
                progress(Path(current.path).parent.name, total)
            elif "timed" in event:
                rows.append(msgspec.convert(event["timed"], Measurement))
            elif "facts" in event:
                facts |= event["facts"]
            elif "error" in event or "bad_input" in event:
                facts["problem"] = str(event.get("error") or event.get("bad_input"))[:300]
    if current is None:
        raise BadInput(f"nothing was timed: {facts.get('problem', 'the process said nothing')}")
    yield current.key, _made(current, told, facts, rows)


def _made(
    wanted: Wanted, told: dict[str, Any], facts: dict[str, Any], rows: Sequence[Measurement]
) -> Timed:
    library = facts.pop("library", "")
    defaults = {"form": wanted.reference, "case": "", "rounds": 0}
    return Timed(
        **{**defaults, **facts},
        device=told.get("device", ""),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=told.get("versions", {}),
        rows=tuple(rows),
        library=library,
        library_sha256=digest_of(wanted) if library else "",
    )
