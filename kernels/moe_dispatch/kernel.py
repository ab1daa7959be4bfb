# SPDX-License-Identifier: Apache-2.0
"""Sort token-expert pairs by expert and gather their rows, ready for a grouped GEMM.

One launch for few pairs, two for many (the second only copies rows), where Hugging Face's
`grouped_mm` path makes about fifteen: sort, floor-divide, gather, histogram, cumsum, mask, inverse
permutation. `moe_dispatch` is the launcher, `dispatch` tells whether it launches and why not,
`dispatch_by_sort` is the eager reference. Needs torch and triton only: made to be pasted.

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
PAIRS_MAX = 1 << 20  # each expert's program reads every id twice: beyond, a radix sort wins


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


@triton.jit(do_not_specialize=["pairs"])
def _plan_kernel(
    ids_ptr,
    weights_ptr,
    hidden_ptr,
    rows_ptr,
    sorted_weights_ptr,
    offsets_ptr,
    permutation_ptr,
    inverse_ptr,
    pairs,
    hidden_stride,
    width,
    num_experts,
    K: tl.constexpr,
    BLOCK_PAIRS: tl.constexpr,
    BLOCK_WIDTH: tl.constexpr,
    GATHER: tl.constexpr,
):
    """Program e places the pairs of expert e; program `num_experts` those of no expert.

    Each counts the pairs of lower experts, which is where its own begin: no program waits for
    another. GATHER: copy the rows too (needs pairs <= BLOCK_PAIRS).
    """
    expert = tl.program_id(0)
    lane = tl.arange(0, BLOCK_PAIRS)
    lower = tl.zeros([BLOCK_PAIRS], tl.int32)
    for start in range(0, pairs, BLOCK_PAIRS):
        pair = start + lane
        ids = tl.load(ids_ptr + pair, mask=pair < pairs, other=num_experts + 1)
        lower += (ids < expert).to(tl.int32)
    begin = tl.sum(lower)
    end = begin
    for start in range(0, pairs, BLOCK_PAIRS):
        pair = start + lane
        ids = tl.load(ids_ptr + pair, mask=pair < pairs, other=num_experts + 1)
        mine = (tl.minimum(ids, num_experts) == expert) & (pair < pairs)
        place = end + tl.cumsum(mine.to(tl.int32)) - 1
        tl.store(permutation_ptr + place, pair.to(tl.int64), mask=mine)
        tl.store(inverse_ptr + pair, place.to(tl.int64), mask=mine)
        weight = tl.load(weights_ptr + pair, mask=mine)
        tl.store(sorted_weights_ptr + place, weight, mask=mine)
        end += tl.sum(mine.to(tl.int32))
        if GATHER:
            for row in range(begin, end):
                source = tl.sum(tl.where(mine & (place == row), pair, 0)) // K
                for left in range(0, width, BLOCK_WIDTH):
                    column = left + tl.arange(0, BLOCK_WIDTH)
                    keep = column < width
                    x = tl.load(
                        hidden_ptr + source.to(tl.int64) * hidden_stride + column,
                        mask=keep & (expert < num_experts),
                        other=0.0,
                    )
                    tl.store(rows_ptr + row * width + column, x, mask=keep)
    if expert < num_experts:
        tl.store(offsets_ptr + expert, end)


@triton.jit
def _gather_kernel(
    ids_ptr,
    hidden_ptr,
    inverse_ptr,
    rows_ptr,
    hidden_stride,
    width,
    num_experts,
    K: tl.constexpr,
    BLOCK_WIDTH: tl.constexpr,
):
    """Program (token, part) reads its part of a row once and writes it to each of its K places."""
    token = tl.program_id(0).to(tl.int64)
    column = tl.program_id(1) * BLOCK_WIDTH + tl.arange(0, BLOCK_WIDTH)
    keep = column < width
    x = tl.load(hidden_ptr + token * hidden_stride + column, mask=keep)
    for k in tl.static_range(K):
        expert = tl.load(ids_ptr + token * K + k)
        place = tl.load(inverse_ptr + token * K + k)
        ours = tl.where(expert < num_experts, x, tl.zeros_like(x))
        tl.store(rows_ptr + place * width + column, ours, mask=keep)


INTERPRETED = not isinstance(_plan_kernel, triton.JITFunction)


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

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason.
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    arguments = (hidden_states, top_k_index, top_k_weights, num_experts)
    if out is not None:
        _check_out(out, arguments)
    launched, reason = dispatch(*arguments, form, out, device)
    if not launched:
        warnings.warn(f"moe_dispatch runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](*arguments)
    elif torch.compiler.is_compiling():  # the registered op costs 50 us a call, so only here
        results = torch.ops.workbench.moe_dispatch(*arguments)
    else:
        results = _new_outputs(*arguments) if out is None else out
        if device == "cuda" and hidden_states.device.index != torch.cuda.current_device():
            with torch.cuda.device(hidden_states.device):
                _launch(_plan_kernel, _gather_kernel, arguments, results)
        else:
            _launch(_plan_kernel, _gather_kernel, arguments, results)
        return results
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


def _plan_tile(pairs):
    """Pairs that a program of the plan holds, its warps, and whether it copies the rows too."""
    if pairs <= 512:
        return max(64, triton.next_power_of_2(pairs)), 4, True
    return min(4096, triton.next_power_of_2(pairs)), 16, False


def _gather_tile(width):
    """Columns that a program of the gather holds, and its warps."""
    return min(4096, triton.next_power_of_2(width)), 8


def _launch(plan, gather, arguments, out):
    hidden_states, ids, weights, num_experts = arguments
    rows, sorted_weights, offsets, permutation, inverse = out
    tokens, width = hidden_states.shape
    pairs, k = ids.numel(), ids.shape[1]
    block, warps, at_once = _plan_tile(pairs)
    part, gather_warps = _gather_tile(width)
    plan[(num_experts + 1,)](
        ids,
        weights,
        hidden_states,
        rows,
        sorted_weights,
        offsets,
        permutation,
        inverse,
        pairs,
        hidden_states.stride(0),
        width,
        num_experts,
        K=k,
        BLOCK_PAIRS=block,
        BLOCK_WIDTH=part,
        GATHER=at_once,
        num_warps=warps,
    )
    if not at_once:
        gather[(tokens, triton.cdiv(width, part))](
            ids,
            hidden_states,
            inverse,
            rows,
            hidden_states.stride(0),
            width,
            num_experts,
            K=k,
            BLOCK_WIDTH=part,
            num_warps=gather_warps,
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
    _launch(wrap_triton(_plan_kernel), wrap_triton(_gather_kernel), arguments, out)
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
        make_inputs, rows=180, dtype=torch.bfloat16, elsewhere=0.1, skew=0.5, **_SMALL
    ),
    "all-to-one": partial(make_inputs, rows=5, experts=1, k=1, width=33, dtype=torch.bfloat16),
}
