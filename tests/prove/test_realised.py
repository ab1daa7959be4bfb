"""Predicted beside realised, faults in words: pure functions of rows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from workbench.capture import store
from workbench.prove import liveness, realised
from workbench.prove.applied import Installed
from workbench.prove.prediction import freeze, predicted_for
from workbench.prove.work import by_kind


def candidate(**over: Any) -> dict[str, Any]:
    return {
        "id": "router_topk",
        "pattern": "router_topk",
        "kernel": "router_topk",
        "site": "model.layers.*.router",
        "instances": 30,
        "now_us": 700.0,
        "predicted_us": 24.0,
        "saving_us": 676.0,
        "saving_us_interval": [],
        "launches_fewer": 210.0,
        "compiled_us": None,
        "launches": {"softmax": 1, "topk": 2},
        **over,
    }


def installed(
    kernel: str, count: int, where: str = "router", step: str = "select"
) -> list[Installed]:
    return [Installed(kernel, f"model.layers.{i}.{where}", step, "") for i in range(count)]


def test_six_layers_stand_for_thirty() -> None:
    frozen = {"candidates": [candidate()]}
    (row,) = predicted_for(frozen, installed("router_topk", 6), 6, 30)
    assert row["share"] == 1.0
    assert row["saving_us"] == 676.0


def test_a_place_in_the_first_layer_alone_is_one_of_thirty() -> None:
    one = candidate(id="rms", kernel="rms_norm", site="model.layers.*.input_layernorm")
    places = [Installed("rms_norm", "model.layers.0.input_layernorm", "norm", "")]
    (row,) = predicted_for({"candidates": [one]}, places, 6, 30)
    assert row["share"] == pytest.approx(1 / 30)
    assert not row["every"]  # so that six layers save as much of it as thirty


def test_thirty_layers_of_a_capture_of_six() -> None:
    rows = {"eager": row((5000.0, 2000.0), **NAMES)}
    frozen = {"candidates": [candidate(instances=6)], "why": ""}
    (one,) = predicted_for(frozen, installed("router_topk", 30), 30, 6)
    assert (one["share"], one["every"]) == (1.0, True)
    found = realised.summary(
        "eager", rows, [kernel()], installed("router_topk", 30), frozen, (30, 6), True
    )
    assert found["kernels"]["router_topk"]["predicted_us"] == 5 * one["saving_us"]


def test_what_a_place_leaves_out_is_predicted_too() -> None:
    """The experts' forward with moe_dispatch hides no rows: two masks of each layer run no more."""
    rows = {
        one["id"]: one for one in freeze(store.find("gemma4-26b-a4b-prefill-b1-6l"))["candidates"]
    }
    left, kernel = rows["moe_dispatch-leaves-out"], rows["moe_dispatch"]
    assert (left["kernel"], left["site"]) == ("moe_dispatch", "model.layers.*.experts")
    assert (left["saving_us"], left["launches_fewer"]) == (pytest.approx(1755.4, abs=0.1), 24)
    assert sum(left["launches"].values()) == 4  # a layer: two copies and two fills
    assert kernel["saving_us"] == pytest.approx(1391.6, abs=0.1)


def test_only_the_steps_of_the_pattern_count() -> None:
    one = candidate(
        id="ple_tail", pattern="ple_tail", kernel="ple_tail", site="model.layers.*", instances=42
    )
    places = [
        Installed("ple_tail", f"model.layers.{i}", step, "")
        for i in range(42)
        for step in ("attention_add", "feedforward_add", "ple_gate", "ple_end")
    ]
    (row,) = predicted_for({"candidates": [one]}, places, 42, 42)
    assert row["places"] == pytest.approx(42)
    assert row["share"] == pytest.approx(1.0)
    no_end = [each for each in places if each.step != "ple_end"]  # norm_add_norm does it
    (row,) = predicted_for({"candidates": [one]}, no_end, 42, 42)
    assert row["share"] == pytest.approx(12 / 23)


def kernel(name: str = "router_topk") -> Any:
    return SimpleNamespace(name=name, functions=(f"_{name}", "_helper"))


def test_calls_are_counted_by_the_most_frequent_function_and_inductors_numbers() -> None:
    names = {"_router_topk": [20.0, 50.0], "_router_topk_0": [10.0, 20.0],
             "_helper": [3.0, 1.0], "_router_topk_extra": [99.0, 9.0]}  # fmt: skip
    assert liveness.launched(kernel(), names) == (30.0, 71.0)


def row(gpu: tuple[float, float], **names: Any) -> dict[str, Any]:
    def arm(us: float, found: dict[str, list[float]]) -> dict[str, Any]:
        return {"gpu_us": us, "launches": 100.0 * us, "wall_us": us, "names": found}

    return {
        "kernels": ["router_topk"],
        "baseline": arm(gpu[0], names.get("baseline", {})),
        "patched": arm(gpu[1], names.get("patched", {})),
        "gpu": {"median": gpu[0] / gpu[1], "low": 1.1, "high": 1.3},
        "wall": {"median": 1.0, "low": 0.9, "high": 1.1},
    }


LAYERS = (30, 30)
NAMES = {
    "baseline": {"softmax": [30.0, 300.0], "topk": [60.0, 400.0]},
    "patched": {"_router_topk": [30.0, 90.0], "topk": [5.0, 30.0]},
}


def summed(**over: Any) -> dict[str, Any]:
    rows = {"eager": row((1000.0, 400.0), **NAMES)}
    frozen = {"candidates": [candidate(**over)], "why": ""}
    return realised.summary(
        "eager", rows, [kernel()], installed("router_topk", 30), frozen, LAYERS, True
    )


def test_a_kernels_part_is_its_launches_against_what_they_replaced() -> None:
    found = summed()
    mine = found["kernels"]["router_topk"]
    assert mine["predicted_us"] == 676.0
    assert mine["realised_us"] == pytest.approx(700 - 90)
    assert mine["error"] == pytest.approx((610 - 676) / 676)
    assert found["sum"]["error"] == pytest.approx((600 - 676) / 676)
    assert found["sum"]["why"][0].startswith("-66 us: router_topk takes 90.0 us, 24.0")


def test_the_pieces_of_a_difference_add_up_and_say_where_it_is() -> None:
    """GEMMs slower beside the kernel, work that the compiler adds, another time than captured."""
    names = {
        "baseline": {"nvjet_gemm": [30.0, 500.0], "softmax": [30.0, 300.0], "topk": [60.0, 380.0]},
        "patched": {"nvjet_gemm": [30.0, 520.0], "_router_topk_3": [30.0, 90.0],
                    "triton_poi_fused_copy_7": [30.0, 40.0]},
    }  # fmt: skip
    rows = {"eager": row((1180.0, 650.0), **names)}
    frozen = {"candidates": [candidate()], "why": ""}
    found = realised.summary(
        "eager", rows, [kernel()], installed("router_topk", 30), frozen, LAYERS, True
    )
    assert found["sum"]["why"] == [
        "-66 us: router_topk takes 90.0 us, 24.0 were predicted",
        "-60 us: what went took 680.0 us here and 700.0 in the capture, and 40.0 us of other "
        "launches came",
        "-20 us: launches alike in both arms take 20.0 us more beside the kernels",
    ]
    pieces = [float(why.split(" us")[0]) for why in found["sum"]["why"]]
    assert sum(pieces) == pytest.approx(found["sum"]["realised_us"] - found["sum"]["predicted_us"])
    work = found["work"]
    assert work["kinds"]["gemm"] == {"baseline": [30.0, 500.0], "patched": [30.0, 520.0]}
    assert work["kinds"]["kernels"]["patched"] == [30.0, 90.0]
    assert work["kinds"]["compiled"]["patched"] == [30.0, 40.0]
    assert [one["name"] for one in work["changed"]] == [
        "topk", "softmax", "triton_poi_fused_copy_7", "nvjet_gemm"
    ]  # fmt: skip


def test_what_a_proof_keeps_of_names_is_bounded() -> None:
    names = {"baseline": {f"k{i}" * 200: [1.0, float(i)] for i in range(99)}, "patched": {}}
    kept = by_kind(names, [])["changed"]
    assert len(kept) == 24
    assert max(len(one["name"]) for one in kept) == 160
    assert kept[0]["baseline"] == [1.0, 98.0]


def alone(gpu: tuple[float, float], low: float, calls: float) -> dict[str, Any]:
    made = row(gpu, patched={"_router_topk": [calls, 80.0]})
    return {**made, "gpu": {"median": low, "low": low, "high": 2.0}}


@pytest.mark.parametrize(
    ("single", "basis", "saved"),
    [
        (alone((1000.0, 380.0), 1.5, 30.0), "run alone", 620.0),
        (alone((1000.0, 380.0), 0.99, 30.0), "its launches", 610.0),  # within noise
        (alone((1000.0, 380.0), 1.5, 20.0), "its launches", 610.0),  # at some of its places
    ],
)
def test_a_run_alone_counts_where_it_shows_the_whole_kernel(
    single: dict[str, Any], basis: str, saved: float
) -> None:
    rows = {"eager": row((1000.0, 400.0), **NAMES), "eager.router-topk": single}
    frozen = {"candidates": [candidate()], "why": ""}
    found = realised.summary(
        "eager", rows, [kernel()], installed("router_topk", 30), frozen, LAYERS, True
    )
    mine = found["kernels"]["router_topk"]
    assert mine["basis"] == basis
    assert mine["realised_us"] == pytest.approx(saved)


def test_old_launches_that_stay_are_told_by_name() -> None:
    gone = summed()["gone"]
    assert gone == {"expected": 90.0, "gone": 85.0, "short": {"topk": 5.0}}
    faults = realised.faults({"eager": summed()}, {}, {"step": {"finite": True}}, True, ())
    assert faults == ["liveness: 5 old launches are still there: topk (5)"]


def test_launches_of_a_kernel_at_some_places_count_together() -> None:
    """Attention of two kinds, of which only the layers of one kind have the kernel."""
    names = {
        "baseline": {"flash_a": [15.0, 300.0], "flash_b": [15.0, 400.0]},
        "patched": {"_router_topk": [15.0, 90.0], "flash_b": [15.0, 400.0]},
    }
    rows = {"eager": row((1000.0, 400.0), **names)}
    launches = {"flash_a": 0.5, "flash_b": 0.5}
    frozen = {"candidates": [candidate(launches=launches)], "why": ""}
    few = installed("router_topk", 15)
    found = realised.summary("eager", rows, [kernel()], few, frozen, LAYERS, True)
    assert found["gone"] == {"expected": 15.0, "gone": 15.0, "short": {}}
    rows["eager"]["patched"]["names"]["flash_a"] = [5.0, 100.0]
    found = realised.summary("eager", rows, [kernel()], few, frozen, LAYERS, True)
    assert found["gone"]["short"] == {"flash_a, flash_b": 5.0}


def test_a_launch_that_is_gone_counts_once() -> None:
    """A name alone takes what it wants, so that nothing is left for the group."""
    left = {"copy": 12.0, "flash": 3.0}
    assert realised._taken(left, ("copy",), 10.0) == 10.0
    assert realised._taken(left, ("copy", "flash"), 9.0) == 5.0
    assert left == {"copy": 0.0, "flash": 0.0}


def test_under_a_compiler_only_what_is_beyond_it_is_predicted() -> None:
    rows = {"inductor": row((1000.0, 900.0))}
    frozen = {"candidates": [candidate(compiled_us=84.0)], "why": ""}
    found = realised.summary(
        "inductor", rows, [kernel()], installed("router_topk", 30), frozen, LAYERS, True
    )
    assert found["kernels"]["router_topk"]["predicted_us"] == pytest.approx(60.0)
    frozen = {"candidates": [candidate()], "why": ""}
    found = realised.summary(
        "inductor", rows, [kernel()], installed("router_topk", 30), frozen, LAYERS, True
    )
    assert found["sum"]["predicted_us"] is None
    assert "nothing was predicted" in found["sum"]["why"][0]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"calls": 29}, "29 calls a step"),
        ({"watermark": False}, "watermark left the output"),
        ({"traced": 31.0}, "traced {'eager': 31.0}"),
    ],
)
def test_a_kernel_that_is_not_alive_is_a_fault(change: dict[str, Any], word: str) -> None:
    given = {"calls": 30, "watermark": True, "traced": 30.0, **change}
    answers = {
        "calls": {"router_topk": {"sites": 30, "calls": given["calls"], "fell_back": ""}},
        "watermark": {"router_topk": given["watermark"]},
    }
    found = {"eager": {"kernels": {"router_topk": {"calls": given["traced"]}}}}
    alive = realised.liveness_of(answers, found, True)
    assert not alive["router_topk"]["alive"]
    one = {"eager": {"gone": {}, "gpu": {"low": 1.1, "high": 1.2}}}
    (fault,) = realised.faults(one, alive, {"step": {"finite": True}}, True, ())
    assert word in fault


def test_not_faster_beyond_noise_is_a_fault() -> None:
    one = {"cudagraph": {"gone": {}, "gpu": {"low": 0.999, "high": 1.02}}}
    (fault,) = realised.faults(one, {}, {"step": {"finite": True}}, True, ())
    assert fault == (
        "cudagraph: GPU time is not less beyond noise: baseline / patched is 0.999 to 1.020"
    )


def test_a_named_kernel_that_this_phase_never_calls_is_a_fault() -> None:
    alive = {"gqa_decode_attention": {"idle": True, "alive": False}}
    quality = {"step": {"finite": True}}
    assert realised.faults({}, alive, quality, True, ()) == []
    (fault,) = realised.faults({}, alive, quality, True, ("gqa_decode_attention",))
    assert "never calls it" in fault
