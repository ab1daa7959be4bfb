# SPDX-License-Identifier: Apache-2.0
"""A mixture-of-experts MLP for few tokens that first copies the weights of each chosen expert.

Reading the weights where they lie, two launches (gate and up; down) move a third of the bytes.
"""

import torch

from workbench.suggest.pattern import Pattern, refuse

PAIRS_MAX = 128


def _gelu_gate(gate, up):
    return torch.nn.functional.gelu(gate, approximate="tanh") * up


def _silu_gate(gate, up):
    return torch.nn.functional.silu(gate) * up


def _experts(hidden_states, top_k_index, weights, gate_up_proj, down_proj, k, last_expert, gated):
    experts = top_k_index.reshape(-1).clamp(0, last_expert)
    x = hidden_states.repeat_interleave(k, dim=0)
    gate, up = torch.bmm(gate_up_proj[experts], x.unsqueeze(-1)).squeeze(-1).chunk(2, dim=-1)
    x = torch.bmm(down_proj[experts], gated(gate, up).unsqueeze(-1)).squeeze(-1)
    x = x * weights.reshape(-1).unsqueeze(-1)
    return x.view(-1, k, x.shape[-1]).sum(dim=1).to(hidden_states.dtype)


def experts_batched_mm(
    hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj, k, last_expert
):
    """Hugging Face `batched_mm`, to which `generate()` switches for decode; GELU as in Gemma."""
    return _experts(
        hidden_states,
        top_k_index,
        top_k_weights,
        gate_up_proj,
        down_proj,
        k,
        last_expert,
        _gelu_gate,
    )


def experts_batched_mm_silu(
    hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj, k, last_expert
):
    """As experts_batched_mm, with the SiLU of DeepSeek, Mixtral and Qwen3-MoE."""
    return _experts(
        hidden_states,
        top_k_index,
        top_k_weights,
        gate_up_proj,
        down_proj,
        k,
        last_expert,
        _silu_gate,
    )


def experts_batched_mm_gpt_oss(
    hidden_states,
    top_k_index,
    top_k_weights,
    gate_up_columns,
    gate_up_bias,
    down_columns,
    down_bias,
    k,
    last_expert,
    alpha,
    highest,
    lowest,
):
    """gpt-oss: weights [E, in, out], biases, gate and up interleaved and clamped."""
    experts = top_k_index.reshape(-1).clamp(0, last_expert)
    x = hidden_states.repeat_interleave(k, dim=0)
    x = torch.bmm(x.unsqueeze(1), gate_up_columns[experts]).squeeze(1) + gate_up_bias[experts]
    gate, up = x[..., ::2].clamp(max=highest), x[..., 1::2].clamp(min=lowest, max=highest)
    x = (up + 1) * (gate * torch.sigmoid(gate * alpha))
    x = torch.bmm(x.unsqueeze(1), down_columns[experts]).squeeze(1) + down_bias[experts]
    x = x * top_k_weights.reshape(-1).unsqueeze(-1)
    return x.view(-1, k, x.shape[-1]).sum(dim=1).to(hidden_states.dtype)


def inputs(activation, weight):
    return {
        "hidden_states": activation(7, 31),
        "top_k_index": activation(7, 3, dtype=torch.int64),
        "top_k_weights": weight(7, 3),  # fp32, or rounded by the router
        "gate_up_proj": activation(11, 2 * 17, 31),
        "down_proj": activation(11, 31, 17),
        "gate_up_columns": activation(11, 31, 2 * 17),
        "gate_up_bias": activation(11, 2 * 17),
        "down_columns": activation(11, 17, 31),
        "down_bias": activation(11, 31),
        "k": 3,
        "last_expert": 10,
        "alpha": 1.702,
        "highest": 7.0,
        "lowest": -7.0,
    }


def gemma4_experts(tensor):
    hidden_states, weights = tensor(2, 16), tensor(2, 4, dtype=torch.float32)
    ids = torch.topk(tensor(2, 8), 4, dim=-1)[1]
    gate_up_proj, down_proj = tensor(8, 12, 16), tensor(8, 16, 6)
    expert_ids = ids.reshape(-1).clamp(0, 7)
    selected = hidden_states.repeat_interleave(4, dim=0)
    out = torch.bmm(gate_up_proj[expert_ids], selected.unsqueeze(-1)).squeeze(-1)
    gate, up = out.chunk(2, dim=-1)
    out = torch.nn.functional.gelu(gate, approximate="tanh") * up
    out = torch.bmm(down_proj[expert_ids], out.unsqueeze(-1)).squeeze(-1)
    out = out * weights.reshape(-1).unsqueeze(-1)
    return out.view(2, 4, 16).sum(dim=1).to(hidden_states.dtype)


def weights_chosen_twice(tensor):
    """The second GEMM takes other experts than the first."""
    hidden_states, weights = tensor(2, 16), tensor(2, 4, dtype=torch.float32)
    ids, others = torch.topk(tensor(2, 8), 4, dim=-1)[1], torch.topk(tensor(2, 8), 4, dim=-1)[1]
    gate_up_proj, down_proj = tensor(8, 12, 16), tensor(8, 16, 6)
    selected = hidden_states.repeat_interleave(4, dim=0)
    out = torch.bmm(gate_up_proj[ids.reshape(-1).clamp(0, 7)], selected.unsqueeze(-1)).squeeze(-1)
    gate, up = out.chunk(2, dim=-1)
    out = torch.nn.functional.gelu(gate, approximate="tanh") * up
    out = torch.bmm(down_proj[others.reshape(-1).clamp(0, 7)], out.unsqueeze(-1)).squeeze(-1)
    out = out * weights.reshape(-1).unsqueeze(-1)
    return out.view(2, 4, 16).sum(dim=1).to(hidden_states.dtype)


def few_pairs(match):
    """With many tokens an expert serves several, and a grouped GEMM reads its weights once."""
    pairs = match.elements("top_k_index")
    return pairs <= PAIRS_MAX or refuse(f"{pairs} token-expert pairs: a grouped GEMM is for those")


PATTERN = Pattern(
    references=(
        experts_batched_mm,
        experts_batched_mm_silu,
        experts_batched_mm_gpt_oss,
    ),
    inputs=inputs,
    outputs=("hidden_states",),
    examples=(gemma4_experts, weights_chosen_twice),
    guard=few_pairs,
    launches=2,
)
