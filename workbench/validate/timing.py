"""Time a kernel whose verdict is green: the parent's half of `workbench bench`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.errors import BadInput, Unavailable
from workbench.schema import Timing, Verdict
from workbench.validate import process, records, subject, validation

TIME_LIMIT_S = 600.0


@dataclass(frozen=True)
class Bench:
    """A timing, and the verdict that allowed it: `verdict_from` is its record, or "" where it was
    made in this run.
    """

    kernel: str
    timing: Timing
    verdict: Verdict
    verdict_from: str


def green_record(path: Path) -> Path | None:
    """The file of a current, green record of this kernel.py, if there is one."""
    return next((Path(entry.record) for entry, _ in records.of_kernel(path) if entry.green), None)


def bench(
    kernel: str,
    form: str = "",
    case: str = "",
    tokens: tuple[int, ...] = (),
    against: Mapping[str, str] | None = None,
    quick: bool = False,
    time_limit_s: float = TIME_LIMIT_S,
    progress: Callable[[str, int], None] = lambda name, total: None,
    changed: Mapping[str, Any] | None = None,
) -> Bench | Verdict:
    """Time KERNEL's form and case (default: its first) at each row count (default: those it states,
    or `bench.TOKENS`); the verdict where it is red.

    A green, current record of this GPU allows it; without one every case is validated first.
    `against`: name -> FILE.py:function, more arms. `quick`: fewer rounds, no max-autotune.
    `changed`: other values for what the case draws its inputs from. Raises BadInput when the timing
    itself breaks, Unavailable without a GPU.
    """
    path = subject.locate(kernel)
    before = subject.digest(path)
    record = green_record(path)
    if record:
        verdict = records.read(record)
    else:
        verdict = validation.validate(kernel, "cuda", progress=progress)
        if not verdict.green:
            return verdict
    files = {name: subject.digest_of(place) for name, place in (against or {}).items()}
    request = {
        **{"form": form, "case": case, "tokens": list(tokens)},
        **{"against": dict(against or {}), "quick": quick},
        "changed": dict(changed or {}),
    }
    outcome = process.run(path, "cuda", time_limit_s, timing=request, progress=progress)
    if outcome.not_run:
        raise Unavailable(
            f"{path}: not timed: no CUDA device on this machine; `workbench kernels` shows what "
            "was recorded on others"
        )
    if outcome.cases:
        raise BadInput(f"{path}: not timed: {outcome.cases[-1].gates[0].detail}")
    if verdict.device != outcome.device:
        raise BadInput(
            f"{record} is of {verdict.device}, not of {outcome.device}: validate it here"
        )
    if subject.digest(path) != before:
        raise BadInput(f"{path}: changed while it was timed; run it again")
    timing = Timing(
        kernel_sha256=before,
        device=outcome.device,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=outcome.versions,
        against=files,
        rows=tuple(outcome.timed),
        **outcome.facts,
    )
    return Bench(outcome.kernel, timing, verdict, str(record or ""))


def record(kernel: str, found: Bench) -> Path:
    """Put the timing beside the verdict that allowed it; returns the record's path."""
    path = subject.locate(kernel)
    if not found.verdict_from:
        records.write(path, found.verdict)
    return records.add_timing(path, found.timing)
