"""Rendering: the golden text, deterministic and formatted, and never a name of a trace as code."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.emit.conftest import ROUTER, tensor
from workbench.capture.store import Capture
from workbench.emit import filters
from workbench.emit import render as emit
from workbench.errors import BadInput, Usage

DEMO = "gemma4-26b-a4b-decode-b8"


def test_the_same_candidate_gives_the_same_text(capture: Capture) -> None:
    assert emit.render(capture, "eager", ROUTER) == emit.render(capture, "eager", ROUTER)


def test_the_header_says_where_it_comes_from_and_how_to_make_it_again(capture: Capture) -> None:
    text = emit.render(capture, "inductor", ROUTER).source
    header = [line for line in text.splitlines() if line.startswith("#")][1:6]
    assert header == [
        "# Emitted from capture gemma4-26b-a4b-decode-b8 (inductor), candidate router_topk:",
        "#   layers.*.router, 30 instances, for NVIDIA H100 80GB HBM3",
        "#   logits 8 x 128 bfloat16; per_expert_scale 128 bfloat16; k 8",
        "#   transformers/models/gemma4/modeling_gemma4.py:1331: forward",
        "# Again: workbench emit gemma4-26b-a4b-decode-b8 router_topk --variant inductor",
    ]


HOSTILE = (
    'x"""\nimport os\nos.system("id")\n"""',
    "x\nimport os",
    "x\r\nimport os",
    "x\u2028import os\x0cimport os\x85import os",
    "\u202eforward",
    "{{ 7 * 7 }}{% set x = 1 %}",
    "# type: ignore\\\nimport os",
    "'; import os; '",
    "x" * 5000,
)


def skeleton(text: str) -> str:
    """The code of a text without its constants and comments."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = None
        if isinstance(node, ast.Attribute) and node.attr.startswith("router_topk_"):
            node.attr = "router_topk"  # the registered operator, named by a digest of both ids
    return ast.dump(tree)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_comment_or_a_string(capture: Capture, name: str) -> None:
    clean = skeleton(emit.render(capture, "eager", ROUTER).source)
    spoilt = replace(ROUTER, id=name, site=name, source=(name, name))
    manifest = replace(capture.manifest, id=name)
    text = emit.render(Capture(capture.folder, manifest), "eager", spoilt).source
    assert skeleton(text) == clean
    assert text.isprintable() or set(text) - {"\n"} <= {c for c in text if c.isprintable()}
    assert max(len(line) for line in text.splitlines() if line.startswith("#")) <= 5100


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scalars": {"k": "8); import os; (8"}}, "is not an integer"),
        ({"scalars": {"k": True}}, "is not an integer"),
        ({"reference": "softmax_then_topk\nimport os"}, "no form of kernels/router_topk computes"),
        ({"reference": "entmax_then_topk"}, "no form of kernels/router_topk computes"),
        ({"inputs": {"logits": tensor(8, 128, dtype="float8_e4m3fn")}}, "no kernel for dtype"),
        ({"inputs": {"logits": tensor(8, 128, dtype="float32; import os")}}, "no kernel for dtype"),
        ({"inputs": {"logits": tensor(2, 8, 128, dtype="bfloat16")}}, "two dimensions"),
        ({"inputs": {"logits": {"shape": ("8", 128), "dtype": "bfloat16"}}}, "not an integer"),
        ({"inputs": {}}, "no input logits|has no attribute 'logits'"),
        ({"scalars": {}}, "has no attribute 'k'"),
    ],
)
def test_what_cannot_be_expressed_is_refused_with_its_reason(
    capture: Capture, change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        emit.render(capture, "eager", replace(ROUTER, detail={**ROUTER.detail, **change}))


def test_a_detail_that_lacks_what_templates_need_is_named(capture: Capture) -> None:
    with pytest.raises(BadInput, match="its detail lacks inputs, scalars"):
        detail = {key: ROUTER.detail[key] for key in ("reference", "outputs")}
        emit.render(capture, "eager", replace(ROUTER, detail=detail))


def test_a_pattern_without_a_template_is_a_usage_error(capture: Capture) -> None:
    with pytest.raises(Usage, match=r"no kernel\.py\.j2 for the pattern 'nothing'"):
        emit.render(capture, "eager", replace(ROUTER, pattern="nothing"))
    with pytest.raises(Usage, match="no kernel"):
        emit.render(capture, "eager", replace(ROUTER, pattern="../router_topk"))


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ candidate.site }}", "prints 'layers.*.router' without a filter"),
        ("{{ nothing | literal }}", "'nothing' is undefined"),
        ("{{ candidate.__class__.__mro__ | literal }}", "SecurityError"),
        ("{{ scalars.update(k=1) | literal }}", "SecurityError"),
        ("{{ candidate.site | identifier }}", "is not a Python name"),
        ("{% include '../../secret' %}", "TemplateNotFound"),
        ("def f(:", "is not Python"),
        ("{% if %}", "TemplateSyntaxError"),
        ("{{ refuse('too wide') }}", "refused: too wide"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "Range too big"),
        ("{{ (1 // 0) | literal }}", "by zero"),
    ],
)
def test_a_template_can_only_print_through_filters(
    capture: Capture, tmp_path: Path, template: str, reason: str
) -> None:
    folder = tmp_path / "own" / "router_topk"
    folder.mkdir(parents=True)
    (folder / "kernel.py.j2").write_text(template)
    with pytest.raises(BadInput) as raised:
        emit.render(capture, "eager", ROUTER, folder.parent)
    assert reason in str(raised.value)


def test_users_bring_their_own_templates(capture: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "router_topk"
    folder.mkdir()
    (folder / "kernel.py.j2").write_text("{{ scalars['k'] | identifier }} = 1\n")
    named = replace(ROUTER, detail={**ROUTER.detail, "scalars": {"k": "K"}})
    lines = emit.render(capture, "eager", named, tmp_path).source.splitlines()
    assert lines[-1] == "K = 1"
    assert lines[0].startswith("# Emitted from capture gemma4-26b-a4b-decode-b8")


def test_users_build_on_the_library_too(capture: Capture, tmp_path: Path) -> None:
    folder = tmp_path / "router_topk"
    folder.mkdir()
    (folder / "kernel.py.j2").write_text(
        "{% call library('router_topk').cut() %}\nCASES = {}\nEXPERTS_MAX = 64\n{% endcall %}\n"
    )
    text = emit.render(capture, "eager", ROUTER, tmp_path).source
    assert "EXPERTS_MAX = 64" in text and "CASES = {}" in text
    assert "def topk_then_softmax" not in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (-3, "-3"),
        (1e-6, "1e-6"),
        (1e20, "1e20"),
        (float("inf"), 'float("inf")'),
        ("a", '"a"'),
        ('say "it"', "'say \"it\"'"),
        ("é\n", '"\\xe9\\n"'),
        ((8,), "(8,)"),
        ([8, "x"], '(8, "x")'),
    ],
)
def test_literals_read_back_equal(value: Any, text: str) -> None:
    assert filters.literal(value) == text
    if value != float("inf"):
        back = ast.literal_eval(text)
        assert back == (tuple(value) if isinstance(value, list) else value)


def test_folders_are_named_safely(capture: Capture) -> None:
    assert emit.folder_name(capture, ROUTER.id) == f"{DEMO}-router_topk"
    for bad in ("../../etc", "", ".hidden", "a/b"):
        with pytest.raises(BadInput, match="cannot name a folder"):
            emit.folder_name(capture, bad)


def test_an_unknown_candidate_offers_near_names() -> None:
    with pytest.raises(Usage, match="Did you mean router_topk"):
        emit.find_candidate((ROUTER,), "router_topkk")
