"""Regions mined in a committed capture: golden files, compiled for an H100, and hostile names."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.capture.store import find
from workbench.emit.generic import EmittedKernel, Inexpressible, Options, emit_generic
from workbench.emit.generic.rows import rows_of
from workbench.errors import Usage
from workbench.schema import Candidate
from workbench.suggest.suggestions import Analysis, analyse
from workbench.validate import compilation, subject

CAPTURE = "gemma4-26b-a4b-6l-decode-b8"
# Registers a thread on sm_90: what was compiled when this was written, and some.
GOLDEN = {
    "mined-4norm-gather-sum-2add-mul-layers": 112,
    "mined-mask-gelu-mul-experts": 40,
    "mined-cat-cos-2mul-sin-3norm-2rope-rotary_emb": 176,
}


@pytest.fixture(scope="module")
def analysis(repository: Path) -> Analysis:
    return analyse(find(repository / "captures" / CAPTURE))


@pytest.fixture(scope="module")
def candidates(analysis: Analysis) -> dict[str, Candidate]:
    return {one.id: one for one in analysis.suggestions.candidates}


def emit(analysis: Analysis, candidate: Candidate, name: str = "", **options: str) -> EmittedKernel:
    """The kernel of a candidate, perhaps under another name."""
    assert analysis.evidence is not None
    nodes = analysis.evidence.members[name or candidate.id][0]
    command = f"workbench emit {CAPTURE} {candidate.id}"
    given = Options(**{"capture": CAPTURE, "command": command, **options})
    return emit_generic(candidate, analysis.evidence.graph, nodes, given)


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(
    analysis: Analysis,
    candidates: dict[str, Candidate],
    golden: Callable[[str, str], None],
    name: str,
) -> None:
    golden(f"{name}.py", emit(analysis, candidates[name]).source)


@pytest.mark.parametrize("name", GOLDEN)
def test_it_is_lean_on_an_h100(repository: Path, name: str) -> None:
    kernel = subject.load(repository / "tests" / "golden" / f"{name}.py")
    launches = compilation.launches(kernel)
    assert len(launches) >= 1
    for launch in launches.values():
        used = compilation.resources(launch, "sm_90")
        assert used["registers"] <= GOLDEN[name]
        assert used["spill_bytes"] == 0


def test_at_least_nine_tenths_of_the_regions_time_are_emitted(
    analysis: Analysis, candidates: dict[str, Candidate]
) -> None:
    regions = [one for one in candidates.values() if one.detail.get("kind") == "region"]
    refused = {}
    for one in regions:
        try:
            emit(analysis, one)
        except Inexpressible as error:
            refused[one.id] = str(error)
    spent = sum(one.gpu_us_per_step for one in regions)
    lost = sum(one.gpu_us_per_step for one in regions if one.id in refused)
    assert 1 - lost / spent > 0.94
    # Masks and positions that come from nothing: no tensor has a row for each of theirs.
    assert set(refused) == {
        "mined-2add-sub-gt-2bitwise_and-le-model",
        "mined-2add-le-where-model",
        "mined-add-self_attn",
    }
    assert all("no input has a row" in reason for reason in refused.values())


def test_what_is_work_for_a_gemm_is_refused(
    analysis: Analysis, candidates: dict[str, Candidate]
) -> None:
    hosted = [c for c in candidates.values() if c.detail.get("kind") in ("prologue", "epilogue")]
    assert hosted
    for one in hosted:
        with pytest.raises(Inexpressible, match=r"no kernel of its own but work for the GEMM"):
            emit(analysis, one)


def test_an_unknown_rounding_is_a_usage_error(
    analysis: Analysis, candidates: dict[str, Candidate]
) -> None:
    with pytest.raises(Usage, match="no rounding named 'fp16'"):
        emit(analysis, candidates["mined-mask-gelu-mul-experts"], round="fp16")


def test_fp32_through_says_what_it_does_not_round(
    analysis: Analysis, candidates: dict[str, Candidate]
) -> None:
    made = emit(analysis, candidates["mined-mask-gelu-mul-experts"], round="fp32")
    assert made.dropped == ("activated",)
    assert "Eager also rounds activated." in made.source
    kernel = made.source[made.source.index("@triton.jit(") :]
    assert "tl.bfloat16" not in kernel


HOSTILE = (
    'x"""\nimport os\nos.system("id")\n"""',
    "x\nimport os",
    "x\r\nimport os",
    "x\u2028import os\x0cimport os\x85import os",
    "\u202eforward",
    "{{ 7 * 7 }}{% set x = 1 %}",
    "# type: ignore\\\nimport os",
    "'; import os; '",
    'torch"); import os; ("',
    "x" * 5000,
    "\ud800half",
)


def skeleton(text: str) -> str:
    """The code of a text without its constants, comments and own names."""
    tree = ast.parse(text)
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    own |= {name.removesuffix("_kernel") for name in own}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = None
        if isinstance(node, ast.FunctionDef) and node.name in own:
            node.name = "own"
        if isinstance(node, ast.Name) and node.id in own:
            node.id = "own"
        if isinstance(node, ast.Attribute) and node.attr.rpartition("_")[0] in own:
            node.attr = "own"
    return ast.dump(tree)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_a_comment_or_a_string(
    analysis: Analysis, candidates: dict[str, Candidate], text: str
) -> None:
    plain = candidates["mined-mask-gelu-mul-experts"]
    clean = skeleton(emit(analysis, plain).source)
    spoilt = replace(plain, id=text, pattern=text, site=text, source=(text, text))
    made = emit(analysis, spoilt, plain.id, capture=text, command=text, variant=text)
    assert skeleton(made.source) == clean
    assert made.name.isidentifier() and made.name.isascii() and len(made.name) <= 40
    assert all(letter.isprintable() or letter == "\n" for letter in made.source)


def test_any_chain_of_operators_equals_eager(repository: Path, tmp_path: Path) -> None:
    script = repository / "tests" / "emit" / "generic" / "generic_chains.py"
    done = subprocess.run(
        [sys.executable, "-P", str(script), str(tmp_path)],
        env={
            "PATH": "/usr/bin:/bin",
            "TRITON_INTERPRET": "1",
            "PYTHONPATH": str(repository),
            "HOME": str(tmp_path),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert (done.returncode, done.stdout) == (0, "ok\n"), done.stderr[-4000:]


NAMED = ("rms_norm-q_norm", "post_attention_norms", "qkv_norm_rope", "geglu-mlp", "rope")


def test_regions_of_named_candidates_have_the_rows_of_the_batch(
    analysis: Analysis, candidates: dict[str, Candidate]
) -> None:
    assert analysis.evidence is not None
    graph, members = analysis.evidence.graph, analysis.evidence.members
    # 8 sequences, 16 query heads of each, 8 KV heads of each
    expected = {"rms_norm-q_norm": 128, "post_attention_norms": 8, "qkv_norm_rope": 64}
    found = {name: rows_of(graph, members[name][0]) for name in expected}
    assert found == expected
    mined = [one for one in candidates.values() if one.detail.get("kind") == "region"]
    assert len(mined) >= 8
    for one in mined:
        assert rows_of(graph, members[one.id][0]) == one.detail["rows"], one.id


def test_named_regions_op_by_op_equal_eager(
    analysis: Analysis, candidates: dict[str, Candidate], repository: Path, tmp_path: Path
) -> None:
    files = []
    for name in NAMED:
        (tmp_path / name).mkdir()
        files.append(tmp_path / name / "kernel.py")
        files[-1].write_text(emit(analysis, candidates[name]).source)
    script = repository / "tests" / "emit" / "generic" / "generic_interpreted.py"
    command = [sys.executable, "-P", str(script), *map(str, files)]
    environment = {**os.environ, "TRITON_INTERPRET": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    for path, rows in found.items():
        for share, error in rows:
            assert share > 0.97 and error < 2**-7, path
