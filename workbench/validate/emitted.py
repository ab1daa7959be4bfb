"""Validate everything that was emitted from a capture, and keep what came of it.

kernels/emitted/<capture>.<gpu>.json holds, by the key of a kernel's code, what a GPU said of it:
candidates whose kernels differ in comments alone are judged once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from workbench import resources
from workbench.errors import BadInput, WorkbenchError
from workbench.schema import SCHEMA_VERSION
from workbench.validate import records, validation
from workbench.validate.records import slug
from workbench.validate.subject import FILE

FOLDER = "emitted"
TARGET = "sm_90"  # of --device compile: the GPU of the committed captures
RECORD_BYTES_MAX = 16 << 20


@dataclass(frozen=True)
class Judged:
    """What validation found of one emitted kernel. `verdict`: as `workbench validate` has it; on
    the compiler alone COMPILES or FAIL. `problem`: the first thing that was wrong.
    """

    verdict: str
    cases: int
    bit_equal: int
    device: str
    problem: str = ""
    library: str = ""  # the library's kernel whose record says this, where no run of its own does

    @property
    def green(self) -> bool:
        """Whether a speedup of it may be shown."""
        return self.verdict in ("BITWISE", "FAITHFUL")


@dataclass(frozen=True)
class Record:
    """What was found of the kernels emitted from one capture on one GPU."""

    schema_version: int
    capture: str
    device: str
    created: str
    versions: dict[str, str]
    kernels: dict[str, Judged]  # by the key of their code
    candidates: dict[str, str] = field(default_factory=dict)  # candidate id -> that key


def judge(folder: Path, device: str, time_limit_s: float) -> tuple[Judged, dict[str, str]]:
    """Validate one emitted folder on "cuda", "interpret" or "compile"; with it the versions."""
    try:
        if device == "compile":
            made = validation.check_compilation(str(folder), (TARGET,), "*", time_limit_s)
            bad = [one for one in made.launches if one["error"] or one["over"]]
            problem = made.problem or next((one["error"] or str(one["over"]) for one in bad), "")
            verdict = "COMPILES" if made.within_budget else "FAIL"
            return Judged(verdict, len(made.launches), 0, TARGET, problem[:300]), made.versions
        found = validation.validate(str(folder), device, "*", time_limit_s)
    except WorkbenchError as error:
        return Judged("FAIL", 0, 0, device, str(error)[:300]), {}
    problems = [
        f"{case.case}: gate {gate.number} {gate.name}: {gate.detail}"
        for case in found.cases
        for gate in case.gates
        if gate.passed is False
    ]
    problems += [
        f"{case.case}: fell back: {case.fallback_reason}"
        for case in found.cases
        if case.must_launch and not case.launched
    ]
    problem = found.summary.get("not_run") or (problems[0] if problems else "")
    bits = found.summary.get("bit_equal", 0)
    judged = Judged(found.verdict, len(found.cases), bits, found.device, str(problem)[:300])
    return judged, found.versions


def judge_all(
    folders: Mapping[str, Path],
    device: str,
    time_limit_s: float,
    workers: int = 1,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> tuple[dict[str, Judged], dict[str, str]]:
    """Validate folders by key, `workers` at a time, each in a process of its own."""

    def one(item: tuple[str, Path]) -> tuple[str, Judged, dict[str, str]]:
        progress(item[1].name, len(folders))
        return item[0], *judge(item[1], device, time_limit_s)

    with ThreadPoolExecutor(max_workers=workers) as pool:
        done = list(pool.map(one, folders.items()))
    versions = next((found for _, _, found in done if found), {})
    return {key: judged for key, judged, _ in done}, versions


def path_of(capture_id: str, device: str, root: Path | None = None) -> Path:
    """Where the record of a capture's kernels on a GPU lies."""
    return (root or resources.kernels()) / FOLDER / f"{slug(capture_id)}.{slug(device)}.json"


def write(
    capture_id: str,
    kernels: Mapping[str, Judged],
    candidates: Mapping[str, str],
    versions: Mapping[str, str],
    root: Path | None = None,
) -> Path:
    """Write the record of verdicts from one GPU; returns its path. What is on record of other
    kernels of the same candidates, and was not judged anew, stays. Raises BadInput.
    """
    device = next((judged.device for judged in kernels.values()), "unknown")
    path = path_of(capture_id, device, root)
    before = _read(path).kernels if path.is_file() else {}
    kernels = {k: v for k, v in before.items() if k in candidates.values()} | dict(kernels)
    record = Record(
        schema_version=SCHEMA_VERSION,
        capture=capture_id,
        device=device,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions=dict(versions),
        kernels=dict(sorted(kernels.items())),
        candidates=dict(candidates),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
    except OSError as error:
        raise BadInput(f"{path}: the record cannot be written: {error}") from None
    return path


def recorded(capture_id: str, root: Path | None = None) -> dict[str, Judged]:
    """Verdicts of a capture's emitted kernels by the key of their code, of every GPU on record."""
    folder = (root or resources.kernels()) / FOLDER
    found: dict[str, Judged] = {}
    for path in sorted(folder.glob(f"{slug(capture_id)}.*.json")):
        found |= _read(path).kernels
    return found


def of_library(name: str) -> Judged | None:
    """What the current record of a library kernel says of code that was cut from it."""
    for entry, problem in records.of_kernel(resources.kernels() / name / FILE):
        if entry.record and not problem and not entry.stale:
            return Judged(entry.verdict, entry.cases, 0, entry.gpu, library=name)
    return None


def _read(path: Path) -> Record:
    try:
        if path.stat().st_size > RECORD_BYTES_MAX:
            raise BadInput(f"{path}: too large to be a record")
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: not a record: {error}") from None
