"""Eager launches: the host call that CUPTI correlates with a launch lies inside ops and modules."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.attribute.places import Indices, integers, names, table
from workbench.attribute.sites import Sites
from workbench.trace import Trace

# Ops nested deeper than this are named from the 64th on alone: no real stack of ops is so deep.
CHAIN_DEPTH_MAX = 64
CHAIN_LINK = " > "


def correlated_places(calls: pd.DataFrame, trace: Trace, sites: Sites) -> pd.DataFrame:
    """Places of the launches in `calls` (columns op, module, frame: rows of the trace's tables).

    `line` is the line of the def of the innermost user function, as traces carry it.
    """
    op, module, frame = (
        calls[column].to_numpy().astype(np.int64) for column in ("op", "module", "frame")
    )
    chains, chain = op_chains(trace.ops)
    op_names = trace.ops["name"].cat
    instance = integers(sites.instance, module)
    known = (op >= 0) | (module >= 0) | (frame >= 0)
    frames = trace.frames
    return table(
        len(calls),
        op_name=names(
            [str(name) for name in op_names.categories],
            integers(op_names.codes.to_numpy(), op),
        ),
        op_chain=names(chains, integers(chain, op)),
        module_path=names([place.path for place in sites.places], instance),
        site=names([place.site for place in sites.places], instance),
        path_kind=names(sites.kinds, instance, "none"),
        layer=integers(sites.layer, module),
        function=names([str(name) for name in frames["function"]], frame),
        file=names([str(name) for name in frames["file"]], frame),
        line=integers(frames["line"].to_numpy(), frame),
        line_kind=names(["def"], np.where(frame >= 0, 0, -1)),
        method=names(["correlation"], np.where(known, 0, -1), "none"),
    )


def op_chains(ops: pd.DataFrame) -> tuple[list[str], Indices]:
    """Distinct chains "outermost > ... > innermost", and for each op the place of its own."""
    parent = ops["parent"].to_numpy().astype(np.int64)
    name = ops["name"].cat.codes.to_numpy().astype(np.int64)
    op_names = [str(text) for text in ops["name"].cat.categories]
    chain = np.full(len(ops), -1, dtype=np.int64)
    chains: list[str] = []
    waiting = np.arange(len(ops))
    for _ in range(CHAIN_DEPTH_MAX):
        if not len(waiting):
            break
        outer = parent[waiting]
        ready = (outer < 0) | (chain[outer] >= 0)
        rows = waiting[ready]
        above = np.where(parent[rows] < 0, -1, chain[parent[rows]])
        keys, inverse = np.unique(above * len(op_names) + name[rows], return_inverse=True)
        chain[rows] = len(chains) + inverse.ravel()
        for key in keys.tolist():
            outer_chain, own = divmod(key, len(op_names))
            prefix = chains[outer_chain] + CHAIN_LINK if outer_chain >= 0 else ""
            chains.append(prefix + op_names[own])
        waiting = waiting[~ready]
    if len(waiting):
        chain[waiting] = len(chains) + name[waiting]
        chains += op_names
    return chains, chain
