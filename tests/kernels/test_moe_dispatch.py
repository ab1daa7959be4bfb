"""moe_dispatch: bit-equal to a stable sort, in one launch or two, and code that fits an H100."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.validate import subject

REQUESTS: dict[str, dict[str, Any]] = {
    "small-fp32": {"case": "small-fp32", "inputs": {}},
    "small-fp16-elsewhere": {"case": "small-fp16-elsewhere", "inputs": {}},
    "small-two-launches": {"case": "small-two-launches", "inputs": {}},
    "all-to-one": {"case": "all-to-one", "inputs": {}},
    "none is ours": {"case": "small-fp32", "inputs": {}, "change": {"top_k_index": 6}},
    "one token": {"inputs": {"rows": 1, "experts": 9, "k": 4, "width": 8, "dtype": "bf16"}},
    "512 pairs": {"inputs": {"rows": 64, "experts": 9, "k": 8, "width": 4, "dtype": "bf16"}},
    "680 pairs, 17 a token": {
        "inputs": {"rows": 40, "experts": 17, "k": 17, "width": 1, "dtype": "fp32"}
    },
}


@pytest.fixture(scope="module")
def kernel(repository: Path) -> Any:
    """The kernel.py, as validation loads it (not interpreted)."""
    return subject.load(repository / "kernels/moe_dispatch/kernel.py")


@pytest.fixture(scope="module")
def found(interpret: Callable[..., list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Findings on each input, from one interpreter process."""
    return dict(zip(REQUESTS, interpret("moe_dispatch", list(REQUESTS.values())), strict=True))


@pytest.mark.parametrize("case", REQUESTS)
def test_bit_equal_to_the_stable_sort(found: dict[str, dict[str, Any]], case: str) -> None:
    got = found[case]
    assert got["launched"]
    assert got["equal"] == [True] * 5
    assert got["inputs_unchanged"]
    assert got["same_in_given_buffers"]


def test_pairs_of_no_expert_come_last_and_are_nought(kernel: Any) -> None:
    arguments = kernel.cases["small-fp16-elsewhere"](device="cpu")
    reference = kernel.references["dispatch_by_sort"]
    rows, weights, offsets, permutation, inverse = reference(**arguments)
    ours = int((arguments["top_k_index"] < arguments["num_experts"]).sum())
    assert 0 < ours < rows.shape[0]
    assert int(offsets[-1]) == ours
    assert not rows[ours:].any()
    assert torch.equal(permutation[inverse], torch.arange(rows.shape[0]))
    assert torch.equal(weights, arguments["top_k_weights"].reshape(-1)[permutation])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"top_k_index": torch.zeros(7, 3)}, "torch.float32 ids"),
        ({"top_k_index": torch.zeros(7, 4, dtype=torch.int64)}, "not K a token"),
        ({"hidden_states": torch.zeros(20, 7).t()}, "hidden_states have stride 7"),
        ({"hidden_states": torch.zeros(7, 20, dtype=torch.float64)}, "no kernel for torch.float64"),
        ({"hidden_states": torch.zeros(7, 0)}, "nothing to launch"),
        (
            {
                "top_k_index": torch.zeros(7, 33, dtype=torch.int64),
                "top_k_weights": torch.zeros(7, 33),
            },
            "33 experts a token",
        ),
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
    with pytest.warns(RuntimeWarning, match="moe_dispatch runs in eager: hidden_states lies on"):
        got = kernel.launcher(**arguments)
    expected = kernel.references["dispatch_by_sort"](**arguments)
    assert all(torch.equal(g, e) for g, e in zip(got, expected, strict=True))


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ("gemma4-26b-a4b-decode-b8", {"_place_kernel"}),
        ("gemma4-26b-a4b-prefill-2048", {"_count_kernel", "_place_kernel"}),
    ],
)
def test_one_launch_or_two_that_fit_an_h100(
    kernel: Any, compiled: Callable[..., Any], case: str, names: set[str]
) -> None:
    launches = compiled(kernel, case)
    assert set(launches) == names
    for used in launches.values():
        assert used["registers"] <= kernel.budget["registers"]
        assert used["shared_bytes"] <= kernel.budget["shared_bytes"]
        assert used["spill_bytes"] == 0
