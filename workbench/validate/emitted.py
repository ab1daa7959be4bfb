"""Validate what was emitted: one folder, or many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.validate import validation
from workbench.validate.emitted_record import Judged
from workbench.validate.subject import FILE
from workbench.validate.verdict import GATES_VERSION

TARGET = "sm_90"  # of --device compile: the GPU of the committed captures
_NO_MEMORY = ("out of memory", "OutOfMemory", "ALLOC_FAILED")

Found = tuple[Judged, dict[str, str]]  # with the versions it was found under
Kept = Callable[[str, Judged, Mapping[str, str]], None]


def judge(folder: Path, device: str, time_limit_s: float) -> Found:
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
    problem = str(found.summary.get("not_run") or (problems[0] if problems else ""))[:300]
    bits = found.summary.get("bit_equal", 0)
    judged = Judged(found.verdict, len(found.cases), bits, found.device, problem, "", GATES_VERSION)
    return judged, found.versions


def judge_all(
    folders: Mapping[str, Path],
    device: str,
    time_limit_s: float,
    workers: int = 1,
    kept: Kept = lambda key, judged, versions: None,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> dict[str, Judged]:
    """Validate folders by key, `workers` at a time, each in a process of its own; `kept` as each is
    done. The largest sources go first: they take longest. What ran out of memory beside others is
    judged again by itself.
    """

    def one(key: str) -> Found:
        progress(folders[key].name, len(folders))
        return judge(folders[key], device, time_limit_s)

    found: dict[str, Judged] = {}
    alone: list[str] = []
    order = sorted(folders, key=lambda key: -(folders[key] / FILE).stat().st_size)
    with ThreadPoolExecutor(max_workers=workers) as pool:
        running: dict[Future[Found], str] = {pool.submit(one, key): key for key in order}
        for future in as_completed(running):
            key, (judged, versions) = running[future], future.result()
            if workers > 1 and any(word in judged.problem for word in _NO_MEMORY):
                alone.append(key)
                continue
            found[key] = judged
            kept(key, judged, versions)
    for key in alone:
        found[key], versions = judge(folders[key], device, time_limit_s)
        kept(key, found[key], versions)
    return {key: found[key] for key in folders}
