"""Who encloses whom, and what is innermost, against brute force; which frames are the user's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.schema import Frame
from workbench.trace.nesting import innermost, nest
from workbench.trace.places import ModuleName, place

Interval = tuple[int, int, int]  # start, end, thread


@st.composite
def nested_intervals(draw: st.DrawFn) -> list[Interval]:
    """Intervals that nest properly on each of two threads, in any order."""

    def inside(start: int, end: int, thread: int, depth: int) -> list[Interval]:
        found = []
        edges = sorted(draw(st.sets(st.integers(start, end), max_size=6)))
        for first, last in zip(edges[::2], edges[1::2], strict=False):
            found.append((first, last, thread))
            if depth:
                found += inside(first, last, thread, depth - 1)
        return found

    intervals = [row for thread in (0, 1) for row in inside(0, 60, thread, 2)]
    return draw(st.permutations(sorted(set(intervals))))


def arrays(rows: list[Interval]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Start, duration and thread columns."""
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1] - columns[:, 0], columns[:, 2]


@given(nested_intervals(), st.lists(st.tuples(st.integers(-5, 65), st.integers(0, 2))))
def test_innermost_and_parents(rows: list[Interval], asked: list[tuple[int, int]]) -> None:
    nested = nest(*arrays(rows))
    by_row = [rows[k] for k in nested.order]
    moments = np.array([moment for moment, _ in asked], np.int64)
    threads = np.array([thread for _, thread in asked], np.int64)
    for (moment, thread), row in zip(asked, innermost(nested, moments, threads), strict=True):
        around = [r for r in rows if r[2] == thread and r[0] <= moment < r[1]]
        assert (by_row[row] if row >= 0 else None) == min(
            around, key=lambda r: (r[1] - r[0], -r[0]), default=None
        )
    for (start, end, thread), parent in zip(by_row, nested.parent, strict=True):
        around = [
            r
            for r in rows
            if r[2] == thread and r[0] <= start and end <= r[1] and r[:2] != (start, end)
        ]
        expected = min(around, key=lambda r: r[1] - r[0], default=None)
        assert (by_row[parent] if parent >= 0 else None) == expected


def test_an_interval_that_outlives_its_parent_is_cut_there() -> None:
    nested = nest(*arrays([(0, 10, 0), (2, 11, 0), (10, 20, 0)]))
    assert nested.parent.tolist() == [-1, 0, -1]
    assert nested.end.tolist() == [10, 10, 20]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nn.Module: Gemma4TextRouter_12", ModuleName("Gemma4TextRouter", 12)),
        ("nn.Module: My_Block_v2_0", ModuleName("My_Block_v2", 0)),
        ("models/a.py(12): forward", Frame("models/a.py", 12, "forward")),
        ("/app/x (old).py(3): <genexpr>", Frame("/app/x (old).py", 3, "<genexpr>")),
        ("<ipython-input-1>(1): <module>", Frame("<ipython-input-1>", 1, "<module>")),
        ("mytorch/a.py(1): f", Frame("mytorch/a.py", 1, "f")),
        ("torchvision/a.py(1): f", Frame("torchvision/a.py", 1, "f")),
        ("<built-in method topk of type object at 0x7f2f>", None),
        ("torch/nn/functional.py(2122): softmax", None),
        ("/opt/lib/python3.12/site-packages/torch/_ops.py(1): f", None),
        ("/src/pytorch/torch/_tensor.py(40): wrapped", None),
        ("triton/runtime/jit.py(5): run", None),
        ("<frozen abc>(117): __instancecheck__", None),
        ("<string>(1): <module>", None),
        ("dataclasses.py(1271): fields", None),
        ("no frame at all", None),
        ("", None),
    ],
)
def test_places(name: str, expected: ModuleName | Frame | None) -> None:
    assert place(name) == expected
