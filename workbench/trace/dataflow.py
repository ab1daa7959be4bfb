"""Link calls through the memory they touched.

Storage is read by the last writer of the region, so views need no nodes, an in-place op makes a new
value, and a storage id that is used again after a free is a new storage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from workbench.trace.layout import TensorRef, byte_range, covers, overlaps, relate
from workbench.trace.operators import (
    ALLOCATIONS,
    METADATA,
    OVERWRITES,
    Schema,
    functional_name,
)
from workbench.trace.opgraph import EXTERNAL, UNKNOWN, Call, Operand, OpGraph, OpNode, Value


def build_graph(calls: Iterable[Call]) -> OpGraph:
    """Link calls, in program order, through the memory they read and wrote."""
    builder = _Builder()
    for call in calls:
        for part in _split(call):
            builder.add(part)
    builder.mark_kept()
    return OpGraph(builder.nodes, builder.values, builder.node_of_rf)


class _Builder:
    """Nodes and values so far, and for each storage the values that it holds, oldest first."""

    def __init__(self) -> None:
        self.nodes: list[OpNode] = []
        self.values: list[Value] = []
        self.node_of_rf: dict[int, int] = {}
        self._ranges: list[tuple[int, int]] = []  # of each value, in bytes: most have nothing to do
        self._held: dict[int, list[int]] = {}
        self._from_before: set[int] = set()  # storages that no call of the step made

    def add(self, call: Call) -> None:
        if call.schema.name in ALLOCATIONS:
            for ref in call.outputs:
                self._make(ref.storage)
            return
        tensors = list(_tensors(call))
        if _is_view(call, [ref for _, ref in tensors]):
            return
        index = len(self.nodes)
        mutated = [(name, ref) for name, ref in tensors if _root(name) in call.schema.mutated]
        if call.opaque:
            mutated = tensors
        overwrite = call.schema.name in OVERWRITES or "out" in call.schema.mutated
        given = {ref.storage for _, ref in tensors if ref.type.numel}
        unread = {name for name, _ in mutated} if overwrite else set()
        operands = tuple(self._operand(name, value, unread) for name, value in _flat(call))
        operands = tuple(operand for operand in operands if operand.name not in unread)
        outputs = self._write(index, [ref for _, ref in mutated], call.outputs, given)
        name, operands = _canonical(call, operands, [ref for _, ref in mutated])
        self._append(
            OpNode(index, name, call.schema, operands, outputs, bool(mutated), call.rf_ids)
        )

    def mark_kept(self) -> None:
        """Call it after the last call."""
        for storage in self._from_before:
            for index in self._held[storage]:
                self.values[index].kept = self.values[index].producer != EXTERNAL

    def _make(self, storage: int) -> None:
        """A storage of which nothing is held: new, or under the id of one that was freed."""
        self._held[storage] = []
        self._from_before.discard(storage)

    def _holds(self, storage: int) -> list[int]:
        """Values in a storage that is read or written in place, oldest first."""
        if storage not in self._held:
            self._make(storage)
            self._from_before.add(storage)
        return self._held[storage]

    def _append(self, node: OpNode) -> None:
        self.nodes.append(node)
        for operand in node.operands:
            for source in operand.sources:
                readers = self.values[source].readers
                if not readers or readers[-1] != node.index:
                    readers.append(node.index)
        for rf_id in node.rf_ids:
            self.node_of_rf[rf_id] = node.index

    def _operand(self, name: str, value: Any, unread: set[str]) -> Operand:
        if not isinstance(value, TensorRef):
            return Operand(name, scalar=value)
        if name in unread:
            return Operand(name, ref=value)
        if self._is_wrapped_number(value):
            return Operand(name, scalar=UNKNOWN)
        sources = self._read(value)
        view = relate(self.values[sources[0]].ref, value) if len(sources) == 1 else None
        return Operand(name, value, sources, view)

    def _is_wrapped_number(self, ref: TensorRef) -> bool:
        """Python numbers become 0-dim CPU tensors of the widest type that nothing wrote."""
        if ref.type.device != "cpu" or ref.type.shape:
            return False
        if ref.type.dtype not in ("float64", "int64", "bool", "complex128"):
            return False
        held = self._held.get(ref.storage)
        return not held or self.values[held[-1]].ref.type != ref.type

    def _read(self, ref: TensorRef) -> tuple[int, ...]:
        if not ref.type.numel:
            return ()
        held = self._holds(ref.storage)
        low, high = byte_range(ref)
        sources: list[int] = []
        for index in reversed(held):
            first, last = self._ranges[index]
            if last <= low or high <= first:
                continue
            written = self.values[index].ref
            if overlaps(written, ref):
                sources.append(index)
                if covers(written, ref):
                    return tuple(sources)
        held.insert(0, self._value(EXTERNAL, 0, ref))
        sources.append(held[0])
        return tuple(sources)

    def _write(
        self,
        node: int,
        mutated: Sequence[TensorRef],
        outputs: Sequence[TensorRef],
        given: set[int],
    ) -> tuple[int, ...]:
        values = [self._overwrite(node, position, ref) for position, ref in enumerate(mutated)]
        fresh: set[int] = set()
        for ref in outputs:
            if ref.storage in given and ref.type.numel:
                continue  # an argument, or a view of one, returned
            value = self._value(node, len(values), ref)
            values.append(value)
            if not ref.type.numel:
                continue  # an empty view, or of the storage that all empty tensors name
            if ref.storage not in fresh:
                self._make(ref.storage)
                fresh.add(ref.storage)
            self._held[ref.storage].append(value)
        return tuple(values)

    def _overwrite(self, node: int, position: int, ref: TensorRef) -> int:
        if not ref.type.numel:
            return self._value(node, position, ref)
        held = self._holds(ref.storage)
        low, high = byte_range(ref)
        kept = []
        for index in held:
            value = self.values[index]
            first, last = self._ranges[index]
            if first < high and low < last and overlaps(ref, value.ref):
                value.overwritten_by.append(node)
                if covers(ref, value.ref):
                    continue
            kept.append(index)
        value_index = self._value(node, position, ref)
        self._held[ref.storage] = [*kept, value_index]
        return value_index

    def _value(self, producer: int, output: int, ref: TensorRef) -> int:
        self.values.append(Value(len(self.values), producer, output, ref))
        self._ranges.append(byte_range(ref))
        return len(self.values) - 1


_CAST = Schema("aten::_to_copy", "", ("self",), frozenset())


def _split(call: Call) -> tuple[Call, ...]:
    """`_softmax` that widens fp16 as it reads is a cast and a softmax, as for every other dtype."""
    if call.schema.name != "aten::_softmax" or call.arguments[2:] != (True,):
        return (call,)
    source = call.arguments[0]
    kind = replace(source.type, dtype="float32", itemsize=4)
    widened = TensorRef(~call.outputs[0].storage, source.offset, kind)  # a storage of its own
    return (
        Call(_CAST, (source,), (widened,)),
        replace(call, arguments=(widened, call.arguments[1], False)),
    )


def _flat(call: Call) -> Iterator[tuple[str, Any]]:
    """Arguments with their names; members of a list of tensors are `name.0`, `name.1`."""
    for name, value in zip(call.schema.arguments, call.arguments, strict=False):
        if isinstance(value, tuple) and any(isinstance(item, TensorRef) for item in value):
            for position, item in enumerate(value):
                yield f"{name}.{position}", item
        else:
            yield name, value


def _tensors(call: Call) -> Iterator[tuple[str, TensorRef]]:
    for name, value in _flat(call):
        if isinstance(value, TensorRef):
            yield name, value


def _root(name: str) -> str:
    return name.partition(".")[0]


def _is_view(call: Call, inputs: Sequence[TensorRef]) -> bool:
    """Whether the call moved nothing: all it returns lies in storages that it was given."""
    if call.schema.name in METADATA:
        return True
    if call.schema.mutated or call.opaque or not call.outputs:
        return False
    given = {ref.storage for ref in inputs}
    return all(ref.storage in given for ref in call.outputs)


def _canonical(
    call: Call, operands: tuple[Operand, ...], mutated: Sequence[TensorRef]
) -> tuple[str, tuple[Operand, ...]]:
    """One spelling for copies: `copy_` of a whole tensor is a `clone`, or a cast (`_to_copy`)."""
    if call.schema.name != "aten::copy_" or not mutated:
        return functional_name(call.schema), operands
    source = next((item for item in operands if item.name == "src" and item.ref), None)
    if source is None or source.ref is None:
        return "aten::fill", operands
    if source.ref.type.shape != mutated[0].type.shape:
        return "aten::copy", operands
    cast = source.ref.type.dtype != mutated[0].type.dtype
    renamed = Operand("self", source.ref, source.sources, source.view)
    return ("aten::_to_copy" if cast else "aten::clone"), (renamed,)
