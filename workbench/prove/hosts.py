"""Where in a model the classes of the table stand, and who reads whose output."""

from __future__ import annotations

import sys
from typing import Any

from torch import nn

from workbench.errors import BadInput
from workbench.prove.gemma4 import FORWARDS


def hosts(model: nn.Module) -> dict[str, list[tuple[str, nn.Module]]]:
    """Modules of the classes that the table names, by class, in the model's order."""
    found: dict[str, list[tuple[str, nn.Module]]] = {}
    for path, module in model.named_modules():
        if name := class_of(module):
            found.setdefault(name, []).append((path, module))
    return found


def class_of(module: nn.Module) -> str:
    """The transformers class of a module, or of its ancestor, that the table names; "" none."""
    for kind in type(module).__mro__:
        if kind.__name__ in FORWARDS and kind.__module__.startswith("transformers."):
            own: Any = kind
            return kind.__name__ if own.forward is type(module).forward else ""
    return ""


def next_norms(model: nn.Module) -> dict[str, tuple[str, nn.Module]]:
    """For each decoder layer the norm that reads its output: path -> (path, module)."""
    found: dict[str, tuple[str, nn.Module]] = {}
    for path, module in model.named_modules():
        if type(module).__name__ != "Gemma4TextModel":
            continue
        layers = list(enumerate(module.layers))[: module.config.num_hidden_layers]
        for index, layer in layers[1:]:
            norm = f"layers.{index}.input_layernorm"
            found[joined(path, f"layers.{index - 1}")] = (
                joined(path, norm),
                layer.input_layernorm,
            )
        found[joined(path, f"layers.{layers[-1][0]}")] = (joined(path, "norm"), module.norm)
    return found


def output_class(module: nn.Module) -> Any:
    """What the causal model answers with; BadInput where its transformers has no such class."""
    name = "Gemma4CausalLMOutputWithPast"
    found = getattr(sys.modules[type(module).__module__], name, None)
    if found is None:
        raise BadInput(f"transformers has no {name}; this workbench knows 5.17")
    return found


def joined(path: str, child: str) -> str:
    """The module path of `child` under `path`, "" being the model itself."""
    return f"{path}.{child}" if path else child
