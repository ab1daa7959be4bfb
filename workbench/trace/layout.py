"""Which elements of a storage a tensor addresses, and how one view of it relates to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from workbench.schema import TensorType


@dataclass(frozen=True, slots=True)
class TensorRef:
    """A tensor as a call saw it: a storage, an offset into it in elements, and its type."""

    storage: int
    offset: int
    type: TensorType


@dataclass(frozen=True, slots=True)
class View:
    """How a reader sees a value, independent of sizes where that is possible.

    `whole`: the same elements in the same order of rows (reshaped, broadcast, batch dimensions
    permuted). `slice`: of each row the elements from `start` (a share of the row; with `step` > 1
    an element count), `length` of it (a share); a row may be a head of what was written.
    `transposed`: all elements, but the rows run another way. `part`: any other subset.
    `reinterpret`: read as another dtype.
    """

    kind: str
    start: Fraction = Fraction(0)
    length: Fraction = Fraction(1)
    step: int = 1
    other: tuple[object, ...] = ()


WHOLE = View("whole")

Dims = tuple[tuple[int, int], ...]  # (extent, stride) in elements, outermost first


@lru_cache(maxsize=65536)
def dims(tensor: TensorType) -> Dims:
    """The dimensions that move through memory: neither of extent 1 nor broadcast (stride 0)."""
    return tuple(
        (extent, stride)
        for extent, stride in zip(tensor.shape, tensor.strides, strict=True)
        if extent != 1 and stride != 0
    )


def _merge(parts: Dims) -> Dims:
    merged: list[tuple[int, int]] = []
    for extent, stride in parts:
        if merged and merged[-1][1] == extent * stride:
            merged[-1] = (merged[-1][0] * extent, stride)
        else:
            merged.append((extent, stride))
    return tuple(merged)


@lru_cache(maxsize=65536)
def merged(tensor: TensorType) -> Dims:
    """`dims` with neighbours joined where they are contiguous: equal for all reshapes of a view."""
    return _merge(dims(tensor))


@lru_cache(maxsize=65536)
def _in_memory_order(tensor: TensorType) -> Dims:
    return _merge(tuple(sorted(dims(tensor), key=lambda part: -part[1])))


def distinct_elements(tensor: TensorType) -> int:
    """Number of elements addressed, a broadcast dimension counted once."""
    return tensor.nbytes // tensor.itemsize if tensor.itemsize else 0


def byte_range(ref: TensorRef) -> tuple[int, int]:
    """First byte, and one past the last byte, that the tensor addresses in its storage."""
    low = ref.offset * ref.type.itemsize
    last = sum((extent - 1) * stride for extent, stride in dims(ref.type))
    return low, low + (last + 1) * ref.type.itemsize


def covers(writer: TensorRef, reader: TensorRef) -> bool:
    """Whether every byte that `reader` addresses was addressed by `writer` (same storage)."""
    low, high = byte_range(writer)
    if distinct_elements(writer.type) * writer.type.itemsize == high - low:
        first, last = byte_range(reader)
        return low <= first and last <= high
    return (
        writer.offset == reader.offset
        and writer.type.itemsize == reader.type.itemsize
        and _in_memory_order(writer.type) == _in_memory_order(reader.type)
    )


def overlaps(one: TensorRef, other: TensorRef) -> bool:
    """Whether two tensors of one storage may share a byte; columns of one matrix do not."""
    low, high = byte_range(one)
    first, last = byte_range(other)
    if last <= low or high <= first:
        return False
    mine, theirs = _columns(one), _columns(other)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return True
    (_, start, width), (_, begin, extent) = mine, theirs
    return start < begin + extent and begin < start + width


def _columns(ref: TensorRef) -> tuple[int, int, int] | None:
    """(row stride, first column, width) in bytes, for a block of columns of a matrix."""
    parts = _in_memory_order(ref.type)
    if len(parts) != 2 or parts[1][1] != 1:
        return None
    row, width = parts[0][1], parts[1][0]
    start = ref.offset % row
    if start + width > row:
        return None
    size = ref.type.itemsize
    return row * size, start * size, width * size


def relate(base: TensorRef, reader: TensorRef) -> View:
    """How `reader` sees the value that was written as `base` (same storage)."""
    if base.type.dtype != reader.type.dtype:
        return View("reinterpret", other=(base.type.dtype, reader.type.dtype))
    if base.offset == reader.offset:
        if merged(base.type) == merged(reader.type):
            return WHOLE
        if _in_memory_order(base.type) == _in_memory_order(reader.type):
            same_rows = dims(base.type)[-1][1] == dims(reader.type)[-1][1]
            return WHOLE if same_rows else View("transposed")
    return _row_slice(base, reader) or View(
        "part", other=(reader.offset - base.offset, merged(reader.type))
    )


def whole_of(part: TensorRef, view: View) -> TensorRef | None:
    """The tensor of whose rows `part` is the slice `view`; None where there can be none."""
    shape, strides = part.type.shape, part.type.strides
    if view.kind != "slice" or not shape or strides[-1] != view.step:
        return None
    width = shape[-1] / view.length
    start = view.start if view.step > 1 else view.start * width
    if width.denominator != 1 or start.denominator != 1 or start > part.offset:
        return None
    rows = replace(part.type, shape=(*shape[:-1], int(width)), strides=(*strides[:-1], 1))
    return TensorRef(part.storage, part.offset - int(start), rows)


def _row_slice(base: TensorRef, reader: TensorRef) -> View | None:
    """The same columns of every row, where `base` is dense and its rows may be cut evenly."""
    whole, taken = distinct_elements(base.type), distinct_elements(reader.type)
    rows, parts = dims(base.type), _in_memory_order(reader.type)
    if not parts or not rows or _in_memory_order(base.type) != ((whole, 1),):
        return None
    length, step = parts[-1]
    start = reader.offset - base.offset
    if dims(reader.type)[-1][1] != step or start < 0:
        return None
    if step > 1:
        every = len(parts) == 1 and length * step == whole and rows[-1][0] % step == 0
        return View("slice", Fraction(start), Fraction(1, step), step) if every else None
    pitch = whole * length // taken
    tiled = parts[:-1] in ((), ((taken // length, pitch),))
    if not tiled or rows[-1][0] % pitch or start + length > pitch:
        return None
    return View("slice", Fraction(start, pitch), Fraction(length, pitch))
