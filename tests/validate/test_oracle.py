"""The views of a reference, on functions whose answer is known in closed form."""

from __future__ import annotations

import torch

from workbench.validate.oracle import eager, variant


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
