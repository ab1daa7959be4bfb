"""What each operator asks of its operands for one element of its result."""

from __future__ import annotations

from collections.abc import Callable

import torch

from workbench.emit.generic.along import EXTREMES, gathered, joined, reduced, softmax
from workbench.emit.generic.expressions import Expression
from workbench.emit.generic.lower import Lowering, rounded_text
from workbench.emit.generic.ops import (
    BOOL,
    FLOATS,
    INTEGERS,
    POINTWISE,
    POWERS,
    Pointwise,
    spelling_of,
)
from workbench.emit.generic.promotion import (
    check_number,
    limited,
    limits_of,
    rounded_number,
    taken_as,
)
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.rowwise import (
    counted,
    held,
    layer_norm,
    located,
    running,
    variance,
)
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
    name = spelling_of(node)
    if name not in POINTWISE:
        raise Inexpressible("neither of its limits is known")
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
        check_number(node, operand, compute)
        made = rounded_number(lowering, made, compute, spelling, node, operand)
        operands.append(taken_as(lowering, node, made, operand))
    text = spelling.triton
    if name.startswith("clamp") and compute == "float32" and (limits := limits_of(node)):
        return limited(lowering, operands, limits, result.dtype, value)
    if name == "div" and operands[1].kind == "constant":
        # torch on CUDA multiplies by the reciprocal of a number, taken in fp32
        text = "{0} * tl.div_rn(1.0, {1})"
        if operands[1].text:
            text, operands[1] = "{0} * {1}", _reciprocal(lowering, node)
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


def _reciprocal(lowering: Lowering, node: OpNode) -> Expression:
    divisor = torch.tensor(lowering.scalar(node, "other"), dtype=torch.float32)
    text = rounded_text(divisor.reciprocal().item(), "float32")
    return lowering.made.make("constant", "float32", text=text)


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
    if node.name.startswith("aten::logical_"):
        return BOOL
    if result in FLOATS or any(dtype in FLOATS for dtype in kinds):
        return "float32"
    if not spelling.integers:
        if result == BOOL and set(kinds) == {BOOL}:
            return BOOL
        raise Inexpressible(f"no formula for {', '.join(sorted(set(kinds)))} tensors")
    whole = [dtype for dtype in (*kinds, result) if dtype in INTEGERS]
    return min(whole, key=INTEGERS.index) if whole else BOOL


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
    if float(exponent) == -2.0:  # torch rounds the square to the tensor's dtype
        given = lowering.made.make(
            "compute", given.dtype, [given], text="{0} * {0}", operand_dtype="float32"
        )
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


def _reduced(lowering: Lowering, node: OpNode, value: int, place: Place) -> Expression:
    """A reduction of floats; of integers; where an extreme lies."""
    if node.name in ("aten::max", "aten::min") and value in node.outputs[1:]:
        return located(lowering, node, value, place)
    whole = lowering.graph.values[value].ref.type.dtype in INTEGERS and not node.operand("other")
    counts = whole and node.name not in ("aten::mean", "aten::linalg_vector_norm")
    return (counted if counts else reduced)(lowering, node, value, place)


_RULES: dict[str, Rule] = {
    "_to_copy": _cast,
    "clone": _cast,
    "pow": _power,
    "clamp": _pointwise,
    **dict.fromkeys(
        (
            *("scalar_tensor", "full", "ones", "zeros", "new_ones", "new_zeros", "new_full"),
            *("ones_like", "zeros_like", "full_like", "fill", "zero"),
        ),
        _constant,
    ),
    "arange": _arange,
    "cat": joined,
    **dict.fromkeys(("embedding", "index", "index_select"), gathered),
    **dict.fromkeys(("sum", "mean", *EXTREMES, "linalg_vector_norm"), _reduced),
    **dict.fromkeys(("argmax", "argmin"), located),
    **dict.fromkeys(("any", "all"), held),
    **dict.fromkeys(("var", "std"), variance),
    "cumsum": running,
    "native_layer_norm": layer_norm,
    **dict.fromkeys(("_softmax", "_log_softmax"), softmax),
}
