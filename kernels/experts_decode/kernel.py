# SPDX-License-Identifier: Apache-2.0
"""Mixture-of-experts MLP for a few tokens: two launches that read the chosen experts in place.

Gate and up projection with their activation, then down projection with routing weights and the sum
over a token's experts: matrix-vector products straight from the experts' weights, which eager
copies first. `experts_decode` is the launcher, `dispatch` tells whether it launches and why not,
`experts_batched_mm` is the eager reference. Needs torch and triton only: made to be pasted.

Rounding points are eager's: gate, up, activation, product, down projection, and the weighted share
where weights are 16-bit. Sums are fp32, in an order that depends on the shapes alone: a token's
result does not depend on the batch around it.
"""

import warnings
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice

DTYPES = (torch.bfloat16, torch.float16, torch.float32)
TOKENS_MAX = 8
PAIRS_MAX = 64
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def experts_batched_mm(hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj):
    """Hugging Face's `batched_mm` experts, to which `generate()` switches for decode.

    hidden_states [T, H]; top_k_index, top_k_weights [T, K]; gate_up_proj [E, 2*I, H], gate above
    up; down_proj [E, H, I]. Returns [T, H].
    """
    experts = top_k_index.reshape(-1).clamp(0, gate_up_proj.shape[0] - 1)
    x = hidden_states.repeat_interleave(top_k_index.shape[-1], dim=0)
    gate, up = torch.bmm(gate_up_proj[experts], x.unsqueeze(-1)).squeeze(-1).chunk(2, dim=-1)
    x = torch.nn.functional.gelu(gate, approximate="tanh") * up
    x = torch.bmm(down_proj[experts], x.unsqueeze(-1)).squeeze(-1)
    x = x * top_k_weights.reshape(-1).unsqueeze(-1)
    return x.view(*top_k_index.shape, x.shape[-1]).sum(dim=1).to(hidden_states.dtype)


@triton.jit
def _dot_rows(
    row_ptrs,
    x_ptrs,
    inside_rows,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    UNROLL: tl.constexpr,
):
    """Dot products in fp32 of ROWS weight rows, each with the vector at its own pointer."""
    # A vector shared by rows is loaded again for each: the loads then have the weights' layout, and
    # no thread waits for another inside the loop.
    column = tl.arange(0, BLOCK)
    sums = tl.zeros([ROWS, BLOCK], tl.float32)
    for left in tl.range(0, WIDTH, BLOCK, loop_unroll_factor=UNROLL):
        at = left + column[None, :]
        inside = inside_rows[:, None] & (at < WIDTH)
        if WIDTH % BLOCK == 0:
            inside = tl.broadcast_to(inside_rows[:, None], [ROWS, BLOCK])
        w = tl.load(row_ptrs[:, None] + at, mask=inside, other=0.0).to(tl.float32)
        x = tl.load(x_ptrs[:, None] + at, mask=inside, other=0.0).to(tl.float32)
        sums = tl.fma(w, x, sums)
    return tl.sum(sums, 1)


@triton.jit
def _gelu_tanh(x):
    inner = 0.7978845608028654 * (x + 0.044715 * (x * x * x))
    return 0.5 * x * (1.0 + libdevice.tanh(inner))


@triton.jit
def _gate_up_kernel(
    x_ptr,
    ids_ptr,
    weight_ptr,
    hidden_ptr,
    x_stride,
    num_experts,
    K: tl.constexpr,
    WIDTH: tl.constexpr,
    INNER: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    UNROLL: tl.constexpr,
):
    """Program (pair, tile): `gelu_tanh(gate) * up` for one tile of the rows of the pair's expert.

    Rounded where eager rounds: gate and up to the model's dtype, the activation, the product.
    """
    dtype = hidden_ptr.dtype.element_ty
    pair = tl.program_id(0)
    tile = tl.program_id(1)
    expert = tl.minimum(tl.maximum(tl.load(ids_ptr + pair), 0), num_experts - 1).to(tl.int64)
    row = tl.arange(0, 2 * ROWS)  # a gate row, its up row, the next gate row, ...
    n = tile * ROWS + row // 2
    rows = weight_ptr + expert * (2 * INNER * WIDTH) + (n + (row % 2) * INNER) * WIDTH
    x = x_ptr + (pair // K).to(tl.int64) * x_stride + tl.zeros_like(row)
    sums = _dot_rows(rows, x, n < INNER, WIDTH, 2 * ROWS, BLOCK, UNROLL)
    gate, up = tl.split(tl.reshape(sums, [ROWS, 2]))
    active = _gelu_tanh(gate.to(dtype).to(tl.float32)).to(dtype).to(tl.float32)
    n = tile * ROWS + tl.arange(0, ROWS)
    hidden = (active * up.to(dtype).to(tl.float32)).to(dtype)
    tl.store(hidden_ptr + pair * INNER + n, hidden, mask=n < INNER)


@triton.jit
def _down_kernel(
    hidden_ptr,
    ids_ptr,
    weights_ptr,
    weight_ptr,
    out_ptr,
    num_experts,
    K: tl.constexpr,
    WIDTH: tl.constexpr,
    INNER: tl.constexpr,
    K_PAD: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    UNROLL: tl.constexpr,
):
    """Program (token, tile): one tile of the token's output, from all its experts at once.

    The projection is rounded, then its weighted share where eager rounds that; shares are summed in
    the order of k.
    """
    dtype = out_ptr.dtype.element_ty
    token = tl.program_id(0)
    tile = tl.program_id(1)
    row = tl.arange(0, K_PAD * ROWS)
    k = row // ROWS
    n = tile * ROWS + row % ROWS
    pair = token * K + k
    expert = tl.load(ids_ptr + pair, mask=k < K, other=0)
    expert = tl.minimum(tl.maximum(expert, 0), num_experts - 1).to(tl.int64)
    rows = weight_ptr + expert * (WIDTH * INNER) + n * INNER
    inside = (k < K) & (n < WIDTH)
    sums = _dot_rows(rows, hidden_ptr + pair * INNER, inside, INNER, K_PAD * ROWS, BLOCK, UNROLL)
    share = sums.to(dtype).to(tl.float32)
    share *= tl.load(weights_ptr + pair, mask=k < K, other=0.0).to(tl.float32)
    if weights_ptr.dtype.element_ty == dtype:  # promotion to fp32 spares eager this rounding
        share = share.to(dtype).to(tl.float32)
    total = tl.sum(tl.reshape(share, [K_PAD, ROWS]), 0)
    n = tile * ROWS + tl.arange(0, ROWS)
    tl.store(out_ptr + token * WIDTH + n, total.to(dtype), mask=n < WIDTH)


INTERPRETED = not isinstance(_gate_up_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernels are launched for some arguments, and if not, why."""

    launched: bool
    reason: str


def dispatch(
    hidden_states,
    top_k_index,
    top_k_weights,
    gate_up_proj,
    down_proj,
    form="experts_batched_mm",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernels are launched for them."""
    if device == "interpret" and not INTERPRETED:
        return Dispatch(False, "TRITON_INTERPRET=1 was not set when this file was imported")
    if device == "cuda" and INTERPRETED:
        return Dispatch(False, 'imported under TRITON_INTERPRET: only device="interpret" launches')
    tensors = {
        "hidden_states": hidden_states,
        "gate_up_proj": gate_up_proj,
        "down_proj": down_proj,
        "top_k_index": top_k_index,
        "top_k_weights": top_k_weights,
    }
    for name, tensor in tensors.items():
        if tensor.device.type != ("cpu" if device == "interpret" else "cuda"):
            return Dispatch(False, f"{name} lies on {tensor.device}, the kernel runs on {device}")
        if tensor.device != hidden_states.device:
            return Dispatch(False, f"{name} lies on {tensor.device}, unlike hidden_states")
        if torch.is_grad_enabled() and tensor.requires_grad:
            return Dispatch(False, f"the kernel has no backward, and {name} requires a gradient")
        if name != "hidden_states" and not tensor.is_contiguous():
            return Dispatch(False, f"{name} is not contiguous")
    if hidden_states.dim() != 2 or top_k_index.dim() != 2:
        return Dispatch(False, "hidden_states and top_k_index are not both two-dimensional")
    tokens, width = hidden_states.shape
    if width > 1 and hidden_states.stride(1) != 1:
        return Dispatch(False, f"hidden_states have stride {hidden_states.stride(1)}, not 1")
    experts, k, inner = gate_up_proj.shape[0], top_k_index.shape[1], down_proj.shape[-1]
    shapes = ((tokens, k), (tokens, k), (experts, 2 * inner, width), (experts, width, inner))
    given = (top_k_index, top_k_weights, gate_up_proj, down_proj)
    if shapes != tuple(tuple(tensor.shape) for tensor in given):
        return Dispatch(False, "the shapes of ids, weights and projections do not fit")
    dtype = hidden_states.dtype
    if dtype not in DTYPES or {gate_up_proj.dtype, down_proj.dtype} != {dtype}:
        return Dispatch(False, f"no kernel for {dtype} rows on {gate_up_proj.dtype} experts")
    if top_k_index.dtype not in (torch.int64, torch.int32):
        return Dispatch(False, f"no kernel for {top_k_index.dtype} ids")
    if top_k_weights.dtype not in (dtype, torch.float32):
        return Dispatch(False, f"no kernel for {top_k_weights.dtype} routing weights")
    if tokens > TOKENS_MAX or tokens * k > PAIRS_MAX:
        return Dispatch(False, f"{tokens} tokens x {k} experts: a grouped GEMM is faster")
    if tokens * k * width * inner == 0:
        return Dispatch(False, "an empty operand: nothing to launch")
    return Dispatch(True, "")


def experts_decode(
    hidden_states,
    top_k_index,
    top_k_weights,
    gate_up_proj,
    down_proj,
    form="experts_batched_mm",
    out=None,
    device="cuda",
):
    """Output of the chosen experts, weighted and summed, for at most 8 tokens (64 pairs).

    hidden_states: [T, H] bf16, fp16 or fp32, unit stride along H.
    top_k_index: [T, K] int64 or int32; ids outside 0..E-1 are clamped, as eager clamps them.
    top_k_weights: [T, K] in fp32, or in the dtype of hidden_states.
    gate_up_proj: [E, 2*I, H], gate above up; down_proj: [E, H, I]; contiguous.
    out: [T, H] in the dtype of hidden_states, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).
    Returns a tuple of one tensor, [T, H].

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of workbench.experts_decode).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    if out is not None:
        _check_out(out, hidden_states)
    arguments = (hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj)
    geometry = None if torch.compiler.is_compiling() else _plan(arguments, device)
    if geometry:
        result = hidden_states.new_empty(hidden_states.shape) if out is None else out[0]
        if device == "cuda" and hidden_states.device.index != torch.cuda.current_device():
            with torch.cuda.device(hidden_states.device):
                _launch(_gate_up_kernel, _down_kernel, arguments, result, geometry)
        else:
            _launch(_gate_up_kernel, _down_kernel, arguments, result, geometry)
        return (result,)
    launched, reason = dispatch(*arguments, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        result = torch.ops.workbench.experts_decode(*arguments)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"experts_decode runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        result = REFERENCES[form](*arguments)
    if out is None:
        return (result,)
    out[0].copy_(result)
    return out


def _check_out(out, hidden_states):
    (result,) = out
    if result.shape != hidden_states.shape or not result.is_contiguous():
        raise ValueError(f"out: must be contiguous {list(hidden_states.shape)}")
    if result.dtype != hidden_states.dtype or result.device != hidden_states.device:
        raise ValueError(f"out: is {result.dtype} on {result.device}")


# One tile for every T: another would sum in another order, and a token's result must not depend on
# its batch. ROWS: gate rows (each with its up row); weight rows of all a token's experts.
GATE_UP_TILE = {"ROWS": 2, "BLOCK": 256, "UNROLL": 4, "num_warps": 4}
DOWN_ROWS, DOWN_TILE = 8, {"BLOCK": 256, "UNROLL": 3, "num_warps": 4}


def _down_tile(k):
    """Weight rows of an expert that a program of the down projection takes, and its tile."""
    padded = triton.next_power_of_2(k)
    rows = max(DOWN_ROWS, padded)
    block = max(16, DOWN_TILE["BLOCK"] * DOWN_ROWS // rows)
    return {**DOWN_TILE, "K_PAD": padded, "ROWS": rows // padded, "BLOCK": block}


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(arguments, device):
    """Geometry of a launch on such arguments, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    key = (device, torch.is_grad_enabled(), *[_properties(x) for x in arguments])
    plan = _plans.get(key)
    if plan is None:
        plan = _geometry(*arguments) if dispatch(*arguments, device=device).launched else ()
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(hidden_states, ids, weights, gate_up_proj, down_proj):
    """Shape of what lies between the launches, elements between rows, experts, and the grids and
    constants of `_gate_up_kernel` and `_down_kernel`.
    """
    tokens, k = ids.shape
    experts, width, inner = down_proj.shape
    shape, tile = {"K": k, "WIDTH": width, "INNER": inner}, _down_tile(k)
    # Neighbouring programs are the pairs or tokens at one tile: an expert chosen twice is read from
    # memory once, then from the L2.
    gate_up = (tokens * k, triton.cdiv(inner, GATE_UP_TILE["ROWS"])), {**shape, **GATE_UP_TILE}
    down = (tokens, triton.cdiv(width, tile["ROWS"])), {**shape, **tile}
    return (tokens * k, inner), hidden_states.stride(0), experts, *gate_up, *down


def _launch(gate_up, down, arguments, out, geometry):
    hidden_states, ids, weights, gate_up_proj, down_proj = arguments
    between, stride, experts, gate_up_grid, gate_up_tile, down_grid, down_tile = geometry
    activated = hidden_states.new_empty(between)
    gate_up[gate_up_grid](
        hidden_states,
        ids,
        gate_up_proj,
        activated,
        stride,
        experts,
        **gate_up_tile,
    )
    down[down_grid](
        activated,
        ids,
        weights,
        down_proj,
        out,
        experts,
        **down_tile,
    )


@triton_op("workbench::experts_decode", mutates_args=())
def _traced(
    hidden_states: torch.Tensor,
    top_k_index: torch.Tensor,
    top_k_weights: torch.Tensor,
    gate_up_proj: torch.Tensor,
    down_proj: torch.Tensor,
) -> torch.Tensor:
    out = hidden_states.new_empty(hidden_states.shape)
    arguments = (hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj)
    gate_up, down = wrap_triton(_gate_up_kernel), wrap_triton(_down_kernel)
    _launch(gate_up, down, arguments, out, _geometry(*arguments))
    return out


def make_inputs(
    rows,
    experts,
    k,
    width,
    inner,
    dtype,
    weights_dtype=torch.float32,
    shared=False,
    device="cuda",
):
    """Arguments of the reference, seeded: activations of order one at every stage. shared: all
    tokens choose the same experts.
    """
    draw = torch.Generator().manual_seed(rows)
    scores = torch.rand(1 if shared else rows, experts, generator=draw)
    top_k_index = scores.argsort(-1)[:, :k].expand(rows, k).contiguous()
    weights = torch.rand(rows, k, generator=draw) + 0.1
    gate_up = torch.randn(experts, 2 * inner, width, generator=draw) * width**-0.5
    down = torch.randn(experts, width, inner, generator=draw) * (inner / 4) ** -0.5
    return {
        "hidden_states": torch.randn(rows, width, generator=draw).to(dtype).to(device),
        "top_k_index": top_k_index.to(device),
        "top_k_weights": (weights / weights.sum(-1, keepdim=True)).to(weights_dtype).to(device),
        "gate_up_proj": gate_up.to(dtype).to(device),
        "down_proj": down.to(dtype).to(device),
    }


def bytes_moved(hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj):
    """Bytes that must be read and written: each chosen expert's weights once."""
    chosen = top_k_index.unique().numel()
    an_expert = gate_up_proj[0].numel() + down_proj[0].numel()
    small = 2 * hidden_states.nbytes + top_k_index.nbytes + top_k_weights.nbytes
    return chosen * an_expert * gate_up_proj.element_size() + small


# What `workbench validate` reads: see workbench/validate/subject.py. The model's own widths, with
# fewer experts than its 128: what a program reads does not depend on how many there are.
KERNEL = experts_decode
REFERENCES = {"experts_batched_mm": experts_batched_mm}
OUTPUTS = ("hidden_states",)
ROWS = ("hidden_states", "top_k_index", "top_k_weights")
ACTIVATIONS = ("hidden_states",)
CONTRACTIONS = ("hidden_states",)
TOKENS = (0, 1, 2, 3, TOKENS_MAX)
BYTES_MOVED = bytes_moved
BUDGET = {"registers": 128, "shared_bytes": 4096}
_26B = {"experts": 24, "k": 8, "width": 2816, "inner": 704}
_SMALL = {"experts": 6, "k": 3, "width": 44, "inner": 10}
CASES = {
    "gemma4-26b-a4b-decode-b8": partial(make_inputs, rows=8, dtype=torch.bfloat16, **_26B),
    "gemma4-26b-a4b-decode-b1": partial(make_inputs, rows=1, dtype=torch.bfloat16, **_26B),
    "gemma4-26b-a4b-one-choice": partial(
        make_inputs, rows=8, dtype=torch.bfloat16, shared=True, **_26B
    ),
    "small-bf16": partial(make_inputs, rows=3, dtype=torch.bfloat16, **_SMALL),
    "small-fp32": partial(make_inputs, rows=4, dtype=torch.float32, **_SMALL),
    "small-fp16-one-choice": partial(
        make_inputs, rows=4, dtype=torch.float16, shared=True, **_SMALL
    ),
    "small-bf16-weights": partial(
        make_inputs, rows=3, dtype=torch.bfloat16, weights_dtype=torch.bfloat16, **_SMALL
    ),
    "small-one-token": partial(make_inputs, rows=1, dtype=torch.bfloat16, **_SMALL),
}
GPU_CASES = tuple(name for name in CASES if name.startswith("gemma4-"))
