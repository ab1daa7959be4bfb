"""The price of a candidate in every currency, against arithmetic by hand."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

import pytest

from workbench.schema import Candidate
from workbench.suggest.boundary import bytes_now
from workbench.suggest.price import FUSED_LAUNCH_HOST_COST, Step, together
from workbench.suggest.suggestions import Analysis
from workbench.suggest.tracing import trace_examples

SIX = "gemma4-26b-a4b-6l-decode-b8"


def test_the_router_in_every_currency(committed: Callable[[str, str], Analysis]) -> None:
    analysis = committed(SIX, "all")
    evidence = analysis.evidence
    assert evidence is not None
    router = next(one for one in analysis.suggestions.candidates if one.id == "router_topk")
    prediction = router.detail["prediction"]
    step = prediction["step"]
    # bytes of each launch, 8 tokens, 128 experts, 8 chosen
    cast, softmax, topk = 2048 + 4096, 4096 + 4096, 4096 + 256 + 512
    total, divided, picked, scaled = 256 + 32, 256 + 32 + 256, 512 + 128 + 128, 256 + 128 + 256
    now = cast + softmax + topk + total + divided + picked + scaled
    assert step["bytes_now"] == 6 * now
    assert step["bytes_fused"] == 6 * (2048 + 128 + 256 + 512)
    assert step["bytes_not_moved"] == step["bytes_now"] - step["bytes_fused"]
    assert step["launches_saved"] == 48 - 6
    low, high = step["saving_us"]
    assert low < router.saving_gpu_us_per_step < high < step["now_us"][1]
    # softmax, topk and sum wait for each other: three reductions, three floors more at most
    floor = prediction["launch_floor_us"]
    assert prediction["floor_us"] == pytest.approx(floor + (479 + 263 + 3 * 12 * 29) / 1755)
    hidden = 6 * min(prediction["bytes_us"], prediction["floor_us"])
    assert step["predicted_us"] == [
        pytest.approx(6 * prediction["floor_us"]),
        pytest.approx(6 * (prediction["floor_us"] + 3 * floor) + hidden),
    ]
    wall, launches = step["wall"], analysis.suggestions.launches_per_step
    measured = analysis.suggestions.manifest.variants["eager"].wall_us
    each = median(measured) / launches
    assert wall["launch_bound"] and wall["host_us_per_launch"] == pytest.approx(each)
    assert wall["saving_us"] == pytest.approx((48 - 6 * FUSED_LAUNCH_HOST_COST) * each)
    assert wall["saving_us_low"] < wall["saving_us"] < wall["saving_us_high"]


def test_two_launches_into_one_cost_a_host_bound_step_time(
    committed: Callable[[str, str], Analysis],
) -> None:
    suggestions = committed(SIX, "all").suggestions
    geglu = next(one for one in suggestions.candidates if one.id == "geglu-mlp")
    assert geglu.saving_gpu_us_per_step > 0
    assert geglu.detail["prediction"]["step"]["wall"]["saving_us"] < 0
    assert suggestions.best_set.wall is not None


def priced(before: float, after: float, saving_us: float) -> Candidate:
    zero: Any = 0
    return Candidate(
        *("c", "p", "s"), 1, 1, before, after, 0.0, 0.0, saving_us, 0.0, "dataflow", "novel", (),
        "none", (), {"x": zero},
    )  # fmt: skip


def test_wall_time_ends_where_the_gpu_sets_the_pace() -> None:
    bound = Step(wall_us=(10_000.0,), busy_us=2_000.0, launches=1_000.0)
    saved = together([priced(100, 10, 50.0)], bound)
    assert saved is not None
    assert saved["saving_us"] == pytest.approx((100 - 10 * FUSED_LAUNCH_HOST_COST) * 10)
    most = together([priced(1_000, 1, 500.0)], bound)
    assert most is not None and most["saving_us"] == pytest.approx(10_000 - 1_500)
    busy = Step(wall_us=(10_000.0,), busy_us=9_000.0, launches=1_000.0)
    limited = together([priced(100, 10, 50.0)], busy)
    assert limited is not None and limited["saving_us"] == 50.0
    assert together([priced(100, 10, 50.0)], Step((), 9_000.0, 1_000.0)) is None


def test_work_for_a_gemm_may_save_nothing(committed: Callable[[str, str], Analysis]) -> None:
    for one in committed(SIX, "dataflow").suggestions.candidates:
        low, high = one.detail["prediction"]["step"]["saving_us"]
        assert (
            low <= one.saving_gpu_us_per_step + 1e-9 and high >= one.saving_gpu_us_per_step - 1e-9
        )
        if one.detail["kind"] in ("epilogue", "prologue"):
            assert low == 0 and one.detail["prediction"]["assumes"] == "the GEMM keeps its speed"


def test_bytes_now_are_those_of_the_launches() -> None:
    graph = trace_examples(lambda tensor: tensor(4, 8).tanh() + tensor(8), "bfloat16")
    assert bytes_now(graph, (0, 1)) == (64 + 64) + (64 + 16 + 64)
