"""The steps of Gemma 4's forwards, each twice: `plain` with eager's modules, `fused` by a kernel.

`plain(host, ...)` is what the model does; `fused(launch, host, ...)` gives the same outputs through
`launch`, a kernel's launcher with its device bound. Installing compares the two on the model's own
weights.
"""

from __future__ import annotations

import sys
from typing import Any

import torch
from torch import Tensor

from workbench.prove.direct import parameter

Launch = Any
ATTENDS = ("sdpa", "eager")  # implementations whose mask the attention kernel reads


def one(result: Any) -> Any:
    """The only output: launchers give a tuple of one, references and registered ops a tensor."""
    return result[0] if isinstance(result, tuple) else result


# ---------------------------------------------------------------- Gemma4RMSNorm


def norm(host: Any, x: Tensor) -> Tensor:
    """The module's own norm: [..., width] -> the same."""
    normed: Tensor = type(host).forward(host, x)
    return normed


def norm_fused(launch: Launch, host: Any, x: Tensor) -> Tensor:
    """`norm` by rms_norm."""
    scale = parameter(host) if host.with_scale else None
    normed: Tensor = one(launch(x, host.eps, scale, form="gemma_rms_norm"))
    return normed


# ---------------------------------------------------------------- Gemma4TextMLP, Gemma4TextExperts


def gate(host: Any, gate: Tensor, up: Tensor) -> Tensor:
    """Activation of the gate times up: two [..., width] -> one."""
    gated: Tensor = host.act_fn(gate) * up
    return gated


def gate_fused(launch: Launch, host: Any, gate: Tensor, up: Tensor) -> Tensor:
    """`gate` by geglu."""
    gated: Tensor = one(launch(gate, up, form="geglu"))
    return gated


def few(host: Any, x: Tensor, ids: Tensor, weights: Tensor) -> Tensor:
    """The experts' own forward, for a few tokens."""
    mixed: Tensor = type(host).forward(host, x, ids, weights)
    return mixed


def few_fused(launch: Launch, host: Any, x: Tensor, ids: Tensor, weights: Tensor) -> Tensor:
    """`few` by experts_decode."""
    projections = parameter(host, "gate_up_proj"), parameter(host, "down_proj")
    mixed: Tensor = one(launch(x, ids, weights, *projections, form="experts_batched_mm"))
    return mixed


def dispatch(host: Any, x: Tensor, ids: Tensor, weights: Tensor) -> tuple[Tensor, ...]:
    """Pairs in order of expert: rows, weights, offsets int32, permutation and its inverse."""
    experts, permutation = torch.sort(ids.reshape(-1), stable=True)
    places = torch.arange(host.num_experts, device=ids.device)
    offsets = (experts.unsqueeze(0) <= places.unsqueeze(1)).sum(1).int()
    rows = x[permutation // ids.shape[-1]]
    return rows, weights.reshape(-1)[permutation], offsets, permutation, permutation.argsort()


def dispatch_fused(
    launch: Launch, host: Any, x: Tensor, ids: Tensor, weights: Tensor
) -> tuple[Tensor, ...]:
    """`dispatch` by moe_dispatch."""
    return tuple(launch(x, ids, weights, host.num_experts, form="dispatch_by_sort"))


# ---------------------------------------------------------------- Gemma4TextRouter


def select(host: Any, logits: Tensor) -> tuple[Tensor | None, Tensor, Tensor]:
    """Logits [tokens, experts] -> probabilities, weights fp32 and ids of the k best."""
    probabilities = torch.softmax(logits, dim=-1, dtype=torch.float32)
    weights, ids = torch.topk(probabilities, k=host.config.top_k_experts, dim=-1)
    weights = weights / weights.sum(dim=-1, keepdim=True) * host.per_expert_scale[ids]
    return probabilities, weights, ids


def select_fused(launch: Launch, host: Any, logits: Tensor) -> tuple[Tensor | None, Tensor, Tensor]:
    """`select` by router_topk, which forms no probabilities."""
    top_k = host.config.top_k_experts
    scale = parameter(host, "per_expert_scale")
    weights, ids = launch(logits, scale, top_k, form="softmax_then_topk")
    return None, weights, ids


# ---------------------------------------------------------------- Gemma4TextAttention


def _rope(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    low, high = x.chunk(2, dim=-1)
    return x * cos.unsqueeze(2) + torch.cat((-high, low), dim=-1) * sin.unsqueeze(2)


def qkv(
    host: Any, query: Tensor, key: Any, value: Any, cos: Tensor, sin: Tensor
) -> tuple[Tensor, ...]:
    """Norms of q, k, v and RoPE of q, k: [..., heads * head_dim] -> [..., heads, head_dim]."""
    heads = (-1, host.head_dim)
    query = _rope(host.q_norm(query.unflatten(-1, heads)), cos, sin)
    if key is None:
        return (query,)
    key = _rope(host.k_norm(key.unflatten(-1, heads)), cos, sin)
    return query, key, host.v_norm(value.unflatten(-1, heads))


def _qkv_norms(name: str, host: Any, key: Any) -> tuple[tuple[Tensor, Any], float, str]:
    """Weights of the norms, their eps, and the kernel's form."""
    modules = host._modules
    norm = modules["q_norm"]
    if key is None:
        return (parameter(norm), None), norm.eps, name
    if modules.get("v_proj") is None:
        name = f"{name}_k_eq_v"
    return (parameter(norm), parameter(modules["k_norm"])), norm.eps, name


def qkv_fused(
    launch: Launch, host: Any, query: Tensor, key: Any, value: Any, cos: Tensor, sin: Tensor
) -> tuple[Tensor, ...]:
    """`qkv` by qkv_norm_rope."""
    weights, eps, form = _qkv_norms("gemma4_qkv_norm_rope", host, key)
    return tuple(launch(query, key, value, *weights, cos, sin, eps, form=form))


def qkv_normed(
    launch: Launch, host: Any, query: Tensor, key: Any, value: Any, cos: Tensor, sin: Tensor
) -> tuple[Tensor, ...]:
    """`qkv` by qkv_norm, with eager's RoPE after it."""
    weights, eps, form = _qkv_norms("gemma4_qkv_norm", host, key)
    normed = launch(query, key, value, *weights, eps, form=form)
    turned = tuple(_rope(each, cos, sin) for each in normed[:2])
    return (*turned, *normed[2:])


def attend(
    host: Any, query: Tensor, key: Tensor, value: Tensor, mask: Any, kwargs: dict[str, Any]
) -> tuple[Tensor, Any]:
    """The attention that the model's configuration names: -> ([B, tokens, heads, D], weights)."""
    module = sys.modules[type(host).__module__]
    interface = module.ALL_ATTENTION_FUNCTIONS.get_interface(
        host.config._attn_implementation, module.eager_attention_forward
    )
    attended: tuple[Tensor, Any] = interface(
        host,
        query,
        key,
        value,
        mask,
        dropout=host.attention_dropout if host.training else 0.0,
        scaling=host.scaling,
        sliding_window=host.sliding_window,
        **kwargs,
    )
    return attended


def attend_fused(
    launch: Launch,
    host: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Any,
    kwargs: dict[str, Any],
) -> tuple[Tensor, Any]:
    """`attend` by gqa_decode_attention where each sequence has one query token."""
    if query.shape[2] != 1 or host.config._attn_implementation not in ATTENDS:
        return attend(host, query, key, value, mask, kwargs)
    attended = one(launch(query, key, value, mask, scale=host.scaling, form="expand_then_sdpa"))
    return attended.transpose(1, 2), None


# ---------------------------------------------------------------- Gemma4ForCausalLM


def softcap(host: Any, logits: Tensor) -> Tensor:
    """The soft limit of the logits."""
    cap = host.config.final_logit_softcapping
    return torch.tanh(logits / cap) * cap


def softcap_fused(launch: Launch, host: Any, logits: Tensor) -> Tensor:
    """`softcap` by logit_softcap."""
    cap = host.config.final_logit_softcapping
    capped: Tensor = one(launch(logits, cap, form="div_tanh_mul"))
    return capped
