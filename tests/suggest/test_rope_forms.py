"""Rotary embeddings as models write them: of a part of a fused projection, of a part of a head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from workbench.schema import TensorType
from workbench.suggest.find import find_patterns
from workbench.suggest.library import load_patterns
from workbench.suggest.tracing import trace_examples
from workbench.trace.layout import TensorRef, relate, whole_of

(ROPE,) = (pattern for pattern in load_patterns() if pattern.name == "rope")
HEADS, WIDTH = 4, 12


def angles(tensor: Any, width: int = WIDTH) -> tuple[Any, Any]:
    return tensor(2, 3, width).unsqueeze(1), tensor(2, 3, width).unsqueeze(1)


def projected(tensor: Any, width: int) -> Any:
    return (tensor(6, 8) @ tensor(8, width)).view(2, 3, width)


def halves(x: Any) -> Any:
    middle = x.shape[-1] // 2
    return torch.cat((-x[..., middle:], x[..., :middle]), dim=-1)


def neighbours(x: Any) -> Any:
    return torch.stack([-x[..., 1::2], x[..., ::2]], dim=-1).flatten(-2)


def heads_of(x: Any, width: int = WIDTH) -> Any:
    return x.view(2, 3, -1, width).transpose(1, 2)


def fused_projection(tensor: Any) -> Any:
    """Phi-3: q is the first part of what one GEMM wrote, k the next."""
    qkv, (cos, sin) = projected(tensor, 4 * HEADS * WIDTH), angles(tensor)
    q = heads_of(qkv[..., : HEADS * WIDTH])
    k = heads_of(qkv[..., HEADS * WIDTH : 2 * HEADS * WIDTH])
    return q * cos + halves(q) * sin, k * cos + halves(k) * sin


def part_of_a_head(tensor: Any) -> Any:
    """GLM-4.5, Qwen3-Next: the other dimensions of a head pass by."""
    q, (cos, sin) = heads_of(projected(tensor, HEADS * 2 * WIDTH), 2 * WIDTH), angles(tensor)
    turned, passed = q[..., :WIDTH], q[..., WIDTH:]
    return torch.cat([turned * cos + halves(turned) * sin, passed], dim=-1)


def glm(tensor: Any) -> Any:
    q, (cos, sin) = heads_of(projected(tensor, HEADS * 2 * WIDTH), 2 * WIDTH), angles(tensor)
    turned, passed = q[..., :WIDTH], q[..., WIDTH:]
    return torch.cat([turned * cos + neighbours(turned) * sin, passed], dim=-1)


def cohere(tensor: Any) -> Any:
    q, (cos, sin) = heads_of(projected(tensor, HEADS * WIDTH)), angles(tensor)
    wide = q.float()
    return ((wide * cos) + (neighbours(wide) * sin)).to(dtype=q.dtype)


def halves_of_another_part(tensor: Any) -> Any:
    """The part that is turned lies beside the one that cos scales."""
    q, (cos, sin) = heads_of(projected(tensor, HEADS * 2 * WIDTH), 2 * WIDTH), angles(tensor)
    return q[..., :WIDTH] * cos + halves(q[..., WIDTH:]) * sin


def neighbours_without_sign(tensor: Any) -> Any:
    q, (cos, sin) = heads_of(projected(tensor, HEADS * WIDTH)), angles(tensor)
    return q * cos + torch.stack([q[..., 1::2], q[..., ::2]], dim=-1).flatten(-2) * sin


@pytest.mark.parametrize(
    ("run", "forms"),
    [
        (fused_projection, ["rotate_half_rope"] * 2),
        (part_of_a_head, ["rotate_half_rope"]),
        (glm, ["neighbours_rope"]),
        (cohere, ["neighbours_rope_wide"]),
        (halves_of_another_part, []),
        (neighbours_without_sign, []),
    ],
)
def test_each_is_known_as_its_form(run: Callable[[Any], Any], forms: list[str]) -> None:
    (found,) = find_patterns(trace_examples(run, "bfloat16"), [ROPE])
    assert [match.reference.function for match in found.matches] == forms


def test_what_is_rotated_is_read_as_the_part_that_it_is() -> None:
    (found,) = find_patterns(trace_examples(fused_projection, "bfloat16"), [ROPE])
    seen = [match.inputs()["x"].ref for match in found.matches]
    assert [(ref.type.shape, ref.offset) for ref in seen] == [
        ((2, HEADS, 3, WIDTH), 0),
        ((2, HEADS, 3, WIDTH), HEADS * WIDTH),
    ]


@pytest.mark.parametrize(
    ("shape", "strides", "offset"),
    [((5, 4, 3), (48, 12, 1), 3), ((5, 4, 3), (48, 12, 2), 1), ((5, 4, 6), (48, 12, 1), 0)],
)
def test_the_whole_of_a_part_is_the_tensor_that_was_cut(
    shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> None:
    width = 6 if strides[-1] == 2 or shape[-1] == 3 else 12
    dense = TensorRef(0, 0, TensorType((5, 4, width), (4 * width, width, 1), "float32", "cpu", 4))
    cut = TensorType(shape, (4 * width, width, strides[-1]), "float32", "cpu", 4)
    view = relate(dense, TensorRef(0, offset, cut))
    apart = TensorRef(7, 100 + offset, TensorType(shape, strides, "float32", "cpu", 4))
    whole = whole_of(apart, view)
    assert whole is not None
    assert (whole.type.shape, whole.type.strides) == ((5, 4, width), (48, 12, 1))
    assert (whole.storage, whole.offset) == (7, 100)
