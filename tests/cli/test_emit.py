"""`workbench emit` from the committed capture to a kernel that the interpreter finds faithful."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from workbench.capture.store import Capture
from workbench.cli import main
from workbench.suggest import suggestions

DEMO = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(autouse=True, scope="module")
def one_analysis() -> Iterator[None]:
    """What suggest finds in a capture, found once for this module."""
    found: dict[tuple[str, str], Any] = {}
    analyse = suggestions.analyse

    def remembered(capture: Capture, variant: str = "eager") -> Any:
        key = (str(capture.folder), variant)
        if key not in found:
            found[key] = analyse(capture, variant)
        return found[key]

    with mock.patch.object(suggestions, "analyse", remembered):
        yield


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


def test_from_the_capture_to_a_validated_kernel(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capture, out = str(repository / "captures" / DEMO), str(tmp_path / "own")
    assert run("emit", capture, "router_topk", "--out", out, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema_version"] == 1
    assert (answer["id"], answer["status"], answer["origin"]) == (
        "router_topk",
        "written",
        "template",
    )
    assert answer["path"] == out
    cases = f"softmax_then_topk/{DEMO}/T=2"
    code = run("validate", out, "--device", "interpret", "--cases", cases, "--format", "json")
    verdict = json.loads(capsys.readouterr().out)
    assert (code, verdict["verdict"], verdict["green"]) == (0, "FAITHFUL", True)
    assert verdict["cases"][0]["launched"] is True
    (tmp_path / "own" / "kernel.py").write_text("mine = 1\n")
    assert run("emit", capture, "router_topk", "--out", out) == 1
    shown = capsys.readouterr().out
    assert "-mine = 1" in shown and "--force" in shown
    assert (tmp_path / "own" / "kernel.py").read_text() == "mine = 1\n"
    assert run("emit", capture, "router_topk", "--out", out, "--force") == 0
    assert "replaced" in capsys.readouterr().out


def test_the_default_folder_is_named_for_capture_and_candidate(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    capture = str(repository / "captures" / DEMO)
    assert run("emit", capture, "router_topk") == 0
    folder = tmp_path / "emitted" / f"{DEMO}-router_topk"
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.md",
        "emitted.json",
        "kernel.py",
        "test_kernel.py",
    ]
    assert f"workbench validate emitted/{DEMO}-router_topk" in capsys.readouterr().out
    assert run("emit", capture, "router_top") == 2
    assert "Did you mean router_topk" in capsys.readouterr().err
    assert run("emit", "nowhere", "router_topk") == 2


def test_all_emits_nine_tenths_of_the_time_and_says_why_not_the_rest(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capture, out = str(repository / "captures" / DEMO), str(tmp_path)
    edited = tmp_path / f"{DEMO}-router_topk" / "kernel.py"
    assert run("emit", capture, "router_topk", "--out", str(edited.parent)) == 0
    edited.write_text(edited.read_text() + "\n# mine\n")
    capsys.readouterr()
    assert run("emit", capture, "--all", "--out", out, "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    rows = {row["id"]: row for row in answer["candidates"]}
    assert answer["emitted"] + answer["refused"] == len(rows)
    assert answer["origins"]["template"] >= 23 and answer["origins"]["generic"] >= 3
    assert answer["emitted_share"] > 0.9
    assert all(row["reason"] for row in rows.values() if row["status"] == "refused")
    named = {name for name, row in rows.items() if not name.startswith("mined-")}
    assert {rows[name]["origin"] for name in named} == {"template"}
    assert {rows[name]["status"] for name in named - {"router_topk"}} == {"written"}
    assert rows["router_topk"]["status"] == "touched"
    assert edited.read_text().endswith("# mine\n")
    for row in rows.values():
        if row["path"]:
            ast.parse((Path(row["path"]) / "kernel.py").read_text())
    assert answer["green_as_emitted_share"] <= answer["green_share"] <= answer["emitted_share"]


@pytest.mark.parametrize(
    "arguments",
    [(), ("router_topk", "--all"), ("router_topk", "--validate"), ("--all", "--record")],
)
def test_requests_that_make_no_sense_are_usage_errors(
    arguments: tuple[str, ...], repository: Path
) -> None:
    assert run("emit", str(repository / "captures" / DEMO), *arguments) == 2


def test_the_emitted_test_passes_without_a_gpu(repository: Path, tmp_path: Path) -> None:
    capture, out = str(repository / "captures" / DEMO), str(tmp_path / "own")
    assert run("emit", capture, "logit_softcap", "--out", out) == 0
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", out]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_fp32_throughout_is_written_op_by_op_and_said(repository: Path, tmp_path: Path) -> None:
    capture, out = str(repository / "captures" / DEMO), str(tmp_path / "own")
    wide = ("--round", "fp32", "--out", out)
    assert run("emit", capture, "mined-mask-gelu-mul-experts", *wide) == 0
    text = (tmp_path / "own" / "kernel.py").read_text()
    assert "Rounded only where it is stored: fp32 from the loads on." in text
    again = f"# Again: workbench emit {DEMO} mined-mask-gelu-mul-experts --round fp32"
    assert again in text.splitlines()
    assert run("emit", capture, "router_topk", "--round", "fp32") != 0


def test_a_generated_kernel_is_cleaned(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capture, out = str(repository / "captures" / DEMO), str(tmp_path / "own")
    assert run("emit", capture, "--inductor", "gelu_mul_13", "--out", out, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["origin"], answer["status"]) == ("inductor", "written")
    assert answer["kernel"] == "triton_poi_fused__unsafe_view_gelu_mul_13"
    cases = f"as_compiled/{DEMO}/T=2"
    assert run("validate", out, "--device", "interpret", "--cases", cases) == 0
    assert run("emit", capture, "--inductor", "pow_view_7") == 3
    assert "has no node in the graph" in capsys.readouterr().err
