"""From operators and tensors to expressions: what an element of an output is computed from.

An element is asked for at a place, and asks for the elements that it needs at theirs. So views,
broadcasts, slices and concatenations are places, not operators, and nothing is computed that no
output needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from workbench.emit.generic.expressions import Expression, Expressions
from workbench.emit.generic.index import Index, Picked, Variable, of
from workbench.emit.generic.ops import BOOL, FLOATS, INTEGERS
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import ROW, Place, broadcast, place_in
from workbench.trace.layout import TensorRef, covers
from workbench.trace.opgraph import UNKNOWN, Operand, OpGraph, OpNode

_COPIES = ("aten::clone", "aten::_to_copy", "aten::fill", "aten::zero", "aten::copy")
UNROLLED_MAX = 64  # addends of a sum along anything but the row: added up one after another


@dataclass
class External:
    """A tensor from outside as it is read. rows: it has so many for each row of the kernel, counted
    by its dimension `row_dim`; 0 where all share it (shared). strided: they are not contiguous.
    table: it is read where an index says, index: which it says, scaled: once for each such entry.
    """

    value: int
    ref: TensorRef
    rows: int = 0
    row_dim: int = 0
    table: bool = False
    shared: bool = False
    strided: bool = False
    index: bool = False
    scaled: bool = False


@dataclass
class Number:
    """A number that the recording does not hold: an argument of the kernel. whole: an integer."""

    node: int
    operand: str
    whole: bool
    hint: str


@dataclass
class Lowering:
    """The expressions of a region's outputs; externals and numbers in the order of first use.

    row_of_value, row_of_read: of a value, of an operand (by its id) the dimension that counts rows,
    and how many of it make one row; absent where it has none. changed: values from outside that
    eager changes in place, where the kernel makes a tensor of its own.
    """

    graph: OpGraph
    nodes: tuple[int, ...]
    externals: list[External] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    columns: dict[int, Variable] = field(default_factory=dict)
    slots: list[Variable] = field(default_factory=list)
    made: Expressions = field(default_factory=Expressions)
    memo: dict[tuple[int, Place], Expression] = field(default_factory=dict)
    row_of_value: dict[int, tuple[int, int]] = field(default_factory=dict)
    changed: set[int] = field(default_factory=set)
    row_of_read: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._inside = set(self.nodes)

    def column(self, extent: int) -> Variable:
        """The variable along rows of `extent` elements."""
        return self.columns.setdefault(extent, Variable(f"column_{extent}", extent))

    # ------------------------------------------------------------------ tensors

    def read(self, operand: Operand, place: Place) -> Expression:
        """The element of an operand at `place` of it."""
        assert operand.ref is not None
        if len(operand.sources) != 1:
            raise Inexpressible(
                f"view: {operand.name} is made of parts that were written or read apart"
            )
        self._note_row(self.row_of_read, id(operand), place)
        value = self.graph.values[operand.sources[0]]
        if value.producer not in self._inside:
            return self._load(value.index, operand.ref, place)
        return self.element(value.index, place_in(value.ref, operand.ref, place))

    def element(self, value: int, place: Place) -> Expression:
        """The element of a value of the region at `place`."""
        key = (value, place)
        if key not in self.memo:
            self._note_row(self.row_of_value, value, place)
            node = self.graph.nodes[self.graph.values[value].producer]
            try:
                self.memo[key] = self._node(node, value, place)
            except Inexpressible as error:
                text = str(error)
                raise Inexpressible(text if "::" in text else f"{node.name}: {text}") from None
        return self.memo[key]

    def _note_row(self, found: dict[int, tuple[int, int]], key: int, place: Place) -> None:
        for dim, index in enumerate(place):
            if rows := index.factor(ROW):
                found[key] = (dim, rows)

    def _node(self, node: OpNode, value: int, place: Place) -> Expression:
        from workbench.emit.generic.rules import rule

        self._check_in_place(node)
        return rule(node.name)(self, node, value, place)

    def _check_in_place(self, node: OpNode) -> None:
        if not node.in_place:
            return
        written = self.graph.values[node.outputs[0]].ref
        changed = node.operand("self")
        if changed is not None and len(changed.sources) == 1 and node.name not in _COPIES:
            before = self.graph.values[changed.sources[0]]
            if covers(written, before.ref) and covers(before.ref, written):
                if before.producer not in self._inside:
                    self.changed.add(before.index)
                return
        name = "aten::copy_" if node.name in _COPIES[:2] else node.name
        raise Inexpressible(f"{name}: it writes in place into a part, or over what was there")

    def _load(self, value: int, ref: TensorRef, place: Place) -> Expression:
        position = self._external(value, ref)
        external = self.externals[position]
        place = place_in(external.ref, ref, place)
        if ref.type.dtype not in (*FLOATS, *INTEGERS, BOOL):
            raise Inexpressible(f"dtype: no kernel for {ref.type.dtype} tensors")
        self._note_rows(external, place)
        return self.made.make("load", ref.type.dtype, source=position, place=place)

    def _external(self, value: int, ref: TensorRef) -> int:
        for position, external in enumerate(self.externals):
            if external.value == value and _holds(external.ref, ref):
                return position
        self.externals.append(External(value, self._base(value, ref)))
        return len(self.externals) - 1

    def _base(self, value: int, ref: TensorRef) -> TensorRef:
        """The tensor to ask for where `ref` is read: the whole if all of it is read in parts, else
        the largest part that is read.
        """
        reads = {read: prod(read.type.shape) for read in self._reads(value)}
        whole = self.graph.values[value].ref
        in_parts = len(reads) > 1 and sum(reads.values()) >= prod(whole.type.shape)
        if in_parts and all(_holds(whole, read) for read in reads):
            return whole
        widest = max(reads, key=reads.__getitem__)
        return widest if _holds(widest, ref) else ref

    def _reads(self, value: int) -> list[TensorRef]:
        return [
            operand.ref
            for index in self.nodes
            for operand in self.graph.nodes[index].operands
            if operand.ref is not None and operand.sources == (value,)
        ]

    def _note_rows(self, external: External, place: Place) -> None:
        external.shared |= not any(index.factor(ROW) for index in place)
        for dim, index in enumerate(place):
            rows = index.factor(ROW)
            if ROW in set(index.variables()) and not rows and not _is_picked(index):
                raise Inexpressible("view: rows are read in an order that depends on their number")
            if rows:
                if any(extent != 1 for extent in external.ref.type.shape[:dim]):
                    raise Inexpressible("view: its rows are not the outermost dimension")
                if external.rows not in (0, rows):
                    raise Inexpressible("view: it is read by rows of different lengths")
                external.rows, external.row_dim = rows, dim
                kind = external.ref.type
                external.strided = not is_dense(kind.shape[dim + 1 :], kind.strides[dim + 1 :])
                if external.strided and rows != 1:
                    raise Inexpressible("view: several rows that are not contiguous make one")
        if external.shared and external.rows:
            raise Inexpressible("view: one tensor is read row by row and by all rows alike")

    # ------------------------------------------------------------------ operands

    def scalar(self, node: OpNode, name: str) -> Any:
        """A number that the recording must hold."""
        operand = node.operand(name)
        if operand is None or operand.ref is not None or operand.scalar is UNKNOWN:
            raise Inexpressible(f"the recording does not hold its {name}")
        return operand.scalar

    def number(self, node: OpNode, operand: Operand, whole: bool, hint: str) -> Expression:
        """A number operand: as recorded, else an argument of the kernel."""
        dtype = "int64" if whole else "float32"
        if operand.scalar is not UNKNOWN:
            return self.made.make("constant", dtype, text=_literal(operand.scalar))
        known = next(
            (
                k
                for k, number in enumerate(self.numbers)
                if (number.node, number.operand) == (node.index, operand.name)
            ),
            -1,
        )
        if known < 0:
            known = len(self.numbers)
            self.numbers.append(Number(node.index, operand.name, whole, hint))
        return self.made.make("constant", dtype, source=known)

    def operand(
        self,
        node: OpNode,
        name: str,
        result: Sequence[int],
        place: Place,
        whole: bool = False,
        hint: str = "number",
    ) -> Expression:
        """Operand `name` of an element-wise node, whose result of shape `result` is at `place`."""
        operand = node.operand(name)
        if operand is None:
            raise Inexpressible(f"it has no operand {name}")
        if operand.ref is None:
            return self.number(node, operand, whole, hint)
        return self.read(operand, broadcast(place, result, operand.ref.type.shape))


def is_dense(shape: Sequence[int], strides: Sequence[int]) -> bool:
    """Whether elements of `shape` lie side by side."""
    return all(
        stride == prod(shape[dim + 1 :]) for dim, stride in enumerate(strides) if shape[dim] != 1
    )


def _holds(whole: TensorRef, part: TensorRef) -> bool:
    """Whether `part` can be read as a place in `whole`."""
    if whole == part:
        return True
    if whole.type.dtype != part.type.dtype or not covers(whole, part):
        return False
    try:
        place_in(
            whole, part, tuple(of(Variable(f"d{k}", e)) for k, e in enumerate(part.type.shape))
        )
    except Inexpressible:
        return False
    return True


def _is_picked(index: Index) -> bool:
    return any(isinstance(atom, Picked) for atom, _ in index.terms)


def rounded_text(value: Any, dtype: str) -> str:
    """The number as a tensor of `dtype` would hold it."""
    import torch

    return _literal(torch.tensor(value, dtype=getattr(torch, dtype)).item())


def _literal(value: Any) -> str:
    if isinstance(value, bool | int):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if value - value == 0 else f'float("{value}")'
    raise Inexpressible(f"the number {value!r:.40}")
