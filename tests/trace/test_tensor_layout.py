"""Views of a storage: which elements they share, and how a reader sees a value."""

from __future__ import annotations

from fractions import Fraction

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.schema import TensorType
from workbench.trace.layout import WHOLE, TensorRef, View, covers, overlaps, relate


def ref(tensor: torch.Tensor) -> TensorRef:
    """`tensor` as a recording would name it; its storage is called 1."""
    kind = TensorType(
        tuple(tensor.shape), tuple(tensor.stride()), "float32", "cpu", tensor.element_size()
    )
    return TensorRef(1, tensor.storage_offset(), kind)


def addresses(tensor: torch.Tensor) -> set[int]:
    """Every element of the storage that `tensor` reaches, found the slow way."""
    names = torch.arange(tensor.untyped_storage().nbytes() // 4, dtype=torch.float32)
    return set(
        torch.as_strided(names, tensor.shape, tensor.stride(), tensor.storage_offset())
        .flatten()
        .int()
        .tolist()
    )


@st.composite
def views(draw: st.DrawFn) -> torch.Tensor:
    """A view of a 4 x 6 x 5 tensor after a few random view operations."""
    tensor = torch.arange(120, dtype=torch.float32).reshape(4, 6, 5)
    for _ in range(draw(st.integers(0, 3))):
        dim = draw(st.integers(0, tensor.dim() - 1))
        size = tensor.shape[dim]
        kind = draw(st.sampled_from(["narrow", "transpose", "flatten", "step", "expand"]))
        if kind == "narrow":
            start = draw(st.integers(0, size - 1))
            tensor = tensor.narrow(dim, start, draw(st.integers(1, size - start)))
        elif kind == "transpose":
            tensor = tensor.transpose(dim, draw(st.integers(0, tensor.dim() - 1)))
        elif kind == "flatten" and tensor.is_contiguous():
            tensor = tensor.view(-1, tensor.shape[-1])
        elif kind == "step":
            tensor = tensor[(slice(None),) * dim + (slice(None, None, 2),)]
        else:
            tensor = tensor.unsqueeze(dim).expand(*tensor.shape[:dim], 2, *tensor.shape[dim:])
    return tensor


@settings(max_examples=400, deadline=None)
@given(views(), views())
def test_overlap_and_cover_are_sound(one: torch.Tensor, other: torch.Tensor) -> None:
    if not overlaps(ref(one), ref(other)):
        assert not addresses(one) & addresses(other)
    if covers(ref(one), ref(other)):
        assert addresses(one) >= addresses(other)


@settings(max_examples=400, deadline=None)
@given(views(), views())
def test_whole_means_the_same_elements_in_the_same_rows(
    base: torch.Tensor, reader: torch.Tensor
) -> None:
    if relate(ref(base), ref(reader)) != WHOLE:
        return
    assert addresses(base) == addresses(reader)
    moving = [tensor for tensor in (base, reader) if tensor.numel() > 1]
    steps = {
        next(s for n, s in zip(t.shape[::-1], t.stride()[::-1], strict=True) if n > 1 and s)
        for t in moving
        if len(addresses(t)) > 1
    }
    assert len(steps) <= 1


def test_reshapes_broadcasts_and_batch_transposes_are_whole() -> None:
    base = torch.empty(2, 3, 8)
    for reader in (
        base.view(6, 8),
        base.unsqueeze(1),
        base.transpose(0, 1),
        base.view(2, 3, 2, 4).transpose(1, 2),
        base.unsqueeze(0).expand(5, 2, 3, 8),
    ):
        assert relate(ref(base), ref(reader)) == WHOLE
    assert relate(ref(base), ref(base.transpose(1, 2))).kind == "transposed"


def test_halves_and_interleaved_columns_are_slices_in_shares() -> None:
    base = torch.empty(3, 8)
    gate, up = base.chunk(2, dim=-1)
    assert relate(ref(base), ref(gate)) == View("slice", Fraction(0), Fraction(1, 2))
    assert relate(ref(base), ref(up)) == View("slice", Fraction(1, 2), Fraction(1, 2))
    odd = base[..., 1::2]
    assert relate(ref(base), ref(odd)) == View("slice", Fraction(1), Fraction(1, 2), 2)
    assert relate(ref(base), ref(base[1:])).kind == "part"
    assert not overlaps(ref(gate), ref(up))


def test_another_dtype_is_no_view_of_the_value() -> None:
    base = torch.empty(4)
    kind = TensorType((8,), (1,), "float16", "cpu", 2)
    assert relate(ref(base), TensorRef(1, 0, kind)).kind == "reinterpret"
