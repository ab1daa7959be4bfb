"""`workbench tensorboard`, started and asked as a browser would."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from workbench.capture.store import find
from workbench.errors import Unavailable, Usage
from workbench.report import tensorboard

SMALL = "gemma4-26b-a4b-6l-decode-b8"
LIMIT_S = 900  # the machine may be busy
COMMAND = "from workbench.cli import main; main()"


@pytest.fixture
def started(repository: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and the address that it told."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", COMMAND, "tensorboard", SMALL, "--port", "0"],
        cwd=repository,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # what a shell starts in the background ignores SIGINT, and so would this
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    lines: Queue[str] = Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in process.stderr or ()]).start()
    try:
        yield process, address(lines)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def address(lines: Queue[str]) -> str:
    heard = []
    until = time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        try:
            heard.append(lines.get(timeout=1))
        except Empty:
            continue
        if found := re.search(r"http://(\S+?):(\d+)/", heard[-1]):
            assert found[1] in ("127.0.0.1", "localhost")
            return f"http://127.0.0.1:{found[2]}"
    raise AssertionError("".join(heard))


def ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=LIMIT_S) as answer:
        return json.load(answer)


def test_the_plugin_reads_every_variant_of_a_capture_and_ctrl_c_ends_it(
    started: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = started
    plugin = f"{url}/data/plugin/pytorch_profiler"
    wanted = {f"{SMALL}.{name}" for name in ("eager", "inductor", "cudagraph")}
    until = time.monotonic() + LIMIT_S
    runs: dict[str, Any] = {"runs": []}
    while set(runs["runs"]) != wanted and time.monotonic() < until:
        time.sleep(0.5)
        runs = ask(f"{plugin}/runs")
    assert set(runs["runs"]) == wanted
    rows = ask(f"{plugin}/kernel/table?run={SMALL}.eager&worker=rank0&span=default&group_by=Kernel")
    calls = {row[0]: row[2] for row in rows["data"]["rows"]}
    assert sum(calls.values()) > 900  # of 1,119 launches: it drops those that drivers make
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=LIMIT_S) == 0


def test_missing_packages_are_named_with_the_command_that_helps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tensorboard, "find_spec", lambda module: None)
    with pytest.raises(Unavailable, match=r"-m pip install tensorboard torch-tb-profiler"):
        tensorboard.check_installed()


def test_traces_are_linked_by_capture_and_variant(repository: Path, tmp_path: Path) -> None:
    capture = find(repository / "captures" / SMALL)
    assert tensorboard.link_traces([capture], tmp_path) == 3
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.gz"))
    assert made == [
        f"{SMALL}.{name}/rank0.pt.trace.json.gz" for name in ("cudagraph", "eager", "inductor")
    ]
    with pytest.raises(Usage, match="no capture here has a trace"):
        tensorboard.link_traces([], tmp_path)
