"""A recording without a GPU: leaf ops stand in for launches, so that every later stage runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from workbench.schema import Launch
from workbench.trace.join import Steps
from workbench.trace.tables import table, text

if TYPE_CHECKING:
    import pandas as pd

# Ops that make a tensor, another view of one, or a Python number: none is a launch on a GPU. Those
# that copy where they must (to, contiguous, flatten, dropout in training) call the op that does.
_NO_KERNEL = frozenset(
    {
        "aten::_local_scalar_dense",
        "aten::_reshape_alias",
        "aten::_unsafe_view",
        "aten::alias",
        "aten::as_strided",
        "aten::chunk",
        "aten::contiguous",
        "aten::detach",
        "aten::detach_",
        "aten::dropout",
        "aten::empty",
        "aten::empty_like",
        "aten::empty_strided",
        "aten::expand",
        "aten::expand_as",
        "aten::flatten",
        "aten::is_nonzero",
        "aten::item",
        "aten::lift_fresh",
        "aten::movedim",
        "aten::narrow",
        "aten::permute",
        "aten::reshape",
        "aten::resize_",
        "aten::resolve_conj",
        "aten::resolve_neg",
        "aten::select",
        "aten::set_",
        "aten::slice",
        "aten::split",
        "aten::split_with_sizes",
        "aten::squeeze",
        "aten::t",
        "aten::tensor_split",
        "aten::to",
        "aten::transpose",
        "aten::type_as",
        "aten::unbind",
        "aten::unflatten",
        "aten::unsqueeze",
        "aten::view",
        "aten::view_as",
        "aten::view_as_complex",
        "aten::view_as_real",
    }
)


# Matrix products that copy or scale with other ops on a CPU, and are one launch on a GPU.
_WHOLE = frozenset({"aten::addmm", "aten::mm", "aten::bmm", "aten::baddbmm", "aten::addmv"})
# Ops of a namespace, and kernels that Inductor generates; the rest are the compiler's own marks.
_OP = r"::|cpp_fused_"


def leaves(ops: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Rows of the ops (schema.Op) that compute or move data and call no such op themselves."""
    names = ops["name"].astype(str)
    works = (names.str.contains(_OP) & ~names.isin(_NO_KERNEL)).to_numpy(bool).copy()
    parent = ops["parent"].to_numpy()
    whole = names.isin(_WHOLE).to_numpy(bool)
    inside = (parent >= 0) & whole[parent]
    while (deeper := (parent >= 0) & inside[parent] & ~inside).any():
        inside |= deeper
    works &= ~inside
    callers = parent[works & (parent >= 0)]
    while len(callers):  # also by way of ops without a kernel: to, reshape
        works[callers] = False
        callers = np.unique(parent[callers])
        callers = callers[callers >= 0]
    return np.flatnonzero(works)


def stand_ins(ops: pd.DataFrame, steps: Steps, rows: npt.NDArray[np.intp]) -> pd.DataFrame:
    """Launches (schema.Launch, category "op") for these rows of `ops`, by start."""
    rows = rows[np.argsort(ops["start_ns"].to_numpy()[rows], kind="stable")]
    leaf = ops.iloc[rows]
    start = leaf["start_ns"].to_numpy()
    none = np.full(len(rows), -1, np.int64)
    zero = np.zeros(len(rows), np.int32)
    return table(
        Launch,
        {
            "name": leaf["name"].cat.remove_unused_categories().array,
            "category": text(zero, ["op"]),
            "start_ns": start,
            "duration_ns": leaf["duration_ns"].to_numpy(),
            "device": none,
            "stream": none,
            "correlation": none,
            "graph_node": none,
            "api": text(zero, [""]),
            "host_ns": start,
            "step": steps.at_host(start),
            "op": rows.astype(np.int32),
            "module": leaf["module"].to_numpy(),
            "frame": leaf["frame"].to_numpy(),
        },
    )
