"""Which ops of a recording without a GPU stand in for launches."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.trace.leaves import leaves

# (name, index of the caller)
CALLS: dict[str, tuple[list[tuple[str, int]], list[str]]] = {
    "views": (
        [("aten::chunk", -1), ("aten::split", 0), ("aten::narrow", 1), ("aten::flatten", -1)],
        [],
    ),
    "a cast that is none": ([("aten::type_as", -1), ("aten::to", 0), ("aten::dropout", -1)], []),
    "a cast": (
        [("aten::to", -1), ("aten::_to_copy", 0), ("aten::empty_strided", 1), ("aten::copy_", 1)],
        ["aten::copy_"],
    ),
    "a copy by way of a view": (
        [("aten::expand_as", -1), ("aten::reshape", 0), ("aten::clone", 1), ("aten::copy_", 2)],
        ["aten::copy_"],
    ),
    "what casts inside": (
        [("aten::mul", -1), ("aten::to", 0), ("aten::_to_copy", 1), ("aten::copy_", 2)],
        ["aten::copy_"],
    ),
    "a product": (
        [("aten::linear", -1), ("aten::t", 0), ("aten::addmm", 0), ("aten::copy_", 2)],
        ["aten::addmm"],
    ),
}


@pytest.mark.parametrize("case", CALLS)
def test_leaf_ops_are_those_that_do_something(case: str) -> None:
    calls, expected = CALLS[case]
    names, parents = zip(*calls, strict=True)
    ops = pd.DataFrame({"name": pd.Categorical(names), "parent": parents})
    assert [names[row] for row in leaves(ops)] == expected
