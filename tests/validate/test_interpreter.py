"""The interpreter as mended: what a kernel of one formula gives there is what it gives on a GPU."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.validate import validation

EIGHT_BITS = """
import json
import torch, triton, triton.language as tl
from workbench.validate import interpreter
interpreter.install()

@triton.jit
def narrow(x, y, wide, N: tl.constexpr):
    at = tl.arange(0, N)
    made = tl.load(x + at).to(y.dtype.element_ty)
    tl.store(y + at, made)
    tl.store(wide + at, made.to(wide.dtype.element_ty))

wrong = []
for source in (torch.float32, torch.float16, torch.bfloat16):
    for target in (torch.float8_e4m3fn, torch.float8_e5m2):
        draw = torch.Generator().manual_seed(0)
        x = torch.randn(2048, generator=draw) * torch.randn(2048, generator=draw).mul(3).exp()
        x[:4] = torch.tensor([torch.nan, torch.inf, -torch.inf, 6e4])
        x[4:260] = torch.arange(256, dtype=torch.uint8).view(target).float()
        x = x.to(source)
        y, wide = torch.empty(2048, dtype=target), torch.empty(2048, dtype=source)
        narrow[(1,)](x, y, wide, N=2048)
        most = torch.finfo(target).max
        expected = x.float().clamp(-most, most).to(target).float()
        wrong += [int(((each != expected) & ~(each.isnan() & expected.isnan())).sum())
                  for each in (y.float(), wide.float())]
print(json.dumps(wrong))
"""

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

NESTED = """
import json
import torch, triton, triton.language as tl
import triton.runtime.interpreter as shipped
from workbench.validate import interpreter
interpreter.install()

@triton.jit
def doubled(x):
    return x + x

@triton.jit
def sums(x, out, N: tl.constexpr):
    row = tl.program_id(0)
    tl.store(out + row, tl.sum(doubled(tl.load(x + row * N + tl.arange(0, N))), 0))

before, looked = (tl.load, tl.core.load, tl.tensor.__add__), []
look = shipped._patch_builtin
shipped._patch_builtin = lambda *given: (looked.append(1), look(*given))
x = torch.arange(512.0).reshape(32, 16)
launches = []
for rows in (1, 1, 32):
    out, count = torch.empty(rows), len(looked)
    sums[(rows,)](x, out, N=16)
    launches.append(len(looked) - count)
    assert torch.equal(out, 2 * x[:rows].sum(-1))
    assert all(now is then for now, then in zip((tl.load, tl.core.load, tl.tensor.__add__), before))
print(json.dumps(launches))
"""

SWIFT = """
import json
import torch, triton, triton.language as tl
import triton.runtime.interpreter as shipped
from workbench.validate import swift

@triton.jit
def mixed(x, out, counts, N: tl.constexpr, M: tl.constexpr):
    row, column = tl.arange(0, N)[:, None], tl.arange(0, M)
    tile = tl.load(x + row * M + column, mask=row * M + column < N * M - 3, other=2).to(tl.float32)
    tile = tile * 0.5 + (row - column).to(tl.float16) / 3
    tile -= tl.sum(tile, 1)[:, None] + tl.max(tile, 0)
    left, right = tl.split(tl.reshape(tl.trans(tl.dot(tile, tl.trans(tile))), [N * N // 2, 2]))
    tl.store(out + tl.arange(0, N * N // 2), left + right)
    low = (tl.arange(0, M) * 1103515245 + 12345).to(tl.uint8)
    tl.store(counts + column, (low.to(tl.int32) << 3) ^ tl.cumsum(column, 0) + 2147483600)

@triton.jit
def shaped(out, N: tl.constexpr):
    tl.store(out + tl.arange(0, 4), tl.sum(tl.zeros([4, N], tl.float32), 1))

def run():
    draw = torch.Generator().manual_seed(0)
    x = torch.randn(16, 32, generator=draw).half()
    out, counts = torch.empty(128), torch.empty(32, dtype=torch.int32)
    mixed[(1,)](x, out, counts, N=16, M=32)
    told = []
    for extent in (2, 3, 2.0, 2**20):
        try:
            shaped[(1,)](torch.empty(4), N=extent)
            told.append("")
        except Exception as error:
            told.append(repr(error))
    return out.tolist(), counts.tolist(), told

made, made_type = [], tl.block_type.__init__
tl.block_type.__init__ = lambda *given: (made.append(1), made_type(*given))[1]
before, slow = run(), len(made)
swift.quicken(shipped)
made.clear()
after, swift = run(), len(made)
print(json.dumps([before == after, slow, swift, *[len(told) > 0 for told in after[2]]]))
"""

NARROW = """
import json, math
import torch, triton, triton.language as tl
from workbench.validate import interpreter
interpreter.install()
from triton.language.extra import libdevice

@triton.autotune(configs=[triton.Config({"M": 2}), triton.Config({"M": 4})], key=["N"])
@triton.jit
def narrow(x, y, out, wide, total, scale, N: tl.constexpr, M: tl.constexpr):
    at = tl.arange(0, N)
    a, b = tl.load(x + at), tl.load(y + at)
    tl.store(out + at, tl.where(a < b, a * b - a, a + b))
    tl.store(wide + at, a * scale.to(tl.float32))
    tl.store(wide + N + at, tl.maximum(a, 0.0))
    tl.store(wide + 2 * N + at, libdevice.rint(libdevice.mul_rn(a.to(tl.float32), 3.0)))
    tl.store(total, tl.sum(a, 0) + M)

@triton.jit
def refused(x, out, WHICH: tl.constexpr):
    value = tl.load(x + tl.arange(0, 8))
    value = libdevice.tanh(value) if WHICH else libdevice.j0(value.to(tl.float32))
    tl.store(out + tl.arange(0, 8), value)

draw = torch.Generator().manual_seed(0)
x, y = torch.randn(2, 64, generator=draw).bfloat16()
x[5] = math.nan
out, wide, total = torch.empty_like(x), torch.empty(3, 64), torch.empty(1).bfloat16()
narrow[(1,)](x, y, out, wide, total, 1.0, N=64)
held = [torch.equal(out.nan_to_num(), torch.where(x < y, x * y - x, x + y).nan_to_num())]
narrow[(1,)](x, y, out, wide, total, 0.1, N=64)
held.append(torch.equal(wide[0].nan_to_num(), (x.float() * torch.tensor(0.1)).nan_to_num()))
held.append(wide[1, 5] == 0 and torch.equal(wide[1].nan_to_num(), x.float().relu().nan_to_num()))
held.append(torch.equal(wide[2].nan_to_num(), (x.float() * 3).round().nan_to_num()))
x[5], terms = 1, x
narrow[(1,)](x, y, out, wide, total, 0.1, N=64)
terms = x.clone()
while len(terms) > 1:
    terms = terms[: len(terms) // 2] + terms[len(terms) // 2 :]
held.append(torch.equal(total, terms + 2))
told = []
for which in (True, False):
    try:
        refused[(1,)](x, out, which)
    except Exception as error:
        told.append(str(error))
print(json.dumps([*map(bool, held), *told]))
"""


def interpreted(path: Path, source: str) -> list[float]:
    """What a script prints in a process whose kernels are interpreted."""
    path.write_text(source)
    done = subprocess.run(
        [sys.executable, "-P", path],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    printed: list[float] = json.loads(done.stdout)
    return printed


def test_the_language_is_patched_once_a_launch_and_put_back(tmp_path: Path) -> None:
    _, one, many = interpreted(tmp_path / "nested.py", NESTED)
    assert 0 < one == many <= 10  # however many programs call however many device functions


def test_what_is_swift_computes_and_refuses_as_shipped(tmp_path: Path) -> None:
    same, slow, swift, *refused = interpreted(tmp_path / "swift.py", SWIFT)
    assert same
    assert refused == [False, True, True, True]
    assert swift < slow / 4  # types made in full


def test_fma_rounds_once(tmp_path: Path) -> None:
    equal, largest = interpreted(tmp_path / "fused.py", FUSED)
    assert equal
    assert 0 < largest < 1e-6  # what the product's own rounding had lost


def test_bf16_and_floats_calculate_as_on_a_gpu(tmp_path: Path) -> None:
    *held, short, missing = interpreted(tmp_path / "narrow.py", NARROW)
    assert held == [True] * 5
    assert "libdevice takes fp32 and fp64, and is given bf16: cast it first" in str(short)
    assert "libdevice.j0 is not interpreted; see --device compile" in str(missing)


def test_8_bit_floats_are_rounded_to_the_nearest_and_saturate(tmp_path: Path) -> None:
    assert interpreted(tmp_path / "eight.py", EIGHT_BITS) == [0] * 12


@pytest.mark.parametrize(
    ("kernel", "cases"),
    [("geglu", "geglu/e4b"), ("logit_softcap", "div_tanh_mul/fp32/subnormals")],
)
def test_what_is_bitwise_on_an_h100_is_bitwise_here(kernel: str, cases: str) -> None:
    """Both failed gate 1 beside torch's CPU formulas, which divide, and know no fma."""
    verdict = validation.validate(kernel, "interpret", cases)
    assert (verdict.verdict, verdict.summary["launched"]) == ("BITWISE", 1)
