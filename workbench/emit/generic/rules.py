"""What each operator asks of its operands for one element of its result."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from workbench.emit.generic.expressions import Expression, Guard
from workbench.emit.generic.index import ZERO, Index, Variable, of, picked, within
from workbench.emit.generic.lower import UNROLLED_MAX, Lowering, rounded_text
from workbench.emit.generic.ops import BOOL, FLOATS, INTEGERS, POINTWISE, POWERS, Pointwise
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import Place
from workbench.trace.opgraph import Operand, OpNode

Rule = Callable[[Lowering, OpNode, int, Place], Expression]


def rule(name: str) -> Rule:
    """The rule of an operator. Raises Inexpressible where there is none."""
    short = name.removeprefix("aten::")
    if name.startswith("aten::") and (short in _RULES or short in POINTWISE):
        return _RULES.get(short, _pointwise)
    raise Inexpressible(f"{name}: the generic emitter has no kernel for this operator")


def supported() -> tuple[str, ...]:
    """Names of all operators that have a rule."""
    return tuple(sorted({*_RULES, *(name for name in POINTWISE if " " not in name)}))


# --------------------------------------------------------------------------- element by element


def _pointwise(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    name = node.name.removeprefix("aten::")
    if name == "gelu" and lowering.scalar(node, "approximate") == "tanh":
        name = "gelu tanh"
    spelling = POINTWISE[name]
    if name in ("add", "sub") and lowering.scalar(node, "alpha") != 1:
        raise Inexpressible("alpha other than 1")
    if name == "div" and node.operand("rounding_mode") is not None:
        raise Inexpressible("division that rounds to an integer")
    result = lowering.graph.values[value].ref.type
    compute = _compute_dtype(lowering, node, spelling, result.dtype)
    operands = []
    for operand in spelling.operands:
        made = lowering.operand(
            node, operand, result.shape, place, compute != "float32", _role(node, operand)
        )
        operands.append(_rounded_number(lowering, made, compute, spelling, node, operand))
    text = spelling.triton
    if name == "div" and operands[1].kind == "constant":
        # torch on CUDA multiplies by the reciprocal of a number, taken in fp32
        text = "{0} * tl.div_rn(1.0, {1})"
    return lowering.made.make(
        "compute",
        result.dtype,
        operands,
        text=text,
        operand_dtype=compute,
        value=value,
        hint=spelling.hint,
        helper=spelling.helper,
    )


def _compute_dtype(lowering: Lowering, node: OpNode, spelling: Pointwise, result: str) -> str:
    """In what the formula is computed: fp32 for floats, the common integer or bool of others."""
    kinds = [
        item.ref.type.dtype
        for name in spelling.operands
        if name not in ("condition", "mask") and (item := node.operand(name)) and item.ref
    ]
    for dtype in (*kinds, result):
        if dtype not in (*FLOATS, *INTEGERS, BOOL):
            raise Inexpressible(f"no kernel for {dtype} tensors")
    if result in FLOATS or any(dtype in FLOATS for dtype in kinds):
        return "float32"
    if not spelling.integers:
        if result == BOOL and set(kinds) == {BOOL}:
            return BOOL
        raise Inexpressible(f"no formula for {', '.join(sorted(set(kinds)))} tensors")
    whole = [dtype for dtype in (*kinds, result) if dtype in INTEGERS]
    return min(whole, key=INTEGERS.index) if whole else BOOL


def _rounded_number(
    lowering: Lowering,
    made: Expression,
    compute: str,
    spelling: Pointwise,
    node: OpNode,
    name: str,
) -> Expression:
    """A number that is compared with a tensor or chosen beside one takes its dtype first."""
    given = node.operand(name)
    if given is None or given.ref is not None or not spelling.same or compute != "float32":
        return made
    dtype = next(
        (
            item.ref.type.dtype
            for other in spelling.operands
            if (item := node.operand(other)) and item.ref and item.ref.type.dtype in FLOATS
        ),
        "float32",
    )
    if dtype == "float32":
        return made
    if made.text:
        return lowering.made.make("constant", dtype, text=rounded_text(given.scalar, dtype))
    return lowering.made.make("compute", dtype, [made], text="{0}", operand_dtype="float32")


def _role(node: OpNode, operand: str) -> str:
    """What a number that the recording lacks may be called."""
    name = node.name.removeprefix("aten::")
    return {"add": "offset", "sub": "offset", "mul": "factor", "div": "divisor"}.get(name, "number")


def _cast(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    result = lowering.graph.values[value].ref.type
    given = lowering.operand(node, "self", result.shape, place)
    if result.dtype not in (*FLOATS, *INTEGERS, BOOL):
        raise Inexpressible(f"no kernel for {result.dtype} tensors")
    if given.dtype == result.dtype:
        return given
    if result.dtype == BOOL:
        return lowering.made.make(
            "compute", BOOL, [given], text="{0} != 0", operand_dtype=given.dtype, value=value
        )
    return lowering.made.make(
        "compute",
        result.dtype,
        [given],
        text="{0}",
        operand_dtype="float32" if given.dtype in FLOATS else given.dtype,
        value=value,
        hint="wide" if result.dtype == "float32" else "rounded",
    )


def _power(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    result = lowering.graph.values[value].ref.type
    exponent = lowering.scalar(node, "exponent")
    given = lowering.operand(node, "self", result.shape, place)
    if result.dtype not in FLOATS or given.dtype not in FLOATS:
        raise Inexpressible(f"no kernel for a power of {given.dtype}")
    if not isinstance(exponent, int | float) or float(exponent) not in POWERS:
        raise Inexpressible(f"no kernel for the exponent {exponent!r:.20}")
    text, hint = POWERS[float(exponent)]
    return lowering.made.make(
        "compute",
        result.dtype,
        [given],
        text=text,
        operand_dtype="float32",
        value=value,
        hint=hint,
    )


# --------------------------------------------------------------------------- out of nothing


def _constant(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    name = node.name.removeprefix("aten::")
    dtype = lowering.graph.values[value].ref.type.dtype
    fixed = {"ones": 1, "zeros": 0, "zero": 0}
    plain = name.removeprefix("new_").removesuffix("_like")
    if plain in fixed:
        number: Operand | None = Operand("value", scalar=fixed[plain])
    else:
        number = node.operand("s") or node.operand("fill_value") or node.operand("value")
    if number is None or number.ref is not None:
        raise Inexpressible("it fills with a tensor")
    made = lowering.number(node, number, dtype not in FLOATS, "fill")
    if made.text:
        return lowering.made.make("constant", dtype, text=rounded_text(number.scalar, dtype))
    return lowering.made.make(
        "compute",
        dtype,
        [made],
        text="{0}",
        operand_dtype="float32" if dtype in FLOATS else dtype,
        value=value,
        hint="fill",
    )


def _arange(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    dtype = lowering.graph.values[value].ref.type.dtype
    start, step = node.operand("start"), node.operand("step")
    first = start.scalar if start else 0
    apart = step.scalar if step else 1
    if dtype != "int64" or type(first) is not int or type(apart) is not int:
        raise Inexpressible("a range of anything but recorded integers")
    return lowering.made.make(
        "position", dtype, place=(place[0].times(apart).plus(first),), value=value, hint="position"
    )


# --------------------------------------------------------------------------- joins and picks


def _joined(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
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


def _gathered(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    name = node.name.removeprefix("aten::")
    table = node.operand("weight" if name == "embedding" else "self")
    indices = [item for item in node.operands if item.name.startswith(("indices", "index"))]
    if table is None or table.ref is None or len(indices) != 1 or indices[0].ref is None:
        raise Inexpressible("it picks along more than one dimension")
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
    if external.ref != table.ref or not _is_dense(external.ref.type):
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


def _is_dense(kind: object) -> bool:
    shape, strides = kind.shape, kind.strides  # type: ignore[attr-defined]
    return all(
        stride == prod(shape[dim + 1 :]) for dim, stride in enumerate(strides) if shape[dim] != 1
    )


# --------------------------------------------------------------------------- along the row


def _reduced_place(
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


def _reduced(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    name = node.name.removeprefix("aten::")
    result = lowering.graph.values[value].ref.type
    source = node.operand("self")
    if source is None or source.ref is None:
        raise Inexpressible("it has no operand self")
    keep = node.operand("keepdim")
    inner, variable, count = _reduced_place(lowering, node, place, bool(keep and keep.scalar))
    given = lowering.read(source, inner)
    if name in ("amax", "amin") and variable.name.startswith("slot"):
        raise Inexpressible("it reduces along a dimension that is not the last")
    floating = result.dtype in FLOATS
    if given.dtype not in FLOATS or not floating:
        raise Inexpressible(f"no kernel that reduces {given.dtype} to {result.dtype}")
    make = lowering.made.make
    if name == "linalg_vector_norm":
        if lowering.scalar(node, "ord") not in (2, 2.0):
            raise Inexpressible("a norm other than the Euclidean one")
        given = make("compute", "float32", [given], text="{0} * {0}", operand_dtype="float32")
    kind = {"amax": "max", "amin": "min"}.get(name, "sum")
    helper = {"max": "nan_max", "min": "nan_min"}.get(kind, "")
    total = make(
        "reduce",
        "float32",
        [given],
        text=kind,
        operand_dtype="float32",
        over=variable,
        value=value if name in ("sum", "amax", "amin") and result.dtype == "float32" else -1,
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


def _softmax(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    source = node.operand("self")
    assert source is not None and source.ref is not None
    shape = source.ref.type.shape
    dim = int(lowering.scalar(node, "dim")) % len(shape)
    if any(extent != 1 for extent in shape[dim + 1 :]):
        raise Inexpressible("it runs along a dimension that is not the last")
    variable = lowering.column(shape[dim])
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


def _clone(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    return _cast(lowering, node, value, place)


_RULES: dict[str, Rule] = {
    "_to_copy": _cast,
    "clone": _clone,
    "pow": _power,
    **dict.fromkeys(
        (
            *("scalar_tensor", "full", "ones", "zeros", "new_ones", "new_zeros", "new_full"),
            *("ones_like", "zeros_like", "full_like", "fill", "zero"),
        ),
        _constant,
    ),
    "arange": _arange,
    "cat": _joined,
    **dict.fromkeys(("embedding", "index", "index_select"), _gathered),
    **dict.fromkeys(("sum", "mean", "amax", "amin", "linalg_vector_norm"), _reduced),
    **dict.fromkeys(("_softmax", "_log_softmax"), _softmax),
}
