# SPDX-License-Identifier: Apache-2.0
"""Sort token-expert pairs by expert and gather their rows, ready for a grouped GEMM.

One launch for few pairs, two for many (the first only counts), where Hugging Face's `grouped_mm`
path makes about fifteen: sort, floor-divide, gather, histogram, cumsum, mask, inverse permutation.
No program waits for another: each finds its pairs' places by comparing and counting. `moe_dispatch`
is the launcher, `dispatch` tells whether it launches and why not, `dispatch_by_sort` is the eager
reference. Needs torch and triton only: made to be pasted.

Nothing is computed on the rows: every output is bit-equal to eager's, with a stable sort. Names: T
tokens, K experts a token, a pair is one of T*K, E experts, H wide.
"""

import warnings
from functools import partial
from typing import NamedTuple

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton

IDS_DTYPES = (torch.int64, torch.int32)
FLOAT_DTYPES = (torch.bfloat16, torch.float16, torch.float32)
PAIRS_MAX = 1 << 20  # beyond, chunks are many and long: a radix sort wins
K_MAX = 32
COMPARED_MAX = 1 << 14  # a token's pairs with all others: beyond, chunks are counted first
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def dispatch_by_sort(hidden_states, top_k_index, top_k_weights, num_experts):
    """What Hugging Face's `grouped_mm` experts do around their GEMMs.

    hidden_states [T, H]; top_k_index [T, K], `num_experts` where a pair is another rank's;
    top_k_weights [T, K]. Returns rows [T*K, H] in order of expert, zero where not ours; weights
    [T*K] in that order; offsets [E] int32, one past each expert's last row; permutation [T*K] int64
    (place -> pair) and its inverse.
    """
    experts, permutation = torch.sort(top_k_index.reshape(-1), stable=True)
    rows = hidden_states[permutation // top_k_index.shape[-1]]
    weights = top_k_weights.reshape(-1)[permutation]
    countable = experts.int() if experts.is_cuda else experts.float()
    counts = torch.histc(countable, bins=num_experts, min=0, max=num_experts - 1)
    offsets = torch.cumsum(counts, dim=0, dtype=torch.int32)
    rows.masked_fill_((experts >= num_experts).unsqueeze(-1), 0.0)
    inverse = torch.empty_like(permutation)
    inverse[permutation] = torch.arange(permutation.shape[0], device=permutation.device)
    return rows, weights, offsets, permutation, inverse


@triton.jit
def _load_ids(ids_ptr, pair, pairs, num_experts):
    """Experts of the pairs: `num_experts` where another rank's, one more past the last pair."""
    ids = tl.load(ids_ptr + pair, mask=pair < pairs, other=0).to(tl.int32)
    return tl.where(pair < pairs, tl.minimum(ids, num_experts), num_experts + 1)


@triton.jit(do_not_specialize=["pairs"])
def _count_kernel(
    ids_ptr,
    below_ptr,
    pairs,
    num_experts,
    K: tl.constexpr,
    CHUNK: tl.constexpr,
    EXPERTS: tl.constexpr,
):
    """Program (chunk, tile of experts): how many of the chunk's pairs are of lower experts."""
    SPAN: tl.constexpr = CHUNK // K * K  # whole tokens
    lane = tl.arange(0, CHUNK)
    pair = tl.where(lane < SPAN, tl.program_id(0) * SPAN + lane, pairs)
    expert = tl.program_id(1) * EXPERTS + tl.arange(0, EXPERTS)
    lower = _load_ids(ids_ptr, pair, pairs, num_experts)[:, None] < expert[None, :]
    at = below_ptr + tl.program_id(0) * (num_experts + 2) + expert
    tl.store(at, tl.sum(lower.to(tl.int32), 0), mask=expert < num_experts + 2)


@triton.jit(do_not_specialize=["tokens", "pairs", "chunks"])
def _place_kernel(
    ids_ptr,
    weights_ptr,
    hidden_ptr,
    below_ptr,
    rows_ptr,
    sorted_weights_ptr,
    offsets_ptr,
    permutation_ptr,
    inverse_ptr,
    tokens,
    pairs,
    chunks,
    hidden_stride,
    width,
    num_experts,
    K: tl.constexpr,
    K_PAD: tl.constexpr,
    CHUNK: tl.constexpr,
    CHUNKS: tl.constexpr,
    EXPERTS: tl.constexpr,
    BLOCK_WIDTH: tl.constexpr,
):
    """Program (token, part) finds the places of a token's pairs and copies its part of the row
    there; programs past the last token find where experts end.

    A pair comes after all pairs of lower experts and the earlier ones of its own. Within its chunk
    they are seen, in other chunks counted by `_count_kernel`; below_ptr None: one chunk is all.
    """
    SPAN: tl.constexpr = CHUNK // K * K
    COUNTED: tl.constexpr = below_ptr is not None
    token = tl.program_id(0)
    part = tl.program_id(1)
    lane = tl.arange(0, CHUNK)
    chunk = tl.arange(0, CHUNKS)
    if token < tokens:
        k = tl.arange(0, K_PAD)
        pair = token * K + k
        expert = _load_ids(ids_ptr, tl.where(k < K, pair, pairs), pairs, num_experts)
        column = part * BLOCK_WIDTH + tl.arange(0, BLOCK_WIDTH)
        keep = column < width
        x = tl.load(hidden_ptr + token.to(tl.int64) * hidden_stride + column, mask=keep)

        mine = token * K // SPAN
        other = tl.where(lane < SPAN, mine * SPAN + lane, pairs)
        theirs = _load_ids(ids_ptr, other, pairs, num_experts)
        before = (theirs[None, :] == expert[:, None]) & (other[None, :] < pair[:, None])
        if not COUNTED:
            before = before | (theirs[None, :] < expert[:, None])
        place = tl.sum(before.to(tl.int32), 1)
        if COUNTED:
            above = expert[:, None] + (chunk < mine).to(tl.int32)[None, :]
            at = below_ptr + chunk[None, :] * (num_experts + 2) + above
            there = (k < K)[:, None] & (chunk < chunks)[None, :]
            place += tl.sum(tl.load(at, mask=there, other=0), 1)

        if part == 0:
            tl.store(permutation_ptr + place, pair.to(tl.int64), mask=k < K)
            tl.store(inverse_ptr + pair, place.to(tl.int64), mask=k < K)
            weight = tl.load(weights_ptr + pair, mask=k < K)
            tl.store(sorted_weights_ptr + place, weight, mask=k < K)
        place_and_ours = place * 2 + (expert < num_experts).to(tl.int32)
        for j in tl.static_range(K):
            found = tl.sum(tl.where(k == j, place_and_ours, 0))
            ours = tl.where(found % 2 == 1, x, tl.zeros_like(x))
            tl.store(rows_ptr + (found // 2).to(tl.int64) * width + column, ours, mask=keep)
    elif part == 0:
        expert = (token - tokens) * EXPERTS + tl.arange(0, EXPERTS)
        if COUNTED:
            at = below_ptr + chunk[None, :] * (num_experts + 2) + expert[:, None] + 1
            there = (expert < num_experts)[:, None] & (chunk < chunks)[None, :]
            end = tl.sum(tl.load(at, mask=there, other=0), 1)
        else:
            ids = _load_ids(ids_ptr, lane, pairs, num_experts)
            end = tl.sum((ids[None, :] <= expert[:, None]).to(tl.int32), 1)
        tl.store(offsets_ptr + expert, end, mask=expert < num_experts)


INTERPRETED = not isinstance(_place_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


def dispatch(
    hidden_states,
    top_k_index,
    top_k_weights,
    num_experts,
    form="dispatch_by_sort",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched for them."""
    if device == "interpret" and not INTERPRETED:
        return Dispatch(False, "TRITON_INTERPRET=1 was not set when this file was imported")
    if device == "cuda" and INTERPRETED:
        return Dispatch(False, 'imported under TRITON_INTERPRET: only device="interpret" launches')
    for name, tensor in (
        ("hidden_states", hidden_states),
        ("top_k_index", top_k_index),
        ("top_k_weights", top_k_weights),
    ):
        if tensor.device.type != ("cpu" if device == "interpret" else "cuda"):
            return Dispatch(False, f"{name} lies on {tensor.device}, the kernel runs on {device}")
        if tensor.device != hidden_states.device:
            return Dispatch(False, f"{name} lies on {tensor.device}, unlike hidden_states")
        if tensor.dim() != 2:
            return Dispatch(False, f"{name} has {tensor.dim()} dimensions, not 2")
        if torch.is_grad_enabled() and tensor.requires_grad:
            return Dispatch(False, f"the kernel has no backward, and {name} requires a gradient")
    tokens, width = hidden_states.shape
    pairs = top_k_index.numel()
    if top_k_index.shape[0] != tokens or top_k_weights.shape != top_k_index.shape:
        return Dispatch(False, "ids and weights are not K a token")
    if not (top_k_index.is_contiguous() and top_k_weights.is_contiguous()):
        return Dispatch(False, "ids or weights are not contiguous")
    if width > 1 and hidden_states.stride(1) != 1:
        return Dispatch(False, f"hidden_states have stride {hidden_states.stride(1)}, not 1")
    if top_k_index.dtype not in IDS_DTYPES:
        return Dispatch(False, f"no kernel for {top_k_index.dtype} ids")
    if not {hidden_states.dtype, top_k_weights.dtype} <= set(FLOAT_DTYPES):
        return Dispatch(False, f"no kernel for {hidden_states.dtype} or {top_k_weights.dtype}")
    if top_k_index.shape[1] > K_MAX:
        return Dispatch(False, f"{top_k_index.shape[1]} experts a token: more than {K_MAX}")
    if pairs > PAIRS_MAX:
        return Dispatch(False, f"{pairs} pairs: beyond {PAIRS_MAX} a radix sort is faster")
    if pairs * width == 0 or num_experts < 1:
        return Dispatch(False, "no pairs, columns or experts: nothing to launch")
    return Dispatch(True, "")


def moe_dispatch(
    hidden_states,
    top_k_index,
    top_k_weights,
    num_experts,
    form="dispatch_by_sort",
    out=None,
    device="cuda",
):
    """Rows and weights in order of expert, with what finds the way there and back.

    hidden_states: [T, H] bf16, fp16 or fp32, unit stride along H.
    top_k_index: [T, K] int64 or int32, each 0..num_experts, where num_experts is no expert of ours.
    top_k_weights: [T, K] bf16, fp16 or fp32.
    out: (rows, weights, offsets, permutation, inverse) as returned, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).
    Returns rows [T*K, H], weights [T*K], offsets [num_experts] int32, permutation and inverse
    [T*K] int64, as `dispatch_by_sort` does.

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of workbench.moe_dispatch).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    arguments = (hidden_states, top_k_index, top_k_weights, num_experts)
    if out is not None:
        _check_out(out, arguments)
    geometry = None if torch.compiler.is_compiling() else _plan(arguments, device)
    if geometry:
        results = _new_outputs(*arguments) if out is None else out
        if device == "cuda" and hidden_states.device.index != torch.cuda.current_device():
            with torch.cuda.device(hidden_states.device):
                _launch(_count_kernel, _place_kernel, arguments, results, geometry)
        else:
            _launch(_count_kernel, _place_kernel, arguments, results, geometry)
        return results
    launched, reason = dispatch(*arguments, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = torch.ops.workbench.moe_dispatch(*arguments)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"moe_dispatch runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](*arguments)
    if out is None:
        return results
    for mine, result in zip(out, results, strict=True):
        mine.copy_(result)
    return out


def _new_outputs(hidden_states, top_k_index, top_k_weights, num_experts):
    pairs = top_k_index.numel()
    return (
        hidden_states.new_empty(pairs, hidden_states.shape[1]),
        top_k_weights.new_empty(pairs),
        top_k_index.new_empty(num_experts, dtype=torch.int32),
        top_k_index.new_empty(pairs, dtype=torch.int64),
        top_k_index.new_empty(pairs, dtype=torch.int64),
    )


def _check_out(out, arguments):
    hidden_states, top_k_index, top_k_weights, num_experts = arguments
    pairs = top_k_index.numel()
    expected = (
        ("rows", (pairs, hidden_states.shape[1]), hidden_states.dtype),
        ("weights", (pairs,), top_k_weights.dtype),
        ("offsets", (num_experts,), torch.int32),
        ("permutation", (pairs,), torch.int64),
        ("inverse", (pairs,), torch.int64),
    )
    for tensor, (name, shape, dtype) in zip(out, expected, strict=True):
        if tuple(tensor.shape) != shape or not tensor.is_contiguous():
            raise ValueError(f"out: {name} must be contiguous {list(shape)}")
        if tensor.dtype != dtype or tensor.device != hidden_states.device:
            raise ValueError(f"out: {name} is {tensor.dtype} on {tensor.device}")


def _chunk(pairs, padded_k):
    """Pairs that are compared with each other at once, all of them where that is quick."""
    if pairs * padded_k <= COMPARED_MAX:
        return triton.next_power_of_2(pairs)
    return max(512, triton.next_power_of_2(triton.cdiv(pairs, 1024)))


def _row_tile(tokens):
    """Columns that a program copies, and its warps: few tokens spread over more programs."""
    return (1024, 4) if tokens <= 64 else (4096, 8)


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(arguments, device):
    """Geometry of a launch on such arguments, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    *tensors, num_experts = arguments
    key = (device, num_experts, torch.is_grad_enabled(), *[_properties(x) for x in tensors])
    plan = _plans.get(key)
    if plan is None:
        plan = _geometry(*arguments) if dispatch(*arguments, device=device).launched else ()
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(hidden_states, ids, weights, num_experts):
    """Tokens, width, pairs, experts a token and padded, pairs a chunk, chunks and padded, columns a
    program, warps, and the grids of `_count_kernel` and `_place_kernel`.
    """
    tokens, width = hidden_states.shape
    pairs, k = ids.numel(), ids.shape[1]
    padded_k = triton.next_power_of_2(k)
    chunk = _chunk(pairs, padded_k)
    chunks = triton.cdiv(pairs, chunk // k * k)
    part, warps = _row_tile(tokens)
    part = min(part, triton.next_power_of_2(width))
    count_grid = (chunks, triton.cdiv(num_experts + 2, 16))
    place_grid = (tokens + triton.cdiv(num_experts, 16), triton.cdiv(width, part))
    sizes = (tokens, width, pairs, k, padded_k, chunk, chunks, triton.next_power_of_2(chunks))
    return *sizes, part, warps, count_grid, place_grid


def _launch(count, place, arguments, out, geometry):
    hidden_states, ids, weights, num_experts = arguments
    rows, sorted_weights, offsets, permutation, inverse = out
    tokens, width, pairs, k, padded_k, chunk, chunks, padded_chunks, *tiles = geometry
    part, warps, count_grid, place_grid = tiles
    below = None
    if chunks > 1:
        below = offsets.new_empty(chunks, num_experts + 2)
        count[count_grid](ids, below, pairs, num_experts, K=k, CHUNK=chunk, EXPERTS=16, num_warps=4)
    place[place_grid](
        ids,
        weights,
        hidden_states,
        below,
        rows,
        sorted_weights,
        offsets,
        permutation,
        inverse,
        tokens,
        pairs,
        chunks,
        hidden_states.stride(0),
        width,
        num_experts,
        K=k,
        K_PAD=padded_k,
        CHUNK=chunk,
        CHUNKS=padded_chunks,
        EXPERTS=16,
        BLOCK_WIDTH=part,
        num_warps=warps,
    )


@triton_op("workbench::moe_dispatch", mutates_args=())
def _traced(
    hidden_states: torch.Tensor,
    top_k_index: torch.Tensor,
    top_k_weights: torch.Tensor,
    num_experts: int,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    arguments = (hidden_states, top_k_index, top_k_weights, num_experts)
    out = _new_outputs(*arguments)
    count, place = wrap_triton(_count_kernel), wrap_triton(_place_kernel)
    _launch(count, place, arguments, out, _geometry(*arguments))
    return out


def make_inputs(rows, experts, k, width, dtype, elsewhere=0.0, skew=0.0, device="cuda"):
    """Arguments of the reference, seeded. elsewhere: share of pairs that are no expert of ours;
    skew: how much some experts are preferred.
    """
    draw = torch.Generator().manual_seed(rows)
    liking = skew * torch.randn(experts, generator=draw)
    scores = torch.rand(rows, experts, generator=draw) + liking
    ids = scores.argsort(-1, descending=True)[:, :k].contiguous()
    ids[torch.rand(ids.shape, generator=draw) < elsewhere] = experts
    return {
        "hidden_states": torch.randn(rows, width, generator=draw).to(dtype).to(device),
        "top_k_index": ids.to(device),
        "top_k_weights": torch.rand(rows, k, generator=draw).to(device),
        "num_experts": experts,
    }


# What `workbench validate` reads: see workbench/validate/subject.py.
KERNEL = moe_dispatch
REFERENCES = {"dispatch_by_sort": dispatch_by_sort}
OUTPUTS = ("rows", "weights", "offsets", "permutation", "inverse")
ROWS = ("hidden_states", "top_k_index", "top_k_weights")
ACTIVATIONS = ("hidden_states",)
BUDGET = {"registers": 128, "shared_bytes": 32768}
_26B = {"experts": 128, "k": 8, "width": 2816, "dtype": torch.bfloat16}
_SMALL = {"experts": 6, "k": 3, "width": 20}
CASES = {
    "gemma4-26b-a4b-decode-b8": partial(make_inputs, rows=8, **_26B),
    "gemma4-26b-a4b-prefill-2048": partial(make_inputs, rows=2048, **_26B),
    "gemma4-26b-a4b-expert-parallel": partial(make_inputs, rows=64, elsewhere=0.75, **_26B),
    "gemma4-26b-a4b-skewed": partial(make_inputs, rows=300, skew=2.0, **_26B),
    "small-fp32": partial(make_inputs, rows=7, dtype=torch.float32, **_SMALL),
    "small-fp16-elsewhere": partial(
        make_inputs, rows=9, dtype=torch.float16, elsewhere=0.4, **_SMALL
    ),
    "small-two-launches": partial(
        make_inputs,
        rows=110,
        experts=20,
        k=10,
        width=20,
        dtype=torch.bfloat16,
        elsewhere=0.1,
        skew=0.5,
    ),
    "all-to-one": partial(make_inputs, rows=5, experts=1, k=1, width=33, dtype=torch.bfloat16),
}
GPU_CASES = tuple(name for name in CASES if name.startswith("gemma4-"))
