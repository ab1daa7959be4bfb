"""`workbench explain` as a command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from workbench.cli import main

DEMO = "gemma4-26b-a4b-6l-decode-b8"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


@pytest.fixture(scope="module")
def capture(repository: Path) -> str:
    return str(repository / "captures" / DEMO)


def test_instances_of_other_shapes_are_said_to_be_in_the_sum(
    capture: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", capture, "kv_expand") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "20.00 us; 18.55 us on average over the 6, which differ in shape" in shown
    assert run("explain", capture, "router_topk") == 0
    assert "on average over" not in capsys.readouterr().out


def test_json_and_drawing(capture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    svg = tmp_path / "router.svg"
    assert run("explain", capture, "router_topk", "--svg", str(svg), "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema_version"] == 1 and answer["capture"] == DEMO
    assert answer["candidate"]["id"] == "router_topk" and answer["in_best_set"] is True
    assert len(answer["launches"]) == 8 and len(answer["tensors"]) == 10
    assert {"now_us", "predicted_us", "saving_us", "bytes_not_moved", "wall"} <= set(
        answer["candidate"]["detail"]["prediction"]["step"]
    )
    assert ElementTree.fromstring(svg.read_text()).tag.endswith("svg")


def test_table_fits_80_columns_and_csv_has_a_row_a_launch(
    capture: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run("explain", capture, "geglu-mlp") == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert "geglu-mlp at model.layers.*.mlp" in text and "data flow" in text
    assert run("explain", capture, "geglu-mlp", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["name"] for row in rows] == ["gelu", "mul", "total"]


def test_errors_have_their_exit_codes(
    capture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", capture, "router_topp") == 2
    assert "Did you mean router_topk" in capsys.readouterr().err
    # without an execution trace there are candidates of another kind
    assert run("explain", capture, "router_topk", "--variant", "inductor") == 2
    assert "Known: seq-" in capsys.readouterr().err
    nowhere = str(tmp_path / "none" / "x.svg")
    assert run("explain", capture, "router_topk", "--svg", nowhere) == 2
    assert "cannot be written" in capsys.readouterr().err
