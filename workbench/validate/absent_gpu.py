"""What launchers ask of torch.cuda, answered where there is no GPU: as an H100 would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from types import SimpleNamespace
from unittest import mock

import torch

_H100 = {"name": "NVIDIA H100", "major": 9, "minor": 0, "multi_processor_count": 132}
_H100 |= {"total_memory": 80 << 30, "warp_size": 32, "max_threads_per_multi_processor": 2048}
_ANSWERS = {
    "current_device": lambda: 0,
    "synchronize": lambda *_: None,
    "get_device_name": lambda *_: _H100["name"],
    "get_device_capability": lambda *_: (_H100["major"], _H100["minor"]),
    "get_device_properties": lambda *_: SimpleNamespace(**_H100),
    **dict.fromkeys(("device", "device_of", "stream"), lambda *_: nullcontext()),
}


@contextmanager
def imitated(available: bool) -> Iterator[None]:
    """Inside, torch.cuda answers without a GPU. `available`: it says that there is one; else
    tensors of the CPU say that they are CUDA's (`is_cuda`), since the interpreter runs on them.
    """
    with ExitStack() as stack:
        for name, answer in _ANSWERS.items():
            stack.enter_context(mock.patch.object(torch.cuda, name, answer))
        if available:
            stack.enter_context(mock.patch.object(torch.cuda, "is_available", lambda: True))
            stack.enter_context(mock.patch.object(torch.cuda, "device_count", lambda: 1))
        else:
            yes = property(lambda tensor: True)
            stack.enter_context(mock.patch.object(torch.Tensor, "is_cuda", yes))
        yield
