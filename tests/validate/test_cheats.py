"""What passes for a kernel and is none, or is one with luck: caught, and by which precondition."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.validate import validation

Findings = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def findings(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What validation says of each cheat, all run in one interpreter process."""
    script = repository / "tests/validate/cheats.py"
    done = subprocess.run(
        [sys.executable, "-P", str(script), str(tmp_path_factory.mktemp("cheats"))],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: Findings = json.loads(done.stdout)
    return found


CAUGHT = {
    "eager beside a launch": "made by its launches: outputs are eager's although no launch ran",
    "eager after a launch elsewhere": "made by its launches: outputs are eager's although no",
    "kept by address": "follows its inputs: new values at the same addresses do not give what",
    "kept by shape": "made by its launches: outputs are eager's although no launch ran",
    "launches once": "launches each time: only in its first call",
    "its outputs are one buffer": "follows its inputs: outputs of two calls share storage",
    "leaves what it allocates": "same with own outputs: differs when it makes its outputs",
    "right the second time": "same with own outputs: differs when it makes its outputs",
    "wrong the second time": "same with own outputs: differs when it makes its outputs",
    "a view of its input": "storage disjoint: outputs share storage",
    "far beyond its output": "red zones: 64 bytes beside the outputs overwritten",
    "far beyond its own output": "red zones of its own: 16 bytes beside the outputs overwritten",
    "only full blocks of rows": "outputs written: 32 elements still hold poison",
    "another default dtype": "global flags: changed default dtype",
    "TF32 for all": "global flags: changed float32 matmul precision, TF32",
    "inputs of ones": "inputs tell apart: each float tensor holds one value",
    "the reference spoils its inputs": "inputs left by the reference: it writes into x",
}

# They read the NaN beside their inputs and write it: told by the values, as on a GPU.
MISREAD = {
    "stride of the rows forgotten": "1: 24 values are non-finite in only one of kernel and eager",
    "stride of the weights forgotten": "1: 64 values are non-finite in only one of kernel and",
}


@pytest.mark.parametrize("cheat", CAUGHT)
def test_each_cheat_fails_a_precondition(findings: Findings, cheat: str) -> None:
    assert findings[cheat]["verdict"] == "FAIL"
    assert CAUGHT[cheat] in findings[cheat]["why"]
    assert findings[cheat]["why"].startswith("0: ")


@pytest.mark.parametrize("cheat", MISREAD)
def test_what_is_read_beside_the_inputs_is_not_called_unwritten(
    findings: Findings, cheat: str
) -> None:
    assert findings[cheat]["verdict"] == "FAIL"
    assert MISREAD[cheat] in findings[cheat]["why"]


def test_the_kernel_that_they_are_made_of_is_sound(findings: Findings) -> None:
    sound = [findings[name] for name in ("sound", "sound on two rows", "sound on NaN")]
    assert sound == 3 * [{"verdict": "BITWISE", "why": ""}]
    assert findings["sound on strided weights"]["why"] == "no rows, or elements apart"
    assert findings.keys() == {*CAUGHT, *MISREAD, "NaN becomes nought"} | {
        name for name in findings if name.startswith("sound")
    }


def test_a_lost_nan_is_never_green(findings: Findings) -> None:
    found = findings["NaN becomes nought"]
    assert found["verdict"] == "ACCURATE_BUT_DIFFERENT"
    assert "non-finite in only one of kernel and eager" in found["why"]


STUB = """
import os, sys
import torch

{top}

def double(x):
    return x * 2

def dispatch(x, form=None, out=None, device=None):
    return True, ""

def launcher(x, form, out=None, device=None):
    {body}
    return (double(x),)

KERNEL, REFERENCES, OUTPUTS, ROWS = launcher, {{"double": double}}, ("y",), ("x",)
CASES = {{"small": lambda device, rows=3: {{"x": torch.ones(rows, 4)}}}}
"""
SAY_END = """
def everywhere(text):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, text)
        except OSError:
            pass
"""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("os._exit(0)", "the process exited with code 0"),
        ("sys.exit(0)", "the process exited with code 0"),
        (r"everywhere(b'{\"end\":true}\n'); os._exit(0)", "it ended with 0 results on 0 of 1"),
        ('print(\'{"verdict": "BITWISE"}\', flush=True); os._exit(0)', "exited with code 0"),
        (r"everywhere(b'\x00\xff'); os._exit(0)", "exited with code 0"),
    ],
)
def test_an_early_end_is_no_verdict(tmp_path: Path, body: str, why: str) -> None:
    (tmp_path / "kernel.py").write_text(STUB.format(top=SAY_END, body=body))
    verdict = validation.validate(str(tmp_path), "interpret", "*/T=2")
    assert verdict.verdict == "FAIL"
    assert why in verdict.cases[-1].gates[0].detail


def test_a_file_that_sets_flags_for_all_is_not_judged(tmp_path: Path) -> None:
    top = "torch.set_float32_matmul_precision('high')"
    (tmp_path / "kernel.py").write_text(STUB.format(top=top, body="pass"))
    with pytest.raises(BadInput, match="its import changed float32 matmul precision, TF32"):
        validation.validate(str(tmp_path), "interpret", "*/T=2")
