"""Run in a process of its own, under TRITON_INTERPRET: tiny Gemma 4 models with kernels in them.

Reads a JSON list of requests from stdin, prints a list of answers. A request: `config` over the
gemma4-tiny preset, `kernels` (null: all), `experts`, `options` of `apply`, `hooks`.
"""

from __future__ import annotations

import copy
import json
import sys
import time
from typing import Any

import torch
from transformers import AutoModelForCausalLM, Gemma4TextConfig

import workbench
from workbench.capture import presets, weights
from workbench.prove import patch
from workbench.prove.hosts import class_of
from workbench.prove.sites import PLAIN

TOKENS = torch.tensor([[3, 141, 59], [58, 97, 93]])


def build(over: dict[str, Any], experts: str) -> Any:
    values = {**presets.dimensions("gemma4-tiny"), **over}
    values["layer_types"] = values["layer_types"][: values["num_hidden_layers"]]
    values.pop("model_type")
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(Gemma4TextConfig(**values), dtype=torch.bfloat16)
    weights.initialise(model, 0)
    if experts:
        model.set_experts_implementation(experts)
    return model.eval().requires_grad_(False)


def logits(model: Any, decode: bool = True) -> list[torch.Tensor]:
    """Of a prefill, and of the decode step after it."""
    with torch.no_grad():
        first = model(input_ids=TOKENS, use_cache=True)
        if not decode:
            return [first.logits]
        second = model(
            input_ids=TOKENS[:, :1], past_key_values=first.past_key_values, use_cache=True
        )
    return [first.logits, second.logits]


def equal(a: list[torch.Tensor], b: list[torch.Tensor]) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


def with_plain_steps(model: Any, compiled: bool) -> list[torch.Tensor]:
    """Every forward replaced, no kernel anywhere; `compiled`: also in one graph, which must be."""
    hosts = [m for m in model.modules() if class_of(m) not in ("", "Gemma4ForCausalLM")]
    for host in hosts:
        patch.swap(host, dict(PLAIN[class_of(host)]))
    found = logits(model)
    if compiled:
        call = torch.compile(model, fullgraph=True, backend="eager", dynamic=False)
        with torch.no_grad():
            call(input_ids=TOKENS, use_cache=False)  # a graph break would raise
    for host in hosts:
        del host.forward, host.__dict__["_workbench"]
    return found


def answer(request: dict[str, Any]) -> dict[str, Any]:
    began = time.process_time()
    model = build(request.get("config", {}), request.get("experts", ""))
    before = logits(model)
    plain = with_plain_steps(model, request.get("compile", False))
    applied = workbench.apply(model, request.get("kernels"), **request.get("options", {}))
    after = logits(model)
    copied = logits(copy.deepcopy(model), False) if request.get("copy") else after[:1]
    steered = []
    if request.get("steer"):
        handles = [layer.register_forward_hook(_steer) for layer in model.model.layers]
        steered = logits(model, False)
        applied.undo()
        steered_before = logits(model, False)
        for handle in handles:
            handle.remove()
    applied.undo()
    print(f"{time.process_time() - began:.1f} s", request, file=sys.stderr)
    return {
        "plain": equal(before, plain),
        "equal": equal(before, after),
        "largest": max(float((a - b).abs().max()) for a, b in zip(before, after, strict=True)),
        "copied": equal(after[:1], copied),
        "undone": equal(before, logits(model)),
        "steered": bool(steered) and equal(steered, steered_before),
        "installed": [[i.kernel, i.path, i.step, i.parity] for i in applied.installed],
        "declined": [[d.kernel, d.path, d.reason, d.kind] for d in applied.declined],
        "shown": repr(applied),
    }


def _steer(module: Any, inputs: Any, output: torch.Tensor) -> None:
    output[..., :7] += 1.0  # in place, as activation steering does


if __name__ == "__main__":
    print(json.dumps([answer(request) for request in json.load(sys.stdin)]))
