"""Modules run without nn.Module's own Python where nobody could tell the difference.

A decode step of a patched model is bound by Python, of which calls through `nn.Module.__call__` and
the look-ups of modules are a part that nobody needs. Whoever watches a module (a hook of
any kind, a profiler, a compiler) still sees it called.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import profiler
from torch.nn.functional import linear as project
from torch.nn.modules import module as hooks

_GLOBAL_HOOKS = (
    hooks._global_forward_pre_hooks,
    hooks._global_forward_hooks,
    hooks._global_backward_pre_hooks,
    hooks._global_backward_hooks,
)
_is_compiling = torch.compiler.is_compiling


def hooked(module: nn.Module) -> bool:
    """Whether a hook of its own runs when `module` is called."""
    return bool(
        module._forward_hooks
        or module._forward_pre_hooks
        or module._backward_hooks
        or module._backward_pre_hooks
    )


def watched(module: nn.Module) -> bool:
    """Whether a call of `module` does more than its forward, or someone counts on seeing it."""
    return bool(
        _is_compiling()
        or hooked(module)
        or module._compiled_call_impl
        or any(_GLOBAL_HOOKS)
        or profiler._is_profiler_enabled  # attribution reads the modules out of a profile
    )


def run(module: Any, *arguments: Any, **keywords: Any) -> Any:
    """`module(...)`, by its forward alone where nobody watches."""
    if watched(module):
        return module(*arguments, **keywords)
    return module.forward(*arguments, **keywords)


def linear(module: Any, x: Tensor) -> Tensor:
    """`module(x)` of what is an nn.Linear, as a rule: [..., in] -> [..., out].

    Anything else that stands in its place (an adapter, a quantised layer, a forward of its own) is
    called.
    """
    weight = module._parameters.get("weight") if type(module) is nn.Linear else None
    if weight is None or watched(module) or "forward" in module.__dict__:
        called: Tensor = module(x)
        return called
    return project(x, weight, module._parameters["bias"])


def parameter(module: Any, name: str = "weight") -> Tensor:
    """`getattr(module, name)`, sooner: nn.Module looks parameters up in Python, once C gave up."""
    found: Tensor | None = module._parameters.get(name)
    return getattr(module, name) if found is None else found
