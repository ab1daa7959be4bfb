"""The row-wise kernels: bit-equal in the interpreter, frank on what they decline, lean on sm_90."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.fx.experimental.proxy_tensor import make_fx

from workbench.validate import subject, validation

# Registers a thread of the first case, bf16: what was compiled when this was written, and some.
REGISTERS = {
    "rms_norm": 56,
    "post_attention_norms": 104,
    "geglu": 32,
    "moe_tail": 124,
    "norm_residual_scalar": 72,
    "norm_add_norm": 56,
    "tail_and_next_input_norm": 128,
    "qkv_norm_rope": 64,
    "qkv_norm": 48,
    "ple_tail": 72,
    "logit_softcap": 32,
}


@pytest.fixture(scope="module")
def load(repository: Path) -> Callable[[str], subject.Subject]:
    kernels: dict[str, subject.Subject] = {}

    def one(name: str) -> subject.Subject:
        if name not in kernels:
            kernels[name] = subject.load(repository / "kernels" / name / "kernel.py")
        return kernels[name]

    return one


def fake(arguments: dict[str, Any]) -> dict[str, Any]:
    """The same arguments on a GPU that is not there."""
    with FakeTensorMode():
        return {
            name: torch.empty_strided(v.shape, v.stride(), dtype=v.dtype, device="cuda")
            if isinstance(v, torch.Tensor)
            else v
            for name, v in arguments.items()
        }


@pytest.mark.usefixtures("kept_process")
@pytest.mark.parametrize("name", REGISTERS)
def test_validates_in_the_interpreter(
    load: Callable[[str], subject.Subject], repository: Path, name: str
) -> None:
    """Hostile bf16 values and awkward layouts of every form: green, most of them bit for bit."""
    first = next(iter(load(name).cases))
    # The interpreter takes 0.1 s for a head: of the many, only zeros, whose signs must turn right.
    inputs = "zeros*" if name.startswith("qkv") else "*-*"
    cases = f"*/{first}/{inputs}"
    verdict = validation.validate(str(repository / "kernels" / name), "interpret", cases)
    launched = [
        case
        for case in verdict.cases
        if case.launched
        and not case.case.endswith("/others-strided")  # a launcher may decline them
    ]
    assert verdict.green, verdict
    assert len(launched) == (1 if inputs == "zeros*" else 9) * len(load(name).references)
    assert sum(case.bit_equal for case in launched) >= 0.5 * len(launched)


@pytest.mark.usefixtures("kept_process")
def test_a_fallback_in_the_interpreter_is_held_to_the_same_eager(repository: Path) -> None:
    """The reference has a GPU's mean there, and so must the launcher that falls back to it."""
    case = "gemma_rms_norm/fp32/transposed"
    verdict = validation.validate(str(repository / "kernels/rms_norm"), "interpret", case)
    assert [(one.launched, one.gates[0].passed) for one in verdict.cases] == [(False, True)]


@pytest.fixture(scope="module")
def found(repository: Path) -> dict[str, Any]:
    """What rowwise_interpreted.py finds, from one interpreter process."""
    script = repository / "tests" / "kernels" / "rowwise_interpreted.py"
    done = subprocess.run(
        [sys.executable, "-P", str(script), str(repository / "kernels")],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    checks: dict[str, Any] = json.loads(done.stdout)
    return checks


def test_layouts_and_layer_kinds_are_bit_equal(found: dict[str, Any]) -> None:
    assert len(found) == 21
    assert {name: value for name, value in found.items() if value < 0.999} == {}


@pytest.mark.parametrize("name", REGISTERS)
def test_fits_an_h100(
    load: Callable[[str], subject.Subject], compiled: Callable[..., Any], name: str
) -> None:
    kernel = load(name)
    (used,) = compiled(kernel, next(iter(kernel.cases))).values()
    assert used["registers"] <= REGISTERS[name] <= kernel.budget["registers"]
    assert used["shared_bytes"] <= 64
    assert used["spill_bytes"] == used["local_bytes"] == 0


@pytest.mark.parametrize("name", REGISTERS)
def test_launches_on_every_case_it_brings(
    load: Callable[[str], subject.Subject], name: str
) -> None:
    kernel = load(name)
    for make in kernel.cases.values():
        arguments = fake(make(device="cpu", rows=2))
        for form in kernel.references:
            assert kernel.dispatch(**arguments, form=form) == (True, "")


@pytest.mark.parametrize("name", REGISTERS)
def test_a_fallback_is_eager_and_seen(load: Callable[[str], subject.Subject], name: str) -> None:
    kernel = load(name)
    arguments = list(kernel.cases.values())[-1](device="cpu", rows=3)
    for form, reference in kernel.references.items():
        with pytest.warns(RuntimeWarning, match=rf"{name} runs in eager: \w+ lies on cpu"):
            got = kernel.launcher(**arguments, form=form)
        expected = reference(**arguments)
        expected = expected if isinstance(expected, tuple) else (expected,)
        assert all(torch.equal(g, e) for g, e in zip(got, expected, strict=True))
        out = tuple(torch.empty_like(e) for e in expected)
        with pytest.warns(RuntimeWarning, match="runs in eager"):
            filled = kernel.launcher(**arguments, form=form, out=out)
        assert all(f is o and torch.equal(o, e) for f, o, e in zip(filled, out, expected,
                                                                   strict=True))  # fmt: skip
    with pytest.raises(ValueError, match="unknown form 'best'"):
        kernel.launcher(**arguments, form="best")


DECLINED: list[tuple[str, dict[str, Any], str]] = [
    ("rms_norm", {"x": torch.zeros(8, 2816)}, "x lies on cpu, the kernel runs on cuda"),
    ("rms_norm", {"x": (8, 2816, torch.float64)}, "no kernel for torch.float64 x"),
    ("rms_norm", {"x": (0, 2816)}, "no rows: nothing to launch"),
    ("rms_norm", {"weight": (2815,)}, "weight is not 2816 contiguous numbers"),
    ("rms_norm", {"weight": (2816, torch.int32)}, "no kernel for torch.int32 weight on cuda:0"),
    ("rms_norm", {"device": "interpret"}, "device 'interpret', and TRITON_INTERPRET was not set"),
    ("moe_tail", {"experts": (8, 2815)}, "experts differs from dense in shape, dtype or device"),
    ("moe_tail", {"layer_scalar": (2,)}, "layer_scalar is not 1 contiguous numbers"),
    ("moe_tail", {"residual": (8, 2816, torch.float32)}, "residual differs from dense"),
    ("norm_residual_scalar", {"x": (8, 40000), "residual": (8, 40000)}, "at most 32768 are held"),
    ("norm_add_norm", {"next_weight": (2561,)}, "next_weight is not 2560 contiguous numbers"),
    ("norm_add_norm", {"form": "norm_add_scale_norm", "layer_scalar": None}, "needs a layer_sc"),
    ("ple_tail", {"weight": None}, "norm_add needs a weight"),
    ("qkv_norm", {"k": (8, 1000)}, "k has rows of 1000: not whole heads"),
    ("qkv_norm", {"v": (8, 512)}, "v is not like k"),
    ("qkv_norm", {"k": (7, 1024)}, "k differs from q in tokens, dtype or device"),
    ("qkv_norm_rope", {"cos": (3, 512), "sin": (3, 512)}, "8 tokens are not whole repetitions"),
    ("qkv_norm_rope", {"cos": (8, 64), "sin": (8, 64)}, "cos is not one head_dim a position"),
    ("qkv_norm_rope", {"sin": (8, 512, torch.float32)}, "sin differs from q in dtype or device"),
]


@pytest.mark.parametrize(("name", "change", "reason"), DECLINED)
def test_declines_with_the_reason(
    load: Callable[[str], subject.Subject], name: str, change: dict[str, Any], reason: str
) -> None:
    kernel = load(name)
    arguments = fake(next(iter(kernel.cases.values()))(device="cpu", rows=8))
    for key, value in change.items():
        if isinstance(value, tuple):
            dtype = value[-1] if isinstance(value[-1], torch.dtype) else torch.bfloat16
            shape = [extent for extent in value if isinstance(extent, int)]
            value = fake({"": torch.empty(shape, dtype=dtype)})[""]
        arguments[key] = value
    launched, told = kernel.dispatch(**arguments)
    assert not launched
    assert reason in told


def test_declines_uneven_rows_and_gradients(load: Callable[[str], subject.Subject]) -> None:
    dispatch = load("rms_norm").dispatch
    x = torch.empty(4, 6, 64)
    for rows in (x[:, ::2], x[:, 1], x[:1], x[0, :1].expand(5, 64)):
        assert dispatch(**fake({"x": rows})).launched
    for rows in (x[:, 1:4], x[:, :1].expand(4, 5, 64), x.transpose(1, 2)):
        told = f"x has strides {rows.stride()}: no evenly spaced rows"
        assert dispatch(**fake({"x": rows})) == (False, told)
    learned = fake({"x": x})["x"].requires_grad_()
    assert "no backward" in dispatch(learned).reason
    with torch.no_grad():
        assert dispatch(learned).launched


@pytest.mark.parametrize("name", REGISTERS)
def test_torch_compile_sees_one_registered_op(
    load: Callable[[str], subject.Subject], name: str
) -> None:
    kernel = load(name)
    case = next(iter(kernel.cases.values()))(device="cpu", rows=4)
    expected = next(iter(kernel.references.values()))(**case)
    expected = expected if isinstance(expected, tuple) else (expected,)
    op = getattr(torch.ops.workbench, name)
    known = {argument.name for argument in op.default._schema.arguments}
    arguments = {key: value for key, value in fake(case).items() if key in known}
    if "form" in known:
        arguments["form"] = next(iter(kernel.references))
    tensors = {key: v for key, v in arguments.items() if isinstance(v, torch.Tensor)}
    rest = {key: v for key, v in arguments.items() if key not in tensors}
    graph = make_fx(lambda given: op(**given, **rest), tracing_mode="fake")(tensors).graph
    (node,) = (n for n in graph.nodes if str(n.target) == f"workbench.{name}.default")
    results = node.meta["val"]
    results = [results] if isinstance(results, torch.Tensor) else results
    told = [(r.shape, r.dtype, r.device.type) for r in results]
    assert told == [(e.shape, e.dtype, "cuda") for e in expected]
