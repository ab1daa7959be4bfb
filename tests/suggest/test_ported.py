"""What a candidate's status says of the kernel library, read without running a kernel."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from workbench import resources
from workbench.report.suggest_lines import other_lines
from workbench.schema import GATES_VERSION
from workbench.suggest.library import load_patterns
from workbench.suggest.match import Match
from workbench.suggest.ported import ported
from workbench.suggest.suggestions import Analysis

PATTERNS = {pattern.name: pattern for pattern in load_patterns()}

KERNEL = """
raise SystemExit("nobody may run this")
REFERENCES = {"gemma_rms_norm": None, "llama_rms_norm": None}
OUTPUTS = ("y",)
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rms_norm").mkdir()
    (tmp_path / "rms_norm" / "kernel.py").write_text(KERNEL)
    monkeypatch.setattr(resources, "kernels", lambda: tmp_path)
    return tmp_path / "rms_norm"


def test_forms_and_records_are_read_not_run(library: Path) -> None:
    record = {
        "verdict": "FAITHFUL",
        "kernel_sha256": sha256(KERNEL.encode()).hexdigest(),
        "gates_version": GATES_VERSION,
    }
    (library / "h100.json").write_text(json.dumps(record))
    (library / "old.json").write_text(json.dumps({**record, "kernel_sha256": "0"}))
    (library / "gates.json").write_text(json.dumps({**record, "gates_version": GATES_VERSION - 1}))
    (library / "odd.json").write_text("[")
    found = ported(PATTERNS["rms_norm"])
    assert found is not None
    assert found.forms == ("gemma_rms_norm", "llama_rms_norm")
    assert found.verdicts == {
        "gates": "STALE",
        "h100": "FAITHFUL",
        "odd": "UNREADABLE",
        "old": "STALE",
    }
    forms = {"gemma_rms_norm": 4, "gemma_rms_norm_rsqrt": 2}
    assert found.lacks(PATTERNS["rms_norm"], forms, {"y"}) == ["form gemma_rms_norm_rsqrt (2 of 6)"]
    assert ported(PATTERNS["geglu"]) is None


def test_outputs_that_another_tells_are_not_lacking(library: Path) -> None:
    found = ported(PATTERNS["rms_norm"])
    assert found is not None
    outputs, forms = {"y", "rstd"}, {"llama_rms_norm": 1}
    assert found.lacks(PATTERNS["rms_norm"], forms, outputs) == ["output rstd"]
    implied = replace(PATTERNS["rms_norm"], implied=("rstd",))
    assert found.lacks(implied, forms, outputs) == []
    (library / "kernel.py").write_text("REFERENCES = {")
    broken = ported(PATTERNS["rms_norm"])
    assert broken is not None and broken.forms == ()


def test_statuses_of_committed_captures(committed: Callable[[str, str], Analysis]) -> None:
    def status(name: str) -> dict[str, tuple[str, Any]]:
        return {
            one.id: (one.status, one.detail.get("kernel_lacks"))
            for one in committed(name, "all").suggestions.candidates
            if one.evidence == "pattern"
        }

    gemma = status("gemma4-26b-a4b-6l-decode-b8")
    assert gemma["kv_expand"] == gemma["moe_dispatch"] == gemma["router_topk"] == ("ported", [])
    assert gemma["rope"][0] == "compiler"
    oss = status("gpt-oss-20b-4l-decode-b8")
    assert oss["rms_norm-input_layernorm"] == ("novel", ["form gpt_oss_rms_norm (4 of 4)"])
    qwen = status("qwen3-30b-a3b-4l-decode-b8")
    assert qwen["rms_norm-input_layernorm"] == ("ported", [])
    assert qwen["qkv_norm"] == ("novel", ["form qwen3_qk_norm (4 of 4)"])
    deepseek = status("deepseek-v3-4l-decode-b8")
    assert deepseek["router_topk"] == ("novel", ["form grouped_sigmoid_topk (2 of 2)"])
    assert deepseek["moe_dispatch"] == ("ported", [])


def test_a_width_that_the_kernel_declines_is_told_and_not_predicted_from_its_record(
    committed: Callable[[str, str], Analysis],
) -> None:
    """Of the small checkpoint's layers, two have a head_dim of 32, two of 64."""
    found = committed("gemma4-small-decode-b8-c256", "all").suggestions
    (rank,) = (k for k, one in enumerate(found.candidates, 1) if one.id == "kv_expand")
    detail = found.candidates[rank - 1].detail
    lacking = "width 32 of query, it has 64, 128, 256, 512 (2 of 4)"
    assert detail["kernel_lacks"] == [lacking]
    assert detail["inputs"]["query"]["shape"][-1] == 32
    assert "timing" not in detail["prediction"]
    line = f"kernels here, but not in this form: {rank} (gqa_decode_attention lacks {lacking})"
    assert line in other_lines(found)


def test_a_kernel_is_asked_for_its_widths_not_run(library: Path) -> None:
    pattern = replace(PATTERNS["kv_expand"], kernel="rms_norm", launches_for={"query": "WIDTHS"})
    query = SimpleNamespace(ref=SimpleNamespace(type=SimpleNamespace(shape=(8, 4, 1, 96))))
    match = SimpleNamespace(
        inputs=lambda: {"query": query}, reference=SimpleNamespace(function="expand_then_sdpa")
    )

    def asked(stated: str) -> tuple[str, bool]:
        (library / "kernel.py").write_text(f"{KERNEL}{stated}")
        found = ported(pattern)
        assert found is not None
        return found.declines(pattern, cast(Match, match)), found.does(pattern, cast(Match, match))

    assert asked("WIDTHS = (64, 128)") == ("width 96 of query, it has 64, 128", False)
    assert (
        asked("WIDTHS = (64, 96)") == asked("WIDTHS = tuple(range(9))") == asked("") == ("", True)
    )


def test_ranks_are_told_in_short() -> None:
    from workbench.report.suggest_lines import _ranges

    assert _ranges([1, 3, 4, 5, 6, 9, 11, 12]) == "1, 3-6, 9, 11-12"
    assert _ranges([]) == ""
