"""PyTorch's views of a variable, for what a call read of it: reshape, slice, permute, expand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from workbench.emit.generic.index import ZERO, Index, Variable, of
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import ROW, Place, place_in
from workbench.trace.layout import TensorRef

Row = tuple[int, int] | None  # the dimension that counts rows, and how many make one


@dataclass(frozen=True)
class _Dim:
    """A dimension of the variable, maybe after splitting one: what is taken of it. variable: None
    where it is a single element, `start`.
    """

    extent: str
    variable: Variable | None
    start: int
    length: int


def viewed(
    name: str, held: tuple[TensorRef, Row], read: tuple[TensorRef, Row], given: list[str]
) -> tuple[str, list[str], list[str]]:
    """The text of what `read` sees of `name`, which holds `held` in sizes `given`; then its sizes
    with 1 for what is broadcast, and in full.
    """
    (written, row), (ref, counts) = held, read
    wanted = sizes(ref.type.shape, counts)
    place = _anywhere(ref.type.shape, counts)
    found = place_in(written, ref, place)[row[0] if row else 0 :]
    target = place[counts[0] if counts else 0 :]
    extents = written.type.shape[row[0] if row else 0 :]
    used = {variable for index in found for variable in index.variables()}
    shrunk = [
        size if all(v in used for v in index.variables()) else "1"
        for size, index in zip(wanted, target, strict=True)
    ]
    if _row_major(found, extents) == _row_major(
        target, ref.type.shape[counts[0] if counts else 0 :]
    ):
        return (name if given == wanted else _reshaped(name, shrunk)), shrunk, wanted
    dims = [
        dim
        for k, (index, extent) in enumerate(zip(found, extents, strict=True))
        for dim in _split(index, extent, row if not k else None)
    ]
    split = [dim.extent for dim in dims]
    text = name if split == given else _reshaped(name, split)
    text += _cut(dims)
    text, left = _permuted(text, [dim for dim in dims if dim.variable or dim.extent == "1"], target)
    return (text if left == shrunk else _reshaped(text, shrunk)), shrunk, wanted


def sizes(shape: Sequence[int], row: Row) -> list[str]:
    """Extents as text, from the dimension that counts rows on."""
    if row is None:
        return [str(extent) for extent in shape]
    dim, many = row
    return ["rows" if many == 1 else f"rows * {many}", *(str(e) for e in shape[dim + 1 :])]


def _reshaped(text: str, extents: Sequence[str]) -> str:
    return f"{text}.reshape({', '.join(extents) or '()'})"


def _anywhere(shape: Sequence[int], row: Row) -> Place:
    """A place anywhere in a tensor of `shape`."""
    place = []
    for k, extent in enumerate(shape):
        index = of(Variable(f"d{k}", extent)) if extent != 1 else ZERO
        if row is not None and k == row[0]:
            rest = of(Variable("within", row[1])) if row[1] != 1 else ZERO
            index = of(ROW).times(row[1]) + rest
        place.append(index)
    return tuple(place)


def _row_major(place: Sequence[Index], extents: Sequence[int]) -> Index:
    """Offset in a contiguous tensor, its terms in an order of their own."""
    flat = Index()
    for dim, index in enumerate(place):
        flat += index.times(prod(extents[dim + 1 :]))
    flat = flat.rejoined()
    return Index(tuple(sorted(flat.terms, key=repr)), flat.constant)


def _split(index: Index, extent: int, row: Row) -> list[_Dim]:
    """The dimensions that one of `extent` elements falls into, each read along one variable."""
    terms = sorted(index.terms, key=lambda term: -term[1])
    rest, whole, dims = index.constant, str(extent), []
    if row is not None:
        whole = "rows" if row[1] == 1 else f"rows * {row[1]}"
    above = extent
    for variable, factor in terms:
        if not isinstance(variable, Variable) or factor < 1 or above % factor:
            raise Inexpressible("view: a reference cannot say it without strides")
        counted = variable == ROW
        size = "rows" if counted else str(above // factor)
        length = 0 if counted else variable.extent
        dims.append(_Dim(size, variable, rest // factor, length))
        rest, above = rest % factor, factor
    if not terms or above > 1:
        dims.append(_Dim(str(above) if terms else whole, None, rest, 1))
    return dims


def _cut(dims: Sequence[_Dim]) -> str:
    """The brackets that take of each dimension what is read; "" where that is all."""
    parts = []
    for dim in dims:
        if dim.variable is None:
            parts.append(str(dim.start) if dim.extent != "1" else ":")
        elif dim.variable == ROW or (dim.start, str(dim.length)) == (0, dim.extent):
            parts.append(":")
        else:
            stop = dim.start + dim.length
            parts.append(f"{dim.start or ''}:{'' if str(stop) == dim.extent else stop}")
    if all(part == ":" for part in parts):
        return ""
    while len(parts) > 1 and parts[0] == parts[1] == ":":
        parts.pop(0)
    if parts[0] == ":":
        parts[0] = "..."
    return f"[{', '.join(parts)}]"


def _permuted(text: str, dims: list[_Dim], target: Place) -> tuple[str, list[str]]:
    """Dimensions in the reader's order; their extents."""
    order = [v for index in target for v in index.variables()]
    ranks = [order.index(dim.variable) if dim.variable else -1 for dim in dims]
    moving = [rank for rank in ranks if rank >= 0]
    extents = ["rows" if d.variable == ROW else str(d.length) for d in dims]
    if moving == sorted(moving):
        return text, extents
    places = iter(sorted((rank, k) for k, rank in enumerate(ranks) if rank >= 0))
    permutation = [k if ranks[k] < 0 else next(places)[1] for k in range(len(dims))]
    return f"{text}.permute({', '.join(map(str, permutation))})", [extents[k] for k in permutation]
