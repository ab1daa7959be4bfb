"""Buffers that tell what a kernel wrote, and where it should not have: poison between red zones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch

from workbench.validate.modes import Mode

_RED_ZONE_BYTES = 1 << 16  # a tile or a few rows beyond the end
_RED, _POISON = 0xA5, 0xFF  # every wider integer reads 0xFF.. as -1, 8-bit floats as NaN
_POISON_INT8 = 0x80  # -128: quantised values are often -1
# Of floats from 16 bits on, each two bytes: a NaN in all of them, and one that no conversion
# writes, as torch's on a CPU writes 0xFFFF for a bf16 NaN.
_POISON_WORD = 0xFFFA - 0x10000  # as int16


@dataclass(frozen=True)
class Guarded:
    """An output buffer filled with poison between two red zones. `raw` holds all of it as bytes."""

    raw: torch.Tensor
    view: torch.Tensor

    @classmethod
    def like(cls, expected: torch.Tensor) -> Guarded:
        """A contiguous buffer of `expected`'s shape, dtype and device."""
        size = expected.numel() * expected.element_size()
        raw = torch.full(
            (size + 2 * _RED_ZONE_BYTES,), _RED, dtype=torch.uint8, device=expected.device
        )
        body = raw[_RED_ZONE_BYTES : _RED_ZONE_BYTES + size]
        held, poison = _as_poisoned(body, expected.dtype)
        held.fill_(poison)
        return cls(raw, body.view(expected.dtype).view(expected.shape))

    def overrun(self) -> int:
        """Red-zone bytes that were overwritten."""
        return int(self.overrun_there())

    def overrun_there(self) -> torch.Tensor:
        """`overrun` as a tensor where the buffer lies: nothing waits for a GPU."""
        zones = torch.cat((self.raw[:_RED_ZONE_BYTES], self.raw[-_RED_ZONE_BYTES:]))
        return (zones != _RED).sum()


def is_poison(x: torch.Tensor) -> torch.Tensor:
    """Which elements of `x`, flat, hold the bytes of poison."""
    held, poison = _as_poisoned(x.contiguous().view(-1), x.dtype)
    return (held.view(x.numel(), -1) == poison).all(-1) if x.numel() else held.bool()


def _as_poisoned(x: torch.Tensor, dtype: torch.dtype) -> tuple[torch.Tensor, int]:
    """The memory of `x` in the parts that poison of `dtype` repeats, and such a part."""
    if dtype.is_floating_point and dtype.itemsize > 1:
        return x.view(torch.int16), _POISON_WORD
    return x.view(torch.uint8), _POISON_INT8 if dtype == torch.int8 else _POISON


def unwritten(output: torch.Tensor, expected: torch.Tensor) -> int:
    """Elements of `output` that still hold poison where `expected` does not hold the same bytes."""
    return int(unwritten_there(output, expected))


def unwritten_there(output: torch.Tensor, expected: torch.Tensor) -> torch.Tensor:
    """`unwritten` as a tensor where the outputs lie: nothing waits for a GPU."""
    held = is_poison(expected)
    if expected.is_floating_point() and expected.element_size() == 1:  # its only NaN of that sign
        held = expected.contiguous().view(-1).isnan()
    return (is_poison(output) & ~held).sum()


_EMPTY = (
    torch.ops.aten.empty.memory_format,
    torch.ops.aten.empty_like.default,
    torch.ops.aten.new_empty.default,
)


class GuardedAllocations(Mode):
    """Inside, every contiguous `empty` that a launcher asks for is a guarded buffer, kept in
    `buffers`: how a launcher that makes its own outputs is watched.
    """

    def __init__(self) -> None:
        super().__init__()
        self.buffers: list[Guarded] = []

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        out = func(*args, **kwargs)
        if func not in _EMPTY or not out.is_contiguous() or not out.numel():
            return out
        self.buffers.append(Guarded.like(out))
        return self.buffers[-1].view

    def overrun(self) -> int:
        """Red-zone bytes that were overwritten, over all buffers."""
        return sum(buffer.overrun() for buffer in self.buffers)
