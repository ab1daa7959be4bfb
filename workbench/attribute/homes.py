"""Which module each node of a compiled graph belongs to: as recorded, or by source and order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from workbench.attribute.attribute_path import open_indices, open_path
from workbench.attribute.class_path import Place
from workbench.attribute.regions import Home
from workbench.attribute.sites import Sites
from workbench.inductor.executed import inputs_through_views
from workbench.inductor.folder import CompiledGraph
from workbench.inductor.graph_text import node_number
from workbench.trace import Trace

_TRAILING = re.compile(r"_(\d{1,9})$")
_PACKAGES = re.compile(r"^.*(?:site|dist)-packages/")
# The eager op of a node where its name says another: conversions and clones are copies.
_EAGER = {
    "prims.convert_element_type": "copy_",
    "aten.clone": "copy_",
    "prims.iota": "arange",
    "aten.full": "fill_",
    "prims.prepare_softmax_online": "_softmax",
    "aten.embedding": "index_select",
}


class Function(NamedTuple):
    """A function of user code: its file below site-packages, its name, the line of its def."""

    file: str
    name: str
    line: int


class Token(NamedTuple):
    """What joins a graph node to an eager op."""

    op: str
    function: Function


Seen = tuple[Token, int]  # an eager op in order of the host, and its module call (-1 none)


def recorded_homes(graph: CompiledGraph, paths: Mapping[str, str]) -> dict[str, Home]:
    """Homes of the nodes whose module the capture recorded (nn_module_stack), by attribute path.

    `paths` is the capture's modules.json; it tells which indices are layers, together with the
    classes that the graph names.
    """
    class_of = {path: name.rpartition("_")[0] for name, path in paths.items()}
    for origin in graph.origins.values():
        if origin.class_name:
            class_of.setdefault(origin.module, origin.class_name)
    opened = open_indices(class_of)
    homes = {}
    for name, origin in graph.origins.items():
        path = origin.module or origin.class_name
        if path:
            site, layer = open_path(origin.module, opened)
            homes[name] = Home(Place(path, site or path, layer), "attribute")
    if homes:
        _unrecorded(graph, homes, class_of.get("", ""))
    return homes


def _unrecorded(graph: CompiledGraph, homes: dict[str, Home], root: str) -> None:
    """Homes of nodes that stem from a line but name no module: those of what they read from the
    same line (a write-back), else the root, whose own code is in no submodule.
    """
    for node in graph.graph:
        origin = graph.origins.get(node.name)
        if node.name in homes or origin is None or not origin.file:
            continue
        same_line = [
            read
            for read in node.inputs
            if read in homes
            and (graph.origins[read].file, graph.origins[read].line) == (origin.file, origin.line)
        ]
        if same_line:
            homes[node.name] = homes[same_line[0]]
        elif root:
            homes[node.name] = Home(Place(root, root, -1), "attribute")


def homes_by_source_order(
    graph: CompiledGraph, launches: pd.DataFrame, trace: Trace, sites: Sites
) -> dict[str, Home]:
    """Homes of nodes by the eager run of the same model: the k-th node that computes an op in a
    function is the k-th launching op of that kind in it, where both run equally often.

    A function none of whose ops is found so (a decomposed activation) is joined by its k-th visit;
    other nodes take the home of a neighbour in the data flow from the same function. `launches` and
    `trace` are those of the eager variant.
    """
    seen, defs = _eager_tokens(launches, trace)
    token_of: dict[str, Token] = {}
    for node in graph.graph:
        if not node.is_view and node.file:
            file = _PACKAGES.sub("", node.file)
            op = _EAGER.get(node.op, node.op.rpartition(".")[2])
            line = _def_line(defs, file, node.function, node.line)
            token_of[node.name] = Token(op, Function(file, node.function, line))
    modules = _by_occurrence(token_of, seen)
    modules |= _by_visit(token_of, seen, modules)
    homes = {}
    for name, module in modules.items():
        instance = sites.instance[module]
        homes[name] = Home(sites.places[instance], sites.kinds[instance])
    _spread(graph, token_of, homes)
    return homes


def _by_occurrence(token_of: Mapping[str, Token], seen: Sequence[Seen]) -> dict[str, int]:
    """Module call of the nodes whose token occurs as often among the eager ops.

    Passes reorder the graph, so nodes of one op are taken in the order of their numbers: the order
    in which they were traced.
    """
    wanted: dict[Token, list[str]] = defaultdict(list)
    for name, token in token_of.items():
        wanted[token].append(name)
    ran: dict[Token, list[int]] = defaultdict(list)
    for token, module in seen:
        ran[token].append(module)
    return {
        name: module
        for token, nodes in wanted.items()
        if len(nodes) == len(ran[token])
        for name, module in zip(sorted(nodes, key=node_number), ran[token], strict=True)
        if module >= 0
    }


def _by_visit(
    token_of: Mapping[str, Token], seen: Sequence[Seen], known: Mapping[str, int]
) -> dict[str, int]:
    """Module call of the nodes of functions that no known node stems from, by the k-th visit."""
    found_in = {token_of[name].function for name in known}
    visits: dict[Function, list[list[str]]] = defaultdict(list)
    before = None
    for name, token in token_of.items():
        if token.function != before:
            visits[token.function].append([])
        visits[token.function][-1].append(name)
        before = token.function
    calls: dict[Function, list[int]] = defaultdict(list)
    for token, module in seen:
        if calls[token.function][-1:] != [module]:
            calls[token.function].append(module)
    return {
        name: module
        for function, runs in visits.items()
        if function not in found_in and len(runs) == len(calls[function])
        for nodes, module in zip(_in_order(runs), calls[function], strict=True)
        for name in nodes
        if module >= 0
    }


def _in_order(runs: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Runs of one function's nodes, by the number of an op that they all have."""
    base = _TRAILING.sub("", runs[0][0])

    def number(run: Sequence[str]) -> int:
        return min(
            (node_number(name) for name in run if _TRAILING.sub("", name) == base), default=0
        )

    return sorted(runs, key=number)


def _eager_tokens(
    launches: pd.DataFrame, trace: Trace
) -> tuple[list[Seen], dict[tuple[str, str], list[int]]]:
    """Launching ops of the first step in order of the host; lines of defs by file and function."""
    functions = [
        Function(_PACKAGES.sub("", str(file)), str(name), int(line))
        for file, name, line in zip(
            trace.frames["file"], trace.frames["function"], trace.frames["line"], strict=True
        )
    ]
    defs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for function in sorted(functions):
        defs[function.file, function.name].append(function.line)
    first = launches[(launches["step"] == launches["step"].min()) & (launches["op"] >= 0)]
    ops = trace.ops.iloc[np.unique(first["op"].to_numpy())]
    ops = ops[ops["frame"] >= 0].sort_values("start_ns", kind="stable")
    seen = [
        (Token(str(name).partition("::")[2], functions[frame]), int(module))
        for name, module, frame in zip(ops["name"], ops["module"], ops["frame"], strict=True)
    ]
    return seen, defs


def _def_line(
    defs: Mapping[tuple[str, str], Sequence[int]], file: str, function: str, line: int
) -> int:
    """The line of the def that holds `line`: the last one of that name above it; -1 none."""
    known = defs.get((file, function), ())
    k = bisect_right(known, line)
    return known[k - 1] if k else -1


def _spread(graph: CompiledGraph, token_of: Mapping[str, Token], homes: dict[str, Home]) -> None:
    """Give nodes without a home that of a neighbour from the same function: first of what they
    read, then of what reads them. Torch's own functions belong to whoever calls them.
    """

    def related(one: str, other: str) -> bool:
        functions = [token_of[name].function for name in (one, other) if name in token_of]
        own = [function for function in functions if not function.file.startswith("torch/")]
        return len(set(own)) < 2

    inputs = inputs_through_views(graph.graph)
    order = [node.name for node in graph.graph if not node.is_view and node.op != "placeholder"]
    for name in order:
        if name not in homes:
            near = [read for read in sorted(inputs[name]) if read in homes and related(name, read)]
            if near:
                homes[name] = homes[near[0]]
    for name in reversed(order):
        if name in homes:
            for read in inputs[name]:
                if read in token_of and read not in homes and related(name, read):
                    homes[read] = homes[name]
