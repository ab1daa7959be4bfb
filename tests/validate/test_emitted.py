"""Verdicts on emitted kernels: judged once for equal code, kept, merged, found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.emit.emission import code_key
from workbench.errors import BadInput
from workbench.validate.emitted import Judged, judge_all, path_of, recorded, write

KERNEL = '''# SPDX-License-Identifier: Apache-2.0
"""Twice x."""
# Emitted from capture {capture}

import warnings

import torch
import triton
import triton.language as tl


@triton.jit
def twice_kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(y_ptr + i, tl.load(x_ptr + i, mask=i < n, other=0.0) * {factor}, mask=i < n)


def eager(x):
    return (x * 2,)


def dispatch(x, form="eager", out=None, device="cuda"):
    if x.numel() == 0:
        return False, "nothing to launch"
    return True, ""


def twice(x, form="eager", out=None, device="cuda"):
    if not dispatch(x)[0]:
        warnings.warn("eager", RuntimeWarning, stacklevel=2)
        return (out[0].copy_(x * 2),) if out else (x * 2,)
    x = x.contiguous()
    (y,) = (torch.empty_like(x),) if out is None else out
    twice_kernel[(triton.cdiv(x.numel(), 64),)](x, y, x.numel(), BLOCK=64)
    return (y,)


def make_inputs(rows=4, device="cuda"):
    draw = torch.Generator().manual_seed(rows)
    return {{"x": torch.randn(rows, 8, generator=draw).to(device)}}


KERNEL, REFERENCES, OUTPUTS, ROWS = twice, {{"eager": eager}}, ("y",), ("x",)
TOKENS = (0, 2, 4)
CASES = {{"{capture}": make_inputs}}
'''


def folder_of(root: Path, factor: str = "2") -> Path:
    (root / "kernel.py").write_text(KERNEL.format(capture="c", factor=factor))
    return root


def test_kernels_that_differ_in_words_alone_have_one_key() -> None:
    one = KERNEL.format(capture="one", factor="2")
    two = KERNEL.format(capture="two", factor="2").replace('"""Twice x."""', '"""2 x."""')
    assert code_key(one, "one") == code_key(two, "two")
    assert code_key(one, "one") != code_key(KERNEL.format(capture="one", factor="3"), "one")


def test_right_and_wrong_kernels_are_judged_in_the_interpreter(tmp_path: Path) -> None:
    folders = {}
    for name, factor in (("right", "2"), ("wrong", "3")):
        (tmp_path / name).mkdir()
        folders[name] = folder_of(tmp_path / name, factor)
    found, versions = judge_all(folders, "interpret", 60.0, workers=2)
    assert found["wrong"].verdict == "FAIL"
    assert "gate 1 y" in found["wrong"].problem and not found["wrong"].green
    assert "torch" in versions
    assert found["right"].cases > 5 and "gate 1" not in found["right"].problem


def test_records_are_merged_and_forget_what_is_emitted_no_more(tmp_path: Path) -> None:
    good = Judged("FAITHFUL", 20, 10, "NVIDIA H100 80GB HBM3")
    bad = Judged("FAIL", 20, 0, "NVIDIA H100 80GB HBM3", "gate 1")
    path = write("c", {"k1": bad, "k2": good}, {"a": "k1", "b": "k2"}, {"torch": "2.11"}, tmp_path)
    assert path == path_of("c", good.device, tmp_path)
    assert path.name == "c.nvidia-h100-80gb-hbm3.json"
    write("c", {"k3": good}, {"a": "k3", "b": "k2"}, {"torch": "2.11"}, tmp_path)
    found = recorded("c", tmp_path)
    assert {key: one.verdict for key, one in found.items()} == {"k2": "FAITHFUL", "k3": "FAITHFUL"}
    assert recorded("another", tmp_path) == {}
    path.write_text("[]")
    with pytest.raises(BadInput, match="not a record"):
        recorded("c", tmp_path)
