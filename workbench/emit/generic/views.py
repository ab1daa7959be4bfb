"""How the elements that one tensor addresses lie in another one of the same storage."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from workbench.emit.generic.index import ZERO, Index, Variable
from workbench.emit.generic.refusal import Inexpressible
from workbench.trace.layout import TensorRef

ROW = Variable("row", 0)

Place = tuple[Index, ...]


def broadcast(place: Place, result: Sequence[int], shape: Sequence[int]) -> Place:
    """The place in a tensor of `shape` that is broadcast to `result`, where `place` is."""
    missing = len(result) - len(shape)
    return tuple(
        index if extent == wanted else ZERO
        for index, extent, wanted in zip(place[missing:], shape, result[missing:], strict=True)
    )


def place_in(written: TensorRef, read: TensorRef, place: Place) -> Place:
    """The place in `written` of the element that `read` has at `place`.

    Raises Inexpressible where that takes the number of rows to say.
    """
    if read.type.dtype != written.type.dtype:
        raise Inexpressible(
            f"view: a {written.type.dtype} tensor is read as {read.type.dtype} bit by bit"
        )
    if (read.offset, _moving(read)) == (written.offset, _moving(written)) and (
        read.type.shape == written.type.shape
    ):
        return place
    whole = prod(written.type.shape)
    flat = Index((), read.offset - written.offset)
    for index, extent, stride in zip(place, read.type.shape, read.type.strides, strict=True):
        # the stride of an extent of 1 says nothing: where it counts rows, a row is all there is
        flat += index.times(stride if extent != 1 else whole)
    return tuple(_split(written, flat.rejoined(), whole))


def _moving(ref: TensorRef) -> tuple[tuple[int, int], ...]:
    return tuple((e, s) for e, s in zip(ref.type.shape, ref.type.strides, strict=True) if e != 1)


def _split(written: TensorRef, flat: Index, whole: int) -> list[Index]:
    """`flat`, in elements from the first of `written`, as an index of each dimension."""
    shape, strides = written.type.shape, written.type.strides
    found = [ZERO] * len(shape)
    rows = flat.factor(ROW)
    if rows == whole and 1 in shape:  # recorded with one row: its dimension has extent 1
        found[shape.index(1)] = Index(((ROW, 1),))
        flat += Index(((ROW, -rows),))
    for dim in sorted((d for d, e in enumerate(shape) if e != 1), key=lambda d: -strides[d]):
        found[dim], flat = flat.divided(strides[dim])
    if flat != ZERO:
        raise Inexpressible("view: elements are read from between those that were written")
    return found
