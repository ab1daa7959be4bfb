"""Suggestions without an execution trace: from the order of launches, in modules and in repeats."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.attribute import attribute
from workbench.capture.store import Capture, find
from workbench.emit.emission import emit
from workbench.errors import WorkbenchError
from workbench.report.suggest import suggest_view
from workbench.report.table import render
from workbench.suggest import suggest
from workbench.suggest.explain import explain
from workbench.suggest.library import load_patterns
from workbench.suggest.price import HOSTED
from workbench.suggest.sequence_candidates import gather_sequences
from workbench.suggest.suggestions import Analysis, analyse
from workbench.trace.importing import import_recordings

# An engine's decode layer as a graph replays it: (kernel, microseconds). Its router is four
# launches between the router's GEMM and the experts'.
ROUTER = ["softmax_rows", "select_topk", "renormalise", "scale_per_expert"]
LAYER = [
    ("nvjet_tst_64x8_qkv", 9.0),
    ("void engine::rotary_embedding_kernel<bf16>(long const*)", 3.0),
    ("void engine::reshape_and_cache_kernel<bf16>(bf16*)", 3.0),
    ("void engine::paged_attention_v2_kernel<bf16>(bf16*)", 20.0),
    ("nvjet_tst_64x8_out", 8.0),
    ("void engine::fused_add_rms_norm_kernel<bf16, 8>(bf16*)", 3.5),
    ("nvjet_tst_64x8_router", 5.0),
    *((name, 2.5) for name in ROUTER),
    ("fused_moe_kernel", 90.0),
    ("void engine::act_and_mul_kernel<bf16>(bf16*)", 3.0),
    ("fused_moe_kernel", 50.0),
    ("moe_sum", 2.0),
    ("void engine::fused_add_rms_norm_kernel<bf16, 8>(bf16*)", 3.5),
]
LAYERS = 8
FLOOR_US = 2.0  # moe_sum, the shortest


def replayed(folder: Path, layers: int = LAYERS, odd: dict[int, list[Any]] | None = None) -> Path:
    """A recording of one replayed graph of `layers` LAYERs; `odd` ones are others."""
    launches = [("engine_prologue_a", 4.0), ("engine_prologue_b", 4.0)]
    for layer in range(layers):
        launches += (odd or {}).get(layer, LAYER)
    launches += [("nvjet_tst_64x8_head", 30.0)]
    events: list[dict[str, Any]] = [
        {"ph": "X", "cat": "cuda_runtime", "name": "cudaGraphLaunch", "ts": 0, "dur": 9, "pid": 1,
         "tid": 1, "args": {"correlation": 7}}
    ]  # fmt: skip
    at = 50.0
    for name, us in launches:
        events.append(
            {"ph": "X", "cat": "kernel", "name": name, "ts": at, "dur": us, "pid": 0, "tid": 7,
             "args": {"correlation": 7, "device": 0, "stream": 7}}
        )  # fmt: skip
        at += us + 1
    path = folder / "engine.json"
    path.write_text(json.dumps({"traceEvents": events}))
    return path


@pytest.fixture
def engine(tmp_path: Path) -> Capture:
    import_recordings([replayed(tmp_path)], tmp_path / "engine", identity="engine")
    return find(tmp_path / "engine")


def table(analysis: Analysis) -> dict[str, tuple[int, int, float, float]]:
    """id -> instances, expected, launches before and after."""
    return {
        one.id: (
            one.instances, one.expected_instances, one.launches_before, one.launches_after,
        )
        for one in analysis.suggestions.candidates
    }  # fmt: skip


def test_an_engine_step_without_modules(engine: Capture) -> None:
    analysis = analyse(engine, "cudagraph")
    router = "seq-" + "-".join(ROUTER)
    assert table(analysis) == {
        router: (8, 8, 32, 8),
        "seq-rotary_embedding-reshape_and_cache": (8, 8, 16, 8),
        "seq-moe_sum-fused_add_rms_norm": (8, 8, 16, 8),
    }
    found = {one.id: one for one in analysis.suggestions.candidates}[router]
    assert found.gpu_us_per_step == pytest.approx(8 * 4 * 2.5)
    assert found.predicted_gpu_us_per_step == pytest.approx(8 * FLOOR_US)
    assert found.saving_gpu_us_per_step == pytest.approx(8 * (10 - FLOOR_US))
    assert (found.evidence, found.status, found.numerics_risk) == ("sequence", "novel", "unknown")
    assert found.detail["launches"] == ROUTER
    assert found.detail["confidence"] == "low"
    assert found.detail["bytes_read"] is found.detail["bytes_written"] is None
    assert found.detail["repeat"]["count"] == LAYERS
    assert found.detail["repeat"]["launches"] == len(LAYER)
    assert found.detail["prediction"]["step"]["saving_us"] == [0.0, found.saving_gpu_us_per_step]


def test_what_is_fused_already_is_named_and_not_ranked(engine: Capture) -> None:
    suggestions = suggest(engine, "cudagraph")
    assert {one.pattern: one.launches_before for one in suggestions.fused} == {
        "fused_add_rms_norm": 16.0,
        "act_and_mul": 8.0,
    }
    assert {one.status for one in suggestions.fused} == {"fused"}
    for one in suggestions.candidates:  # it may be part of a run, and is then said to be fused
        assert len(one.detail["already_fused"]) < len(one.detail["launches"])
    assert dict(suggestions.rules)["gemm: head nvjet"] == 3 * LAYERS + 1


def test_layers_that_differ_keep_the_rest_together(tmp_path: Path) -> None:
    longer = [*LAYER[:6], ("moe_sum", 2.0), *LAYER[6:]]
    path = replayed(tmp_path, 12, {3: longer, 7: LAYER[:7] + LAYER[11:]})  # one without a router
    import_recordings([path], tmp_path / "odd", identity="odd")
    found = table(analyse(find(tmp_path / "odd"), "cudagraph"))
    assert found["seq-" + "-".join(ROUTER)] == (11, 12, 44, 11)
    assert found["seq-rotary_embedding-reshape_and_cache"] == (12, 12, 24, 12)


def test_several_steps_are_told_a_step(tmp_path: Path) -> None:
    one = json.loads(replayed(tmp_path).read_text())["traceEvents"]
    length = 1 + max(event["ts"] + event["dur"] for event in one)
    events = []
    for step in range(3):
        window = {"ph": "X", "cat": "user_annotation", "name": f"step#{step}", "pid": 1, "tid": 1}
        events.append({**window, "ts": step * length, "dur": length - 1})
        for event in one:
            correlation = {**event["args"], "correlation": 7 + step}
            events.append({**event, "ts": event["ts"] + step * length, "args": correlation})
    (tmp_path / "steps.json").write_text(json.dumps({"traceEvents": events}))
    import_recordings([tmp_path / "steps.json"], tmp_path / "steps", identity="steps")
    analysis = analyse(find(tmp_path / "steps"), "cudagraph")
    assert analysis.attribution.steps == 3
    assert table(analysis) == {
        "seq-" + "-".join(ROUTER): (8, 8, 32, 8),
        "seq-rotary_embedding-reshape_and_cache": (8, 8, 16, 8),
        "seq-moe_sum-fused_add_rms_norm": (8, 8, 16, 8),
    }
    assert sum(one.launches_before for one in analysis.suggestions.fused) == 24


def test_nothing_and_one_launch_give_nothing(engine: Capture) -> None:
    attribution = attribute(engine, "cudagraph")
    for count in (0, 1):
        few = replace(attribution, launches=attribution.launches.iloc[:count])
        found = gather_sequences(few, engine.manifest.device, load_patterns(), "all")
        assert (found.drafts, found.fused) == ((), ())


def test_what_occurs_twice_a_repeat_is_two_candidates(tmp_path: Path) -> None:
    gemm = ("nvjet_same", 9.0)
    layer = [gemm, ("norm_a", 2.0), ("norm_b", 3.0), gemm, ("norm_a", 2.0), ("norm_b", 3.0),
             ("flash_attention", 20.0)]  # fmt: skip
    path = replayed(tmp_path, 10, dict.fromkeys(range(10), layer))
    import_recordings([path], tmp_path / "twice", identity="twice")
    found = table(analyse(find(tmp_path / "twice"), "cudagraph"))
    assert found == {
        "seq-norm_a-norm_b": (10, 10, 20, 10),
        "seq-norm_a-norm_b-2": (10, 10, 20, 10),
    }


def test_every_format_and_explain_at_80_columns(engine: Capture) -> None:
    suggestions = suggest(engine, "cudagraph")
    text = render(suggest_view(suggestions), "table", 80)
    assert max(map(len, text.splitlines())) <= 80
    assert "≤" in text and "≥16" in text and "at most" in text and "lower bound" in text
    assert "already fused, not ranked: fused_add_rms_norm x 16, act_and_mul x 8" in text
    payload = json.loads(render(suggest_view(suggestions), "json"))
    assert payload["candidates"][0]["detail"]["confidence"] == "low"
    assert payload["candidates"][0]["predicted_gpu_us_per_step"] == pytest.approx(16.0)
    assert [one["pattern"] for one in payload["fused"]] == ["fused_add_rms_norm", "act_and_mul"]
    assert "seq-softmax_rows" in render(suggest_view(suggestions), "csv")
    assert "seq-softmax_rows" in render(suggest_view(suggestions), "md")
    explanation = explain(engine, "seq-" + "-".join(ROUTER), "cudagraph")
    assert [launch.kernel for launch in explanation.launches] == ROUTER
    assert [launch.median_us for launch in explanation.launches] == [2.5] * 4
    assert [launch.gap_us for launch in explanation.launches] == pytest.approx([1.0] * 4)
    assert explanation.tensors == ()
    from workbench.report.drawing import draw
    from workbench.report.explain import explain_view

    text = render(explain_view(explanation), "table", 80)
    assert max(map(len, text.splitlines())) <= 80
    assert "the bytes are unknown" in text and "8 of 8 repeats of some 16 launches" in text
    assert draw(explanation).startswith("<svg")


def test_the_same_bytes_every_time(engine: Capture) -> None:
    first = render(suggest_view(suggest(engine, "cudagraph")), "json")
    assert render(suggest_view(suggest(engine, "cudagraph")), "json") == first


# --------------------------------------------------------------------------- beside data flow


def joins(analysis: Analysis) -> tuple[set[int], set[tuple[int, int]], dict[str, set[Any]]]:
    """Launches that candidates take, pairs of neighbours that one of them joins, and the instances
    of each pattern, all by place in the order of the device.
    """
    table = analysis.attribution.launches
    table = table[table["step"] >= 0].sort_values(["stream", "start_ns"])
    place = {key: k for k, key in enumerate(zip(table["stream"], table["start_ns"], strict=True))}
    taken: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    named: dict[str, set[Any]] = {}
    for one in analysis.suggestions.candidates:
        if one.detail.get("kind") in (*HOSTED, "broadcast_copy"):
            continue
        if analysis.evidence is not None:
            source = analysis.evidence.places
            members = [source.of(nodes) for nodes in analysis.evidence.members[one.id]]
        else:
            assert analysis.sequences is not None
            source = analysis.sequences.places
            members = list(analysis.sequences.members[one.id])
        keys = list(zip(source.launches["stream"], source.launches["start_ns"], strict=True))
        for rows in members:
            own = {place[keys[row]] for row in rows.tolist()}
            taken |= own
            pairs |= {(k, k + 1) for k in own if k + 1 in own}
            if one.evidence == "pattern" or one.detail["reference"]:
                named.setdefault(one.pattern, set()).add(frozenset(own))
    return taken, pairs, named


# By order alone: in one row, and told by more than two operators. The others need to know who reads
# what (two norms that share a variance with a whole MLP between them, say).
BY_ORDER = {"add_rms_norm", "logit_softcap", "norm_add_norm", "norm_add_scale_norm",
            "norm_residual_scalar", "ple_tail", "rms_norm", "rope", "router_topk"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "launches", "pairs", "named", "wrong"),
    [
        ("gemma4-26b-a4b-6l-decode-b8", (0.97, 0.97), (0.99, 0.93), 122, 0),
        # the norm of the per-layer inputs, once a step, is followed by an add and a constant
        ("gemma4-e4b-decode-b8", (0.95, 0.97), (0.98, 0.97), 579, 1),
    ],
)
def test_recall_and_precision_beside_data_flow(
    committed: Callable[[str, str], Analysis],
    name: str,
    launches: tuple[float, float],
    pairs: tuple[float, float],
    named: int,
    wrong: int,
) -> None:
    truth, told = joins(committed(name, "all")), joins(committed(name, "sequence"))
    # who reads a copy is in no order, and what is made of a mask is joined with its attention
    attended = set().union(*truth[2].pop("kv_expand"))
    for launched, joined, _ in (truth, told):
        launched -= attended
        joined -= {pair for pair in joined if attended.intersection(pair)}
    for (recall, precision), known, found in (
        (launches, truth[0], told[0]),
        (pairs, truth[1], told[1]),
    ):
        assert len(known & found) / len(known) >= recall
        assert len(known & found) / len(found) >= precision
    assert set(told[2]) <= BY_ORDER
    right = sum(len(truth[2].get(pattern, set()) & told[2][pattern]) for pattern in told[2])
    assert right == named
    assert sum(map(len, told[2].values())) - right == wrong
    for pattern in set(told[2]) - {"norm_residual_scalar"}:
        assert told[2][pattern] == truth[2][pattern]


def test_a_capture_without_its_execution_trace(
    capture_6l: Capture, committed: Callable[[str, str], Analysis], tmp_path: Path
) -> None:
    eager = replace(capture_6l.manifest.variants["eager"], execution_trace="")
    stripped = Capture(capture_6l.folder, replace(capture_6l.manifest, variants={"eager": eager}))
    answer, forced = suggest(stripped), suggest(capture_6l, evidence="sequence")
    assert answer.candidates == forced.candidates
    assert {one.evidence for one in answer.candidates} == {"sequence"}
    assert [one.pattern for one in answer.refusals] == ["every pattern"]
    router = {one.id: one for one in answer.candidates}["router_topk"]
    assert (router.instances, router.expected_instances, router.status) == (6, 6, "ported")
    assert router.gpu_us_per_step == pytest.approx(143.905, abs=1e-6)
    assert router.detail["reference"] == "softmax_then_topk"
    assert router.detail["inputs"] == {}
    with pytest.raises(WorkbenchError, match="only the order of its launches is known"):
        emit(stripped, "eager", router)


def test_what_inductor_left_of_the_router_is_found(repository: Path) -> None:
    capture = find(repository / "captures" / "gemma4-26b-a4b-6l-decode-b8")
    for variant in ("inductor", "cudagraph"):
        found = {one.site: one for one in suggest(capture, variant).candidates}
        router = found["model.layers.*.router"]
        assert (router.instances, router.expected_instances) == (6, 6)
        assert (router.launches_before, router.launches_after) == (24, 6)
        assert router.detail["operators"][1:] == ["topk", "topk", "sum"]


def test_a_step_of_5000_launches_takes_under_3_s(repository: Path) -> None:
    capture = find(repository / "captures" / "gemma4-26b-a4b-decode-b8")
    attribution, patterns = attribute(capture), load_patterns()
    took = []
    for _ in range(9):  # the first run may be slow, and any that shares its core
        begun = time.process_time()  # of this process
        gather_sequences(attribution, capture.manifest.device, patterns, "all")
        took.append(time.process_time() - begun)
        if took[-1] < 3:
            break
    assert len(attribution.launches) == 5383
    assert min(took) < 3


# --------------------------------------------------------------------------- other engines

SHARED = [
    # (recording, recording of its graphs, variant, id, instances, of, launches, fused by name)
    (
        "sglang-qwen3-8b-decode/decode.json.gz",
        "sglang-qwen3-8b-decode/capture_bs32_rank0.json.gz",
        "seq-2utils__reshape_for_qk_norm-2rmsnorm-rotary_embedding-store_cache-qwen3attention",
        (36, 36, 216.0),
        {"add_rmsnorm": 72.0, "silu_and_mul": 36.0},
    ),
    (
        "sglang-qwen3-8b-decode/decode.json.gz",
        "",
        "seq-2gpu_nocast-2add_rmsnorm_quant-rotary_embedding-store_kvcache",
        (36, 36, 216.0),
        {"add_rmsnorm_quant": 145.0, "act_and_mul": 36.0},
    ),
    (
        "vllm-decode-full-graph/graph_execution.json.gz",
        "",
        "seq-constant_pad_nd_moe_forward-topk_forward-sum_bitmatrix_rows-combined_routing_memset-"
        "more",
        (24, 24, 120.0),
        {"constant_pad_nd_moe_forward": 24.0, "to_copy": 23.0, "triton_poi_fused": 1.0},
    ),
    (
        "vllm-prefilldecode-piecewise/graph_execution.json.gz",
        "",
        "seq-topk_forward-sum_bitmatrix_rows-combined_routing_memset-combined_routing_compute",
        (24, 24, 96.0),
        {"constant_pad_nd_moe_forward": 24.0, "to_copy": 23.0, "triton_poi_fused": 1.0},
    ),
]


@pytest.mark.shared
@pytest.mark.parametrize(("trace", "recording", "identity", "counts", "fused"), SHARED)
def test_engines(
    shared: Path,
    tmp_path: Path,
    trace: str,
    recording: str,
    identity: str,
    counts: tuple[int, int, float],
    fused: dict[str, float],
) -> None:
    folder = shared / "foreign"
    captures = [folder / recording] if recording else []
    import_recordings([folder / trace], tmp_path / "c", identity="c", graph_captures=captures)
    suggestions = suggest(find(tmp_path / "c"), "cudagraph")
    one = suggestions.candidates[0]
    assert one.id == identity
    assert (one.instances, one.expected_instances, one.launches_before) == counts
    named: dict[str, float] = {}
    for done in suggestions.fused:
        named[done.pattern] = named.get(done.pattern, 0.0) + done.launches_before
    assert named == fused


@pytest.mark.shared
def test_qwen_eager_on_mi300(shared: Path, tmp_path: Path) -> None:
    trace = shared / "foreign" / "mi300-qwen1.5-0.5b" / "trace.json.gz"
    import_recordings([trace], tmp_path / "c", identity="c")
    found = table(analyse(find(tmp_path / "c")))
    assert found["add_rms_norm"] == (24, 24, 48 * 9, 48)
    assert found["rope"] == (24, 24, 48 * 5, 48)
    assert found["rms_norm-rmsnorm-1"] == found["rms_norm-rmsnorm-2"] == (24, 24, 24 * 8, 24)
