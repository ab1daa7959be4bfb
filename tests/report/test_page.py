"""The report as a file: its figures, its size, and that it fetches nothing and runs no name."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.capture.store import find
from workbench.report.html.facts import Facts, gather
from workbench.report.html.page import render_page
from workbench.report.html.payload import payload, site_tree
from workbench.report.html.summary import budget
from workbench.schema import Measurement, Timing

SMALL = "gemma4-26b-a4b-6l-decode-b8"
LARGE = "gemma4-26b-a4b-decode-b8"


class Elements(HTMLParser):
    """Every element with its attributes, and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.raw:
            self.raw[self.cdata_elem][-1] += data


def parsed(path: Path) -> Elements:
    elements = Elements()
    elements.feed(path.read_text(encoding="utf-8"))
    return elements


@pytest.fixture(scope="module")
def content(page: Callable[[str], Path]) -> dict[str, Any]:
    """The data that the script of the 30-layer report reads."""
    found: dict[str, Any] = json.loads(parsed(page(LARGE)).raw["script"][0])
    return found


def test_a_report_of_5383_launches_is_one_file_of_under_2_mb(page: Callable[[str], Path]) -> None:
    assert 500_000 < page(LARGE).stat().st_size < 2_000_000


def test_launches_and_their_time_are_those_of_the_recording(content: dict[str, Any]) -> None:
    launches = content["launches"]
    assert len(launches["duration"]) == 5383
    assert sum(launches["duration"]) == 27_825_709  # ns, as `workbench groups` has it
    assert content["tree"]["total"] == 27_825_709 and content["tree"]["launches"] == 5383
    router = [k for k, name in enumerate(content["names"]["site"]) if name.endswith(".router")]
    assert launches["site"].count(router[0]) == 300
    assert min(launches["start"]) >= 0 and len(content["lanes"]) == 1


def test_a_variant_without_data_flow_has_its_kernels_and_what_was_proved(
    repository: Path, tmp_path: Path, facts: Callable[[str], Facts]
) -> None:
    ending = ".proof-nvidia-h100-80gb-hbm3.cudagraph.json"
    shutil.copytree(repository / "captures" / SMALL, tmp_path / SMALL)
    text = (repository / "captures" / f"gemma4-26b-a4b-decode-b64-6l{ending}").read_text()
    (tmp_path / f"{SMALL}{ending}").write_text(text.replace("gemma4-26b-a4b-decode-b64-6l", SMALL))
    found = gather(find(tmp_path / SMALL), "cudagraph")
    assert {one.evidence for one in found.suggestions.candidates} == {"sequence"}
    assert found.kernels is not None and found.kernels.launches_per_step == 248
    assert found.kernels.rows["gpu_us_per_step"].sum() == pytest.approx(
        found.kernels.gpu_us_per_step
    )
    page = render_page(found)
    table = page.partition('id="by-kernel"')[2].partition("</section>")[0]
    assert table.count("<tr>") == 1 + len(found.kernels.rows) == 46
    proved = {entry.pattern for entry, _ in found.verdicts}
    assert proved == {name for proof in found.proofs for name in proof.kernels}
    assert "gqa_decode_attention" in proved
    assert 'href="#kernels"' in page and 'id="kernel-gqa_decode_attention"' in page
    # the candidates' kernels are there without a proof as before
    assert {entry.pattern for entry, _ in facts(LARGE).verdicts} > {"geglu", "moe_dispatch"}


def test_what_could_go_is_the_best_set_in_every_place_that_says_it(
    facts: Callable[[str], Facts],
) -> None:
    found = facts(LARGE)
    saving_ns = found.suggestions.best_set.saving_gpu_us_per_step * 1000
    assert found.step is not None
    spent = found.step.launches["duration_ns"].to_numpy()
    assert float(spent @ (1 - found.step.kept)) == pytest.approx(saving_ns, rel=1e-9)
    assert site_tree(found.step)["spare"] == pytest.approx(saving_ns, abs=20)
    parts = budget(found.suggestions)
    saved = sum(part.us for part in parts if part.role in ("saved", "rest"))
    assert saved * 1000 == pytest.approx(saving_ns)
    assert sum(part.width for part in parts) == pytest.approx(1000)


def test_instances_of_a_candidate_are_its_launches(content: dict[str, Any]) -> None:
    by_id = {one["id"]: one for one in content["candidates"]}
    router = by_id["router_topk"]
    counts = [sum(runs[1::2]) for runs in router["instances"]]
    assert counts == [8] * 30
    kernels = content["names"]["short"]
    first = [
        kernels[content["launches"]["kernel"][row]]
        for first, count in zip(*[iter(router["instances"][0])] * 2, strict=True)
        for row in range(first, first + count)
    ]
    assert "softmax_warp_forward" in first[1] and "gatherTopK" in first[2]


def test_kinds_of_work_are_told_from_ops(facts: Callable[[str], Facts]) -> None:
    step = facts(LARGE).step
    assert step is not None
    ms = np.bincount(step.kind, weights=step.launches["duration_ns"] / 1e6, minlength=6)
    # matrix products, attention, none between GPUs, none compiled, copies and casts, the rest
    assert ms.round(2).tolist() == [10.53, 2.06, 0.0, 0.0, 8.18, 7.06]


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_the_page_asks_nothing_of_the_network(page: Callable[[str], Path], name: str) -> None:
    elements = parsed(page(name))
    for tag, attributes in elements.found:
        for key in ("src", "srcset", "action", "data", "poster"):
            assert key not in attributes, (tag, attributes)
        target = attributes.get("href") or "#"
        assert target.startswith("#") or target == "data:,", (tag, attributes)
        assert not [key for key in attributes if key.startswith("on") or key == "style"]
    text = page(name).read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {"http://www.w3.org/2000/svg"}


def test_only_the_script_and_style_of_the_page_itself_may_run(page: Callable[[str], Path]) -> None:
    elements = parsed(page(SMALL))
    policy = next(
        attributes["content"] or ""
        for tag, attributes in elements.found
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for text, directive in (
        (elements.raw["script"][1], "script"),
        (elements.raw["style"][0], "style"),
    ):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive}-src 'sha256-{digest}'" in policy
    assert len(elements.raw["style"]) == 1 and len(elements.raw["script"]) == 2


def test_every_reference_within_the_page_has_a_target(page: Callable[[str], Path]) -> None:
    elements = parsed(page(SMALL))
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in elements.found:
        for key in ("aria-labelledby", "aria-controls"):
            assert attributes.get(key) in (None, *ids)
        target = attributes.get("href") or ""
        assert target in ("", "#", "data:,") or target[1:] in ids, target


def test_the_same_facts_give_the_same_data(facts: Callable[[str], Facts]) -> None:
    assert payload(facts(SMALL)) == payload(facts(SMALL))


def test_names_from_a_trace_stay_text(hostile_page: Path) -> None:
    elements = parsed(hostile_page)
    assert not {"img", "iframe", "object", "embed"} & {tag for tag, _ in elements.found}
    assert not [tag for tag, attributes in elements.found if "onload" in attributes]
    assert len(elements.raw["script"]) == 2
    data = json.loads(elements.raw["script"][0])
    assert any("<img src=x onerror=window.pwned=1>" in name for name in data["names"]["kernel"])
    assert any('router"><svg onload' in name for name in data["names"]["site"])
    assert any("<iframe srcdoc=" in name for name in data["names"]["source"])
    assert b"<" not in elements.raw["script"][0].encode()


def test_a_kernel_of_another_name_than_its_pattern_is_shown(
    facts: Callable[[str], Facts],
) -> None:
    kernels = {entry.pattern for entry, _ in facts(SMALL).verdicts}
    assert "gqa_decode_attention" in kernels and "experts_decode" not in kernels


def test_verdicts_with_their_gates_and_timings(
    facts: Callable[[str], Facts],
) -> None:
    found = facts(SMALL)
    entry, verdict = next(pair for pair in found.verdicts if pair[0].pattern == "geglu")
    arms = [("ours again", 2.0, 1.0), ("eager", 7.0, 3.5), ("compile", 3.0, 1.5)]
    rows = tuple(
        Measurement(1, "cold", arm, us, 2.0, ratio, ratio, ratio, True, 0.8, 1.5, 3000, 200)
        for arm, us, ratio in arms
    )
    timing = Timing(
        "geglu", "decode", "0", entry.gpu, "2026-11-22", {}, 2979.0, {}, {}, {}, {}, rows
    )
    current = replace(entry, stale=False, stale_because="", timings=(timing,))
    timed = render_page(replace(found, verdicts=((current, verdict),)))
    assert "timing of geglu, geglu on decode" in timed and "2.50x floor" in timed
    stale = render_page(
        replace(found, proofs=(), verdicts=((replace(entry, stale=True), verdict),))
    )
    assert "gates of geglu" in stale and "verdict-BITWISE" not in stale.split("<section", 1)[1]


def test_a_proof_with_a_red_gate_says_so_before_its_figures(
    facts: Callable[[str], Facts], repository: Path
) -> None:
    found = facts(LARGE)
    assert [(proof.capture, [*proof.realised]) for proof in found.proofs] == [
        (LARGE, ["eager"]),
        (LARGE, ["cudagraph"]),
    ]
    red = replace(found.proofs[0], faults=("quality: <b>figures</b> are red",))
    text = render_page(replace(found, proofs=(red,)))
    section = text.split('<section id="proofs"')[1].split("</section>")[0]
    assert "a gate is red" in section and "every gate is green" not in section
    assert section.index("quality: &lt;b&gt;figures") < section.index("<table")
    eager = red.realised["eager"]
    assert f"{eager['baseline']['gpu_us'] / 1000:,.2f}" in section


def test_a_proof_of_kernels_that_changed_since_says_so_before_its_figures(
    facts: Callable[[str], Facts],
) -> None:
    found = facts(LARGE)
    eager = found.proofs[0]
    old = {**eager.kernels, "geglu": {**eager.kernels["geglu"], "sha256": "0" * 64}}
    text = render_page(replace(found, proofs=(replace(eager, kernels=old),)))
    section = text.split('<section id="proofs"')[1].split("</section>")[0]
    assert "every gate was green" in section and "out of date" in section
    assert section.index("geglu has changed since this was measured") < section.index("<table")
    assert "with kernels that have changed since" in text.split('<section id="proofs"')[0]
    assert "have changed since" not in render_page(found)
