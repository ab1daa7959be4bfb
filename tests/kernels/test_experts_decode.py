"""experts_decode: eager's roundings, whatever the batch, and code that fits an H100."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.validate import subject

SMALL = {"experts": 6, "k": 3, "width": 44, "inner": 10}


@pytest.fixture(scope="module")
def kernel(repository: Path) -> Any:
    """The kernel.py, as validation loads it (not interpreted)."""
    return subject.load(repository / "kernels/experts_decode/kernel.py")


@pytest.fixture(scope="module")
def found(interpret: Callable[..., list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Findings on each input, from one interpreter process."""
    cases = ("small-bf16", "small-fp32", "small-fp16-one-choice", "small-bf16-weights")
    requests: dict[str, dict[str, Any]] = {
        **{case: {"case": case, "inputs": {}, "alone": True} for case in cases},
        "small-one-token": {"case": "small-one-token", "inputs": {}},
        "ids past the last": {"case": "small-fp32", "inputs": {}, "change": {"top_k_index": 6}},
        "k of 5": {"inputs": {"rows": 3, **SMALL, "k": 5, "dtype": "fp32"}, "alone": True},
        "nine tokens": {"inputs": {"rows": 9, **SMALL, "dtype": "fp32"}},
    }
    return dict(zip(requests, interpret("experts_decode", list(requests.values())), strict=True))


LAUNCHED = (
    "small-bf16",
    "small-fp32",
    "small-fp16-one-choice",
    "small-bf16-weights",
    "small-one-token",
    "ids past the last",
    "k of 5",
)


@pytest.mark.parametrize("case", LAUNCHED)
def test_accurate_and_clean(found: dict[str, dict[str, Any]], case: str) -> None:
    got = found[case]
    assert got["launched"]
    assert got["rmse"][0] <= 1.1 * got["rmse_eager"][0]
    assert got["largest"][0] > 0.1  # not vacuous: the output is of order one
    assert got["inputs_unchanged"]
    assert got["same_in_given_buffers"]


def test_16_bit_outputs_round_where_eager_does(found: dict[str, dict[str, Any]]) -> None:
    for case in ("small-bf16", "small-bf16-weights", "small-one-token"):
        assert found[case]["share_equal"][0] > 0.99, case


def test_a_token_does_not_depend_on_its_batch(found: dict[str, dict[str, Any]]) -> None:
    for case in ("small-bf16", "small-fp32", "small-fp16-one-choice", "k of 5"):
        assert found[case]["rows_stand_alone"] is True, case


def test_more_than_eight_tokens_are_refused(found: dict[str, dict[str, Any]]) -> None:
    assert found["nine tokens"] == {
        "launched": False,
        "reason": "9 tokens x 3 experts: a grouped GEMM is faster",
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"down_proj": torch.zeros(6, 10, 44)}, "shapes of ids"),
        ({"top_k_index": torch.zeros(4, 3, dtype=torch.int16)}, "torch.int16 ids"),
        ({"gate_up_proj": torch.zeros(6, 44, 20).transpose(1, 2)}, "gate_up_proj is not cont"),
        ({"top_k_weights": torch.zeros(4, 3, dtype=torch.float64)}, "torch.float64 routing"),
        ({"hidden_states": torch.zeros(44, 4).t()}, "hidden_states have stride 4"),
        ({"hidden_states": torch.zeros(4, 44).bfloat16()}, "torch.bfloat16 rows on torch.float32"),
    ],
)
def test_what_does_not_fit_falls_back_with_the_reason(
    kernel: Any, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], reason: str
) -> None:
    monkeypatch.setitem(kernel.dispatch.__globals__, "INTERPRETED", True)
    arguments = kernel.cases["small-fp32"](device="cpu")
    assert kernel.dispatch(**arguments, device="interpret") == (True, "")
    launched, told = kernel.dispatch(**{**arguments, **change}, device="interpret")
    assert not launched
    assert reason in told


def test_a_fallback_is_seen_and_equals_eager(kernel: Any) -> None:
    arguments = kernel.cases["small-fp32"](device="cpu")
    with pytest.warns(RuntimeWarning, match="experts_decode runs in eager: hidden_states lies on"):
        (got,) = kernel.launcher(**arguments)
    assert torch.equal(got, kernel.references["experts_batched_mm"](**arguments))


@pytest.mark.parametrize("case", ["gemma4-26b-a4b-decode-b1", "gemma4-26b-a4b-decode-b8"])
def test_fits_an_h100(kernel: Any, compiled: Callable[..., Any], case: str) -> None:
    launches = compiled(kernel, case)
    assert set(launches) == {"_gate_up_kernel", "_down_kernel"}
    for used in launches.values():
        assert used["registers"] <= kernel.budget["registers"]
        assert used["shared_bytes"] <= kernel.budget["shared_bytes"]
        assert used["spill_bytes"] == 0
