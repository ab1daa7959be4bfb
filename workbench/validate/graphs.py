"""Calls of a function captured in a CUDA graph and timed, each time with an empty L2."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import torch

from workbench.validate.clocks import Clocks
from workbench.validate.oracle import as_outputs

WARM_CALLS = 3
L2_FACTOR = 3
_COPY_BYTES = 1 << 30
_POISON = {True: math.nan, False: -1}


def flush_buffer() -> torch.Tensor:
    """What overwrites the L2: three times its size."""
    l2_bytes = torch.cuda.get_device_properties().L2_cache_size
    return torch.empty(L2_FACTOR * l2_bytes, dtype=torch.uint8, device="cuda")


def _empty_l2(flush: torch.Tensor) -> None:
    """Overwrite the L2, lines that another kernel asked to be kept included.

    Inductor's kernels load with evict_last; without the reset ours, timed beside them, found its
    inputs in the L2: 45.9 us for 49.3 (post_attention_norms on an H100, T=4096, in situ).
    """
    with suppress(OSError):
        ctypes.CDLL("libcuda.so.1").cuCtxResetPersistingL2Cache()
    flush.zero_()


class Graph:
    """`launches` calls of an arm, captured; `us()` replays once and gives microseconds a call.

    `outputs` holds those of the last calls, as many as there are inputs.
    """

    def __init__(
        self,
        arm: Callable[..., Any],
        inputs: list[dict[str, Any]],
        launches: int,
        flush: torch.Tensor,
    ) -> None:
        self._flush, self._launches = flush, launches
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream), torch.no_grad():
            for arguments in inputs[:WARM_CALLS]:
                arm(**arguments)
        torch.cuda.current_stream().wait_stream(stream)
        self._graph = torch.cuda.CUDAGraph()
        self.outputs: list[Any] = [()] * len(inputs)
        with torch.cuda.graph(self._graph), torch.no_grad():
            for i in range(launches):
                self.outputs[i % len(inputs)] = as_outputs(arm(**inputs[i % len(inputs)]))

    def replay(self) -> None:
        """Empty the L2 and replay; returns before it has happened."""
        _empty_l2(self._flush)
        self._graph.replay()

    def us(self) -> float:
        """Microseconds a call of one replay, by events on the stream."""
        _empty_l2(self._flush)
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        self._graph.replay()
        end.record()
        end.synchronize()
        return float(begin.elapsed_time(end)) * 1000 / self._launches

    def warm(self, milliseconds: float, clocks: Clocks) -> None:
        """Replay for so long, and note the clocks while it runs."""
        spent = 0.0
        while spent < milliseconds:
            spent += self.us() * self._launches / 1000
        self.replay()
        clocks.sample()
        torch.cuda.synchronize()

    def rewritten(self) -> list[tuple[torch.Tensor, ...]]:
        """The outputs after one more replay into poisoned memory."""
        for tensors in self.outputs:
            for tensor in tensors:
                tensor.fill_(_POISON[tensor.dtype.is_floating_point])
        self.replay()
        torch.cuda.synchronize()
        return self.outputs


def copy_bandwidth_gb_per_s() -> float:
    """Bytes read plus written a second by a device copy of 1 GiB, best of 20."""
    source = torch.empty(_COPY_BYTES, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    best = math.inf
    for _ in range(20):
        begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        begin.record()
        target.copy_(source)
        end.record()
        end.synchronize()
        best = min(best, begin.elapsed_time(end))
    return 2 * _COPY_BYTES / best / 1e6
