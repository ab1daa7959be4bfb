"""Over which rows and columns a region's kernel runs, and where each output lies in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, prod

from workbench.emit.generic.expressions import Expression, below
from workbench.emit.generic.index import ZERO, Index, Variable, of, within
from workbench.emit.generic.lower import UNROLLED_MAX, Lowering
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.rules import rule
from workbench.emit.generic.views import ROW, Place
from workbench.suggest.boundary import escapes
from workbench.suggest.rowspace import is_row_op
from workbench.trace.opgraph import OpGraph, OpNode

HELD_MAX = 16384  # elements of a row in registers: 32 a thread at 16 warps, for each tensor held


@dataclass(frozen=True)
class Output:
    """A tensor that the kernel leaves: [rows, *inner] contiguous. missing: axes that it lacks;
    slots: its own, one stored after another.
    """

    value: int
    dtype: str
    inner: tuple[int, ...]
    place: tuple[Index, ...]
    expression: Expression
    missing: tuple[Variable, ...]
    slots: tuple[Variable, ...]

    @property
    def variables(self) -> set[Variable]:
        """What its place depends on."""
        return {variable for index in self.place for variable in index.variables()}


@dataclass(frozen=True)
class Plan:
    """What the kernel computes, and its loops.

    flat: element by element over all rows, without a reduction along one; `axes` and `column` then
    are the dimensions of an element in its row. Else a program has whole rows, one for each place
    of `axes`. columns: the rows' extents, the longest first.
    """

    lowering: Lowering
    outputs: tuple[Output, ...]
    flat: bool
    axes: tuple[Variable, ...]
    columns: tuple[Variable, ...]
    recorded_rows: int

    @property
    def looped(self) -> tuple[Variable, ...]:
        """The column that does not fit a block, and is worked through in pieces."""
        return self.columns[:1] if not self.flat and self.width > HELD_MAX else ()

    def is_padded(self, column: Variable) -> bool:
        """Whether the block of `column` may be longer than the row."""
        return column in self.looped or bool(column.extent & (column.extent - 1))

    @property
    def width(self) -> int:
        """Elements of the longest row."""
        return self.columns[0].extent


def plan(graph: OpGraph, nodes: tuple[int, ...], rows: int) -> Plan:
    """The plan of a region that was mined with `rows` rows. Raises Inexpressible."""
    for index in nodes:
        rule(graph.nodes[index].name)
    inside = set(nodes)
    left = [
        value
        for index in nodes
        for value in graph.nodes[index].outputs
        if escapes(graph, value, inside) and not _is_unread_place(graph, graph.nodes[index], value)
    ]
    if not left:
        raise Inexpressible("nothing that it computes is read or left over")
    count = _rows(graph, left, rows)
    shapes = {value: _shape(graph.values[value].ref.type.shape, count) for value in left}
    outer = [found for index in nodes for found in _outer(graph, graph.nodes[index], count)]
    lowering = Lowering(graph, nodes)
    flat = not outer and len({_moving(shape) for shape in shapes.values()}) == 1
    if flat:
        dims = _moving(shapes[left[0]]) or (1,)
    else:
        dims = (*max(outer or [_moving(s)[:-1] for s in shapes.values()], key=len), 0)
    axes = tuple(Variable(f"axis_{k + 1}", extent) for k, extent in enumerate(dims[:-1]))
    outputs = []
    for value in left:
        place = _place(lowering, shapes[value], axes)
        kind = graph.values[value].ref.type
        expression = lowering.element(value, _recorded(place, kind.shape, count))
        used = {variable for index in place for variable in index.variables()}
        missing = tuple(axis for axis in axes if axis not in used)
        slots = tuple(sorted((v for v in used if v.name.startswith("slot")), key=lambda v: v.name))
        outputs.append(Output(value, kind.dtype, shapes[value], place, expression, missing, slots))
    columns = sorted(lowering.columns.values(), key=lambda one: -one.extent)
    scans = any(graph.nodes[index].name == "aten::cumsum" for index in nodes)
    if scans and columns and columns[0].extent > HELD_MAX:
        raise Inexpressible(f"aten::cumsum: a row of {columns[0].extent} does not fit a block")
    if not columns:
        columns = [lowering.column(1)]
    if not flat and any(
        sum(column in one.variables for column in columns) > 1
        for one in below(lowering.memo.values())
    ):
        raise Inexpressible("the region: values hang on places in rows of two lengths at once")
    if not any(external.rows for external in lowering.externals):
        raise Inexpressible(
            "the region: no input has a row for each row of the outputs, so that no argument of a "
            "launcher tells how many to make"
        )
    return Plan(lowering, tuple(outputs), flat, axes, tuple(columns), count)


def _is_unread_place(graph: OpGraph, node: OpNode, value: int) -> bool:
    """Whether nobody asked for it: `max(-1).values` makes places too, a layer norm its mean."""
    several = node.name in ("aten::max", "aten::min", "aten::native_layer_norm")
    return several and value != node.outputs[0] and not graph.values[value].readers


def _rows(graph: OpGraph, values: Sequence[int], rows: int) -> int:
    """Rows as the recording had them: what all outputs' outermost dimensions have in common."""
    if rows == 1:
        if any(graph.values[value].ref.type.shape[:1] != (1,) for value in values):
            raise Inexpressible("the region: recorded with a single row that is no dimension")
        return 1
    leads = [
        next((extent for extent in graph.values[value].ref.type.shape if extent != 1), 1)
        for value in values
    ]
    common = gcd(rows, *leads)
    if common != min(leads):
        raise Inexpressible("the region: its outputs do not have one row each for every row")
    return common


def _shape(shape: tuple[int, ...], rows: int) -> tuple[int, ...]:
    """Extents of one row of a tensor of `shape`."""
    if not shape:
        raise Inexpressible("the region: one of its outputs is a single number without dimensions")
    dim = next((k for k, extent in enumerate(shape) if extent != 1), 0) if rows > 1 else 0
    many = shape[dim] // rows
    if many != 1 and not _moving(shape[dim + 1 :]):
        raise Inexpressible(
            f"the region: whether an output of {shape[dim]} elements has {many} for each of {rows} "
            "rows, or is the same for all, the recording does not tell"
        )
    return ((many,) if many != 1 else ()) + shape[dim + 1 :]


def _moving(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(extent for extent in shape if extent != 1)


def _outer(graph: OpGraph, node: OpNode, rows: int) -> list[tuple[int, ...]]:
    """Extents around the row that `node` reduces, inside a row of the region."""
    if not is_row_op(node) or node.name == "aten::cat":
        return []
    source = next((item.ref for item in node.operands if item.ref), None)
    if source is None:
        return []
    shape = source.type.shape
    dim = node.operand("dim")
    given = dim.scalar if dim is not None else None
    if (normed := node.operand("normalized_shape")) is not None:
        given = [-1 - k for k in range(len(tuple(normed.scalar or ())))]
    dims = [given] if isinstance(given, int) else list(given or range(len(shape)))
    last = max((k for k, extent in enumerate(shape) if extent != 1), default=0)
    if last not in [d % len(shape) for d in dims]:
        return []
    first = min(d % len(shape) for d in dims)
    lead = next((k for k, extent in enumerate(shape) if extent != 1), 0) if rows > 1 else 0
    head = (shape[lead] // rows,) if lead < first and shape[lead] % rows == 0 else ()
    return [_moving((*head, *shape[lead + 1 : first]))]


def _place(lowering: Lowering, inner: tuple[int, ...], axes: tuple[Variable, ...]) -> Place:
    """An output's place in the kernel's loops, the row first."""
    free = list(axes)
    moving = _moving(inner)
    extents = [axis.extent for axis in axes]
    along = moving if list(moving) == extents else moving[:-1]
    taken: list[Index] = []
    for extent in along:
        if extent in [axis.extent for axis in free]:
            while free[0].extent != extent:
                free.pop(0)
            taken.append(of(free.pop(0)))
        elif any(axis.extent > extent for axis in free):  # its KV heads beside the query heads
            while free[0].extent < extent:
                free.pop(0)
            taken.append(within(of(free.pop(0)), extent))
        elif extent <= UNROLLED_MAX:
            taken.append(of(Variable(f"slot_{extent}", extent)))
        else:
            raise Inexpressible("the region: its outputs are not rows of one kind")
    if along != moving:
        taken.append(of(lowering.column(moving[-1])))
    indices = iter(taken)
    place = tuple(next(indices) if extent != 1 else ZERO for extent in inner)
    return (of(ROW), *place)


def _recorded(place: Place, shape: tuple[int, ...], rows: int) -> Place:
    """The place in the tensor as it was recorded."""
    dim = next((k for k, extent in enumerate(shape) if extent != 1), 0) if rows > 1 else 0
    row, *inner = place
    many = shape[dim] // rows
    if many != 1:
        row = row.times(many) + inner.pop(0)
    return (*([ZERO] * dim), row, *inner)


def row_elements(inner: Sequence[int]) -> int:
    """Elements of one row."""
    return prod(inner)
