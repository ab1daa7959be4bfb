# SPDX-License-Identifier: Apache-2.0
"""The launch floor: a kernel that does nothing, many times in a CUDA graph."""

from __future__ import annotations

import statistics
from typing import Any

import torch

LAUNCHES, REPLAYS = 1000, 15


def _empty_kernel() -> Any:
    import triton

    @triton.jit
    def empty_kernel(unused):  # type: ignore[no-untyped-def]
        return

    return empty_kernel


def graph_floor_us(grid: int) -> float:
    """Microseconds a launch of an empty Triton kernel takes in a CUDA graph, on `grid` programs.

    Median over replays of a graph of 1000 launches. Needs a CUDA device.
    """
    kernel, argument = _empty_kernel(), torch.zeros(1, device="cuda")
    kernel[(grid,)](argument, num_warps=4)
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        for _ in range(LAUNCHES):
            kernel[(grid,)](argument, num_warps=4)
    times = []
    for _ in range(REPLAYS + 3):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        graph.replay()
        end.record()
        torch.cuda.synchronize()
        times.append(start.elapsed_time(end) * 1e3 / LAUNCHES)
    return float(statistics.median(times[3:]))
