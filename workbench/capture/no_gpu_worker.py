"""The process that writes Inductor's code without a GPU: `python -m ...no_gpu_worker REQUEST`.

REQUEST is JSON on the command line; compiled graphs go into its `folder`, and one line of JSON to
its `answer` file. Started by `no_gpu`.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec
import torch
from torch import Tensor

from workbench.capture.cache import cache_keyword, empty_cache, slots_for
from workbench.capture.compiled import compile_cache, write_graph
from workbench.capture.device import versions
from workbench.capture.fake_gpu import fake_gpu, target
from workbench.capture.graphs import listen
from workbench.capture.models import Model, build_empty
from workbench.capture.no_gpu import GRAPH, Answer, Order
from workbench.capture.paths import local_prefixes
from workbench.capture.request import Request
from workbench.capture.workload import function_call
from workbench.errors import Unavailable, WorkbenchError

_DEVICE = "cuda:0"

# Constants are folded by running them, which nothing here can; padding is chosen by timing.
_CONFIG = {
    "fx_graph_cache": False,
    "shape_padding": False,
    "joint_graph_constant_folding": False,
    "compile_threads": 1,
}


def _attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor | None,
    is_causal: bool,
    scale: float | None,
) -> Tensor:
    """Attention as one opaque call: which kernel a GPU would choose is not known here."""
    return query.new_empty((*query.shape[:-1], value.shape[-1]))


def _attention_shape(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor | None,
    is_causal: bool,
    scale: float | None,
) -> Tensor:
    """Laid out as the fused kernels leave it: heads beside the width, as the projection reads."""
    *batch, heads, length, _ = query.shape
    return query.new_empty((*batch, length, heads, value.shape[-1])).transpose(-2, -3)


_OP = "workbench::scaled_dot_product_attention"
_SCHEMA = (
    "(Tensor query, Tensor key, Tensor value, Tensor? mask, bool is_causal, float? scale) -> Tensor"
)
_call_attention = torch.library.custom_op(_OP, _attention, mutates_args=(), schema=_SCHEMA)
torch.library.register_fake(_OP, _attention_shape)


def _opaque_attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Any:
    """In place of torch.nn.functional.scaled_dot_product_attention; no dropout in inference."""
    return _call_attention(query, key, value, attn_mask, is_causal, scale)


def generate(order: Order) -> Answer:
    """Build the model of the order in shapes only, compile its step, and write the graph."""
    from torch._subclasses.fake_tensor import FakeTensorMode

    request = Request(**order.request)
    with (
        compile_cache(),
        fake_gpu(target(order.target)),
        FakeTensorMode(allow_non_fake_inputs=True),
        torch.no_grad(),
        mock.patch.object(torch.nn.functional, "scaled_dot_product_attention", _opaque_attention),
    ):
        call, arguments, keywords, model, cache = _step(request)
        with listen() as log, _code_only() as codes:
            reason = _compile(call, arguments, keywords)
    if not codes or reason:
        raise Unavailable(f"Inductor generated no code for {request.model}: {reason or 'unknown'}")
    graph = log.graphs[0] if log.graphs else log.current
    graph.texts["output_code"], graph.state = codes[0], "disabled"
    write_graph(Path(order.folder) / GRAPH, graph, local_prefixes())
    return Answer(
        config=model.config if model else {},
        layers_run=model.layers_run if model else 0,
        layers_full=model.layers_full if model else 0,
        experts=model.experts if model else "",
        cache=cache,
        versions=versions(),
        notes=tuple(graph.problems),
    )


def _step(
    request: Request,
) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], Model | None, str]:
    """Callable, args and kwargs of the step, the model where it is one, and its cache."""
    with torch.device(_DEVICE):
        if request.kind == "function":
            return *function_call(request), None, ""
        model = build_empty(request)
        slots = slots_for(request.phase, request.context, request.tokens)
        ids = torch.ones((request.batch, request.tokens), dtype=torch.long)
        cache = empty_cache(model.module, request.batch, request.context, slots)
    keywords = {
        "input_ids": ids,
        "position_ids": torch.ones_like(ids),
        cache_keyword(model.module): cache,
        "use_cache": True,
    }
    if "logits_to_keep" in inspect.signature(model.module.forward).parameters:
        keywords["logits_to_keep"] = 1  # as generate() does
    return model.module, (), keywords, model, f"static:{slots}:empty"


def _compile(call: Any, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> str:
    """Compile without running; why it failed, "" when it did not."""
    from torch._dynamo.exc import Unsupported

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"torch\._(dynamo|inductor)")
        try:
            torch.compile(call, fullgraph=True, dynamic=False)(*arguments, **keywords)
        except Unsupported as error:
            return f"it has a graph break: {_first_line(error)}"
    return ""


@contextmanager
def _code_only() -> Iterator[list[str]]:
    """Collect the code of each graph instead of loading it, which would compile its kernels."""
    from torch._inductor.graph import GraphLowering
    from torch.fx.experimental import proxy_tensor

    codes: list[str] = []

    class Module:
        __file__ = "output_code.py"

        def call(self, *arguments: Any) -> None:
            """Runs nothing."""

    def written(self: Any) -> Module:
        wrapper, _ = self.codegen()
        codes.append(str(getattr(wrapper, "value", wrapper)))
        return Module()

    with (
        mock.patch.object(GraphLowering, "compile_to_module", written),
        # tracing would follow the values of tensors up to this size by computing them
        mock.patch.object(proxy_tensor, "CONSTANT_NUMEL_LIMIT", 0),
        torch._inductor.config.patch(_CONFIG),
    ):
        yield codes


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def main() -> None:
    """Do what the order on the command line says; expected failures become an answer too."""
    order = msgspec.json.decode(sys.argv[1].encode(), type=Order)
    try:
        answer = generate(order)
    except WorkbenchError as error:
        answer = Answer(failure=str(error), kind=type(error).__name__)
    Path(order.answer).write_bytes(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
