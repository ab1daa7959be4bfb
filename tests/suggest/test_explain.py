"""One candidate explained: launches, gaps, tensors and neighbours, against the recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import pytest

from workbench.attribute import attribute
from workbench.capture.store import Capture, find
from workbench.errors import Usage
from workbench.report.drawing import draw
from workbench.report.explain import data_flow, explain_view
from workbench.report.table import render
from workbench.suggest.explain import Explanation, explain, explained
from workbench.suggest.suggestions import Analysis

SIX = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def capture(repository: Path) -> Capture:
    return find(repository / "captures" / SIX)


@pytest.fixture(scope="module")
def analysis(committed: Callable[[str, str | None], Analysis]) -> Analysis:
    return committed(SIX, None)


@pytest.fixture(scope="module")
def router(capture: Capture) -> Explanation:
    return explain(capture, "router_topk")


def test_launches_in_order_with_times_and_gaps(router: Explanation, capture: Capture) -> None:
    operators = [(one.operator, one.name) for one in router.launches]
    assert operators == [
        *[(1, "_to_copy"), (2, "_softmax"), (3, "topk"), (3, "topk")],
        *[(4, "sum"), (5, "div"), (6, "index"), (7, "mul")],
    ]
    table = attribute(capture).launches
    own = table[table["module_path"] == "model.layers.0.router"]
    own = own[own["op_name"] != ""].tail(8)  # the two products before the GEMM come first
    start, spent = own["start_ns"].tolist(), own["duration_ns"].tolist()
    assert [one.duration_us for one in router.launches] == [ns / 1000 for ns in spent]
    gaps = [
        (after - before - ns) / 1000
        for before, ns, after in zip(start, spent, start[1:], strict=False)
    ]
    assert [one.gap_us for one in router.launches][1:] == pytest.approx(gaps)
    softmax = table[table["op_name"] == "aten::_softmax"]["duration_ns"]
    assert len(softmax) == 6
    assert router.launches[1].median_us == median(softmax) / 1000
    assert router.instance == "model.layers.0.router" and router.instances == 6
    assert {one.source for one in router.launches} == {
        "transformers/models/gemma4/modeling_gemma4.py:1331: forward"
    }


def test_who_writes_and_reads_every_tensor(router: Explanation) -> None:
    assert list(data_flow(router.tensors)) == [
        "mm in model.layers.0.router.proj --8x128 bfloat16 2.0 kB--> (1) _to_copy",
        "before the step --128 bfloat16 128 B--> (6) index",  # 64 of the scales are picked
        "(1) _to_copy --8x128 float32 4.1 kB--> (2) _softmax",
        "(2) _softmax --8x128 float32 4.1 kB--> (3) topk",
        "(3) topk --8x8 float32 256 B--> (4) sum, (5) div",
        "(3) topk --8x8 int64 512 B--> (6) index, sort in model.layers.0.experts",
        "(4) sum --8x1 float32 32 B--> (5) div",
        "(5) div --8x8 float32 256 B--> (7) mul",
        "(6) index --8x8 bfloat16 128 B--> (7) mul",
        "(7) mul --8x8 float32 256 B--> index in model.layers.0.experts",
    ]
    roles = [one.role for one in router.tensors]
    assert (roles.count("input"), roles.count("inner"), roles.count("output")) == (2, 6, 2)


def test_arithmetic_and_risk_are_spelled_out(router: Explanation) -> None:
    text = render(explain_view(router), "table", width=200)
    step = router.candidate.detail["prediction"]["step"]
    assert "one instance: (2.2 kB read + 768 B written) / 2,972 GB/s (measured) = 0.00 us" in text
    assert "1 launch of at least 0.78 us (measured), and 1.02 us for memory to answer" in text
    assert "bound by launch floor: 1.80 us" in text
    assert f"GPU: {router.candidate.gpu_us_per_step:,.1f} us a step now" in text
    assert f"({step['saving_us'][0]:,.1f} to {step['saving_us'][1]:,.1f})" in text
    assert "bytes: 128.6 kB a step now, 17.7 kB then: 111.0 kB not moved" in text
    assert "the host sets the pace" in text
    assert "numerics: decision" in text and "reaches, topk (directly)" in text


def test_a_mined_region_is_explained_as_well(analysis: Analysis) -> None:
    tail = explained(analysis, "mined-4norm-gather-sum-2add-mul-layers")
    assert len(tail.operators) == len(tail.launches) == 42
    assert tail.candidate.detail["rows"] == 8
    text = render(explain_view(tail), "table", width=200)
    assert "8 rows of up to 22,528 elements, a program each" in text
    assert "tail_and_next_input_norm: saves" in text
    (last,) = [one for one in tail.tensors if one.writer.operator == 42]
    assert {reader.module.rpartition(".")[2] for reader in last.readers} == {
        *("q_proj", "k_proj", "v_proj")
    }


def test_every_candidate_can_be_explained_and_drawn(analysis: Analysis) -> None:
    for one in analysis.suggestions.candidates:
        found = explained(analysis, one.id)
        assert found.candidate == one
        assert sum(launch.duration_us for launch in found.launches) > 0
        ElementTree.fromstring(draw(found))


def test_unknown_candidates_and_variants_without_data_flow(
    analysis: Analysis, capture: Capture
) -> None:
    with pytest.raises(Usage, match="Did you mean router_topk"):
        explained(analysis, "router_top")
    with pytest.raises(Usage, match="no candidate"):
        explain(capture, "moe_dispatch", "inductor")


# --------------------------------------------------------------------------- drawn


def test_the_drawing_shows_every_operator_below_what_it_reads(router: Explanation) -> None:
    root = ElementTree.fromstring(draw(router))
    space = "{http://www.w3.org/2000/svg}"
    boxes = root.findall(f"{space}rect[@class]")
    assert [box.get("class") for box in boxes].count("operator") == 7
    assert [box.get("class") for box in boxes].count("outside") == 4  # two inputs, two outputs
    texts = [text.text or "" for text in root.findall(f"{space}text")]
    assert "3 topk" in texts and "8x8 float32 256 B · 1.6 us" in texts
    top = {text.text: float(text.get("y", 0)) for text in root.findall(f"{space}text")}
    order = ["mm", "1 _to_copy", "2 _softmax", "3 topk", "4 sum", "5 div", "7 mul", "→ index"]
    assert sorted(order, key=top.__getitem__) == order
    width, height = (float(root.get(key, 0)) for key in ("width", "height"))
    for box in boxes:
        x, y, wide = (float(box.get(key, 0)) for key in ("x", "y", "width"))
        assert 0 <= x <= width - wide and 0 <= y < height
    rows: dict[str, list[float]] = {}
    for box in boxes:
        rows.setdefault(box.get("y", ""), []).append(float(box.get("x", 0)))
    for lefts in rows.values():  # boxes of one layer do not overlap
        assert all(b - a >= 236 for a, b in zip(sorted(lefts), sorted(lefts)[1:], strict=False))


def test_the_drawing_is_the_same_every_time(router: Explanation, capture: Capture) -> None:
    assert draw(explain(capture, "router_topk")) == draw(router)


def test_hostile_names_stay_text(router: Explanation) -> None:
    hostile = '</text><script>alert("x")</script>\x00\x1b[31m&'
    bad = replace(
        router,
        operators=(hostile, *router.operators[1:]),
        candidate=replace(router.candidate, site=hostile),
    )
    root = ElementTree.fromstring(draw(bad))
    assert not [one for one in root.iter() if one.tag.endswith("script")]
    assert "\x1b" not in render(explain_view(bad), "table", width=120)
