"""A patched step in Python: what it skips, who is still seen, and how many calls a layer may take.

Kernels run as their eager references here: no interpreter is needed for what is tested.
"""

from __future__ import annotations

import copy
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, Gemma4TextConfig

from workbench.capture import presets, weights
from workbench.prove import direct, gemma4, patch
from workbench.prove.library import load_kernels

pytestmark = pytest.mark.filterwarnings("ignore:.*runs in eager:RuntimeWarning")

TOKENS = torch.tensor([[3, 141, 59], [58, 97, 93]])
KINDS: dict[str, dict[str, Any]] = {
    "moe": {"num_hidden_layers": 2, "layer_types": ["sliding_attention", "full_attention"]},
    "ple": {
        "enable_moe_block": False,
        "hidden_size_per_layer_input": 16,
        "num_kv_shared_layers": 2,
        "attention_k_eq_v": False,
    },
}
KERNELS = {
    "moe": ("post_attention_norms", "tail_and_next_input_norm", "qkv_norm_rope", "router_topk",
            "moe_dispatch", "geglu", "rms_norm"),
    "ple": ("norm_add_norm", "ple_tail", "qkv_norm_rope", "geglu", "rms_norm"),
}  # fmt: skip


def build(kind: str) -> Any:
    values = {**presets.dimensions("gemma4-tiny"), **KINDS[kind]}
    values.pop("model_type")
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_config(Gemma4TextConfig(**values), dtype=torch.bfloat16)
    weights.initialise(model, 0)
    model.set_experts_implementation("grouped_mm")
    return model.eval().requires_grad_(False)


@pytest.fixture(params=KINDS)
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Any, Any, patch.Applied]]:
    """A model, its copy with kernels, and what was applied."""
    model = build(request.param)
    patched = copy.deepcopy(model)
    kernels = load_kernels(KERNELS[request.param], "interpret")
    with patch.install(patched, kernels, check=False) as applied:
        yield model, patched, applied


def logits(model: Any) -> list[Tensor]:
    """Of a prefill, and of the decode step after it."""
    with torch.no_grad():
        first = model(input_ids=TOKENS, use_cache=True)
        cache = first.past_key_values
        second = model(input_ids=TOKENS[:, :1], past_key_values=cache, use_cache=True)
    return [first.logits, second.logits]


def same(a: list[Tensor], b: list[Tensor]) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


def test_outputs_keep_their_bits(pair: tuple[Any, Any, patch.Applied]) -> None:
    model, patched, _ = pair
    before = logits(model)
    assert same(before, logits(patched))
    copied = copy.deepcopy(patched)
    with torch.no_grad():  # the copy reads its own weights
        copied.model.layers[1].self_attn.q_norm.weight.mul_(1.5)
        copied.model.layers[1].mlp.down_proj.weight.mul_(1.5)
    assert same(before, logits(patched))
    assert not same(before, logits(copied))


RUNNING = ("model.layers.1", "model.layers.1.self_attn", "model.layers.1.self_attn.q_proj",
           "model.layers.1.self_attn.o_proj", "model.layers.1.mlp", "model.layers.1.mlp.gate_proj",
           "model.layers.1.mlp.down_proj", "model.layers.1.input_layernorm")  # fmt: skip


@pytest.mark.parametrize("path", RUNNING)
def test_hooks_fire_and_their_answers_count(
    pair: tuple[Any, Any, patch.Applied], path: str
) -> None:
    calls: Counter[str] = Counter()

    def before(module: nn.Module, inputs: Any, keywords: Any) -> None:
        calls["before"] += 1

    def after(module: nn.Module, inputs: Any, output: Any) -> Any:
        calls["after"] += 1
        return (output[0] + 1, *output[1:]) if isinstance(output, tuple) else output + 1

    plain, found = logits(pair[0]), []
    for model in pair[:2]:
        module = model.get_submodule(path)
        handles = [
            module.register_forward_pre_hook(before, with_kwargs=True),
            module.register_forward_hook(after),
        ]
        found.append(logits(model))
        for handle in handles:
            handle.remove()
    assert calls == {"before": 4, "after": 4}
    assert same(*found)
    assert not same(plain, found[0])


def test_hooks_on_every_module_see_those_that_run(pair: tuple[Any, Any, patch.Applied]) -> None:
    seen: set[str] = set()
    names = {module: path for path, module in pair[1].named_modules()}
    handle = nn.modules.module.register_module_forward_hook(
        lambda module, inputs, output: seen.add(names.get(module, ""))
    )
    try:
        logits(pair[1])
    finally:
        handle.remove()
    assert set(RUNNING) < seen
    assert "model.layers.1.self_attn.q_norm" not in seen  # the kernel does its work


def test_whatever_takes_a_linears_place_is_called(pair: tuple[Any, Any, patch.Applied]) -> None:
    class Doubled(nn.Linear):
        def forward(self, x: Tensor) -> Tensor:
            return 2 * super().forward(x)

    found = []
    for model in pair[:2]:
        attention, mlp = model.model.layers[1].self_attn, model.model.layers[1].mlp
        adapter = Doubled(1, 1, bias=False)
        adapter.weight = attention.q_proj.weight
        attention.q_proj = adapter
        original = mlp.up_proj.forward
        mlp.up_proj.forward = lambda x, original=original: original(x) + 1
        found.append(logits(model))
    assert same(*found)


def test_a_hook_on_what_a_kernel_replaces_makes_it_decline() -> None:
    model, calls = build("ple"), Counter[str]()
    norm = model.model.layers[1].self_attn.q_norm
    norm.register_forward_hook(lambda *_: calls.update(["q_norm"]))
    applied = patch.install(model, load_kernels(["qkv_norm_rope"], "interpret"), check=False)
    assert applied.sites("qkv_norm_rope") == 3
    assert [(each.path, each.reason) for each in applied.declined] == [
        ("model.layers.1.self_attn", "q_norm has a hook, which would not run")
    ]
    logits(model)
    assert calls["q_norm"] == 2


def test_profilers_and_compilers_see_modules() -> None:
    module = nn.Linear(4, 4)
    assert not direct.watched(module)
    with torch.profiler.profile():
        assert direct.watched(module)
    module.compile(backend="eager")
    assert direct.watched(module)


def test_a_step_compiles_whole(pair: tuple[Any, Any, patch.Applied]) -> None:
    torch.compiler.reset()
    call = torch.compile(pair[1], fullgraph=True, backend="eager", dynamic=False)
    with torch.no_grad():
        compiled = call(input_ids=TOKENS, use_cache=False).logits
        eager = pair[0](input_ids=TOKENS, use_cache=False).logits
    assert torch.equal(compiled, eager)


def calls_in_a_layer(model: Any) -> Counter[str]:
    """Python calls within the decoder layers of one decode step, by what they are; a layer's."""
    counts: Counter[str] = Counter()
    depth = 0
    layer = gemma4.decoder_layer.__code__

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal depth
        if event not in ("call", "return"):
            return
        code = frame.f_code
        if code is layer:
            depth += 1 if event == "call" else -1
        elif depth and event == "call":
            inside = code.co_filename.replace("\\", "/")
            ours = "prove" if "/workbench/prove/" in inside else ""
            counts[ours or ("module" if inside.endswith("nn/modules/module.py") else "else")] += 1

    with torch.no_grad():
        cache = model(input_ids=TOKENS, use_cache=True).past_key_values
        sys.setprofile(note)
        try:
            model(input_ids=TOKENS[:, :1], past_key_values=cache, use_cache=True)
        finally:
            sys.setprofile(None)
    layers = model.config.num_hidden_layers
    return Counter({kind: round(count / layers) for kind, count in counts.items()})


def test_a_layer_goes_through_no_modules_and_few_functions(
    pair: tuple[Any, Any, patch.Applied],
) -> None:
    counts = calls_in_a_layer(pair[1])
    assert counts["module"] <= 1
    assert counts["prove"] <= 80
