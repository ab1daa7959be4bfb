"""Validate what was emitted: one folder, or many at once."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.schema import Verdict
from workbench.validate import process, validation
from workbench.validate import verdict as verdicts
from workbench.validate.emitted_record import Judged
from workbench.validate.subject import FILE

TARGET = "sm_90"  # of --device compile: the GPU of the committed captures
_NO_MEMORY = ("out of memory", "OutOfMemory", "ALLOC_FAILED")

Kept = Callable[[str, Judged, Mapping[str, str]], None]


@dataclass(frozen=True)
class Found:
    """What a validation found, and the versions it ran under. starved: cases that ran out of
    memory; verdict: of all cases, None where there is none.
    """

    judged: Judged
    versions: dict[str, str]
    starved: tuple[str, ...] = ()
    verdict: Verdict | None = None


def judge(folder: Path, device: str, time_limit_s: float, threads: int = 0) -> Found:
    """Validate one emitted folder on "cuda", "interpret" or "compile"; `threads` 0: all."""
    try:
        if device == "compile":
            made = validation.check_compilation(str(folder), (TARGET,), "*", time_limit_s)
            bad = [one for one in made.launches if one["error"] or one["over"]]
            problem = made.problem or next((one["error"] or str(one["over"]) for one in bad), "")
            verdict = "COMPILES" if made.within_budget else "FAIL"
            judged = Judged(verdict, len(made.launches), 0, TARGET, problem[:300])
            return Found(judged, made.versions)
        return _found(validation.validate(str(folder), device, "*", time_limit_s, threads=threads))
    except WorkbenchError as error:
        return Found(Judged("FAIL", 0, 0, device, str(error)[:300]), {})


def judge_starved(found: Found, folder: Path, device: str, time_limit_s: float) -> Found:
    """`found` with the cases that ran out of memory tried again, each in a process of its own."""
    if found.verdict is None:
        return found
    cases = {case.case: case for case in found.verdict.cases}
    try:
        for name in found.starved:
            again = validation.validate(str(folder), device, glob.escape(name), time_limit_s)
            cases |= {case.case: case for case in again.cases}
    except WorkbenchError as error:
        return replace(found, judged=replace(found.judged, problem=str(error)[:300]))
    every = tuple(cases.values())
    decided = verdicts.decide(every)
    summary = {**found.verdict.summary, **verdicts.summary(every)}
    return _found(replace(found.verdict, cases=every, verdict=decided, summary=summary))


def _found(verdict: Verdict) -> Found:
    faults = [
        (case.case, f"{case.case}: gate {gate.number} {gate.name}: {gate.detail}")
        for case in verdict.cases
        for gate in case.gates
        if gate.passed is False
    ]
    starved = tuple(name for name, text in faults if any(word in text for word in _NO_MEMORY))
    problems = [text for _, text in faults] + [
        f"{case.case}: fell back: {case.fallback_reason}"
        for case in verdict.cases
        if case.must_launch and not case.launched
    ]
    problem = str(verdict.summary.get("not_run") or (problems[0] if problems else ""))[:300]
    bits, device = verdict.summary.get("bit_equal", 0), verdict.device
    judged = Judged(
        *(verdict.verdict, len(verdict.cases), bits, device, problem),
        gates_version=verdict.gates_version,
    )
    return Found(judged, verdict.versions, starved, verdict)


def judge_all(
    folders: Mapping[str, Path],
    device: str,
    time_limit_s: float,
    workers: int = 1,
    kept: Kept = lambda key, judged, versions: None,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> dict[str, Judged]:
    """Validate folders by key, `workers` at a time, each in a process of its own; `kept` as each is
    done. The largest sources go first: they take longest. Cases that ran out of memory beside
    others run again by themselves at the end.
    """

    def one(key: str) -> Found:
        progress(folders[key].name, len(folders))
        return judge(folders[key], device, time_limit_s, threads)

    threads = max(1, (os.cpu_count() or 1) // workers) if workers > 1 else 0
    found: dict[str, Judged] = {}
    starved: dict[str, Found] = {}
    order = sorted(folders, key=lambda key: -(folders[key] / FILE).stat().st_size)
    pool = ThreadPoolExecutor(max_workers=workers)
    running: dict[Future[Found], str] = {}
    try:
        running |= {pool.submit(one, key): key for key in order}
        for future in as_completed(running):
            key, got = running[future], future.result()
            if workers > 1 and got.starved:
                starved[key] = got
                continue
            found[key] = got.judged
            kept(key, got.judged, got.versions)
    except BaseException:  # interrupted: it starts no more, and leaves none running
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in running):
            process.kill_running()
            time.sleep(0.1)
        raise
    pool.shutdown()
    for key, got in starved.items():
        again = judge_starved(got, folders[key], device, time_limit_s)
        found[key] = again.judged
        kept(key, again.judged, again.versions)
    return {key: found[key] for key in folders}
