"""Time a kernel whose verdict is green: the parent's half of `workbench bench`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.errors import BadInput
from workbench.schema import Verdict
from workbench.validate import process, records, subject, validation

TIME_LIMIT_S = 600.0


@dataclass(frozen=True)
class Timing:
    """What was measured on one GPU. `verdict`: the word that allowed it, and where it comes from.

    `rows`: one an arm, row count and state, as `bench.events` gives them.
    """

    kernel: str
    kernel_sha256: str
    device: str
    verdict: str
    verdict_from: str
    created: str
    versions: dict[str, str]
    rows: tuple[dict[str, Any], ...]


def green_record(path: Path) -> tuple[str, str] | None:
    """Device and file of a current, green record of this kernel.py, if there is one."""
    for entry, _ in records.of_kernel(path):
        if entry.green:
            return entry.gpu, entry.record
    return None


def bench(
    kernel: str,
    form: str = "",
    case: str = "",
    tokens: tuple[int, ...] = (),
    against: str = "",
    time_limit_s: float = TIME_LIMIT_S,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> Timing | Verdict:
    """Time KERNEL's form and case (default: its first) at each row count (default: those it states,
    or `bench.TOKENS`); the verdict where it is red.

    A green, current record of this GPU allows it; without one every case is validated first.
    `against`: FILE.py:function, one more arm. Raises BadInput when the timing itself breaks.
    """
    path = subject.locate(kernel)
    before = subject.digest(path)
    record = green_record(path)
    source = record[1] if record else "validated in this run"
    word = records.read(Path(record[1])).verdict if record else ""
    if not record:
        verdict = validation.validate(kernel, "cuda", progress=progress)
        if not verdict.green:
            return verdict
        word = verdict.verdict
    request = {"form": form, "case": case, "tokens": list(tokens), "against": against}
    outcome = process.run(path, "cuda", time_limit_s, timing=request, progress=progress)
    if outcome.not_run or outcome.cases:
        why = outcome.not_run or outcome.cases[-1].gates[0].detail
        raise BadInput(f"{path}: not timed: {why}")
    if record and record[0] != outcome.device:
        raise BadInput(f"{record[1]} is of {record[0]}, not of {outcome.device}: validate it here")
    if subject.digest(path) != before:
        raise BadInput(f"{path}: changed while it was timed; run it again")
    return Timing(
        kernel=outcome.kernel,
        kernel_sha256=before,
        device=outcome.device,
        verdict=word,
        verdict_from=source,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=outcome.versions,
        rows=tuple(outcome.timed),
    )
