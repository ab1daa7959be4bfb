# SPDX-License-Identifier: Apache-2.0
"""42 operators in one launch, emitted from their data flow.

`eager` is the reference, with the same names as the kernel; `dispatch` tells whether the launcher
launches and why not. Needs torch and triton only: made to be pasted.

Rounding points are eager's, all of them: each variable has the dtype of eager's tensor. Only the
order of sums along a row differs, and it depends on the row's width alone: a row's result is the
same in every batch.
"""
# Emitted from capture gemma4-26b-a4b-6l-decode-b8 (eager), candidate
#   mined-cat-cos-2mul-sin-3norm-2rope-rotary_emb:
#   model.rotary_emb, 1 instances
#   transformers/models/gemma4/modeling_gemma4.py:1140: forward
#   transformers/models/gemma4/modeling_gemma4.py:211: forward
#   transformers/models/gemma4/modeling_gemma4.py:206: _norm
#   transformers/models/gemma4/modeling_gemma4.py:780: apply_rotary_pos_emb
#   transformers/models/gemma4/modeling_gemma4.py:773: rotate_half
# Again: workbench emit gemma4-26b-a4b-6l-decode-b8 mined-cat-cos-2mul-sin-3norm-2rope-rotary_emb

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice

# Of each tensor: whether it has a row for each row of the outputs (rows; strided, where elements of
# a row lie apart), is the same for all of them (fixed), or is a table in which an index says the
# row; the shape of a row, or of all of it; its dtype.
INPUTS = {
    "x": ("rows", (1, 16, 512), torch.bfloat16),
    "weight": ("fixed", (512,), torch.bfloat16),
    "x_2": ("rows", (1, 256), torch.float32),
    "x_3": ("rows", (1, 2, 512), torch.bfloat16),
    "weight_2": ("fixed", (512,), torch.bfloat16),
}
OUTPUTS = ("y", "y_2", "y_3")
OUTPUT_ROWS = (  # shape of a row, and dtype
    ((1, 16, 512), torch.bfloat16),
    ((1, 2, 512), torch.bfloat16),
    ((1, 2, 512), torch.bfloat16),
)


def eager(
    x,
    weight,
    x_2,
    x_3,
    weight_2,
    eps,
    factor,
    factor_2,
    eps_2,
    eps_3,
):
    """The region as PyTorch runs it, operator by operator."""
    rows = x.shape[0]
    joined = torch.cat((x_2, x_2), dim=-1)
    cosine = torch.cos(joined)
    product = cosine * factor
    sine = torch.sin(joined)
    product_2 = sine * factor_2
    rounded = product.to(torch.bfloat16)
    rounded_2 = product_2.to(torch.bfloat16)
    wide = x.to(torch.float32)
    square = torch.pow(wide, 2)
    mean = torch.mean(square, dim=-1, keepdim=True)
    added = mean + eps
    inverse_root = torch.pow(added, -0.5)
    product_3 = wide * inverse_root
    wide_2 = weight.to(torch.float32)
    product_4 = product_3 * wide_2
    rounded_3 = product_4.to(torch.bfloat16)
    product_5 = rounded_3 * rounded.reshape(rows, 1, 1, 512)
    negated = -rounded_3[..., 256:]
    joined_2 = torch.cat((negated, rounded_3[..., :256]), dim=-1)
    product_6 = joined_2 * rounded_2.reshape(rows, 1, 1, 512)
    added_2 = product_5 + product_6
    wide_3 = x_3.to(torch.float32)
    square_2 = torch.pow(wide_3, 2)
    mean_2 = torch.mean(square_2, dim=-1, keepdim=True)
    added_3 = mean_2 + eps_2
    inverse_root_2 = torch.pow(added_3, -0.5)
    product_7 = wide_3 * inverse_root_2
    wide_4 = weight_2.to(torch.float32)
    product_8 = product_7 * wide_4
    rounded_4 = product_8.to(torch.bfloat16)
    product_9 = rounded_4 * rounded.reshape(rows, 1, 1, 512)
    negated_2 = -rounded_4[..., 256:]
    joined_3 = torch.cat((negated_2, rounded_4[..., :256]), dim=-1)
    product_10 = joined_3 * rounded_2.reshape(rows, 1, 1, 512)
    added_4 = product_9 + product_10
    wide_5 = x_3.to(torch.float32)
    picked = torch.pow(wide_5, 2)
    picked_2 = torch.mean(picked, dim=-1, keepdim=True)
    added_5 = picked_2 + eps_3
    inverse_root_3 = torch.pow(added_5, -0.5)
    product_11 = wide_5 * inverse_root_3
    rounded_5 = product_11.to(torch.bfloat16)
    return added_2, added_4, rounded_5


@triton.jit
def _sin(x):
    """sin of fp32 x as torch on CUDA: Triton has libdevice flush subnormals, torch does not."""
    return tl.where(tl.abs(x) < 1.1754943508222875e-38, x, libdevice.sin(x))


@triton.jit(do_not_specialize=["rows"])  # no recompilation by batch size
def cat_cos_2mul_sin_3norm_2rope_rotary_emb_kernel(
    x_ptr,
    weight_ptr,
    x_2_ptr,
    x_3_ptr,
    weight_2_ptr,
    y_ptr,
    y_2_ptr,
    y_3_ptr,
    rows,
    x_stride,
    x_2_stride,
    x_3_stride,
    eps,
    factor,
    factor_2,
    eps_2,
    eps_3,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
):
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    program = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    live = program < rows.to(tl.int64) * 16
    row = program // 16
    axis_1 = program % 16
    column = tl.broadcast_to(tl.arange(0, BLOCK)[None, :], ROWS, BLOCK)
    x_2 = tl.load(x_2_ptr + row * x_2_stride + column, mask=live & (column < 256), other=0.0)
    x_2_2 = tl.load(
        x_2_ptr + row * x_2_stride + (column - 256), mask=live & (column >= 256), other=0.0
    )
    x = tl.load(x_ptr + row * x_stride + axis_1 * WIDTH + column, mask=live, other=0.0)
    x_4 = tl.load(
        x_ptr + row * x_stride + axis_1 * WIDTH + column + 256,
        mask=live & (column < 256),
        other=0.0,
    )
    x_5 = tl.load(
        x_ptr + row * x_stride + axis_1 * WIDTH + (column - 256),
        mask=live & (column >= 256),
        other=0.0,
    )
    weight = tl.load(weight_ptr + column)
    weight_3 = tl.load(weight_ptr + column + 256, mask=(column < 256), other=0.0)
    weight_4 = tl.load(weight_ptr + (column - 256), mask=(column >= 256), other=0.0)
    x_3 = tl.load(
        x_3_ptr + row * x_3_stride + axis_1 * WIDTH + column, mask=live & (axis_1 < 2), other=0.0
    )
    x_3_2 = tl.load(
        x_3_ptr + row * x_3_stride + axis_1 * WIDTH + column + 256,
        mask=live & (axis_1 < 2) & (column < 256),
        other=0.0,
    )
    x_3_3 = tl.load(
        x_3_ptr + row * x_3_stride + axis_1 * WIDTH + (column - 256),
        mask=live & (axis_1 < 2) & (column >= 256),
        other=0.0,
    )
    weight_2 = tl.load(weight_2_ptr + column)
    weight_2_2 = tl.load(weight_2_ptr + column + 256, mask=(column < 256), other=0.0)
    weight_2_3 = tl.load(weight_2_ptr + (column - 256), mask=(column >= 256), other=0.0)
    joined = tl.where(column < 256, x_2, x_2_2)
    cosine = libdevice.cos(joined)
    product = cosine * factor
    sine = _sin(joined)
    product_2 = sine * factor_2
    rounded = product.to(tl.bfloat16)
    rounded_2 = product_2.to(tl.bfloat16)
    square = x.to(tl.float32) * x.to(tl.float32)
    total = tl.sum(square, 1, keep_dims=True)
    mean = tl.fma(total, 1.0 / 512, 0.0)
    added = mean + eps
    inverse_root = tl.rsqrt(added)
    product_3 = x.to(tl.float32) * inverse_root
    product_12 = x_4.to(tl.float32) * inverse_root
    product_13 = x_5.to(tl.float32) * inverse_root
    product_4 = product_3 * weight.to(tl.float32)
    product_14 = product_12 * weight_3.to(tl.float32)
    product_15 = product_13 * weight_4.to(tl.float32)
    rounded_3 = product_4.to(tl.bfloat16)
    rounded_6 = product_14.to(tl.bfloat16)
    rounded_7 = product_15.to(tl.bfloat16)
    product_5 = (rounded_3.to(tl.float32) * rounded.to(tl.float32)).to(tl.bfloat16)
    negated = (-rounded_6.to(tl.float32)).to(tl.bfloat16)
    joined_2 = tl.where(column < 256, negated, rounded_7)
    product_6 = (joined_2.to(tl.float32) * rounded_2.to(tl.float32)).to(tl.bfloat16)
    added_2 = (product_5.to(tl.float32) + product_6.to(tl.float32)).to(tl.bfloat16)
    tl.store(y_ptr + row * 8192 + axis_1 * WIDTH + column, added_2, mask=live)
    square_2 = x_3.to(tl.float32) * x_3.to(tl.float32)
    total_2 = tl.sum(square_2, 1, keep_dims=True)
    mean_2 = tl.fma(total_2, 1.0 / 512, 0.0)
    added_3 = mean_2 + eps_2
    inverse_root_2 = tl.rsqrt(added_3)
    product_7 = x_3.to(tl.float32) * inverse_root_2
    product_16 = x_3_2.to(tl.float32) * inverse_root_2
    product_17 = x_3_3.to(tl.float32) * inverse_root_2
    product_8 = product_7 * weight_2.to(tl.float32)
    product_18 = product_16 * weight_2_2.to(tl.float32)
    product_19 = product_17 * weight_2_3.to(tl.float32)
    rounded_4 = product_8.to(tl.bfloat16)
    rounded_8 = product_18.to(tl.bfloat16)
    rounded_9 = product_19.to(tl.bfloat16)
    product_9 = (rounded_4.to(tl.float32) * rounded.to(tl.float32)).to(tl.bfloat16)
    negated_2 = (-rounded_8.to(tl.float32)).to(tl.bfloat16)
    joined_3 = tl.where(column < 256, negated_2, rounded_9)
    product_10 = (joined_3.to(tl.float32) * rounded_2.to(tl.float32)).to(tl.bfloat16)
    added_4 = (product_9.to(tl.float32) + product_10.to(tl.float32)).to(tl.bfloat16)
    tl.store(y_2_ptr + row * 1024 + axis_1 * WIDTH + column, added_4, mask=live & (axis_1 < 2))
    added_5 = mean_2 + eps_3
    inverse_root_3 = tl.rsqrt(added_5)
    product_11 = x_3.to(tl.float32) * inverse_root_3
    rounded_5 = product_11.to(tl.bfloat16)
    tl.store(y_3_ptr + row * 1024 + axis_1 * WIDTH + column, rounded_5, mask=live & (axis_1 < 2))


INTERPRETED = not isinstance(cat_cos_2mul_sin_3norm_2rope_rotary_emb_kernel, triton.JITFunction)


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
    weight,
    x_2,
    x_3,
    weight_2,
    eps,
    factor,
    factor_2,
    eps_2,
    eps_3,
    form="eager",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    return _decide(
        device,
        {
            "x": x,
            "weight": weight,
            "x_2": x_2,
            "x_3": x_3,
            "weight_2": weight_2,
        },
    )


def cat_cos_2mul_sin_3norm_2rope_rotary_emb(
    x,
    weight,
    x_2,
    x_3,
    weight_2,
    eps,
    factor,
    factor_2,
    eps_2,
    eps_3,
    form="eager",
    out=None,
    device="cuda",
):
    """(y, y_2, y_3), contiguous.

    x: [rows, 1, 16, 512] bfloat16.
    weight: [512] bfloat16.
    x_2: [rows, 1, 256] float32.
    x_3: [rows, 1, 2, 512] bfloat16.
    weight_2: [512] bfloat16.
    eps: a number that the recording does not hold.
    factor: a number that the recording does not hold.
    factor_2: a number that the recording does not hold.
    eps_2: a number that the recording does not hold.
    eps_3: a number that the recording does not hold.
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
        weight,
        x_2,
        x_3,
        weight_2,
        eps,
        factor,
        factor_2,
        eps_2,
        eps_3,
    )
    launched, reason = dispatch(*arguments, form=form, out=out, device=device)
    if launched and not torch.compiler.is_compiling():
        outputs = _outputs(out, x)
        with _on(x):
            _launch(
                cat_cos_2mul_sin_3norm_2rope_rotary_emb_kernel,
                *arguments,
                outputs=outputs,
                enable_fp_fusion=False,
            )
        return outputs
    if launched:  # the registered op costs 50 us a call, so only here
        results = torch.ops.emitted.cat_cos_2mul_sin_3norm_2rope_rotary_emb_d411c9fb(*arguments)
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
    weight,
    x_2,
    x_3,
    weight_2,
    eps,
    factor,
    factor_2,
    eps_2,
    eps_3,
    outputs,
    **options,
):
    kernel[(triton.cdiv(outputs[0].shape[0] * 16, 2),)](
        x,
        weight,
        x_2,
        x_3,
        weight_2,
        outputs[0],
        outputs[1],
        outputs[2],
        x.shape[0],
        x.stride(0),
        x_2.stride(0),
        x_3.stride(0),
        float(eps),
        float(factor),
        float(factor_2),
        float(eps_2),
        float(eps_3),
        WIDTH=512,
        ROWS=2,
        BLOCK=512,
        num_warps=2,
        **options,
    )


@triton_op("emitted::cat_cos_2mul_sin_3norm_2rope_rotary_emb_d411c9fb", mutates_args=())
def _traced(
    x: torch.Tensor,
    weight: torch.Tensor,
    x_2: torch.Tensor,
    x_3: torch.Tensor,
    weight_2: torch.Tensor,
    eps: float,
    factor: float,
    factor_2: float,
    eps_2: float,
    eps_3: float,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    outputs = _outputs(None, x)
    _launch(
        wrap_triton(cat_cos_2mul_sin_3norm_2rope_rotary_emb_kernel),
        x,
        weight,
        x_2,
        x_3,
        weight_2,
        eps,
        factor,
        factor_2,
        eps_2,
        eps_3,
        outputs=outputs,
    )
    return outputs


def make_inputs(rows, device="cuda"):
    """Arguments of the reference, seeded: activations of either sign, weights far from 1."""
    draw = torch.Generator().manual_seed(rows)
    return {
        "x": torch.randn(rows, 1, 16, 512, generator=draw).to(torch.bfloat16).to(device),
        "weight": (0.5 + torch.rand(512, generator=draw)).to(torch.bfloat16).to(device),
        "x_2": torch.randn(rows, 1, 256, generator=draw).to(device),
        "x_3": torch.randn(rows, 1, 2, 512, generator=draw).to(torch.bfloat16).to(device),
        "weight_2": (0.5 + torch.rand(512, generator=draw)).to(torch.bfloat16).to(device),
        "eps": 1e-6,
        "factor": 0.75,
        "factor_2": 0.75,
        "eps_2": 1e-6,
        "eps_3": 1e-6,
    }


# What `workbench validate` reads, with OUTPUTS above: the launcher, the references by form, the
# arguments with one row a token, and inputs to try (called with device, and with rows for another
# number).
KERNEL = cat_cos_2mul_sin_3norm_2rope_rotary_emb
REFERENCES = {"eager": eager}
ROWS = ("x", "x_2", "x_3")
CASES = {
    "gemma4-26b-a4b-6l-decode-b8": partial(make_inputs, rows=8),
}
