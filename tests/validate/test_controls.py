"""The control of gate 1: how much eager differs from itself, whatever operators it is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F

from workbench.validate import judging
from workbench.validate.attention import by_blocks
from workbench.validate.gates import _error_ulp, accurate, faithful
from workbench.validate.oracle import as_on_cuda, eager, variant


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


X = torch.randn(64, 300, generator=torch.Generator().manual_seed(0))
WEIGHT = torch.rand(300, generator=torch.Generator().manual_seed(1)) + 0.5
PROJECTION = torch.randn(40, 300, generator=torch.Generator().manual_seed(2))
Way = Callable[[torch.Tensor], torch.Tensor]


def moved(reference: Way, **how: object) -> float:
    """The largest error of another order, or of noise, in ULP of the row."""
    (plain,), _ = eager(reference, {"x": X})
    (other,) = variant(reference, {"x": X}, **how)  # type: ignore[arg-type]
    return float(_error_ulp(other, plain, plain).abs().max())


@pytest.mark.parametrize(
    "reference",
    [
        lambda x: F.linear(x, PROJECTION, PROJECTION[:, 0]),
        lambda x: torch.baddbmm(torch.zeros(1, 64, 40), x[None], PROJECTION.T[None]),
        lambda x: torch.mv(x.abs(), WEIGHT)[:, None],
        lambda x: F.layer_norm(x, (300,), WEIGHT, WEIGHT),
        lambda x: torch.ops.aten._fused_rms_norm(x, [300], WEIGHT, 1e-6)[0],
        lambda x: F.normalize(x, dim=-1),
        lambda x: x.logsumexp(-1, keepdim=True),
        lambda x: x.sum()[None, None],
    ],
    ids=["bias", "baddbmm", "mv", "layer_norm", "rms_norm", "norm", "logsumexp", "sum of all"],
)
def test_other_orders_move_each_of_torchs_reductions_by_ulps(reference: Way) -> None:
    assert 0 < max(moved(reference, reorder=seed) for seed in range(4)) < 50
    (plain,), _ = eager(reference, {"x": X})
    (exact,) = variant(reference, {"x": X}, exact=True)
    (other,) = variant(reference, {"x": X}, reorder=3)
    assert torch.allclose(other.double(), exact, rtol=1e-4, atol=1e-4)
    assert torch.allclose(other, plain, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    "reference",
    [
        lambda x: x.var(-1, keepdim=True),
        lambda x: x.std(-1, keepdim=True),
        lambda x: x.cumsum(-1)[:, -1:],
        lambda x: F.mse_loss(x, x.flip(0))[None, None],
        lambda x: torch.zeros(4, 300).index_add(0, torch.arange(64) % 4, x)[:, :1],
    ],
    ids=["var", "std", "cumsum", "mse_loss", "index_add"],
)
def test_noise_moves_what_no_order_does_by_ulps(reference: Way) -> None:
    up, down, *others = (moved(reference, noise=seed) for seed in range(judging.NOISES))
    assert 1 <= up <= 2 and 1 <= down <= 2 and max(others) <= 2


def test_noise_leaves_what_is_exact_or_not_finite() -> None:
    assert moved(lambda x: x * 2, noise=0) == 0  # exact, as what only moves values is
    assert moved(lambda x: x.T.contiguous().T.clamp(0, 1).masked_fill(x > 2, 3), noise=0) == 0
    assert moved(lambda x: x * 3, noise=0) == 1  # rounded once
    assert moved(lambda x: x.exp(), noise=0) == 2
    rows = torch.tensor([[1.0, torch.inf], [1.0, -torch.inf], [1.0, torch.nan], [1.0, 2**-40]])
    (down,) = variant(lambda x: x.sum(-1), {"x": rows}, noise=1)
    assert down[:2].tolist() == [torch.inf, -torch.inf] and down[2].isnan()
    assert down[3] == 1 - 2 * 2**-23
    short = X.half()
    (near,) = variant(lambda x: x.sigmoid(), {"x": short}, noise=2)
    share = float((near != short.sigmoid()).double().mean())
    assert 0 < share < 0.002  # of 2**13 fp32 ULP between two values, some 2
    assert not float(
        (variant(lambda x: x * x, {"x": short}, noise=2)[0] != short * short).sum()
    )  # fp32 holds a product of fp16


def norm(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * weight


def test_rows_in_which_no_order_shows_what_noise_does() -> None:
    """Squares of integers add up exactly in any order; a mean may be rounded otherwise."""
    draw = torch.Generator().manual_seed(0)
    x = torch.randint(-9, 10, (8, 48), generator=draw).float()
    given = {"x": x, "weight": torch.full((48,), 3.0)}
    reference = as_on_cuda(norm)
    (plain,), _ = eager(reference, given)
    mean = x.pow(2).mean(-1, keepdim=True)
    ours = x * torch.rsqrt(mean.nextafter(torch.zeros(())) + 1e-5) * 3.0
    views = judging.views_of(reference, given, (ours,), (plain,), [])
    orders = [control[0] for control in views.controls]
    assert len(orders) == 16 and all(torch.equal(order, plain) for order in orders)
    gate = faithful("y", ours, plain, orders)
    assert not gate.passed and (gate.control, gate.threshold) == (0.0, 1.0) and gate.figure <= 6
    noisy = [control[0] for control in views.noisy]
    assert faithful("y", ours, plain, [*orders, *noisy]).passed
    rough = ours * (1 + 2**-18)
    assert not faithful("y", rough, plain, [*orders, *noisy]).passed


def judged(reference: Way, ours: torch.Tensor, **given: torch.Tensor) -> tuple[bool, ...]:
    """Whether gates 1 and 4 pass, first without noise and then as `judge_values` has it."""
    (plain,), _ = eager(reference, given)
    views = judging.views_of(reference, given, (ours,), (plain,), [])
    orders, exact = [control[0] for control in views.controls], views.exact[0]
    found = [faithful("y", ours, plain, orders), accurate("y", ours, plain, exact, orders)]
    found += judging._judge_floats("y", views, 0, orders, False)[:2]
    return tuple(gate.passed is True for gate in found)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_16_bits_that_lie_between_eagers_own_are_faithful(dtype: torch.dtype) -> None:
    """Of nearly equal values a norm's product and bias cancel: one fma more, and some round
    otherwise. None of eager's orders shows it, the sums being exact.
    """
    draw = torch.Generator().manual_seed(3)
    steps = torch.randint(-1, 2, (4, 192), generator=draw)
    x = (1.25 + steps * torch.finfo(dtype).eps).to(dtype)
    weight, bias = ((torch.rand(192, generator=draw) + 0.5).to(dtype) for _ in range(2))
    reference = as_on_cuda(lambda x, weight, bias: F.layer_norm(x, (192,), weight, bias, 1e-5))
    wide = x.float()
    centred = wide - wide.mean(-1, keepdim=True)
    root = torch.rsqrt(centred.square().mean(-1, keepdim=True) + 1e-5)
    ours = (centred * root * weight.float() + bias.float()).to(dtype)
    given = {"x": x, "weight": weight, "bias": bias}
    assert judged(reference, ours, **given) == (False, True, True, True)
    given["x"] = torch.randn(4, 192, generator=draw).to(dtype)
    twice = (F.layer_norm(given["x"], (192,), eps=1e-5) * weight + bias).to(dtype)
    assert judged(reference, twice, **given)[::2] == (False, False)  # rounds more than eager does


def test_fp32_of_one_rounding_more_is_accurate() -> None:
    """A row of one value is rounded alike, and eager's happens to be near the truth."""
    x = torch.tensor([3.3350117206573486]).expand(4, 64).contiguous()
    more = x * torch.reciprocal(1 + torch.exp(-x))
    silu = as_on_cuda(lambda x: F.silu(x))
    assert judged(silu, more, x=x) == (True, False, True, True)
    rough = more * (1 + 2**-18)
    assert judged(silu, rough, x=x)[2:] == (False, False)


def attention(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    return F.scaled_dot_product_attention(query, key, value, is_causal=True)


@pytest.mark.parametrize("rounded", [True, False])
def test_attention_by_blocks_of_another_length_is_faithful(rounded: bool) -> None:
    """Relative to the largest score so far, weights are rounded otherwise block by block; that they
    are rounded at all stays asked.
    """
    draw = torch.Generator().manual_seed(4)
    query, key, value = (torch.randn(4, 2, 48, 32, generator=draw).bfloat16() for _ in range(3))
    given = {"query": query, "key": key, "value": value}
    seen = torch.ones(48, 48, dtype=torch.bool).tril()
    operands = (query, key, value if rounded else value.float(), seen, False, None)
    ours = by_blocks(*operands, block=24 if rounded else 48)
    assert ours.dtype == torch.bfloat16
    assert judged(as_on_cuda(attention), ours, **given) == (False, True, rounded, True)
    swapped = by_blocks(query, key, value.flip(-2), seen, False, None, block=16)
    assert judged(as_on_cuda(attention), swapped, **given) == (False, False, False, False)


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize("mask", [None, torch.bool, torch.float32])
def test_blocks_of_attention_make_up_attention(groups: int, mask: torch.dtype | None) -> None:
    draw = torch.Generator().manual_seed(5)
    query = torch.randn(2, 2 * groups, 5, 8, generator=draw)
    key, value = (torch.randn(2, 2, 40, 8, generator=draw) for _ in range(2))
    seen = torch.arange(40) >= torch.tensor([33, 0])[:, None, None, None]  # its first blocks: none
    kept = None if mask is None else seen
    if mask == torch.float32:
        kept = torch.where(seen, 0.5, -torch.inf)
    plain = F.scaled_dot_product_attention(
        query, key, value, attn_mask=kept, scale=0.3, enable_gqa=groups > 1
    )
    for block in (16, 64):
        made = by_blocks(query, key, value, kept, False, 0.3, block)
        assert torch.allclose(made, plain, atol=1e-6)


def quantised(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    scale = x.float().abs().amax(-1, keepdim=True) / 127
    return (x.float() / scale).round().to(torch.int8), scale


def test_quantised_values_may_be_any_that_noise_gives() -> None:
    """Quotients on a tie, which a product with the reciprocal may miss."""
    x = torch.randn(8, 64, generator=torch.Generator().manual_seed(0)).clamp(-3, 3) * 18
    x[:, 0], x[:, 1] = 127.0 * 3 / 7, torch.tensor([0.5, 1.5, 2.5, 3.5] * 2) * 3 / 7
    reference = as_on_cuda(quantised)
    outputs, _ = eager(reference, {"x": x})
    for ours, passed in (
        ((x * (127 / x.abs().amax(-1, keepdim=True))).round(), True),
        ((x * (127.1 / x.abs().amax(-1, keepdim=True))).round(), False),
        (x / outputs[1], False),  # truncated
    ):
        views = judging.views_of(
            reference, {"x": x}, (ours.to(torch.int8), outputs[1]), outputs, []
        )
        gate = judging._judge_integers("q", views, 0)
        assert gate.figure is not None and gate.passed is passed
        assert "its own with fp32 a few ULP otherwise" in gate.detail, gate
    ids = torch.arange(8)
    views = judging.views_of(lambda ids: ids + 1, {"ids": ids}, (ids,), (ids + 1,), [])
    gate = judging._judge_integers("ids", views, 0)
    assert (gate.passed, gate.figure, gate.detail) == (False, 8.0, "exactly eager's")
