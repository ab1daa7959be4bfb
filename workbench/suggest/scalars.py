"""Whether a number or list of a pattern's node is that of a capture's node."""

from __future__ import annotations

import math
from typing import Any

from workbench.suggest.state import Mismatch, State, short
from workbench.suggest.tracing import Reference
from workbench.trace.opgraph import UNKNOWN, Operand, OpNode

_DIMENSIONS = frozenset(("dim", "dims", "dim0", "dim1"))


def unify_scalar(
    reference: Reference,
    state: State,
    node: OpNode,
    operand: Operand,
    found: OpNode,
    seen: Operand,
) -> None:
    """Take the number for the pattern's own, or raise Mismatch."""
    mine, theirs = operand.scalar, seen.scalar
    if seen.ref is not None:
        raise Mismatch(f"{short(found.name)} has a tensor for a number, {seen.name}")
    name = reference.scalars.get(mine) if _is_number(mine) else None
    if name is not None:
        known = state.scalars.get(name, UNKNOWN)
        if known is not UNKNOWN and theirs is not UNKNOWN and known != theirs:
            raise Mismatch(f"{name} is {known} here and {theirs} there")
        state.scalars[name] = theirs if known is UNKNOWN else known
    elif theirs is UNKNOWN:
        state.assumed += (f"{short(node.name)} {operand.name}={mine}",)
    else:
        if operand.name in _DIMENSIONS:
            mine, theirs = _from_the_end(mine, node), _from_the_end(theirs, found)
        if not _equal(mine, theirs):
            raise Mismatch(f"{short(found.name)} has {seen.name}={theirs}, the pattern {mine}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equal(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, float) and isinstance(theirs, float | int):
        return math.isclose(mine, theirs, rel_tol=1e-9) or (mine != mine and theirs != theirs)
    return bool(mine == theirs)


def _from_the_end(dimensions: Any, node: OpNode) -> Any:
    """Dimensions counted from the last, -1, so that they do not depend on the rank."""
    rank = next((len(item.ref.type.shape) for item in node.operands if item.ref), 0)
    if isinstance(dimensions, int):
        return dimensions - rank if dimensions >= 0 else dimensions
    if isinstance(dimensions, tuple):
        return tuple(_from_the_end(item, node) for item in dimensions)
    return dimensions
