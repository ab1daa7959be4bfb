# SPDX-License-Identifier: Apache-2.0
"""What Inductor fused: gelu, mul.

`gelu_mul_13` is the launcher, `dispatch` tells whether it launches and why not. Needs torch and
triton only: made to be pasted.

Cleaned from a kernel that Inductor generated: arguments have names, what only the generator needed
is gone, and the mask is the rows' own so that any number of rows is possible. Block sizes and warps
are the autotuner's, as it was launched.

Two references. `as_compiled` keeps fp32 between the graph's operators and rounds what is stored, as
the kernel does; validation compares with it. `as_in_graph` rounds where the graph does, 1 time
more.
"""
# From Inductor's output code of capture gemma4-26b-a4b-6l-decode-b8, kernel
#   triton_poi_fused__unsafe_view_gelu_mul_13
#   transformers/models/gemma4/modeling_gemma4.py:1076: forward
#   transformers/activations.py:51: forward
# Again: workbench emit gemma4-26b-a4b-6l-decode-b8 --inductor
#   triton_poi_fused__unsafe_view_gelu_mul_13

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice


def as_compiled(mm_4, mm_5):
    """In fp32 up to what is stored, as the kernel computes."""
    mm_4 = mm_4.float()
    mm_5 = mm_5.float()
    view_23 = mm_4.reshape(-1, 1, 2112)
    mul_24 = view_23 * 0.5
    mul_20 = view_23 * view_23
    mul_21 = mul_20 * view_23
    mul_22 = mul_21 * 0.044715
    add_15 = view_23 + mul_22
    mul_23 = add_15 * 0.7978845608028654
    tanh = torch.tanh(mul_23)
    add_16 = tanh + 1
    mul_25 = mul_24 * add_16
    view_25 = mm_5.reshape(-1, 1, 2112)
    mlp_out = (mul_25 * view_25).to(torch.bfloat16).float()
    return (mlp_out.to(torch.bfloat16),)


def as_in_graph(mm_4, mm_5):
    """The graph's operators, each rounding its result."""
    view_23 = mm_4.reshape(-1, 1, 2112)
    convert_element_type_33 = view_23.to(torch.float32)
    mul_24 = convert_element_type_33 * 0.5
    mul_20 = convert_element_type_33 * convert_element_type_33
    mul_21 = mul_20 * convert_element_type_33
    mul_22 = mul_21 * 0.044715
    add_15 = convert_element_type_33 + mul_22
    mul_23 = add_15 * 0.7978845608028654
    tanh = torch.tanh(mul_23)
    add_16 = tanh + 1
    mul_25 = mul_24 * add_16
    convert_element_type_34 = mul_25.to(torch.bfloat16)
    view_25 = mm_5.reshape(-1, 1, 2112)
    mlp_out = convert_element_type_34 * view_25
    return (mlp_out,)


@triton.jit(do_not_specialize=["elements"])  # it only bounds a mask
def gelu_mul_13_kernel(
    mm_4_ptr,
    mm_5_ptr,
    mlp_out_ptr,
    elements,
    BLOCK: tl.constexpr,
):
    first = tl.program_id(0) * BLOCK
    index = first + tl.arange(0, BLOCK)[:]
    inside = index < elements
    mm_4 = tl.load(mm_4_ptr + index, mask=inside).to(tl.float32)
    mm_5 = tl.load(mm_5_ptr + index, mask=inside).to(tl.float32)
    v3 = mm_4 * 0.5
    v10 = (mm_4 + mm_4 * mm_4 * mm_4 * 0.044715) * 0.7978845608028654
    v17 = v3 * (libdevice.tanh(v10) + 1.0) * mm_5
    tl.store(mlp_out_ptr + index, v17.to(mlp_out_ptr.dtype.element_ty), mask=inside)


INTERPRETED = not isinstance(gelu_mul_13_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


# The arguments beyond their first dimension (all dimensions of a weight), and their dtypes.
ROWS = (
    "mm_4",
    "mm_5",
)
SHAPES = {
    "mm_4": ((2112,), torch.bfloat16),
    "mm_5": ((2112,), torch.bfloat16),
}


def dispatch(mm_4, mm_5, form="as_compiled", out=None, device="cuda"):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    arguments = dict(
        zip(
            SHAPES,
            (
                mm_4,
                mm_5,
            ),
            strict=True,
        )
    )
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
        if tensor.numel() >= 2**31 or len(first) * 2112 >= 2**31:
            return Dispatch(False, f"{name}: beyond 32-bit indices")
    if len(first) == 0:
        return Dispatch(False, "no rows: nothing to launch")
    if torch.is_grad_enabled() and any(each.requires_grad for each in arguments.values()):
        return Dispatch(False, "the kernel has no backward, and an input requires a gradient")
    return Dispatch(True, "")


def gelu_mul_13(mm_4, mm_5, form="as_compiled", out=None, device="cuda"):
    """What `as_compiled` computes, contiguous:

    mlp_out: [rows, 1, 2112] bfloat16

    of these, which are copied first where they do not lie densely:

    mm_4: [rows, 2112] bfloat16
    mm_5: [rows, 2112] bfloat16

    out: as returned, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the reference runs and a RuntimeWarning gives the reason. Raises
    ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    launched, reason = dispatch(mm_4, mm_5, form, out, device)
    if launched and not torch.compiler.is_compiling():
        outputs = _outputs(out, mm_4)
        elsewhere = mm_4.is_cuda and mm_4.device.index != torch.cuda.current_device()
        with torch.cuda.device(mm_4.device) if elsewhere else nullcontext():
            _launch(gelu_mul_13_kernel, mm_4, mm_5, *outputs)
        return outputs
    if launched:  # the registered op costs 50 us a call, so only here
        results = tuple(torch.ops.emitted.gelu_mul_13_8015813a(mm_4, mm_5))
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"gelu_mul_13 runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](mm_4, mm_5)
    if out is None:
        return results
    buffers = _outputs(out, mm_4)
    return tuple(buffer.copy_(result) for buffer, result in zip(buffers, results, strict=True))


def _outputs(out, like):
    """`out`, which must fit, or new tensors with a row for each of `like`."""
    made = (((len(like), 1, 2112), torch.bfloat16),)
    if out is None:
        return tuple(like.new_empty(shape, dtype=dtype) for shape, dtype in made)
    for tensor, (shape, dtype) in zip(out, made, strict=True):
        if (tuple(tensor.shape), tensor.dtype, tensor.device) != (shape, dtype, like.device):
            raise ValueError(f"out: {shape} {dtype} on {like.device} is needed")
        if not tensor.is_contiguous():
            raise ValueError("out: contiguous tensors are needed")
    return out


def _launch(kernel, mm_4, mm_5, mlp_out):
    elements = len(mm_4) * 2112
    kernel[(triton.cdiv(elements, 128),)](
        mm_4.contiguous(),
        mm_5.contiguous(),
        mlp_out,
        elements,
        BLOCK=128,
        num_warps=4,
        num_stages=1,
    )


@triton_op("emitted::gelu_mul_13_8015813a", mutates_args=())
def _traced(
    mm_4: torch.Tensor,
    mm_5: torch.Tensor,
) -> list[torch.Tensor]:
    outputs = _outputs(None, mm_4)
    _launch(wrap_triton(gelu_mul_13_kernel), mm_4, mm_5, *outputs)
    return list(outputs)


def make_inputs(rows, device="cuda"):
    """Arguments of the reference, seeded."""
    draw = torch.Generator().manual_seed(rows)
    return {
        "mm_4": torch.randn((rows, 2112), generator=draw).to(torch.bfloat16).to(device),
        "mm_5": torch.randn((rows, 2112), generator=draw).to(torch.bfloat16).to(device),
    }


# What `workbench validate` reads: the launcher, the reference by form, the names of the outputs,
# what steps before made, and inputs to try (called with device, and with rows for another number).
KERNEL = gelu_mul_13
REFERENCES = {"as_compiled": as_compiled}
OUTPUTS = ("mlp_out",)
CASES = {"gemma4-26b-a4b-6l-decode-b8": partial(make_inputs, rows=8)}
