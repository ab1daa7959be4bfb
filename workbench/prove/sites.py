"""The table of places where a kernel can stand in Gemma 4: what it replaces, and when it fits.

A row is a step of one class's forward (`gemma4.FORWARDS`). Rows of one step stand in order of
preference: the kernel that does most first. What a row replaces is named relative to its host; a
kernel installed there makes kernels at the replaced modules superfluous.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor

from workbench.prove import gemma4_layer_steps as layer
from workbench.prove import gemma4_steps as steps


class Draw:
    """Random activations of the dtype and on the device of `like`, the same in every run."""

    def __init__(self, like: Tensor, seed: int = 0) -> None:
        self.like = like
        self.generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int) -> Tensor:
        """N(0, 1)."""
        drawn = torch.randn(*shape, generator=self.generator)
        return drawn.to(self.like.device, self.like.dtype)

    def uniform(self, *shape: int) -> Tensor:
        """U(0, 1), fp32."""
        return torch.rand(*shape, generator=self.generator).to(self.like.device)


Samples = Callable[[Any, int, Draw], tuple[Any, ...]]  # (host, tokens, draw) -> activations


def _hidden(count: int) -> Samples:
    return lambda host, tokens, draw: tuple(
        draw.normal(1, tokens, host.hidden_size) for _ in range(count)
    )


def _norm_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    return (draw.normal(1, tokens, host.weight.shape[0] if host.with_scale else 256),)


def _mlp_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    return tuple(draw.normal(1, tokens, host.intermediate_size) for _ in range(2))


def _experts_gate_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    gate, up = draw.normal(tokens, 2 * host.intermediate_dim).chunk(2, dim=-1)
    return gate, up


def _experts_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    k = host.config.top_k_experts
    ids = draw.uniform(tokens, host.num_experts).argsort(-1)[:, :k].contiguous()
    return draw.normal(tokens, host.hidden_dim), ids, draw.uniform(tokens, k)


def _router_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    return (2 * draw.normal(tokens, host.per_expert_scale.shape[0]),)


def _qkv_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    query, key, value = draw.normal(1, tokens, host.q_proj.out_features), None, None
    if not host.is_kv_shared_layer:
        key = value = draw.normal(1, tokens, host.k_proj.out_features)
        if host.v_proj is not None:
            value = draw.normal(1, tokens, host.v_proj.out_features)
    angle = 6.3 * draw.uniform(1, tokens, host.head_dim // 2).repeat(1, 1, 2)
    return query, key, value, angle.cos().to(query.dtype), angle.sin().to(query.dtype)


def _attend_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    heads, width, slots = host.q_proj.out_features // host.head_dim, host.head_dim, 48
    kv_heads = heads // host.num_key_value_groups
    query = draw.normal(tokens, heads, 1, width) * width**-0.5
    key, value = (draw.normal(tokens, kv_heads, slots, width) for _ in range(2))
    mask = torch.arange(slots) < slots - 1 - torch.arange(tokens)[:, None]
    mask = mask[:, None, None, :].to(query.device)
    if host.config._attn_implementation == "eager":
        mask = torch.where(mask, 0.0, torch.finfo(query.dtype).min).to(query.dtype)
    return query, key, value, mask, {}


def _ple_gate_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    width = host.hidden_size_per_layer_input
    packed = draw.normal(1, tokens, 2 * width)  # a slice of all layers' inputs, as in the model
    return draw.normal(1, tokens, width), packed[..., :width]


def _logits_sample(host: Any, tokens: int, draw: Draw) -> tuple[Any, ...]:
    return (20 * draw.normal(1, tokens, host.vocab_size),)


@dataclass(frozen=True)
class Site:
    """One row. `fits(host)` says why a host has no such place, "" when it has."""

    kernel: str
    host: str  # class name in transformers
    step: str  # of that class's forward
    replaces: tuple[str, ...]  # modules under the host that no longer run
    plain: Callable[..., Any]
    fused: Callable[..., Any]
    samples: Samples
    fits: Callable[[Any], str] = lambda host: ""
    contraction: bool = False  # sums over weights or a context: eager differs from itself
    needs: str = ""  # step of the same host that must have a kernel too
    # Worth having under torch.compile. It fuses single norms and pointwise work as well itself, and
    # with their neighbours; three or more norms of one row, top-k and sorts it leaves apart.
    compiled: bool = True
    # The kernel at a layer's end also gives the norm that reads its output, wherever that stands:
    # `fused(launch, norm, host, ...)` returns (h, its norm), `plain(host, ...)` h.
    hands_over: bool = False
    # Operators of the host's forward that run no more where this stands, beyond what the kernel's
    # pattern covers: nothing takes their place.
    leaves_out: tuple[str, ...] = ()


def _one_eps(host: Any) -> str:
    found = {module.eps for name, module in host.named_modules() if hasattr(module, "eps")}
    return "" if len(found) == 1 else f"its norms have several eps: {sorted(found)}"


def _moe(host: Any) -> str:
    if not host.enable_moe_block:
        return "a dense layer"
    return _one_eps(host)


def _moe_without_ple(host: Any) -> str:
    return _moe(host) or ("per-layer embeddings follow" if _ple(host) == "" else "")


def _dense(host: Any) -> str:
    return "a layer with experts" if host.enable_moe_block else _one_eps(host)


def _dense_without_ple(host: Any) -> str:
    return _dense(host) or ("per-layer embeddings follow" if _ple(host) == "" else "")


def _ple(host: Any) -> str:
    if not host.hidden_size_per_layer_input:
        return "a layer without per-layer embeddings"
    return _gelu_tanh(host) or _one_eps(host)


def _gelu_tanh(host: Any) -> str:
    name = getattr(host.config, "hidden_activation", "")
    known = name in ("gelu_pytorch_tanh", "gelu_tanh")
    return "" if known else f"the activation is {name!r}, not the tanh GELU"


def _experts(host: Any, implementation: str) -> str:
    used = getattr(host.config, "_experts_implementation", None)
    if used != implementation:
        return (
            f"the model runs {used} experts; model.set_experts_implementation({implementation!r}) "
            "would change that"
        )
    if host.has_bias or host.is_transposed or not host.has_gate or not host.is_concatenated:
        return "experts with biases, or stored otherwise"
    if host.gate_up_proj.shape[0] != host.config.num_experts:
        return "experts are spread over ranks"
    return _gelu_tanh(host)


def _attends(host: Any) -> str:
    used = host.config._attn_implementation
    if used not in steps.ATTENDS:
        return f"attention is {used!r}: its masks are not read here"
    return "each K/V head has one query head" if host.num_key_value_groups == 1 else ""


def _caps(host: Any) -> str:
    return "" if host.config.final_logit_softcapping else "logits are not capped"


_QKV = ("q_norm", "k_norm", "v_norm")
_TAIL = (
    "post_feedforward_layernorm_1",
    "post_feedforward_layernorm_2",
    "post_feedforward_layernorm",
)
_AFTER = (
    "post_attention_layernorm",
    "pre_feedforward_layernorm",
    "pre_feedforward_layernorm_2",
    "router.norm",
)

_ATTENTION, _LAYER = "Gemma4TextAttention", "Gemma4TextDecoderLayer"
_EXPERTS = "Gemma4TextExperts"

SITES: tuple[Site, ...] = (
    Site("post_attention_norms", _LAYER, "post_attention", _AFTER,
         layer.post_attention, layer.post_attention_fused, _hidden(2), _moe),
    Site("tail_and_next_input_norm", _LAYER, "moe_tail", _TAIL,
         layer.moe_tail, layer.moe_tail_and_norm, _hidden(3), _moe_without_ple, hands_over=True),
    Site("moe_tail", _LAYER, "moe_tail", _TAIL,
         layer.moe_tail, layer.moe_tail_fused, _hidden(3), _moe_without_ple),
    Site("norm_add_norm", _LAYER, "attention_add",
         ("post_attention_layernorm", "pre_feedforward_layernorm"),
         layer.attention_add, layer.attention_add_and_norm, _hidden(2), _dense, compiled=False),
    Site("ple_tail", _LAYER, "attention_add", ("post_attention_layernorm",),
         layer.attention_add, layer.attention_add_fused, _hidden(2), _dense, compiled=False),
    Site("ple_tail", _LAYER, "feedforward_add", ("post_feedforward_layernorm",),
         layer.feedforward_add, layer.feedforward_add_fused, _hidden(2), _ple, compiled=False),
    Site("ple_tail", _LAYER, "ple_gate", (),
         layer.ple_gate, layer.ple_gate_fused, _ple_gate_sample, _ple, compiled=False),
    Site("norm_add_norm", _LAYER, "ple_end", ("post_per_layer_input_norm",),
         layer.ple_end, layer.ple_end_and_norm, _hidden(2), _ple, compiled=False, hands_over=True),
    Site("ple_tail", _LAYER, "ple_end", ("post_per_layer_input_norm",),
         layer.ple_end, layer.ple_end_fused, _hidden(2), _ple, compiled=False),
    Site("norm_residual_scalar", _LAYER, "ple_end", ("post_per_layer_input_norm",),
         layer.ple_end, layer.ple_end_by_dense_tail, _hidden(2), _ple, compiled=False),
    Site("norm_add_norm", _LAYER, "dense_tail", ("post_feedforward_layernorm",),
         layer.dense_tail, layer.dense_tail_and_norm, _hidden(2), _dense_without_ple,
         compiled=False, hands_over=True),
    Site("norm_residual_scalar", _LAYER, "dense_tail", ("post_feedforward_layernorm",),
         layer.dense_tail, layer.dense_tail_fused, _hidden(2), _dense_without_ple, compiled=False),
    Site("qkv_norm_rope", _ATTENTION, "qkv", _QKV,
         steps.qkv, steps.qkv_fused, _qkv_sample, _one_eps),
    Site("qkv_norm", _ATTENTION, "qkv", _QKV,
         steps.qkv, steps.qkv_normed, _qkv_sample, _one_eps),
    Site("gqa_decode_attention", _ATTENTION, "attend", (),
         steps.attend, steps.attend_fused, _attend_sample, _attends, contraction=True),
    Site("router_topk", "Gemma4TextRouter", "select", (),
         steps.select, steps.select_fused, _router_sample),
    Site("experts_decode", _EXPERTS, "few", (),
         steps.few, steps.few_fused, _experts_sample,
         partial(_experts, implementation="batched_mm"), contraction=True),
    Site("moe_dispatch", _EXPERTS, "dispatch", (),
         steps.dispatch, steps.dispatch_fused, _experts_sample,
         partial(_experts, implementation="grouped_mm"),
         leaves_out=("aten::masked_fill",)),  # rows of other ranks' experts: here are none
    Site("geglu", "Gemma4TextMLP", "gate", (),
         steps.gate, steps.gate_fused, _mlp_sample, _gelu_tanh, compiled=False),
    Site("geglu", _EXPERTS, "gate", (),
         steps.gate, steps.gate_fused, _experts_gate_sample,
         partial(_experts, implementation="grouped_mm"), needs="dispatch", compiled=False),
    Site("rms_norm", "Gemma4RMSNorm", "norm", (),
         steps.norm, steps.norm_fused, _norm_sample, compiled=False),
    Site("logit_softcap", "Gemma4ForCausalLM", "softcap", (),
         steps.softcap, steps.softcap_fused, _logits_sample, _caps, compiled=False),
)  # fmt: skip

# What each class's forward does where no kernel stands; None: the class's own forward.
PLAIN: dict[str, dict[str, Any]] = {}
for _site in SITES:
    PLAIN.setdefault(_site.host, {})[_site.step] = _site.plain
PLAIN[_EXPERTS] |= {"few": None, "few_tokens": 0, "dispatch": None}
