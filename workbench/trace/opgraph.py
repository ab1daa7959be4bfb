"""The data-flow graph of a step: who wrote each tensor, who reads it, what overwrote it since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workbench.trace.layout import TensorRef, View
from workbench.trace.operators import Schema

EXTERNAL = -1  # producer of a value that was there before the first call


@dataclass(frozen=True, slots=True)
class Unknown:
    """A scalar that the recording does not hold: Python numbers reach some ops as 0-dim tensors."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Call:
    """One operator call as recorded: arguments in the schema's order, tensors as `TensorRef`."""

    schema: Schema
    arguments: tuple[Any, ...]
    outputs: tuple[TensorRef, ...]
    rf_ids: tuple[int, ...] = ()  # of the call and of everything nested in it
    opaque: bool = False  # schema unknown: whatever it touches, it may have written


@dataclass(frozen=True, slots=True)
class Operand:
    """One argument of a node: `ref` and the values it reads, or a scalar.

    More than one source means that parts of the tensor were written by different calls.
    """

    name: str
    ref: TensorRef | None = None
    sources: tuple[int, ...] = ()
    view: View | None = None  # of a single source
    scalar: Any = None


@dataclass(slots=True)
class Value:
    """One version of a tensor. `readers` and `overwritten_by` are node indices, ascending.

    kept: it, or a part of it, is in memory from before the step when the step ends (a cache, a
    buffer written in place), where the next step may read it.
    """

    index: int
    producer: int
    output: int
    ref: TensorRef
    readers: list[int] = field(default_factory=list)
    overwritten_by: list[int] = field(default_factory=list)
    kept: bool = False


@dataclass(slots=True)
class OpNode:
    """One call at the dispatcher's level. `name` is functional; `writes` may be in place."""

    index: int
    name: str
    schema: Schema
    operands: tuple[Operand, ...]
    outputs: tuple[int, ...]
    in_place: bool
    rf_ids: tuple[int, ...]

    def operand(self, name: str) -> Operand | None:
        """The argument called `name`, None where the call has none."""
        return next((operand for operand in self.operands if operand.name == name), None)


@dataclass(slots=True)
class OpGraph:
    """Nodes in program order and the values between them."""

    nodes: list[OpNode]
    values: list[Value]
    node_of_rf: dict[int, int]  # record function id -> node, nested calls included

    def producer(self, value: int) -> OpNode | None:
        """The node that wrote `value`, None for one from before the step."""
        index = self.values[value].producer
        return None if index == EXTERNAL else self.nodes[index]

    def reads(self, node: OpNode) -> Iterator[int]:
        """Every value that `node` reads, with repetitions."""
        for operand in node.operands:
            yield from operand.sources

    def successors(self, index: int) -> Iterator[tuple[int, str]]:
        """Nodes that must stay behind node `index`, and why: `reads` or `overwrites`."""
        node = self.nodes[index]
        for value in node.outputs:
            for reader in self.values[value].readers:
                if reader > index:
                    yield reader, "reads"
            for writer in self.values[value].overwritten_by:
                if writer > index:
                    yield writer, "overwrites"
        for value in self.reads(node):
            for writer in self.values[value].overwritten_by:
                if writer > index:
                    yield writer, "overwrites"
