# SPDX-License-Identifier: Apache-2.0
"""The q, k and v norms of an attention layer and the rotary embedding of q and k.

    q = rope(norm(q, w_q))    k = rope(norm(k, w_k))    v = norm(v), without a weight; head by head

v None: K = V, v is the raw k before its norm, read once. k None: a layer that uses another's keys
and values, so q alone. Dimension d turns with d + head_dim / 2 whatever the frequencies:
proportional RoPE (64 real ones, then zeros, on the full layers of Gemma 4) is cos 1 and sin 0
there, never a smaller rotary dimension.

Some thirty launches in eager, one here. `qkv_norm_rope` is the launcher, `dispatch` tells whether
it launches and why not, `gemma4_qkv_norm_rope` is the eager reference. Needs torch and triton only:
made to be pasted.

A program takes some heads of one token: a warp's worth while there are few in all, four warps'
worth when there are many. Rounding points are eager's, all of them: the norm, both products with
cos and sin, their sum. Only the order of the sum of squares differs, and it depends on head_dim
alone: a head's result is the same in every batch.
"""

import warnings
from contextlib import nullcontext
from functools import partial
from typing import NamedTuple, Optional

import torch
import triton
import triton.language as tl
from torch.library import triton_op, wrap_triton

DTYPES = (torch.bfloat16, torch.float16, torch.float32)
HEAD_DIM_MAX = 1024
HEADS_MANY = 8192  # from here on, over all tokens, a program takes four warps' worth of heads
PLANS_MAX = 1024  # launches kept prepared: one for each set of shapes, strides and dtypes


def gemma4_qkv_norm_rope(q, k, v, w_q, w_k, cos, sin, eps):
    """Gemma 4 in transformers: q, k, v [..., heads * head_dim], weights [head_dim], cos and sin
    [..., head_dim], a row for each token or for each position of every sequence.
    """
    head_dim = w_q.shape[0]
    cos, sin = (each.reshape(-1, 1, head_dim) for each in (cos, sin))

    def norm(x, weight=None):
        wide = x.unflatten(-1, (-1, head_dim)).float()
        normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
        return (normed if weight is None else normed * weight.float()).to(x.dtype)

    def rope(x):
        rows = x.reshape(-1, *x.shape[-2:])
        low, high = rows.chunk(2, dim=-1)
        times = (rows.shape[0] // max(1, cos.shape[0]), 1, 1)
        turned = torch.cat((-high, low), dim=-1)
        return (rows * cos.repeat(times) + turned * sin.repeat(times)).reshape(x.shape)

    if k is None:
        return (rope(norm(q, w_q)),)
    return rope(norm(q, w_q)), rope(norm(k, w_k)), norm(k if v is None else v)


def gemma4_qkv_norm_rope_k_eq_v(q, k, v, w_q, w_k, cos, sin, eps):
    """As gemma4_qkv_norm_rope on layers with K = V: v is not read."""
    return gemma4_qkv_norm_rope(q, k, None, w_q, w_k, cos, sin, eps)


@triton.jit
def _row_sum(x, ROWS: tl.constexpr, LOG_WIDTH: tl.constexpr):
    """Sum of each row of x[ROWS, 2**LOG_WIDTH] as [ROWS, 1]; neighbours first, so that a sum of
    equal numbers is exact, as eager's are.
    """
    for level in tl.static_range(LOG_WIDTH):
        x = tl.sum(tl.reshape(x, (ROWS, 1 << (LOG_WIDTH - 1 - level), 2)), axis=2)
    return x


@triton.jit
def _norm_heads(
    x_ptr,
    weight_ptr,
    out_ptr,
    plain_ptr,
    cos_ptr,
    sin_ptr,
    first,
    eps,
    HEADS: tl.constexpr,
    HALF: tl.constexpr,
    TILE: tl.constexpr,
    LOG_BLOCK: tl.constexpr,
):
    """Norm heads first .. first + TILE of one token, and turn them where they have a weight.

    `plain_ptr`: store the norm without the weight, too. A head is held as two halves, so that the
    dimensions that turn together lie in one thread.
    """
    head = (first + tl.arange(0, TILE))[:, None]
    column = tl.broadcast_to(tl.arange(0, 1 << LOG_BLOCK)[None, :], TILE, 1 << LOG_BLOCK)
    inside = column < HALF
    live = inside & (head < HEADS)
    low_at = head * (2 * HALF) + column
    high_at = low_at + HALF
    low = tl.load(x_ptr + low_at, mask=live, other=0.0).to(tl.float32)
    high = tl.load(x_ptr + high_at, mask=live, other=0.0).to(tl.float32)
    if weight_ptr is not None:
        # All is fetched before the reduction: one trip to memory instead of two.
        low_weight = tl.load(weight_ptr + column, mask=inside, other=0.0)
        high_weight = tl.load(weight_ptr + HALF + column, mask=inside, other=0.0)
        low_cos = tl.load(cos_ptr + column, mask=inside, other=0.0)
        high_cos = tl.load(cos_ptr + HALF + column, mask=inside, other=0.0)
        low_sin = tl.load(sin_ptr + column, mask=inside, other=0.0)
        high_sin = tl.load(sin_ptr + HALF + column, mask=inside, other=0.0)
    dtype: tl.constexpr = out_ptr.dtype.element_ty
    # torch on CUDA takes the mean as sum * fp32(1 / head_dim). fma with 0 is a product that no
    # compiler fuses into the sum: eager rounds the mean. Inductor passes eps as fp64.
    total = _row_sum(low * low + high * high, TILE, LOG_BLOCK)
    inverse = tl.rsqrt(tl.fma(total, 0.5 / HALF, 0.0) + tl.cast(eps, tl.float32))
    low *= inverse
    high *= inverse
    if plain_ptr is not None:
        tl.store(plain_ptr + low_at, low.to(dtype), mask=live)
        tl.store(plain_ptr + high_at, high.to(dtype), mask=live)
    if weight_ptr is not None:
        low = (low * low_weight.to(tl.float32)).to(dtype).to(tl.float32)
        high = (high * high_weight.to(tl.float32)).to(dtype).to(tl.float32)
        low_turned = (high * low_sin.to(tl.float32)).to(dtype).to(tl.float32)
        high_turned = (low * high_sin.to(tl.float32)).to(dtype).to(tl.float32)
        # Subtracted, since Triton's unary minus turns 0.0 into 0.0.
        low = (low * low_cos.to(tl.float32)).to(dtype).to(tl.float32) - low_turned
        high = (high * high_cos.to(tl.float32)).to(dtype).to(tl.float32) + high_turned
    tl.store(out_ptr + low_at, low.to(dtype), mask=live)
    tl.store(out_ptr + high_at, high.to(dtype), mask=live)


@triton.jit(do_not_specialize=["positions"])  # no recompilation by sequence length
def qkv_norm_rope_kernel(
    q_ptr,
    k_ptr,
    v_ptr,
    w_q_ptr,
    w_k_ptr,
    cos_ptr,
    sin_ptr,
    q_out_ptr,
    k_out_ptr,
    v_out_ptr,
    positions,
    q_stride,
    k_stride,
    v_stride,
    cos_stride,
    sin_stride,
    eps,
    Q_HEADS: tl.constexpr,
    K_HEADS: tl.constexpr,
    HALF: tl.constexpr,
    TILE: tl.constexpr,
    LOG_BLOCK: tl.constexpr,
):
    Q_PARTS: tl.constexpr = (Q_HEADS + TILE - 1) // TILE
    K_PARTS: tl.constexpr = (K_HEADS + TILE - 1) // TILE
    V_PARTS: tl.constexpr = 0 if v_ptr is None else K_PARTS
    PARTS: tl.constexpr = Q_PARTS + K_PARTS + V_PARTS
    # 64-bit: token * stride passes 2**31 elements for long prefills or wide strides.
    token = (tl.program_id(0) // PARTS).to(tl.int64)
    part = tl.program_id(0) % PARTS
    cos = cos_ptr + token % positions * cos_stride
    sin = sin_ptr + token % positions * sin_stride
    if part < Q_PARTS:
        q = q_ptr + token * q_stride
        q_out = q_out_ptr + token * (2 * HALF * Q_HEADS)
        first = part * TILE
        _norm_heads(q, w_q_ptr, q_out, None, cos, sin, first, eps, Q_HEADS, HALF, TILE, LOG_BLOCK)
    if k_ptr is not None:
        k = k_ptr + token * k_stride
        k_out = k_out_ptr + token * (2 * HALF * K_HEADS)
        v_out = v_out_ptr + token * (2 * HALF * K_HEADS)
        first = (part - Q_PARTS) * TILE
        if v_ptr is None:
            if part >= Q_PARTS:
                _norm_heads(
                    k, w_k_ptr, k_out, v_out, cos, sin, first, eps, K_HEADS, HALF, TILE, LOG_BLOCK
                )
        else:
            if (part >= Q_PARTS) & (part < Q_PARTS + K_PARTS):
                _norm_heads(
                    k, w_k_ptr, k_out, None, cos, sin, first, eps, K_HEADS, HALF, TILE, LOG_BLOCK
                )
            if part >= Q_PARTS + K_PARTS:
                v = v_ptr + token * v_stride
                first -= K_PARTS * TILE
                _norm_heads(
                    v, None, v_out, None, cos, sin, first, eps, K_HEADS, HALF, TILE, LOG_BLOCK
                )


INTERPRETED = not isinstance(qkv_norm_rope_kernel, triton.JITFunction)


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


def _decide(device, head_dim, rows, weights):
    """`rows`: name -> [..., heads * head_dim] or None; `weights`: name -> [head_dim] or None."""
    q = rows["q"]
    if (device == "interpret") != INTERPRETED:
        was = "set" if INTERPRETED else "not set"
        return Dispatch(False, f"device {device!r}, and TRITON_INTERPRET was {was} at the import")
    if q.device.type != ("cpu" if INTERPRETED else "cuda"):
        return Dispatch(False, f"q lies on {q.device}, the kernel runs on {device}")
    if q.dtype not in DTYPES:
        return Dispatch(False, f"no kernel for {q.dtype} q")
    if q.numel() == 0:
        return Dispatch(False, "no rows: nothing to launch")
    if head_dim > HEAD_DIM_MAX or head_dim % 2:
        return Dispatch(False, f"head_dim {head_dim}: an even one up to {HEAD_DIM_MAX} is needed")
    rows = {name: tensor for name, tensor in rows.items() if tensor is not None}
    weights = {name: tensor for name, tensor in weights.items() if tensor is not None}
    for name, tensor in rows.items():
        if (tensor.shape[:-1], tensor.dtype, tensor.device) != (q.shape[:-1], q.dtype, q.device):
            return Dispatch(False, f"{name} differs from q in tokens, dtype or device")
        if tensor.shape[-1] % head_dim:
            return Dispatch(False, f"{name} has rows of {tensor.shape[-1]}: not whole heads")
        if tensor.stride(-1) != 1 or _row_stride(tensor) is None:
            return Dispatch(False, f"{name} has strides {tensor.stride()}: no evenly spaced rows")
    for name, tensor in weights.items():
        if tuple(tensor.shape) != (head_dim,) or not tensor.is_contiguous():
            return Dispatch(False, f"{name} is not {head_dim} contiguous numbers")
        if tensor.dtype not in DTYPES or tensor.device != q.device:
            return Dispatch(False, f"no kernel for {tensor.dtype} {name} on {tensor.device}")
    if "v" in rows and ("k" not in rows or rows["v"].shape != rows["k"].shape):
        return Dispatch(False, "v is not like k")
    tensors = (*rows.values(), *weights.values())
    if torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors):
        return Dispatch(False, "the kernel has no backward, and an input requires a gradient")
    return Dispatch(True, "")


def _shapes(q, k, head_dim):
    """[..., heads, head_dim] of the outputs q, k and v; of q alone without k."""
    sources = (q,) if k is None else (q, k, k)
    return tuple((*x.shape[:-1], x.shape[-1] // head_dim, head_dim) for x in sources)


def _outputs(out, q, shapes):
    """`out`, which must fit, or new tensors: one for each shape."""
    if out is None:
        return tuple([q.new_empty(shape) for shape in shapes])
    for tensor, shape in zip(out, shapes, strict=True):
        if (tuple(tensor.shape), tensor.dtype, tensor.device) != (shape, q.dtype, q.device):
            raise ValueError(f"out: {shape} {q.dtype} on {q.device} is needed")
        if not tensor.is_contiguous():
            raise ValueError("out: contiguous tensors are needed")
    return out


def _on(x):
    """Triton launches on the current device: make that x's."""
    elsewhere = x.is_cuda and x.device.index != torch.cuda.current_device()
    return torch.cuda.device(x.device) if elsewhere else nullcontext()


def _tile(heads, x, length):
    """Heads of one token that a program takes, elements of each's halves, warps.

    `heads`: of all tokens. A warp takes the heads that one 16-byte load of each thread spans, and
    so the order of a head's sum depends on head_dim alone.
    """
    block = triton.next_power_of_2(length)
    span = 512 // x.element_size()
    warps = 4 if heads >= HEADS_MANY and block <= span else 1
    return max(1, span // block) * warps, block, warps


def dispatch(
    q,
    k,
    v,
    w_q,
    w_k,
    cos,
    sin,
    eps,
    form="gemma4_qkv_norm_rope",
    out=None,
    device="cuda",
):
    """Decide, from the arguments' properties alone, whether the kernel is launched."""
    rows = {"q": q, "k": k, "v": None if form.endswith("k_eq_v") else v}
    decision = _decide(device, w_q.shape[0], rows, {"w_q": w_q, "w_k": w_k})
    if not decision.launched:
        return decision
    tokens = q.numel() // q.shape[-1]
    for name, tensor in (("cos", cos), ("sin", sin)):
        if (tensor.dtype, tensor.device) != (q.dtype, q.device):
            return Dispatch(False, f"{name} differs from q in dtype or device")
        if tensor.shape != cos.shape or tensor.shape[-1] != w_q.shape[0] or cos.numel() == 0:
            return Dispatch(False, f"{name} is not one head_dim a position")
        if tensor.stride(-1) != 1 or _row_stride(tensor) is None:
            return Dispatch(False, f"{name} has strides {tensor.stride()}: no evenly spaced rows")
        if tokens % (tensor.numel() // tensor.shape[-1]):
            return Dispatch(False, f"{tokens} tokens are not whole repetitions of {name}")
    return decision


def qkv_norm_rope(
    q,
    k,
    v,
    w_q,
    w_k,
    cos,
    sin,
    eps,
    form="gemma4_qkv_norm_rope",
    out=None,
    device="cuda",
):
    """Normed and turned heads [..., heads, head_dim], contiguous: (q, k, v), or (q,) without k.

    q, k, v: [..., heads * head_dim] of one dtype, bf16, fp16 or fp32, rows evenly spaced: the
        projections as they come, or slices of one. v None: v is k. k None: q alone.
    w_q, w_k: [head_dim] bf16, fp16 or fp32, contiguous; w_k None where k is.
    form: the reference to reproduce; `.._k_eq_v` does not read v.
    cos, sin: [..., head_dim] of q's dtype, both halves, a row for each token, or for each position
        of every sequence in turn (tokens are whole repetitions of them).
    out: as returned, contiguous; made when None.
    device: "cuda", or "interpret" (CPU tensors, this file imported under TRITON_INTERPRET=1).

    Where `dispatch` says no, the eager reference runs and a RuntimeWarning gives the reason (under
    torch.compile the graph then shows the reference's ops in place of the registered one).
    Raises ValueError for an unknown form, or an `out` that does not fit.
    """
    if form not in REFERENCES:
        raise ValueError(f"unknown form {form!r}: one of {', '.join(REFERENCES)}")
    if form.endswith("k_eq_v"):
        v = None
    inputs = (q, k, v, w_q, w_k, cos, sin)
    plan = None if torch.compiler.is_compiling() else _plan(inputs, device)
    if plan:
        geometry, shapes = plan
        outputs = _outputs(out, q, shapes)
        with _on(q):
            _launch(qkv_norm_rope_kernel, inputs, outputs, eps, geometry, enable_fp_fusion=False)
        return outputs
    launched, reason = dispatch(*inputs, eps, form, out, device)
    if launched:  # the registered op costs 50 us a call, so only under torch.compile
        results = tuple(torch.ops.workbench.qkv_norm_rope(*inputs, eps))
    else:
        if not torch.compiler.is_compiling():  # a warning would break the graph
            warnings.warn(f"qkv_norm_rope runs in eager: {reason}", RuntimeWarning, stacklevel=2)
        results = REFERENCES[form](*inputs, eps)
    if out is None:
        return results
    buffers = _outputs(out, q, _shapes(q, k, w_q.shape[0]))
    return tuple(buffer.copy_(result) for buffer, result in zip(buffers, results, strict=True))


_plans = {}  # what `_plan` found, by what it depends on


def _properties(x):
    """All that `dispatch` and `_geometry` read of a tensor."""
    return None if x is None else (x.shape, x.stride(), x.dtype, x.device, x.requires_grad)


def _plan(inputs, device):
    """Geometry and output shapes of a launch on such inputs, () where `dispatch` says no.

    Kept, since finding them costs more than launching: the key holds what they depend on.
    """
    key = (device, torch.is_grad_enabled(), *[_properties(x) for x in inputs])
    plan = _plans.get(key)
    if plan is None:
        q, k, v, w_q, _, cos, sin = inputs
        plan = ()
        if dispatch(*inputs, None, device=device).launched:
            head_dim = w_q.shape[0]
            plan = _geometry(q, k, v, cos, sin, head_dim), _shapes(q, k, head_dim)
        if len(_plans) >= PLANS_MAX:
            _plans.clear()
        _plans[key] = plan
    return plan


def _geometry(q, k, v, cos, sin, head_dim):
    """Programs, positions, elements between rows, heads of q and of k, half of head_dim, heads a
    program, log2 of the half padded, warps.
    """
    tokens = q.numel() // q.shape[-1]
    q_heads = q.shape[-1] // head_dim
    k_heads = 0 if k is None else k.shape[-1] // head_dim
    sets = 1 if v is None else 2
    heads, block, warps = _tile(tokens * (q_heads + sets * k_heads), q, head_dim // 2)
    parts = triton.cdiv(q_heads, heads) + sets * triton.cdiv(k_heads, heads)
    strides = tuple([0 if x is None else _row_stride(x) for x in (q, k, v, cos, sin)])
    sizes = (q_heads, k_heads, head_dim // 2, heads, block.bit_length() - 1)
    return tokens * parts, cos.numel() // head_dim, strides, *sizes, warps


def _launch(kernel, inputs, outputs, eps, geometry, **options):
    programs, positions, strides, q_heads, k_heads, half, heads, log_block, warps = geometry
    q_out, k_out, v_out = outputs if len(outputs) == 3 else (*outputs, None, None)
    kernel[(programs,)](
        *inputs,
        q_out,
        k_out,
        v_out,
        positions,
        *strides,
        eps,
        Q_HEADS=q_heads,
        K_HEADS=k_heads,
        HALF=half,
        TILE=heads,
        LOG_BLOCK=log_block,
        num_warps=warps,
        **options,
    )


@triton_op("workbench::qkv_norm_rope", mutates_args=())
def _traced(
    q: torch.Tensor,
    k: Optional[torch.Tensor],  # noqa: UP045  (spelled as torch 2.11 infers schemas)
    v: Optional[torch.Tensor],  # noqa: UP045
    w_q: torch.Tensor,
    w_k: Optional[torch.Tensor],  # noqa: UP045
    cos: torch.Tensor,
    sin: torch.Tensor,
    eps: float,
) -> list[torch.Tensor]:
    inputs, head_dim = (q, k, v, w_q, w_k, cos, sin), w_q.shape[0]
    outputs = list(_outputs(None, q, _shapes(q, k, head_dim)))
    geometry = _geometry(q, k, v, cos, sin, head_dim)
    _launch(wrap_triton(qkv_norm_rope_kernel), inputs, outputs, eps, geometry)
    return outputs


def make_inputs(
    rows,
    q_heads,
    k_heads,
    head_dim,
    dtype=torch.bfloat16,
    theta=1e4,
    frequencies=None,
    device="cuda",
):
    """Arguments of the reference, seeded: proportional RoPE by few `frequencies`."""
    draw = torch.Generator().manual_seed(rows)
    heads = {"q": q_heads, "k": k_heads, "v": k_heads}
    projections = {
        name: torch.randn(rows, count * head_dim, generator=draw).to(dtype).to(device)
        for name, count in heads.items()
    }
    w_q, w_k = ((0.5 + torch.rand(head_dim, generator=draw)).to(dtype) for _ in "qk")
    real = frequencies or head_dim // 2
    frequency = theta ** (-2 * torch.arange(real) / head_dim)
    frequency = torch.cat((frequency, torch.zeros(head_dim // 2 - real))).repeat(2)
    angle = torch.randint(8192, (rows, 1), generator=draw) * frequency
    return {
        **projections,
        "w_q": w_q.to(device),
        "w_k": w_k.to(device),
        "cos": angle.cos().to(dtype).to(device),
        "sin": angle.sin().to(dtype).to(device),
        "eps": 1e-6,
    }


# What `workbench validate` reads: the launcher, the references by form, the names of the outputs,
# the arguments with one row a token, the budget of one compiled program, and inputs to try (called
# with device, and with rows for another number).
KERNEL = qkv_norm_rope
REFERENCES = {
    "gemma4_qkv_norm_rope": gemma4_qkv_norm_rope,
    "gemma4_qkv_norm_rope_k_eq_v": gemma4_qkv_norm_rope_k_eq_v,
}
OUTPUTS = ("q", "k", "v")
ROWS = ("q", "k", "v", "cos", "sin")
BUDGET = {"registers": 96, "shared_bytes": 4096}
CASES = {
    "gemma4-26b-a4b-full": partial(
        make_inputs, rows=8, q_heads=16, k_heads=2, head_dim=512, theta=1e6, frequencies=64
    ),
    "fp32": partial(
        make_inputs,
        rows=2,
        q_heads=16,
        k_heads=2,
        head_dim=512,
        dtype=torch.float32,
        theta=1e6,
        frequencies=64,
    ),
    "fp16": partial(
        make_inputs,
        rows=2,
        q_heads=16,
        k_heads=2,
        head_dim=512,
        dtype=torch.float16,
        theta=1e6,
        frequencies=64,
    ),
    "gemma4-26b-a4b-sliding": partial(make_inputs, rows=2, q_heads=16, k_heads=8, head_dim=256),
    "fp32-sliding": partial(
        make_inputs, rows=2, q_heads=16, k_heads=8, head_dim=256, dtype=torch.float32
    ),
    "e2b-one-kv-head": partial(make_inputs, rows=2, q_heads=8, k_heads=1, head_dim=256),
    "head-dim-128": partial(make_inputs, rows=2, q_heads=16, k_heads=8, head_dim=128),
    "head-dim-96": partial(make_inputs, rows=2, q_heads=6, k_heads=3, head_dim=96),
}
