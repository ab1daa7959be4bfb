"""Poison tells what a kernel left unwritten, whatever it wrote elsewhere."""

from __future__ import annotations

import math

import pytest
import torch

from workbench.validate.guarded import Guarded, is_poison, unwritten
from workbench.validate.interpreted_arithmetic import to_bfloat16_bits

FLOATS = (torch.bfloat16, torch.float16, torch.float32, torch.float64)
NANS = (-1, 0x7FFF, 0x7FC0, 0x7F81, -64)  # bf16: torch on a CPU, a GPU, and as C has them


@pytest.mark.parametrize("dtype", (*FLOATS, torch.int8, torch.int32, torch.int64, torch.bool))
def test_every_element_of_a_new_buffer_is_poison(dtype: torch.dtype) -> None:
    expected = torch.zeros(3, 5, dtype=dtype)
    buffer = Guarded.like(expected)
    assert unwritten(buffer.view, expected) == 15 and buffer.overrun() == 0
    assert not dtype.is_floating_point or bool(buffer.view.isnan().all())
    buffer.view[1] = expected[1]
    assert unwritten(buffer.view, expected) == 10
    assert is_poison(buffer.view).tolist() == [True] * 5 + [False] * 5 + [True] * 5
    assert unwritten(expected[:0], expected[:0]) == 0


@pytest.mark.parametrize("dtype", FLOATS)
def test_a_nan_that_a_conversion_writes_is_none(dtype: torch.dtype) -> None:
    nan = torch.full((64,), math.nan)
    buffer = Guarded.like(nan.to(dtype))
    buffer.view.copy_(nan)
    assert unwritten(buffer.view, torch.zeros(64, dtype=dtype)) == 0


def test_a_bf16_nan_of_the_interpreter_is_written_where_eager_has_another() -> None:
    written = torch.from_numpy(to_bfloat16_bits(torch.full((64,), math.nan).numpy()).astype("i2"))
    assert {*written.tolist()} <= {*NANS}
    for bits in NANS:
        expected = torch.full((64,), bits, dtype=torch.int16).view(torch.bfloat16)
        assert bool(expected.isnan().all())
        assert unwritten(written.view(torch.bfloat16), expected) == 0
        # and what is left unwritten there is seen
        assert unwritten(Guarded.like(expected).view, expected) == 64


def test_what_8_bits_may_hold_is_written() -> None:
    ones = torch.full((64,), -1, dtype=torch.int8)
    assert unwritten(ones, ones + 1) == 0
    nan = torch.full((64,), -1, dtype=torch.int8).view(torch.float8_e4m3fn)
    assert unwritten(nan, torch.full((64,), math.nan).to(torch.float8_e4m3fn)) == 0
    assert unwritten(nan, torch.zeros(64).to(torch.float8_e4m3fn)) == 64
