"""Operators that look beyond their own place: joins, picks, and what runs along a row."""

from __future__ import annotations

from math import prod

from workbench.emit.generic.expressions import Expression, Guard
from workbench.emit.generic.index import ZERO, Index, Variable, of, picked, within
from workbench.emit.generic.lower import UNROLLED_MAX, Lowering, is_dense
from workbench.emit.generic.ops import FLOATS
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import Place
from workbench.trace.opgraph import Operand, OpNode

# Reductions to the largest or smallest; `max` and `min` with a dimension also say where it lies.
EXTREMES = {"amax": "max", "amin": "min", "max": "max", "min": "min"}

# --------------------------------------------------------------------------- joins and picks


def joined(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """A concatenation: the part in which the place lies."""
    parts = [item for item in node.operands if item.name.startswith("tensors.") and item.ref]
    result = lowering.graph.values[value].ref.type
    dim = int(lowering.scalar(node, "dim")) % len(result.shape)
    start, chosen, conditions = 0, [], []
    bounds = place[dim].bounds()
    for part in parts:
        assert part.ref is not None
        extent = part.ref.type.shape[dim]
        inside = within(place[dim].plus(-start), extent)
        inner = (*place[:dim], inside, *place[dim + 1 :])
        if bounds and start <= bounds[0] and bounds[1] < start + extent:
            return lowering.read(part, inner)
        chosen.append(lowering.read(part, inner))
        conditions.append(Guard(place[dim], start, start + extent))
        start += extent
    if not parts or any(one.dtype != result.dtype for one in chosen):
        raise Inexpressible("it joins tensors of several dtypes")
    return lowering.made.make(
        "choice", result.dtype, chosen, guards=tuple(conditions), value=value, hint="joined"
    )


def gathered(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """Rows of a table from outside, where an index says."""
    name = node.name.removeprefix("aten::")
    table = node.operand("weight" if name == "embedding" else "self")
    indices = [item for item in node.operands if item.name.startswith(("indices", "index"))]
    if table is None or table.ref is None or len(indices) != 1 or indices[0].ref is None:
        raise Inexpressible("it picks by anything but one index along the first dimension")
    index = indices[0]
    assert index.ref is not None
    if index.ref.type.dtype not in ("int64", "int32"):
        raise Inexpressible(f"it picks by a {index.ref.type.dtype} tensor")
    if name == "index_select" and lowering.scalar(node, "dim") != 0:
        raise Inexpressible("it picks along a dimension that is not the first")
    producer = lowering.graph.values[table.sources[0]].producer if table.sources else -1
    if producer in lowering.nodes:
        raise Inexpressible("it picks from a tensor that the kernel itself computes")
    rank = len(index.ref.type.shape)
    where = lowering.read(index, place[:rank])
    position = lowering._external(table.sources[0], table.ref)
    external = lowering.externals[position]
    if external.ref != table.ref or not is_dense(
        external.ref.type.shape, external.ref.type.strides
    ):
        raise Inexpressible("it picks from a tensor that is read in another way too")
    external.table = True
    external.scaled = prod(index.ref.type.shape) == table.ref.type.shape[0]
    if where.kind == "load":
        lowering.externals[where.source].index = True
    wrapped = lowering.made.make("wrapped", "int64", [where], source=position)
    at = picked(wrapped, position), *place[rank:]
    return lowering.made.make(
        "load", table.ref.type.dtype, source=position, place=at, hint="picked"
    )


# --------------------------------------------------------------------------- along the row


def reduced_place(
    lowering: Lowering, node: OpNode, place: Place, keepdim: bool
) -> tuple[Place, Variable, int]:
    """The operand's place for the result's, the variable that runs, and over how many elements."""
    source = next(item.ref for item in node.operands if item.ref)
    shape = source.type.shape
    dim = node.operand("dim")
    given = dim.scalar if dim is not None else None
    dims = sorted(
        d % len(shape) for d in ([given] if isinstance(given, int) else given or range(len(shape)))
    )
    wide = [d for d in dims if shape[d] != 1]
    if wide and wide != [d for d in range(wide[0], len(shape)) if shape[d] != 1][: len(wide)]:
        raise Inexpressible("it reduces dimensions that are not neighbours")
    count = prod(shape[d] for d in wide)
    last = not wide or all(extent == 1 for extent in shape[wide[-1] + 1 :])
    if not last and count > UNROLLED_MAX:
        raise Inexpressible(f"it reduces {count} elements along a dimension that is not the last")
    variable = lowering.column(count) if last else Variable(f"slot_{count}", count)
    if any(variable in set(index.variables()) for index in place):
        raise Inexpressible("it reduces along a row whose result lies along such a row again")
    left = of(variable) if count > 1 else ZERO
    inner: list[Index] = []
    outer = list(place)
    for d, extent in enumerate(shape):
        if d not in dims:
            inner.append(outer.pop(0))
            continue
        if keepdim and outer:
            outer.pop(0)
        after = prod(shape[k] for k in wide if k > d)
        if extent == 1:
            inner.append(ZERO)
        else:
            here, left = left.divided(after)
            inner.append(here)
    return tuple(inner), variable, count


def reduced(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """A sum, mean, extreme or norm, along the row or over a few slots."""
    name = node.name.removeprefix("aten::")
    result = lowering.graph.values[value].ref.type
    source = node.operand("self")
    if source is None or source.ref is None:
        raise Inexpressible("it has no operand self")
    if name in ("max", "min") and node.operand("other"):
        raise Inexpressible("only the extreme of a row, not of two tensors")
    keep = node.operand("keepdim")
    inner, variable, count = reduced_place(lowering, node, place, bool(keep and keep.scalar))
    given = lowering.read(source, inner)
    if name in EXTREMES and variable.name.startswith("slot"):
        raise Inexpressible("it reduces along a dimension that is not the last")
    floating = result.dtype in FLOATS
    if given.dtype not in FLOATS or not floating:
        raise Inexpressible(f"no kernel that reduces {given.dtype} to {result.dtype}")
    make = lowering.made.make
    if name == "linalg_vector_norm":
        if lowering.scalar(node, "ord") not in (2, 2.0):
            raise Inexpressible("a norm other than the Euclidean one")
        given = make("compute", "float32", [given], text="{0} * {0}", operand_dtype="float32")
    kind = EXTREMES.get(name, "sum")
    helper = {"max": "nan_max", "min": "nan_min"}.get(kind, "")
    total = make(
        "reduce",
        "float32",
        [given],
        text=kind,
        operand_dtype="float32",
        over=variable,
        value=value if name in ("sum", *EXTREMES) and result.dtype == "float32" else -1,
        hint={"sum": "total", "max": "largest", "min": "smallest"}[kind],
        helper=helper,
    )
    # fma with 0 is a product that no compiler fuses into a sum: eager rounds the mean
    text = {
        "mean": f"tl.fma({{0}}, 1.0 / {count}, 0.0)",
        "linalg_vector_norm": "tl.sqrt_rn({0})",
    }.get(name, "{0}")
    if text == "{0}" and result.dtype == "float32":
        return total
    return make(
        "compute",
        result.dtype,
        [total],
        text=text,
        operand_dtype="float32",
        value=value,
        hint={"mean": "mean", "linalg_vector_norm": "norm"}.get(name, "total"),
    )


def last_dimension(lowering: Lowering, node: OpNode) -> tuple[Operand, int, int]:
    """What an operator runs along: its operand, the dimension and its extent. Raises Inexpressible
    where longer ones than 1 follow it.
    """
    source = node.operand("self")
    assert source is not None and source.ref is not None
    shape = source.ref.type.shape
    dim = int(lowering.scalar(node, "dim")) % len(shape)
    if any(extent != 1 for extent in shape[dim + 1 :]):
        raise Inexpressible("it runs along a dimension that is not the last")
    return source, dim, shape[dim]


def softmax(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """Softmax along the row, or its logarithm: largest, sum of powers, quotient."""
    source, dim, extent = last_dimension(lowering, node)
    variable = lowering.column(extent)
    around = (*place[:dim], of(variable), *place[dim + 1 :])
    if any(variable in set(index.variables()) for index in (*place[:dim], *place[dim + 1 :])):
        raise Inexpressible("it runs along a row whose result lies along such a row again")
    make = lowering.made.make
    each = lowering.read(source, around)
    if each.dtype not in FLOATS:
        raise Inexpressible(f"no kernel for {each.dtype} tensors")
    peak = make(
        "reduce", "float32", [each], text="max", operand_dtype="float32", over=variable, hint="peak"
    )

    def shifted(one: Expression, text: str, hint: str) -> Expression:
        return make(
            "compute", "float32", [one, peak], text=text, operand_dtype="float32", hint=hint
        )

    term = shifted(each, "libdevice.exp({0} - {1})", "term")
    total = make(
        "reduce",
        "float32",
        [term],
        text="sum",
        operand_dtype="float32",
        over=variable,
        hint="terms",
    )
    here = lowering.read(source, place)
    dtype = lowering.graph.values[value].ref.type.dtype
    log = node.name == "aten::_log_softmax"
    operands = (
        [here, peak, total] if log else [shifted(here, "libdevice.exp({0} - {1})", "term"), total]
    )
    return make(
        "compute",
        dtype,
        operands,
        text="{0} - {1} - libdevice.log({2})" if log else "tl.div_rn({0}, {1})",
        operand_dtype="float32",
        value=value,
        hint="logarithm" if log else "probability",
    )
