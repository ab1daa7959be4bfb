"""More that runs along a row: where an extreme lies, whether any holds, running sums, variances,
layer norms.

The order of sums apart, arithmetic and rounding are those of ATen's CUDA kernels
(aten/src/ATen/native/cuda: layer_norm_kernel, ReduceMomentKernel, ReduceArgMaxKernel, ScanKernels):
fp32 inside, rounded once where the result is stored.
"""

from __future__ import annotations

from workbench.emit.generic.along import last_dimension, reduced_place
from workbench.emit.generic.expressions import Expression
from workbench.emit.generic.index import Variable, of
from workbench.emit.generic.lower import Lowering
from workbench.emit.generic.ops import BOOL, FLOATS, INTEGERS
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import Place
from workbench.trace.opgraph import Operand, OpNode

# Where the largest or smallest of a row lies.
LOCATED = {"argmax": "max", "argmin": "min", "max": "max", "min": "min"}


def _source(lowering: Lowering, node: OpNode, place: Place) -> tuple[Expression, Variable, int]:
    """The operand along its row for the place of a result, that row's variable and extent."""
    source, keep = node.operand("self"), node.operand("keepdim")
    if source is None or source.ref is None:
        raise Inexpressible("it has no operand self")
    inner, variable, count = reduced_place(lowering, node, place, bool(keep and keep.scalar))
    if variable.name.startswith("slot"):
        raise Inexpressible("it reduces along a dimension that is not the last")
    return lowering.read(source, inner), variable, count


def located(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """Where the extreme of a row lies: the first of equal ones, a NaN before any number."""
    kind = LOCATED[node.name.removeprefix("aten::")]
    given, variable, count = _source(lowering, node, place)
    floating = given.dtype in FLOATS
    if not floating and given.dtype not in INTEGERS:
        raise Inexpressible(f"no kernel for {given.dtype} tensors")
    make, wide = lowering.made.make, "float32" if floating else "int64"
    extreme = make(
        *("reduce", wide, [given]),
        text=kind,
        operand_dtype=wide,
        over=variable,
        hint={"max": "largest", "min": "smallest"}[kind],
        helper={"max": "nan_max", "min": "nan_min"}[kind] if floating else "",
    )
    hit = make(
        *("compute", BOOL, [given, extreme]),
        text="_same({0}, {1})" if floating else "{0} == {1}",
        operand_dtype=wide,
        hint="hit",
        helper="same" if floating else "",
    )
    here = make("position", "int64", place=(of(variable),), hint="position")
    there = make(
        *("compute", "int64", [hit, here]),
        text=f"tl.where({{0}}, {{1}}, {count})",
        operand_dtype="int64",
        hint="candidate",
    )
    return make(
        *("reduce", "int64", [there]),
        text="min",
        operand_dtype="int64",
        over=variable,
        value=value,
        hint="first_at",
    )


def held(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """Whether any, or every, element of a row is other than nought; NaN is."""
    given, variable, _ = _source(lowering, node, place)
    result = lowering.graph.values[value].ref.type.dtype
    if result != BOOL:
        raise Inexpressible(f"no kernel whose result is {result}")
    make = lowering.made.make
    if given.dtype != BOOL:
        wide = "float32" if given.dtype in FLOATS else given.dtype
        given = make("compute", BOOL, [given], text="{0} != 0", operand_dtype=wide, hint="set")
    kind = "max" if node.name == "aten::any" else "min"
    found = make(
        *("reduce", "int32", [given]),
        text=kind,
        operand_dtype="int32",
        over=variable,
        hint="found",
    )
    return make(
        *("compute", BOOL, [found]), text="{0} != 0", operand_dtype="int32", value=value, hint="any"
    )


def counted(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """The sum, largest or smallest of a row of integers, exact in 64 bits as eager's."""
    given, variable, _ = _source(lowering, node, place)
    result = lowering.graph.values[value].ref.type.dtype
    kind = node.name.removeprefix("aten::").removeprefix("a")
    if result not in INTEGERS or (kind != "sum" and given.dtype not in INTEGERS):
        raise Inexpressible(f"no kernel that reduces {given.dtype} to {result}")
    total = lowering.made.make(
        *("reduce", "int64", [given]),
        text=kind,
        operand_dtype="int64",
        over=variable,
        value=value if result == "int64" else -1,
        hint={"sum": "count", "max": "largest", "min": "smallest"}[kind],
    )
    if result == "int64":
        return total
    return lowering.made.make(
        "compute", result, [total], text="{0}", operand_dtype="int64", value=value, hint="count"
    )


def running(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """Sums up to each place of a row that fits a block: of integers in 64 bits, of fp32 in fp32."""
    source, dim, extent = last_dimension(lowering, node)
    result = lowering.graph.values[value].ref.type.dtype
    if result not in ("int64", "float32"):
        raise Inexpressible(f"eager rounds each partial sum to {result}, in an order of its own")
    variable = lowering.column(extent)
    if place[dim] != of(variable) or any(variable in set(i.variables()) for i in place[:dim]):
        raise Inexpressible("its sums are read at other places than their own")
    given = lowering.read(source, place)
    if variable not in given.variables:
        raise Inexpressible("it adds up one value that all of a row share")
    return lowering.made.make(
        *("scan", result, [given]),
        operand_dtype=result,
        place=(of(variable),),
        value=value,
        hint="running",
    )


def _moments(
    lowering: Lowering, source: Operand, around: Place, variable: Variable, divisor: str
) -> tuple[Expression, Expression]:
    """Mean, and mean (or what `divisor` makes of it) of the squares around it, both fp32."""
    make, count = lowering.made.make, variable.extent
    each = lowering.read(source, around)
    if each.dtype not in FLOATS:
        raise Inexpressible(f"no kernel for {each.dtype} tensors")

    def total(one: Expression, text: str, hint: str) -> Expression:
        summed = make(
            *("reduce", "float32", [one]), text="sum", operand_dtype="float32", over=variable
        )
        return make("compute", "float32", [summed], text=text, operand_dtype="float32", hint=hint)

    # fma with 0 is a product that no compiler fuses into a sum
    mean = total(each, f"tl.fma({{0}}, 1.0 / {count}, 0.0)", "mean")
    square = make(
        *("compute", "float32", [each, mean]),
        text="({0} - {1}) * ({0} - {1})",
        operand_dtype="float32",
        hint="square",
    )
    return mean, total(square, divisor, "variance")


def variance(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """Variance or standard deviation of a row."""
    source, correction = node.operand("self"), node.operand("correction")
    assert source is not None and source.ref is not None
    keep = node.operand("keepdim")
    around, variable, count = reduced_place(lowering, node, place, bool(keep and keep.scalar))
    given = lowering.scalar(node, "correction") if correction is not None else None
    freedom = count - (1 if given is None else given)
    if variable.name.startswith("slot") or freedom <= 0 or node.name == "aten::var_mean":
        raise Inexpressible("only the variance of a row that is longer than its correction")
    _, spread = _moments(lowering, source, around, variable, f"tl.div_rn({{0}}, {float(freedom)})")
    root = node.name == "aten::std"
    return lowering.made.make(
        *("compute", lowering.graph.values[value].ref.type.dtype, [spread]),
        text="tl.sqrt_rn({0})" if root else "{0}",
        operand_dtype="float32",
        value=value,
        hint="deviation" if root else "variance",
    )


def layer_norm(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """weight * ((x - mean) * rsqrt(variance + eps)) + bias, in fp32 with CUDA's one fma."""
    source, eps = node.operand("input"), node.operand("eps")
    assert source is not None and source.ref is not None and eps is not None
    if value != node.outputs[0]:
        raise Inexpressible("only what is normed, not the mean and the root beside it")
    if len(tuple(lowering.scalar(node, "normalized_shape"))) != 1:
        raise Inexpressible("it norms over more than the last dimension")
    variable = lowering.column(source.ref.type.shape[-1])
    if any(variable in set(index.variables()) for index in place[:-1]):
        raise Inexpressible("it runs along a row whose result lies along such a row again")
    around = (*place[:-1], of(variable))
    divisor = f"tl.fma({{0}}, 1.0 / {variable.extent}, 0.0)"
    mean, spread = _moments(lowering, source, around, variable, divisor)
    make = lowering.made.make
    offset = lowering.number(node, eps, False, "eps")
    root = make(
        *("compute", "float32", [spread, offset]),
        text="tl.rsqrt({0} + {1})",
        operand_dtype="float32",
        hint="inverse",
    )
    operands, text = [lowering.read(source, place), mean, root], "({0} - {1}) * {2}"
    weight, bias = (
        lowering.read(one, place[-1:]) if (one := node.operand(name)) and one.ref else None
        for name in ("weight", "bias")
    )
    if weight is not None or bias is not None:
        normed = make(
            *("compute", "float32", operands), text=text, operand_dtype="float32", hint="normed"
        )
        given = [each for each in (weight, bias) if each is not None]
        operands = [normed, *given]
        both = "tl.fma({1}, {0}, {2})"
        text = both if len(given) == 2 else "{0} * {1}" if weight is not None else "{0} + {1}"
    return make(
        *("compute", lowering.graph.values[value].ref.type.dtype, operands),
        text=text,
        operand_dtype="float32",
        value=value,
        hint="normed",
    )
