"""Output code of torch 2.11 (an H100 run) and 2.13 (made without a GPU), parsed and never run."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.inductor.calls import op_name
from workbench.inductor.output_code import OutputCode, parse_output_code, read_output_code


@pytest.fixture(scope="module")
def code(raw_6l: Path) -> OutputCode:
    """Six layers of Gemma 4, torch 2.11."""
    return read_output_code(raw_6l / "inductor" / "model__1_inference_1.1" / "output_code.py")


def test_kernels_and_calls_of_torch_2_11(code: OutputCode) -> None:
    assert len(code.kernels) == 27 and len(code.calls) == 185
    assert Counter(call.kind for call in code.calls) == {"triton": 105, "extern": 80}
    first = code.calls[0]
    assert first.name == "triton_red_fused__to_copy_add_embedding_mean_mul_pow_0"
    assert (first.handle, first.line) == (f"{first.name}:1", 3919)
    assert first.source_nodes[:3] == ("embedding", "inputs_embeds", "float_3")
    assert first.original_aten[0] == "aten.embedding"
    kernel = code.kernels[first.name]
    assert kernel.kernel_hash == "c62vu74ot6kbdulcqz2el4jjchz2zhhxs44ezqdqq3wx2jivw6tr"
    assert kernel.parameters[:5] == ("in_ptr0", "in_ptr1", "in_ptr2", "in_ptr3", "out_ptr1")
    assert "tl.program_id(0)" in kernel.source
    counter = next(k for name, k in code.kernels.items() if name.startswith("triton_poi_fused_add"))
    assert counter.mutated == ("in_ptr0", "out_ptr1")


def test_arguments_with_shapes_strides_dtypes_and_bytes(code: OutputCode) -> None:
    gemm = code.calls[1]
    assert (gemm.kind, gemm.op, gemm.handle) == ("extern", "aten::mm", "extern_kernels.mm:2")
    tensors = [(a.tensor.shape, a.tensor.strides, a.tensor.dtype, a.read, a.written)
               for a in gemm.arguments]  # fmt: skip
    assert tensors == [
        ((8, 2816), (2816, 1), "bfloat16", True, False),
        ((2816, 4096), (1, 2816), "bfloat16", True, False),
        ((8, 4096), (4096, 1), "bfloat16", False, True),
    ]
    assert gemm.bytes_read == 2 * (8 * 2816 + 2816 * 4096)
    assert gemm.bytes_written == 2 * 8 * 4096
    expand = code.calls[9]  # K from 8 to 16 heads
    assert (expand.bytes_read, expand.bytes_written) == (33_554_432, 67_108_864)


def test_reuse_and_views_keep_the_storage(code: OutputCode) -> None:
    norm = code.calls[14]
    (in_place,) = [a for a in norm.arguments if a.read and a.written]
    rope = code.calls[4]  # its in_out_ptr is a buffer that nothing has written
    assert [(a.tensor.name, a.read) for a in rope.arguments if a.written] == [("buf14", False)]
    assert (in_place.tensor.name, in_place.tensor.storage) == ("buf25", "buf1")
    attention = code.calls[12]
    assert attention.op == "aten::_scaled_dot_product_cudnn_attention"
    assert attention.arguments[-1].written and attention.bytes_written == -1  # not known unrun
    total = code.calls[18]  # reads the values of a top-k: their dtype is in the kernel's signature
    assert total.bytes_read == 8 * 8 * 4


def test_bytes_agree_with_the_scheduler_where_no_gather_or_scatter_is(repository: Path) -> None:
    (folder,) = (repository / "captures" / "gemma4-26b-a4b-6l-decode-b8" / "inductor").glob("g*")
    code = read_output_code(folder / "output_code.py")
    exact = json.loads((folder / "scheduler.json").read_text())["kernels"]
    first = {call.name: call for call in reversed(code.calls) if call.kind == "triton"}
    dense = [
        name
        for name, call in first.items()
        if name in exact
        and not {"aten.embedding", "aten.index", "aten.sort", "aten.index_copy", "aten.add"}
        & set(call.original_aten)
    ]
    assert len(dense) >= 5
    for name in dense:
        told = (exact[name]["bytes_read"], exact[name]["bytes_written"])
        assert (first[name].bytes_read, first[name].bytes_written) == told


@pytest.mark.shared
def test_torch_2_13_is_read_alike(shared: Path) -> None:
    folder = shared / "tools" / "experiments"
    code = read_output_code(folder / "inductor_no_gpu_26b_layer_torch213.py")
    assert len(code.kernels) == 15
    assert Counter(call.kind for call in code.calls) == {"triton": 15, "extern": 13}
    assert code.calls[0].handle == "triton_red_fused__to_copy_add_mean_mul_pow_0:1"
    assert (code.calls[0].bytes_read, code.calls[0].bytes_written) == (11264, 5632)
    assert [call.op for call in code.calls if call.kind == "extern"].count("aten::mm") == 8


PARTITIONED = '''
cpp_fused_add_0 = async_compile.cpp_pybinding(['const float*', 'float*'], r"""
extern "C"  void  kernel(const float* in_ptr0,
                         float* out_ptr0)
{}
""")

def partition_0(args):
    arg0_1, s0 = args
    buf0 = empty_strided_cpu((s0, 4), (4, 1), torch.float32)
    cpp_fused_add_0(arg0_1, buf0)
    return (buf0, )

class Runner:
    def call(self, args):
        arg0_1, arg1_1 = args
        s0 = arg1_1
        (buf0,) = self.partitions[0]([arg0_1, s0])
        if s0 > 4:
            buf1 = torch.ops.mine.fill_.default(buf0, 3)
        buf2 = extern_kernels.addmm(buf0, [arg0_1, buf0], alpha=1)
        assert_size_stride(buf2, (s0 // 2, 4), (4, 1))
        buf3 = empty_strided_cpu((s0 * 2, 4), (0, 1), torch.float8_e4m3fn)
        cpp_fused_add_0(buf2, buf3)
        return (buf3, )

def get_args():
    arg0_1 = rand_strided((8, 4), (4, 1), device='cpu', dtype=torch.float32)
    arg1_1 = 8
'''


def test_partitions_symbols_branches_and_cpp_kernels() -> None:
    code = parse_output_code(PARTITIONED)
    assert [call.op for call in code.calls] == [
        "cpp_fused_add_0", "mine::fill_", "aten::addmm", "cpp_fused_add_0",
    ]  # fmt: skip
    first, fill, addmm, last = code.calls
    assert first.kind == "cpp" and (first.bytes_read, first.bytes_written) == (128, 128)
    assert fill.arguments[0].written  # an op that ends in _ writes its first argument
    assert [a.tensor.name for a in addmm.arguments] == ["buf0", "arg0_1", "buf0", "buf2"]
    assert last.arguments[0].tensor.shape == (4, 4)
    assert last.arguments[1].tensor.nbytes == 4  # the stride 0 dimension counts once


@pytest.mark.parametrize(
    ("callee", "op"),
    [
        ("extern_kernels.mm", "aten::mm"),
        ("extern_kernels._grouped_mm", "aten::_grouped_mm"),
        ("torch.ops.aten.topk.default", "aten::topk"),
        ("torch.ops.vllm.moe_forward.default", "vllm::moe_forward"),
        ("aten.set_.source_Tensor", "aten::set_"),
    ],
)
def test_op_names(callee: str, op: str) -> None:
    assert op_name(callee) == op


@pytest.mark.parametrize(
    "text",
    ["", "x = 1", "def call(", "\x00", "def f():\n pass", "(" * 5000, "x = " + "-" * 100_000 + "1"],
)
def test_what_is_not_output_code_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput, match="here"):
        parse_output_code(text, "here")


def test_hostile_output_code_is_read_without_running_it(tmp_path: Path) -> None:
    witness = tmp_path / "ran"
    text = f"""
__import__("pathlib").Path({str(witness)!r}).touch()
triton_x = async_compile.triton('triton_x', 'def broken(')
def call(args):
    a = 4611686018427387904
    b = a * a * a * a
    c = b // 0
    buf0 = empty_strided_cuda((b, c, a), (1, 1, 1), torch.float32)
    triton_x.run(buf0, *args, **{{'x': buf0}})
    self.partitions[99](args)
    call(args)
    triton_unknown.run(buf0)
    return call
"""
    code = parse_output_code(text)
    assert [call.name for call in code.calls] == ["triton_x"]
    assert code.calls[0].bytes_read == -1
    assert not witness.exists()


def test_a_file_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.inductor import output_code

    monkeypatch.setattr(output_code, "BYTES_MAX", 10)
    path = tmp_path / "output_code.py"
    path.write_text("def call(args):\n    pass\n")
    with pytest.raises(BadInput, match="larger than"):
        read_output_code(path)
