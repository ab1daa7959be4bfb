# SPDX-License-Identifier: Apache-2.0
"""Gate a projection by the tanh GELU of another: `gelu_tanh(gate) * up`, the middle of an MLP.

Two launches in eager, one here. `geglu` is the launcher, `dispatch` tells whether it launches and
why not, `geglu_of_two` is the eager reference. Needs torch and triton only: made to be pasted.

Rounding points are eager's, both: the activation and the product. The activation is computed in
fp32 as torch computes it on CUDA, with the one fused multiply-add that its compiler makes there:
outputs are bit-equal.
"""

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice

DTYPES = (torch.bfloat16, torch.float16, torch.float32)
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def geglu_of_two(gate, up):
    """gate and up [..., width] of one dtype; they may be the halves of one GEMM's output."""
    return torch.nn.functional.gelu(gate, approximate="tanh") * up


@triton.jit
def _gelu_tanh(x):
    """0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), with torch's one fma on CUDA. x fp32."""
    inner = 0.7978845608028654 * tl.fma(x * x * x, 0.044715, x)
    return 0.5 * x * (1.0 + libdevice.tanh(inner))


@triton.jit(do_not_specialize=["rows"])  # it only bounds a mask: no recompilation by batch size
def geglu_kernel(
    gate_ptr,
    up_ptr,
    y_ptr,
    rows,
    gate_stride,
    up_stride,
    WIDTH: tl.constexpr,
    BLOCK: tl.constexpr,
):
    # A program takes BLOCK consecutive elements of the output, whatever the rows' width. 64-bit
    # where rows or elements pass 2**31, 32-bit inside a program.
    start = tl.program_id(0).to(tl.int64) * BLOCK
    first_row = start // WIDTH
    index = tl.arange(0, BLOCK)
    inside = index < tl.cast(rows, tl.int64) * WIDTH - start
    column = (start - first_row * WIDTH).to(tl.int32) + index
    row = first_row + column // WIDTH
    column = column % WIDTH
    gate = tl.load(gate_ptr + row * gate_stride + column, mask=inside, other=0.0)
    up = tl.load(up_ptr + row * up_stride + column, mask=inside, other=0.0)
    dtype: tl.constexpr = y_ptr.dtype.element_ty
    activated = _gelu_tanh(gate.to(tl.float32)).to(dtype)
    y = (activated.to(tl.float32) * up.to(tl.float32)).to(dtype)
    tl.store(y_ptr + start + index, y, mask=inside)


INTERPRETED = not isinstance(geglu_kernel, triton.JITFunction)


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


def dispatch(gate, up, form="geglu", out=None, device="cuda"):
    """Decide, from the arguments' properties alone, whether `geglu` launches its kernel."""
    return _decide(device, {"gate": gate, "up": up}, {})


def geglu(gate, up, form="geglu", out=None, device="cuda"):
    """(y,), the gated projection: gate's shape and dtype, contiguous.

    gate, up: [..., width] of one dtype, bf16, fp16 or fp32, rows evenly spaced.
    out: (y,), contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    inputs = (gate, up)
    geometry = None if torch.compiler.is_compiling() else _plan(inputs, device)
    if geometry:
        outputs = _outputs(out, gate, gate.dtype)
        with _on(gate):
            _launch(geglu_kernel, (*inputs, *outputs), geometry, enable_fp_fusion=False)
        return outputs
    launched, reason = dispatch(*inputs, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = (torch.ops.workbench.geglu(*inputs),)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"geglu runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = (REFERENCES[form](*inputs),)
    if out is None:
        return results
    (y,) = _outputs(out, gate, results[0].dtype)
    return (y.copy_(results[0]),)


def _tile(elements, x):
    """Elements a program takes, and its warps: one 8-byte load a thread of each operand.

    Half of what a thread could load: on an H100 more programs in flight are worth more.
    """
    warps = 4
    return 256 // x.element_size() * warps, warps


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(inputs, device):
    """Geometry of a launch on such inputs, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    key = (device, torch.is_grad_enabled(), *[_properties(x) for x in inputs])
    plan = _plans.get(key)
    if plan is None:
        plan = _geometry(*inputs) if dispatch(*inputs, device=device).launched else ()
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(gate, up):
    """Programs, rows, elements between rows, width, elements a program, warps."""
    elements, width = gate.numel(), gate.shape[-1]
    block, warps = _tile(elements, gate)
    strides = _row_stride(gate), _row_stride(up)
    return triton.cdiv(elements, block), elements // width, *strides, width, block, warps


def _launch(kernel, tensors, geometry, **options):
    programs, rows, gate_stride, up_stride, width, block, warps = geometry
    kernel[(programs,)](
        *tensors,
        rows,
        gate_stride,
        up_stride,
        WIDTH=width,
        BLOCK=block,
        num_warps=warps,
        **options,
    )


@triton_op("workbench::geglu", mutates_args=())
def _traced(gate: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    (y,) = _outputs(None, gate, gate.dtype)
    _launch(wrap_triton(geglu_kernel), (gate, up, y), _geometry(gate, up))
    return y


def make_inputs(rows, width, dtype=torch.bfloat16, halves=False, device="cuda"):
    """Arguments of the reference, seeded: gates over both branches of tanh."""
    draw = torch.Generator().manual_seed(rows)
    both = (2 * torch.randn(2, rows, width, generator=draw)).to(dtype)
    if halves:
        gate, up = torch.cat(both.unbind(), dim=-1).to(device).chunk(2, dim=-1)
    else:
        gate, up = (each.clone().to(device) for each in both)
    return {"gate": gate, "up": up}


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, the budget of one compiled program, and inputs to try (called
# with device, and with rows for another number).
KERNEL = geglu
REFERENCES = {"geglu": geglu_of_two}
OUTPUTS = ("y",)
ROWS = ("gate", "up")
BUDGET = {"registers": 48, "shared_bytes": 0}
CASES = {
    "gemma4-26b-a4b-decode-b8": partial(make_inputs, rows=8, width=2112),
    "fp32": partial(make_inputs, rows=8, width=2112, dtype=torch.float32),
    "fp16": partial(make_inputs, rows=8, width=2112, dtype=torch.float16),
    "expert": partial(make_inputs, rows=64, width=704),
    "e4b": partial(make_inputs, rows=8, width=10240),
    "31b": partial(make_inputs, rows=8, width=21504),
    "odd-width": partial(make_inputs, rows=5, width=101),
}
