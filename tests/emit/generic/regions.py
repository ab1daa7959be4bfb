"""Regions to emit: ordinary PyTorch functions, traced into an op graph, and mined candidates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from workbench.emit.generic import EmittedKernel, Options, emit_generic
from workbench.schema import Candidate
from workbench.suggest.tracing import trace_examples


def candidate(rows: int, **changes: Any) -> Candidate:
    """What the emitter needs of a mined candidate."""
    fields: dict[str, Any] = {
        "id": "mined-region",
        "pattern": "region",
        "site": "layers.*",
        "instances": 1,
        "expected_instances": 1,
        "launches_before": 2.0,
        "launches_after": 1.0,
        "gpu_us_per_step": 2.0,
        "predicted_gpu_us_per_step": 1.0,
        "saving_gpu_us_per_step": 1.0,
        "saving_share": 0.1,
        "evidence": "dataflow",
        "status": "novel",
        "conflicts_with": (),
        "numerics_risk": "none",
        "source": ("model.py:7: forward",),
        "detail": {"kind": "region", "rows": rows},
    }
    return Candidate(**{**fields, **changes})


def emitted(
    function: Callable[..., Any], rows: int, dtype: str = "bfloat16", **options: Any
) -> EmittedKernel:
    """The kernel of all that `function(make)` does; `make(*extents, dtype=...)` makes inputs."""
    graph = trace_examples(function, dtype)
    nodes = tuple(node.index for node in graph.nodes)
    return emit_generic(candidate(rows), graph, nodes, Options(**options))


FP32 = torch.float32


def norm(make: Any) -> Any:
    """Gemma's RMSNorm of rows of 96, and a residual."""
    x, weight = make(4, 96), make(96)
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + 1e-6, -0.5)
    return make(4, 96) + (normed * weight.float()).to(x.dtype)


def gated(make: Any) -> Any:
    """The halves of one projection, masked before."""
    both = make(4, 96).masked_fill(make(4, dtype=torch.bool)[:, None], 0.0)
    return torch.nn.functional.gelu(both[:, :48], approximate="tanh") * both[:, 48:]


def softmax(make: Any) -> Any:
    """Probabilities of 20, and their logarithms in another type."""
    x = make(4, 20)
    return torch.softmax(x.float(), -1), torch.log_softmax(x.float() * 2.0, -1)


def heads(make: Any) -> Any:
    """A norm a head, turned by an angle that all heads share; the angle is left over too."""
    x, angle = make(4, 3, 32), make(4, 16, dtype=FP32)
    cos = torch.cat((angle, angle), -1).cos().to(x.dtype)
    wide = x.float()
    normed = (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)).to(x.dtype)
    low, high = normed[..., :16], normed[..., 16:]
    return normed * cos[:, None] + torch.cat((-high, low), -1), cos


def combined(make: Any) -> Any:
    """Rows that an index picks, eight for each row, weighted and summed."""
    index = make(32, dtype=torch.int64)
    index.numpy().fill(0)  # not through the dispatcher, which would record it
    picked = make(32, 40)[index] * make(32, 1, dtype=FP32)
    return picked.view(4, 8, 40).sum(1).to(torch.bfloat16)


def narrow(make: Any) -> Any:
    """One number a row: the largest, the smallest, the Euclidean norm."""
    x = make(4, 40)
    return x.amax(-1), x.float().amin(-1), torch.linalg.vector_norm(x.float(), dim=-1)


def long(make: Any) -> Any:
    """A row in pieces: probabilities of 17,000, and the mean of what they come from."""
    x = make(4, 17000)
    wide = x.float() * 2.0
    return (
        torch.softmax(wide, -1).to(x.dtype),
        wide.mean(-1, keepdim=True).to(x.dtype),
        wide.amax(-1),
    )


def transposed(make: Any) -> Any:
    """Columns as rows, and one that all share."""
    x = make(24, 4, dtype=FP32).transpose(0, 1)
    return torch.cat((x, x), -1).sin().to(torch.bfloat16)


def copied(make: Any) -> Any:
    """A norm, given out once and eight times; the sum it is of changed in place."""
    x = make(4, 1, 64)
    x += make(4, 1, 64)
    normed = torch.nn.functional.silu(x).float().pow(2).mean(-1, keepdim=True).rsqrt() * x
    normed = normed.to(x.dtype)
    return x, normed, normed.expand(4, 8, 64).clone(memory_format=torch.contiguous_format)


def interleaved(make: Any) -> Any:
    """Pairs turned, as DeepSeek lays them out: even and odd elements of one projection."""
    both, cos, sin = make(4, 40), make(4, 1, 16), make(4, 1, 16)
    scaled = both * 2.0
    pairs = both[:, 8:].view(4, 1, 16, 2)
    even, odd = pairs[..., 0], pairs[..., 1]
    return scaled, torch.cat((even * cos - odd * sin, odd * cos + even * sin), -1)


def nested(make: Any) -> Any:
    """A join of joins: each part is read nowhere but where it lies."""
    x, y, z = make(4, 8), make(4, 4), make(4, 4)
    return torch.cat((x, torch.cat((y * 2.0, -z), -1)), -1) + 1.0


def grouped(make: Any) -> Any:
    """Norms of six query heads, and of the two KV heads that they share, by one weight."""
    weight, results = make(32), []
    for count in (6, 2):
        wide = make(4, count, 32).float()
        inverse = torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)
        results.append((wide * inverse * weight.float()).to(torch.bfloat16))
    return tuple(results)


def limited(make: Any) -> Any:
    """Softmax written out with the largest of each row, and clamps of either kind."""
    x = make(4, 40)
    wide = x.float()
    powers = (wide - wide.max(-1, keepdim=True).values).exp()
    gate = x.clamp(max=0.7) * x.clamp(-0.3, 0.5) + x.clamp(min=0.1)
    return powers, gate, wide.min(-1).values


REGIONS = {
    "norm": norm,
    "gated": gated,
    "softmax": softmax,
    "heads": heads,
    "combined": combined,
    "narrow": narrow,
    "long": long,
    "transposed": transposed,
    "copied": copied,
    "interleaved": interleaved,
    "nested": nested,
    "limited": limited,
    "grouped": grouped,
}
