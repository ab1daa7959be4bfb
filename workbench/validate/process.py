"""Run a kernel in a process of its own and turn whatever happens to it into a result.

Isolation from crashes and hangs, not a sandbox: the file runs with the user's rights.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import BadInput
from workbench.schema import CaseResult, Measurement
from workbench.validate.foreign import Foreign
from workbench.validate.verdict import preconditions

START_LIMIT_S = 120.0  # until the first event: importing torch on a busy machine takes its time
OUTPUT_TAIL = 2000  # characters of what the kernel printed that go into a crash's detail
_LINE_BYTES_MAX = 16 << 20
_LAST = {"end", "error", "bad_input"}  # kinds of events after which none comes


_running: set[subprocess.Popen[bytes]] = set()


def kill_running() -> None:
    """Kill every process that a `stream` is reading from, in whatever thread; they are reaped
    there, and what they were at comes out as failed.
    """
    for process in tuple(_running):
        _kill(process)


@dataclass
class Outcome:
    """What came back: results in order, the static facts, and why nothing ran if nothing did."""

    kernel: str = ""
    device: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    cases: list[CaseResult] = field(default_factory=list)
    compiled: list[dict[str, Any]] = field(default_factory=list)
    timed: list[Measurement] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)  # of the timing
    not_run: str = ""


def run(
    path: Path,
    device: str,
    time_limit_s: float,
    cases: str = "*",
    targets: tuple[str, ...] = (),
    timing: dict[str, Any] | None = None,
    foreign: Foreign | None = None,
    progress: Callable[[str, int], None] = lambda name, total: None,
    threads: int = 0,
) -> Outcome:
    """Run `path` (a kernel.py) on "cuda", "interpret" or "compile" and collect what it reports.

    `time_limit_s` bounds every single step (import, one case); `cases` is a glob over case names;
    `timing` are the arguments of `bench.events`: time instead of judging; `foreign`: the file
    states nothing, and this says what to compare it with; `threads` of the CPU, 0: all;
    `progress(name, total)` is called as each begins. A crash, a hang or an exception becomes a
    failed case. Raises BadInput when the file does not state what validation needs.
    """
    request = {
        **{"path": str(path), "device": device, "cases": cases},
        **{"targets": targets, "timing": timing, "threads": threads},
        "foreign": msgspec.to_builtins({**vars(foreign), "path": str(path)}) if foreign else None,
    }
    worker = stream("workbench.validate.worker", request, time_limit_s, _environment(device))
    with closing(worker):
        return _collect(worker, progress)


def stream(
    module: str, request: dict[str, Any], time_limit_s: float, environment: dict[str, str]
) -> Generator[dict[str, Any], None, None]:
    """What `python -m module`, given the request as JSON on its standard input (a command line has
    no room for many kernels), tells event by event on the request's `descriptor`.

    Whatever happens, the last one is `end`, `bad_input` or `error`: an exception, silence for
    `time_limit_s` (before the first, START_LIMIT_S), or the death of the process. It is killed
    once nobody reads on (`closing`).
    """
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as printed:
        asked.write(msgspec.json.encode({**request, "descriptor": writing}))
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            env=environment,
            stdin=asked,
            stdout=printed,
            stderr=printed,
            pass_fds=(writing,),
            start_new_session=True,
        )
        _running.add(process)
        os.close(writing)
        try:
            for event in _events(reading, time_limit_s):
                yield event
                if event.keys() & _LAST:
                    return
            code = process.wait()
            how = (
                f"died of {signal.Signals(-code).name}" if code < 0 else f"exited with code {code}"
            )
            yield {"error": f"the process {how}{_tail(printed)}"}
        finally:
            os.close(reading)
            _running.discard(process)  # before it is reaped: then its id may be another's
            _end(process)


def _environment(device: str) -> dict[str, str]:
    inherited = {k: v for k, v in os.environ.items() if k != "TRITON_INTERPRET"}
    return {**inherited, **({"TRITON_INTERPRET": "1"} if device == "interpret" else {})}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and what it started, and reap it."""
    _kill(process)
    process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


def _collect(events: Iterable[dict[str, Any]], progress: Callable[[str, int], None]) -> Outcome:
    outcome, current, total = Outcome(), "import", 0
    for event in events:
        if "begin" in event:
            current = event["begin"]
            progress(current, total)
        elif "result" in event:
            outcome.cases.append(msgspec.convert(event["result"], CaseResult))
        elif "compiled" in event:
            outcome.compiled.append(event["compiled"])
        elif "timed" in event:
            outcome.timed.append(msgspec.convert(event["timed"], Measurement))
        elif "facts" in event:
            for name, value in event["facts"].items():
                known = outcome.facts.get(name)
                outcome.facts[name] = {**known, **value} if isinstance(known, dict) else value
        elif "total" in event:
            total = event["total"]
        elif "kernel" in event:
            outcome.kernel, outcome.device = event["kernel"], event["device"]
            outcome.versions = event["versions"]
        elif "not_run" in event:
            outcome.not_run = event["not_run"]
        elif "bad_input" in event:
            raise BadInput(event["bad_input"])
        elif "error" in event:
            return _failed(outcome, current, event["error"])
    told = [case.case for case in outcome.cases]
    judging = told or not (outcome.compiled or outcome.timed or outcome.facts)
    if judging and (len(told) != total or len({*told}) != total):
        why = f"it ended with {len(told)} results on {len({*told})} of {total} cases"
        return _failed(outcome, current, why)
    return outcome


def _failed(outcome: Outcome, case: str, why: str) -> Outcome:
    gate = preconditions({"runs": why})
    outcome.cases.append(CaseResult(case, True, "", (gate,)))
    return outcome


def _tail(printed: Any) -> str:
    printed.seek(0, os.SEEK_END)
    printed.seek(max(0, printed.tell() - OUTPUT_TAIL))
    text = printed.read().decode(errors="replace").strip()
    return f"; it printed: {text}" if text else ""


def _decoded(line: bytes) -> dict[str, Any]:
    """One event; what is none (the kernel wrote to the descriptor itself) is an error."""
    try:
        return msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError):
        return {"error": f"the process answered what is no event: {line[:80]!r}"}


def _events(reading: int, time_limit_s: float) -> Iterator[dict[str, Any]]:
    """Events as they arrive; an `error` when none came within the limit."""
    buffer, limit_s = b"", max(time_limit_s, START_LIMIT_S)
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        deadline = time.monotonic() + limit_s
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                yield {"error": f"no answer for {limit_s:g} s: stopped"}
                return
            chunk = os.read(reading, 1 << 16)
            if not chunk or len(buffer) > _LINE_BYTES_MAX:
                return
            *lines, buffer = (buffer + chunk).split(b"\n")
            for line in lines:
                yield _decoded(line)
            if lines:
                limit_s = time_limit_s
                deadline = time.monotonic() + limit_s
