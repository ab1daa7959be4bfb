"""Every form of router that people write is found as that form, and its near misses are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.nn import functional as F

from workbench.suggest.find import find_patterns
from workbench.suggest.library import load_patterns
from workbench.suggest.tracing import trace_examples

(ROUTER,) = (pattern for pattern in load_patterns() if pattern.name == "router_topk")
EXPERTS, K = 32, 4


def qwen3_moe(tensor: Any) -> Any:
    logits = F.linear(tensor(5, 24), tensor(EXPERTS, 24))
    probabilities = F.softmax(logits, dtype=torch.float, dim=-1)
    value, indices = torch.topk(probabilities, K, dim=-1)
    value /= value.sum(dim=-1, keepdim=True)
    return logits, value.to(logits.dtype), indices


def qwen2_moe(tensor: Any) -> Any:
    logits = F.linear(tensor(5, 24), tensor(EXPERTS, 24))
    weights = F.softmax(logits, dim=1, dtype=torch.float)
    weights, selected = torch.topk(weights, K, dim=-1)
    return weights.to(logits.dtype), selected


def mixtral(tensor: Any) -> Any:
    logits = F.linear(tensor(5, 24), tensor(EXPERTS, 24))
    value, indices = torch.topk(F.softmax(logits.float(), dim=-1), K, dim=-1)
    value /= value.sum(dim=-1, keepdim=True)
    return value, indices


def wide_without_renormalising(tensor: Any) -> Any:
    logits = tensor(5, 24) @ tensor(24, EXPERTS)
    return torch.topk(logits.softmax(dim=-1, dtype=torch.float32), K, dim=-1, sorted=False)


def gpt_oss(tensor: Any) -> Any:
    logits = F.linear(tensor(5, 24), tensor(EXPERTS, 24), tensor(EXPERTS))
    value, indices = torch.topk(logits, K, dim=-1)
    return F.softmax(value, dim=1, dtype=value.dtype), indices


def engine(tensor: Any) -> Any:
    values, ids = (tensor(5, 24) @ tensor(24, EXPERTS)).topk(K, dim=-1)
    return values.softmax(dim=-1, dtype=torch.float32), ids


def engine_scaled(tensor: Any) -> Any:
    scale = tensor(EXPERTS)
    values, ids = (tensor(5, 24) @ tensor(24, EXPERTS)).topk(K, dim=-1)
    return torch.softmax(values, dim=-1, dtype=torch.float32) * scale[ids], ids


def engine_rounded(tensor: Any) -> Any:
    logits = tensor(5, 24) @ tensor(24, EXPERTS)
    values, ids = logits.topk(K, dim=-1)
    return values.softmax(dim=-1, dtype=torch.float32).to(logits.dtype), ids


def llama4(tensor: Any) -> Any:
    logits = F.linear(tensor(5, 24), tensor(EXPERTS, 24))
    value, indices = torch.topk(logits, K, dim=1)
    scores = torch.full_like(logits, float("-inf")).scatter_(1, indices, value)
    return F.sigmoid(scores.float()).to(scores.dtype), logits


def minimax(tensor: Any) -> Any:
    bias = tensor(EXPERTS, dtype=torch.float32)
    logits = F.linear(tensor(5, 24), tensor(EXPERTS, 24))
    weights = F.sigmoid(logits.float())
    _, index = torch.topk(weights + bias, K, dim=-1, sorted=False)
    top = weights.gather(1, index)
    top /= top.sum(dim=-1, keepdim=True)
    return top, index


def _deepseek(tensor: Any, renormalise: bool, groups: int = 4, best: int = 3) -> Any:
    bias = tensor(EXPERTS, dtype=torch.float32)
    logits = F.linear(tensor(5, 24).float(), tensor(EXPERTS, 24).float())
    scores = logits.sigmoid()
    choice = scores + bias
    group_scores = choice.view(-1, groups, EXPERTS // groups).topk(2, dim=-1)[0].sum(dim=-1)
    group_idx = torch.topk(group_scores, k=best, dim=-1, sorted=False)[1]
    group_mask = torch.zeros_like(group_scores)
    group_mask.scatter_(1, group_idx, 1)
    mask = group_mask.unsqueeze(-1).expand(-1, groups, EXPERTS // groups)
    choice = choice.masked_fill(~mask.reshape(-1, EXPERTS).bool(), float("-inf"))
    indices = torch.topk(choice, k=K, dim=-1, sorted=False)[1]
    weights = scores.gather(1, indices)
    if renormalise:
        weights /= weights.sum(dim=-1, keepdim=True) + 1e-20
    return weights * 2.5, indices


def deepseek_v3(tensor: Any) -> Any:
    return _deepseek(tensor, renormalise=True)


def deepseek_v3_plain(tensor: Any) -> Any:
    return _deepseek(tensor, renormalise=False)


def glm4_moe(tensor: Any) -> Any:
    return _deepseek(tensor, renormalise=True, groups=1, best=1)


def deepseek_v2(tensor: Any) -> Any:
    logits = F.linear(tensor(5, 24).float(), tensor(EXPERTS, 24).float())
    scores = logits.softmax(dim=-1, dtype=torch.float32)
    group_scores = scores.view(-1, 4, EXPERTS // 4).max(dim=-1).values
    group_idx = torch.topk(group_scores, k=3, dim=-1, sorted=False)[1]
    group_mask = torch.zeros_like(group_scores)
    group_mask.scatter_(1, group_idx, 1)
    mask = group_mask.unsqueeze(-1).expand(-1, 4, EXPERTS // 4).reshape(-1, EXPERTS)
    scores = scores.masked_fill(~mask.bool(), 0.0)
    weights, indices = torch.topk(scores, k=K, dim=-1, sorted=False)
    return weights * 16.0, indices


FORMS: dict[Callable[[Any], Any], str] = {
    qwen3_moe: "softmax_then_topk_cast",
    qwen2_moe: "softmax_then_topk_of_all",
    mixtral: "softmax_then_topk",
    wide_without_renormalising: "softmax_then_topk_of_all_wide",
    engine: "topk_then_softmax",
    engine_scaled: "topk_then_softmax",
    engine_rounded: "topk_then_softmax_cast",
    gpt_oss: "topk_then_softmax_narrow",
    llama4: "topk_then_sigmoid",
    minimax: "sigmoid_then_topk",
    deepseek_v3: "grouped_sigmoid_topk",
    deepseek_v3_plain: "grouped_sigmoid_topk_of_all",
    glm4_moe: "one_group_sigmoid_topk",
    deepseek_v2: "grouped_softmax_topk",
}


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
@pytest.mark.parametrize("run", FORMS, ids=lambda run: run.__name__)
def test_each_form_is_known_as_itself(run: Callable[[Any], Any], dtype: str) -> None:
    (found,) = find_patterns(trace_examples(run, dtype), [ROUTER])
    assert [match.reference.function for match in found.matches] == [FORMS[run]]
    assert found.refusals == ()
    assert "ids" in found.matches[0].outputs()


def weights_after_the_bias(tensor: Any) -> Any:
    """The k are weighed by what they were selected on: another model."""
    bias = tensor(EXPERTS, dtype=torch.float32)
    scores = F.sigmoid((tensor(5, 24) @ tensor(24, EXPERTS)).float()) + bias
    weights, index = torch.topk(scores, K, dim=-1)
    return weights / weights.sum(dim=-1, keepdim=True), index


def weights_of_another_tensor(tensor: Any) -> Any:
    """As minimax, but weighed by other scores than those selected on."""
    scores = F.sigmoid((tensor(5, 24) @ tensor(24, EXPERTS)).float())
    others = F.sigmoid((tensor(5, 24) @ tensor(24, EXPERTS)).float())
    weights = others.gather(1, torch.topk(scores, K, dim=-1)[1])
    return weights / weights.sum(dim=-1, keepdim=True)


def worst_groups(tensor: Any) -> Any:
    """As deepseek_v3, but the mask lets the other groups through."""
    bias = tensor(EXPERTS, dtype=torch.float32)
    scores = (tensor(5, 24) @ tensor(24, EXPERTS)).float().sigmoid()
    choice = scores + bias
    group_scores = choice.view(-1, 4, EXPERTS // 4).topk(2, dim=-1)[0].sum(dim=-1)
    group_idx = torch.topk(group_scores, k=3, dim=-1, sorted=False)[1]
    group_mask = torch.zeros_like(group_scores).scatter_(1, group_idx, 1)
    mask = group_mask.unsqueeze(-1).expand(-1, 4, EXPERTS // 4).reshape(-1, EXPERTS)
    choice = choice.masked_fill(mask.bool(), float("-inf"))
    indices = torch.topk(choice, k=K, dim=-1, sorted=False)[1]
    weights = scores.gather(1, indices)
    return weights / (weights.sum(dim=-1, keepdim=True) + 1e-20) * 2.5, indices


def a_temperature_between(tensor: Any) -> Any:
    selected, ids = torch.topk(tensor(5, 24) @ tensor(24, EXPERTS), K, dim=-1)
    return torch.softmax(selected * 0.7, dim=-1, dtype=torch.float32), ids


def a_vocabulary(tensor: Any) -> Any:
    """Sampling picks of more than a row of experts."""
    return torch.topk(torch.softmax(tensor(2, 2048), dim=-1, dtype=torch.float32), K, dim=-1)


@pytest.mark.parametrize(
    "run",
    [
        weights_after_the_bias,
        weights_of_another_tensor,
        worst_groups,
        a_temperature_between,
        a_vocabulary,
    ],
    ids=lambda run: run.__name__,
)
def test_near_misses_are_not_taken_for_routers(run: Callable[[Any], Any]) -> None:
    (found,) = find_patterns(trace_examples(run, "bfloat16"), [ROUTER])
    assert found.matches == ()
