# SPDX-License-Identifier: Apache-2.0
"""42 operators in one launch, emitted from their data flow.

`eager` is the reference, with the same names as the kernel; `dispatch` tells whether the launcher
launches and why not. Needs torch and triton only: made to be pasted.

Rounding points are eager's, all of them: each variable has the dtype of eager's tensor. Only the
order of sums along a row differs, and it depends on the row's width alone: a row's result is the
same in every batch.
"""
# Emitted from capture gemma4-26b-a4b-6l-decode-b8 (eager), candidate
#   mined-4norm-gather-sum-2add-mul-layers:
#   model.layers.*, 6 instances
#   transformers/models/gemma4/modeling_gemma4.py:211: forward
#   transformers/models/gemma4/modeling_gemma4.py:206: _norm
#   transformers/integrations/moe.py:377: grouped_mm_experts_forward
#   transformers/models/gemma4/modeling_gemma4.py:1384: forward
# Again: workbench emit gemma4-26b-a4b-6l-decode-b8 mined-4norm-gather-sum-2add-mul-layers

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton

# Of each tensor: whether it has a row for each row of the outputs (rows; strided, where elements of
# a row lie apart), is the same for all of them (fixed), or is a table in which an index says the
# row; the shape of a row, or of all of it; its dtype.
INPUTS = {
    "x": ("rows", (1, 2816), torch.bfloat16),
    "x_2": ("rows", (1, 2816), torch.bfloat16),
    "weight": ("fixed", (2816,), torch.bfloat16),
    "index": ("rows", (8,), torch.int64),
    "table": ("table", (2816,), torch.float32),
    "weight_2": ("fixed", (2816,), torch.bfloat16),
    "weight_3": ("fixed", (2816,), torch.bfloat16),
    "scale": ("fixed", (1,), torch.bfloat16),
    "weight_4": ("fixed", (2816,), torch.bfloat16),
}
OUTPUTS = ("y", "y_2")
OUTPUT_ROWS = (  # shape of a row, and dtype
    ((1, 2816), torch.bfloat16),
    ((1, 2816), torch.bfloat16),
)


def eager(
    x,
    x_2,
    weight,
    index,
    table,
    weight_2,
    weight_3,
    scale,
    weight_4,
    eps,
    eps_2,
    eps_3,
    eps_4,
):
    """The region as PyTorch runs it, operator by operator."""
    rows = x.shape[0]
    wide = x_2.to(torch.float32)
    square = torch.pow(wide, 2)
    mean = torch.mean(square, dim=-1, keepdim=True)
    added = mean + eps
    inverse_root = torch.pow(added, -0.5)
    product = wide * inverse_root
    wide_2 = weight.to(torch.float32)
    product_2 = product * wide_2
    rounded = product_2.to(torch.bfloat16)
    picked = table[index.reshape(rows * 8)]
    total = torch.sum(picked.reshape(rows, 8, 2816), dim=-2)
    rounded_2 = total.to(torch.bfloat16)
    wide_3 = rounded_2.reshape(rows, 1, 2816).to(torch.float32)
    square_2 = torch.pow(wide_3, 2)
    mean_2 = torch.mean(square_2, dim=-1, keepdim=True)
    added_2 = mean_2 + eps_2
    inverse_root_2 = torch.pow(added_2, -0.5)
    product_3 = wide_3 * inverse_root_2
    wide_4 = weight_2.to(torch.float32)
    product_4 = product_3 * wide_4
    rounded_3 = product_4.to(torch.bfloat16)
    added_3 = rounded + rounded_3
    wide_5 = added_3.to(torch.float32)
    square_3 = torch.pow(wide_5, 2)
    mean_3 = torch.mean(square_3, dim=-1, keepdim=True)
    added_4 = mean_3 + eps_3
    inverse_root_3 = torch.pow(added_4, -0.5)
    product_5 = wide_5 * inverse_root_3
    wide_6 = weight_3.to(torch.float32)
    product_6 = product_5 * wide_6
    rounded_4 = product_6.to(torch.bfloat16)
    added_5 = x + rounded_4
    product_7 = added_5 * scale
    wide_7 = product_7.to(torch.float32)
    square_4 = torch.pow(wide_7, 2)
    mean_4 = torch.mean(square_4, dim=-1, keepdim=True)
    added_6 = mean_4 + eps_4
    inverse_root_4 = torch.pow(added_6, -0.5)
    product_8 = wide_7 * inverse_root_4
    wide_8 = weight_4.to(torch.float32)
    product_9 = product_8 * wide_8
    rounded_5 = product_9.to(torch.bfloat16)
    return product_7, rounded_5


@triton.jit(do_not_specialize=["rows", "table_rows"])  # no recompilation by batch size
def fused_4norm_gather_sum_2add_mul_layers_kernel(
    x_ptr,
    x_2_ptr,
    weight_ptr,
    index_ptr,
    table_ptr,
    weight_2_ptr,
    weight_3_ptr,
    scale_ptr,
    weight_4_ptr,
    y_ptr,
    y_2_ptr,
    rows,
    x_stride,
    x_2_stride,
    index_stride,
    table_rows,
    eps,
    eps_2,
    eps_3,
    eps_4,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
):
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    live = row < rows
    column = tl.broadcast_to(tl.arange(0, BLOCK)[None, :], ROWS, BLOCK)
    inside = column < WIDTH
    x_2 = tl.load(x_2_ptr + row * x_2_stride + column, mask=live & inside, other=0.0)
    weight = tl.load(weight_ptr + column, mask=inside, other=0.0)
    total = tl.zeros([ROWS, BLOCK], tl.float32)
    for lane in tl.static_range(4):  # in eager's order
        partial_2 = tl.zeros([ROWS, BLOCK], tl.float32)
        for slot_8 in tl.static_range(lane, 8, 4):
            index = tl.load(index_ptr + row * index_stride + slot_8, mask=live, other=0)
            table_at = tl.where(index < 0, index + table_rows, index)
            table = tl.load(
                table_ptr + table_at * WIDTH + column,
                mask=live & inside & (table_at >= 0) & (table_at < table_rows),
                other=0.0,
            )
            partial_2 += table
        total += partial_2
    weight_2 = tl.load(weight_2_ptr + column, mask=inside, other=0.0)
    weight_3 = tl.load(weight_3_ptr + column, mask=inside, other=0.0)
    x = tl.load(x_ptr + row * x_stride + column, mask=live & inside, other=0.0)
    scale = tl.load(scale_ptr)
    weight_4 = tl.load(weight_4_ptr + column, mask=inside, other=0.0)
    square = x_2.to(tl.float32) * x_2.to(tl.float32)
    total_2 = tl.sum(tl.where(inside, square, 0.0), 1, keep_dims=True)
    mean = tl.fma(total_2, 1.0 / 2816, 0.0)
    added = mean + eps
    inverse_root = tl.rsqrt(added)
    product = x_2.to(tl.float32) * inverse_root
    product_2 = product * weight.to(tl.float32)
    rounded = product_2.to(tl.bfloat16)
    rounded_2 = total.to(tl.bfloat16)
    square_2 = rounded_2.to(tl.float32) * rounded_2.to(tl.float32)
    total_3 = tl.sum(tl.where(inside, square_2, 0.0), 1, keep_dims=True)
    mean_2 = tl.fma(total_3, 1.0 / 2816, 0.0)
    added_2 = mean_2 + eps_2
    inverse_root_2 = tl.rsqrt(added_2)
    product_3 = rounded_2.to(tl.float32) * inverse_root_2
    product_4 = product_3 * weight_2.to(tl.float32)
    rounded_3 = product_4.to(tl.bfloat16)
    added_3 = (rounded.to(tl.float32) + rounded_3.to(tl.float32)).to(tl.bfloat16)
    square_3 = added_3.to(tl.float32) * added_3.to(tl.float32)
    total_4 = tl.sum(tl.where(inside, square_3, 0.0), 1, keep_dims=True)
    mean_3 = tl.fma(total_4, 1.0 / 2816, 0.0)
    added_4 = mean_3 + eps_3
    inverse_root_3 = tl.rsqrt(added_4)
    product_5 = added_3.to(tl.float32) * inverse_root_3
    product_6 = product_5 * weight_3.to(tl.float32)
    rounded_4 = product_6.to(tl.bfloat16)
    added_5 = (x.to(tl.float32) + rounded_4.to(tl.float32)).to(tl.bfloat16)
    product_7 = (added_5.to(tl.float32) * scale.to(tl.float32)).to(tl.bfloat16)
    tl.store(y_ptr + row * WIDTH + column, product_7, mask=live & inside)
    square_4 = product_7.to(tl.float32) * product_7.to(tl.float32)
    total_5 = tl.sum(tl.where(inside, square_4, 0.0), 1, keep_dims=True)
    mean_4 = tl.fma(total_5, 1.0 / 2816, 0.0)
    added_6 = mean_4 + eps_4
    inverse_root_4 = tl.rsqrt(added_6)
    product_8 = product_7.to(tl.float32) * inverse_root_4
    product_9 = product_8 * weight_4.to(tl.float32)
    rounded_5 = product_9.to(tl.bfloat16)
    tl.store(y_2_ptr + row * WIDTH + column, rounded_5, mask=live & inside)


INTERPRETED = not isinstance(fused_4norm_gather_sum_2add_mul_layers_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


def _packed(shape, strides):
    """Whether elements of `shape` lie side by side."""
    step = 1
    for extent, stride in zip(reversed(shape), reversed(strides), strict=True):
        if extent != 1 and stride != step:
            return False
        step *= extent
    return True


def _decide(device, tensors):
    first = tensors["x"]
    if (device == "interpret") != INTERPRETED:
        was = "set" if INTERPRETED else "not set"
        return Dispatch(False, f"device {device!r}, and TRITON_INTERPRET was {was} at the import")
    if first.device.type != ("cpu" if INTERPRETED else "cuda"):
        return Dispatch(False, f"x lies on {first.device}, the kernel runs on {device}")
    if first.dim() and not len(first):
        return Dispatch(False, "no rows: nothing to launch")
    for name, (kind, shape, dtype) in INPUTS.items():
        tensor = tensors[name]
        around = 0 if kind == "fixed" else 1
        if tensor.dtype != dtype or tensor.device != first.device:
            return Dispatch(False, f"no kernel for {tensor.dtype} {name} on {tensor.device}")
        if tensor.dim() != around + len(shape) or tuple(tensor.shape[around:]) != shape:
            return Dispatch(False, f"{name} is {tuple(tensor.shape)}, the kernel is for {shape}")
        if kind in ("rows", "strided") and len(tensor) != len(first):
            return Dispatch(False, f"{name} has {len(tensor)} rows, x {len(first)}")
        if kind != "strided" and not _packed(shape, tensor.stride()[around:]):
            return Dispatch(False, f"{name} has strides {tensor.stride()}: its rows have gaps")
        if kind == "table" and not tensor.is_contiguous():
            return Dispatch(False, f"{name} is not contiguous")
    if torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors.values()):
        return Dispatch(False, "the kernel has no backward, and an input requires a gradient")
    return Dispatch(True, "")


def _outputs(out, first):
    """`out`, which must fit, or new tensors."""
    shapes = [((len(first), *shape), dtype) for shape, dtype in OUTPUT_ROWS]
    if out is None:
        return tuple(first.new_empty(shape, dtype=dtype) for shape, dtype in shapes)
    for tensor, (shape, dtype) in zip(out, shapes, strict=True):
        if (tuple(tensor.shape), tensor.dtype, tensor.device) != (shape, dtype, first.device):
            raise ValueError(f"out: {shape} {dtype} on {first.device} is needed")
        if not tensor.is_contiguous():
            raise ValueError("out: contiguous tensors are needed")
    return out


def _on(x):
    """Triton launches on the current device: make that x's."""
    elsewhere = x.is_cuda and x.device.index != torch.cuda.current_device()
    return torch.cuda.device(x.device) if elsewhere else nullcontext()


def dispatch(
    x,
    x_2,
    weight,
    index,
    table,
    weight_2,
    weight_3,
    scale,
    weight_4,
    eps,
    eps_2,
    eps_3,
    eps_4,
    form="eager",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    return _decide(
        device,
        {
            "x": x,
            "x_2": x_2,
            "weight": weight,
            "index": index,
            "table": table,
            "weight_2": weight_2,
            "weight_3": weight_3,
            "scale": scale,
            "weight_4": weight_4,
        },
    )


def fused_4norm_gather_sum_2add_mul_layers(
    x,
    x_2,
    weight,
    index,
    table,
    weight_2,
    weight_3,
    scale,
    weight_4,
    eps,
    eps_2,
    eps_3,
    eps_4,
    form="eager",
    out=None,
    device="cuda",
):
    """(y, y_2), contiguous.

    x: [rows, 1, 2816] bfloat16.
    x_2: [rows, 1, 2816] bfloat16.
    weight: [2816] bfloat16.
    index: [rows, 8] int64.
    table: [any, 2816] float32.
    weight_2: [2816] bfloat16.
    weight_3: [2816] bfloat16.
    scale: [1] bfloat16.
    weight_4: [2816] bfloat16.
    eps: a number that the recording does not hold.
    eps_2: a number that the recording does not hold.
    eps_3: a number that the recording does not hold.
    eps_4: a number that the recording does not hold.
    form: the reference to reproduce.
    out: the outputs, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    arguments = (
        x,
        x_2,
        weight,
        index,
        table,
        weight_2,
        weight_3,
        scale,
        weight_4,
        eps,
        eps_2,
        eps_3,
        eps_4,
    )
    launched, reason = dispatch(*arguments, form=form, out=out, device=device)
    if launched and not torch.compiler.is_compiling():
        outputs = _outputs(out, x)
        with _on(x):
            _launch(
                fused_4norm_gather_sum_2add_mul_layers_kernel,
                *arguments,
                outputs=outputs,
                enable_fp_fusion=False,
            )
        return outputs
    if launched:  # the registered op costs 50 us a call, so only here
        results = torch.ops.emitted.fused_4norm_gather_sum_2add_mul_layers_93f2386d(*arguments)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"it runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](*arguments)
    if out is None:
        return results
    buffers = _outputs(out, x)
    return tuple(buffer.copy_(result) for buffer, result in zip(buffers, results, strict=True))


def _launch(
    kernel,
    x,
    x_2,
    weight,
    index,
    table,
    weight_2,
    weight_3,
    scale,
    weight_4,
    eps,
    eps_2,
    eps_3,
    eps_4,
    outputs,
    **options,
):
    kernel[(outputs[0].shape[0],)](
        x,
        x_2,
        weight,
        index,
        table,
        weight_2,
        weight_3,
        scale,
        weight_4,
        outputs[0],
        outputs[1],
        x.shape[0],
        x.stride(0),
        x_2.stride(0),
        index.stride(0),
        table.shape[0],
        float(eps),
        float(eps_2),
        float(eps_3),
        float(eps_4),
        WIDTH=2816,
        ROWS=1,
        BLOCK=4096,
        num_warps=8,
        **options,
    )


@triton_op("emitted::fused_4norm_gather_sum_2add_mul_layers_93f2386d", mutates_args=())
def _traced(
    x: torch.Tensor,
    x_2: torch.Tensor,
    weight: torch.Tensor,
    index: torch.Tensor,
    table: torch.Tensor,
    weight_2: torch.Tensor,
    weight_3: torch.Tensor,
    scale: torch.Tensor,
    weight_4: torch.Tensor,
    eps: float,
    eps_2: float,
    eps_3: float,
    eps_4: float,
) -> tuple[torch.Tensor, torch.Tensor]:
    outputs = _outputs(None, x)
    _launch(
        wrap_triton(fused_4norm_gather_sum_2add_mul_layers_kernel),
        x,
        x_2,
        weight,
        index,
        table,
        weight_2,
        weight_3,
        scale,
        weight_4,
        eps,
        eps_2,
        eps_3,
        eps_4,
        outputs=outputs,
    )
    return outputs


def make_inputs(rows, device="cuda"):
    """Arguments of the reference, seeded: activations of either sign, weights far from 1."""
    draw = torch.Generator().manual_seed(rows)
    return {
        "x": torch.randn(rows, 1, 2816, generator=draw).to(torch.bfloat16).to(device),
        "x_2": torch.randn(rows, 1, 2816, generator=draw).to(torch.bfloat16).to(device),
        "weight": (0.5 + torch.rand(2816, generator=draw)).to(torch.bfloat16).to(device),
        "index": torch.randint(max(rows * 8, 1), (rows, 8), generator=draw).to(device),
        "table": torch.randn(max(rows * 8, 1), 2816, generator=draw).to(device),
        "weight_2": (0.5 + torch.rand(2816, generator=draw)).to(torch.bfloat16).to(device),
        "weight_3": (0.5 + torch.rand(2816, generator=draw)).to(torch.bfloat16).to(device),
        "scale": (0.5 + torch.rand(1, generator=draw)).to(torch.bfloat16).to(device),
        "weight_4": (0.5 + torch.rand(2816, generator=draw)).to(torch.bfloat16).to(device),
        "eps": 1e-6,
        "eps_2": 1e-6,
        "eps_3": 1e-6,
        "eps_4": 1e-6,
    }


# What `workbench validate` reads, with OUTPUTS above: the launcher, the references by form, the
# arguments with one row a token, and inputs to try (called with device, and with rows for another
# number).
KERNEL = fused_4norm_gather_sum_2add_mul_layers
REFERENCES = {"eager": eager}
ROWS = ("x", "x_2", "index")
TOKENS = (0, 1, 2, 7, 64, 1023, 4096)  # what is picked from grows with the rows
CASES = {
    "gemma4-26b-a4b-6l-decode-b8": partial(make_inputs, rows=8),
}
