# SPDX-License-Identifier: Apache-2.0
"""Route each token to its k best experts: weights that sum to 1 over the k, then scaled per expert.

One launch for softmax, top-k, renormalisation and scale. `router_topk` is the launcher, `dispatch`
tells whether it launches and why not, `softmax_then_topk` and `topk_then_softmax` are the eager
references. Needs torch and triton only: made to be pasted.

Selection is by logit, largest first, NaN above all, equal logits (-0.0 equals 0.0) by lowest expert
id: k times the maximum of what is left. A 16-bit logit and the id share one int32 key; of 32-bit
logits the lowest id that has the maximum is found. softmax_then_topk selects on fp32 probabilities:
softmax inverts no order, it only maps some distinct logits to one probability, so this order is a
valid one of theirs too.

Rounding points are eager's: exp(x - max) in fp32 by the same libdevice function, divided by the sum
over all experts, divided by the sum over the k (both divisions IEEE), times the scale. Sums are
pairwise over a fixed tree: a row's result depends neither on its neighbours nor on how many rows a
program holds.
"""

import warnings
from functools import partial
from typing import NamedTuple, Optional

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton
from triton.language.extra import libdevice

EXPERTS_MAX = 1024
K_MAX = 32
LOGITS_DTYPES = (torch.bfloat16, torch.float16, torch.float32)
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def softmax_then_topk(logits, per_expert_scale, k):
    """Hugging Face's Gemma 4: softmax over all experts in fp32, selection on the probabilities."""
    probabilities = torch.softmax(logits, dim=-1, dtype=torch.float32)
    weights, ids = torch.topk(probabilities, k, dim=-1)
    weights = weights / weights.sum(dim=-1, keepdim=True)
    return (weights if per_expert_scale is None else weights * per_expert_scale[ids]), ids


def topk_then_softmax(logits, per_expert_scale, k):
    """The serving engines' form: selection on the logits, softmax over the k in fp32."""
    selected, ids = torch.topk(logits, k, dim=-1)
    weights = torch.softmax(selected, dim=-1, dtype=torch.float32)
    return (weights if per_expert_scale is None else weights * per_expert_scale[ids]), ids


@triton.jit
def _row_sum(x, ROWS: tl.constexpr, LOG_WIDTH: tl.constexpr):
    """Sum of each row of x[ROWS, 2**LOG_WIDTH] as [ROWS, 1]; neighbours first, always one tree."""
    for level in tl.static_range(LOG_WIDTH):
        x = tl.sum(tl.reshape(x, (ROWS, 1 << (LOG_WIDTH - 1 - level), 2)), axis=2)
    return x


@triton.jit(do_not_specialize=["T"])  # it only bounds a mask: no recompilation by batch size
def _router_topk(
    logits,
    per_expert_scale,
    weights,
    ids,
    T,
    logits_stride,
    E: tl.constexpr,
    K: tl.constexpr,
    LOG_E: tl.constexpr,  # the row padded to 2**LOG_E experts, the selection to 2**LOG_SLOTS
    LOG_SLOTS: tl.constexpr,
    SOFTMAX_OVER_ALL: tl.constexpr,
    ROWS: tl.constexpr,
    PREFETCH: tl.constexpr,
):
    WIDTH: tl.constexpr = 1 << LOG_E
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    live = row < T
    # Four neighbours a lane: 128 experts fill a warp, and one instruction finds a row's maximum.
    expert = tl.max_contiguous(tl.arange(0, WIDTH), 4)[None, :]
    at = logits + row * logits_stride
    x = tl.load(at + expert, mask=live & (expert < E), other=float("-inf"))
    if PREFETCH:  # asked for now, so that the gather of the k finds it in the L2
        tl.load(per_expert_scale + expert, mask=expert < E, other=0.0, volatile=True)
    x_fp32 = x.to(tl.float32)

    # Sign-magnitude bits to an integer that sorts like the number.
    KEYED: tl.constexpr = x.dtype.primitive_bitwidth == 16  # rank and expert share an int32
    MAGNITUDE: tl.constexpr = 0x7FFF if KEYED else 0x7FFFFFFF
    bits = x.to(tl.int16, bitcast=True).to(tl.int32) if KEYED else x.to(tl.int32, bitcast=True)
    rank = bits ^ ((bits >> 31) & MAGNITUDE)
    rank = tl.where((bits & MAGNITUDE) == 0, 0, rank)
    rank = tl.where(x_fp32 != x_fp32, MAGNITUDE, rank)
    if KEYED:
        rank = (rank << LOG_E) | (WIDTH - 1 - expert)
    LOWEST: tl.constexpr = -0x80000000  # padding and what is taken: below -inf
    rank = tl.where(expert < E, rank, LOWEST)
    # The k in turn. A sort would order all of them, in more steps that wait for one another.
    slot = tl.arange(0, 1 << LOG_SLOTS)[None, :]
    for i in tl.static_range(K):
        top = tl.max(rank, axis=1, keep_dims=True)
        if KEYED:
            first = WIDTH - 1 - (top & (WIDTH - 1))
        else:
            first = tl.min(tl.where(rank == top, expert, WIDTH), axis=1, keep_dims=True)
        if i == 0:
            best = tl.broadcast_to(first, ROWS, 1 << LOG_SLOTS)
            peak = top >> LOG_E if KEYED else top
            peak ^= (peak >> 31) & MAGNITUDE
            peak = (peak.to(tl.int16) if KEYED else peak).to(x.dtype, bitcast=True).to(tl.float32)
        else:
            best = tl.where(slot == i, first, best)
        if i < K - 1:
            rank = tl.where(expert == first, LOWEST, rank)

    # Read again, not decoded from the key: the line is in L1, and the load gives each lane a slot,
    # so that divisions are not repeated (slots past K hold the best again, and are not summed).
    chosen = tl.load(at + best, mask=live, other=0.0).to(tl.float32)
    if per_expert_scale is not None:
        scale = tl.load(per_expert_scale + best).to(tl.float32)
    share = libdevice.exp(chosen - peak)
    if SOFTMAX_OVER_ALL:
        terms = tl.where(expert < E, libdevice.exp(x_fp32 - peak), 0.0)
        share = tl.div_rn(share, _row_sum(terms, ROWS, LOG_E))
    total = _row_sum(tl.where(slot < K, share, 0.0), ROWS, LOG_SLOTS)
    weight = tl.div_rn(share, total)
    if per_expert_scale is not None:
        weight *= scale
    mine = live & (slot < K)
    tl.store(weights + row * K + slot, weight, mask=mine)
    tl.store(ids + row * K + slot, best, mask=mine)


INTERPRETED = not isinstance(_router_topk, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


def dispatch(
    logits,
    per_expert_scale=None,
    k=8,
    form="softmax_then_topk",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether `router_topk` launches its kernel."""
    if device == "interpret" and not INTERPRETED:
        return Dispatch(False, "TRITON_INTERPRET=1 was not set when this file was imported")
    if device == "cuda" and INTERPRETED:
        return Dispatch(False, 'imported under TRITON_INTERPRET: only device="interpret" launches')
    if logits.device.type != ("cpu" if device == "interpret" else "cuda"):
        return Dispatch(False, f"logits lie on {logits.device}, the kernel runs on {device}")
    if logits.dim() != 2:
        return Dispatch(False, f"logits have {logits.dim()} dimensions, not 2")
    if logits.dtype not in LOGITS_DTYPES:
        return Dispatch(False, f"no kernel for {logits.dtype} logits")
    tokens, experts = logits.shape
    if experts > EXPERTS_MAX or not 1 <= k <= min(K_MAX, experts):
        return Dispatch(False, f"k={k} of {experts} experts: at most {K_MAX} of {EXPERTS_MAX}")
    if experts > 1 and logits.stride(1) != 1:
        return Dispatch(False, f"logits have stride {logits.stride(1)} along the experts, not 1")
    if torch.is_grad_enabled() and logits.requires_grad:
        return Dispatch(False, "the kernel has no backward, and logits require a gradient")
    if per_expert_scale is not None:
        if per_expert_scale.shape != (experts,) or not per_expert_scale.is_contiguous():
            return Dispatch(False, "per_expert_scale is not one contiguous value an expert")
        if per_expert_scale.dtype not in LOGITS_DTYPES:
            return Dispatch(False, f"no kernel for a {per_expert_scale.dtype} scale")
        if per_expert_scale.device != logits.device:
            return Dispatch(False, f"per_expert_scale lies on {per_expert_scale.device}")
    if tokens == 0:
        return Dispatch(False, "no rows: nothing to launch")
    return Dispatch(True, "")


def router_topk(
    logits,
    per_expert_scale=None,
    k=8,
    form="softmax_then_topk",
    out=None,
    device="cuda",
):
    """Weights and ids of the k best experts of each row, best first.

    logits: [T, E] bf16, fp16 or fp32, unit stride along E.
    per_expert_scale: [E] bf16, fp16 or fp32, contiguous; or None.
    form: the reference to reproduce, "softmax_then_topk" or "topk_then_softmax".
    out: (weights [T, k] fp32, ids [T, k] int64 or int32), contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of workbench.router_topk).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    if out is not None:
        _check_out(out, logits, k)
    geometry = None if torch.compiler.is_compiling() else _plan(logits, per_expert_scale, k, device)
    if geometry:
        weights, ids = _new_outputs(logits, k) if out is None else out
        if device == "cuda" and logits.device.index != torch.cuda.current_device():
            with torch.cuda.device(logits.device):
                _launch(_router_topk, logits, per_expert_scale, k, form, weights, ids, geometry)
        else:
            _launch(_router_topk, logits, per_expert_scale, k, form, weights, ids, geometry)
        return weights, ids
    launched, reason = dispatch(logits, per_expert_scale, k, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = torch.ops.workbench.router_topk(logits, per_expert_scale, k, form)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"router_topk runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](logits, per_expert_scale, k)
    if out is None:
        return results
    out[0].copy_(results[0])
    out[1].copy_(results[1])
    return out


def _new_outputs(logits, k):
    shape = (logits.shape[0], k)
    return logits.new_empty(shape, dtype=torch.float32), logits.new_empty(shape, dtype=torch.int64)


def _check_out(out, logits, k):
    weights, ids = out
    for name, tensor, dtypes in (
        ("weights", weights, (torch.float32,)),
        ("ids", ids, (torch.int64, torch.int32)),
    ):
        if tuple(tensor.shape) != (logits.shape[0], k) or not tensor.is_contiguous():
            raise ValueError(f"out: {name} must be contiguous [{logits.shape[0]}, {k}]")
        if tensor.dtype not in dtypes or tensor.device != logits.device:
            raise ValueError(f"out: {name} is {tensor.dtype} on {tensor.device}")


def _tile(tokens, experts):
    """Rows a program holds, and its warps: never more than a row, which then meets no other warp.

    Few rows: the shortest chain. Many: four rows a warp hide each other's latency.
    """
    if experts > 256 or tokens <= 512:
        return 1, 1
    return (2, 2) if tokens <= 2048 else (4, 1)


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(logits, per_expert_scale, k, device):
    """Geometry of a launch on such inputs, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    tensors = _properties(logits), _properties(per_expert_scale)
    key = (device, k, torch.is_grad_enabled(), *tensors)
    plan = _plans.get(key)
    if plan is None:
        plan = ()
        if dispatch(logits, per_expert_scale, k, device=device).launched:
            plan = _geometry(logits, k)
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(logits, k):
    """Programs, tokens, elements between rows, experts and log2 of them padded, log2 of the k
    padded, rows a program, warps.
    """
    tokens, experts = logits.shape
    rows, warps = _tile(tokens, experts)
    log_slots = max((k - 1).bit_length(), (32 * warps // rows - 1).bit_length())
    sizes = (experts, (experts - 1).bit_length(), log_slots)
    return triton.cdiv(tokens, rows), tokens, logits.stride(0), *sizes, rows, warps


def _launch(kernel, logits, per_expert_scale, k, form, weights, ids, geometry):
    programs, tokens, stride, experts, log_experts, log_slots, rows, warps = geometry
    kernel[(programs,)](
        logits,
        per_expert_scale,
        weights,
        ids,
        tokens,
        stride,
        E=experts,
        K=k,
        LOG_E=log_experts,
        LOG_SLOTS=log_slots,
        SOFTMAX_OVER_ALL=form == "softmax_then_topk",
        ROWS=rows,
        # From many programs at once these loads, past the L1, would queue at one place of the L2.
        PREFETCH=per_expert_scale is not None and tokens <= 128,
        num_warps=warps,
    )


@triton_op("workbench::router_topk", mutates_args=())
def _traced(
    logits: torch.Tensor,
    per_expert_scale: Optional[torch.Tensor],  # noqa: UP045  (spelled as torch 2.11 infers schemas)
    k: int,
    form: str,
) -> tuple[torch.Tensor, torch.Tensor]:
    weights, ids = _new_outputs(logits, k)
    geometry = _geometry(logits, k)
    _launch(wrap_triton(_router_topk), logits, per_expert_scale, k, form, weights, ids, geometry)
    return weights, ids


def make_inputs(rows, experts, k, dtype, scale_dtype, device="cuda"):
    """Arguments of the references: logits of standard deviation 2, scales far from 1, seeded."""
    generator = torch.Generator().manual_seed(rows)
    logits = (2 * torch.randn(rows, experts, generator=generator)).to(dtype)
    scale = None
    if scale_dtype is not None:
        scale = (0.5 + torch.rand(experts, generator=generator)).to(scale_dtype).to(device)
    return {"logits": logits.to(device), "per_expert_scale": scale, "k": k}


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, of which argument the ids are the stable sort, the budget of
# one compiled program, and inputs to try (called with device, and with rows for another number).
KERNEL = router_topk
REFERENCES = {"softmax_then_topk": softmax_then_topk, "topk_then_softmax": topk_then_softmax}
OUTPUTS = ("weights", "ids")
ROWS = ("logits",)
STABLE_SORT_OF = {"ids": "logits"}
BUDGET = {"registers": 96, "shared_bytes": 4096}
CASES = {
    "gemma4-26b-a4b-decode-b8": partial(
        make_inputs,
        rows=8,
        experts=128,
        k=8,
        dtype=torch.bfloat16,
        scale_dtype=torch.bfloat16,
    ),
    "fp32": partial(
        make_inputs, rows=8, experts=128, k=8, dtype=torch.float32, scale_dtype=torch.float32
    ),
    "fp16-no-scale": partial(
        make_inputs, rows=8, experts=64, k=6, dtype=torch.float16, scale_dtype=None
    ),
    "100-experts": partial(
        make_inputs, rows=7, experts=100, k=5, dtype=torch.bfloat16, scale_dtype=torch.float32
    ),
    "all-of-5": partial(
        make_inputs, rows=3, experts=5, k=5, dtype=torch.bfloat16, scale_dtype=torch.bfloat16
    ),
    "top-1": partial(make_inputs, rows=5, experts=16, k=1, dtype=torch.bfloat16, scale_dtype=None),
    "32-of-1024": partial(
        make_inputs, rows=2, experts=1024, k=32, dtype=torch.bfloat16, scale_dtype=torch.float32
    ),
}
