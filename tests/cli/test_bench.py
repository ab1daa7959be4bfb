"""`workbench bench`: no figure without a green verdict, and a view that claims only what it may."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from workbench.cli import main
from workbench.report.bench import bench_view
from workbench.report.table import render
from workbench.validate.timing import Timing


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    return int(stopped.value.code or 0)


def test_nothing_is_timed_without_a_green_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    code = run("bench", "router_topk")
    printed = capsys.readouterr()
    assert code in (1, 3)
    assert " us" not in printed.out
    assert "no CUDA device" in printed.out + printed.err


@pytest.mark.parametrize("tokens", ["", "x", "1,", "0", "1,-4"])
def test_row_counts_are_positive(tokens: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bench", "router_topk", "--tokens", tokens) == 2
    assert "1,64,4096" in capsys.readouterr().err


def _row(arm: str, us: float, low: float, high: float, nbytes: int = 3000) -> dict[str, Any]:
    middle = {"median": us / 2.0, "low": low, "high": high}
    return {
        "form": "softmax_then_topk", "case": "c", "tokens": 1, "state": "cold", "arm": arm,
        "us": us, "ours_us": 2.0, "floor_us": 0.8, "speed_of_light_us": 1.5, "bytes": nbytes,
        "ratio": middle, "samples_us": [us], "ours_samples_us": [2.0],
    }  # fmt: skip


def test_the_view_claims_a_win_only_above_three_percent() -> None:
    rows = (
        _row("eager", 19.0, 9.4, 9.6),
        _row("against", 2.04, 1.01, 1.03),
        _row("compile", 1.6, 0.79, 0.81, nbytes=100_000_000),
        _row("ours again", 2.2, 1.09, 1.11),
    )
    timing = Timing("k", "0" * 64, "NVIDIA H100", "FAITHFUL", "k/gpu.json", "", {}, rows)
    view = bench_view(timing)
    assert [row["result"] for row in view.rows] == ["win", "level", "loss", "DISTURBED"]
    assert [row["bound"] for row in view.rows[1:3]] == ["2.50x floor", "75% of light"]
    text = render(view, "table", 80)
    assert "k · NVIDIA H100: FAITHFUL (k/gpu.json)" in text
    assert "softmax_then_topk on c; us a call" in text
    assert "1 controls were disturbed" in text
    assert max(map(len, text.splitlines())) <= 80
