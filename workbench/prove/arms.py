"""The two arms of a proof: the captured model, and its twin on the same weights, with kernels."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from itertools import chain
from typing import Any

import torch
from torch import nn

from workbench.capture.workload import Workload
from workbench.errors import Unavailable

Call = Callable[..., Any]
MODES = {"inductor": None, "cudagraph": "reduce-overhead"}


def twin(model: nn.Module) -> nn.Module:
    """A copy of the modules that shares every parameter and buffer: it costs no device memory."""
    shared: dict[int, Any] = {id(t): t for t in chain(model.parameters(), model.buffers())}
    return copy.deepcopy(model, shared)


def call_of(model: nn.Module, variant: str, workload: Workload) -> Call:
    """`model` as `variant` runs it, compiled and warm where it compiles.

    Raises Unavailable when the compiler cannot take the step whole, or there is no GPU to replay
    graphs on.
    """
    if variant == "eager":
        eager: Call = model
        return eager
    if variant == "cudagraph" and workload.device.type != "cuda":
        raise Unavailable("CUDA graphs need a GPU: use --variant eager or inductor")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"torch\._(dynamo|inductor)")
        compiled = torch.compile(model, fullgraph=True, dynamic=False, mode=MODES[variant])

        def call(*arguments: Any, **keywords: Any) -> Any:
            if variant == "cudagraph":
                torch.compiler.cudagraph_mark_step_begin()
            return compiled(*arguments, **keywords)

        try:
            for _ in range(3):  # compile and run, record, replay
                workload.step(call)
        except torch._dynamo.exc.Unsupported as error:
            first = (str(error).strip().splitlines() or ["unsupported"])[0]
            raise Unavailable(f"torch.compile breaks the graph: {first}") from None
    workload.synchronise()
    return call
