"""`workbench emit` from the committed capture to a kernel that the interpreter finds faithful."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from workbench.capture.store import Capture
from workbench.cli import main
from workbench.emit import emission
from workbench.schema import GATES_VERSION, Measurement
from workbench.suggest import suggestions
from workbench.validate import emitted, emitted_all, emitted_record, emitted_timing
from workbench.validate.emitted_record import Timed

DEMO = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(autouse=True, scope="module")
def one_analysis() -> Iterator[None]:
    """What suggest finds in a capture, and what is emitted of it, made once for this module: most
    commands here emit the same forty kernels, and are asked what they then do with the files.
    """
    found: dict[tuple[str, str], Any] = {}
    analyse, emit, code_key = suggestions.analyse, emission.emit, emission.code_key
    made: dict[str, Any] = {}

    def emitted_once(capture: Capture, variant: str, candidate: Any, *rest: Any) -> Any:
        evidence, *asked = rest
        key = repr((str(capture.folder), variant, candidate, id(evidence), asked))
        if key not in made:
            made[key] = emit(capture, variant, candidate, *rest), evidence
        return made[key][0]

    def remembered(capture: Capture, variant: str = "eager") -> Any:
        key = (str(capture.folder), variant)
        if key not in found:
            found[key] = analyse(capture, variant)
        return found[key]

    with (
        mock.patch.object(suggestions, "analyse", remembered),
        mock.patch.object(emission, "emit", emitted_once),
        mock.patch.object(emitted_all, "code_key", lru_cache(code_key)),
    ):
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
    assert run("emit", capture, "geglu-mlp", "--op-by-op") == 0
    text = (tmp_path / "emitted" / f"{DEMO}-geglu-mlp-op-by-op" / "kernel.py").read_text()
    assert f"# Again: workbench emit {DEMO} geglu-mlp --op-by-op" in text.splitlines()
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
    assert rows["router_topk"]["verdict"] == "-"  # what is on record is of what was emitted
    assert edited.read_text().endswith("# mine\n")
    judged = [row for row in rows.values() if row["verdict"] != "-"]
    assert judged and {row["gpu"] for row in judged} == {"NVIDIA H100 80GB HBM3"}
    for row in rows.values():
        if row["path"]:
            ast.parse((Path(row["path"]) / "kernel.py").read_text())
    assert answer["green_as_emitted_share"] <= answer["green_share"] <= answer["emitted_share"]


def test_refusals_say_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("emit", DEMO, "router_topk", "--round", "fp32") == 1
    assert "aten::topk" in (told := capsys.readouterr().err) and "leave --round out" in told
    assert run("emit", DEMO, "--inductor", "nope") == 2
    told = capsys.readouterr().err
    assert len(told) < 600 and f"and more. List them with `workbench catalogue {DEMO}`" in told


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("router_topk", "--all"),
        ("router_topk", "--validate"),
        ("router_topk", "--bench"),
        ("--all", "--record"),
        ("--all", "--bench", "--device", "interpret"),
        ("--all", "--validate", "--record", "--round", "fp32"),
        ("--all", "--validate", "--record", "--variant", "inductor"),
        ("--all", "--validate", "--record", "--templates", "."),
    ],
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


GPU = "NVIDIA H100 80GB HBM3"


@pytest.fixture
def h100(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, list[Any]]:
    """A GPU on which each kernel is BITWISE, takes 2 us, and torch.compile's 3 us; the library's
    takes as long as a template's, and 1.6 us where ours is op by op. Records go to `tmp_path`.
    Returned: what it was asked for.
    """
    asked: dict[str, list[Any]] = {"judged": [], "timed": []}

    def judge(folder: Path, device: str, limit_s: float, threads: int) -> emitted.Found:
        asked["judged"].append(folder.name)
        green = emitted.Judged("BITWISE", 22, 22, GPU, gates_version=GATES_VERSION)
        return emitted.Found(green, {"torch": "2.11"})

    def time_all(capture: str, kernels: Any, limit: float, kept: Any, *_: Any) -> None:
        for one in kernels:
            asked["timed"].append(one)
            us = {"compile": 3.0, "library": 1.6 if one.inputs else 2.0}
            rows = tuple(
                Measurement(8, "cold", arm, x, 2.0, x / 2, x / 2, x / 2, True, 1.5, 1.7, 512, 200)
                for arm, x in us.items()
                if one.library or arm != "library"
            )
            digest = emitted_timing.digest_of(one)
            kept(one.key, Timed("f", "c", 10, GPU, "", {}, rows, library_sha256=digest))

    monkeypatch.setattr(emitted, "judge", judge)
    monkeypatch.setattr(emitted_timing, "time_all", time_all)
    monkeypatch.setattr(emitted_all, "gpu_name", lambda: GPU)
    monkeypatch.setattr(
        emitted_record, "resources", SimpleNamespace(kernels=lambda: tmp_path / "records")
    )
    return asked


def test_a_record_needs_a_gpu(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(emitted_all, "gpu_name", lambda: "")
    capture, out = str(repository / "captures" / DEMO), str(tmp_path)
    assert run("emit", capture, "--all", "--bench", "--record", "--out", out) == 3
    assert "no CUDA device" in capsys.readouterr().err


def test_untuned_kernels_are_judged_and_timed_beside_the_librarys_once(
    repository: Path,
    tmp_path: Path,
    h100: dict[str, list[Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    capture, out = str(repository / "captures" / DEMO), str(tmp_path / "out")
    every = ("emit", capture, "--all", "--op-by-op", "--out", out, "--format", "json")
    assert run(*every, "--validate", "--bench", "--record") == 0
    answer = json.loads(capsys.readouterr().out)
    rows = {(row["id"], row["second"]): row for row in answer["candidates"]}
    wide, cut = rows["rms_norm-q_norm", True], rows["rms_norm-q_norm", False]
    assert (cut["origin"], wide["origin"], cut["fresh"]) == ("template", "generic", True)
    assert (cut["library_x"], wide["library_x"], wide["compile_x"]) == (1.0, 0.8, 1.5)
    assert wide["path"].endswith("-rms_norm-q_norm-op-by-op")
    mined = rows["mined-mask-gelu-mul-experts", False]
    assert (mined["library_x"], mined["compile_result"]) == (None, "win")
    told = answer["timed"]
    assert told["op_by_op"]["of_library"] == pytest.approx(1.25)
    assert told["template"]["of_library"] == pytest.approx(1.0)
    assert told["op_by_op"]["compile"] == {"win": told["op_by_op"]["kernels"]}
    assert told["op_by_op"]["rounds"] == 10
    asked = {one.key: one for one in h100["timed"]}
    assert len(asked) == len(h100["timed"]) == len(h100["judged"])
    norm = asked[wide["key"]]
    assert norm.reference == "gemma_rms_norm"
    assert norm.library.endswith("kernels/rms_norm/kernel.py")
    assert norm.inputs == str(Path(cut["path"], "kernel.py").resolve())
    record = json.loads(Path(answer["record"]).read_text())
    assert record["op_by_op"]["rms_norm-q_norm"] == wide["key"]
    assert record["kernels"].keys() == record["timings"].keys() == asked.keys()
    h100["judged"].clear(), h100["timed"].clear()
    assert run(*every, "--validate", "--bench") == 0
    assert h100["judged"] == h100["timed"] == []
    again = json.loads(capsys.readouterr().out)
    assert again["timed"] == told
    assert again["green_as_emitted_share"] == answer["green_as_emitted_share"]
    mine = Path(answer["record"])
    other = mine.with_name(mine.name.replace("h100-80gb-hbm3", "z100"))  # sorts after ours
    text = mine.read_text().replace(GPU, "NVIDIA Z100").replace('"us":3.0', '"us":9.0')
    other.write_text(text)
    assert run(*every, "--bench") == 0
    assert h100["judged"] == h100["timed"] == []
    assert json.loads(capsys.readouterr().out)["timed"] == told
    other.unlink()
    assert run("emit", capture, "--all", "--out", out) == 0
    shown = capsys.readouterr().out
    assert "x compile" in shown and "1.25x the time of the library's" not in shown
    assert run(*every, "--validate", "--bench", "--again") == 0
    assert len(h100["judged"]) == len(h100["timed"]) == len(asked)


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
