"""`workbench capture` on the CPU: its words, its exit codes, and what a kill leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.cli import main

LIMIT_S = 900  # the machine may be busy
RUN = [sys.executable, "-c", "from workbench.cli import main; main()", "capture"]


def heeds_ctrl_c() -> None:
    """What a shell starts in the background ignores SIGINT, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def exit_code(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    return int(stopped.value.code or 0)


def test_tiny_on_two_cores_takes_under_a_minute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "captures" / "tiny"
    began = time.process_time()  # of this process: others may be at work
    code = exit_code(["capture", "gemma4-tiny", "--device", "cpu", "--out", str(out),
                      "--format", "json"])  # fmt: skip
    assert (code, time.process_time() - began < 60) == (0, True)
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert answer["schema_version"] == 1
    assert [row["variant"] for row in answer["variants"]] == ["eager"]
    assert answer["variants"][0]["wall_us_per_step"] > 0
    assert "modules.json" in answer["files"]
    assert "record eager" in printed.err
    assert exit_code(["capture", "gemma4-tiny", "--device", "cpu", "--out", str(out)]) == 2
    assert "--force" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["gemma4-26b"], 2, "gemma4-26b-a4b"),
        (["gemma4-tiny", "--variant", "eager,graph"], 2, "cudagraph"),
        (["gemma4-26b-a4b", "--layers", "7", "--device", "cpu"], 2, "use 6 or 12"),
        (["gemma4-tiny", "--device", "cpu", "--experts", "fast"], 2, "--experts fast"),
        (["nowhere:step", "--device", "cpu"], 3, "cannot import"),
    ],
)
def test_requests_that_fail_say_what_to_change(
    arguments: list[str],
    code: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_code(["capture", *arguments]) == code
    assert words in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.json"))
    assert not list(tmp_path.rglob("*.partial"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_halfway_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen(
        [*RUN, "gemma4-tiny", "--device", "cpu", "--steps", "200", "--out", str(tmp_path / "one")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONSAFEPATH": "1"},
        preexec_fn=heeds_ctrl_c,
    ) as process:
        try:
            assert process.stderr
            for line in process.stderr:
                if "record eager" in line:
                    break
            assert list(tmp_path.iterdir())
            process.send_signal(number)
            assert process.wait(timeout=LIMIT_S) == 130
        finally:
            process.kill()
    assert list(tmp_path.iterdir()) == []


def test_help_has_examples_and_imports_no_torch() -> None:
    code = (
        "import sys; from workbench.cli import main\n"
        "try: main(['capture', '--help'])\n"
        "except SystemExit: pass\n"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for words in ("gemma4-tiny --device cpu", "module:function", "Exit codes"):
        assert words in done.stdout
