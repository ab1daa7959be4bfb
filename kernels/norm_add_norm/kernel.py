# SPDX-License-Identifier: Apache-2.0
"""Norm a block's output, add it to the residual and norm the sum for the block that follows.

    norm_add_norm         h = residual + norm(x, weight)
    norm_add_scale_norm   h = (residual + norm(x, weight)) * layer_scalar
    both                  normed = norm(h, next_weight)

Two forms of one kernel, for models that norm before and after each block (Gemma 2 to 4): one launch
between two GEMMs where eager makes 19 or 20. `norm_add_norm` is the launcher, `dispatch` tells
whether it launches and why not; the forms are the eager references. Needs torch and triton only:
made to be pasted.

Rounding points are eager's, all of them: both norms, the sum, the product. Only the order of the
two sums of squares differs, and it depends on the row's width alone: a row's result is the same in
every batch.
"""

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple, Optional

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton

DTYPES = (torch.bfloat16, torch.float16, torch.float32)
WIDTH_MAX = 1 << 15  # elements a row held in registers: 64 a thread at 16 warps
ROWS_MANY = 4096  # from here on short rows share a program, each with its own warps
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def _norm(rows, weight, eps):
    """Gemma's RMSNorm: the weight in fp32, one rounding."""
    wide = rows.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).to(rows.dtype)


def norm_add_norm_eager(x, residual, weight, next_weight, layer_scalar, eps):
    """x, residual [..., width] of one dtype, weights [width]; layer_scalar is not read."""
    h = residual + _norm(x, weight, eps)
    return h, _norm(h, next_weight, eps)


def norm_add_scale_norm_eager(x, residual, weight, next_weight, layer_scalar, eps):
    """x, residual [..., width] of one dtype, weights [width], layer_scalar [1]."""
    h = residual + _norm(x, weight, eps)
    h *= layer_scalar
    return h, _norm(h, next_weight, eps)


@triton.jit
def _load_row(row_ptr, live, column, WIDTH: tl.constexpr, BLOCK: tl.constexpr):
    """A row as chunks [ROWS, BLOCK], zero past its end; all loads are in flight at once."""
    chunks = ()
    for start in tl.static_range(0, WIDTH, BLOCK):
        here = start + column
        chunks += (tl.load(row_ptr + here, mask=live & (here < WIDTH), other=0.0),)
    return chunks


@triton.jit
def _squares(chunks):
    """The squares of a row, summed over its chunks: fp32 [ROWS, BLOCK]."""
    x = chunks[0].to(tl.float32)
    square = x * x
    for i in tl.static_range(1, len(chunks)):
        x = chunks[i].to(tl.float32)
        square = tl.fma(x, x, square)  # the square of a 16-bit number is exact in fp32
    return square


@triton.jit
def _inverse_rms(total, WIDTH: tl.constexpr, eps):
    """1 / sqrt(mean + eps); torch on CUDA takes the mean as sum * fp32(1 / WIDTH)."""
    # fma with 0 is a product that no compiler fuses into the sum: eager rounds the mean.
    # Inductor passes eps as fp64, which would make fp64 of all that follows.
    return tl.rsqrt(tl.fma(total, 1.0 / WIDTH, 0.0) + tl.cast(eps, tl.float32))


@triton.jit(do_not_specialize=["rows"])  # it only bounds a mask: no recompilation by batch size
def norm_add_norm_kernel(
    x_ptr,
    residual_ptr,
    weight_ptr,
    next_weight_ptr,
    layer_scalar_ptr,
    h_ptr,
    normed_ptr,
    rows,
    x_stride,
    residual_stride,
    eps,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
):
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    live = row < rows
    column = tl.broadcast_to(tl.arange(0, BLOCK)[None, :], ROWS, BLOCK)
    # All is fetched before the first reduction: one trip to memory instead of three.
    x = _load_row(x_ptr + row * x_stride, live, column, WIDTH, BLOCK)
    weight = _load_row(weight_ptr, True, column, WIDTH, BLOCK)
    residual = _load_row(residual_ptr + row * residual_stride, live, column, WIDTH, BLOCK)
    if layer_scalar_ptr is not None:
        layer_scalar = tl.load(layer_scalar_ptr).to(tl.float32)
    next_weight = _load_row(next_weight_ptr, True, column, WIDTH, BLOCK)
    dtype: tl.constexpr = h_ptr.dtype.element_ty

    inverse = _inverse_rms(tl.sum(_squares(x), 1, keep_dims=True), WIDTH, eps)
    h = ()
    for i in tl.static_range(len(x)):
        here = i * BLOCK + column
        normed = (x[i].to(tl.float32) * inverse * weight[i].to(tl.float32)).to(dtype)
        added = (residual[i].to(tl.float32) + normed.to(tl.float32)).to(dtype)
        if layer_scalar_ptr is not None:
            added = (added.to(tl.float32) * layer_scalar).to(dtype)
        h += (added,)
        tl.store(h_ptr + row * WIDTH + here, added, mask=live & (here < WIDTH))

    inverse = _inverse_rms(tl.sum(_squares(h), 1, keep_dims=True), WIDTH, eps)
    for i in tl.static_range(len(h)):
        here = i * BLOCK + column
        normed = (h[i].to(tl.float32) * inverse * next_weight[i].to(tl.float32)).to(dtype)
        tl.store(normed_ptr + row * WIDTH + here, normed, mask=live & (here < WIDTH))


INTERPRETED = not isinstance(norm_add_norm_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


def _row_stride(x):
    """Elements from each row of x [..., width] to the next, None where they are unevenly apart."""
    stride, rows = None, 1
    for extent, step in zip(reversed(x.shape[:-1]), reversed(x.stride()[:-1]), strict=True):
        if extent != 1:
            if stride is not None and step != stride * rows:
                return None
            stride = step if stride is None else stride
            rows *= extent
    return x.shape[-1] if stride is None else stride


def _decide(device, rows, vectors):
    """`rows`: name -> [..., width], all alike; `vectors`: name -> (tensor, its length)."""
    first, x = next(iter(rows.items()))
    if (device == "interpret") != INTERPRETED:
        was = "set" if INTERPRETED else "not set"
        return Dispatch(False, f"device {device!r}, and TRITON_INTERPRET was {was} at the import")
    if x.device.type != ("cpu" if INTERPRETED else "cuda"):
        return Dispatch(False, f"{first} lies on {x.device}, the kernel runs on {device}")
    if x.dtype not in DTYPES:
        return Dispatch(False, f"no kernel for {x.dtype} {first}")
    if x.numel() == 0:
        return Dispatch(False, "no rows: nothing to launch")
    if x.shape[-1] > WIDTH_MAX:
        return Dispatch(False, f"rows of {x.shape[-1]} elements: at most {WIDTH_MAX} are held")
    for name, tensor in rows.items():
        if (tensor.shape, tensor.dtype, tensor.device) != (x.shape, x.dtype, x.device):
            return Dispatch(False, f"{name} differs from {first} in shape, dtype or device")
        if (tensor.stride(-1) != 1 and x.shape[-1] > 1) or _row_stride(tensor) is None:
            return Dispatch(False, f"{name} has strides {tensor.stride()}: no evenly spaced rows")
    for name, (tensor, length) in vectors.items():
        if (tensor.numel(), tensor.is_contiguous()) != (length, True):
            return Dispatch(False, f"{name} is not {length} contiguous numbers")
        if tensor.dtype not in DTYPES or tensor.device != x.device:
            return Dispatch(False, f"no kernel for {tensor.dtype} {name} on {tensor.device}")
    tensors = (*rows.values(), *(tensor for tensor, _ in vectors.values()))
    if torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors):
        return Dispatch(False, "the kernel has no backward, and an input requires a gradient")
    return Dispatch(True, "")


def _outputs(out, x, *dtypes):
    """`out`, which must fit, or new tensors: one of x's shape for each dtype."""
    if out is None:
        contiguous = torch.contiguous_format
        return tuple([torch.empty_like(x, dtype=t, memory_format=contiguous) for t in dtypes])
    for tensor, dtype in zip(out, dtypes, strict=True):
        if (tensor.shape, tensor.dtype, tensor.device) != (x.shape, dtype, x.device):
            raise ValueError(f"out: {tuple(x.shape)} {dtype} on {x.device} is needed")
        if not tensor.is_contiguous():
            raise ValueError("out: contiguous tensors are needed")
    return out


def _on(x):
    """Triton launches on the current device: make that x's."""
    elsewhere = x.is_cuda and x.device.index != torch.cuda.current_device()
    return torch.cuda.device(x.device) if elsewhere else nullcontext()


def _tile(rows, x):
    """Rows a program holds, elements a step, warps.

    A thread holds at most 32 elements of a row of up to 16384, one 8-byte load a step: on an H100
    more threads are worth more than wider loads. Warps and elements a row depend on its width
    alone: so does the order of its sums.
    """
    width = x.shape[-1]
    warps = min(16, triton.next_power_of_2(triton.cdiv(width, 512)))
    block = min(256 // x.element_size() * warps, triton.next_power_of_2(width))
    together = 4 // warps if rows >= ROWS_MANY and warps < 4 and width >= 256 else 1
    return together, block, warps * together


def dispatch(
    x,
    residual,
    weight,
    next_weight,
    layer_scalar=None,
    eps=1e-6,
    form="norm_add_norm",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    width = x.shape[-1]
    vectors = {"weight": (weight, width), "next_weight": (next_weight, width)}
    if form == "norm_add_scale_norm":
        if layer_scalar is None:
            return Dispatch(False, f"{form} needs a layer_scalar")
        vectors["layer_scalar"] = (layer_scalar, 1)
    return _decide(device, {"x": x, "residual": residual}, vectors)


def norm_add_norm(
    x,
    residual,
    weight,
    next_weight,
    layer_scalar=None,
    eps=1e-6,
    form="norm_add_norm",
    out=None,
    device="cuda",
):
    """(h, normed), the hidden states after a block and their norm, which the next block reads.

    x, residual: [..., width] of one dtype, bf16, fp16 or fp32, rows evenly spaced: the block's
        output and the hidden states before it.
    weight, next_weight: [width] bf16, fp16 or fp32, contiguous, as the norms multiply by them:
        1 + weight, taken in fp32, for Gemma 2 and 3.
    layer_scalar: one number on the device, for norm_add_scale_norm.
    form: the reference to reproduce, "norm_add_norm" or "norm_add_scale_norm".
    out: (h, normed) of x's shape and dtype, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    scalar = layer_scalar if form == "norm_add_scale_norm" else None
    inputs = (x, residual, weight, next_weight, scalar)
    geometry = None if torch.compiler.is_compiling() else _plan(inputs, form, device)
    if geometry:
        outputs = _outputs(out, x, x.dtype, x.dtype)
        tensors = (*inputs, *outputs)
        with _on(x):
            _launch(norm_add_norm_kernel, tensors, eps, geometry, enable_fp_fusion=False)
        return outputs
    launched, reason = dispatch(*inputs, eps, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = torch.ops.workbench.norm_add_norm(*inputs, eps)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"norm_add_norm runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](*inputs, eps)
    if out is None:
        return results
    buffers = _outputs(out, x, *(result.dtype for result in results))
    return tuple(buffer.copy_(result) for buffer, result in zip(buffers, results, strict=True))


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(inputs, form, device):
    """Geometry of a launch on such inputs, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    key = (device, form, torch.is_grad_enabled(), *[_properties(x) for x in inputs])
    plan = _plans.get(key)
    if plan is None:
        plan = ()
        if dispatch(*inputs, form=form, device=device).launched:
            plan = _geometry(*inputs[:2])
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(x, residual):
    """Programs, rows, elements between rows, width, rows a program, elements a step, warps."""
    rows = x.numel() // x.shape[-1]
    together, block, warps = _tile(rows, x)
    strides = _row_stride(x), _row_stride(residual)
    return triton.cdiv(rows, together), rows, *strides, x.shape[-1], together, block, warps


def _launch(kernel, tensors, eps, geometry, **options):
    programs, rows, x_stride, residual_stride, width, together, block, warps = geometry
    kernel[(programs,)](
        *tensors,
        rows,
        x_stride,
        residual_stride,
        eps,
        WIDTH=width,
        ROWS=together,
        BLOCK=block,
        num_warps=warps,
        **options,
    )


@triton_op("workbench::norm_add_norm", mutates_args=())
def _traced(
    x: torch.Tensor,
    residual: torch.Tensor,
    weight: torch.Tensor,
    next_weight: torch.Tensor,
    layer_scalar: Optional[torch.Tensor],  # noqa: UP045  (spelled as torch 2.11 infers schemas)
    eps: float,
) -> tuple[torch.Tensor, torch.Tensor]:
    outputs = _outputs(None, x, x.dtype, x.dtype)
    tensors = (x, residual, weight, next_weight, layer_scalar, *outputs)
    _launch(wrap_triton(norm_add_norm_kernel), tensors, eps, _geometry(x, residual))
    return outputs


def make_inputs(rows, width, dtype=torch.bfloat16, weight_dtype=None, device="cuda"):
    """Arguments of both forms, seeded: weights and scalar far from 1 and unlike each other."""
    draw = torch.Generator().manual_seed(rows)

    def weight(length):
        return (0.5 + torch.rand(length, generator=draw)).to(weight_dtype or dtype).to(device)

    return {
        **{name: torch.randn(rows, width, generator=draw).to(dtype).to(device) for name in ROWS},
        **{name: weight(width) for name in WEIGHTS},
        "layer_scalar": weight(1),
        "eps": 1e-6,
    }


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, the budget of one compiled program, and inputs to try (called
# with device, and with rows for another number).
KERNEL = norm_add_norm
REFERENCES = {
    "norm_add_norm": norm_add_norm_eager,
    "norm_add_scale_norm": norm_add_scale_norm_eager,
}
OUTPUTS = ("h", "normed")
ROWS = ("x", "residual")
WEIGHTS = ("weight", "next_weight")
BUDGET = {"registers": 96, "shared_bytes": 8192}
CASES = {
    "gemma4-e4b-decode-b8": partial(make_inputs, rows=8, width=2560),
    "fp32": partial(make_inputs, rows=8, width=2560, dtype=torch.float32),
    "fp16": partial(make_inputs, rows=8, width=2560, dtype=torch.float16),
    "fp32-weights": partial(make_inputs, rows=8, width=2560, weight_dtype=torch.float32),
    "gemma4-26b-a4b-decode-b8": partial(make_inputs, rows=8, width=2816),
    "prefill": partial(make_inputs, rows=4096, width=2560),
    "narrow": partial(make_inputs, rows=8, width=640),
    "wide": partial(make_inputs, rows=3, width=8192),
    "odd-width": partial(make_inputs, rows=5, width=101),
}
GPU_CASES = ("prefill",)
