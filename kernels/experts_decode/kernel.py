# SPDX-License-Identifier: Apache-2.0
"""Mixture-of-experts MLP for a few tokens: two launches that read each chosen expert once.

Gate and up projection with their activation, then down projection with routing weights and the sum
over a token's experts: matrix-vector products straight from the experts' weights, which eager
copies first. Tokens that chose the same expert share its read. `experts_decode` is the launcher,
`dispatch` tells whether it launches and why not, `experts_batched_mm` is the eager reference. Needs
torch and triton only: made to be pasted.

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
    return x.view(*top_k_index.shape, -1).sum(dim=1).to(hidden_states.dtype)


@triton.jit
def _dot_rows(
    row_ptrs,
    x0_ptr,
    x1_ptr,
    inside_rows,
    WIDTH: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    TWO: tl.constexpr,
    STAGES: tl.constexpr,
    UNROLL: tl.constexpr,
):
    """Dot products in fp32 of ROWS weight rows with one vector of WIDTH, or with two."""
    column = tl.arange(0, BLOCK)
    # A vector is loaded as a tile of equal rows: the loads then have the weights' layout, and no
    # thread waits for another inside the loop.
    shared = tl.zeros([ROWS], tl.int32)[:, None]
    sum0 = tl.zeros([ROWS, BLOCK], tl.float32)
    sum1 = tl.zeros([ROWS, BLOCK], tl.float32)
    for left in tl.range(0, WIDTH, BLOCK, num_stages=STAGES, loop_unroll_factor=UNROLL):
        at = shared + left + column[None, :]
        inside = inside_rows[:, None] & (at < WIDTH)
        if WIDTH % BLOCK == 0:
            inside = tl.broadcast_to(inside_rows[:, None], [ROWS, BLOCK])
        w = tl.load(row_ptrs[:, None] + at, mask=inside, other=0.0).to(tl.float32)
        x0 = tl.load(x0_ptr + at, mask=inside, other=0.0).to(tl.float32)
        sum0 = tl.fma(w, x0, sum0)
        if TWO:
            x1 = tl.load(x1_ptr + at, mask=inside, other=0.0).to(tl.float32)
            sum1 = tl.fma(w, x1, sum1)
    return tl.sum(sum0, 1), tl.sum(sum1, 1)


@triton.jit
def _gelu_tanh(x):
    inner = 0.7978845608028654 * (x + 0.044715 * (x * x * x))
    return 0.5 * x * (1.0 + libdevice.tanh(inner))


@triton.jit(do_not_specialize=["pairs"])
def _gate_up_kernel(
    x_ptr,
    ids_ptr,
    weight_ptr,
    hidden_ptr,
    plan_ptr,
    x_stride,
    pairs,
    num_experts,
    K: tl.constexpr,
    WIDTH: tl.constexpr,
    INNER: tl.constexpr,
    PAIRS: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    ONE_TOKEN: tl.constexpr,
    STAGES: tl.constexpr,
    UNROLL: tl.constexpr,
):
    """Program (pair, tile): `gelu_tanh(gate) * up` for one tile of one expert's rows, for all the
    pairs that chose that expert; programs of its later pairs leave.

    Tile 0 also leaves a plan for the down projection, int32 [2, PAIRS]: the next pair with the same
    expert or -1, and whether a pair is its expert's first.
    """
    pair = tl.program_id(0)
    tile = tl.program_id(1)
    index = tl.arange(0, PAIRS)
    expert = tl.minimum(tl.maximum(tl.load(ids_ptr + pair), 0), num_experts - 1)
    count = 1
    mine = index == pair
    first = pair
    if not ONE_TOKEN:
        ids = tl.load(ids_ptr + index, mask=index < pairs, other=-1)
        ids = tl.where(index < pairs, tl.minimum(tl.maximum(ids, 0), num_experts - 1), -1)
        mine = ids == expert
        first = tl.min(tl.where(mine, index, PAIRS))
        count = tl.sum(mine.to(tl.int32))
        if tile == 0:
            later = tl.min(tl.where(mine & (index > pair), index, PAIRS))
            tl.store(plan_ptr + pair, tl.where(later == PAIRS, -1, later))
            tl.store(plan_ptr + PAIRS + pair, (first == pair).to(tl.int32))
    if first == pair:
        row = tl.arange(0, 2 * ROWS)
        n = tile * ROWS + row // 2
        rows = (
            weight_ptr + expert.to(tl.int64) * (2 * INNER * WIDTH) + (n + (row % 2) * INNER) * WIDTH
        )
        if ONE_TOKEN:
            sums, _ = _dot_rows(
                rows, x_ptr, x_ptr, n < INNER, WIDTH, 2 * ROWS, BLOCK, False, STAGES, UNROLL
            )
            _store_hidden(hidden_ptr + pair * INNER, sums, tile, INNER, ROWS)
        else:
            rank = tl.cumsum(mine.to(tl.int32)) - 1
            for done in range(0, count, 2):
                pair0 = tl.sum(tl.where(mine & (rank == done), index, 0))
                pair1 = tl.sum(tl.where(mine & (rank == done + 1), index, 0))
                sums0, sums1 = _dot_rows(
                    rows,
                    x_ptr + (pair0 // K) * x_stride,
                    x_ptr + (pair1 // K) * x_stride,
                    n < INNER,
                    WIDTH,
                    2 * ROWS,
                    BLOCK,
                    True,
                    STAGES,
                    UNROLL,
                )
                _store_hidden(hidden_ptr + pair0 * INNER, sums0, tile, INNER, ROWS)
                if done + 1 < count:
                    _store_hidden(hidden_ptr + pair1 * INNER, sums1, tile, INNER, ROWS)


@triton.jit
def _store_hidden(hidden_ptr, sums, tile, INNER: tl.constexpr, ROWS: tl.constexpr):
    """Round where eager does: gate and up to the model's dtype, the activation, the product."""
    dtype = hidden_ptr.dtype.element_ty
    gate, up = tl.split(tl.reshape(sums, [ROWS, 2]))
    active = _gelu_tanh(gate.to(dtype).to(tl.float32)).to(dtype).to(tl.float32)
    n = tile * ROWS + tl.arange(0, ROWS)
    tl.store(hidden_ptr + n, (active * up.to(dtype).to(tl.float32)).to(dtype), mask=n < INNER)


@triton.jit
def _weighted(sums, weights_ptr, pair, dtype: tl.constexpr):
    """One pair's share of the output: the projection rounded, times its routing weight."""
    weight = tl.load(weights_ptr + pair)
    share = sums.to(dtype).to(tl.float32) * weight.to(tl.float32)
    if weights_ptr.dtype.element_ty == dtype:  # promotion to fp32 spares eager this rounding
        share = share.to(dtype).to(tl.float32)
    return share


@triton.jit(do_not_specialize=["tokens", "pairs"])
def _down_kernel(
    hidden_ptr,
    ids_ptr,
    weights_ptr,
    weight_ptr,
    plan_ptr,
    out_ptr,
    tokens,
    pairs,
    num_experts,
    K: tl.constexpr,
    WIDTH: tl.constexpr,
    INNER: tl.constexpr,
    PAIRS: tl.constexpr,
    TOKENS: tl.constexpr,
    K_PAD: tl.constexpr,
    ROWS: tl.constexpr,
    BLOCK: tl.constexpr,
    ONE_TOKEN: tl.constexpr,
    STAGES: tl.constexpr,
    UNROLL: tl.constexpr,
):
    """One tile of the output's columns for every token: all chosen experts in turn, summed over a
    token's experts in the order of k, whatever the batch.
    """
    dtype = out_ptr.dtype.element_ty
    n = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    slot = tl.arange(0, TOKENS * K_PAD)
    shares = tl.zeros([ROWS, TOKENS * K_PAD], tl.float32)
    for lead in range(pairs):
        expert = tl.minimum(tl.maximum(tl.load(ids_ptr + lead), 0), num_experts - 1)
        rows = weight_ptr + expert.to(tl.int64) * (WIDTH * INNER) + n * INNER
        if ONE_TOKEN:
            sums, _ = _dot_rows(
                rows,
                hidden_ptr + lead * INNER,
                hidden_ptr,
                n < WIDTH,
                INNER,
                ROWS,
                BLOCK,
                False,
                STAGES,
                UNROLL,
            )
            share = _weighted(sums, weights_ptr, lead, dtype)
            shares = tl.where(slot[None, :] == lead, share[:, None], shares)
        elif tl.load(plan_ptr + PAIRS + lead) != 0:
            pair0 = lead
            while pair0 >= 0:
                after = tl.load(plan_ptr + pair0)
                pair1 = tl.where(after >= 0, after, pair0)
                sums0, sums1 = _dot_rows(
                    rows,
                    hidden_ptr + pair0 * INNER,
                    hidden_ptr + pair1 * INNER,
                    n < WIDTH,
                    INNER,
                    ROWS,
                    BLOCK,
                    True,
                    STAGES,
                    UNROLL,
                )
                share = _weighted(sums0, weights_ptr, pair0, dtype)
                slot0 = (pair0 // K) * K_PAD + pair0 % K
                shares = tl.where(slot[None, :] == slot0, share[:, None], shares)
                share = _weighted(sums1, weights_ptr, pair1, dtype)
                slot1 = (pair1 // K) * K_PAD + pair1 % K
                shares = tl.where(slot[None, :] == slot1, share[:, None], shares)
                pair0 = after
                if after >= 0:
                    pair0 = tl.load(plan_ptr + after)
    total = tl.sum(tl.reshape(shares, [ROWS, TOKENS, K_PAD]), 2)
    token = tl.arange(0, TOKENS)
    at = token[None, :] * WIDTH + n[:, None]
    tl.store(out_ptr + at, total.to(dtype), mask=(token[None, :] < tokens) & (n[:, None] < WIDTH))


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

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason.
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    if out is not None:
        _check_out(out, hidden_states)
    arguments = (hidden_states, top_k_index, top_k_weights, gate_up_proj, down_proj)
    launched, reason = dispatch(*arguments, form, out, device)
    if not launched:
        warnings.warn(f"experts_decode runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        result = REFERENCES[form](*arguments)
    elif torch.compiler.is_compiling():  # the registered op costs 50 us a call, so only here
        result = torch.ops.workbench.experts_decode(*arguments)
    else:
        result = hidden_states.new_empty(hidden_states.shape) if out is None else out[0]
        if device == "cuda" and hidden_states.device.index != torch.cuda.current_device():
            with torch.cuda.device(hidden_states.device):
                _launch(_gate_up_kernel, _down_kernel, arguments, result)
        else:
            _launch(_gate_up_kernel, _down_kernel, arguments, result)
        return (result,)
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


GATE_UP_TILE = {"ROWS": 4, "BLOCK": 256, "STAGES": 1, "UNROLL": 4, "num_warps": 4}
DOWN_TILE = {"ROWS": 8, "BLOCK": 256, "STAGES": 1, "UNROLL": 3, "num_warps": 4}


def _launch(gate_up, down, arguments, out):
    hidden_states, ids, weights, gate_up_proj, down_proj = arguments
    tokens, k = ids.shape
    experts, width, inner = down_proj.shape
    pairs = tokens * k
    padded = triton.next_power_of_2(pairs)
    activated = hidden_states.new_empty(pairs, inner)
    plan = None if tokens == 1 else ids.new_empty((2, padded), dtype=torch.int32)
    shape = {"K": k, "WIDTH": width, "INNER": inner, "PAIRS": padded, "ONE_TOKEN": tokens == 1}
    gate_up[(pairs, triton.cdiv(inner, GATE_UP_TILE["ROWS"]))](
        hidden_states,
        ids,
        gate_up_proj,
        activated,
        plan,
        hidden_states.stride(0),
        pairs,
        experts,
        **shape,
        **GATE_UP_TILE,
    )
    down[(triton.cdiv(width, DOWN_TILE["ROWS"]),)](
        activated,
        ids,
        weights,
        down_proj,
        plan,
        out,
        tokens,
        pairs,
        experts,
        **shape,
        TOKENS=triton.next_power_of_2(tokens),
        K_PAD=triton.next_power_of_2(k),
        **DOWN_TILE,
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
    _launch(wrap_triton(_gate_up_kernel), wrap_triton(_down_kernel), arguments, out)
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


# What `workbench validate` reads: see workbench/validate/subject.py. The model's own widths, with
# fewer experts than its 128: what a program reads does not depend on how many there are.
KERNEL = experts_decode
REFERENCES = {"experts_batched_mm": experts_batched_mm}
OUTPUTS = ("hidden_states",)
ROWS = ("hidden_states", "top_k_index", "top_k_weights")
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
