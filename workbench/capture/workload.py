"""A step that can be repeated: model, inputs, and the state put back before each repetition.

`module:function` protocol. The function is called with those of these keywords that its signature
names: device, dtype, seed, batch, context, tokens, phase. It returns a callable without inputs,
`(callable, args)` or `(callable, args, kwargs)`, with everything on the device already; a callable
that is an nn.Module gives module paths. Tensors among the inputs and the module's buffers are put
back before each repetition.
"""

from __future__ import annotations

import importlib
import inspect
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import sep
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from workbench.capture.cache import CacheState, build_cache, cache_keyword, slots_for
from workbench.capture.models import Model, build
from workbench.capture.request import Request
from workbench.capture.weights import generator, tensor_digest, tensors_in
from workbench.errors import BadInput, WorkbenchError


@dataclass
class Workload:
    """One step and how to run it again from the same state."""

    call: Callable[..., Any]  # what a compiler compiles: the model, or the user's callable
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    restore: Callable[[], None]
    device: torch.device
    module: nn.Module | None = None  # its named modules give the sites their paths
    model: Model | None = None
    cache: str = ""  # "static:<slots>:random-v1"
    digests: dict[str, str] = field(default_factory=dict)

    def run(self, call: Callable[..., Any] | None = None) -> Any:
        """Run the step once from the state as it is; `call` stands in for the model (compiled)."""
        with torch.no_grad():
            chosen = self.call if call is None else call  # a compiled module has no truth value
            return chosen(*self.arguments, **self.keywords)

    def step(self, call: Callable[..., Any] | None = None) -> Any:
        """Put the state back, then run the step once."""
        self.restore()
        return self.run(call)

    def synchronise(self) -> None:
        """Wait for the device."""
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)


def build_workload(
    request: Request, config: dict[str, Any] | None = None, slots: int = 0
) -> Workload:
    """Model and inputs of a checked request, as seeded.

    `config` and `slots` come from a manifest when a capture is rebuilt. Raises what `build` raises,
    BadInput when a function does not import or returns something else.
    """
    torch.manual_seed(request.seed)
    if request.kind == "function":
        return _function_workload(request)
    model = build(request, config)
    with torch.no_grad():
        return _language_model_workload(request, model, slots)


def _language_model_workload(request: Request, model: Model, slots: int) -> Workload:
    device, dtype = torch.device(request.device), getattr(torch, request.dtype)
    slots = slots or slots_for(request.phase, request.context, request.tokens)
    cache = build_cache(model.module, request.batch, request.context, slots, request.seed, dtype)
    ids = torch.randint(
        0,
        int(model.config["vocab_size"]),
        (request.batch, request.tokens),
        generator=generator(device, request.seed, "input_ids"),
        device=device,
    )
    positions = torch.arange(request.context, request.context + request.tokens, device=device)
    keywords = {
        "input_ids": ids,
        "position_ids": positions.repeat(request.batch, 1),
        cache_keyword(model.module): cache,
        "use_cache": True,
    }
    if "logits_to_keep" in inspect.signature(model.module.forward).parameters:
        keywords["logits_to_keep"] = 1  # as generate() does
    return Workload(
        call=model.module,
        arguments=(),
        keywords=keywords,
        restore=CacheState(cache).restore,
        device=device,
        module=model.module,
        model=model,
        cache=f"static:{slots}:random-v1",
        digests={"input_ids": tensor_digest(ids)},
    )


def logits(output: Any) -> Any:
    """What a step computes: the logits of a transformers output, or the output itself."""
    return getattr(output, "logits", output)


class _TensorState:
    """Puts back inputs and buffers, in place."""

    def __init__(self, tensors: list[Tensor]) -> None:
        self._kept = [(tensor, tensor.detach().clone()) for tensor in tensors]

    def restore(self) -> None:
        with torch.no_grad():
            for live, kept in self._kept:
                live.copy_(kept)


def _function_workload(request: Request) -> Workload:
    call, arguments, keywords = function_call(request)
    module = call if isinstance(call, nn.Module) else None
    tensors = [*tensors_in(arguments), *tensors_in(keywords)]
    digests = {"inputs": tensor_digest(tensors)}
    if module is not None:
        tensors += list(module.buffers())
    return Workload(
        call=call,
        arguments=arguments,
        keywords=keywords,
        restore=_TensorState(tensors).restore,
        device=torch.device(request.device),
        module=module,
        digests=digests,
    )


def function_call(request: Request) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
    """Callable, args and kwargs that module:function returns. Raises BadInput for anything else."""
    with explained(request):
        function = _import(request.model)
    offered = {
        "device": request.device,
        "dtype": getattr(torch, request.dtype),
        "seed": request.seed,
        "batch": request.batch,
        "context": request.context,
        "tokens": request.tokens,
        "phase": request.phase,
    }
    named = inspect.signature(function).parameters
    with explained(request):
        made = function(**{key: value for key, value in offered.items() if key in named})
    return _unpack(request.model, made)


@contextmanager
def explained(request: Request) -> Iterator[None]:
    """Tell what a user's function or a model raises as bad input, with the line that raised it.

    Running out of memory passes: what to change then is another thing.
    """
    try:
        yield
    except (WorkbenchError, MemoryError, torch.OutOfMemoryError):
        raise
    except Exception as error:  # anything may come out of code that is not ours
        if "memory" in str(error):
            raise
        frames = traceback.extract_tb(error.__traceback__)
        last = next(
            (f for f in reversed(frames) if f"{sep}torch{sep}" not in f.filename), frames[-1]
        )
        first = (str(error).strip().splitlines() or [""])[0]
        raise BadInput(
            f"{request.model} fails by itself: {type(error).__name__}: {first} "
            f"({last.filename}:{last.lineno})"
        ) from None


def _import(name: str) -> Callable[..., Any]:
    """The function that the user named; its module may lie in the working folder."""
    module_name, attribute = name.split(":")
    folder = str(Path.cwd())
    sys.path.insert(0, folder)
    try:
        function: Callable[..., Any] = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError) as error:
        raise BadInput(f"{name}: cannot import it: {error}") from None
    finally:
        sys.path.remove(folder)
    return function


def _unpack(name: str, made: Any) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
    parts = made if isinstance(made, tuple) else (made,)
    call, arguments, keywords = (*parts, (), {})[:3] if len(parts) < 2 else (*parts, {})[:3]
    if not callable(call) or not isinstance(arguments, (tuple, list)) or len(parts) > 3:
        raise BadInput(
            f"{name}: must return a callable, (callable, args) or (callable, args, kwargs)"
        )
    return call, tuple(arguments), dict(keywords)
