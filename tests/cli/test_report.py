"""`workbench report` and `workbench timeline` as commands."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from workbench.cli import main

SMALL = "gemma4-26b-a4b-6l-decode-b8"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def capture(repository: Path) -> str:
    return str(repository / "captures" / SMALL)


def test_a_replayed_step_as_a_page(
    capture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "step.html"
    assert run("report", capture, "--variant", "cudagraph", "-o", str(page)) == 0
    assert capsys.readouterr().out.startswith(f"wrote {page} (0.")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "3.71 ms on the GPU a step" in " ".join(text.split())


def test_a_replayed_step_as_a_timeline(
    capture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trace = tmp_path / "step.json.gz"
    assert run("timeline", capture, "--variant", "cudagraph", "-o", str(trace)) == 0
    assert "ui.perfetto.dev" in capsys.readouterr().out
    events = json.loads(gzip.decompress(trace.read_bytes()))["traceEvents"]
    kernels = [
        event for event in events if event.get("cat") in ("kernel", "gpu_memcpy", "gpu_memset")
    ]
    assert len(kernels) == 248


@pytest.mark.parametrize("command", ["report", "timeline"])
def test_what_cannot_be_is_said(
    command: str, capture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command, "gemma4-26b-a4b-6l") == 2
    assert "no capture named" in capsys.readouterr().err
    missing = tmp_path / "missing" / "out"
    assert run(command, capture, "--variant", "cudagraph", "-o", str(missing)) == 2
    assert "cannot be written" in capsys.readouterr().err
