"""Grow fusible regions on the op graph, without knowing what they compute.

Two neighbours become one region where that is legal (nobody looks in between, one number of rows
fits all) and saves time by the cost model. Every operator is in one region at most, and the order
is that of the graph: the same graph gives the same regions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.suggest.boundary import boundary, escapes
from workbench.suggest.cost import Ceilings
from workbench.suggest.reach import Reach, circle
from workbench.suggest.region_cost import region_us
from workbench.suggest.rowspace import (
    is_barrier,
    is_constant,
    is_row_op,
    node_rows,
    operand_rows,
)
from workbench.trace.layout import TensorRef
from workbench.trace.opgraph import EXTERNAL, Operand, OpGraph, OpNode

# A kernel of more operators nobody reads; Gemma's largest layer tail has 42.
NODES_MAX = 128
# Who shares a tensor with so many others is no neighbour of each.
READERS_MAX = 16

_ONE_ROW = frozenset({1})


@dataclass(frozen=True)
class Region:
    """Operators that one launch can do. `nodes` ascending.

    fitting: numbers of rows that fit all of them, but for what each program can compute for itself
    (`rowspace.is_constant`); None where that is all of them, which then fit `constant_rows`.
    row_op_rows: most rows that the row operators alone could work in, 0 without one.
    """

    nodes: tuple[int, ...]
    fitting: frozenset[int] | None
    constant_rows: frozenset[int]
    row_op_rows: int
    segment: int

    @property
    def rows(self) -> int:
        """Programs of the fused launch: the most that fit."""
        return max(self.constant_rows if self.fitting is None else self.fitting, default=1)


@dataclass(frozen=True)
class Terms:
    """What a region costs. now_us: measured, by node. layer_of: of a node, -1 unknown.

    barriers: a node at or after such a place of program order is not fused with one before it.
    """

    limits: Ceilings
    multiprocessors: int
    now_us: Mapping[int, float]
    layer_of: Callable[[int], int]
    barriers: Sequence[int] = ()


def grow_regions(graph: OpGraph, terms: Terms) -> tuple[Region, ...]:
    """All regions, single operators too, by their first node."""
    growth = _Growth(graph, terms)
    growth.along_data()
    if growth.across_inputs():
        growth.along_data()
    growth.untangle()
    return tuple(sorted(growth.regions(), key=lambda region: region.nodes))


class _Growth:
    """Regions so far: `_owner` of each node names one, -1 for nodes that bound them all."""

    def __init__(self, graph: OpGraph, terms: Terms) -> None:
        self._graph = graph
        self._terms = terms
        self._reach = Reach(graph)
        self._region: dict[int, Region] = {}
        self._owner = [-1] * len(graph.nodes)
        self._refused: set[tuple[int, int, int, int]] = set()
        self._saving: dict[int, float] = {}
        self._hubs = {value.index for value in graph.values if self._is_hub(value.readers)}
        self._constant: set[int] = set()
        syncs = {node.index for node in graph.nodes if is_barrier(graph, node)}
        barriers = sorted(syncs.union(terms.barriers))
        for node in graph.nodes:
            self._start(node, bisect_right(barriers, node.index))

    def _start(self, node: OpNode, segment: int) -> None:
        rows = node_rows(self._graph, node)
        if not rows or node.index not in self._terms.now_us:
            return
        fitting: frozenset[int] | None = rows
        if is_constant(self._graph, node, self._constant):
            self._constant.add(node.index)
            fitting = None
        row_op_rows = max(rows) if is_row_op(node) else 0
        self._owner[node.index] = node.index
        self._region[node.index] = Region((node.index,), fitting, rows, row_op_rows, segment)
        self._saving[node.index] = 0.0

    def _is_hub(self, readers: Sequence[int]) -> bool:
        """Read by many, or in several layers: no reader's own intermediate."""
        layers = {self._terms.layer_of(reader) for reader in readers}
        return len(layers) > 1 or len(readers) > READERS_MAX

    def regions(self) -> Iterator[Region]:
        yield from self._region.values()

    # ------------------------------------------------------------------ neighbours

    def along_data(self) -> None:
        """Join writers with readers, in program order, the nearest writer first."""
        for node in self._graph.nodes:
            if self._owner[node.index] < 0:
                continue
            sources = sorted(set(self._graph.reads(node)), reverse=True)
            for source in sources:
                producer = self._graph.values[source].producer
                if producer != EXTERNAL and source not in self._hubs:
                    self._join(producer, node.index)

    def across_inputs(self) -> bool:
        """Join readers of one tensor of the step, in one layer; returns whether any were."""
        before = len(self._region)
        for value in self._graph.values:
            if value.producer != EXTERNAL:
                readers = [reader for reader in value.readers if self._owner[reader] >= 0]
                for first, second in pairwise(readers):
                    if self._terms.layer_of(first) == self._terms.layer_of(second):
                        self._join(first, second)
        return len(self._region) < before

    def untangle(self) -> None:
        """Take apart the region that saves least of those that wait for each other."""
        grown = [owner for owner, region in self._region.items() if len(region.nodes) > 1]
        while found := circle(self._graph, [self._region[owner].nodes for owner in grown]):
            least = min((grown[k] for k in found), key=lambda owner: (self._saving[owner], owner))
            grown.remove(least)
            apart = self._region.pop(least)
            for node in apart.nodes:
                self._start(self._graph.nodes[node], apart.segment)

    def _join(self, first: int, second: int) -> None:
        one, other = sorted((self._owner[first], self._owner[second]))
        if one < 0 or one == other:
            return
        mine, theirs = self._region[one], self._region[other]
        asked = (one, other, len(mine.nodes), len(theirs.nodes))
        if asked in self._refused:
            return
        joined = self._joined(mine, theirs)
        saving = self._saves(joined) if joined is not None else 0.0
        if joined is None or saving <= self._saving[one] + self._saving[other]:
            self._refused.add(asked)
            return
        del self._region[other], self._saving[other]
        self._region[one], self._saving[one] = joined, saving
        for node in joined.nodes:
            self._owner[node] = one

    # ------------------------------------------------------------------ legality

    def _joined(self, one: Region, other: Region) -> Region | None:
        if one.segment != other.segment or len(one.nodes) + len(other.nodes) > NODES_MAX:
            return None
        fitting = self._fitting(one, other)
        if fitting is not None and not fitting:
            return None
        row_op_rows = max(one.row_op_rows, other.row_op_rows)
        if fitting is not None and max(fitting) == 1 < row_op_rows:
            return None  # rows of a batch, and the batch as a row: not one row space
        nodes = tuple(sorted(one.nodes + other.nodes))
        if not self._reach.is_convex(nodes) or self._overwrites_what_others_read(nodes):
            return None
        constant_rows = self._constant_rows(one, other) if fitting is None else _ONE_ROW
        return Region(nodes, fitting, constant_rows, row_op_rows, one.segment)

    def _fitting(self, one: Region, other: Region) -> frozenset[int] | None:
        """Numbers of rows that fit both, and every tensor between them."""
        if one.fitting is None or other.fitting is None:
            fitting = one.fitting if other.fitting is None else other.fitting
        else:
            fitting = one.fitting & other.fitting
        for between in self._between(one, other, self._constant):
            fitting = between if fitting is None else fitting & between
            if not fitting:
                return fitting
        return fitting

    def _constant_rows(self, one: Region, other: Region) -> frozenset[int]:
        """Numbers of rows in which nothing need be computed by every program for itself."""
        fitting = one.constant_rows & other.constant_rows
        for between in self._between(one, other, frozenset()):
            fitting &= between
        return fitting or _ONE_ROW

    def _between(
        self, one: Region, other: Region, without: Collection[int]
    ) -> Iterator[frozenset[int]]:
        """Numbers of rows that fit each tensor between two regions: what one reads of the other,
        but for results of nodes in `without`, and what one overwrites that the other reads.
        """
        for nodes, others in ((one.nodes, set(other.nodes)), (other.nodes, set(one.nodes))):
            for index in nodes:
                node = self._graph.nodes[index]
                for operand in node.operands:
                    for source in operand.sources if operand.ref else ():
                        value = self._graph.values[source]
                        if value.producer in others and value.producer not in without:
                            yield self._operand_rows(node, operand, value.ref)
                        for writer in others.intersection(value.overwritten_by):
                            left = self._graph.nodes[writer].outputs[0]
                            yield self._operand_rows(node, operand, self._graph.values[left].ref)

    def _operand_rows(self, node: OpNode, operand: Operand, written: TensorRef) -> frozenset[int]:
        """None fits a tensor that several calls wrote in part."""
        if len(operand.sources) > 1:
            return frozenset()
        return operand_rows(self._graph, node, operand, written)

    def _overwrites_what_others_read(self, nodes: Sequence[int]) -> bool:
        """Whether a value from inside is needed outside, yet overwritten inside: a launch cannot
        leave both.
        """
        inside = set(nodes)
        return any(
            writer in inside and escapes(self._graph, value, inside)
            for index in nodes
            for value in self._graph.nodes[index].outputs
            for writer in self._graph.values[value].overwritten_by
        )

    # ------------------------------------------------------------------ gain

    def _saves(self, region: Region) -> float:
        terms = self._terms
        now = sum(terms.now_us[node] for node in region.nodes)
        edge = boundary(self._graph, region.nodes)
        cost = region_us(
            self._graph, region.nodes, edge, region.rows, terms.limits, terms.multiprocessors
        )
        return now - cost["us"]
