# SPDX-License-Identifier: Apache-2.0
"""Decode attention over the K/V cache as it lies: no copy of K and V for every query head.

One query token a sequence. Each program reads one piece of one K/V head's cache and answers for all
query heads of its group; a second launch merges the pieces. `gqa_decode_attention` is the launcher,
`dispatch` tells whether it launches and why not, `expand_then_sdpa` is the eager reference. Needs
torch and triton only: made to be pasted.

Scores, softmax and both sums are fp32; a weight is rounded to V's dtype before it meets V, as the
flash and cuDNN kernels behind scaled_dot_product_attention do, and the output once. Masked pieces
are not read. The pieces depend on the cache's length alone, so a sequence's result does not depend
on the batch around it. A sequence that may attend to nothing yields zeros.
"""

import warnings
from functools import partial
from typing import NamedTuple, Optional

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton

DTYPES = (torch.bfloat16, torch.float16, torch.float32)
HEAD_DIMS = (64, 128, 256, 512)
GROUP_MAX = 16
PIECES_MAX = 512
# Values of K, and as many of V, that a program reads; twice that where one sequence would have more
# programs than PROGRAMS, about one for each SM of an H100.
PIECE_VALUES = 1 << 15
PROGRAMS = 128
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes
LOG2_E = tl.constexpr(1.4426950408889634)


def expand_then_sdpa(
    query, key, value, attention_mask=None, lengths=None, sliding_window=None, scale=None
):
    """Hugging Face's path: K and V copied for every query head, then SDPA.

    query [B, Hq, 1, D]; key, value [B, Hkv, S, D]; attention_mask bool (True attends) or additive,
    [B or 1, 1, 1, S]; or lengths int [B], the cache slots in use, of which the last sliding_window.
    """
    batch, kv_heads, keys, head_dim = key.shape
    if batch == 0:  # for which SDPA on CUDA gives None
        return torch.empty_like(query)
    if query.storage_offset() * query.element_size() % 16:  # pytorch#183484: read as if aligned
        query = query.clone()
    if lengths is not None:
        slot = torch.arange(keys, device=key.device)
        attention_mask = slot < lengths[:, None]
        if sliding_window is not None:
            attention_mask = attention_mask & (slot >= lengths[:, None] - sliding_window)
        attention_mask = attention_mask[:, None, None, :]
    shape = (batch, kv_heads, query.shape[1] // kv_heads, keys, head_dim)
    key = key[:, :, None].expand(shape).flatten(1, 2)
    value = value[:, :, None].expand(shape).flatten(1, 2)
    return torch.nn.functional.scaled_dot_product_attention(
        query, key, value, attn_mask=attention_mask, scale=scale
    )


@triton.jit(do_not_specialize=["keys", "window", "pieces"])
def _attend_kernel(
    query_ptr,
    key_ptr,
    value_ptr,
    mask_ptr,
    lengths_ptr,
    out_ptr,
    scratch_ptr,
    scale,
    keys,
    window,
    pieces,
    query_batch,
    query_head,
    key_batch,
    key_head,
    key_slot,
    value_batch,
    value_head,
    value_slot,
    mask_batch,
    mask_slot,
    KV_HEADS: tl.constexpr,
    GROUP: tl.constexpr,
    LANES: tl.constexpr,  # GROUP padded to a power of two that the tensor cores take
    HEAD_DIM: tl.constexpr,
    PIECE: tl.constexpr,
    BLOCK: tl.constexpr,
    ADDITIVE: tl.constexpr,
    WINDOW: tl.constexpr,
    ONE_PIECE: tl.constexpr,
    STAGES: tl.constexpr,
):
    """Program (sequence and K/V head, piece): softmax of one piece of the cache, unnormalised."""
    row = tl.program_id(0)
    piece = tl.program_id(1)
    batch = (row // KV_HEADS).to(tl.int64)
    head = row % KV_HEADS
    scale = tl.cast(scale, tl.float32)  # Inductor passes a Python float as fp64
    begin = piece * PIECE
    end = tl.minimum(begin + PIECE, keys)
    if lengths_ptr is not None:
        length = tl.load(lengths_ptr + batch).to(tl.int32)
        end = tl.minimum(end, length)
        if WINDOW:
            begin = tl.maximum(begin, length - window)
    MASKED: tl.constexpr = mask_ptr is not None and not ADDITIVE
    if MASKED:  # shrink to the slots that the mask leaves: the others are not read
        every = piece * PIECE + tl.arange(0, PIECE)
        flag = mask_ptr + batch * mask_batch + every * mask_slot
        used = tl.load(flag, mask=(every >= begin) & (every < end), other=0) != 0
        begin = tl.maximum(begin, tl.min(tl.where(used, every, end)))
        end = tl.minimum(end, tl.max(tl.where(used, every + 1, begin)))

    lane = tl.arange(0, LANES)
    dim = tl.arange(0, HEAD_DIM)
    mine = lane < GROUP
    of_query = query_ptr + batch * query_batch + (head * GROUP + lane)[:, None] * query_head
    query = tl.load(of_query + dim[None, :], mask=mine[:, None], other=0.0)
    # fp32 is not for tensor cores: one thread adds a whole product, so shorter ones, added last.
    FP32: tl.constexpr = key_ptr.dtype.element_ty == tl.float32
    PARTS: tl.constexpr = HEAD_DIM // 32 if FP32 else 1
    if PARTS > 1:
        query_parts = tl.reshape(query, (LANES, PARTS, HEAD_DIM // PARTS))
        query_parts = tl.permute(query_parts, (1, 2, 0))
    key_row = key_ptr + batch * key_batch + head.to(tl.int64) * key_head
    value_row = value_ptr + batch * value_batch + head.to(tl.int64) * value_head
    peak = tl.full([LANES], float("-inf"), tl.float32)
    total = tl.zeros([LANES], tl.float32)
    # Transposed, [HEAD_DIM, LANES]: the long side is the one that tensor cores tile by 16 or 64.
    sums = tl.zeros([HEAD_DIM, LANES], tl.float32)
    for start in tl.range(begin, end, BLOCK, num_stages=STAGES):
        slot = start + tl.arange(0, BLOCK)
        inside = slot < end
        key_at = key_row + slot.to(tl.int64)[:, None] * key_slot + dim[None, :]
        keys_here = tl.load(key_at, mask=inside[:, None], other=0.0)
        if PARTS == 1:
            scores = tl.dot(keys_here, tl.trans(query), input_precision="ieee") * scale
        else:
            parts = tl.reshape(keys_here, (BLOCK, PARTS, HEAD_DIM // PARTS))
            scores = tl.dot(tl.permute(parts, (1, 0, 2)), query_parts, input_precision="ieee")
            scores = tl.sum(scores, 0) * scale
        seen = inside
        if mask_ptr is not None:
            mask = tl.load(mask_ptr + batch * mask_batch + slot * mask_slot, mask=inside, other=0)
            if ADDITIVE:
                scores += mask.to(tl.float32)[:, None]
            else:
                seen = seen & (mask != 0)
        scores = tl.where(seen[:, None], scores, float("-inf"))
        new_peak = tl.maximum(peak, tl.max(scores, 0))
        anchor = tl.where(new_peak == float("-inf"), 0.0, new_peak)  # -inf - -inf is NaN
        weights = tl.exp2((scores - anchor[None, :]) * LOG2_E)
        shrink = tl.exp2((peak - anchor) * LOG2_E)
        total = total * shrink + tl.sum(weights, 0)
        value_at = value_row + slot.to(tl.int64)[:, None] * value_slot + dim[None, :]
        values = tl.load(value_at, mask=inside[:, None], other=0.0)
        sums = tl.dot(
            tl.trans(values),
            weights.to(values.dtype),
            sums * shrink[None, :],
            input_precision="ieee",
        )
        peak = new_peak

    if ONE_PIECE:
        at = out_ptr + (row.to(tl.int64) * GROUP + lane)[None, :] * HEAD_DIM + dim[:, None]
        result = tl.where(total[None, :] == 0, 0.0, sums / total[None, :])
        tl.store(at, result.to(out_ptr.dtype.element_ty), mask=mine[None, :])
    else:
        place = (row.to(tl.int64) * pieces + piece) * GROUP + lane
        places = tl.num_programs(0).to(tl.int64) * pieces * GROUP
        peaks_ptr = scratch_ptr + places * HEAD_DIM
        tl.store(peaks_ptr + place, peak, mask=mine)
        tl.store(peaks_ptr + places + place, total, mask=mine)
        if end > begin:
            at = scratch_ptr + place[None, :] * HEAD_DIM + dim[:, None]
            tl.store(at, sums, mask=mine[None, :])


@triton.jit(do_not_specialize=["pieces"])
def _merge_kernel(
    scratch_ptr,
    out_ptr,
    pieces,
    GROUP: tl.constexpr,
    HEAD_DIM: tl.constexpr,
    PIECES: tl.constexpr,
    BLOCK_DIM: tl.constexpr,
):
    """Program (query head, part of its dimensions): the pieces' softmaxes made one."""
    row = tl.program_id(0).to(tl.int64)
    piece = tl.arange(0, PIECES)
    place = ((row // GROUP) * pieces + piece) * GROUP + row % GROUP
    places = tl.num_programs(0).to(tl.int64) * pieces
    peaks_ptr = scratch_ptr + places * HEAD_DIM
    peak = tl.load(peaks_ptr + place, mask=piece < pieces, other=float("-inf"))
    highest = tl.max(peak, 0)
    factor = tl.exp2((peak - tl.where(highest == float("-inf"), 0.0, highest)) * LOG2_E)
    totals = tl.load(peaks_ptr + places + place, mask=piece < pieces, other=0.0)
    total = tl.sum(totals * factor, 0)
    dim = tl.program_id(1) * BLOCK_DIM + tl.arange(0, BLOCK_DIM)
    read = (piece < pieces) & (peak != float("-inf"))  # an empty piece left its sums unwritten
    at = scratch_ptr + place[:, None] * HEAD_DIM + dim[None, :]
    sums = tl.sum(tl.load(at, mask=read[:, None], other=0.0) * factor[:, None], 0)
    result = tl.where(total == 0, 0.0, sums / total)
    tl.store(out_ptr + row * HEAD_DIM + dim, result.to(out_ptr.dtype.element_ty))


INTERPRETED = not isinstance(_attend_kernel, triton.JITFunction)


class Dispatch(NamedTuple):
    """Whether the kernel is launched for some arguments, and if not, why."""

    launched: bool
    reason: str


def dispatch(
    query,
    key,
    value,
    attention_mask=None,
    lengths=None,
    sliding_window=None,
    scale=None,
    form="expand_then_sdpa",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched for them."""
    if device == "interpret" and not INTERPRETED:
        return Dispatch(False, "TRITON_INTERPRET=1 was not set when this file was imported")
    if device == "cuda" and INTERPRETED:
        return Dispatch(False, 'imported under TRITON_INTERPRET: only device="interpret" launches')
    tensors = {"query": query, "key": key, "value": value}
    for name, tensor in tensors.items():
        if tensor.device.type != ("cpu" if device == "interpret" else "cuda"):
            return Dispatch(False, f"{name} lies on {tensor.device}, the kernel runs on {device}")
        if tensor.dim() != 4:
            return Dispatch(False, f"{name} has {tensor.dim()} dimensions, not 4")
        if tensor.stride(3) != 1:
            return Dispatch(False, f"{name} has stride {tensor.stride(3)} along D, not 1")
        if tensor.dtype != query.dtype or tensor.device != query.device:
            return Dispatch(False, f"{name} is {tensor.dtype} on {tensor.device}, unlike query")
        if torch.is_grad_enabled() and tensor.requires_grad:
            return Dispatch(False, f"the kernel has no backward, and {name} requires a gradient")
    if query.dtype not in DTYPES:
        return Dispatch(False, f"no kernel for {query.dtype}")
    batch, heads, tokens, head_dim = query.shape
    kv_heads, keys = key.shape[1:3]
    if tokens != 1:
        return Dispatch(False, f"{tokens} query tokens a sequence: decode has 1")
    if head_dim not in HEAD_DIMS:
        return Dispatch(False, f"head_dim {head_dim} is none of {HEAD_DIMS}")
    if value.shape != key.shape or key.shape != (batch, kv_heads, keys, head_dim):
        return Dispatch(False, f"key {tuple(key.shape)} and value {tuple(value.shape)} do not fit")
    if kv_heads == 0 or heads % kv_heads or not 1 <= heads // kv_heads <= GROUP_MAX:
        return Dispatch(False, f"{heads} query heads do not group over {kv_heads} K/V heads")
    reason = _mask_fault(query, keys, attention_mask, lengths, sliding_window)
    if reason:
        return Dispatch(False, reason)
    if batch * keys == 0:
        return Dispatch(False, "no sequences or no cache: nothing to launch")
    return Dispatch(True, "")


def _mask_fault(query, keys, attention_mask, lengths, sliding_window):
    batch = query.shape[0]
    if sliding_window is not None and lengths is None:
        return "a sliding_window counts back from lengths, which are not given"
    if lengths is not None:
        if attention_mask is not None:
            return "lengths and attention_mask are both given"
        if lengths.shape != (batch,) or not lengths.is_contiguous():
            return "lengths is not one contiguous number a sequence"
        if lengths.dtype not in (torch.int32, torch.int64) or lengths.device != query.device:
            return f"lengths is {lengths.dtype} on {lengths.device}"
    if attention_mask is not None:
        shape = tuple(attention_mask.shape)
        if len(shape) != 4 or shape[0] not in (1, batch) or shape[2:] != (1, keys):
            return f"attention_mask {shape} is not [{batch} or 1, 1, 1, {keys}]"
        if shape[1] != 1 and attention_mask.stride(1) != 0:
            return "attention_mask differs from head to head"
        if attention_mask.dtype not in (torch.bool, *DTYPES):
            return f"no kernel for a {attention_mask.dtype} mask"
        if attention_mask.device != query.device:
            return f"attention_mask lies on {attention_mask.device}"
    return ""


def gqa_decode_attention(
    query,
    key,
    value,
    attention_mask=None,
    lengths=None,
    sliding_window=None,
    scale=None,
    form="expand_then_sdpa",
    out=None,
    device="cuda",
):
    """Attention of one new token a sequence over a K/V cache with fewer heads than the query.

    query: [B, Hq, 1, D] bf16, fp16 or fp32; key, value: [B, Hkv, S, D], any strides with D dense.
    attention_mask: [B or 1, 1, 1, S] bool (True attends) or additive; or None.
    lengths: [B] int32 or int64, cache slots in use; sliding_window: only the last so many of them.
    scale: of the scores, D**-0.5 when None.
    out: [B, Hq, 1, D] in query's dtype, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).
    Returns a tuple of one tensor, [B, Hq, 1, D].

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops, not workbench.gqa_decode_attention).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    if out is not None:
        _check_out(out, query)
    arguments = (query, key, value, attention_mask, lengths, sliding_window, scale)
    geometry = None if torch.compiler.is_compiling() else _plan(arguments, device)
    if geometry:
        if out is None:
            out = (torch.empty_like(query, memory_format=torch.contiguous_format),)
        if device == "cuda" and query.device.index != torch.cuda.current_device():
            with torch.cuda.device(query.device):
                _launch(_attend_kernel, _merge_kernel, arguments, *out, geometry)
        else:
            _launch(_attend_kernel, _merge_kernel, arguments, *out, geometry)
        return tuple(out)
    launched, reason = dispatch(*arguments, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        result = torch.ops.workbench.gqa_decode_attention(*arguments)
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(
                f"gqa_decode_attention runs in eager: {reason}", RuntimeWarning, stacklevel=2
            )
        result = REFERENCES[form](*arguments)
    if out is None:
        return (result,)
    out[0].copy_(result)
    return out


def _check_out(out, query):
    (result,) = out
    if result.shape != query.shape or not result.is_contiguous():
        raise ValueError(f"out: must be contiguous {list(query.shape)}")
    if result.dtype != query.dtype or result.device != query.device:
        raise ValueError(f"out: is {result.dtype} on {result.device}")


def _tile(keys, kv_heads, head_dim, group, itemsize):
    """Slots a program answers for and holds at once, padded group, warps, buffers. By the cache's
    shape alone: a result must not depend on the batch.
    """
    # Pieces enough that one sequence occupies an H100, none so small that its part of the output
    # (group rows in fp32, written and read again) outweighs it.
    values = min(max(keys * kv_heads * head_dim // PROGRAMS, PIECE_VALUES), 2 * PIECE_VALUES)
    piece = triton.next_power_of_2(max(values // head_dim, triton.cdiv(keys, PIECES_MAX)))
    lanes = max(8, triton.next_power_of_2(group))
    if itemsize == 4:
        return piece, 16, lanes, 8, 2
    # Blocks of 64 make wgmma of both products. ptxas 12.8 then loses the base of the weights where
    # they take the keys' place in shared memory, and reads whatever lies elsewhere.
    return piece, 32, lanes, 4, 1


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(arguments, device):
    """Geometry of a launch on such arguments, () where `dispatch` says no.

    Kept, since finding it costs more than launching: the key holds what it depends on.
    """
    *tensors, window, _ = arguments
    key = (device, window, torch.is_grad_enabled(), *[_properties(x) for x in tensors])
    plan = _plans.get(key)
    if plan is None:
        plan = _geometry(*tensors) if dispatch(*arguments, device=device).launched else ()
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(query, key, value, mask, lengths):
    """Rows (a sequence and K/V head each), group, pieces, numbers in scratch, the tile of
    `_attend_kernel`, its strides, and the tile of `_merge_kernel`: padded pieces, dimensions.
    """
    batch, heads, _, head_dim = query.shape
    kv_heads, keys = key.shape[1:3]
    group, rows = heads // kv_heads, batch * kv_heads
    tile = _tile(keys, kv_heads, head_dim, group, key.element_size())
    pieces = triton.cdiv(keys, tile[0])
    mask_batch = mask_slot = 0
    if mask is not None:
        mask_batch = mask.stride(0) if mask.shape[0] > 1 else 0
        mask_slot = mask.stride(3)
    strides = (*query.stride()[:2], *key.stride()[:3], *value.stride()[:3], mask_batch, mask_slot)
    padded = triton.next_power_of_2(pieces)
    part = max(16, min(head_dim, 8192 // padded))
    return rows, group, pieces, rows * pieces * group * (head_dim + 2), tile, strides, padded, part


def _launch(attend, merge, arguments, out, geometry):
    query, key, value, mask, lengths, window, scale = arguments
    rows, group, pieces, numbers, tile, strides, padded, part = geometry
    piece, block, lanes, warps, stages = tile
    _, kv_heads, keys, head_dim = key.shape
    scratch = None  # of each piece and query head: its sums; then all peaks, then all totals
    if pieces > 1:
        scratch = query.new_empty(numbers, dtype=torch.float32)
    attend[(rows, pieces)](
        query,
        key,
        value,
        mask,
        lengths,
        out,
        scratch,
        head_dim**-0.5 if scale is None else scale,
        keys,
        0 if window is None else window,
        pieces,
        *strides,
        KV_HEADS=kv_heads,
        GROUP=group,
        LANES=lanes,
        HEAD_DIM=head_dim,
        PIECE=piece,
        BLOCK=block,
        ADDITIVE=mask is not None and mask.dtype != torch.bool,
        WINDOW=window is not None,
        ONE_PIECE=pieces == 1,
        STAGES=stages,
        num_warps=warps,
    )
    if pieces == 1:
        return
    merge[(rows * group, head_dim // part)](
        scratch,
        out,
        pieces,
        GROUP=group,
        HEAD_DIM=head_dim,
        PIECES=padded,
        BLOCK_DIM=part,
        num_warps=4,
    )


@triton_op("workbench::gqa_decode_attention", mutates_args=())
def _traced(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: Optional[torch.Tensor],  # noqa: UP045  (spelled as torch 2.11 infers schemas)
    lengths: Optional[torch.Tensor],  # noqa: UP045
    sliding_window: Optional[int],  # noqa: UP045
    scale: Optional[float],  # noqa: UP045
) -> torch.Tensor:
    out = torch.empty_like(query, memory_format=torch.contiguous_format)
    arguments = (query, key, value, attention_mask, lengths, sliding_window, scale)
    geometry = _geometry(*arguments[:5])
    _launch(wrap_triton(_attend_kernel), wrap_triton(_merge_kernel), arguments, out, geometry)
    return out


def make_inputs(
    rows,
    heads,
    kv_heads,
    keys,
    head_dim,
    dtype,
    used=None,
    masked="bool",
    window=None,
    scale=1.0,
    device="cuda",
):
    """Arguments of the reference: unit-norm-sized queries and keys, as after Gemma's q and k norms.

    used: slots of the cache in use, all when None. masked: "bool", "additive", "lengths" or None.
    """
    draw = torch.Generator().manual_seed(rows)
    query = torch.randn(rows, heads, 1, head_dim, generator=draw) * 2 / head_dim**0.5
    key = torch.randn(rows, kv_heads, keys, head_dim, generator=draw)
    value = torch.randn(rows, kv_heads, keys, head_dim, generator=draw)
    used = keys if used is None else used
    lengths = (used - torch.arange(rows) % max(1, used // 4)).int()
    slot = torch.arange(keys)
    seen = slot < lengths[:, None]
    if window is not None:
        seen &= slot >= lengths[:, None] - window
    seen = seen[:, None, None, :]
    mask = {
        "bool": seen,
        "additive": torch.where(seen, 0.0, torch.finfo(dtype).min).to(dtype),
    }.get(masked)
    return {
        "query": query.to(dtype).to(device),
        "key": key.to(dtype).to(device),
        "value": value.to(dtype).to(device),
        "attention_mask": None if mask is None else mask.to(device),
        "lengths": lengths.to(device) if masked == "lengths" else None,
        "sliding_window": window if masked == "lengths" else None,
        "scale": scale,
    }


def bytes_moved(
    query, key, value, attention_mask=None, lengths=None, sliding_window=None, scale=None
):
    """Bytes that must be read and written: the slots of K and V that are attended to, once."""
    batch, kv_heads, keys, head_dim = key.shape
    slots = batch * keys
    if lengths is not None:
        slots = int(lengths.clamp(0, min(keys, sliding_window or keys)).sum())
    elif attention_mask is not None:
        seen = attention_mask
        if seen.dtype != torch.bool:
            seen = seen > torch.finfo(seen.dtype).min
        slots = int(seen[:, 0].sum()) * (batch // seen.shape[0])
    return 2 * slots * kv_heads * head_dim * key.element_size() + 2 * query.nbytes


# What `workbench validate` reads: see workbench/validate/subject.py.
KERNEL = gqa_decode_attention
REFERENCES = {"expand_then_sdpa": expand_then_sdpa}
OUTPUTS = ("attention",)
ROWS = ("query", "key", "value", "attention_mask", "lengths")
ACTIVATIONS = ("query",)
CONTRACTIONS = ("attention",)
TOKENS = (0, 1, 2, 3, 8)  # sequences
BYTES_MOVED = bytes_moved
BUDGET = {"registers": 255, "shared_bytes": 227 << 10}
_26B_SLIDING = {"heads": 16, "kv_heads": 8, "head_dim": 256, "dtype": torch.bfloat16}
_26B_FULL = {"heads": 16, "kv_heads": 2, "head_dim": 512, "dtype": torch.bfloat16}
_31B_FULL = {"heads": 32, "kv_heads": 4, "head_dim": 512, "dtype": torch.bfloat16}
_12B_FULL = {"heads": 16, "kv_heads": 1, "head_dim": 512, "dtype": torch.bfloat16}
_E2B_FULL = {"heads": 8, "kv_heads": 1, "head_dim": 512, "dtype": torch.float16}
_SMALL = {"heads": 6, "kv_heads": 2, "head_dim": 64}
CASES = {
    "gemma4-26b-a4b-sliding-b8": partial(make_inputs, rows=8, keys=1024, used=513, **_26B_SLIDING),
    "gemma4-26b-a4b-full-b8": partial(make_inputs, rows=8, keys=1024, used=513, **_26B_FULL),
    "gemma4-26b-a4b-full-8192": partial(make_inputs, rows=2, keys=8192, **_26B_FULL),
    "gemma4-26b-a4b-no-mask": partial(make_inputs, rows=2, keys=700, masked=None, **_26B_SLIDING),
    "gemma4-31b-full-lengths": partial(
        make_inputs, rows=3, keys=1500, used=1400, masked="lengths", **_31B_FULL
    ),
    "gemma4-12b-full": partial(make_inputs, rows=2, keys=600, used=550, **_12B_FULL),
    "gemma4-26b-a4b-sliding-lengths": partial(
        make_inputs, rows=3, keys=3000, used=2900, masked="lengths", window=1024, **_26B_SLIDING
    ),
    "gemma4-e2b-full-additive": partial(
        make_inputs, rows=2, keys=600, used=550, masked="additive", **_E2B_FULL
    ),
    "fp32": partial(
        make_inputs, rows=2, heads=16, kv_heads=2, head_dim=512, keys=200, dtype=torch.float32
    ),
    "small-bf16": partial(
        make_inputs, rows=3, keys=700, used=600, dtype=torch.bfloat16, scale=0.7, **_SMALL
    ),
    "small-fp32-window": partial(
        make_inputs,
        rows=3,
        keys=700,
        used=680,
        masked="lengths",
        window=300,
        dtype=torch.float32,
        **_SMALL,
    ),
    "small-fp16-additive": partial(
        make_inputs,
        rows=2,
        keys=150,
        used=140,
        masked="additive",
        scale=None,
        dtype=torch.float16,
        **_SMALL,
    ),
    "small-one-piece": partial(
        make_inputs, rows=2, keys=65, masked=None, dtype=torch.bfloat16, **_SMALL
    ),
}
GPU_CASES = tuple(name for name in CASES if not name.startswith("small-"))
