# SPDX-License-Identifier: Apache-2.0
"""Sort token-expert pairs by expert and gather their rows for a grouped GEMM, with the way back."""

import torch

from workbench.suggest.pattern import Pattern


def dispatch_by_sort(hidden_states, top_k_index, top_k_weights, k, num_experts, last_expert):
    """Hugging Face `grouped_mm`: ids past the last expert belong to other ranks, and sort last."""
    experts, permutation = torch.sort(top_k_index.reshape(-1))
    rows = hidden_states[permutation // k]
    weights = top_k_weights.reshape(-1)[permutation]
    counts = torch.histc(experts.int(), bins=num_experts, min=0, max=last_expert)
    offsets = torch.cumsum(counts, dim=0, dtype=torch.int32)
    foreign = (experts >= num_experts).unsqueeze(-1)
    experts.clamp_(max=last_expert)
    rows.masked_fill_(foreign, 0.0)
    inverse = torch.empty_like(permutation)
    inverse[permutation] = torch.arange(permutation.shape[0], device=permutation.device)
    return rows, weights, offsets, permutation, inverse, foreign


def inputs(activation, weight):
    return {
        "hidden_states": activation(7, 31),
        "top_k_index": activation(7, 3, dtype=torch.int64),
        "top_k_weights": weight(7, 3),  # fp32, or rounded by the router
        "k": 3,
        "num_experts": 13,
        "last_expert": 12,
    }


def gemma4_experts(tensor):
    """Launch order of the layer: the way back is made after the GEMMs."""
    hidden_states, ids = tensor(4, 16), torch.topk(tensor(4, 8), 2, dim=-1)[1]
    scores, w_up, w_down = tensor(4, 2), tensor(16, 6), tensor(6, 16)
    expert_ids, perm = torch.sort(ids.reshape(-1))
    selected = hidden_states[perm // 2]
    sample_weights = scores.to(torch.float32).reshape(-1)[perm]
    counts = torch.histc(expert_ids.int(), bins=8, min=0, max=7)
    offsets = torch.cumsum(counts, dim=0, dtype=torch.int32)
    sentinel = (expert_ids >= 8).unsqueeze(-1)
    expert_ids.clamp_(max=7)
    selected.masked_fill_(sentinel, 0.0)
    out = ((selected @ w_up) @ w_down).masked_fill(sentinel, 0.0)
    weighted = out * sample_weights.unsqueeze(-1)
    inverse = torch.empty_like(perm)
    inverse[perm] = torch.arange(perm.size(0))
    return weighted[inverse].view(4, 2, 16).sum(1), offsets + 1


def sorted_descending(tensor):
    hidden_states, ids = tensor(4, 16), torch.topk(tensor(4, 8), 2, dim=-1)[1]
    expert_ids, perm = torch.sort(ids.reshape(-1), descending=True)
    selected = hidden_states[perm // 2]
    counts = torch.histc(expert_ids.int(), bins=8, min=0, max=7)
    return selected, torch.cumsum(counts, dim=0, dtype=torch.int32)


PATTERN = Pattern(
    references=(dispatch_by_sort,),
    inputs=inputs,
    outputs=("rows", "weights", "offsets", "permutation", "inverse", "foreign"),
    examples=(gemma4_experts, sorted_descending),
    implied=("foreign",),  # rows from offsets[-1] on
)
