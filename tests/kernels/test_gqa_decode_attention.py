"""gqa_decode_attention: as accurate as SDPA over the expanded cache, and code that fits an H100."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.validate import subject

WIDE = {"rows": 2, "keys": 600, "used": 530}
REQUESTS: dict[str, dict[str, Any]] = {
    "small-bf16": {"case": "small-bf16", "inputs": {}, "alone": True},
    "small-fp32-window": {"case": "small-fp32-window", "inputs": {}, "alone": True},
    "small-fp16-additive": {"case": "small-fp16-additive", "inputs": {}, "alone": True},
    "small-one-piece": {"case": "small-one-piece", "inputs": {}, "alone": True},
    "16/2 x 512": {
        "inputs": {**WIDE, "heads": 16, "kv_heads": 2, "head_dim": 512, "dtype": "bf16"}
    },
    "16/8 x 256": {
        "inputs": {**WIDE, "heads": 16, "kv_heads": 8, "head_dim": 256, "dtype": "bf16"}
    },
    "8/1 x 256": {"inputs": {**WIDE, "heads": 8, "kv_heads": 1, "head_dim": 256, "dtype": "fp32"}},
    "12/4 x 128": {
        "inputs": {**WIDE, "heads": 12, "kv_heads": 4, "head_dim": 128, "dtype": "bf16"}
    },
    "all masked": {"case": "small-bf16", "inputs": {}, "change": {"attention_mask": False}},
}


@pytest.fixture(scope="module")
def kernel(repository: Path) -> Any:
    """The kernel.py, as validation loads it (not interpreted)."""
    return subject.load(repository / "kernels/gqa_decode_attention/kernel.py")


@pytest.fixture(scope="module")
def found(interpret: Callable[..., list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Findings on each input, from one interpreter process."""
    answers = interpret("gqa_decode_attention", list(REQUESTS.values()))
    return dict(zip(REQUESTS, answers, strict=True))


@pytest.mark.parametrize("case", [case for case in REQUESTS if case != "all masked"])
def test_as_accurate_as_sdpa_and_clean(found: dict[str, dict[str, Any]], case: str) -> None:
    got = found[case]
    assert got["launched"]
    assert got["rmse"][0] <= 1.1 * got["rmse_eager"][0]
    assert got["largest"][0] > 0.1
    assert got["inputs_unchanged"]
    assert got["same_in_given_buffers"]


def test_a_sequence_does_not_depend_on_its_batch(found: dict[str, dict[str, Any]]) -> None:
    for case, request in REQUESTS.items():
        if "alone" in request:
            assert found[case]["rows_stand_alone"] is True, case


def test_nothing_to_attend_to_is_nought_as_in_sdpa(found: dict[str, dict[str, Any]]) -> None:
    assert found["all masked"]["largest"] == [0.0]
    assert found["all masked"]["equal"] == [True]


def test_the_reference_is_attention(kernel: Any) -> None:
    """Against the definition, written out: lengths and window by a loop over heads."""
    arguments = kernel.cases["small-fp32-window"](device="cpu")
    query, key, value = (arguments[name].double() for name in ("query", "key", "value"))
    got = kernel.references["expand_then_sdpa"](**arguments)
    for batch, length in enumerate(arguments["lengths"].tolist()):
        seen = slice(max(0, length - arguments["sliding_window"]), length)
        for head in range(query.shape[1]):
            kv = head // 3
            weights = torch.softmax(key[batch, kv, seen] @ query[batch, head, 0], 0)
            expected = weights @ value[batch, kv, seen]
            assert torch.allclose(got[batch, head, 0].double(), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"query": torch.zeros(3, 6, 2, 64)}, "2 query tokens a sequence"),
        ({"query": torch.zeros(3, 7, 1, 64)}, "7 query heads do not group over 2"),
        ({"query": torch.zeros(3, 6, 1, 64).bfloat16()}, "key is torch.float32"),
        ({"value": torch.zeros(3, 2, 64, 700).transpose(2, 3)}, "value has stride 700 along D"),
        ({"attention_mask": torch.ones(3, 1, 1, 700).bool()}, "lengths and attention_mask"),
        ({"lengths": None}, "sliding_window counts back from lengths"),
        (
            {
                "lengths": None,
                "sliding_window": None,
                "attention_mask": torch.ones(3, 6, 1, 700).bool(),
            },
            "differs from head to head",
        ),
    ],
)
def test_what_does_not_fit_falls_back_with_the_reason(
    kernel: Any, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], reason: str
) -> None:
    monkeypatch.setitem(kernel.dispatch.__globals__, "INTERPRETED", True)
    arguments = kernel.cases["small-fp32-window"](device="cpu")
    assert kernel.dispatch(**arguments, device="interpret") == (True, "")
    launched, told = kernel.dispatch(**{**arguments, **change}, device="interpret")
    assert not launched
    assert reason in told


def test_a_fallback_is_seen_and_equals_eager(kernel: Any) -> None:
    arguments = kernel.cases["small-bf16"](device="cpu")
    with pytest.warns(RuntimeWarning, match="gqa_decode_attention runs in eager: query lies on"):
        (got,) = kernel.launcher(**arguments)
    assert torch.equal(got, kernel.references["expand_then_sdpa"](**arguments))


@pytest.mark.parametrize(
    "case",
    ["gemma4-26b-a4b-sliding-b8", "gemma4-26b-a4b-full-b8", "gemma4-e2b-full-additive", "fp32"],
)
def test_fits_an_h100(kernel: Any, compiled: Callable[..., Any], case: str) -> None:
    launches = compiled(kernel, case)
    assert set(launches) == {"_attend_kernel", "_merge_kernel"}
    for used in launches.values():
        assert used["registers"] <= kernel.budget["registers"]
        assert used["shared_bytes"] <= kernel.budget["shared_bytes"]
        assert used["spill_bytes"] == 0
