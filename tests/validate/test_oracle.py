"""The views of a reference, on functions whose answer is known in closed form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from workbench.validate.oracle import as_on_cuda, eager, variant


def router(logits: torch.Tensor, k: int) -> tuple[torch.Tensor, torch.Tensor]:
    weights, ids = torch.topk(torch.softmax(logits, -1, dtype=torch.float32), k, dim=-1)
    weights /= weights.sum(-1, keepdim=True)
    return weights, ids


def norm(x: torch.Tensor) -> torch.Tensor:
    wide = x.float()
    return (wide * (wide.pow(2).mean(-1, keepdim=True) + 1e-6).pow(-0.5)).to(x.dtype)


LOGITS = torch.randn(64, 32, generator=torch.Generator().manual_seed(0)).bfloat16()


def test_decisions_are_recorded_with_the_tensor_they_were_made_on() -> None:
    (weights, ids), decisions = eager(router, {"logits": LOGITS, "k": 4})
    assert len(decisions) == 1
    assert decisions[0].ids is ids
    assert (decisions[0].dim, decisions[0].largest) == (-1, True)
    assert torch.equal(decisions[0].key, torch.softmax(LOGITS, -1, dtype=torch.float32))
    assert weights.shape == (64, 4)


def test_forcing_the_choices_that_were_made_changes_nothing() -> None:
    (weights, ids), _ = eager(router, {"logits": LOGITS, "k": 4})
    forced = variant(router, {"logits": LOGITS, "k": 4}, [ids])
    assert torch.equal(forced[0], weights)
    other = variant(router, {"logits": LOGITS, "k": 4}, [ids.flip(-1)])
    assert torch.allclose(other[0].flip(-1), weights, rtol=1e-6)


def test_exact_is_fp64_through_every_cast() -> None:
    ids = eager(router, {"logits": LOGITS, "k": 4})[0][1]
    exact = variant(router, {"logits": LOGITS, "k": 4}, [ids], exact=True)[0]
    terms = LOGITS.double().exp().gather(1, ids)
    assert exact.dtype == torch.float64
    assert torch.allclose(exact, terms / terms.sum(-1, keepdim=True), rtol=1e-14)
    x = LOGITS.double()
    closed = x / (x.pow(2).mean(-1, keepdim=True) + 1e-6).sqrt()
    assert torch.allclose(variant(norm, {"x": LOGITS}, exact=True)[0], closed, rtol=1e-14)


def test_reordering_moves_fp32_sums_by_ulps_and_nothing_else() -> None:
    (weights, ids), _ = eager(router, {"logits": LOGITS, "k": 4})
    for seed in range(4):
        moved = variant(router, {"logits": LOGITS, "k": 4}, [ids], reorder=seed)[0]
        assert 0 < (moved - weights).abs().max() < 1e-6
        again = variant(router, {"logits": LOGITS, "k": 4}, [ids], reorder=seed)[0]
        assert torch.equal(moved, again)
    wide = LOGITS.float() @ LOGITS.float().t()
    product = variant(lambda x: x @ x.t(), {"x": LOGITS.float()}, reorder=0)[0]
    assert 0 < (product - wide).abs().max() < 1e-5


def test_inputs_survive() -> None:
    before = LOGITS.clone()
    for exact in (False, True):
        variant(router, {"logits": LOGITS, "k": 4}, exact=exact, reorder=1)
    assert torch.equal(LOGITS, before)


def attention(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: torch.Tensor | None
) -> torch.Tensor:
    return torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)


def test_attention_is_exact_in_fp64_and_reordered_along_context_and_head() -> None:
    draw = torch.Generator().manual_seed(0)
    query, key, value = (torch.randn(2, 3, n, 16, generator=draw) for n in (1, 40, 40))
    mask = torch.arange(40) < torch.tensor([40, 25])[:, None, None, None]
    for seen in (mask, torch.where(mask, 0.0, -1e30), None):
        arguments = {"query": query, "key": key, "value": value, "mask": seen}
        scores = query.double() @ key.double().transpose(-1, -2) / 4
        if seen is not None:
            scores = scores.masked_fill(~mask, -torch.inf)
        expected = scores.softmax(-1) @ value.double()
        (exact,) = variant(attention, arguments, exact=True)
        assert exact.dtype == torch.float64
        assert torch.allclose(exact, expected, rtol=1e-12)
        (plain,) = eager(attention, arguments)[0]
        moved = [variant(attention, arguments, reorder=seed)[0] for seed in range(3)]
        assert all(0 < (each - plain).abs().max() < 1e-5 for each in moved)


def test_causal_attention_keeps_the_order_of_its_context() -> None:
    draw = torch.Generator().manual_seed(0)
    query, key, value = (torch.randn(1, 2, 9, 16, generator=draw) for _ in range(3))

    def causal(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.scaled_dot_product_attention(query, key, value, is_causal=True)

    arguments = {"query": query, "key": key, "value": value}
    (plain,) = eager(causal, arguments)[0]
    assert torch.allclose(variant(causal, arguments, reorder=1)[0], plain, atol=1e-5)


X = torch.randn(64, 96, generator=torch.Generator().manual_seed(1)) * 3
WEIGHT, BIAS = X[0].abs() + 0.5, X[1]
ON_CUDA: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "divided": lambda x: x / 30.0,
    "by a tensor": lambda x: x / x.abs().sum(-1, keepdim=True),
    "gelu": lambda x: torch.nn.functional.gelu(x),
    "gelu tanh": lambda x: torch.nn.functional.gelu(x, approximate="tanh"),
    "silu": lambda x: torch.nn.functional.silu(x),
    "sigmoid": lambda x: torch.sigmoid(x),
    "layer norm": lambda x: torch.nn.functional.layer_norm(x, (96,), WEIGHT.to(x), BIAS.to(x)),
}


@pytest.mark.parametrize("name", ON_CUDA)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_arithmetic_of_cuda_differs_in_ulps_and_is_the_same_function(
    name: str, dtype: torch.dtype
) -> None:
    """What the interpreter's kernels, written for a GPU, are compared with."""
    function = ON_CUDA[name]
    x = X.to(dtype)
    (plain,), (imitated,) = eager(function, {"x": x})[0], eager(as_on_cuda(function), {"x": x})[0]
    assert imitated.dtype == dtype
    close = 8e-3 if dtype == torch.bfloat16 else 2e-6
    assert torch.allclose(imitated.float(), plain.float(), rtol=close, atol=1e-6)
    exact = variant(as_on_cuda(function), {"x": x}, exact=True)[0]
    assert torch.equal(exact, function(x.double()))
    assert torch.equal(imitated, plain) or name != "by a tensor"


def test_a_quotient_by_a_number_is_a_product_on_cuda() -> None:
    (imitated,) = eager(as_on_cuda(ON_CUDA["divided"]), {"x": X})[0]
    assert torch.equal(imitated, X * torch.tensor(30.0).reciprocal())
    assert not torch.equal(imitated, X / 30.0)


def test_subnormals_are_not_nought_in_products_on_cuda() -> None:
    x = (torch.rand(4, 64) * torch.finfo(torch.bfloat16).smallest_normal).bfloat16()
    weight = (torch.rand(64, 8) + 0.5).bfloat16()
    (made,), _ = eager(as_on_cuda(lambda x, weight: x @ weight), {"x": x, "weight": weight})
    assert made.dtype == torch.bfloat16 and bool((made != 0).all())
    exact = x.double() @ weight.double()
    assert torch.allclose(made.double(), exact, rtol=2**-7)
