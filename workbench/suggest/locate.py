"""Join the op graph with the measured launches: which launches a node made, and at which site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.errors import BadInput
from workbench.trace.opgraph import OpGraph


@dataclass(frozen=True)
class Site:
    """A place in the model and one instance of it; all "" where no module is known."""

    name: str
    instance: str
    path_kind: str = "none"


@dataclass(frozen=True)
class Places:
    """Launches inside profiled steps, by node of the op graph.

    launches: those of the attribution that a node made; rows: by node. place: of each launch, an
    entry of `instances`: (site, module path, path kind, layer) of all launches in the steps.
    steps: how many these are.
    """

    launches: pd.DataFrame
    rows: dict[int, npt.NDArray[np.int64]]
    place: npt.NDArray[np.int64]
    instances: tuple[tuple[str, str, str, int], ...]
    steps: int

    def of(self, nodes: Iterable[int]) -> npt.NDArray[np.int64]:
        """Rows of `launches` that `nodes` made, in launch order."""
        found = [self.rows[node] for node in nodes if node in self.rows]
        return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def locate(graph: OpGraph, attribution: Attribution, where: str) -> Places:
    """Find each node's launches. `where` names the capture in messages.

    Raises BadInput when the execution trace and the trace are not of one run.
    """
    ops = attribution.trace.ops
    node_of_op = _node_of_op(graph, ops)
    _check_same_run(graph, ops, node_of_op, where)
    launches = attribution.launches
    op = launches["op"].to_numpy()
    node = np.where(op >= 0, node_of_op[np.maximum(op, 0)], -1)
    inside = (launches["step"].to_numpy() >= 0) & (node >= 0)
    made, node = launches[inside], node[inside]
    order = np.argsort(node, kind="stable")
    nodes, first = np.unique(node[order], return_index=True)
    parts = np.split(order.astype(np.int64), first[1:]) if len(nodes) else []
    rows = dict(zip(nodes.tolist(), parts, strict=True))
    steps = np.unique(made["step"].to_numpy())
    covered = launches["step"].isin(steps).to_numpy()
    keys = pd.MultiIndex.from_frame(launches[["site", "module_path", "path_kind", "layer"]])
    place, instances = pd.factorize(keys[covered])
    return Places(
        made,
        rows,
        place[inside[covered]].astype(np.int64),
        tuple((str(s), str(path), str(kind), int(layer)) for s, path, kind, layer in instances),
        max(len(steps), 1),
    )


def _node_of_op(graph: OpGraph, ops: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Node of each op, by its record function id or that of the op around it; -1 none."""
    found = np.array(
        [graph.node_of_rf.get(rf_id, -1) for rf_id in ops["record_function_id"].tolist()],
        dtype=np.int64,
    )
    parent = ops["parent"].to_numpy()
    while True:
        open_rows = np.flatnonzero((found < 0) & (parent >= 0))
        inherited = found[parent[open_rows]]
        if not (inherited >= 0).any():
            return found
        found[open_rows] = inherited


def _check_same_run(
    graph: OpGraph, ops: pd.DataFrame, node_of_op: npt.NDArray[np.int64], where: str
) -> None:
    own = {node.rf_ids[0]: node.schema.name for node in graph.nodes if node.rf_ids}
    rf_ids = ops["record_function_id"].to_numpy()
    rows = np.flatnonzero(np.isin(rf_ids, list(own)))
    names = ops["name"].astype(str).to_numpy()[rows]
    wrong = sum(
        own[rf_id] != name for rf_id, name in zip(rf_ids[rows].tolist(), names, strict=True)
    )
    if own and (not len(rows) or wrong > len(rows) // 100):
        raise BadInput(
            f"{where}: the execution trace and the trace are not of one run ({len(rows)} of "
            f"{len(own)} ops are in both, {wrong} under another name); record both at once"
        )


# --------------------------------------------------------------------------- sites


def site_of(places: Places, nodes: Sequence[int]) -> Site:
    """The innermost site around the launches of `nodes`, and its instance.

    Of nodes that reach into the next layer, it is that of the layer in which they begin.
    """
    own = dict.fromkeys(places.instances[place] for place in places.place[places.of(nodes)])
    known = [one for one in own if one[0]]
    if not known:
        return Site("", "")
    name, path, kind, layer = known[0]
    sites = sorted({tuple(split(one[0], kind)) for one in known if one[3] == layer})
    common = [
        max(same, key=len)  # with its class, where one of them tells it
        for same in takewhile(_all_equal, zip(*sites, strict=False))
    ]
    drop = len(split(name, kind)) - len(common)
    return Site(join(common, kind), _cut(split(path, kind), drop, kind), kind)


def instances_of(
    places: Places, graph: OpGraph, site: Site, needed: Counter[str]
) -> dict[str, frozenset[int]]:
    """Module instances at `site` that hold the operators `needed`, themselves or in submodules,
    with the nodes of these operators.
    """
    prefix = split(site.name, site.path_kind)
    instance_of: dict[int, str] = {}
    themselves: set[str] = set()
    for number, (name, path, kind, _) in enumerate(places.instances):
        parts = split(name, kind)
        if name and kind == site.path_kind and _begins(parts, prefix):
            instance_of[number] = _cut(split(path, kind), len(parts) - len(prefix), kind)
            if parts == prefix:
                themselves.add(instance_of[number])
    held: dict[str, set[int]] = {}
    for node, rows in places.rows.items():
        instance = instance_of.get(int(places.place[rows[0]]))
        if instance is not None and graph.nodes[node].name in needed:
            held.setdefault(instance, set()).add(node)
    return {
        instance: frozenset(nodes)
        for instance, nodes in sorted(held.items())
        if Counter(graph.nodes[node].name for node in nodes) >= needed
        and (instance in themselves or not site.name.endswith("]"))
    }


def split(path: str, kind: str) -> list[str]:
    """Parts of a site or path: attribute paths have dots, class paths slashes."""
    return path.split("." if kind == "attribute" else "/") if path else []


def join(parts: Sequence[str], kind: str) -> str:
    """The inverse of `split`."""
    return ("." if kind == "attribute" else "/").join(parts)


def plain(part: str) -> str:
    """A part of a site without the class that tells it apart: `mlp[DenseMLP]` is an `mlp`."""
    return part.partition("[")[0]


def _all_equal(parts: tuple[str, ...]) -> bool:
    return len(set(map(plain, parts))) == 1


def _begins(parts: Sequence[str], prefix: Sequence[str]) -> bool:
    return len(parts) >= len(prefix) and all(map(_may_be, parts, prefix))


def _may_be(part: str, other: str) -> bool:
    """Whether both name one module; only the module itself tells its class, not what it holds."""
    told = "[" in part and "[" in other
    return part == other or (not told and plain(part) == plain(other))


def _cut(parts: Sequence[str], drop: int, kind: str) -> str:
    return join(parts[: len(parts) - drop] if drop else parts, kind)
