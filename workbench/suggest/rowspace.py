"""Over which rows an operator works, and whether what it reads stays in the row that wrote it.

A fused kernel runs one program a row: a run of consecutive elements of every tensor it touches. A
number of rows fits an operator when no row needs another, and fits a tensor between two operators
when row k of the reader reads nothing but what row k of the writer wrote.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from math import prod

import torch

from workbench.schema import TensorType
from workbench.suggest.boundary import GATHERS
from workbench.suggest.cost import REDUCTIONS, ROW_ELEMENTS_MAX
from workbench.trace.layout import TensorRef
from workbench.trace.operators import ATTENTIONS, CONTRACTIONS
from workbench.trace.opgraph import EXTERNAL, Operand, OpGraph, OpNode

# Rows longer than ROW_ELEMENTS_MAX are worked through in pieces, the reductions in a pass of their
# own; a million elements is four times the longest row here, Gemma's vocabulary.
LONG_ROW_ELEMENTS_MAX = 1 << 20


def _aten(*names: str) -> frozenset[str]:
    return frozenset(f"aten::{name}" for name in names)


# Element by element, but without torch's tag `pointwise`, or in the op graph's own spelling.
_POINTWISE = _aten(
    "_to_copy", "clone", "copy", "fill", "zero", "masked_fill", "floor_divide", "where"
)  # fmt: skip

CREATIONS = _aten(
    "arange", "scalar_tensor", "full", "ones", "zeros", "new_ones", "new_zeros", "new_full",
    "ones_like", "zeros_like", "full_like",
)  # fmt: skip

# They need the whole row at once, several times: in pieces they would be another algorithm.
_WHOLE_ROW = _aten("topk", "sort", "argsort", "cumsum", "histc", "kthvalue", "median")

_ROW = REDUCTIONS | _WHOLE_ROW | _aten("argmax", "argmin", "any", "all", "cat")
_NORMS = _aten("native_layer_norm", "_fused_rms_norm", "rms_norm", "layer_norm")
_SCATTERS = _aten("index_put", "index_copy", "index_add")
_ALONG = _aten("gather", "scatter", "scatter_add")  # index and source lie in one row

# The host waits for what they return; what follows may depend on it without reading a tensor.
SYNCS = _aten(
    "_local_scalar_dense", "item", "nonzero", "masked_select", "_unique2", "unique_dim",
    "unique_consecutive", "is_nonzero", "equal",
)  # fmt: skip

BOUNDARIES = CONTRACTIONS | ATTENTIONS


@lru_cache(maxsize=4096)
def is_pointwise(qualified: str, name: str) -> bool:
    """Whether each element of the result needs only the elements at its own place."""
    if name in _POINTWISE:
        return True
    space, _, rest = qualified.partition("::")
    operator, _, overload = rest.partition(".")
    if space not in ("aten", "prims"):
        return False
    packet = getattr(getattr(torch.ops, space), operator, None)
    if packet is None:
        return False
    found = getattr(packet, overload or "default", None)
    return found is not None and torch.Tag.pointwise in found.tags


@lru_cache(maxsize=4096)
def splits(shape: tuple[int, ...]) -> frozenset[int]:
    """Numbers of equal rows of consecutive elements that `shape` falls into."""
    found, before = {1}, 1
    for extent in shape:
        found.update(before * divisor for divisor in _divisors(extent))
        before *= extent
    return frozenset(found)


@lru_cache(maxsize=4096)
def _divisors(extent: int) -> tuple[int, ...]:
    low = [k for k in range(1, min(extent, 1 << 12) + 1) if extent % k == 0]
    return tuple(sorted({*low, *(extent // k for k in low)}))


# --------------------------------------------------------------------------- operators


def node_rows(graph: OpGraph, node: OpNode) -> frozenset[int]:
    """Numbers of rows that `node` can work in; empty where it bounds every region."""
    shape = iteration_shape(graph, node)
    if shape is None or not prod(shape):
        return frozenset()
    if node.name in _SCATTERS:  # any element may land anywhere: one program, or none
        mutated = max(graph.values[value].ref.type.numel for value in node.outputs)
        return frozenset({1}) if mutated <= ROW_ELEMENTS_MAX else frozenset()
    along = is_row_op(node) or node.name in _ALONG - GATHERS
    outer = shape[: _first_dim(node, len(shape))] if along else shape
    whole = node.name in _WHOLE_ROW | _ALONG
    return frozenset(rows for rows in splits(outer) if _fits(prod(shape), rows, whole))


def _fits(elements: int, rows: int, whole: bool) -> bool:
    row = elements // rows
    return row <= (ROW_ELEMENTS_MAX if whole or rows == 1 else LONG_ROW_ELEMENTS_MAX)


def iteration_shape(graph: OpGraph, node: OpNode) -> tuple[int, ...] | None:
    """The shape that `node` runs over: its result's, of a reduction its input's; None unknown."""
    if not node.outputs or node.name in BOUNDARIES or node.name in SYNCS or _moves(graph, node):
        return None
    result = graph.values[node.outputs[0]].ref.type.shape
    source = next((item.ref for item in node.operands if item.ref), None)
    if is_row_op(node) and node.name != "aten::cat":
        return source.type.shape if source else None
    if node.name in _SCATTERS or node.name in _ALONG:
        return result
    if node.name in GATHERS and not _by_mask(node):
        return result
    known = node.name in CREATIONS or node.name == "aten::cat"
    return result if known or is_pointwise(node.schema.qualified, node.name) else None


def is_row_op(node: OpNode) -> bool:
    """Whether the elements of a row depend on each other: reductions, softmax, sorts, norms."""
    return node.name in _ROW or node.name in _NORMS


def is_gather(node: OpNode) -> bool:
    """Whether it reads its first argument where an index says, and moves nothing else."""
    return node.name in GATHERS


def _moves(graph: OpGraph, node: OpNode) -> bool:
    """From one device to another: a copy over the bus, for which the host may wait."""
    devices = {item.ref.type.device for item in node.operands if item.ref}
    devices |= {graph.values[value].ref.type.device for value in node.outputs}
    return len(devices) > 1


def _by_mask(node: OpNode) -> bool:
    """Picked by a mask, the size of the result depends on what the mask holds."""
    return any(item.ref is not None and item.ref.type.dtype == "bool" for item in node.operands[1:])


def is_barrier(graph: OpGraph, node: OpNode) -> bool:
    """Whether the host may wait here, so that nothing may be moved past it."""
    return node.name in SYNCS or _moves(graph, node) or (is_gather(node) and _by_mask(node))


def is_constant(graph: OpGraph, node: OpNode, constant: Collection[int]) -> bool:
    """A vector of a row's length, element by element from nothing that the step computed (a weight
    as float): each program can have its own, as it would read one that was there. `constant`: the
    nodes before it that are.
    """
    kinds = [graph.values[value].ref.type for value in node.outputs]
    if node.in_place or any(
        kind.numel > ROW_ELEMENTS_MAX or sum(extent > 1 for extent in kind.shape) > 1
        for kind in kinds
    ):
        return False
    if node.name not in CREATIONS and not is_pointwise(node.schema.qualified, node.name):
        return False
    producers = (graph.values[value].producer for value in graph.reads(node))
    return all(one == EXTERNAL or one in constant for one in producers)


def _first_dim(node: OpNode, rank: int) -> int:
    """The outermost dimension that the operator runs along."""
    if node.name in _NORMS:
        normalized = node.operand("normalized_shape")
        if normalized is None or not isinstance(normalized.scalar, tuple | list):
            return 0
        return max(rank - len(normalized.scalar), 0)
    operand = node.operand("dim")
    given = operand.scalar if operand is not None else None
    if isinstance(given, int) and not isinstance(given, bool):
        given = (given,)
    if not isinstance(given, tuple | list) or not given:
        return 0
    return min(dim % rank if isinstance(dim, int) and rank else 0 for dim in given)


# --------------------------------------------------------------------------- tensors between


def operand_rows(
    graph: OpGraph, node: OpNode, operand: Operand, written: TensorRef
) -> frozenset[int]:
    """Numbers of rows for which row k of `node` reads by `operand` only row k of `written`.

    One row always fits; a tensor read as another dtype never does.
    """
    read = operand.ref
    if read is None or written.type.dtype != read.type.dtype:
        return frozenset()
    shape = graph.values[node.outputs[0]].ref.type.shape
    first = operand is node.operands[0]
    if node.name in _ALONG:
        outer = read.type.shape[: _first_dim(node, len(read.type.shape))]
        return edge_rows(written, read, read.type.shape) & splits(outer)
    if node.name in GATHERS:
        if (node.name != "aten::embedding" and first) or operand.name == "weight":
            return frozenset({1})
        if operand.name not in ("indices", "indices.0", "index") or _first_dim(node, 1):
            return frozenset({1})
        return edge_rows(written, _leading(read, len(shape)), shape)
    if node.name in _SCATTERS:
        return frozenset({1})
    whole = node.name == "aten::cat" or (first and is_row_op(node))
    return edge_rows(written, read, read.type.shape if whole else shape)


def _leading(read: TensorRef, rank: int) -> TensorRef:
    """An index as its result is shaped: one entry for all that it picks."""
    kind, more = read.type, (1,) * (rank - len(read.type.shape))
    return replace(
        read, type=replace(kind, shape=kind.shape + more, strides=kind.strides + (0,) * len(more))
    )


def edge_rows(written: TensorRef, read: TensorRef, shape: tuple[int, ...]) -> frozenset[int]:
    """Numbers of rows for which row k of `read`, broadcast to `shape`, lies in row k of `written`.

    Both in one storage, of one dtype. One row always fits.
    """
    return _edge_rows(written.type, read.type, read.offset - written.offset, shape)


@lru_cache(maxsize=65536)
def _edge_rows(
    written: TensorType, read: TensorType, distance: int, shape: tuple[int, ...]
) -> frozenset[int]:
    strides = _broadcast(read, shape)
    if strides is None:
        return frozenset({1})
    both = splits(written.shape) & splits(shape)
    if not distance and (written.shape, written.strides) == (shape, strides):
        return both
    fitting = {1}
    for rows in both - {1}:
        mine, inner = _rows(written.shape, written.strides, rows)
        theirs, taken = _rows(shape, strides, rows)
        apart = all(abs(stride) >= inner for _, stride in mine)
        if mine == theirs and apart and distance >= 0 and distance + taken <= inner:
            fitting.add(rows)
    return frozenset(fitting)


def _broadcast(read: TensorType, shape: tuple[int, ...]) -> tuple[int, ...] | None:
    """Strides of `read` seen as `shape`; None where it does not broadcast to it."""
    missing = len(shape) - len(read.shape)
    if missing < 0:
        return None
    strides = [0] * missing
    for extent, stride, wanted in zip(read.shape, read.strides, shape[missing:], strict=True):
        if extent not in (1, wanted):
            return None
        strides.append(stride if extent == wanted else 0)
    return tuple(strides)


def _rows(
    shape: tuple[int, ...], strides: tuple[int, ...], rows: int
) -> tuple[tuple[tuple[int, int], ...], int]:
    """Where each of `rows` rows begins, as dimensions (extent, stride), and the span of one."""
    outer: list[tuple[int, int]] = []
    span, left = 1, rows
    for extent, stride in zip(shape, strides, strict=True):
        if left % extent == 0:
            head, left = extent, left // extent
        else:
            head, left = left, 1
        if head != 1:
            outer.append((head, stride * (extent // head)))
        span += (extent // head - 1) * abs(stride)
    return _joined(outer), span


def _joined(parts: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for extent, stride in parts:
        if merged and merged[-1][1] == extent * stride:
            merged[-1] = (merged[-1][0] * extent, stride)
        else:
            merged.append((extent, stride))
    return tuple(merged)
