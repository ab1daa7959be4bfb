"""Timing statistics on samples whose answer is known."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.validate import arms, bench, samples


def test_a_round_is_a_b_b_a() -> None:
    order: list[str] = []

    def arm(name: str, us: float) -> float:
        order.append(name)
        return us

    a, b = samples.interleaved(lambda: arm("a", 2.0), lambda: arm("b", 6.0), rounds=2)
    assert "".join(order) == "abbaabba"
    assert (a, b) == ([2.0, 2.0], [6.0, 6.0])


def test_a_drift_of_clocks_cancels_in_the_pairs() -> None:
    clock = iter(range(1000))
    a, b = samples.interleaved(
        lambda: 10 + 0.1 * next(clock), lambda: 10 + 0.1 * next(clock), rounds=20
    )
    found = samples.ratio(a, b)
    assert (found.median, found.low, found.high) == pytest.approx((1, 1, 1), abs=1e-12)


def test_the_interval_covers_the_true_ratio_and_is_seeded() -> None:
    draw = random.Random(0)
    covered = 0
    for _ in range(40):
        ours = [2 * draw.lognormvariate(0, 0.02) for _ in range(samples.ROUNDS)]
        other = [3 * draw.lognormvariate(0, 0.02) for _ in range(samples.ROUNDS)]
        found = samples.ratio(ours, other)
        assert found == samples.ratio(ours, other)
        assert found.win
        covered += found.low <= 1.5 <= found.high
    assert covered >= 34


@pytest.mark.parametrize(("factor", "win"), [(1.0, False), (1.02, False), (1.05, True)])
def test_a_win_needs_more_than_three_percent(factor: float, win: bool) -> None:
    ours = [1.0 + 0.001 * (i % 3) for i in range(30)]
    assert samples.ratio(ours, [factor * us for us in ours]).win is win


def test_every_launch_has_its_copy_unless_memory_forbids() -> None:
    assert samples.copies(2_944, 80 << 30) == 200
    assert samples.copies(1 << 30, 80 << 30) == 10
    assert samples.copies(40 << 30, 80 << 30) == 2


def test_another_kernel_is_named_by_file_and_function(tmp_path: Path) -> None:
    file = tmp_path / "public.py"
    file.write_text("def route(logits, per_expert_scale, k):\n    return k\n")
    assert arms.load_function(f"{file}:route")(1, 2, 3) == 3
    for place in (f"{file}:nothing", str(file), f"{tmp_path}/none.py:route"):
        with pytest.raises(BadInput, match="--against"):
            arms.load_function(place)


def test_a_graph_holds_200_calls_or_three_times_the_l2() -> None:
    l2 = 50 << 20
    assert bench.launches_of(3_000, 0.8, l2) == 200
    assert bench.launches_of(4_000_000, 2.0, l2) == 200
    assert bench.launches_of(34_600_000, 11.5, l2) == 87  # a millisecond of it
    assert bench.launches_of(138_000_000, 46.0, l2) == 22
    assert bench.launches_of(1 << 30, 360.0, l2) == 20
    for held, light in ((8_000_000, 6.0), (50_000_000, 60.0), (1 << 30, 360.0)):
        assert bench.launches_of(held, light, l2) * held >= 3 * l2
