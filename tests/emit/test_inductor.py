"""Kernels that Inductor generated for the six-layer capture, made into ones to keep."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emit.test_templates import COMPILE, INTERPRET, run
from workbench.capture.store import Capture, find
from workbench.emit.filters import Refused
from workbench.emit.inductor.binding import Binding
from workbench.emit.inductor.body import cleaned
from workbench.emit.inductor.emit import emit_inductor
from workbench.emit.inductor.slices import Writer, between, values_of
from workbench.errors import BadInput, Usage, WorkbenchError

# pointwise, persistent reduction, a cast, a reduction with three outputs
KERNELS = {
    "gelu_mul_13": "gelu_mul_13",
    "prepare_softmax_online_sub_8": "sub_exp_softmax_8",
    "to_copy_unsqueeze_1": "fused_1",
    "add_mean_mul_pow_view_16": "pow_mean_add_mul_16",
}


@pytest.fixture(scope="module")
def six_layers(repository: Path) -> Capture:
    return find(repository / "captures" / "gemma4-26b-a4b-6l-decode-b8")


@pytest.fixture(scope="module")
def folder(six_layers: Capture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("inductor")
    for name, short in KERNELS.items():
        made = emit_inductor(six_layers, name)
        assert made.about["candidate"] == f"inductor-{short}"
        (root / short).mkdir()
        (root / short / "kernel.py").write_text(made.source)
    return root


@pytest.mark.parametrize("short", ["gelu_mul_13", "sub_exp_softmax_8"])
def test_what_is_made_of_a_kernel_is_golden(
    short: str, folder: Path, golden: Callable[[str, str], None]
) -> None:
    golden(f"inductor_{short}.py", (folder / short / "kernel.py").read_text())


def test_the_body_has_names_and_no_leftovers_of_the_generator(folder: Path) -> None:
    text = (folder / "gelu_mul_13" / "kernel.py").read_text()
    kernel = text.partition("@triton.jit")[2].partition("INTERPRETED")[0]
    assert kernel.rstrip().splitlines()[-3:] == [
        "    v10 = (mm_4 + mm_4 * mm_4 * mm_4 * 0.044715) * 0.7978845608028654",
        "    v17 = v3 * (libdevice.tanh(v10) + 1.0) * mm_5",
        "    tl.store(mlp_out_ptr + index, v17.to(mlp_out_ptr.dtype.element_ty), mask=inside)",
    ]
    for word in ("tmp", "xmask", "in_ptr0", "triton_helpers", "xnumel"):
        assert word not in kernel
    assert "BLOCK=128" in text and "num_warps=4" in text  # as the profile recorded its launch
    assert "rounds where the" in text.partition(chr(10) + "import")[0]
    assert text.count("def as_") == 2
    softmax = (folder / "sub_exp_softmax_8" / "kernel.py").read_text()
    assert softmax.count("def as_") == 1  # it leaves no rounding out


def test_the_files_are_formatted_and_lint(folder: Path, repository: Path) -> None:
    ruff = [Path(sys.executable).parent / "ruff"]
    options = ["--config", str(repository / "pyproject.toml"), "--no-cache", str(folder)]
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run([*ruff, *command, *options], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_they_compile_for_sm_90_without_a_gpu(folder: Path) -> None:
    lines = run(COMPILE, folder, interpreted=False)
    assert {line[0] for line in lines} == set(KERNELS.values())


def test_the_interpreter_finds_them_as_their_references_are(folder: Path) -> None:
    lines = run(INTERPRET, folder, interpreted=True)
    assert {line[0] for line in lines} == set(KERNELS.values())
    assert [line for line in lines if line[2] != "True"] == []
    equal = {line[0]: float(line[3]) for line in lines if line[0] in ("gelu_mul_13", "fused_1")}
    assert set(equal.values()) == {1.0}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("mul_pow_view_7", r"out_ptr2 \(buf37\) has no node in the graph"),
        ("transpose_view_4", r"out_ptr1 \(arg15_1\) has no node in the graph"),
        ("fused_cumsum_11", "a statement beyond assignments: .*associative_scan"),
        ("fused_add_copy__26", "no row for each row of an input"),
    ],
)
def test_what_cannot_be_expressed_is_refused_with_its_reason(
    name: str, reason: str, six_layers: Capture
) -> None:
    with pytest.raises(BadInput, match=reason):
        emit_inductor(six_layers, name)


# Of one sequence of 2,048 tokens: [1, 2048, ...] in the graph, [rows, ...] in the kernel.
PREFILL = {"gelu_mul_17": "gelu_mul_17", "mean_mul_pow_view_21": "pow_mean_add_mul_21"}


@pytest.fixture(scope="module")
def prefill(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("prefill")
    for name, short in PREFILL.items():
        made = emit_inductor(find(repository / "captures/gemma4-26b-a4b-prefill-b1-6l"), name)
        (root / short).mkdir()
        (root / short / "kernel.py").write_text(made.source)
    return root


def test_the_tokens_of_an_only_sequence_are_the_rows(prefill: Path) -> None:
    text = (prefill / "pow_mean_add_mul_21" / "kernel.py").read_text()
    assert text.partition("ROWS = (")[2].split()[:3] == ['"sum_3",', '"add_11",', '"mm_6",']
    assert "add_11: [rows, 2816] bfloat16" in text and "partial(make_inputs, rows=2048)" in text
    reference = text.partition("def as_in_graph")[2].partition("@triton.jit")[0]
    assert "add_11 = add_11[None]" in reference and "mm_6.reshape(1, -1, 2816)" in reference
    returned = reference.partition("return (")[2].split()[:3]
    assert returned == [
        "post_feedforward_layernorm_out[0],",
        "v0_out[0],",
        "input_layernorm_out[0],",
    ]


def test_they_are_right_in_the_interpreter_and_compile(prefill: Path) -> None:
    assert {line[0] for line in run(COMPILE, prefill, interpreted=False)} == {*PREFILL.values()}
    lines = run(INTERPRET, prefill, interpreted=True)
    assert {line[0] for line in lines} == {*PREFILL.values()}
    assert [line for line in lines if line[2] != "True"] == []
    gelu, _, *rounded = (float(line[3]) for line in lines)  # the second is fp32
    assert gelu == 1.0 and min(rounded) > 0.98


ONE_ROW = "recorded with one row, so its code does not say what it steps by a row"


@pytest.mark.parametrize(
    ("capture", "name", "reason"),
    [
        ("gemma4-26b-a4b-prefill-b1-6l", "view_div_mul_tanh_31", ONE_ROW),
        ("gemma4-26b-a4b-decode-b1-6l", "fused__unsafe_view_gelu_mul_11", ONE_ROW),
        ("gemma4-26b-a4b-decode-b64-6l", "fused_sum_9", "which result of topk an argument holds"),
        ("gemma4-26b-a4b-prefill-b1-6l", "unsafe_view_a", "kernels have"),
    ],
)
def test_what_other_recordings_cannot_tell_is_said(
    repository: Path, capture: str, name: str, reason: str
) -> None:
    with pytest.raises(WorkbenchError, match=reason):
        emit_inductor(find(repository / "captures" / capture), name)


def test_kernels_are_found_by_a_part_of_their_name(six_layers: Capture) -> None:
    with pytest.raises(Usage, match="27 kernels have 'triton' in their name"):
        emit_inductor(six_layers, "triton")
    with pytest.raises(Usage, match="no generated kernel named 'gelu_mul_99'"):
        emit_inductor(six_layers, "gelu_mul_99")


BODY = """
def kernel(in_ptr0, out_ptr0, xnumel, XBLOCK : tl.constexpr):
    xnumel = 64
    xoffset = tl.program_id(0) * XBLOCK
    xindex = xoffset + tl.arange(0, XBLOCK)[:]
    xmask = tl.full([XBLOCK], True, tl.int1)[:]
    x0 = xindex
    tmp0 = tl.load(in_ptr0 + (x0), None).to(tl.float32)
    {}
    tl.store(out_ptr0 + (x0), tmp1, None)
"""
BOUND = (Binding("in_ptr0", "a", ""), Binding("out_ptr0", "", "b"))


def body_of(statement: str) -> str:
    function = ast.parse(BODY.format(statement)).body[0]
    assert isinstance(function, ast.FunctionDef)
    return "\n".join(cleaned(function, BOUND, {"a": "x", "b": "y"}).lines)


def test_a_mask_that_was_elided_is_the_rows_own() -> None:
    text = body_of("tmp1 = tmp0 * tmp0")
    assert "inside = index < elements" in text
    assert "x = tl.load(x_ptr + index, mask=inside).to(tl.float32)" in text
    assert "v1 = x * x\ntl.store(y_ptr + index, v1.to(y_ptr.dtype.element_ty), mask=inside)" in text


@pytest.mark.parametrize(
    "statement",
    [
        "tmp1 = __import__('os').system('id')",
        "tmp1 = eval('1')",
        "tmp1 = tl.inline_asm_elementwise('', '', [tmp0], tl.float32, True, 1)",
        "tmp1 = libdevice.__class__(tmp0)",
        "tmp1 = (lambda: tmp0)()",
        "tmp1 = [tmp0 for tmp2 in tmp0]",
        "import os; tmp1 = tmp0",
        "tmp1 = os.environ",
        "tmp1 = tl.load(triton_helpers + (x0), None)",
        "tmp1 = tmp0.to(tl.__dict__)",
        "tmp1 = 'text'",
        "tmp1 = tmp0 if tmp0 else os",
        "tmp1 = tl.load(in_ptr0 + (x0), None, cache_modifier='.cg')",
    ],
)
def test_code_that_is_not_known_to_be_triton_is_refused(statement: str) -> None:
    with pytest.raises(Refused):
        body_of(statement)


GRAPH = """class <lambda>(torch.nn.Module):
    def forward(self, x_1: "bf16[8, 4][4, 1]cuda:0"):
        mul: "bf16[8, 4][4, 1]cuda:0" = {}
        return (mul,)
"""


@pytest.mark.parametrize(
    "call",
    [
        "__import__('os').system('id')",
        "torch.ops.os.system.default(x_1)",
        "torch.ops.aten.mul.Tensor(x_1, 'text')",
        "torch.ops.aten.mul.Tensor(x_1, os.environ)",
        "torch.ops.aten.mul.Tensor(x_1, (lambda: 1)())",
        "torch.ops.aten.mul_.Tensor(x_1, 2)",
        "x_1[exec('1')]",
    ],
)
def test_a_graph_that_is_not_plain_operators_is_refused(call: str, tmp_path: Path) -> None:
    path = tmp_path / "post_grad_graph.txt"
    path.write_text(GRAPH.format(call))
    values = values_of(path)
    with pytest.raises(Refused):
        Writer(values, {name: name for name in values}, 8).statement("mul")


def test_a_slice_does_not_reach_past_the_inputs(tmp_path: Path) -> None:
    path = tmp_path / "post_grad_graph.txt"
    path.write_text(GRAPH.format("torch.ops.aten.mul.Tensor(x_1, 2)"))
    values = values_of(path)
    assert between(values, ("x_1",), ("mul",), frozenset()) == ("mul",)
    with pytest.raises(Refused, match="depend on x_1, which it does not read"):
        between(values, (), ("mul",), frozenset())
