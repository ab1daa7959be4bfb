# SPDX-License-Identifier: Apache-2.0
"""3 operators in one launch, emitted from their data flow.

`eager` is the reference, with the same names as the kernel; `dispatch` tells whether the launcher
launches and why not. Needs torch and triton only: made to be pasted.

Rounding points are eager's, all of them: each variable has the dtype of eager's tensor.
"""
# Emitted from capture gemma4-26b-a4b-6l-decode-b8 (eager), candidate mined-mask-gelu-mul-experts:
#   model.layers.*.experts, 6 instances
#   transformers/integrations/moe.py:377: grouped_mm_experts_forward
#   transformers/activations.py:50: forward
#   transformers/integrations/moe.py:512: _default_apply_gate
# Again: workbench emit gemma4-26b-a4b-6l-decode-b8 mined-mask-gelu-mul-experts

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
    "x": ("rows", (1408,), torch.bfloat16),
    "mask": ("rows", (1,), torch.bool),
}
OUTPUTS = ("y",)
OUTPUT_ROWS = (  # shape of a row, and dtype
    ((704,), torch.bfloat16),
)


def eager(
    x,
    mask,
):
    """The region as PyTorch runs it, operator by operator."""
    masked = x.masked_fill(mask, 0.0)
    activated = torch.nn.functional.gelu(masked[..., :704], approximate="tanh")
    product = activated * masked[..., 704:]
    return (product,)


@triton.jit
def _gelu_tanh(x):
    """0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), with torch's one fma on CUDA. x fp32."""
    inner = 0.7978845608028654 * tl.fma(x * x * x, 0.044715, x)
    return 0.5 * x * (1.0 + libdevice.tanh(inner))


@triton.jit(do_not_specialize=["rows"])  # no recompilation by batch size
def mask_gelu_mul_experts_kernel(
    x_ptr,
    mask_ptr,
    y_ptr,
    rows,
    x_stride,
    mask_stride,
    WIDTH: tl.constexpr,
    BLOCK: tl.constexpr,
):
    # A program takes BLOCK consecutive elements of the outputs, whatever a row's width.
    # 64-bit where rows or elements pass 2**31, 32-bit inside a program.
    start = tl.program_id(0).to(tl.int64) * BLOCK
    first_row = start // WIDTH
    index_in = tl.arange(0, BLOCK)
    live = index_in < rows.to(tl.int64) * WIDTH - start
    element = (start - first_row * WIDTH).to(tl.int32) + index_in
    row = first_row + element // WIDTH
    column = element % WIDTH
    x = tl.load(x_ptr + row * x_stride + column, mask=live, other=0.0)
    mask = tl.load(mask_ptr + row * mask_stride, mask=live, other=0)
    x_2 = tl.load(x_ptr + row * x_stride + column + 704, mask=live, other=0.0)
    masked = tl.where(mask, 0.0, x.to(tl.float32)).to(tl.bfloat16)
    masked_2 = tl.where(mask, 0.0, x_2.to(tl.float32)).to(tl.bfloat16)
    activated = _gelu_tanh(masked.to(tl.float32)).to(tl.bfloat16)
    product = (activated.to(tl.float32) * masked_2.to(tl.float32)).to(tl.bfloat16)
    tl.store(y_ptr + row * WIDTH + column, product, mask=live)


INTERPRETED = not isinstance(mask_gelu_mul_experts_kernel, triton.JITFunction)


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
    mask,
    form="eager",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    return _decide(
        device,
        {
            "x": x,
            "mask": mask,
        },
    )


def mask_gelu_mul_experts(
    x,
    mask,
    form="eager",
    out=None,
    device="cuda",
):
    """(y,), contiguous.

    x: [rows, 1408] bfloat16.
    mask: [rows, 1] bool.
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
        mask,
    )
    launched, reason = dispatch(*arguments, form=form, out=out, device=device)
    if launched and not torch.compiler.is_compiling():
        outputs = _outputs(out, x)
        with _on(x):
            _launch(
                mask_gelu_mul_experts_kernel,
                *arguments,
                outputs=outputs,
                enable_fp_fusion=False,
            )
        return outputs
    if launched:  # the registered op costs 50 us a call, so only here
        results = (torch.ops.emitted.mask_gelu_mul_experts_a4e66a7c(*arguments),)
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
    mask,
    outputs,
    **options,
):
    kernel[(triton.cdiv(outputs[0].numel(), 512),)](
        x,
        mask,
        outputs[0],
        x.shape[0],
        x.stride(0),
        mask.stride(0),
        WIDTH=704,
        BLOCK=512,
        num_warps=4,
        **options,
    )


@triton_op("emitted::mask_gelu_mul_experts_a4e66a7c", mutates_args=())
def _traced(
    x: torch.Tensor,
    mask: torch.Tensor,
) -> torch.Tensor:
    outputs = _outputs(None, x)
    _launch(
        wrap_triton(mask_gelu_mul_experts_kernel),
        x,
        mask,
        outputs=outputs,
    )
    return outputs[0]


def make_inputs(rows, device="cuda"):
    """Arguments of the reference, seeded: activations of either sign, weights far from 1."""
    draw = torch.Generator().manual_seed(rows)
    return {
        "x": torch.randn(rows, 1408, generator=draw).to(torch.bfloat16).to(device),
        "mask": (torch.rand(rows, 1, generator=draw) < 0.75).to(device),
    }


# What `workbench validate` reads, with OUTPUTS above: the launcher, the references by form, the
# arguments with one row a token, and inputs to try (called with device, and with rows for another
# number).
KERNEL = mask_gelu_mul_experts
REFERENCES = {"eager": eager}
ROWS = ("x", "mask")
CASES = {
    "gemma4-26b-a4b-6l-decode-b8": partial(make_inputs, rows=64),
}
