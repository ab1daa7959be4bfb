# SPDX-License-Identifier: Apache-2.0
"""Divide each row by its root mean square, in fp32, and scale it by a weight where there is one.

Seven to nine launches in eager, one here. `rms_norm` is the launcher, `dispatch` tells whether it
launches and why not; the forms are the eager references. Needs torch and triton only: made to be
pasted.

Rounding points are eager's, form by form; before them all is fp32, multiplied in eager's order.
Only the order of the sum of squares differs, and it depends on the row's width alone: a row's
result is the same in every batch. A row is read once and held in registers, up to HELD_MAX
elements; longer rows are read twice.
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
HELD_MAX = 1 << 15  # elements of a row held in registers: 64 a thread at 16 warps
ROWS_MANY = 4096  # from here on short rows share a program, each with its own warps
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def gemma_rms_norm(x, eps, weight=None):
    """Gemma 4: the weight in fp32, one rounding. x [..., width], weight [width]."""
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed if weight is None else normed * weight.float()).to(x.dtype)


def gemma_rms_norm_unit_offset(x, eps, weight=None):
    """Gemma 2 and 3: the weight is stored as its distance from 1."""
    wide = x.float()
    normed = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)
    return (normed if weight is None else normed * (1.0 + weight.float())).to(x.dtype)


def llama_rms_norm(x, eps, weight=None):
    """Llama, Qwen, Mistral: rounded to x's dtype before the weight, so twice."""
    wide = x.float()
    normed = (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps)).to(x.dtype)
    return normed if weight is None else weight * normed


@triton.jit
def _inverse_rms(square, WIDTH: tl.constexpr, eps):
    """1 / sqrt(mean + eps), fp32; torch on CUDA takes the mean as sum * fp32(1 / WIDTH)."""
    total = tl.sum(square, 1, keep_dims=True)
    # fma with 0 is a product that no compiler fuses into the sum: eager rounds the mean.
    # Inductor passes eps as fp64, which would make fp64 of all that follows.
    return tl.rsqrt(tl.fma(total, 1.0 / WIDTH, 0.0) + tl.cast(eps, tl.float32))


@triton.jit
def _scaled(normed, weight, dtype: tl.constexpr, UNIT_OFFSET: tl.constexpr, TWICE: tl.constexpr):
    weight = weight.to(tl.float32)
    if UNIT_OFFSET:
        weight += 1.0
    if TWICE:
        normed = normed.to(dtype).to(tl.float32)
    return normed * weight


@triton.jit(do_not_specialize=["rows"])  # it only bounds a mask: no recompilation by batch size
def rms_norm_kernel(
    x_ptr,
    weight_ptr,
    y_ptr,
    rows,
    x_stride,
    eps,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    HELD: tl.constexpr,
    UNIT_OFFSET: tl.constexpr,
    TWICE: tl.constexpr,
):
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    live = row < rows
    column = tl.broadcast_to(tl.arange(0, BLOCK)[None, :], ROWS, BLOCK)
    x_row = x_ptr + row * x_stride
    y_row = y_ptr + row * WIDTH
    dtype: tl.constexpr = x_ptr.dtype.element_ty
    square = tl.zeros([ROWS, BLOCK], tl.float32)
    if HELD:
        # The weight is fetched before the reduction: one trip to memory instead of two.
        chunks = ()
        weights = ()
        for start in tl.static_range(0, WIDTH, BLOCK):
            here = start + column
            chunks += (tl.load(x_row + here, mask=live & (here < WIDTH), other=0.0),)
            if weight_ptr is not None:
                weights += (tl.load(weight_ptr + here, mask=here < WIDTH, other=0.0),)
        for i in tl.static_range(len(chunks)):
            x = chunks[i].to(tl.float32)
            square = tl.fma(x, x, square)  # the square of a 16-bit number is exact in fp32
        inverse = _inverse_rms(square, WIDTH, eps)
        for i in tl.static_range(len(chunks)):
            here = i * BLOCK + column
            y = chunks[i].to(tl.float32) * inverse
            if weight_ptr is not None:
                y = _scaled(y, weights[i], dtype, UNIT_OFFSET, TWICE)
            tl.store(y_row + here, y.to(y_ptr.dtype.element_ty), mask=live & (here < WIDTH))
    else:
        for start in range(0, WIDTH, BLOCK):
            here = start + column
            x = tl.load(x_row + here, mask=live & (here < WIDTH), other=0.0).to(tl.float32)
            square = tl.fma(x, x, square)
        inverse = _inverse_rms(square, WIDTH, eps)
        for start in range(0, WIDTH, BLOCK):
            here = start + column
            inside = live & (here < WIDTH)
            y = tl.load(x_row + here, mask=inside, other=0.0).to(tl.float32) * inverse
            if weight_ptr is not None:
                weight = tl.load(weight_ptr + here, mask=here < WIDTH, other=0.0)
                y = _scaled(y, weight, dtype, UNIT_OFFSET, TWICE)
            tl.store(y_row + here, y.to(y_ptr.dtype.element_ty), mask=inside)


INTERPRETED = not isinstance(rms_norm_kernel, triton.JITFunction)


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

    A thread holds at most 32 elements of a row of up to 16384, one 16-byte load a step. Warps and
    elements a row depend on its width alone: so does the order of its sums.
    """
    width = x.shape[-1]
    warps = min(16, triton.next_power_of_2(triton.cdiv(width, 1024)))
    block = min(512 // x.element_size() * warps, triton.next_power_of_2(width))
    together = 4 // warps if rows >= ROWS_MANY and warps < 4 and width >= 256 else 1
    return together, block, warps * together


def dispatch(x, eps=1e-6, weight=None, form="gemma_rms_norm", out=None, device="cuda"):
    """Decide, from the arguments' properties alone, whether `rms_norm` launches its kernel."""
    return _decide(device, {"x": x}, {} if weight is None else {"weight": (weight, x.shape[-1])})


def rms_norm(x, eps=1e-6, weight=None, form="gemma_rms_norm", out=None, device="cuda"):
    """(y,), normed rows: x's shape, contiguous; x's dtype, or Llama's, promoted with the weight's.

    x: [..., width] bf16, fp16 or fp32, rows evenly spaced.
    weight: [width] bf16, fp16 or fp32, contiguous; or None.
    form: the reference to reproduce.
    out: (y,), contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    plan = None if torch.compiler.is_compiling() else _plan(x, weight, form, device)
    if plan:
        geometry, dtype = plan
        outputs = _outputs(out, x, dtype)
        with _on(x):
            _launch(
                *(rms_norm_kernel, x, eps, weight, form, *outputs, geometry),
                enable_fp_fusion=False,
            )
        return outputs
    launched, reason = dispatch(x, eps, weight, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = (torch.ops.workbench.rms_norm(x, eps, weight, form),)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"rms_norm runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = (REFERENCES[form](x, eps, weight),)
    if out is None:
        return results
    (y,) = _outputs(out, x, results[0].dtype)
    return (y.copy_(results[0]),)


def _dtype(x, weight, form):
    both = form == "llama_rms_norm" and weight is not None
    return torch.promote_types(x.dtype, weight.dtype) if both else x.dtype


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(x, weight, form, device):
    """Geometry and output dtype of a launch on such inputs, () where `dispatch` says no.

    Kept, since finding them costs more than launching: the key holds what they depend on.
    """
    key = (device, form, torch.is_grad_enabled(), _properties(x), _properties(weight))
    plan = _plans.get(key)
    if plan is None:
        plan = ()
        if dispatch(x, weight=weight, device=device).launched:
            plan = _geometry(x), _dtype(x, weight, form)
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(x):
    """Programs, rows, elements between rows, width, rows a program, elements a step, warps."""
    rows = x.numel() // x.shape[-1]
    together, block, warps = _tile(rows, x)
    return triton.cdiv(rows, together), rows, _row_stride(x), x.shape[-1], together, block, warps


def _launch(kernel, x, eps, weight, form, y, geometry, **options):
    programs, rows, x_stride, width, together, block, warps = geometry
    kernel[(programs,)](
        x,
        weight,
        y,
        rows,
        x_stride,
        eps,
        WIDTH=width,
        ROWS=together,
        BLOCK=block,
        HELD=width <= HELD_MAX,
        UNIT_OFFSET=form == "gemma_rms_norm_unit_offset",
        TWICE=form == "llama_rms_norm",
        num_warps=warps,
        **options,
    )


@triton_op("workbench::rms_norm", mutates_args=())
def _traced(
    x: torch.Tensor,
    eps: float,
    weight: Optional[torch.Tensor],  # noqa: UP045  (spelled as torch 2.11 infers schemas)
    form: str,
) -> torch.Tensor:
    y = x.new_empty(x.shape, dtype=_dtype(x, weight, form))
    _launch(wrap_triton(rms_norm_kernel), x, eps, weight, form, y, _geometry(x))
    return y


def make_inputs(rows, width, dtype=torch.bfloat16, weight_dtype=torch.bfloat16, device="cuda"):
    """Arguments of the references, seeded: rows of unequal magnitude, weights far from 1."""
    draw = torch.Generator().manual_seed(rows)
    x = torch.randn(rows, width, generator=draw) * torch.rand(rows, 1, generator=draw).exp2()
    weight = None
    if weight_dtype is not None:
        weight = (0.5 + torch.rand(width, generator=draw)).to(weight_dtype).to(device)
    return {"x": x.to(dtype).to(device), "eps": 1e-6, "weight": weight}


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, the budget of one compiled program, and inputs to try (called
# with device, and with rows for another number).
KERNEL = rms_norm
REFERENCES = {
    "gemma_rms_norm": gemma_rms_norm,
    "gemma_rms_norm_unit_offset": gemma_rms_norm_unit_offset,
    "llama_rms_norm": llama_rms_norm,
}
OUTPUTS = ("y",)
ROWS = ("x",)
BUDGET = {"registers": 96, "shared_bytes": 8192}
CASES = {
    "gemma4-26b-a4b-decode-b8": partial(make_inputs, rows=8, width=2816),
    "fp32": partial(
        make_inputs, rows=8, width=2816, dtype=torch.float32, weight_dtype=torch.float32
    ),
    "fp16": partial(
        make_inputs, rows=8, width=2816, dtype=torch.float16, weight_dtype=torch.float16
    ),
    "router-no-weight": partial(make_inputs, rows=8, width=2816, weight_dtype=None),
    "fp32-weight": partial(make_inputs, rows=8, width=2816, weight_dtype=torch.float32),
    "e2b": partial(make_inputs, rows=8, width=1536),
    "e4b": partial(make_inputs, rows=8, width=2560),
    "12b": partial(make_inputs, rows=8, width=3840),
    "31b": partial(make_inputs, rows=8, width=5376),
    "per-layer-input": partial(make_inputs, rows=42, width=256),
    "odd-width": partial(make_inputs, rows=5, width=101),
    "read-twice": partial(make_inputs, rows=3, width=40008),
}
