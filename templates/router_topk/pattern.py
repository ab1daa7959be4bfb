# SPDX-License-Identifier: Apache-2.0
"""Route each token to its k best experts: weights renormalised over the k, scaled per expert.

Forms differ in what is selected on and where it is rounded. Hugging Face selects on fp32
probabilities; the serving engines on the logits, with a softmax over the k: where two probabilities
round to one, these differ. DeepSeek selects on sigmoids plus a learned bias, within the best groups
of experts, and weighs by the sigmoids alone. The bias of a router's linear belongs to its GEMM.
"""

import torch

from workbench.suggest.pattern import Pattern, refuse


def softmax_then_topk(logits, k, per_expert_scale=None):
    """Hugging Face: softmax over all experts in fp32, selection on the probabilities."""
    weights, ids = torch.topk(torch.softmax(logits, dim=-1, dtype=torch.float32), k, dim=-1)
    weights = weights / weights.sum(dim=-1, keepdim=True)
    return (weights if per_expert_scale is None else weights * per_expert_scale[ids]), ids


def softmax_then_topk_cast(logits, k):
    """Qwen3-MoE, OLMoE: as softmax_then_topk, the weights rounded to the logits' dtype."""
    weights, ids = torch.topk(torch.softmax(logits, dim=-1, dtype=torch.float32), k, dim=-1)
    return (weights / weights.sum(dim=-1, keepdim=True)).to(logits.dtype), ids


def softmax_then_topk_of_all(logits, k):
    """Qwen2-MoE: the k largest probabilities as they are, not renormalised, rounded."""
    weights, ids = torch.topk(torch.softmax(logits, dim=-1, dtype=torch.float32), k, dim=-1)
    return weights.to(logits.dtype), ids


def softmax_then_topk_of_all_wide(logits, k):
    """As softmax_then_topk_of_all, the weights left in fp32."""
    return torch.topk(torch.softmax(logits, dim=-1, dtype=torch.float32), k, dim=-1)


def topk_then_softmax(logits, k, per_expert_scale=None):
    """vLLM, SGLang: selection on the logits, softmax over the k in fp32."""
    selected, ids = torch.topk(logits, k, dim=-1)
    weights = torch.softmax(selected, dim=-1, dtype=torch.float32)
    return (weights if per_expert_scale is None else weights * per_expert_scale[ids]), ids


def topk_then_softmax_cast(logits, k):
    """As topk_then_softmax, the weights rounded to the logits' dtype."""
    selected, ids = torch.topk(logits, k, dim=-1)
    return torch.softmax(selected, dim=-1, dtype=torch.float32).to(logits.dtype), ids


def topk_then_softmax_narrow(logits, k):
    """gpt-oss: the softmax over the k in the logits' own dtype."""
    selected, ids = torch.topk(logits, k, dim=-1)
    return torch.softmax(selected, dim=-1), ids


def topk_then_sigmoid(logits, k):
    """Llama 4: a sigmoid of the k best; the weights of all experts, the others' nought."""
    selected, ids = torch.topk(logits, k, dim=-1)
    scores = torch.full_like(logits, float("-inf")).scatter_(1, ids, selected)
    return torch.sigmoid(scores.float()).to(logits.dtype), ids


def sigmoid_then_topk(logits, k, correction_bias=None):
    """MiniMax-M2: selection on sigmoids plus a bias, weights without it, renormalised."""
    scores = torch.sigmoid(logits.float())
    choice = scores if correction_bias is None else scores + correction_bias
    ids = torch.topk(choice, k, dim=-1)[1]
    weights = scores.gather(1, ids)
    return weights / weights.sum(dim=-1, keepdim=True), ids


def _only_best_groups(choice, group_scores, topk_group, fill):
    """`choice` with `fill` outside the best groups, as it is written out in DeepSeek."""
    experts, groups = choice.shape[-1], group_scores.shape[-1]
    best = torch.topk(group_scores, k=topk_group, dim=-1, sorted=False)[1]
    mask = torch.zeros_like(group_scores).scatter_(1, best, 1)
    mask = mask.unsqueeze(-1).expand(-1, groups, experts // groups).reshape(-1, experts)
    return choice.masked_fill(~mask.bool(), fill)


def grouped_sigmoid_topk(logits, k, topk_group, groups, correction_bias, eps, scale):
    """DeepSeek-V3: groups ranked by their two best, then as sigmoid_then_topk, and scaled."""
    scores = torch.sigmoid(logits.float())
    choice = scores + correction_bias
    group_scores = choice.view(choice.shape[0], groups, -1).topk(2, dim=-1)[0].sum(dim=-1)
    choice = _only_best_groups(choice, group_scores, topk_group, float("-inf"))
    ids = torch.topk(choice, k, dim=-1, sorted=False)[1]
    weights = scores.gather(1, ids)
    return weights / (weights.sum(dim=-1, keepdim=True) + eps) * scale, ids


def grouped_sigmoid_topk_of_all(logits, k, topk_group, groups, correction_bias, scale):
    """As grouped_sigmoid_topk, not renormalised."""
    scores = torch.sigmoid(logits.float())
    choice = scores + correction_bias
    group_scores = choice.view(choice.shape[0], groups, -1).topk(2, dim=-1)[0].sum(dim=-1)
    choice = _only_best_groups(choice, group_scores, topk_group, float("-inf"))
    ids = torch.topk(choice, k, dim=-1, sorted=False)[1]
    return scores.gather(1, ids) * scale, ids


def one_group_sigmoid_topk(logits, k, correction_bias, eps, scale):
    """GLM-4.5, Kimi K2: DeepSeek-V3's operators, for a single group that holds all experts."""
    return grouped_sigmoid_topk(logits, k, 1, 1, correction_bias, eps, scale)


def grouped_softmax_topk(logits, k, topk_group, groups, scale):
    """DeepSeek-V2: groups ranked by their best probability, the k not renormalised, scaled."""
    scores = torch.softmax(logits, dim=-1, dtype=torch.float32)
    group_scores = scores.view(scores.shape[0], groups, -1).max(dim=-1).values
    scores = _only_best_groups(scores, group_scores, topk_group, 0.0)
    weights, ids = torch.topk(scores, k, dim=-1, sorted=False)
    return weights * scale, ids


def inputs(activation, weight):
    return {
        "logits": activation(7, 51),
        "per_expert_scale": weight(51),
        "correction_bias": weight(51),
        "k": 5,
        "groups": 17,
        "topk_group": 11,
        "eps": 1e-20,
        "scale": 2.5,
    }


def gemma4_router(tensor):
    x, projection, scale = tensor(11, 19), tensor(29, 19), tensor(29)
    probabilities = torch.nn.functional.softmax(x @ projection.t(), dim=-1, dtype=torch.float32)
    top_k_weights, top_k_index = torch.topk(probabilities, k=3, dim=-1)
    top_k_weights /= top_k_weights.sum(dim=-1, keepdim=True)
    return top_k_weights * scale[top_k_index], top_k_index


def scale_before_topk(tensor):
    logits, scale = tensor(11, 29), tensor(29)
    scaled = torch.softmax(logits, dim=-1, dtype=torch.float32) * scale
    weights, ids = torch.topk(scaled, 3, dim=-1)
    return weights / weights.sum(dim=-1, keepdim=True), ids


def fits_one_row(match):
    """A row of experts is sorted in the registers of one program."""
    return match.width("logits") <= 1024 or refuse(
        f"{match.width('logits')} experts: more than 1024 do not fit a row"
    )


PATTERN = Pattern(
    references=(
        softmax_then_topk,
        softmax_then_topk_cast,
        softmax_then_topk_of_all,
        softmax_then_topk_of_all_wide,
        topk_then_softmax,
        topk_then_softmax_cast,
        topk_then_softmax_narrow,
        topk_then_sigmoid,
        sigmoid_then_topk,
        grouped_sigmoid_topk,
        grouped_sigmoid_topk_of_all,
        one_group_sigmoid_topk,
        grouped_softmax_topk,
    ),
    inputs=inputs,
    outputs=("weights", "ids"),
    examples=(gemma4_router, scale_before_topk),
    guard=fits_one_row,
    decides=("ids",),
    scalar_keys={"scale": ("routed_scaling_factor",)},
)
