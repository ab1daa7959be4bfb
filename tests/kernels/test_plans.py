"""Prepared launches: found again for inputs alike, for no others, and never without the checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.validate import compilation, subject

# Kernel -> its first 2-d or wider input, of which a test changes one property.
INPUT = {
    "post_attention_norms": "attention",
    "rms_norm": "x",
    "gqa_decode_attention": "query",
    "moe_dispatch": "hidden_states",
    "qkv_norm_rope": "q",
    "tail_and_next_input_norm": "dense",
    "geglu": "gate",
    "router_topk": "logits",
    "experts_decode": "hidden_states",
    "qkv_norm": "q",
    "moe_tail": "dense",
    "norm_residual_scalar": "x",
    "norm_add_norm": "x",
    "ple_tail": "x",
    "logit_softcap": "logits",
}
Change = Callable[[torch.Tensor], torch.Tensor]
# What `dispatch` refuses; each leaves all other properties as they were.
REFUSED: dict[str, Change] = {
    "dtype": lambda x: x.double(),
    "stride": lambda x: x.new_empty_strided(x.shape, [2 * n for n in x.stride()]),
    "shape": lambda x: x.new_empty(0, *x.shape[1:]),
    "device": lambda x: torch.empty_like(x, device="cpu"),
    "gradient": lambda x: x.clone().requires_grad_(),
}


@pytest.fixture(scope="module", params=sorted(INPUT))
def kernel(request: pytest.FixtureRequest, repository: Path) -> subject.Subject:
    return subject.load(repository / "kernels" / request.param / "kernel.py")


def on_gpu(kernel: subject.Subject, **changed: Any) -> dict[str, Any]:
    """The inputs of the first case, on a GPU that is not there; inside `recorded_launches`."""
    inputs = next(iter(kernel.cases.values()))(device="cpu") | changed
    return {
        name: torch.empty_strided(v.shape, v.stride(), dtype=v.dtype, device="cuda")
        if isinstance(v, torch.Tensor)
        else v
        for name, v in inputs.items()
    }


def test_a_prepared_launch_is_the_first_one_again(
    kernel: subject.Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = kernel.launcher.__globals__
    module["_plans"].clear()
    with compilation.recorded_launches() as launches:
        first = kernel.launcher(**on_gpu(kernel))
        count = len(launches)
        monkeypatch.setitem(module, "dispatch", None)  # not asked again
        again = kernel.launcher(**on_gpu(kernel))
    assert count >= 1
    assert launches[:count] == launches[count:]
    described = [[(t.shape, t.stride(), t.dtype, t.device) for t in out] for out in (first, again)]
    assert described[0] == described[1]
    assert len(module["_plans"]) == 1


class _Eager(Exception):
    """Raised by a stand-in for the eager reference."""


@pytest.mark.parametrize("property_", sorted(REFUSED))
def test_one_property_that_differs_is_checked_anew(
    kernel: subject.Subject, property_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def eager(*_: Any) -> None:
        raise _Eager

    name, module = INPUT[kernel.name], kernel.launcher.__globals__
    monkeypatch.setitem(module["REFERENCES"], next(iter(kernel.references)), eager)
    with compilation.recorded_launches() as launches:
        inputs = on_gpu(kernel)
        kernel.launcher(**inputs)
        launches.clear()
        inputs[name] = REFUSED[property_](inputs[name])
        for _ in range(2):  # a refusal is kept too
            with pytest.warns(RuntimeWarning, match="runs in eager"), pytest.raises(_Eager):
                kernel.launcher(**inputs)
        assert launches == []
        if property_ == "gradient":
            with torch.no_grad():
                kernel.launcher(**inputs)
            assert launches


def test_plans_are_bounded(kernel: subject.Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    module = kernel.launcher.__globals__
    monkeypatch.setitem(module, "PLANS_MAX", 3)
    make = next(iter(kernel.cases.values()))
    with compilation.recorded_launches() as launches:
        for rows in range(1, 9):
            kernel.launcher(**on_gpu(kernel, **make(device="cpu", rows=rows)))
            assert len(module["_plans"]) <= 3
    assert len(launches) >= 8
