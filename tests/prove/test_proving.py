"""`workbench prove` on a tiny model on a CPU: interpreted kernels, gates, records, resuming."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.prove import proof as proofs

KERNELS = ("router_topk", "geglu")
CAPTURE = "gemma4-tiny-decode-b2-2l"


def workbench(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-c", "from workbench.cli import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=900,
        env={**os.environ, "COLUMNS": "80"},
    )


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A captured step of two layers, proved with two kernels and recorded."""
    folder = tmp_path_factory.mktemp("prove")
    made = workbench(folder, "capture", "gemma4-tiny", "--device", "cpu", "--batch", "2",
                     "--layers", "2")  # fmt: skip
    assert made.returncode == 0, made.stderr
    done = workbench(
        folder, "prove", CAPTURE, *KERNELS, "--ungreen", "--record", "--format", "json"
    )
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    return folder, json.loads(done.stdout)


def test_the_answer_has_its_four_parts_and_counts_are_exact(
    proved: tuple[Path, dict[str, Any]],
) -> None:
    _, found = proved
    assert {"liveness", "quality", "predicted", "realised"} <= found.keys()
    assert found["liveness"]["router_topk"]["sites"] == 2
    assert found["liveness"]["router_topk"]["calls"] == 2
    assert found["liveness"]["geglu"]["calls"] == 2
    assert all(one["watermark"] and one["alive"] for one in found["liveness"].values())
    assert found["quality"]["step"]["top1_agreement"] == 1.0
    assert found["quality"]["step"]["control"]["rows"] == 2
    assert found["faults"] == []


def test_predictions_are_those_of_suggest_and_frozen_by_a_digest(
    proved: tuple[Path, dict[str, Any]],
) -> None:
    folder, found = proved
    asked = workbench(folder, "suggest", CAPTURE, "--evidence", "pattern", "--format", "json")
    candidates = {c["id"]: c for c in json.loads(asked.stdout)["candidates"]}
    router = found["realised"]["eager"]["kernels"]["router_topk"]
    assert router["candidates"] == ["router_topk"]
    assert router["predicted_us"] == pytest.approx(
        candidates["router_topk"]["saving_gpu_us_per_step"]
    )
    assert len(found["predicted"]["digest"]) == 64


def test_the_proof_lies_beside_the_capture_which_stays_whole(
    proved: tuple[Path, dict[str, Any]],
) -> None:
    from workbench.capture.store import find, verify_files

    folder, _ = proved
    capture = find(folder / "captures" / CAPTURE)
    path = proofs.path_of(capture, "cpu, Triton's interpreter")
    assert path.name == f"{CAPTURE}.proof-cpu-triton-s-interpreter.json"
    path = proofs.path_of(capture, "cpu, Triton's interpreter", "router-topk.geglu")
    assert proofs.read(path).capture == CAPTURE
    shown = workbench(folder, "prove", CAPTURE, "--recorded")
    assert shown.returncode == 0
    assert "liveness: 2 of 2 kernels run at every place" in " ".join(shown.stdout.split())
    assert verify_files(capture) == []


def test_a_row_that_is_done_is_not_measured_again(proved: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = proved
    (row,) = (folder / "captures" / CAPTURE / ".cache" / "prove").glob("*/eager.json")
    kept = json.loads(row.read_text())
    kept["baseline"]["gpu_us"] = 123456.0
    row.write_text(json.dumps(kept))
    again = workbench(folder, "prove", CAPTURE, *KERNELS, "--ungreen", "--format", "pr")
    assert again.returncode == 0, again.stderr[-2000:]
    assert "123.456" in again.stdout
    for heading in ("What changed", "Before and after", "Predicted and realised",
                    "Correctness and quality", "Environment and how to reproduce"):  # fmt: skip
        assert f"### {heading}" in again.stdout
    assert f"workbench prove {CAPTURE} router_topk geglu --variant eager --ungreen" in again.stdout


def test_a_record_of_the_same_is_shown_instead_of_a_run(
    proved: tuple[Path, dict[str, Any]],
) -> None:
    folder, _ = proved
    (path,) = (folder / "captures").glob("*.proof-*.json")
    before = path.read_text()
    assert path.name.endswith(".router-topk.geglu.json")
    again = workbench(folder, "prove", CAPTURE, *KERNELS, "--ungreen", "--record")
    assert again.returncode == 0, again.stderr[-2000:]
    assert "the record is current: nothing was run" in again.stderr
    assert path.read_text() == before
    wrong = json.loads(before) | {"key": "another"}
    path.write_text(json.dumps(wrong))
    anew = workbench(folder, "prove", CAPTURE, *KERNELS, "--ungreen", "--record")
    assert "nothing was run" not in anew.stderr
    assert json.loads(path.read_text())["key"] == json.loads(before)["key"]


def test_a_record_stands_where_predictions_alone_have_moved(
    proved: tuple[Path, dict[str, Any]],
) -> None:
    """What kernels were timed at since changes what suggest predicts, not what was measured."""
    from workbench.capture.store import find
    from workbench.prove.asked import Asked
    from workbench.prove.current import current, row_key
    from workbench.prove.library import load_kernels

    folder, _ = proved
    capture = find(folder / "captures" / CAPTURE)
    (path,) = (folder / "captures").glob("*.proof-*.json")
    asked = Asked(kernels=KERNELS, ungreen=True)
    kernels = load_kernels(KERNELS, "interpret")
    recorded = json.loads(path.read_text())
    then = recorded["predicted"] | {"digest": "of other timings"}
    key = proofs.Rows(capture, row_key(capture, asked, kernels, then)).key
    try:
        path.write_text(json.dumps(recorded | {"predicted": then, "key": key}))
        found = current(capture, asked)
        assert found is not None and found.predicted["digest"] == "of other timings"
        path.write_text(json.dumps(recorded | {"predicted": then}))
        assert current(capture, asked) is None
    finally:
        path.write_text(json.dumps(recorded))


def test_what_is_asked_otherwise_has_its_own_record_and_command() -> None:
    from workbench.prove.asked import Asked

    assert Asked().label == Asked(ungreen=True, budget_s=3.0).label == ""
    graphs = Asked(variants=("cudagraph",), layers=6)
    assert graphs.label == "cudagraph.6l"
    assert Asked(variants=("eager", "inductor"), one_by_one=True).label == (
        "eager-inductor.one-by-one"
    )
    assert Asked(kernels=("a/b c", "x")).label == "a-b-c.x"
    assert Asked(kernels=tuple("abcd")).label == Asked(kernels=tuple("abcd")).label
    text = Asked(texts=(Path("a b.py"),), windows=16, device="cpu")
    assert text.label == "text"
    assert text.command("c") == (
        "workbench prove c --variant eager --text 'a b.py' --windows 16 --device cpu"
    )


def test_recorded_proofs_of_one_variant(repository: Path) -> None:
    from workbench.capture.store import find
    from workbench.errors import Usage

    capture = find(repository / "captures" / "gemma4-26b-a4b-decode-b8")
    assert {variant for each in proofs.recorded(capture) for variant in each.realised} == {
        "eager", "cudagraph"
    }  # fmt: skip
    (found,) = proofs.recorded(capture, ["cudagraph"])
    assert [*found.realised] == ["cudagraph"]
    with pytest.raises(Usage, match="cudagraph"):
        proofs.recorded(capture, ["inductor"])


def test_a_kernel_that_lies_declines_and_one_without_a_place_says_so(
    proved: tuple[Path, dict[str, Any]], repository: Path
) -> None:
    folder, _ = proved
    wrong = folder / "mine" / "kernel.py"
    wrong.parent.mkdir(exist_ok=True)
    source = (repository / "kernels" / "geglu" / "kernel.py").read_text()
    assert source.count("0.5 * x *") == 1
    wrong.write_text(source.replace("0.5 * x *", "0.51 * x *"))
    done = workbench(folder, "prove", CAPTURE, str(wrong.parent), "--ungreen")
    assert done.returncode == 3
    assert "no kernel has a place" in done.stderr
    assert "ULP of the row" in done.stderr


def test_a_red_kernel_is_refused_unasked(
    proved: tuple[Path, dict[str, Any]], repository: Path
) -> None:
    folder, _ = proved
    mine = folder / "unrecorded" / "kernel.py"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text((repository / "kernels" / "geglu" / "kernel.py").read_text())
    done = workbench(folder, "prove", CAPTURE, str(mine.parent))
    assert done.returncode == 3
    assert "no record" in done.stderr


def test_layers_are_whole_periods(proved: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = proved
    done = workbench(folder, "prove", CAPTURE, "--layers", "3")
    assert done.returncode == 2
    assert "periods of 2" in done.stderr


def test_a_capture_of_six_layers_can_be_proved_on_all(repository: Path) -> None:
    from dataclasses import replace

    from workbench.capture.store import find
    from workbench.errors import Usage
    from workbench.prove.current import with_layers

    folder = repository / "captures"
    six = find(folder / "gemma4-26b-a4b-prefill-b1-6l").manifest
    grown = with_layers(six, 30)
    assert grown.layers_run == grown.config["num_hidden_layers"] == 30
    assert len(grown.config["layer_types"]) == 30
    assert grown.config == find(folder / "gemma4-26b-a4b-decode-b8").manifest.config
    with pytest.raises(Usage, match="up to 30"):
        with_layers(six, 36)
    other = replace(six, config={**six.config, "hidden_size": 64})
    with pytest.raises(Usage, match="what follows them is not known"):
        with_layers(other, 30)


def test_the_committed_proofs_of_an_h100(repository: Path) -> None:
    from workbench.capture.store import find

    capture = find(repository / "captures" / "gemma4-26b-a4b-decode-b8")
    eager = proofs.read(proofs.path_of(capture, "NVIDIA H100 80GB HBM3"))
    one = eager.realised["eager"]
    assert one["saved_share"] == pytest.approx(0.55, abs=0.02)  # whichever run is committed
    assert one["launches_fewer_share"] == pytest.approx(0.793, abs=0.001)
    assert one["gone"]["short"] == {}
    assert eager.liveness["router_topk"]["traced"] == {"eager": 30.0}
    assert abs(one["sum"]["error"]) < 0.1
