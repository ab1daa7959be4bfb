"""The interpreter as mended: what a kernel of one formula gives there is what it gives on a GPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.validate import validation

FUSED = """
import json, sys
import numpy as np, torch, triton, triton.language as tl
from workbench.validate import interpreter
interpreter.install()

@triton.jit
def fused(x, y, z, out, N: tl.constexpr):
    at = tl.arange(0, N)
    made = tl.fma(tl.load(x + at), tl.load(y + at), tl.load(z + at))
    tl.store(out + at, made)

def run():
    draw = torch.Generator().manual_seed(0)
    x, y = torch.randn(2, 256, generator=draw)
    z, out = -x * y, torch.empty(256)
    fused[(1,)](x, y, z, out, N=256)
    exact = (x.double() * y.double() + z.double()).float()
    print(json.dumps([torch.equal(out, exact), float(exact.abs().max())]))

run()
"""


def test_fma_rounds_once(tmp_path: Path) -> None:
    path = tmp_path / "fused.py"
    path.write_text(FUSED)
    done = subprocess.run(
        [sys.executable, "-P", path],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    equal, largest = json.loads(done.stdout)
    assert equal
    assert 0 < largest < 1e-6  # what the product's own rounding had lost


@pytest.mark.parametrize(
    ("kernel", "cases"),
    [("geglu", "geglu/e4b"), ("logit_softcap", "div_tanh_mul/fp32/subnormals")],
)
def test_what_is_bitwise_on_an_h100_is_bitwise_here(kernel: str, cases: str) -> None:
    """Both failed gate 1 beside torch's CPU formulas, which divide, and know no fma."""
    verdict = validation.validate(kernel, "interpret", cases)
    assert (verdict.verdict, verdict.summary["launched"]) == ("BITWISE", 1)
