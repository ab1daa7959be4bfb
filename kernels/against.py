# SPDX-License-Identifier: Apache-2.0
"""Functions of torch that kernels are timed beside, called with the arguments of their references:

workbench bench rms_norm --against torch=kernels/against.py:rms_norm
workbench bench gqa_decode_attention --against sdpa_gqa=kernels/against.py:sdpa_gqa
workbench bench experts_decode --against grouped_mm=kernels/against.py:grouped_mm
"""

import torch
import torch.nn.functional as F


def rms_norm(x, eps, weight=None):
    """F.rms_norm over the last dimension."""
    return (F.rms_norm(x, (x.shape[-1],), weight, eps),)


def sdpa_gqa(query, key, value, attention_mask=None, lengths=None, sliding_window=None, scale=None):
    """SDPA that reads K and V unexpanded; `lengths` and the window are in the mask already."""
    return (
        F.scaled_dot_product_attention(
            query, key, value, attn_mask=attention_mask, scale=scale, enable_gqa=True
        ),
    )


def grouped_mm(hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj):
    """The experts' block by torch's grouped GEMM: pairs sorted by expert, and back."""
    experts, k = gate_up_proj.shape[0], top_k_index.shape[1]
    ids = top_k_index.reshape(-1)
    order = torch.argsort(ids)
    counts = torch.histc(ids[order].float(), bins=experts, min=0, max=experts - 1)
    offsets = counts.cumsum(0).to(torch.int32)
    rows = hidden_states[order // k]
    gate, up = F.grouped_mm(rows, gate_up_proj.transpose(-2, -1), offs=offsets).chunk(2, -1)
    gated = F.gelu(gate, approximate="tanh") * up
    down = F.grouped_mm(gated, down_proj.transpose(-2, -1), offs=offsets)
    shares = down * top_k_weights.reshape(-1)[order][:, None]
    inverse = torch.empty_like(order)
    inverse[order] = torch.arange(order.numel(), device=order.device)
    return (shares[inverse].view(*top_k_index.shape, -1).sum(1).to(hidden_states.dtype),)
