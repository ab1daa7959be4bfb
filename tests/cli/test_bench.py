"""`workbench bench`: no figure without a green verdict, and a view that claims only what it may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

from workbench.cli import main
from workbench.report.bench import bench_view
from workbench.report.table import render
from workbench.schema import Measurement, Timing, Verdict
from workbench.validate.timing import Bench


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
    assert "--device" not in printed.err  # an option that bench does not have


@pytest.mark.parametrize("tokens", ["", "x", "1,", "0", "1,-4"])
def test_row_counts_are_positive(tokens: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bench", "router_topk", "--tokens", tokens) == 2
    assert "1,64,4096" in capsys.readouterr().err


def _row(
    arm: str, us: float, low: float, high: float, nbytes: int = 3000, **changed: Any
) -> Measurement:
    row = Measurement(
        tokens=1, state="cold", arm=arm, us=us, ours_us=2.0, ratio=us / 2.0, ratio_low=low,
        ratio_high=high, steady=True, floor_us=0.8, speed_of_light_us=1.5, bytes_moved=nbytes,
        launches=200, equal=0.9999, samples_us=(us,), ours_samples_us=(2.0,),
    )  # fmt: skip
    return replace(row, **changed)


def found(*rows: Measurement) -> Bench:
    clocks = {"sm_median": 1755.0, "sm_limit": 1980.0}
    timing = Timing(
        "softmax_then_topk", "c", "0" * 64, "NVIDIA H100", "2026-11-22T00:00:00", {"torch": "2"},
        3000.0, clocks, {}, {"eager": 110.0, "direct": 31.4}, {"public": "1" * 64}, rows,
    )  # fmt: skip
    verdict = Verdict(1, "k", "FAITHFUL", "NVIDIA H100", "0" * 64, "", {}, ())
    return Bench("k", timing, verdict, "k/gpu.json")


def test_the_view_claims_a_win_only_above_three_percent() -> None:
    rows = (
        _row("ours again", 2.01, 0.99, 1.01),
        _row("eager", 19.0, 9.4, 9.6),
        _row("public", 2.04, 1.01, 1.03),
        _row("compile", 1.6, 0.79, 0.81, nbytes=100_000_000),
        _row("max-autotune", 0.0, 0.0, 0.0, error="RuntimeError: no"),
    )
    view = bench_view(found(*rows))
    results = [row["result"] for row in view.rows]
    assert results == ["steady", "win", "level", "loss", "failed"]
    assert [row["bound"] for row in view.rows[2:4]] == ["2.50x floor", "75% of light"]
    text = render(view, "table", 80)
    assert "k · NVIDIA H100: FAITHFUL (k/gpu.json)" in text
    assert "softmax_then_topk on c; us a call" in text
    assert "copy 3,000 GB/s, SM 1755 of 1980 MHz, torch 2" in text
    assert "CPU us of a call: eager 110.0, direct 31.4" in text
    line = next(line for line in text.splitlines() if " eager  " in line)
    assert line.split() == [
        "1",
        "cold",
        "eager",
        "19.00",
        "2.000",
        "9.50",
        "9.40-9.60",
        "win",
        "99.9%",
    ]
    assert "T=1 cold max-autotune: RuntimeError: no" in text
    assert "ours cold: T=1 2.50x floor" in text
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_is_claimed_beside_a_disturbed_control() -> None:
    rows = (
        _row("ours again", 2.2, 1.09, 1.11, steady=False),
        _row("eager", 19.0, 9.4, 9.6, steady=False),
    )
    view = bench_view(found(*rows))
    assert [row["result"] for row in view.rows] == ["DISTURBED", "disturbed"]
    assert "1 control was disturbed, so nothing is" in render(view, "table", 80)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("public.py", "NAME=FILE.py:function"),
        ("eager=public.py:route", "none of ours, ours again, eager"),
        ("=public.py:route", "NAME=FILE.py:function"),
    ],
)
def test_other_arms_have_a_file_a_function_and_a_name_of_their_own(
    word: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("bench", "router_topk", "--against", word) == 2
    assert reason in capsys.readouterr().err.replace("\n", " ")


def test_a_first_look_is_not_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bench", "router_topk", "--quick", "--record") == 2
    assert "leave --quick out" in capsys.readouterr().err
