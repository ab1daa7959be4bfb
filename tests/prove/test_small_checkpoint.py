"""On the trained checkpoint: elided roundings before the router are caught."""

from __future__ import annotations

import types
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from workbench.prove.quality import quality
from workbench.prove.text import read_text, token_ids, windows

ROOT = Path(__file__).parents[2]
CHECKPOINT = ROOT / "tests/data/gemma4-small"


@pytest.fixture(scope="module")
def model() -> nn.Module:
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(CHECKPOINT, dtype=torch.bfloat16).eval()


@pytest.fixture(scope="module")
def tokens() -> Tensor:
    """Text that it was not trained on: the workbench's own source of one stage."""
    text = read_text(sorted((ROOT / "workbench/capture").glob("*.py")))
    return windows(token_ids(text, str(CHECKPOINT), 256), 8, 192)


def _normed(router: Any, x: Tensor, elided: bool) -> Tensor:
    wide = x.float()
    if elided:  # float32 from the norm through both scales: two bf16 roundings fewer than eager
        inverse = torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + router.eps)
        return (wide * inverse * router.scale.float() * router.scalar_root_size).to(x.dtype)
    # eager's roundings; only the float32 sum goes in another order
    mean = wide.pow(2).unflatten(-1, (-1, 16)).sum(-2).sum(-1, keepdim=True) / wide.shape[-1]
    return (wide * (mean + router.eps) ** -0.5).to(x.dtype) * router.scale * router.scalar_root_size


def _patch(model: Any, elided: bool) -> AbstractContextManager[None]:
    def forward(router: Any, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        probabilities = torch.softmax(
            router.proj(_normed(router, x, elided)), -1, dtype=torch.float32
        )
        weights, ids = torch.topk(probabilities, k=router.config.top_k_experts, dim=-1)
        weights = weights / weights.sum(-1, keepdim=True)
        return probabilities, weights * router.per_expert_scale[ids], ids

    @contextmanager
    def patched() -> Iterator[None]:
        routers = [layer.router for layer in model.model.layers]
        for router in routers:
            router.forward = types.MethodType(forward, router)
        try:
            yield
        finally:
            for router in routers:
                del router.forward

    return patched()


def test_the_faithful_form_passes_every_gate(model: nn.Module, tokens: Tensor) -> None:
    told = quality(model, lambda: _patch(model, elided=False), tokens, new_tokens=0)
    assert told["green"]
    assert max(told["patched"]["flips"].values()) <= 1e-3
    assert 0.5 < told["patched"]["nll_base"] < 2.0  # it has learned: uniform bytes are 5.55


def test_the_elided_form_flips_experts_and_is_caught(model: nn.Module, tokens: Tensor) -> None:
    told = quality(model, lambda: _patch(model, elided=True), tokens, new_tokens=0)
    failed = {gate["name"] for gate in told["gates"] if gate["passed"] is False}
    assert {"mean KL", "p99.9 KL", "expert flips"} <= failed
    curve = list(told["patched"]["flips"].values())
    assert 0.002 < curve[0] < 0.05, "the first router sees only its own elision"
    floor = [one["flips"] for one in told["control"]]
    assert sum(curve) > 3 * max(sum(each.values()) for each in floor)
    assert curve[-1] > curve[0], "flips add up through the layers"
    # ... and no tolerance on the text would have seen it
    assert abs(told["patched"]["nll_change"]) < 0.005


def test_another_attention_flips_as_many_experts_as_an_elided_norm(
    model: nn.Module, tokens: Tensor
) -> None:
    """So it is no control: beside it gate 7 would not see the elision."""
    from torch.nn.attention import SDPBackend, sdpa_kernel

    told = quality(model, lambda: sdpa_kernel([SDPBackend.MATH]), tokens, new_tokens=0)
    elided = quality(model, lambda: _patch(model, elided=True), tokens, new_tokens=0)
    flips = [sum(each["patched"]["flips"].values()) for each in (told, elided)]
    assert flips[0] > 0.5 * flips[1] > 0.02
