"""`workbench validate`: exit codes, JSON and tables. What it finds is tested in tests/validate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from workbench.cli import main
from workbench.report.table import render
from workbench.report.validate import compilation_view, verdict_view
from workbench.schema import SCHEMA_VERSION, CaseResult, Gate, Verdict
from workbench.validate.validation import Compilation


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


def test_ties_and_nan_in_the_interpreter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "verdict.json"
    arguments = ["--device", "interpret", "--cases", "soft*/gemma4-*/[en]*a[cn]*"]
    assert run("validate", "router_topk", *arguments, "--out", str(out)) == 0
    text = capsys.readouterr().out
    assert "router_topk · interpret: FAITHFUL" in text
    assert max(map(len, text.splitlines())) <= 80
    saved = json.loads(out.read_text())
    assert {case["case"].split("/")[2] for case in saved["cases"]} == {"exact-ties", "nan"}
    assert (saved["schema_version"], saved["device"]) == (SCHEMA_VERSION, "interpret")


def test_compiled_only(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--device", "compile", "--target", "sm_90", "--cases", "*/top-1"]
    assert run("validate", "router_topk", *arguments, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["green"], answer["within_budget"]) == ("NOT_RUN", False, True)
    assert {launch["target"] for launch in answer["launches"]} == {"sm_90"}
    assert all(launch["spill_bytes"] == 0 for launch in answer["launches"])


def test_what_is_over_its_budget_is_told_below_the_table() -> None:
    used = {"registers": 40, "spill_bytes": 0, "shared_bytes": 256, "warps": 1, "error": ""}
    fine = {**used, "label": "softmax_then_topk/gemma4-26b-a4b-decode-b8/T=4096", "target": "sm_80"}
    over = {**fine, "label": "softmax_then_topk/32-of-1024", "registers": 128,
            "over": ["registers 128 > 96"]}  # fmt: skip
    compiled = Compilation("k", "0" * 64, {}, ({**fine, "over": []}, over), "")
    text = render(compilation_view(compiled), "table", 80)
    assert "\nsoftmax_then_topk/32-of-1024 on sm_80: registers 128 > 96\n" in text
    assert "\n  softmax_then_topk/gemma4-26b-a4b-decode-b8/T=4096\n" in text
    assert text.count("softmax_then_topk/gemma4-26b-a4b-decode-b8/T=4096") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["router"], 2, "router_topk"),
        (["router_topk", "--device", "interpret", "--record"], 2, "real GPU"),
        (["router_topk", "--record", "--cases", "*/T=1"], 2, "every case"),
        (["router_topk", "--device", "compile", "--target", "hopper"], 2, "such as sm_90"),
        (["router_topk", "--device", "tpu"], 2, "tpu"),
        (["norm.py:fused_norm"], 2, "--reference"),
    ],
)
def test_requests_that_make_no_sense(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("validate", *arguments) == code
    assert words in capsys.readouterr().err


def test_without_a_gpu_nothing_is_green(capsys: pytest.CaptureFixture[str]) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    assert run("validate", "router_topk") == 1
    assert "NOT_RUN" in capsys.readouterr().out


def _verdict(word: str, *cases: CaseResult) -> Verdict:
    summary = {"cases": 2, "launched": 1, "bit_equal": 0, "fallbacks": {"b": "no rows"}}
    return Verdict(1, "k", word, "NVIDIA H100", "0" * 64, "", {"torch": "2"}, cases, summary)


def test_the_view_shows_the_worst_of_each_gate_and_every_failure() -> None:
    good = Gate(1, "weights", True, 1.0, 2.0, 1.0, "ULP of row", "")
    bad = Gate(1, "weights", False, 9.5, 2.0, 1.0, "ULP of row", "41% equal")
    none = Gate(5, "weights", None, None, None, None, "", "fewer than 64 rows")
    verdict = _verdict(
        "FAIL", CaseResult("a", True, "", (good, none)), CaseResult("b", True, "", (bad,))
    )
    view = verdict_view(verdict)
    text = render(view, "table", 80)
    assert "   1  weights (ULP of row)    1/2    9.5      2        1  FAIL" in text
    assert "n/a" in text
    assert "b: gate 1 weights: 41% equal" in text
    assert "Fell back visibly in 1 case: no rows" in text
    assert view.payload["gates"][0]["worst_case"] == "b"


def test_the_compilation_view_names_what_is_over() -> None:
    launch = {"label": "f/c", "target": "sm_90", "error": "", "over": ["registers 99 > 96"]}
    figures = {"registers": 99, "spill_bytes": 0, "shared_bytes": 32, "warps": 1}
    found = Compilation("k", "0" * 64, {}, ({**launch, **figures},), "")
    text = render(compilation_view(found), "table", 80)
    assert "k · compiled, not run: FAIL" in text
    assert "registers 99 > 96" in text
