"""Which of eager's roundings a function lacks, on functions that lack known ones."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F

from workbench.validate import rounding
from workbench.validate.oracle import as_on_cuda, eager

X = torch.randn(64, 96, generator=torch.Generator().manual_seed(0)).bfloat16()
W = (0.5 + torch.rand(96, generator=torch.Generator().manual_seed(1))).bfloat16()


def chain(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    first = x * w
    second = first.view(-1, 3).view(x.shape) + x
    second *= w
    return second.float().exp().to(x.dtype)


def found(reference: Callable[..., torch.Tensor], ours: torch.Tensor) -> tuple[list[str], float]:
    def agreement(outputs: tuple[torch.Tensor, ...]) -> float:
        return float((outputs[0] == ours).double().mean())

    points, best = rounding.elided(reference, {"x": X, "w": W}, (), agreement)
    return [point.operator for point in points], best


def test_the_points_are_the_inexact_operations_in_order() -> None:
    points = rounding.points(chain, {"x": X, "w": W})
    assert [point.operator for point in points] == ["mul", "add", "mul", "cast"]
    line = chain.__code__.co_firstlineno
    assert [point.place for point in points] == [
        f"test_rounding.py:{line + after}" for after in (1, 2, 3, 4)
    ]


def test_a_faithful_function_lacks_none() -> None:
    assert found(chain, chain(X, W)) == ([], 1.0)


def test_one_rounding_left_out_is_named() -> None:
    wide = (X.float() * W.float() + X.float()).bfloat16()
    assert found(chain, (wide * W).float().exp().bfloat16()) == (["mul"], 1.0)


def test_all_roundings_left_out_are_named_but_the_last() -> None:
    wide = ((X.float() * W.float() + X.float()) * W.float()).exp()
    operators, agreement = found(chain, wide.bfloat16())
    assert operators == ["mul", "add", "mul"]
    assert agreement > 0.99


def test_what_is_plainly_wrong_is_explained_by_nothing() -> None:
    assert found(chain, chain(X, W.flip(0)))[0] == []


def test_in_place_operations_on_fp32_happen_once() -> None:
    def halved(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
        total = x.float()
        total += w
        return total.to(x.dtype)

    assert found(halved, halved(X, W)) == ([], 1.0)
    assert len(rounding.points(halved, {"x": X, "w": W})) == 1


def test_a_mean_is_taken_as_on_cuda() -> None:
    def mean(x: torch.Tensor) -> torch.Tensor:
        return x.float().mean(-1, keepdim=True)

    wide = X[:, :95].contiguous()
    (imitated,) = eager(as_on_cuda(mean), {"x": wide})[0]
    assert torch.equal(imitated, wide.float().sum(-1, keepdim=True) * torch.tensor(1 / 95))
    assert not torch.equal(imitated, mean(wide))
    assert torch.allclose(imitated, mean(wide), rtol=1e-6)


def test_a_rounding_of_an_activation_is_named_beside_cudas_arithmetic_too() -> None:
    def gated(x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
        return F.silu(x) * w

    wide = (F.silu(X.float()) * W.float()).bfloat16()
    assert found(gated, wide)[0] == ["silu"]
    assert found(as_on_cuda(gated), wide)[0] == ["cast"]
    cubed = as_on_cuda(lambda x: 0.3 + x**3)(x=X)  # numbers in fp32, each product rounded
    assert torch.equal(cubed, ((X * X * X).float() + 0.3).bfloat16())
