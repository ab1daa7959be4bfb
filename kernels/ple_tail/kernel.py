# SPDX-License-Identifier: Apache-2.0
"""The row-wise launches that per-layer embeddings leave between the GEMMs of a Gemma 4 layer.

    norm_add              y = other + norm(x, weight)                  other: the residual
    gelu_mul              y = gelu_tanh(x) * other                     other: the per-layer input
    norm_residual_scalar  y = (other + norm(x, weight)) * scalar       other: the residual

Three forms of one kernel: a GEMM lies before and after each, so a layer needs one launch of each
where eager makes ten, two and eleven. `ple_tail` is the launcher, `dispatch` tells whether it
launches and why not; the forms are the eager references. Needs torch and triton only: made to be
pasted.

Rounding points are eager's, all of them: the norm or the activation, then each sum and product.
gelu_mul is elementwise, so bit-equal. In the others only the order of the sum of squares differs,
and it depends on the row's width alone: a row's result is the same in every batch.
"""

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple, Optional

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice

DTYPES = (torch.bfloat16, torch.float16, torch.float32)
WIDTH_MAX = 1 << 15  # elements a row held in registers: 64 a thread at 16 warps
ROWS_MANY = 4096  # from here on short rows share a program, each with its own warps
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def _norm(rows, weight, eps):
    """Gemma's RMSNorm: the weight in fp32, one rounding."""
    wide = rows.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).to(rows.dtype)


def norm_add(x, other, weight, scalar, eps):
    """x, other [..., width] of one dtype, weight [width]; scalar is not read."""
    return other + _norm(x, weight, eps)


def gelu_mul(x, other, weight, scalar, eps):
    """x, other [..., width] of one dtype; weight, scalar and eps are not read."""
    return torch.nn.functional.gelu(x, approximate="tanh") * other


def norm_residual_scalar(x, other, weight, scalar, eps):
    """x, other [..., width] of one dtype, weight [width], scalar [1]."""
    y = other + _norm(x, weight, eps)
    y *= scalar
    return y


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


@triton.jit
def _gelu_tanh(x):
    """0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), with torch's one fma on CUDA. x fp32."""
    inner = 0.7978845608028654 * tl.fma(x * x * x, 0.044715, x)
    return 0.5 * x * (1.0 + libdevice.tanh(inner))


@triton.jit(do_not_specialize=["rows"])  # it only bounds a mask: no recompilation by batch size
def ple_tail_kernel(
    x_ptr,
    other_ptr,
    weight_ptr,
    scalar_ptr,
    y_ptr,
    rows,
    x_stride,
    other_stride,
    eps,
    GELU: tl.constexpr,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
):
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    live = row < rows
    column = tl.broadcast_to(tl.arange(0, BLOCK)[None, :], ROWS, BLOCK)
    # All is fetched before the reduction: one trip to memory instead of two.
    x = _load_row(x_ptr + row * x_stride, live, column, WIDTH, BLOCK)
    other = _load_row(other_ptr + row * other_stride, live, column, WIDTH, BLOCK)
    dtype: tl.constexpr = y_ptr.dtype.element_ty
    if not GELU:
        weight = _load_row(weight_ptr, True, column, WIDTH, BLOCK)
        if scalar_ptr is not None:
            scalar = tl.load(scalar_ptr).to(tl.float32)
        inverse = _inverse_rms(tl.sum(_squares(x), 1, keep_dims=True), WIDTH, eps)
    for i in tl.static_range(len(x)):
        here = i * BLOCK + column
        if GELU:
            activated = _gelu_tanh(x[i].to(tl.float32)).to(dtype)
            y = activated.to(tl.float32) * other[i].to(tl.float32)
        else:
            normed = (x[i].to(tl.float32) * inverse * weight[i].to(tl.float32)).to(dtype)
            y = other[i].to(tl.float32) + normed.to(tl.float32)
            if scalar_ptr is not None:
                y = y.to(dtype).to(tl.float32) * scalar
        tl.store(y_ptr + row * WIDTH + here, y.to(dtype), mask=live & (here < WIDTH))


INTERPRETED = not isinstance(ple_tail_kernel, triton.JITFunction)


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

    A thread holds at most 32 elements of a row of up to 16384, one 16-byte load a step. Warps and
    elements a row depend on its width alone: so does the order of its sums.
    """
    width = x.shape[-1]
    warps = min(16, triton.next_power_of_2(triton.cdiv(width, 1024)))
    block = min(512 // x.element_size() * warps, triton.next_power_of_2(width))
    together = 4 // warps if rows >= ROWS_MANY and warps < 4 and width >= 256 else 1
    return together, block, warps * together


def dispatch(
    x, other, weight=None, scalar=None, eps=1e-6, form="norm_add", out=None, device="cuda"
):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    vectors = {}
    if form != "gelu_mul":
        vectors["weight"] = (weight, x.shape[-1])
    if form == "norm_residual_scalar":
        vectors["scalar"] = (scalar, 1)
    for name, (tensor, _) in vectors.items():
        if tensor is None:
            return Dispatch(False, f"{form} needs a {name}")
    return _decide(device, {"x": x, "other": other}, vectors)


def ple_tail(
    x, other, weight=None, scalar=None, eps=1e-6, form="norm_add", out=None, device="cuda"
):
    """(y,), one of the three steps: x's shape and dtype, contiguous.

    x, other: [..., width] of one dtype, bf16, fp16 or fp32, rows evenly spaced.
    weight: [width] bf16, fp16 or fp32, contiguous; None for gelu_mul.
    scalar: one number on the device, for norm_residual_scalar.
    form: the reference to reproduce, "norm_add", "gelu_mul" or "norm_residual_scalar".
    out: (y,), contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    inputs = (x, other, *_read(form, weight, scalar))
    geometry = None if torch.compiler.is_compiling() else _plan(inputs, form, device)
    if geometry:
        outputs = _outputs(out, x, x.dtype)
        tensors = (*inputs, *outputs)
        with _on(x):
            _launch(ple_tail_kernel, tensors, eps, form, geometry, enable_fp_fusion=False)
        return outputs
    launched, reason = dispatch(*inputs, eps, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = (torch.ops.workbench.ple_tail(*inputs, eps, form),)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"ple_tail runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = (REFERENCES[form](*inputs, eps),)
    if out is None:
        return results
    (y,) = _outputs(out, x, results[0].dtype)
    return (y.copy_(results[0]),)


def _read(form, weight, scalar):
    """The weight and scalar that a form reads, None what it does not."""
    if form == "gelu_mul":
        return None, None
    return weight, scalar if form == "norm_residual_scalar" else None


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


def _geometry(x, other):
    """Programs, rows, elements between rows, width, rows a program, elements a step, warps."""
    rows = x.numel() // x.shape[-1]
    together, block, warps = _tile(rows, x)
    strides = _row_stride(x), _row_stride(other)
    return triton.cdiv(rows, together), rows, *strides, x.shape[-1], together, block, warps


def _launch(kernel, tensors, eps, form, geometry, **options):
    programs, rows, x_stride, other_stride, width, together, block, warps = geometry
    kernel[(programs,)](
        *tensors,
        rows,
        x_stride,
        other_stride,
        eps,
        GELU=form == "gelu_mul",
        WIDTH=width,
        ROWS=together,
        BLOCK=block,
        num_warps=warps,
        **options,
    )


@triton_op("workbench::ple_tail", mutates_args=())
def _traced(
    x: torch.Tensor,
    other: torch.Tensor,
    weight: Optional[torch.Tensor],  # noqa: UP045  (spelled as torch 2.11 infers schemas)
    scalar: Optional[torch.Tensor],  # noqa: UP045
    eps: float,
    form: str,
) -> torch.Tensor:
    outputs = _outputs(None, x, x.dtype)
    tensors = (x, other, weight, scalar, *outputs)
    _launch(wrap_triton(ple_tail_kernel), tensors, eps, form, _geometry(x, other))
    return outputs[0]


def make_inputs(rows, width, dtype=torch.bfloat16, weight_dtype=None, device="cuda"):
    """Arguments of every form, seeded: weight and scalar far from 1."""
    draw = torch.Generator().manual_seed(rows)

    def weight(length):
        return (0.5 + torch.rand(length, generator=draw)).to(weight_dtype or dtype).to(device)

    return {
        "x": (2 * torch.randn(rows, width, generator=draw)).to(dtype).to(device),
        "other": torch.randn(rows, width, generator=draw).to(dtype).to(device),
        "weight": weight(width),
        "scalar": weight(1),
        "eps": 1e-6,
    }


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, the budget of one compiled program, and inputs to try (called
# with device, and with rows for another number).
KERNEL = ple_tail
REFERENCES = {
    "norm_add": norm_add,
    "gelu_mul": gelu_mul,
    "norm_residual_scalar": norm_residual_scalar,
}
OUTPUTS = ("y",)
ROWS = ("x", "other")
BUDGET = {"registers": 96, "shared_bytes": 8192}
CASES = {
    "gemma4-e4b-decode-b8": partial(make_inputs, rows=8, width=2560),
    "fp32": partial(make_inputs, rows=8, width=2560, dtype=torch.float32),
    "fp16": partial(make_inputs, rows=8, width=2560, dtype=torch.float16),
    "fp32-weights": partial(make_inputs, rows=8, width=2560, weight_dtype=torch.float32),
    "e2b": partial(make_inputs, rows=8, width=1536),
    "per-layer-input": partial(make_inputs, rows=8, width=256),
    "odd-width": partial(make_inputs, rows=5, width=101),
}
