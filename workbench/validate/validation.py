"""Validate a kernel: run it apart, judge what came back, keep the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.errors import BadInput, Usage
from workbench.schema import GATES_VERSION, SCHEMA_VERSION, Verdict
from workbench.validate import process, subject, verdict
from workbench.validate.foreign import Foreign

TARGETS = ("sm_80", "sm_90", "sm_100")
TIME_LIMIT_S = 180.0  # a case; the first one of a shape also compiles

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Compilation:
    """What the compiler made of a kernel's launches. It ran nothing, so it is no verdict.

    `launches`: label, target, error, registers, stack_bytes, local_bytes, spill_bytes,
    shared_bytes, warps, and `over`, what passes the budget. `problem`: why there are none.
    """

    kernel: str
    kernel_sha256: str
    versions: dict[str, str]
    launches: tuple[dict[str, Any], ...]
    problem: str

    @property
    def within_budget(self) -> bool:
        """Whether everything compiled, without spills, within the budget."""
        good = all(not launch["error"] and not launch["over"] for launch in self.launches)
        return good and not self.problem and bool(self.launches)


def _located(kernel: str, foreign: Foreign | None) -> Path:
    elsewhere = ".py:" in kernel or (kernel.endswith(".py") and Path(kernel).name != subject.FILE)
    if foreign is None and elsewhere:
        raise Usage(
            f"{kernel}: a kernel from elsewhere needs --reference FILE.py:FUNCTION and --inputs"
        )
    return foreign.path if foreign else subject.locate(kernel)


def _named(path: Path, foreign: Foreign | None) -> str:
    """The kernel of a file that could not be imported."""
    return (foreign.function or path.stem) if foreign else path.parent.name


def validate(
    kernel: str,
    device: str = "cuda",
    cases: str = "*",
    time_limit_s: float = TIME_LIMIT_S,
    foreign: Foreign | None = None,
    progress: Progress = lambda name, total: None,
    threads: int = 0,
) -> Verdict:
    """The verdict on KERNEL (a library name or a folder, or what `foreign` says) on "cuda" or
    "interpret".

    `cases`: glob over form/case/input, such as "softmax_then_topk/*/T=*". `time_limit_s` bounds
    each case; `threads` of the CPU make the inputs, 0: all. The kernel's crash or hang is a FAIL, a
    missing GPU is NOT_RUN. Raises Usage for an unknown kernel or a glob that matches nothing,
    BadInput when kernel.py does not state what is needed or changes meanwhile.
    """
    path = _located(kernel, foreign)
    before = subject.digest(path)
    outcome = process.run(
        path, device, time_limit_s, cases, foreign=foreign, progress=progress, threads=threads
    )
    if subject.digest(path) != before:
        raise BadInput(f"{path}: changed while it was validated; run it again")
    if not outcome.not_run and not outcome.cases:
        raise Usage(f"no case of {path} matches {cases!r}: names read form/case/input")
    summary = {**verdict.summary(outcome.cases), "selection": cases}
    if outcome.not_run:
        summary["not_run"] = outcome.not_run
    return Verdict(
        schema_version=SCHEMA_VERSION,
        kernel=outcome.kernel or _named(path, foreign),
        verdict=verdict.decide(outcome.cases),
        device=outcome.device or device,
        kernel_sha256=before,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=outcome.versions,
        cases=tuple(outcome.cases),
        summary=summary,
        gates_version=GATES_VERSION,
    )


def check_compilation(
    kernel: str,
    targets: tuple[str, ...] = TARGETS,
    cases: str = "*",
    time_limit_s: float = TIME_LIMIT_S,
    foreign: Foreign | None = None,
    progress: Progress = lambda name, total: None,
) -> Compilation:
    """Compile every launch of KERNEL for each target (sm_90, ...); needs no GPU, runs nothing.

    Raises Usage for an unknown kernel or target.
    """
    for name in targets:
        if not re.fullmatch(r"sm_\d{2,3}", name):
            raise Usage(f"unknown target {name!r}: give a compute capability such as sm_90")
    path = _located(kernel, foreign)
    outcome = process.run(
        path, "compile", time_limit_s, cases, targets, foreign=foreign, progress=progress
    )
    return Compilation(
        kernel=outcome.kernel or _named(path, foreign),
        kernel_sha256=subject.digest(path),
        versions=outcome.versions,
        launches=tuple(outcome.compiled),
        problem=outcome.not_run or "; ".join(case.gates[0].detail for case in outcome.cases),
    )


def check_recordable(device: str, cases: str) -> None:
    """Raise Usage unless a run with these options may become a record: every case, on a GPU."""
    if device != "cuda":
        raise Usage(f"--record needs --device cuda: a record is of a real GPU, not of {device}")
    if cases != "*":
        raise Usage("--record needs every case: leave --cases out")


def kernel_path(kernel: str) -> Path:
    """The kernel.py that KERNEL names."""
    return subject.locate(kernel)
