# SPDX-License-Identifier: Apache-2.0
"""The soft limit of final logits: `tanh(logits / cap) * cap`.

Three launches in eager, one here. `logit_softcap` is the launcher, `dispatch` tells whether it
launches and why not, `div_tanh_mul` is the eager reference. Needs torch and triton only: made to be
pasted.

Rounding points are eager's, all three. torch on CUDA divides by a Python number by multiplying with
its fp32 reciprocal, and so does this: outputs are bit-equal there.
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


def div_tanh_mul(logits, cap):
    """Gemma 2 to 4: logits [..., width], cap a positive number."""
    return torch.tanh(logits / cap) * cap


@triton.jit
def _tanh(x):
    """tanh of fp32 x as torch on CUDA: Triton has libdevice flush subnormals, torch does not."""
    return tl.where(tl.abs(x) < 1.1754943508222875e-38, x, libdevice.tanh(x))


@triton.jit(do_not_specialize=["rows"])  # it only bounds a mask: no recompilation by batch size
def logit_softcap_kernel(
    logits_ptr,
    y_ptr,
    rows,
    logits_stride,
    cap,
    inverse_cap,
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
    logits = tl.load(logits_ptr + row * logits_stride + column, mask=inside, other=0.0)
    dtype: tl.constexpr = y_ptr.dtype.element_ty
    # Inductor passes Python floats as fp64, which would make fp64 of all that follows.
    scaled = (logits.to(tl.float32) * tl.cast(inverse_cap, tl.float32)).to(dtype)
    limited = _tanh(scaled.to(tl.float32)).to(dtype)
    y = (limited.to(tl.float32) * tl.cast(cap, tl.float32)).to(dtype)
    tl.store(y_ptr + start + index, y, mask=inside)


INTERPRETED = not isinstance(logit_softcap_kernel, triton.JITFunction)


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


def dispatch(logits, cap, form="div_tanh_mul", out=None, device="cuda"):
    """Decide, from the arguments' properties alone, whether `logit_softcap` launches its kernel."""
    return _decide(device, {"logits": logits}, {})


def logit_softcap(logits, cap, form="div_tanh_mul", out=None, device="cuda"):
    """(y,), limited logits: their shape and dtype, contiguous.

    logits: [..., width] bf16, fp16 or fp32, rows evenly spaced.
    cap: a positive number, not a tensor.
    out: (y,), contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    geometry = None if torch.compiler.is_compiling() else _plan(logits, device)
    if geometry:
        outputs = _outputs(out, logits, logits.dtype)
        with _on(logits):
            _launch(
                *(logit_softcap_kernel, logits, *outputs, cap, geometry),
                enable_fp_fusion=False,
            )
        return outputs
    launched, reason = dispatch(logits, cap, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = (torch.ops.workbench.logit_softcap(logits, cap),)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"logit_softcap runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = (REFERENCES[form](logits, cap),)
    if out is None:
        return results
    (y,) = _outputs(out, logits, results[0].dtype)
    return (y.copy_(results[0]),)


def _tile(elements, x):
    """Elements a program takes, and its warps: one 16-byte load a thread."""
    warps = 4
    return 512 // x.element_size() * warps, warps


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(logits, device):
    """Geometry of a launch on such logits, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    key = (device, torch.is_grad_enabled(), _properties(logits))
    plan = _plans.get(key)
    if plan is None:
        plan = _geometry(logits) if dispatch(logits, None, device=device).launched else ()
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(logits):
    """Programs, rows, elements between rows, width, elements a program, warps."""
    block, warps = _tile(logits.numel(), logits)
    rows, width = logits.numel() // logits.shape[-1], logits.shape[-1]
    return triton.cdiv(logits.numel(), block), rows, _row_stride(logits), width, block, warps


def _launch(kernel, logits, y, cap, geometry, **options):
    programs, rows, logits_stride, width, block, warps = geometry
    kernel[(programs,)](
        logits,
        y,
        rows,
        logits_stride,
        float(cap),
        1.0 / cap,
        WIDTH=width,
        BLOCK=block,
        num_warps=warps,
        **options,
    )


@triton_op("workbench::logit_softcap", mutates_args=())
def _traced(logits: torch.Tensor, cap: float) -> torch.Tensor:
    (y,) = _outputs(None, logits, logits.dtype)
    _launch(wrap_triton(logit_softcap_kernel), logits, y, cap, _geometry(logits))
    return y


def make_inputs(rows, width, dtype=torch.bfloat16, cap=30.0, device="cuda"):
    """Arguments of the reference, seeded: logits from far below the cap to beyond it."""
    draw = torch.Generator().manual_seed(rows)
    logits = cap * torch.randn(rows, width, generator=draw)
    return {"logits": logits.to(dtype).to(device), "cap": cap}


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, the budget of one compiled program, and inputs to try (called
# with device, and with rows for another number).
KERNEL = logit_softcap
REFERENCES = {"div_tanh_mul": div_tanh_mul}
OUTPUTS = ("y",)
ROWS = ("logits",)
BUDGET = {"registers": 48, "shared_bytes": 0}
CASES = {
    "attention-width": partial(make_inputs, rows=8, width=2048, cap=50.0),
    "fp32": partial(make_inputs, rows=8, width=2048, dtype=torch.float32),
    "fp16": partial(make_inputs, rows=8, width=2048, dtype=torch.float16),
    "gemma4-vocabulary": partial(make_inputs, rows=2, width=262144),
    "odd-width": partial(make_inputs, rows=5, width=101),
}
