# SPDX-License-Identifier: Apache-2.0
"""What Inductor fused: prepare_softmax_online, sub, exp, _softmax.

`sub_exp_softmax_8` is the launcher, `dispatch` tells whether it launches and why not. Needs torch
and triton only: made to be pasted.

Cleaned from a kernel that Inductor generated: arguments have names, what only the generator needed
is gone, and the mask is the rows' own so that any number of rows is possible. Block sizes and warps
are the autotuner's, as it was launched.

`as_in_graph` is the reference: the graph's own operators, of which no rounding is left out.
"""
# From Inductor's output code of capture gemma4-26b-a4b-6l-decode-b8, kernel
#   triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8
#   transformers/models/gemma4/modeling_gemma4.py:1337: forward
# Again: workbench emit gemma4-26b-a4b-6l-decode-b8 --inductor
#   triton_per_fused__softmax__to_copy_exp_prepare_softmax_online_sub_8

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice


def as_in_graph(mm_7):
    """The graph's operators, each rounding its result."""
    convert_element_type_46 = mm_7.to(torch.float32)
    prepare_softmax_online_default_5 = (
        convert_element_type_46.amax(-1, keepdim=True),
        (convert_element_type_46 - convert_element_type_46.amax(-1, keepdim=True))
        .exp()
        .sum(-1, keepdim=True),
    )
    getitem_95 = prepare_softmax_online_default_5[0]
    getitem_96 = prepare_softmax_online_default_5[1]
    sub_tensor_5 = convert_element_type_46 - getitem_95
    exp_default_5 = torch.exp(sub_tensor_5)
    router_out = exp_default_5 / getitem_96
    return (router_out,)


@triton.jit
def _larger(a, b):
    """The larger of two, or NaN where either is one."""
    return tl.where((a > b) | (a != a), a, b)


@triton.jit
def _row_max(x, axis: tl.constexpr):
    """The largest along an axis, NaN where there is one."""
    return tl.reduce(x, axis, _larger)


@triton.jit(do_not_specialize=["rows"])  # it only bounds a mask
def sub_exp_softmax_8_kernel(
    mm_7_ptr,
    router_out_ptr,
    rows,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
):
    first = tl.program_id(0) * ROWS
    row = first + tl.arange(0, ROWS)[:, None]
    live = row < rows
    column = tl.arange(0, BLOCK)[None, :]
    mm_7 = tl.load(mm_7_ptr + (column + WIDTH * row), mask=live, other=0.0).to(tl.float32)
    v2 = tl.broadcast_to(mm_7, [ROWS, BLOCK])
    v6 = tl.where(live, v2, float("-inf"))
    peak = _row_max(v6, 1)[:, None].to(tl.float32)
    v10 = tl.broadcast_to(libdevice.exp(v2 - peak), [ROWS, BLOCK])
    total = tl.sum(tl.where(live, v10, 0), 1)[:, None].to(tl.float32)
    v16 = libdevice.exp(mm_7 - peak) / total
    tl.store(
        router_out_ptr + (column + WIDTH * row), v16.to(router_out_ptr.dtype.element_ty), mask=live
    )


INTERPRETED = not isinstance(sub_exp_softmax_8_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


# The arguments beyond their first dimension (all dimensions of a weight), and their dtypes.
ROWS = ("mm_7",)
SHAPES = {
    "mm_7": ((128,), torch.bfloat16),
}


def dispatch(mm_7, form="as_in_graph", out=None, device="cuda"):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    arguments = dict(zip(SHAPES, (mm_7,), strict=True))
    first = arguments[ROWS[0]]
    if (device == "interpret") != INTERPRETED:
        was = "set" if INTERPRETED else "not set"
        return Dispatch(False, f"device {device!r}, and TRITON_INTERPRET was {was} at the import")
    for name, tensor in arguments.items():
        shape, dtype = SHAPES[name]
        if (
            tensor.device.type != ("cpu" if INTERPRETED else "cuda")
            or tensor.device != first.device
        ):
            return Dispatch(False, f"{name} lies on {tensor.device}, the kernel runs on {device}")
        if tuple(tensor.shape[name in ROWS :]) != shape or tensor.dtype != dtype:
            return Dispatch(
                False, f"{name} is {tuple(tensor.shape)} {tensor.dtype}: {shape} {dtype}"
            )
        if name in ROWS and len(tensor) != len(first):
            return Dispatch(False, f"{name} has {len(tensor)} rows, {ROWS[0]} {len(first)}")
        if tensor.numel() >= 2**31 or len(first) * 128 >= 2**31:
            return Dispatch(False, f"{name}: beyond 32-bit indices")
    if len(first) == 0:
        return Dispatch(False, "no rows: nothing to launch")
    if torch.is_grad_enabled() and any(each.requires_grad for each in arguments.values()):
        return Dispatch(False, "the kernel has no backward, and an input requires a gradient")
    return Dispatch(True, "")


def sub_exp_softmax_8(mm_7, form="as_in_graph", out=None, device="cuda"):
    """What `as_in_graph` computes, contiguous:

    router_out: [rows, 128] float32

    of these, which are copied first where they do not lie densely:

    mm_7: [rows, 128] bfloat16

    out: as returned, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the reference runs and a RuntimeWarning gives the reason. Raises
    ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    launched, reason = dispatch(mm_7, form, out, device)
    if launched and not torch.compiler.is_compiling():
        outputs = _outputs(out, mm_7)
        elsewhere = mm_7.is_cuda and mm_7.device.index != torch.cuda.current_device()
        with torch.cuda.device(mm_7.device) if elsewhere else nullcontext():
            _launch(sub_exp_softmax_8_kernel, mm_7, *outputs)
        return outputs
    if launched:  # the registered op costs 50 us a call, so only here
        results = tuple(torch.ops.emitted.sub_exp_softmax_8_f14b1600(mm_7))
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(
                f"sub_exp_softmax_8 runs in eager: {reason}", RuntimeWarning, stacklevel=2
            )
        results = REFERENCES[form](mm_7)
    if out is None:
        return results
    buffers = _outputs(out, mm_7)
    return tuple(buffer.copy_(result) for buffer, result in zip(buffers, results, strict=True))


def _outputs(out, like):
    """`out`, which must fit, or new tensors with a row for each of `like`."""
    made = (((len(like), 128), torch.float32),)
    if out is None:
        return tuple(like.new_empty(shape, dtype=dtype) for shape, dtype in made)
    for tensor, (shape, dtype) in zip(out, made, strict=True):
        if (tuple(tensor.shape), tensor.dtype, tensor.device) != (shape, dtype, like.device):
            raise ValueError(f"out: {shape} {dtype} on {like.device} is needed")
        if not tensor.is_contiguous():
            raise ValueError("out: contiguous tensors are needed")
    return out


def _launch(kernel, mm_7, router_out):
    rows = len(mm_7)
    kernel[(triton.cdiv(rows, 1),)](
        mm_7.contiguous(),
        router_out,
        rows,
        WIDTH=128,
        ROWS=1,
        BLOCK=128,
        num_warps=2,
        num_stages=1,
    )


@triton_op("emitted::sub_exp_softmax_8_f14b1600", mutates_args=())
def _traced(
    mm_7: torch.Tensor,
) -> list[torch.Tensor]:
    outputs = _outputs(None, mm_7)
    _launch(wrap_triton(sub_exp_softmax_8_kernel), mm_7, *outputs)
    return list(outputs)


def make_inputs(rows, device="cuda"):
    """Arguments of the reference, seeded."""
    draw = torch.Generator().manual_seed(rows)
    return {
        "mm_7": torch.randn((rows, 128), generator=draw).to(torch.bfloat16).to(device),
    }


# What `workbench validate` reads: the launcher, the reference by form, the names of the outputs,
# what steps before made, and inputs to try (called with device, and with rows for another number).
KERNEL = sub_exp_softmax_8
REFERENCES = {"as_in_graph": as_in_graph}
OUTPUTS = ("router_out",)
CASES = {"gemma4-26b-a4b-6l-decode-b8": partial(make_inputs, rows=8)}
