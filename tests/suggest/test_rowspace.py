"""Rows and convexity against trying every element and every path."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.schema import TensorType
from workbench.suggest.reach import Reach
from workbench.suggest.rowspace import edge_rows, splits
from workbench.trace.layout import TensorRef


def offsets(shape: Sequence[int], strides: Sequence[int], start: int) -> list[int]:
    ranges = [range(extent) for extent in shape]
    return [
        start + sum(i * stride for i, stride in zip(index, strides, strict=True))
        for index in itertools.product(*ranges)
    ]


@st.composite
def views(draw: st.DrawFn) -> tuple[torch.Tensor, torch.Tensor]:
    """A tensor as it was written, and a view of it as it is read."""
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    base = torch.empty(prod(shape)).view(shape)
    written = base.permute(draw(st.permutations(range(len(shape)))))
    read = written.permute(draw(st.permutations(range(len(shape)))))
    dim = draw(st.integers(0, len(shape) - 1))
    low = draw(st.integers(0, read.shape[dim] - 1))
    high = draw(st.integers(low + 1, read.shape[dim]))
    read = read.narrow(dim, low, high - low)
    if draw(st.booleans()):
        read = read.unsqueeze(0).expand(draw(st.integers(1, 3)), *read.shape)
    return written, read


@given(views())
@settings(max_examples=300, deadline=None)
def test_rows_that_fit_read_nothing_of_another_row(
    pair: tuple[torch.Tensor, torch.Tensor],
) -> None:
    written, read = (
        TensorRef(0, t.storage_offset(), TensorType(tuple(t.shape), t.stride(), "f", "cpu", 4))
        for t in pair
    )
    shape = read.type.shape
    source = offsets(written.type.shape, written.type.strides, written.offset)
    target = offsets(shape, read.type.strides, read.offset)
    fitting = edge_rows(written, read, shape)
    assert fitting <= splits(shape) and 1 in fitting
    for rows in fitting:
        for row in range(rows):
            ours, theirs = len(source) // rows, len(target) // rows
            own = set(source[row * ours : (row + 1) * ours])
            assert set(target[row * theirs : (row + 1) * theirs]) <= own
    if (written.type, written.offset) == (read.type, read.offset):
        assert fitting == splits(shape)


@dataclass
class Wires:
    """As much of an op graph as reachability needs."""

    nodes: range
    ahead: dict[int, list[int]]

    def successors(self, index: int) -> list[tuple[int, str]]:
        return [(node, "reads") for node in self.ahead.get(index, ())]


@given(
    st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20),
    st.sets(st.integers(0, 9), min_size=1),
)
def test_convex_is_convex(pairs: set[tuple[int, int]], chosen: set[int]) -> None:
    ahead: dict[int, list[int]] = {}
    for one, other in pairs:
        if one < other:
            ahead.setdefault(one, []).append(other)
    reach: Any = {node: set(ahead.get(node, ())) for node in range(10)}
    for node in reversed(range(10)):
        reach[node] |= set().union(*(reach[after] for after in ahead.get(node, ())), set())
    between = {
        x
        for x in set(range(10)) - chosen
        if any(x in reach[s] for s in chosen) and reach[x] & chosen
    }
    wires: Any = Wires(range(10), ahead)
    assert Reach(wires).is_convex(sorted(chosen)) == (not between)
