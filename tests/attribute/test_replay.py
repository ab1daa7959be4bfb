"""Graph replays: through the inductor variant, the trace of the recording, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.attribute import attribute
from workbench.attribute.groups import group_launches
from workbench.capture.store import Capture, find
from workbench.trace.importing import import_recordings

Make = Callable[..., Capture]


def test_six_layers_replay_through_the_inductor_variant(capture_6l: Capture) -> None:
    replayed = attribute(capture_6l, "cudagraph")
    compiled = attribute(capture_6l, "inductor").launches
    launches = replayed.launches
    assert (launches["method"] == "replay_order").sum() == 247
    assert [f.code for f in replayed.health if f.code.startswith("replay")] == ["replay-attributed"]
    mine = launches[launches["method"] == "replay_order"]
    for column in ("site", "layer", "line", "module_path"):
        assert mine[column].tolist() == compiled[column].tolist()
    groups = group_launches(replayed)
    assert groups.unattributed.launches_per_step == 13  # cache counters, and copies before it
    assert groups.unattributed.share < 0.005


def compiled(recording: Any, kernels: list[str]) -> None:
    """A compiled region in module Layer_0 that runs `kernels`."""
    recording.module("Layer_0", 0, 500)
    recording.host("cpu_op", "Torch-Compiled Region: 0/0", 1, 400)
    for k, name in enumerate(kernels):
        recording.host("cpu_op", name, 10 + 20 * k, 25 + 20 * k)
        recording.launch(name, 12 + 20 * k)


def methods(capture: Capture) -> list[tuple[str, str, str]]:
    found = attribute(capture, "cudagraph").launches
    return list(zip(found["name"], found["op_name"], found["method"], strict=True))


def test_graph_node_ids_give_the_order_where_times_do_not(
    make_capture: Make, recording: Any, another: Any
) -> None:
    compiled(recording, ["a", "b", "a", "c"])
    another.replay(["a", "c", "b", "a"], 10, nodes=[11, 14, 12, 13])  # two streams: c ran early
    found = methods(make_capture(inductor=recording, cudagraph=another))
    assert found == [(name, name, "graph_node") for name in ("a", "c", "b", "a")]


def test_another_numbering_of_kernels_still_matches(
    make_capture: Make, recording: Any, another: Any
) -> None:
    compiled(recording, ["triton_poi_add_0", "gemm", "triton_poi_add_1"])
    another.replay(["triton_poi_add_4", "gemm", "triton_poi_add_5"], 10)
    found = methods(make_capture(inductor=recording, cudagraph=another))
    assert [op for _, op, _ in found] == ["triton_poi_add_0", "gemm", "triton_poi_add_1"]


def test_a_replay_that_nothing_explains_is_unattributed_not_the_graph_launch(
    make_capture: Make, recording: Any
) -> None:
    recording.module("Model_0", 0, 100)
    recording.host("cpu_op", "aten::outer", 5, 90)
    recording.replay(["a", "b"], 10)
    attribution = attribute(make_capture(cudagraph=recording), "cudagraph")
    assert set(attribution.launches["method"]) == {"none"}
    assert set(attribution.launches["site"]) == set(attribution.launches["op_name"]) == {""}
    assert [(f.code, f.count) for f in attribution.health if "replay" in f.code] == [
        ("replay-unattributed", 2)
    ]
    assert group_launches(attribution).unattributed.share == 1


def test_a_different_graph_is_not_forced_to_match(
    make_capture: Make, recording: Any, another: Any
) -> None:
    compiled(recording, ["a", "b", "c", "d"])
    another.replay(["w", "x", "y", "d"], 10)
    found = methods(make_capture(inductor=recording, cudagraph=another))
    assert {method for *_, method in found} == {"none"}


def test_each_step_is_matched_by_itself(make_capture: Make, recording: Any, another: Any) -> None:
    compiled(recording, ["a", "b"])
    for step in range(3):
        another.host("user_annotation", f"ProfilerStep#{step}", 100 * step, 100 * step + 99)
        another.replay(["a", "b"], 100 * step + 10)
    attribution = attribute(make_capture(inductor=recording, cudagraph=another), "cudagraph")
    assert attribution.steps == 3
    assert attribution.launches["op_name"].tolist() == ["a", "b"] * 3
    assert group_launches(attribution, "op").launches_per_step == 2


# ------------------------------------------------------------------ recordings of others


def imported(shared: Path, folder: Path, replay: str, graph_capture: str = "") -> Capture:
    root = shared / "foreign"
    captures = [root / graph_capture] if graph_capture else []
    import_recordings([root / replay], folder, identity="foreign", graph_captures=captures)
    return find(folder)


@pytest.mark.shared
def test_sglang_decode_through_the_recording_of_its_graph(shared: Path, tmp_path: Path) -> None:
    capture = imported(
        shared, tmp_path / "c", "sglang-qwen3-8b-decode/decode.json.gz",
        "sglang-qwen3-8b-decode/capture_bs32_rank0.json.gz",
    )  # fmt: skip
    (variant,) = capture.manifest.variants
    attribution = attribute(capture, variant)
    launches = attribution.launches
    assert len(launches) == 558 and (launches["method"] == "replay_order").sum() == 544
    attention = launches[launches["site"] == "Qwen3DecoderLayer.*/Qwen3Attention/RadixAttention"]
    assert attention.groupby("layer").size().to_dict() == dict.fromkeys(range(36), 3)
    # one rotary embedding serves all layers; its launches lie in their callers'
    rope = launches[launches["site"].str.endswith("/RotaryEmbedding")]
    assert sorted(rope["layer"]) == list(range(36))
    assert group_launches(attribution).unattributed.share < 0.01


@pytest.mark.shared
def test_vllm_full_graph_and_piecewise_are_honest(shared: Path, tmp_path: Path) -> None:
    full = imported(
        shared, tmp_path / "full", "vllm-decode-full-graph/graph_execution.json.gz",
        "vllm-decode-full-graph/graph_capture_rank_0.pt.trace.json.gz",
    )  # fmt: skip
    (variant,) = full.manifest.variants
    launches = attribute(full, variant).launches
    assert (launches["method"] == "replay_order").sum() == 421
    # fx code hides its modules: what is known is the region
    inside = launches[launches["method"] == "replay_order"]
    assert set(inside["path_kind"]) == {"region"}
    piecewise = imported(
        shared, tmp_path / "pieces", "vllm-prefilldecode-piecewise/graph_execution.json.gz"
    )
    (variant,) = piecewise.manifest.variants
    attribution = attribute(piecewise, variant)
    unexplained = (attribution.launches["method"] == "none").sum()
    assert unexplained == 361
    assert [f.count for f in attribution.health if f.code == "replay-unattributed"] == [361]


@pytest.mark.shared
def test_hip_launches_of_an_eager_model(shared: Path, tmp_path: Path) -> None:
    capture = imported(shared, tmp_path / "c", "mi300-qwen1.5-0.5b/trace.json.gz")
    groups = group_launches(attribute(capture))
    rows = groups.rows.set_index("site")
    assert rows.loc["Qwen2DecoderLayer.*/Qwen2MLP/Linear#1", "instances"] == 24
    assert groups.unattributed.launches_per_step == 455  # their host calls were not recorded
    counted = rows["launches_per_step"].sum() + groups.unattributed.launches_per_step
    outside = sum(f.count for f in groups.health if f.code == "launches-outside-steps")
    assert counted + outside == 1517
