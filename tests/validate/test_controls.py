"""The control of gate 1 on rows of one value, where a permutation alone changes nothing."""

from __future__ import annotations

import torch

from workbench.validate import judging
from workbench.validate.gates import faithful
from workbench.validate.oracle import variant


def mean_square(x: torch.Tensor) -> torch.Tensor:
    return x.pow(2).mean(-1, keepdim=True)


def test_reordering_moves_the_mean_of_a_row_of_one_value() -> None:
    draw = torch.Generator().manual_seed(0)
    rows = torch.rand(64, 1, generator=draw).expand(64, 2816).contiguous()
    (eager,) = variant(mean_square, {"x": rows})
    orders = [variant(mean_square, {"x": rows}, reorder=seed)[0] for seed in range(4)]
    assert all(order.shape == eager.shape for order in orders)
    assert any((order != eager).any() for order in orders)
    assert all(torch.allclose(order, eager, rtol=1e-5) for order in orders)


def flipped(values: torch.Tensor, share: float) -> torch.Tensor:
    """`values` with one ULP added to the first `share` of them."""
    count = round(share * values.numel())
    bits = values.clone().view(torch.int16).flatten()
    bits[:count] += 1
    return bits.view(values.dtype).view_as(values)


def test_16_bit_outputs_may_differ_twice_as_often_as_eager_from_itself() -> None:
    eager = torch.full((100, 100), 1.5, dtype=torch.bfloat16)
    alone = [eager]
    assert faithful("y", flipped(eager, 0.001), eager, alone).passed
    assert not faithful("y", flipped(eager, 0.01), eager, alone).passed
    wide = [flipped(eager, 0.01)]
    assert faithful("y", flipped(eager, 0.02), eager, wide).passed
    assert not faithful("y", flipped(eager, 0.03), eager, wide).passed


def test_a_wide_control_never_lowers_the_share_under_95_percent() -> None:
    eager = torch.full((100, 100), 1.5, dtype=torch.bfloat16)
    wide = [flipped(eager, 0.5)]
    assert faithful("y", flipped(eager, 0.05), eager, wide).passed
    assert not faithful("y", flipped(eager, 0.06), eager, wide).passed


def test_few_fp32_rows_have_sixteen_orders_in_their_control() -> None:
    def orders(rows: int, dtype: torch.dtype) -> int:
        x = torch.rand(rows, 2048, dtype=torch.float32).to(dtype)
        outputs = (mean_square(x).expand(rows, 2048),)
        views = judging.views_of(mean_square, {"x": x}, outputs, outputs, [])
        return len(views.controls)

    assert [orders(rows, torch.float32) for rows in (1, 63, 64)] == [16, 16, 4]
    assert [orders(rows, torch.bfloat16) for rows in (1, 64)] == [4, 4]
