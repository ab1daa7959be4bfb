"""What torch makes of the operands of an element-wise operator before its formula sees them."""

from __future__ import annotations

import torch

from workbench.emit.generic.expressions import Expression
from workbench.emit.generic.lower import Lowering, rounded_text
from workbench.emit.generic.ops import BOOL, EXACT, FLOATS, INTEGERS, Pointwise
from workbench.emit.generic.refusal import Inexpressible
from workbench.trace.layout import TensorRef
from workbench.trace.opgraph import OpNode


def check_number(node: OpNode, name: str, compute: str) -> None:
    """Refuses a number beyond the integers that are computed with, and a limit that is NaN: torch
    wraps the former around, and fills with the latter.
    """
    given = node.operand(name)
    value = given.scalar if given is not None and given.ref is None else None
    if compute in INTEGERS and type(value) is int:
        limits = torch.iinfo(getattr(torch, compute))
        if not limits.min <= value <= limits.max:
            raise Inexpressible(f"the number {value:d} does not fit {compute}")
    if node.name == "aten::clamp" and isinstance(value, float) and value != value:
        raise Inexpressible("a limit that is NaN")


def rounded_number(
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


def taken_as(lowering: Lowering, node: OpNode, made: Expression, name: str) -> Expression:
    """A tensor as torch takes it: for logic whether it is set; for arithmetic and comparisons in
    the dtype that it has in common with the other one, where that rounds.
    """
    given = node.operand(name)
    if given is None or given.ref is None or made.dtype == BOOL:
        return made
    if node.name.startswith("aten::logical_"):
        held = "float32" if made.dtype in FLOATS else made.dtype
        return lowering.made.make("compute", BOOL, [made], text="{0} != 0", operand_dtype=held)
    common = rounded_to(node, name)
    if not common:
        return made
    held = "float32" if made.dtype in FLOATS else made.dtype
    return lowering.made.make(
        "compute", common, [made], text="{0}", operand_dtype=held, hint="rounded"
    )


def rounded_to(node: OpNode, name: str) -> str:
    """The 16-bit dtype that torch on CUDA rounds a tensor operand of another dtype to; "" for none.

    A tensor without dimensions takes the other's dtype, and an integer that of floats; torch on a
    CPU leaves out the former where it multiplies or divides.
    """
    pair = [item.ref for k in ("self", "other") if (item := node.operand(k)) and item.ref]
    given = node.operand(name)
    if given is None or given.ref is None or len(pair) != 2 or node.name in EXACT:
        return ""
    if given.ref.type.dtype not in (*FLOATS, *INTEGERS):
        return ""
    common = str(torch.result_type(*map(_stands_for, pair))).removeprefix("torch.")
    return common if common in FLOATS[:2] and common != given.ref.type.dtype else ""


def _stands_for(ref: TensorRef) -> torch.Tensor:
    """A tensor of its dtype, with a dimension if it has one: what promotion asks of it."""
    return torch.empty((1,) if ref.type.shape else (), dtype=getattr(torch, ref.type.dtype))


def limits_of(node: OpNode) -> tuple[str, ...]:
    """The limits of a clamp that are tensors: where one is NaN, so is the result."""
    return tuple(k for k in ("min", "max") if (one := node.operand(k)) is not None and one.ref)


def limited(
    lowering: Lowering, operands: list[Expression], limits: tuple[str, ...], dtype: str, value: int
) -> Expression:
    """A clamp by tensors: no less than the one, then no more than the other."""
    made = operands[0]
    for limit, bound in zip(limits, operands[1:], strict=True):
        helper = {"min": "maximum", "max": "minimum"}[limit]
        made = lowering.made.make(
            "compute",
            dtype,
            [made, bound],
            text=f"_{helper}({{0}}, {{1}})",
            operand_dtype="float32",
            value=value if limit == limits[-1] else -1,
            hint="clamped",
            helper=helper,
        )
    return made
