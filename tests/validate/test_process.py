"""Whatever the kernel's process does, the parent has a verdict."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from workbench.errors import BadInput, Usage
from workbench.validate import validation

STUB = """
import os, signal, sys, time
import torch

def double(x):
    return x * 2

def dispatch(x, form=None, out=None, device=None):
    return True, ""

def launcher(x, form, out=None, device=None):
    {body}

KERNEL, REFERENCES, OUTPUTS, ROWS = launcher, {{"double": double}}, ("y",), ("x",)
CASES = {{"small": lambda device, rows=3: {{"x": torch.ones(rows, 4)}}}}
"""


def kernel(folder: Path, body: str = "return (double(x),)") -> str:
    (folder / "kernel.py").write_text(STUB.format(body=body))
    return str(folder)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "the process died of SIGSEGV"),
        ("print('bad luck', flush=True); os._exit(7)", "exited with code 7; it printed: bad luck"),
        ("raise KeyError('x')", "runs: KeyError: 'x'"),
    ],
)
def test_a_crash_is_a_verdict(tmp_path: Path, body: str, why: str) -> None:
    verdict = validation.validate(kernel(tmp_path, body), "interpret", "*/T=2")
    assert verdict.verdict == "FAIL"
    assert verdict.cases[-1].case == "double/small/T=2"
    assert why in verdict.cases[-1].gates[0].detail


def test_a_request_may_be_longer_than_a_command_line(tmp_path: Path) -> None:
    """Linux takes 128 KiB an argument; some 300 kernels to time are more."""
    cases = "{" + "x" * 200_000
    with pytest.raises(Usage, match="no case"):
        validation.validate(kernel(tmp_path), "interpret", cases)


def test_a_hang_is_a_verdict_and_leaves_no_process(tmp_path: Path) -> None:
    marker = tmp_path / "pid"
    body = f"open({str(marker)!r}, 'w').write(str(os.getpid())); time.sleep(3600)"
    began = time.monotonic()
    verdict = validation.validate(kernel(tmp_path, body), "interpret", "*/T=2", time_limit_s=10)
    assert time.monotonic() - began < 900
    assert verdict.verdict == "FAIL"
    assert verdict.cases[0].gates[0].detail == "runs: no answer for 10 s: stopped"
    assert not Path(f"/proc/{marker.read_text()}").exists()


def test_an_eager_kernel_in_disguise_is_not_run(tmp_path: Path) -> None:
    verdict = validation.validate(kernel(tmp_path), "interpret", "*/T=2")
    assert verdict.verdict == "NOT_RUN"
    assert "Triton saw no launch" in verdict.summary["fallbacks"]["double/small/T=2"]


def test_without_a_gpu_the_verdict_is_not_run(tmp_path: Path) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    verdict = validation.validate(kernel(tmp_path), "cuda")
    assert (verdict.verdict, verdict.cases) == ("NOT_RUN", ())
    assert "no CUDA device" in verdict.summary["not_run"]


def test_files_that_are_no_kernels_say_so(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"no kernel named 'router_top'. Did you mean router_topk"):
        validation.validate("router_top", "interpret")
    (tmp_path / "kernel.py").write_text("KERNEL = None\n")
    with pytest.raises(BadInput, match="lacks dispatch, REFERENCES, OUTPUTS, ROWS, CASES"):
        validation.validate(str(tmp_path), "interpret")
    (tmp_path / "kernel.py").write_text("def (:\n")
    verdict = validation.validate(str(tmp_path), "interpret")
    assert verdict.verdict == "FAIL"
    assert "SyntaxError" in verdict.cases[0].gates[0].detail


def test_a_selection_that_matches_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"no case of .* matches 'nothing'"):
        validation.validate(kernel(tmp_path), "interpret", "nothing")
