"""`diff` on recordings whose differences are known, and on made-up ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.attribute import Attribution, attribute
from workbench.attribute.groups import group_launches
from workbench.capture.store import find
from workbench.prove.aligning import align, family
from workbench.prove.diff import CHANGES, Difference, DiffRow, diff
from workbench.prove.units import Unit, idle_ns, region_members, side_units
from workbench.trace.importing import import_recordings
from workbench.trace.synthetic import write_trace

SIX = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def committed(repository: Path) -> Callable[[str, str], Attribution]:
    """Attributes a committed capture, by id and variant; each once."""
    known: dict[tuple[str, str], Attribution] = {}

    def get(name: str, variant: str) -> Attribution:
        if (name, variant) not in known:
            known[name, variant] = attribute(find(repository / "captures" / name), variant)
        return known[name, variant]

    return get


def reconciles(difference: Difference, before: Attribution, after: Attribution) -> None:
    """The rows sum to what `groups` says of each side, idle time included."""
    for side, totals, attribution in (
        ("before", difference.before, before),
        ("after", difference.after, after),
    ):
        groups = group_launches(attribution)
        rows = difference.rows
        assert totals.gpu_us == groups.gpu_us_per_step
        assert totals.launches == groups.launches_per_step
        us = sum(getattr(row, f"us_{side}") for row in rows)
        assert us == pytest.approx(groups.gpu_us_per_step, abs=1e-6)
        assert sum(getattr(row, f"launches_{side}") for row in rows) == pytest.approx(
            groups.launches_per_step, abs=1e-9
        )
        assert sum(getattr(row, f"share_{side}") for row in rows) == pytest.approx(1, abs=1e-9)
        launches = attribution.launches[attribution.launches["step"] >= 0]
        spans = launches.assign(end=launches["start_ns"] + launches["duration_ns"]).groupby("step")
        span_us = float((spans["end"].max() - spans["start_ns"].min()).sum()) / 1000
        assert totals.idle_us * totals.steps == pytest.approx(
            span_us - groups.busy_us_per_step * totals.steps, abs=1e-6
        )
    assert {row.change for row in difference.rows} <= set(CHANGES)


def by_place(difference: Difference) -> dict[str, DiffRow]:
    return {row.before or row.after: row for row in difference.rows}


def test_eager_and_inductor(committed: Callable[[str, str], Attribution]) -> None:
    eager, inductor = committed(SIX, "eager"), committed(SIX, "inductor")
    found = diff(eager, inductor)
    reconciles(found, eager, inductor)
    assert (found.before.launches, found.after.launches) == (1119, 247)
    assert found.before.gpu_us == pytest.approx(5991.485)
    assert found.after.gpu_us == pytest.approx(3716.739)
    rows = by_place(found)
    attention = rows["model.layers.*.self_attn"]
    assert (attention.change, attention.how) == ("faster", "site")
    assert (attention.launches_before, attention.launches_after) == (126, 24)
    assert attention.delta_us == pytest.approx(864.496 - 1712.1, abs=0.1)
    # norms have no kernel of their own any more: they are compared with the regions as a whole
    norm = rows["model.layers.*.input_layernorm"]
    assert (norm.change, norm.us_after, norm.launches_before) == ("merged", 0.0, 54)
    assert (found.before.merged_units, found.after.merged_units) == (18, 16)
    assert (found.before.merged_launches, found.after.merged_launches) == (642, 60)
    assert found.before.unaligned_rows == found.after.unaligned_rows == 0
    assert not found.noise and {row.spread_us for row in found.rows} == {None}
    deltas = [abs(row.delta_us) for row in found.rows]
    assert deltas == sorted(deltas, reverse=True)


def test_inductor_and_its_cuda_graph(committed: Callable[[str, str], Attribution]) -> None:
    inductor, graph = committed(SIX, "inductor"), committed(SIX, "cudagraph")
    found = diff(inductor, graph)
    reconciles(found, inductor, graph)
    # every region by its own name; the one launch more is outside of the graph
    assert {row.how for row in found.rows} == {"site", ""}
    lonely = [row for row in found.rows if row.how == ""]
    assert [(row.change, row.after, row.launches_after) for row in lonely] == [("appeared", "", 1)]
    assert found.before.idle_us / found.after.idle_us > 10  # what the graph is for


def test_a_recording_and_itself(committed: Callable[[str, str], Attribution]) -> None:
    for variant in ("eager", "cudagraph"):
        same = committed(SIX, variant)
        found = diff(same, same)
        reconciles(found, same, same)
        assert {(row.change, row.how) for row in found.rows} == {("same", "site")}
        assert {row.delta_us for row in found.rows} == {0.0}


def test_attribute_paths_and_classes_of_another_run(
    committed: Callable[[str, str], Attribution], raw_6l: Path, tmp_path: Path
) -> None:
    import_recordings([raw_6l], tmp_path / "raw", identity="raw")
    before, after = attribute(find(tmp_path / "raw")), committed(SIX, "eager")
    found = diff(before, after)
    reconciles(found, before, after)
    assert all(row.before and row.after for row in found.rows)
    pairs = {row.before: row.after for row in found.rows if row.how == "class"}
    assert len(pairs) == 31
    assert pairs["Gemma4TextDecoderLayer.*/Gemma4RMSNorm#7"] == (
        "model.layers.*.post_feedforward_layernorm"
    )
    assert pairs["Gemma4TextDecoderLayer.*/Gemma4TextAttention/Linear#3"] == (
        "model.layers.*.self_attn.v_proj"  # the last layer lacks it
    )


def test_two_models(committed: Callable[[str, str], Attribution]) -> None:
    before, after = (
        committed("gemma4-26b-a4b-decode-b8", "eager"),
        committed("gemma4-e4b-decode-b8", "eager"),
    )
    found = diff(before, after)
    reconciles(found, before, after)
    rows = by_place(found)
    assert rows["model.layers.*.router"].change == "vanished"
    assert rows["model.layers.*.per_layer_input_gate"].change == "appeared"
    assert (found.before.unaligned_rows, found.after.unaligned_rows) == (8, 7)
    assert {row.how for row in found.rows} <= {"site", ""}  # names tell enough: none is guessed


# --------------------------------------------------------------------------- noise


def synthetic(folder: Path, seed: int) -> Attribution:
    """Three steps of the synthetic decode, 390 launches each."""
    folder.mkdir()
    write_trace(folder / "trace.json", 3 * 390, seed)
    import_recordings([folder / "trace.json"], folder / "capture", identity="synthetic")
    return attribute(find(folder / "capture"))


def test_steps_tell_a_change_from_noise(tmp_path: Path) -> None:
    before, after = synthetic(tmp_path / "a", 0), synthetic(tmp_path / "b", 1)
    found = diff(before, after)
    reconciles(found, before, after)
    assert found.noise and found.before.steps == 3
    assert all(row.spread_us is not None and row.spread_us > 0 for row in found.rows)
    calm = sum(row.change == "same" for row in found.rows)
    assert calm > 0.6 * len(found.rows)  # other random numbers, no other time
    slow = after.launches.copy()
    router = slow["site"].astype(str).str.contains("Router_3|Router$|Router#4", regex=True)
    slow.loc[router, "duration_ns"] = 2 * slow.loc[router, "duration_ns"]
    changed = diff(before, replace(after, launches=slow))
    slower = {row.after for row in changed.rows if row.change == "slower" and row.delta_us > 5}
    assert slower and all("Router" in name for name in slower)


# --------------------------------------------------------------------------- engines


def engine(path: Path, layer: list[tuple[str, float]], layers: int) -> Attribution:
    """One replayed graph: modules hidden."""
    events: list[dict[str, Any]] = [
        {"ph": "X", "cat": "cuda_runtime", "name": "cudaGraphLaunch", "ts": 0, "dur": 9, "pid": 1,
         "tid": 1, "args": {"correlation": 7}}
    ]  # fmt: skip
    at = 50.0
    for name, us in layer * layers:
        events.append({"ph": "X", "cat": "kernel", "name": name, "ts": at, "dur": us, "pid": 0,
                       "tid": 7, "args": {"correlation": 7, "device": 0, "stream": 7}})  # fmt: skip
        at += us + 0.5
    path.mkdir()
    (path / "trace.json").write_text(json.dumps({"traceEvents": events}))
    import_recordings([path / "trace.json"], path / "capture", identity="engine")
    return attribute(find(path / "capture"), "cudagraph")


def test_kernels_that_were_renamed_keep_their_place(tmp_path: Path) -> None:
    old = [("nvjet_qkv", 9.0), ("rope_v1", 3.0), ("paged_attention_v1", 20.0), ("nvjet_o", 8.0),
           ("add_norm_v1", 4.0), ("quantise_v1", 2.0), ("nvjet_up", 30.0),
           ("act_v1", 2.0)]  # fmt: skip
    new = [("cutlass_gemm_a", 9.0), ("rope_v2", 3.0), ("flash_attention", 12.0),
           ("cutlass_gemm_b", 8.0), ("add_norm_quantise", 4.5), ("cutlass_gemm_c", 30.0),
           ("act_v2", 2.0)]  # fmt: skip
    before, after = engine(tmp_path / "a", old, 10), engine(tmp_path / "b", new, 10)
    found = diff(before, after)
    reconciles(found, before, after)
    rows = by_place(found)
    attention = rows["repeat/attention#1"]
    assert (attention.change, attention.how, attention.delta_us) == ("faster", "site", -80.0)
    between = rows["repeat/gemm#2+"]
    assert (between.launches_before, between.launches_after) == (20, 10)
    assert between.delta_us == pytest.approx(-15.0)
    assert rows["repeat/gemm#3"].change == "same"


def unit(name: str, order: int, role: str, launches: int = 10, *classes: str) -> Unit:
    return Unit(name, tuple(classes), role, order, True, region_members(name), 10, launches,
                1000 * launches, 0, (1000 * launches,))  # fmt: skip


def test_order_joins_what_no_name_joins() -> None:
    ours = [
        unit("a.norm", 0, "small", 10, "LayerNorm"),
        unit("a.q", 1, "gemm", 10, "Linear"),
        unit("a.k", 2, "gemm", 10, "Linear"),
        unit("a.attn", 3, "attention", 10, "Attention"),
        unit("a.act", 4, "small", 10, "SiLU"),
        unit("", 5, "small"),
    ]
    theirs = [
        unit("b/norm", 0, "small", 10, "FusedRMSNorm"),
        unit("b/qk", 1, "gemm", 10, "ParallelLinear"),
        unit("b/rotary", 2, "small", 10, "Rotary"),
        unit("b/attn", 3, "attention", 10, "PagedAttention"),
        unit("b/act", 4, "small", 10, "SiluAndMul"),
        unit("", 5, "small"),
    ]
    pairs = align(ours, theirs)
    joined = {(p.before.name, p.after.name, p.how) for p in pairs if p.before and p.after}
    assert {("a.norm", "b/norm", "order"), ("a.attn", "b/attn", "order"),
            ("a.act", "b/act", "order"), ("", "", "site")} < joined  # fmt: skip
    lonely = sorted((p.before or p.after).name for p in pairs if not (p.before and p.after))  # type: ignore[union-attr]
    assert len(lonely) == 2 and "b/rotary" in lonely and lonely[0] in ("a.q", "a.k")
    assert len(pairs) == 7
    assert family(ours[0]) == family(theirs[0]) == ("small", "norm")


def test_regions_are_told_from_what_vanished() -> None:
    ours = [unit("layers.*.norm", 0, "small"), unit("layers.*.proj", 1, "gemm", 90),
            unit("layers.*.gone", 2, "small")]  # fmt: skip
    theirs = [unit("layers.{*+1.norm,*}", 0, "small"), unit("layers.*.proj", 1, "gemm", 90)]
    how = {(p.before or p.after).name: p.how for p in align(ours, theirs)}  # type: ignore[union-attr]
    assert how == {
        "layers.*.norm": "merged",
        "layers.{*+1.norm,*}": "merged",
        "layers.*.proj": "site",
        "layers.*.gone": "",
    }
    assert region_members("layers.{*+2.norm,*.b}") == {"layers.*.norm", "layers.*.b"}
    assert region_members("layers.*") == frozenset()


def test_idle_time_is_counted_where_nothing_ran(
    committed: Callable[[str, str], Attribution],
) -> None:
    table = committed(SIX, "eager").launches.iloc[:4].copy()
    table["step"], table["device"] = 0, 0
    table["start_ns"], table["duration_ns"] = [0, 5, 30, 32], [20, 30, 2, 1]
    assert idle_ns(table).tolist() == [0, 0, 0, 0]  # the second runs until 35
    table["start_ns"] = [0, 25, 60, 70]
    assert idle_ns(table).tolist() == [0, 5, 5, 8]
    table["step"] = [0, 0, 1, 1]
    assert idle_ns(table).tolist() == [0, 5, 0, 8]
    assert np.sum([u.idle_ns for u in side_units(committed(SIX, "eager"))]) == 125_161_452


@pytest.mark.shared
def test_hugging_face_and_sglang(
    shared: Path, committed: Callable[[str, str], Attribution], tmp_path: Path
) -> None:
    folder = shared / "foreign" / "sglang-qwen3-8b-decode"
    import_recordings(
        [folder / "decode.json.gz"],
        tmp_path / "modules",
        identity="modules",
        graph_captures=[folder / "capture_bs32_rank0.json.gz"],
    )
    import_recordings([folder / "decode.json.gz"], tmp_path / "hidden", identity="hidden")
    modules = attribute(find(tmp_path / "modules"), "cudagraph")
    hidden = attribute(find(tmp_path / "hidden"), "cudagraph")
    # one recording, with and without its modules: what is joined by order is the same
    found = diff(hidden, modules)
    reconciles(found, hidden, modules)
    gemms = [row for row in found.rows if row.how == "order" and row.before.startswith("repeat/")]
    same = {row.before: row.after for row in gemms if row.change == "same"}
    assert same["repeat/gemm#1"].endswith("/QKVParallelLinear")
    assert same["repeat/gemm#3+"].endswith("/SiluAndMul")
    assert len(same) == 6
    llama = committed("llama-3.1-8b-4l-decode-b8", "eager")
    rows = {row.before: row.after for row in diff(llama, modules).rows if row.before}
    assert rows["model.layers.*.input_layernorm"] == "Qwen3DecoderLayer.*/RMSNorm#1"
    assert rows["model.layers.*.self_attn"].endswith("/RadixAttention")
    assert rows["model.layers.*.mlp.act_fn"].endswith("/SiluAndMul")
    assert rows["model.layers.*.mlp.down_proj"].endswith("Qwen2MLP/RowParallelLinear")
    assert rows["lm_head"] == "LogitsProcessor"
