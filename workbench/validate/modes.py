"""What the modes of dispatch share that stand between a reference and torch."""

from __future__ import annotations

from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_map

_FP8 = (torch.float8_e4m3fn, torch.float8_e5m2, torch.float8_e4m3fnuz, torch.float8_e5m2fnuz)
_LOW = (*_FP8, torch.bfloat16, torch.float16, torch.float32)
SOFTMAXES = (torch.ops.aten._softmax.default, torch.ops.aten._log_softmax.default)


def put(values: torch.Tensor, device: torch.device) -> torch.Tensor:
    """`values` of the CPU on `device`, not waiting for a GPU: from pinned memory, which torch does
    not reuse before it was read.
    """
    if device.type != "cuda":
        return values.to(device)
    return values.pin_memory().to(device, non_blocking=True)


class Mode(TorchDispatchMode):  # type: ignore[misc]
    """A dispatch mode with one method to override; as it stands it changes nothing."""

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled in here, and guarding against it would import Dynamo."""
        return False

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return self.call(func, args, kwargs or {})

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        """What happens in place of `func(*args, **kwargs)`; the mode itself is off inside."""
        return func(*args, **kwargs)


def in_fp64(func: Any, args: Any, kwargs: Any) -> Any:
    """`func` of the same values in fp64, and told fp64 where it is told a narrower dtype."""
    args = list(tree_map(widen, args))
    if func in SOFTMAXES:
        args[2] = False  # half_to_float: the input is fp64 already
    return func(*args, **tree_map(widen, kwargs))


def widen(value: Any) -> Any:
    """A tensor, or dtype, of fp32 and narrower as fp64; anything else as it is."""
    if isinstance(value, torch.Tensor) and value.dtype in _LOW:
        return value.double()
    return torch.float64 if isinstance(value, torch.dtype) and value in _LOW else value
