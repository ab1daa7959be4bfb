"""Where output goes: a full disk, a reader that leaves, an interrupted run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WORKBENCH = [sys.executable, "-P", "-c", "from workbench.cli import main; main()"]


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("output_format", ["table", "json", "csv", "md"])
def test_a_full_disk_is_told_in_a_line(
    output_format: str, buffered: bool, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", "" if buffered else "1")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*WORKBENCH, "captures", "--format", output_format],
            cwd=repository, stdout=full, stderr=subprocess.PIPE, text=True, timeout=900,
        )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr == "workbench: the output cannot be written: No space left on device\n"


def test_a_reader_that_leaves_is_no_error(repository: Path) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", '"$@" captures | head -1', "-", *WORKBENCH],
        cwd=repository, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.stdout.startswith("capture ") and done.stderr == ""


def test_a_reader_that_left_before_anything_was_written(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*WORKBENCH, "captures"], cwd=repository, stdout=writing,
                          stderr=subprocess.PIPE, text=True, timeout=900)  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interrupted_run_says_so_and_leaves_nothing(raw_6l: Path, tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*WORKBENCH, "import", str(raw_6l), "--out", str(tmp_path / "new")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )  # fmt: skip
    for _ in range(600):  # until it has begun to write
        if any(tmp_path.iterdir()) or running.poll() is not None:
            break
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=900)
    if running.returncode == 0:  # it was faster than the signal
        assert (tmp_path / "new" / "manifest.json").is_file()
        return
    assert (running.returncode, out) == (130, "")
    assert err.strip().splitlines()[-1] == "workbench: interrupted"
    assert not any(tmp_path.iterdir())
