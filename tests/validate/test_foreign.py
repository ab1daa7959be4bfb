"""A kernel from elsewhere, judged as ours are: its inputs are told in a few words."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from workbench.errors import BadInput, Usage
from workbench.report.table import render
from workbench.report.validate import verdict_view
from workbench.schema import Verdict
from workbench.validate import foreign, validation
from workbench.validate.foreign import Argument

KERNEL = """
import torch, triton
import triton.language as tl


@triton.jit
def rms(x_ptr, w_ptr, y_ptr, stride, eps, N: tl.constexpr, BLOCK: tl.constexpr):
    row, c = tl.program_id(0), tl.arange(0, BLOCK)
    x = tl.load(x_ptr + row * stride + c, mask=c < N, other=0.0).to(tl.float32)
    w = tl.load(w_ptr + c, mask=c < N, other=0.0).to(tl.float32)
    y = x * tl.rsqrt(tl.sum(x * x, 0) / N + eps) * w
    tl.store(y_ptr + row * N + c, y.to(y_ptr.dtype.element_ty), mask=c < N)


def fused(hidden, gain, eps=1e-6):
    assert hidden.stride(-1) == 1, "rows must be contiguous"
    y = torch.empty(hidden.shape, dtype=hidden.dtype, device=hidden.device)
    n = hidden.shape[-1]
    grid = (hidden.shape[0],)
    rms[grid](hidden, gain, y, hidden.stride(0), eps, n, triton.next_power_of_2(n))
    return y
"""
MODEL = """
import torch


def rms_norm(x, weight, eps):
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (normed * weight.float()).to(x.dtype)


def rms_norm_of_two_roundings(x, weight, eps):
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return normed.to(x.dtype) * weight


def arguments(device, rows=8):
    x, weight = torch.randn(rows, 64), torch.rand(64) + 0.5
    return {"x": x.bfloat16().to(device), "weight": weight.to(device), "eps": 1e-5}
"""
WORDS = ("x=bf16[T,96] weight=bf16[96]", "eps=1e-6")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "norm.py").write_text(KERNEL)
    (tmp_path / "model.py").write_text(MODEL)
    return tmp_path


def judge(
    files: Path, reference: str = "rms_norm", cases: str = "*", words: tuple[str, ...] = WORDS
) -> Verdict:
    place = foreign.locate(f"{files}/norm.py:fused", f"{files}/model.py:{reference}", words)
    return validation.validate("norm.py", "interpret", cases, foreign=place)


def test_a_right_kernel_from_elsewhere_is_green(files: Path) -> None:
    verdict = judge(files)
    assert (verdict.verdict, verdict.kernel, verdict.summary["elided"]) == ("BITWISE", "fused", [])
    assert verdict.summary["fallbacks"] == {
        "rms_norm/inputs/transposed": "raises AssertionError: rows must be contiguous (norm.py:16)"
    }
    assert verdict.summary["launched"] == 16
    assert {gate.number for case in verdict.cases for gate in case.gates} == {0, 1, 4, 5, 6}


def test_fp32_kernels_are_judged_by_what_another_order_may_do(files: Path) -> None:
    words = ("x=fp32[T,300] weight=fp32[300]", "eps=1e-6")
    verdict = judge(files, words=words)
    assert (verdict.verdict, verdict.summary["launched"]) == ("FAITHFUL", 16)
    (files / "norm.py").write_text(KERNEL.replace("+ eps", "+ eps * 8"))
    verdict = judge(files, cases="*/T=4", words=words)
    assert verdict.verdict in ("ACCURATE_BUT_DIFFERENT", "FAIL")
    (files / "norm.py").write_text(KERNEL.replace(" * w\n", " * w.to(tl.float16)\n"))
    assert judge(files, cases="*/T=4", words=words).verdict == "FAIL"


def test_a_kernel_that_rounds_less_is_told_where(files: Path) -> None:
    verdict = judge(files, "rms_norm_of_two_roundings", "*/T=4")
    assert verdict.verdict == "ACCURATE_BUT_DIFFERENT"
    (point,) = verdict.summary["elided"]
    assert point.startswith("output 0: cast (model.py:")


@pytest.mark.parametrize(
    ("old", "new", "case", "why"),
    [
        ("row * N + c, y.to", "row * N + c + 1, y.to", "T=2", "red zones: 2 bytes beside"),
        (
            "    y = torch.empty(hidden.shape, dtype=hidden.dtype, device=hidden.device)\n",
            "    y = hidden\n",
            "T=2",
            "inputs unchanged: wrote into x",
        ),
    ],
)
def test_faults_are_caught(files: Path, old: str, new: str, case: str, why: str) -> None:
    assert KERNEL.count(old) == 1
    (files / "norm.py").write_text(KERNEL.replace(old, new))
    verdict = judge(files, cases=f"*/{case}")
    assert verdict.verdict == "FAIL"
    (precondition,) = (gate for gate in verdict.cases[0].gates if gate.number == 0)
    assert why in precondition.detail


def test_what_lies_between_rows_is_seen_where_it_is_read(files: Path) -> None:
    (files / "norm.py").write_text(KERNEL.replace("row * stride", "row * N"))
    verdict = judge(files, cases="*/padded-rows")
    assert verdict.verdict == "FAIL"
    (case,) = verdict.cases
    first, fourth = (gate for gate in case.gates if gate.number in (1, 4))
    assert first.passed is False and "are non-finite in only one" in first.detail
    assert fourth.passed is False and "are not finite where eager's" in fourth.detail


def test_arguments_may_come_from_a_function(files: Path) -> None:
    verdict = judge(files, cases="*/T=2", words=(f"{files}/model.py:arguments",))
    assert verdict.verdict == "BITWISE"


def test_a_function_draws_the_same_arguments_in_every_run(files: Path) -> None:
    sources = "torch.randn(rows), torch.tensor(np.random.rand(rows)), random.random()"
    (files / "draws.py").write_text(
        f"import random, numpy as np, torch\n\ndef made(device, rows):\n"
        f"    return dict(zip('abc', ({sources})))\n"
    )
    make, _ = foreign._maker((f"{files}/draws.py:made",))
    once, again, other = (make(device="cpu", rows=rows) for rows in (4, 4, 5))
    assert all(torch.equal(once[name], again[name]) for name in "ab") and once["c"] == again["c"]
    assert not torch.equal(once["a"], other["a"][:4]) and once["c"] != other["c"]


def test_hostile_values_are_kept_out_of_what_the_inputs_do_not_name(files: Path) -> None:
    made = (
        "import torch\n\ndef made(device, rows):\n"
        "    x, p = torch.randn(rows, 64), torch.randn(rows, 64).softmax(-1)\n"
        "    return {'x': x.to(device), 'p': p.to(device)}\n"
    )
    (files / "norm.py").write_text(KERNEL.replace("+ eps) * w", "+ eps) * tl.sqrt(tl.abs(w))"))
    with (files / "norm.py").open("a") as kernel:
        kernel.write("\n\ndef weighted(x, p):\n    return fused(x, p[0].contiguous(), 1e-6)\n")
    with (files / "model.py").open("a") as model:
        model.write("\n\ndef weighted(x, p):\n    return rms_norm(x, p[0].sqrt(), 1e-6)\n")
    at = (f"{files}/norm.py:weighted", f"{files}/model.py:weighted")
    for stated, green in (("", False), ("\nACTIVATIONS = ('x',)\n", True)):
        (files / "makes.py").write_text(made + stated)
        place = foreign.locate(*at, (f"{files}/makes.py:made",))
        verdict = validation.validate("norm.py", "interpret", "*/zeros*", foreign=place)
        assert verdict.green is green, verdict
    (files / "makes.py").write_text(made + "\nACTIVATIONS = ('y',)\n")
    with pytest.raises(BadInput, match="ACTIVATIONS names y, no tensor that it gives"):
        validation.validate("norm.py", "interpret", "*/T=1", foreign=place)


def test_words_are_read() -> None:
    told = foreign.parse(
        ("x=bf16[T,8];ids=int64[T,4]<128", "w=fp32[8,2] k=8 eps=1e-6 b=none g=tanh")
    )
    assert told == (
        Argument("x", "bfloat16", (None, 8)),
        Argument("ids", "int64", (None, 4), 128),
        Argument("w", "float32", (8, 2)),
        Argument("k", value=8),
        Argument("eps", value=1e-6),
        Argument("b", value=None),
        Argument("g", value="tanh"),
    )
    make, _ = foreign._maker(("x=bf16[T,8] ids=i32[T,4]<7 w=fp32[8]",))
    made = make(device="cpu", rows=64)
    assert made["x"].shape == (64, 8) and made["x"].dtype == torch.bfloat16
    assert int(made["ids"].max()) == 6 and made["ids"].dtype == torch.int32
    assert 0.5 <= float(made["w"].min()) < float(made["w"].max()) <= 1.5


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("x=bf16[T,8", "cannot be read"),
        ("x=bf17[T,8]", "unknown dtype bf17"),
        ("x=bf16[8,T]", "the first may be T"),
        ("x=bf16[8]", "no tensor has T rows"),
        ("x=bf16[T,8] x=1", "x is given twice"),
        ("x=bf16[T,99999999999]", "too many"),
        ("__import__('os')", "cannot be read"),
    ],
)
def test_words_that_make_no_sense(words: str, why: str) -> None:
    with pytest.raises(Usage, match=why):
        foreign.parse((words,))


@pytest.mark.parametrize(
    ("kernel", "reference", "words", "why"),
    [
        ("none.py", "model.py:rms_norm", WORDS, "KERNEL is FILE.py or FILE.py:function"),
        ("norm.py", "model.py", WORDS, "give FILE.py:function"),
        ("norm.py", "model.py:rms_norm", (), "needs --inputs, such as"),
        ("norm.py", "model.py:rms_norm", ("gone.py:make",), "no such file"),
    ],
)
def test_places_that_do_not_exist(
    files: Path, kernel: str, reference: str, words: tuple[str, ...], why: str
) -> None:
    with pytest.raises((Usage, BadInput), match=why):
        foreign.locate(f"{files}/{kernel}", f"{files}/{reference}", words)


def test_the_functions_of_a_file_are_offered(files: Path) -> None:
    place = foreign.locate(f"{files}/norm.py", f"{files}/model.py:rms_norm", WORDS)
    with pytest.raises(BadInput, match=r"no function rms_norm or norm; .*: fused"):
        validation.validate("norm.py", "interpret", "*/T=2", foreign=place)
    with pytest.raises(Usage, match="needs --reference"):
        validation.validate(f"{files}/norm.py", "interpret")


REFUSING = """
def shifted(x):
    assert len(x)
    if not x.is_contiguous():
        x = x.view(-1, 96).add_(0)
        raise RuntimeError("no such layout")
    return fused(x, x.new_ones(96), 1e-6), x.float().sum()
"""
ITS_MODEL = """
def shifted(x):
    if x.isnan().any():
        raise IndexError("no NaN here")
    return rms_norm(x, x.new_ones(96), 1e-6), x.float().sum()
"""


def test_what_a_launcher_or_the_reference_has_no_answer_to_is_told(files: Path) -> None:
    (files / "norm.py").write_text(KERNEL + REFUSING)
    (files / "model.py").write_text(MODEL + ITS_MODEL)
    place = foreign.locate(
        f"{files}/norm.py:shifted", f"{files}/model.py:shifted", ("x=bf16[T,96]",)
    )
    verdict = validation.validate("norm.py", "interpret", "*", foreign=place)
    assert verdict.verdict in ("BITWISE", "FAITHFUL"), verdict
    lines = (KERNEL + REFUSING).splitlines()
    no_rows, no_layout = (
        1 + next(i for i, line in enumerate(lines) if text in line)
        for text in ("assert len(x)", "no such layout")
    )
    refused = f"raises RuntimeError: no such layout (norm.py:{no_layout})"
    raised = 1 + next(i for i, x in enumerate((MODEL + ITS_MODEL).splitlines()) if "no NaN" in x)
    assert verdict.summary["fallbacks"] == {
        "shifted/inputs/T=0": f"raises AssertionError: assert len(x) (norm.py:{no_rows})",
        "shifted/inputs/nan": f"the reference raises IndexError: no NaN here (model.py:{raised})",
        "shifted/inputs/padded-rows": refused,
        "shifted/inputs/transposed": refused,
    }
    (files / "model.py").write_text(MODEL + ITS_MODEL.replace("isnan", "isfinite"))
    with pytest.raises(BadInput, match=r"T=1: the reference raises IndexError: no NaN here"):
        validation.validate("norm.py", "interpret", "*/T=[12]", foreign=place)


BY_CHOICE = """
from triton.language.extra import libdevice


@triton.jit
def top(x_ptr, ids_ptr, w_ptr, N: tl.constexpr):
    row, c = tl.program_id(0), tl.arange(0, N)
    x = tl.load(x_ptr + row * N + c).to(tl.float32)
    best = tl.max(x, 0)
    tl.store(ids_ptr + row, N - 1 - tl.max(tl.where(x == best, N - 1 - c, 0), 0))
    tl.store(w_ptr + row, 1 / tl.sum(tl.exp(x - best), 0))


def chosen(x):
    x = x.contiguous()
    ids = torch.empty((len(x), 1), dtype=torch.int32, device=x.device)
    weights = torch.empty((len(x), 1), dtype=torch.float32, device=x.device)
    top[(len(x),)](x, ids, weights, x.shape[1])
    return weights, ids, None


@triton.jit
def cap(x_ptr, N: tl.constexpr):
    at = tl.program_id(0) * N + tl.arange(0, N)
    tl.store(x_ptr + at, libdevice.tanh(tl.load(x_ptr + at).to(tl.float32) / 3) * 3)


def capped(x):
    y = x.clone(memory_format=torch.contiguous_format)
    cap[(len(y),)](y, y.shape[1])
    return y


def capped_in_place(x):
    cap[(len(x),)](x, x.shape[1])


@triton.jit
def scan(x_ptr, y_ptr, stride, N: tl.constexpr):
    row, c = tl.program_id(0), tl.arange(0, N)
    tl.store(y_ptr + row * N + c, tl.cumsum(tl.load(x_ptr + row * stride + c), 0))


def summed(x):
    y = torch.empty(x.shape, device=x.device)
    scan[(len(x),)](x, y, x.stride(0), x.shape[1])
    return y


@triton.jit
def assembled(x_ptr, y_ptr):
    x = tl.load(x_ptr + tl.arange(0, 4))
    y = tl.inline_asm_elementwise("mov.b32 $0, $1;", "=r,r", [x], tl.float32, True, 1)
    tl.store(y_ptr + tl.arange(0, 4), y)


def moved(x):
    y = torch.empty_like(x)
    assembled[(1,)](x, y)
    return y
"""
ITS_CHOICE = """
def chosen(x):
    best, ids = x.float().topk(1, dim=-1)
    return 1 / (x.float() - best).exp().sum(-1, keepdim=True), ids.to(torch.int32), None


def capped(x):
    return torch.tanh(x / 3) * 3


def summed(x):
    return x.cumsum(-1)


def moved(x):
    return x.clone()
"""


def judge_choice(files: Path, name: str, reference: str, words: str, cases: str = "*") -> Verdict:
    (files / "norm.py").write_text(KERNEL + BY_CHOICE)
    (files / "model.py").write_text(MODEL + ITS_CHOICE)
    at = (f"{files}/norm.py:{name}", f"{files}/model.py:{reference}", (words,))
    return validation.validate("norm.py", "interpret", cases, foreign=foreign.locate(*at))


def test_ids_that_the_reference_casts_are_choices(files: Path) -> None:
    verdict = judge_choice(files, "chosen", "chosen", "x=fp32[T,64]", "*/*ties")
    assert verdict.verdict in ("BITWISE", "FAITHFUL"), verdict
    assert "output 1" in {gate.name for case in verdict.cases for gate in case.gates}


def test_roundings_that_only_show_together_are_told(files: Path) -> None:
    verdict = judge_choice(files, "capped", "capped", "x=bf16[T,64]", "*/T=4")
    assert verdict.verdict == "ACCURATE_BUT_DIFFERENT"
    assert [point.split(" (")[0] for point in verdict.summary["elided"]] == [
        "output 0: cast",
        "output 0: tanh",
    ]


def test_a_kernel_that_works_in_place_is_told_what_to_do(files: Path) -> None:
    (case,) = judge_choice(files, "capped_in_place", "capped", "x=bf16[T,64]", "*/T=4").cases
    assert "it returns no tensor; if it works in place, give a launcher" in case.gates[0].detail


def test_a_running_sum_is_faithful_and_wrong_only_on_layouts(files: Path) -> None:
    verdict = judge_choice(files, "summed", "summed", "x=fp32[T,64]")
    assert verdict.verdict == "FAIL"
    assert {case.case for case in verdict.cases for gate in case.gates if gate.passed is False} == {
        "summed/inputs/transposed"
    }
    text = render(verdict_view(verdict), "table", 200)
    assert "Only layouts fail (transposed): let the launcher read the strides" in text


def test_what_the_interpreter_lacks_is_no_fault_of_the_kernel(files: Path) -> None:
    verdict = judge_choice(files, "moved", "moved", "x=fp32[T,4]", "*/T=1")
    assert verdict.verdict == "NOT_RUN"
    assert "inline_asm not supported" in verdict.cases[0].fallback_reason


INSISTING = """
def insisting(x, weight, eps):
    assert x.is_cuda, "no GPU"
    with torch.cuda.device(x.device):
        assert torch.cuda.get_device_capability(x.device) >= (8, 0)
        return fused(x, weight, eps)
"""


def test_a_launcher_that_insists_on_a_gpu_is_interpreted(files: Path) -> None:
    (files / "norm.py").write_text(KERNEL + INSISTING)
    place = foreign.locate(f"{files}/norm.py:insisting", f"{files}/model.py:rms_norm", WORDS)
    verdict = validation.validate("norm.py", "interpret", "*/T=[12]", foreign=place)
    assert (verdict.verdict, verdict.summary["launched"]) == ("BITWISE", 2)
    assert not torch.zeros(1).is_cuda


def test_a_kernel_that_raises_is_told_where(files: Path) -> None:
    (files / "norm.py").write_text(KERNEL.replace("mask=c < N, other=0.0)", "mask=c < M)"))
    (case,) = judge(files, cases="*/T=2").cases
    assert "runs: NameError: name 'M' is not defined (norm.py:9)" in case.gates[0].detail


def test_inputs_that_the_reference_does_not_take_are_no_verdict(files: Path) -> None:
    with pytest.raises(BadInput, match=r"--inputs: missing a required argument: 'eps'.*given are"):
        judge(files, words=("x=bf16[T,96] weight=bf16[96]",))


def test_a_file_that_cannot_be_imported_is_called_by_its_function(files: Path) -> None:
    (files / "norm.py").write_text("import no_such_module\n")
    verdict = judge(files)
    assert (verdict.verdict, verdict.kernel) == ("FAIL", "fused")
    text = render(verdict_view(verdict), "table", 80)
    assert "No case was reached; source " in text and "launched" not in text


def test_a_kernel_without_dispatch_that_launches_nothing_is_not_said_to_fall_back(
    files: Path,
) -> None:
    (files / "norm.py").write_text(KERNEL + "\n\ndef fused(x, weight, eps):\n    return x\n")
    verdict = judge(files, cases="*/T=2")
    assert verdict.verdict == "NOT_RUN"
    text = render(verdict_view(verdict), "table", 120)
    assert "Nothing was launched in 1 case: Triton saw no launch" in text
    assert "dispatch" not in text and "fell back" not in text.lower()


QUANTISED = """
import torch, triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def quantise(x_ptr, q_ptr, scale_ptr, stride, N: tl.constexpr, BLOCK: tl.constexpr):
    row, c = tl.program_id(0), tl.arange(0, BLOCK)
    x = tl.load(x_ptr + row * stride + c, mask=c < N, other=0.0).to(tl.float32)
    most: tl.constexpr = 127 if q_ptr.dtype.element_ty == tl.int8 else 448
    scale = tl.maximum(tl.max(tl.abs(x), 0), 1e-12) / most
    y = x / scale
    y = libdevice.rint(y) if most == 127 else y
    tl.store(q_ptr + row * N + c, y.to(q_ptr.dtype.element_ty), mask=c < N)
    tl.store(scale_ptr + row, scale)


def quantised(x, dtype):
    x, n = x if x.stride(-1) == 1 else x.contiguous(), x.shape[-1]
    q = torch.empty(x.shape, dtype=dtype, device=x.device)
    scale = torch.empty(len(x), dtype=torch.float32, device=x.device)
    quantise[(len(x),)](x, q, scale, x.stride(0), n, triton.next_power_of_2(n))
    return q, scale


def int8(x):
    return quantised(x, torch.int8)


def fp8(x):
    return quantised(x, torch.float8_e4m3fn)
"""
ITS_QUANTISED = """
import torch


def _scaled(x, most):
    scale = x.float().abs().amax(-1, keepdim=True).clamp_min(1e-12) / most
    return x.float() / scale, scale[:, 0]


def int8(x):
    y, scale = _scaled(x, 127)
    return y.round().to(torch.int8), scale


def fp8(x):
    y, scale = _scaled(x, 448)
    return y.clamp(-448, 448).to(torch.float8_e4m3fn), scale
"""


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("int8", "", "", ""),
        ("fp8", "", "", ""),
        ("int8", "libdevice.rint(y)", "y", "exactly eager's"),
        ("int8", "x / scale", "(x / scale).to(tl.bfloat16).to(tl.float32)", "exactly eager's"),
        ("fp8", "x / scale", "(x / scale).to(tl.bfloat16).to(tl.float32)", "equal to eager"),
    ],
)
def test_quantised_outputs_are_judged(files: Path, name: str, old: str, new: str, why: str) -> None:
    (files / "norm.py").write_text(QUANTISED.replace(old, new))
    (files / "model.py").write_text(ITS_QUANTISED)
    place = foreign.locate(
        f"{files}/norm.py:{name}", f"{files}/model.py:{name}", ("x=bf16[T,200]",)
    )
    verdict = validation.validate("norm.py", "interpret", "*/T=[14]", foreign=place)
    failed = [gate for case in verdict.cases for gate in case.gates if gate.passed is False]
    if why:
        assert failed and why in failed[0].detail and failed[0].name == "output 0"
    else:
        assert verdict.verdict in ("BITWISE", "FAITHFUL"), failed
