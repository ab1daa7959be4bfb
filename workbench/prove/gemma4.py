"""Gemma 4's forwards with a step wherever a kernel can stand: the same sums in the same order.

Each function replaces the `forward` of one transformers class (5.17). Where a kernel may do the
work of several modules it asks `self._workbench`, step name -> callable(self, ...), which holds the
kernel where one is installed and eager's own modules where none is (`gemma4_steps`). Modules are
taken from `self._modules` and run by `direct`: a step is bound by the Python around its kernels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from workbench.prove.direct import linear, parameter, run

STEPS = "_workbench"  # attribute of a patched module


def rms_norm(self: Any, hidden_states: Tensor) -> Tensor:
    """Gemma4RMSNorm: [..., width] -> the same."""
    normed: Tensor = self._workbench["norm"](self, hidden_states)
    return normed


def mlp(self: Any, x: Tensor) -> Tensor:
    """Gemma4TextMLP: [..., hidden] -> the same."""
    modules = self._modules
    gate, up = linear(modules["gate_proj"], x), linear(modules["up_proj"], x)
    return linear(modules["down_proj"], self._workbench["gate"](self, gate, up))


def router(
    self: Any, hidden_states: Tensor, prepared: bool = False
) -> tuple[Tensor | None, Tensor, Tensor]:
    """Gemma4TextRouter: [tokens, hidden] -> (probabilities, weights fp32 and ids [tokens, k]).

    `prepared`: the input is normed and scaled already. Probabilities are None from a kernel, which
    never forms them.
    """
    if not prepared:
        hidden_states = self.norm(hidden_states) * self.scale * self.scalar_root_size
    selected: tuple[Tensor | None, Tensor, Tensor] = self._workbench["select"](
        self, linear(self._modules["proj"], hidden_states)
    )
    return selected


def experts(self: Any, hidden_states: Tensor, top_k_index: Tensor, top_k_weights: Tensor) -> Tensor:
    """Gemma4TextExperts: [tokens, hidden] and the router's choice -> [tokens, hidden]."""
    steps = self._workbench
    few = steps["few"]
    if few is not None and hidden_states.shape[0] <= steps["few_tokens"]:
        mixed: Tensor = few(self, hidden_states, top_k_index, top_k_weights)
        return mixed
    if steps["dispatch"] is None:
        original: Tensor = type(self).forward(self, hidden_states, top_k_index, top_k_weights)
        return original
    rows, weights, offsets, _, inverse = steps["dispatch"](
        self, hidden_states, top_k_index, top_k_weights
    )
    matmul = torch.nn.functional.grouped_mm
    both = matmul(rows, parameter(self, "gate_up_proj").transpose(-2, -1), offs=offsets)
    gated = steps["gate"](self, *both.chunk(2, dim=-1))
    down = matmul(gated, parameter(self, "down_proj").transpose(-2, -1), offs=offsets)
    shares = (down * weights.unsqueeze(-1))[inverse]
    return shares.view(*top_k_index.shape, -1).sum(dim=1).to(hidden_states.dtype)


def attention(
    self: Any,
    hidden_states: Tensor,
    position_embeddings: tuple[Tensor, Tensor],
    attention_mask: Tensor | None,
    shared_kv_states: Any,
    past_key_values: Any = None,
    **kwargs: Any,
) -> tuple[Tensor, Tensor | None]:
    """Gemma4TextAttention: [batch, tokens, hidden] -> (the same, weights where they are formed)."""
    steps, modules, shape = self._workbench, self._modules, hidden_states.shape[:-1]
    cos, sin = position_embeddings
    query = linear(modules["q_proj"], hidden_states)
    if self.is_kv_shared_layer:
        query = steps["qkv"](self, query, None, None, cos, sin)[0]
        key, value = shared_kv_states[self.layer_type]
        key, value = key.to(query.device), value.to(query.device)
    else:
        key = linear(modules["k_proj"], hidden_states)
        v_proj = modules.get("v_proj")  # K = V has none
        value = key if v_proj is None else linear(v_proj, hidden_states)
        query, key, value = steps["qkv"](self, query, key, value, cos, sin)
        key, value = key.transpose(1, 2), value.transpose(1, 2)
        if past_key_values is not None:
            key, value = past_key_values.update(key, value, self.layer_idx)
    if self.store_full_length_kv:
        shared_kv_states[self.layer_type] = key, value
    attended, weights = steps["attend"](
        self, query.transpose(1, 2), key, value, attention_mask, kwargs
    )
    return linear(modules["o_proj"], attended.reshape(*shape, -1)), weights


def decoder_layer(
    self: Any,
    hidden_states: Tensor,
    per_layer_input: Tensor | None = None,
    shared_kv_states: Any = None,
    position_embeddings: Any = None,
    attention_mask: Tensor | None = None,
    position_ids: Tensor | None = None,
    past_key_values: Any = None,
    **kwargs: Any,
) -> Tensor:
    """Gemma4TextDecoderLayer: [batch, tokens, hidden] -> the same; MoE, dense and with PLE."""
    steps, modules, residual = self._workbench, self._modules, hidden_states
    attended, _ = run(
        modules["self_attn"],
        hidden_states=run(modules["input_layernorm"], hidden_states),
        position_embeddings=position_embeddings,
        attention_mask=attention_mask,
        shared_kv_states=shared_kv_states,
        position_ids=position_ids,
        past_key_values=past_key_values,
        **kwargs,
    )
    with_ple = bool(self.hidden_size_per_layer_input)
    if self.enable_moe_block:
        h, dense, routed, mixed = steps["post_attention"](self, attended, residual)
        dense = run(modules["mlp"], dense)
        _, weights, ids = run(modules["router"], routed.flatten(0, -2), prepared=True)
        mixed = run(modules["experts"], mixed.flatten(0, -2), ids, weights).view(h.shape)
        if not with_ple:
            done: Tensor = steps["moe_tail"](self, dense, mixed, h)
            return done
        dense = self.post_feedforward_layernorm_1(dense) + self.post_feedforward_layernorm_2(mixed)
    else:
        h, dense = steps["attention_add"](self, attended, residual)
        dense = run(modules["mlp"], dense)
        if not with_ple:
            done = steps["dense_tail"](self, dense, h)
            return done
    h = steps["feedforward_add"](self, dense, h)
    gated = steps["ple_gate"](self, linear(modules["per_layer_input_gate"], h), per_layer_input)
    done = steps["ple_end"](self, linear(modules["per_layer_projection"], gated), h)
    return done


def causal_lm(
    self: Any, *args: Any, logits_to_keep: int | Tensor = 0, labels: Any = None, **kwargs: Any
) -> Any:
    """Gemma4ForCausalLM: as the original, the soft limit of the logits a step; with labels (a loss
    is wanted) the original itself.
    """
    if labels is not None:
        return type(self).forward(
            self, *args, logits_to_keep=logits_to_keep, labels=labels, **kwargs
        )
    return_dict = kwargs.pop("return_dict", getattr(self.config, "return_dict", True))
    outputs = self.model(*args, **kwargs)
    keep = slice(-logits_to_keep, None) if isinstance(logits_to_keep, int) else logits_to_keep
    answer = self._workbench["output"](
        loss=None,
        logits=self._workbench["softcap"](self, self.lm_head(outputs.last_hidden_state[:, keep])),
        past_key_values=outputs.past_key_values,
        hidden_states=outputs.hidden_states,
        attentions=outputs.attentions,
        shared_kv_states=outputs.shared_kv_states,
    )
    return answer if return_dict else answer.to_tuple()


FORWARDS: dict[str, Callable[..., Any]] = {
    "Gemma4RMSNorm": rms_norm,
    "Gemma4TextMLP": mlp,
    "Gemma4TextRouter": router,
    "Gemma4TextExperts": experts,
    "Gemma4TextAttention": attention,
    "Gemma4TextDecoderLayer": decoder_layer,
    "Gemma4ForCausalLM": causal_lm,
}
