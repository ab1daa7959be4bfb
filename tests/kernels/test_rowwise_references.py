"""The row-wise kernels' references compute what transformers' Gemma 4 and our patterns compute."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.suggest.library import load_patterns
from workbench.validate import subject

pytest.importorskip("transformers", reason="needs the gemma4 extra: transformers")

SMALL: dict[str, Any] = {
    "hidden_size": 48,
    "intermediate_size": 40,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "global_head_dim": 32,
    "sliding_window": 8,
    "vocab_size": 64,
    "vocab_size_per_layer_input": 64,
    "rope_parameters": {
        "sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
        "full_attention": {
            "rope_type": "proportional",
            "partial_rotary_factor": 0.25,
            "rope_theta": 1e6,
        },
    },
}
MIXTURE = {
    "num_global_key_value_heads": 1,
    "attention_k_eq_v": True,
    "enable_moe_block": True,
    "num_experts": 4,
    "top_k_experts": 2,
    "moe_intermediate_size": 24,
    "hidden_size_per_layer_input": 0,
}
PER_LAYER = {
    "num_global_key_value_heads": 2,
    "hidden_size_per_layer_input": 8,
    "num_kv_shared_layers": 2,
}
SLIDING, FULL = "sliding_attention", "full_attention"


class Run:
    """One forward pass of a small random Gemma 4, and what its modules read and wrote."""

    def __init__(self, options: dict[str, Any], layer_types: list[str]) -> None:
        from transformers import Gemma4TextConfig
        from transformers.models.gemma4 import modeling_gemma4 as modeling

        config = Gemma4TextConfig(
            **SMALL, **options, layer_types=layer_types, num_hidden_layers=len(layer_types)
        )
        config._attn_implementation = "eager"
        config._experts_implementation = "eager"
        torch.manual_seed(0)
        self.model = modeling.Gemma4TextModel(config).to(torch.bfloat16).eval()
        for name, value in (*self.model.named_parameters(), *self.model.named_buffers()):
            if "norm" in name or "scal" in name:
                value.data.uniform_(0.5, 1.5)
            elif "layers" in name or "per_layer" in name:
                value.data.normal_(std=0.3)
        self.read: dict[str, Any] = {}
        self.wrote: dict[str, Any] = {}
        self.attended: list[tuple[torch.Tensor, ...]] = []
        for name, module in self.model.named_modules():
            module.register_forward_pre_hook(self._before(name), with_kwargs=True)
            module.register_forward_hook(self._after(name), with_kwargs=True)
        attention = modeling.eager_attention_forward

        def noted(module: Any, q: Any, k: Any, v: Any, *rest: Any, **options: Any) -> Any:
            self.attended.append(tuple(x.transpose(1, 2) for x in (q, k, v)))
            return attention(module, q, k, v, *rest, **options)

        modeling.eager_attention_forward = noted
        try:
            with torch.no_grad():
                ids = torch.randint(64, (2, 5))
                self.model(input_ids=ids, use_cache=False)
        finally:
            modeling.eager_attention_forward = attention

    def _before(self, name: str) -> Any:
        def hook(module: Any, args: Any, kwargs: Any) -> None:
            values = [*args, *kwargs.values()]
            self.read[name] = [v.clone() if isinstance(v, torch.Tensor) else v for v in values]

        return hook

    def _after(self, name: str) -> Any:
        def hook(module: Any, args: Any, kwargs: Any, result: Any) -> None:
            first = result[0] if isinstance(result, tuple) else result
            self.wrote[name] = first.clone() if isinstance(first, torch.Tensor) else result
            if name == "rotary_emb":
                self.wrote[f"{name}.{args[2]}"] = result

        return hook

    def weight(self, name: str) -> torch.Tensor:
        """A parameter or buffer."""
        return self.model.state_dict().get(name, dict(self.model.named_buffers()).get(name))


@pytest.fixture(scope="module")
def mixture() -> Run:
    return Run(MIXTURE, [SLIDING, FULL])


@pytest.fixture(scope="module")
def per_layer() -> Run:
    """Two layers with their own keys, two that share them."""
    return Run(PER_LAYER, [SLIDING, FULL, SLIDING, FULL])


@pytest.fixture(scope="module")
def load(repository: Path) -> Iterator[Any]:
    kernels: dict[str, Any] = {}

    def one(name: str, form: str = "") -> Any:
        if name not in kernels:
            kernels[name] = subject.load(repository / "kernels" / name / "kernel.py")
        references = kernels[name].references
        return references[form or next(iter(references))]

    yield one


def agree(got: Any, *expected: torch.Tensor) -> None:
    got = got if isinstance(got, tuple) else (got,)
    assert len(got) == len(expected)
    for ours, theirs in zip(got, expected, strict=True):
        assert ours.dtype == theirs.dtype
        assert torch.equal(ours.reshape(theirs.shape), theirs)
        assert theirs.float().std() > 0.01


def test_rms_norm(mixture: Run, load: Any) -> None:
    (x,) = mixture.read["layers.0.input_layernorm"]
    weight = mixture.weight("layers.0.input_layernorm.weight")
    agree(load("rms_norm")(x, 1e-6, weight), mixture.wrote["layers.0.input_layernorm"])
    (x,) = mixture.read["layers.0.router.norm"]
    agree(load("rms_norm")(x, 1e-6), mixture.wrote["layers.0.router.norm"])


def test_post_attention_norms(mixture: Run, load: Any) -> None:
    at = "layers.0."
    got = load("post_attention_norms")(
        mixture.wrote[at + "self_attn"],
        mixture.read["layers.0"][0],
        mixture.weight(at + "post_attention_layernorm.weight"),
        mixture.weight(at + "pre_feedforward_layernorm.weight"),
        mixture.weight(at + "pre_feedforward_layernorm_2.weight"),
        mixture.weight(at + "router.scale"),
        48**-0.5,
        1e-6,
    )
    agree(
        got,
        mixture.read[at + "pre_feedforward_layernorm"][0],
        mixture.read[at + "mlp"][0],
        mixture.read[at + "router.proj"][0],
        mixture.read[at + "experts"][0],
    )


def test_moe_tail_and_next_input_norm(mixture: Run, load: Any) -> None:
    at = "layers.0."
    h = mixture.read[at + "pre_feedforward_layernorm"][0]
    arguments = (
        mixture.wrote[at + "mlp"],
        mixture.wrote[at + "experts"].reshape(h.shape),
        h,
        mixture.weight(at + "post_feedforward_layernorm_1.weight"),
        mixture.weight(at + "post_feedforward_layernorm_2.weight"),
        mixture.weight(at + "post_feedforward_layernorm.weight"),
        mixture.weight(at + "layer_scalar"),
    )
    agree(load("moe_tail")(*arguments, 1e-6), mixture.wrote["layers.0"])
    w_next = mixture.weight("layers.1.input_layernorm.weight")
    agree(
        load("tail_and_next_input_norm")(*arguments, w_next, 1e-6),
        mixture.wrote["layers.0"],
        mixture.wrote["layers.1.input_layernorm"],
    )


def test_geglu(mixture: Run, load: Any) -> None:
    at = "layers.1.mlp."
    got = load("geglu")(mixture.wrote[at + "gate_proj"], mixture.wrote[at + "up_proj"])
    agree(got, mixture.read[at + "down_proj"][0])


def test_per_layer_embeddings(per_layer: Run, load: Any) -> None:
    at = "layers.0."
    after_attention = per_layer.read[at + "pre_feedforward_layernorm"][0]
    weight = per_layer.weight(at + "post_feedforward_layernorm.weight")
    (h,) = per_layer.read[at + "per_layer_input_gate"]
    got = load("ple_tail", "norm_add")(
        per_layer.wrote[at + "mlp"], after_attention, weight, None, 1e-6
    )
    agree(got, h)
    got = load("ple_tail", "gelu_mul")(
        per_layer.wrote[at + "per_layer_input_gate"], per_layer.read["layers.0"][1], None, None, 0
    )
    agree(got, per_layer.read[at + "per_layer_projection"][0])
    arguments = (
        per_layer.wrote[at + "per_layer_projection"],
        h,
        per_layer.weight(at + "post_per_layer_input_norm.weight"),
        per_layer.weight(at + "layer_scalar"),
        1e-6,
    )
    agree(load("ple_tail", "norm_residual_scalar")(*arguments), per_layer.wrote["layers.0"])
    agree(load("norm_residual_scalar")(*arguments), per_layer.wrote["layers.0"])


def test_from_block_to_block(per_layer: Run, load: Any) -> None:
    at = "layers.3."  # the last: the next norm of its end is the final one
    (after_attention,) = per_layer.read[at + "pre_feedforward_layernorm"]
    attended = load("norm_add_norm", "norm_add_norm")(
        per_layer.wrote[at + "self_attn"],
        per_layer.read[at + "input_layernorm"][0],
        per_layer.weight(at + "post_attention_layernorm.weight"),
        per_layer.weight(at + "pre_feedforward_layernorm.weight"),
        None,
        1e-6,
    )
    agree(attended, after_attention, per_layer.read[at + "mlp"][0])
    for layer, norm in ((2, "layers.3.input_layernorm"), (3, "norm")):
        at = f"layers.{layer}."
        ended = load("norm_add_norm", "norm_add_scale_norm")(
            per_layer.wrote[at + "per_layer_projection"],
            per_layer.read[at + "per_layer_input_gate"][0],
            per_layer.weight(at + "post_per_layer_input_norm.weight"),
            per_layer.weight(norm + ".weight"),
            per_layer.weight(at + "layer_scalar"),
            1e-6,
        )
        agree(ended, per_layer.wrote[f"layers.{layer}"], per_layer.wrote[norm])


@pytest.mark.parametrize(("layer", "kind"), [(0, SLIDING), (1, FULL)])
def test_qkv_norm_rope(mixture: Run, load: Any, layer: int, kind: str) -> None:
    at = f"layers.{layer}.self_attn."
    cos, sin = mixture.wrote[f"rotary_emb.{kind}"]
    assert cos.shape[0] == 1  # one row a position, for both sequences
    if kind == FULL:
        assert bool((cos[..., 4:16] == 1).all())  # proportional: 4 real frequencies of 16
        assert bool((cos[0, 1:, :4] != 1).any())
    arguments = [
        mixture.wrote[at + "q_proj"],
        mixture.wrote[at + "k_proj"],
        mixture.wrote.get(at + "v_proj"),
        mixture.weight(at + "q_norm.weight"),
        mixture.weight(at + "k_norm.weight"),
    ]
    assert (arguments[2] is None) == (kind == FULL)
    expected = mixture.attended[layer]
    agree(load("qkv_norm_rope")(*arguments, cos, sin, 1e-6), *expected)
    q, k, v = load("qkv_norm")(*arguments, 1e-6)
    agree((v,), expected[2])
    still = torch.ones_like(cos), torch.zeros_like(sin)
    agree((q, k), *load("qkv_norm_rope")(*arguments, *still, 1e-6)[:2])


def test_queries_of_a_layer_that_shares_keys(per_layer: Run, load: Any) -> None:
    at = "layers.3.self_attn."
    assert at + "k_proj" not in per_layer.wrote
    got = load("qkv_norm_rope")(
        per_layer.wrote[at + "q_proj"],
        None,
        None,
        per_layer.weight(at + "q_norm.weight"),
        None,
        *per_layer.wrote[f"rotary_emb.{FULL}"],
        1e-6,
    )
    agree(got, per_layer.attended[3][0])


@pytest.mark.parametrize(
    "name",
    [
        "rms_norm",
        "post_attention_norms",
        "geglu",
        "moe_tail",
        "tail_and_next_input_norm",
        "norm_add_norm",
        "norm_residual_scalar",
        "logit_softcap",
    ],
)
def test_the_references_are_those_of_the_pattern(repository: Path, name: str) -> None:
    """The pattern that finds a candidate and the kernel that replaces it mean the same."""
    kernel = subject.load(repository / "kernels" / name / "kernel.py")
    patterns = [p for p in load_patterns(repository / "templates") if name in (p.name, p.kernel)]
    inputs = next(iter(kernel.cases.values()))(device="cpu")
    for pattern in patterns:
        assert kernel.outputs == pattern.outputs
        shared = [r for r in pattern.references if r.__name__ in kernel.references]
        assert shared
        for theirs in shared:  # a form's argument may be none of another pattern's
            read = {key: inputs[key] for key in inspect.signature(theirs).parameters}
            agree(kernel.references[theirs.__name__](**inputs), *_tuple(theirs(**read)))
    assert len(patterns) == (2 if name == "norm_add_norm" else 1)


def _tuple(result: Any) -> tuple[torch.Tensor, ...]:
    return result if isinstance(result, tuple) else (result,)
