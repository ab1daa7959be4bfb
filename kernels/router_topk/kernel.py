# SPDX-License-Identifier: Apache-2.0
"""Route each token to its k best experts: weights that sum to 1 over the k, then scaled per expert.

One launch for softmax, top-k, renormalisation and scale. `router_topk` is the launcher, `dispatch`
tells whether it launches and why not, `softmax_then_topk` and `topk_then_softmax` are the eager
references. Needs torch and triton only: made to be pasted.

Selection is by logit, largest first, NaN above all, equal logits (-0.0 equals 0.0) by lowest expert
id. A 16-bit logit and the id share one int32 key, a 32-bit logit and the id one int64 key, so the
keys of a row never tie. softmax_then_topk selects on fp32 probabilities: softmax inverts no order,
it only maps some distinct logits to one probability, so this order is a valid one of theirs too.

Rounding points are eager's: exp(x - max) in fp32 by the same libdevice function, divided by the sum
over all experts, divided by the sum over the k (both divisions IEEE), times the scale. Sums are
pairwise over a fixed tree: a row's result depends neither on its neighbours nor on how many rows a
program holds.
"""
# Emitted from capture gemma4-26b-a4b-decode-b8 (eager), candidate router_topk:
#   model.layers.*.router, 30 instances, logits 8 x 128 bfloat16
#   transformers/models/gemma4/modeling_gemma4.py:1331: forward
# Again: workbench emit gemma4-26b-a4b-decode-b8 router_topk

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
    LOG_E: tl.constexpr,  # the row padded to 2**LOG_E experts, the selection to 2**LOG_K
    LOG_K: tl.constexpr,
    SOFTMAX_OVER_ALL: tl.constexpr,
    ROWS: tl.constexpr,
):
    WIDTH: tl.constexpr = 1 << LOG_E
    # 64-bit: row * stride passes 2**31 elements for long prefills or wide strides.
    row = tl.program_id(0).to(tl.int64) * ROWS + tl.arange(0, ROWS)[:, None]
    expert = tl.arange(0, WIDTH)[None, :]
    slot = tl.arange(0, 1 << LOG_K)[None, :]
    mine = (row < T) & (slot < K)
    at = logits + row * logits_stride
    x = tl.load(at + expert, mask=(row < T) & (expert < E), other=float("-inf"))
    x_fp32 = x.to(tl.float32)

    # Sign-magnitude bits to an integer that sorts like the number.
    if x.dtype.primitive_bitwidth == 16:
        MAGNITUDE: tl.constexpr = 0x7FFF
        bits = x.to(tl.int16, bitcast=True).to(tl.int32)
    else:
        MAGNITUDE: tl.constexpr = 0x7FFFFFFF
        bits = x.to(tl.int32, bitcast=True)
    rank = bits ^ ((bits >> 31) & MAGNITUDE)
    rank = tl.where((bits & MAGNITUDE) == 0, 0, rank)
    rank = tl.where(x_fp32 != x_fp32, MAGNITUDE, rank)
    rank = tl.where(expert < E, rank, ~MAGNITUDE)  # padding sorts below -inf
    if x.dtype.primitive_bitwidth == 32:
        rank = rank.to(tl.int64)
    key = (rank << LOG_E) | (WIDTH - 1 - expert)
    top = tl.max(key, axis=1, keep_dims=True) if LOG_K == 0 else tl.topk(key, 1 << LOG_K)
    best = (WIDTH - 1 - (top & (WIDTH - 1))).to(tl.int32)

    # Read again rather than decoded from the key: the line is in L1, and a load spreads the k over
    # the lanes, where the sort leaves copies (552 -> 394 instructions a row; E=128, K=8, 4 rows).
    chosen = tl.load(at + best, mask=mine, other=float("-inf")).to(tl.float32)
    if SOFTMAX_OVER_ALL:
        peak = tl.max(x_fp32, axis=1, keep_dims=True)  # skips NaN, which reaches the row by the sum
        terms = tl.where(expert < E, libdevice.exp(x_fp32 - peak), 0.0)
        share = tl.div_rn(libdevice.exp(chosen - peak), _row_sum(terms, ROWS, LOG_E))
    else:
        share = libdevice.exp(chosen - tl.max(chosen, axis=1, keep_dims=True))
    share = tl.where(slot < K, share, 0.0)
    weight = tl.div_rn(share, _row_sum(share, ROWS, LOG_K))
    if per_expert_scale is not None:
        weight *= tl.load(per_expert_scale + best, mask=mine, other=0.0).to(tl.float32)
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
    launched, reason = dispatch(logits, per_expert_scale, k, form, out, device)
    if not launched:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"router_topk runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](logits, per_expert_scale, k)
    elif torch.compiler.is_compiling():  # the registered op costs 50 us a call, so only here
        results = torch.ops.workbench.router_topk(logits, per_expert_scale, k, form)
    else:
        weights, ids = _new_outputs(logits, k) if out is None else out
        if device == "cuda" and logits.device.index != torch.cuda.current_device():
            with torch.cuda.device(logits.device):
                _launch(_router_topk, logits, per_expert_scale, k, form, weights, ids)
        else:
            _launch(_router_topk, logits, per_expert_scale, k, form, weights, ids)
        return weights, ids
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
    """Rows a program holds, and its warps."""
    if experts > 256:
        return 1, 4
    # One warp: the sort is shuffles alone, without shared memory. Few rows: the shortest chain.
    # Many: four rows a warp hide each other's latency (64 registers, so 32 warps fit an SM).
    return (1 if tokens <= 1024 else 4), 1


def _launch(kernel, logits, per_expert_scale, k, form, weights, ids):
    tokens, experts = logits.shape
    rows, warps = _tile(tokens, experts)
    kernel[(triton.cdiv(tokens, rows),)](
        logits,
        per_expert_scale,
        weights,
        ids,
        tokens,
        logits.stride(0),
        E=experts,
        K=k,
        LOG_E=(experts - 1).bit_length(),
        LOG_K=(k - 1).bit_length(),
        SOFTMAX_OVER_ALL=form == "softmax_then_topk",
        ROWS=rows,
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
    _launch(wrap_triton(_router_topk), logits, per_expert_scale, k, form, weights, ids)
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
