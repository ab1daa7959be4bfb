"""`workbench emit` from the committed capture to a kernel that the interpreter finds faithful."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.cli import main

DEMO = "gemma4-26b-a4b-6l-decode-b8"


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
    assert (answer["id"], answer["status"]) == ("router_topk", "written")
    assert answer["path"] == f"{out}/kernel.py"
    cases = f"softmax_then_topk/{DEMO}/T=2"
    code = run("validate", out, "--device", "interpret", "--cases", cases, "--format", "json")
    verdict = json.loads(capsys.readouterr().out)
    assert (code, verdict["verdict"], verdict["green"]) == (0, "FAITHFUL", True)
    assert verdict["cases"][0]["launched"] is True
    (tmp_path / "own" / "kernel.py").write_text("mine = 1\n")
    assert run("emit", capture, "router_topk", "--out", out) == 2
    assert "-mine = 1" in capsys.readouterr().err
    assert (tmp_path / "own" / "kernel.py").read_text() == "mine = 1\n"


def test_the_default_folder_is_named_for_capture_and_candidate(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    capture = str(repository / "captures" / DEMO)
    assert run("emit", capture, "router_topk") == 0
    assert (tmp_path / "emitted" / f"{DEMO}-router_topk" / "kernel.py").is_file()
    assert f"workbench validate emitted/{DEMO}-router_topk" in capsys.readouterr().out
    assert run("emit", capture, "router_top") == 2
    assert "Did you mean router_topk" in capsys.readouterr().err
    assert run("emit", "nowhere", "router_topk") == 2
