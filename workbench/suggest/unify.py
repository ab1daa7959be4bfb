"""Whether one node of a pattern is one node of the capture, and what follows for their operands."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.suggest.kinds import SDPA, operator
from workbench.suggest.rowspace import is_pointwise
from workbench.suggest.scalars import unify_scalar
from workbench.suggest.state import Bound, Mismatch, State, short
from workbench.suggest.tracing import Reference
from workbench.trace.layout import (
    WHOLE,
    TensorRef,
    byte_range,
    distinct_elements,
    relate,
    whole_of,
)
from workbench.trace.operators import CONTRACTIONS
from workbench.trace.opgraph import EXTERNAL, Operand, OpGraph, OpNode

COMMUTATIVE = frozenset(
    f"aten::{name}" for name in ("add", "mul", "maximum", "minimum", "eq", "ne", "bitwise_and")
)

# Arguments that say where and how a result is stored. Its dtype is compared on the result itself.
_STORAGE_ARGUMENTS = frozenset(
    (
        "dtype",
        "layout",
        "device",
        "pin_memory",
        "memory_format",
        "non_blocking",
        "size",
        "end",
        "keepdim",
        "half_to_float",
        "sorted",
        "stable",
    )
)
# Attention's backends name its mask differently.
_ARGUMENT = {"attn_bias": "attn_mask"}


def unify(
    reference: Reference, graph: OpGraph, state: State, node: OpNode, found: OpNode
) -> Iterator[State | Mismatch]:
    """States in which pattern node `node` is capture node `found`, or why there is none."""
    if node.index in reference.surroundings and {node.name, found.name} <= CONTRACTIONS:
        yield from _unify_surrounding(reference, graph, state, node, found)
        return
    if operator(node) != operator(found):
        yield Mismatch(f"{short(found.name)} where the pattern has {short(node.name)}")
        return
    for swapped in (False, True):
        if swapped and not (node.name in COMMUTATIVE and _is_binary(node) and _is_binary(found)):
            break
        extended = state.copy()
        extended.nodes[node.index] = found.index
        try:
            _unify_outputs(reference, graph, extended, node, found)
            _unify_operands(reference, graph, extended, node, found, swapped)
        except Mismatch as mismatch:
            yield mismatch
        else:
            yield extended


# The argument of a GEMM that carries the activations.
_ACTIVATION = {
    "aten::addmm": "mat1",
    "aten::baddbmm": "batch1",
    "aten::linear": "input",
    "aten::addmv": "mat",
}


def _unify_surrounding(
    reference: Reference, graph: OpGraph, state: State, node: OpNode, found: OpNode
) -> Iterator[State | Mismatch]:
    """A GEMM around the fusion: whichever operator it is, of the activations that it reads."""
    operands = [one.operand(_ACTIVATION.get(one.name, "self")) for one in (node, found)]
    extended = state.copy()
    extended.nodes[node.index] = found.index
    try:
        _unify_outputs(reference, graph, extended, node, found)
        mine, theirs = operands
        if mine is None or theirs is None or theirs.ref is None:
            raise Mismatch(f"{short(found.name)} reads no activations")
        _unify_tensor(reference, graph, extended, mine, theirs, found)
    except Mismatch as mismatch:
        yield mismatch
    else:
        yield extended


def _is_binary(node: OpNode) -> bool:
    return node.operand("self") is not None and node.operand("other") is not None


def _unify_outputs(
    reference: Reference, graph: OpGraph, state: State, node: OpNode, found: OpNode
) -> None:
    # What attention returns beside its result is for a backward pass, and each backend's own.
    count = 1 if node.name in SDPA else None
    for mine, theirs in zip(node.outputs[:count], found.outputs[:count], strict=False):
        ref, seen = reference.graph.values[mine].ref, graph.values[theirs].ref
        if ref.type.dtype != seen.type.dtype:
            raise Mismatch(
                f"{short(found.name)} gives {seen.type.dtype}, the pattern's gives {ref.type.dtype}"
            )
        _bind(graph, state, mine, Bound((theirs,), WHOLE, seen), found)
        _unify_extents(state, ref, seen)


def _unify_operands(
    reference: Reference,
    graph: OpGraph,
    state: State,
    node: OpNode,
    found: OpNode,
    swapped: bool,
) -> None:
    theirs = {_ARGUMENT.get(operand.name, operand.name): operand for operand in found.operands}
    if swapped:
        theirs["self"], theirs["other"] = theirs["other"], theirs["self"]
    for operand in node.operands:
        if operand.name in _STORAGE_ARGUMENTS:
            continue
        seen = theirs.pop(_ARGUMENT.get(operand.name, operand.name), None)
        if operand.ref is not None:
            if seen is None or seen.ref is None:
                raise Mismatch(f"{short(found.name)} has a number for a tensor, {operand.name}")
            _unify_tensor(reference, graph, state, operand, seen, found)
            _compare_broadcast(reference, graph, node, found, operand.ref, seen.ref)
        elif seen is not None:
            unify_scalar(reference, state, node, operand, found, seen)
    for seen in theirs.values():
        if seen.ref is not None:
            raise Mismatch(f"{short(found.name)} reads one tensor more, {seen.name}")


def _unify_tensor(
    reference: Reference,
    graph: OpGraph,
    state: State,
    operand: Operand,
    seen: Operand,
    found: OpNode,
) -> None:
    assert operand.ref is not None and seen.ref is not None
    if operand.ref.type.dtype != seen.ref.type.dtype:
        raise Mismatch(
            f"{short(found.name)} reads {seen.ref.type.dtype} {seen.name}, "
            f"the pattern's reads {operand.ref.type.dtype}"
        )
    _unify_extents(state, operand.ref, seen.ref)
    value = reference.graph.values[operand.sources[0]]
    if value.producer == EXTERNAL and operand.view == WHOLE:
        _bind(graph, state, value.index, Bound(seen.sources, seen.view, seen.ref), found)
        return
    if len(seen.sources) != 1:
        raise Mismatch(f"what {short(found.name)} reads was written by several operators")
    source = graph.values[seen.sources[0]]
    if seen.view != operand.view:
        bound = _input_of_part(operand, seen, source.ref) if value.producer == EXTERNAL else None
        if bound is None:
            raise Mismatch(f"{short(found.name)} reads another part of its {seen.name}")
        _bind(graph, state, value.index, bound, found)
        return
    if value.producer != EXTERNAL and source.producer == EXTERNAL:
        raise Mismatch(f"{short(found.name)} reads a tensor from before the step")
    _bind(graph, state, value.index, Bound(seen.sources, WHOLE, source.ref), found)


def _input_of_part(operand: Operand, seen: Operand, source: TensorRef) -> Bound | None:
    """The input of the pattern of which a part is read, where it is itself a part of what was
    written: q of q, k and v in one, the dimensions of a head that are rotated.
    """
    if operand.view is None or seen.ref is None:
        return None
    whole = whole_of(seen.ref, operand.view)
    if whole is None or byte_range(whole)[1] > byte_range(source)[1]:
        return None
    return Bound(seen.sources, relate(source, whole), whole)


def _bind(graph: OpGraph, state: State, value: int, bound: Bound, node: OpNode) -> None:
    known = state.values.setdefault(value, bound)
    if known.sources == bound.sources and known.view == bound.view:
        return
    for before, after in ((known, bound), (bound, known)):
        if before.sources and after.sources:
            by = graph.producer(after.sources[0])
            if by is not None and by.index in graph.values[before.sources[0]].overwritten_by:
                raise Mismatch(f"{short(by.name)} writes in place into a tensor of the pattern")
    raise Mismatch(f"{short(node.name)} works on another tensor than the pattern's")


def _unify_extents(state: State, ref: TensorRef, seen: TensorRef) -> None:
    """One extent of the pattern's example is one extent of the capture, everywhere."""
    mine, theirs = ref.type, seen.type
    if mine.shape and theirs.shape and mine.strides[-1] and theirs.strides[-1]:
        width, width_seen = mine.shape[-1], theirs.shape[-1]
        if width > 1 and width_seen > 1:
            _unify_extent(state, width, width_seen)
    _unify_extent(state, distinct_elements(mine), distinct_elements(theirs))


def _unify_extent(state: State, mine: int, theirs: int) -> None:
    if state.extents.setdefault(mine, theirs) != theirs:
        raise Mismatch("the shapes do not fit together as in the pattern")


def _compare_broadcast(
    reference: Reference,
    graph: OpGraph,
    node: OpNode,
    found: OpNode,
    ref: TensorRef,
    seen: TensorRef,
) -> None:
    """A number for each row is no vector along the row, though it may be as long (in a square)."""
    if not found.outputs or not is_pointwise(found.schema.qualified, found.name):
        return
    results = reference.graph.values[node.outputs[0]], graph.values[found.outputs[0]]
    if _along(ref) != _along(seen) and all(_width(one.ref) > 1 for one in results):
        raise Mismatch(f"{short(found.name)} repeats its operands another way")


def _along(ref: TensorRef) -> bool:
    """Whether a tensor changes along its last dimension."""
    return _width(ref) > 1 and ref.type.strides[-1] != 0


def _width(ref: TensorRef) -> int:
    return ref.type.shape[-1] if ref.type.shape else 1
