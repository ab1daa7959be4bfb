"""Which entry of `call()` does the work of each eager launch: what the compiler took over.

Both runs are of one model, so a module calls the same ops in the same order in both. A node of the
graph keeps the module and the ATen op that it was decomposed from; a launch has the module and the
ops around it. They are joined by counting.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.attribute.places import Indices
from workbench.attribute.regions import Home
from workbench.attribute.witness import CompiledRun
from workbench.inductor.folder import CompiledGraph
from workbench.inductor.graph_text import GraphNode, node_number

# The ATen op of nodes that Inductor names otherwise, where the capture did not record it.
_ATEN = {
    "prims.convert_element_type": "_to_copy",
    "prims.iota": "arange",
    "aten.full": "fill",
    "prims.prepare_softmax_online": "_softmax",
    "aten.index_put": "index_put",
}

# How an eager launch was joined, the most certain first.
METHODS = ("counted", "counted in module", "one entry", "between", "none")

Entry = tuple[int, int]  # graph of the run, entry of its call()


@dataclass(frozen=True)
class Instance:
    """One eager op as the graph still shows it: nodes of one origin. entries: the one that computes
    its result, then those that compute a part of it again.
    """

    module: str
    function: str
    aten: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Replaced:
    """For each launch of one eager step (rows of `launches`): the graph and entry that do its work,
    -1 none, and how that is known (METHODS).

    counted: the k-th op of its kind in its function and module is the k-th such in the graph, both
    equally often. counted in module: likewise, the function aside. one entry: all that the graph
    has of that function and module is computed there. between: launches on both sides in the same
    module went to that entry. none: the compiler has no counterpart (a repeated
    subexpression, a constant), or none could be told. again: for each entry, the eager ops that it
    computes though another did already.
    """

    launches: pd.DataFrame
    program: Indices
    entry: Indices
    method: tuple[str, ...]
    again: Mapping[Entry, int]


def replaced_launches(eager: Attribution, run: CompiledRun) -> Replaced:
    """Join the launches of the first eager step with the entries of the compiled run."""
    step = eager.launches["step"]
    launches = eager.launches[(step == step[step >= 0].min()) & (eager.launches["op"] >= 0)]
    launches = launches.sort_values("host_ns", kind="stable")
    instances = [
        instance
        for k, program in enumerate(run.programs)
        for instance in graph_instances(k, program.graph, run.homes[k])
    ]
    joined = _Join(launches, eager.trace.ops, instances)
    again = Counter(entry for instance in instances for entry in instance.entries[1:])
    program = np.array([entry[0] for entry in joined.entry], np.int64)
    entry = np.array([entry[1] for entry in joined.entry], np.int64)
    return Replaced(launches, program, entry, tuple(joined.method), again)


def graph_instances(
    program: int, graph: CompiledGraph, homes: Mapping[str, Home]
) -> list[Instance]:
    """The eager ops whose nodes the graph holds, in the order in which they were traced."""
    computed: dict[str, list[int]] = defaultdict(list)
    for k, executed in enumerate(graph.executed):
        for name in executed:
            computed[name].append(k)
    groups: dict[tuple[str, ...], list[GraphNode]] = defaultdict(list)
    for node in graph.graph:
        if node.is_view or node.op == "placeholder" or node.name not in homes:
            continue
        origin = graph.origins.get(node.name)
        function = origin.function if origin else ""
        before = graph.pre_grad.get(node.name) or (node.name,)
        module = homes[node.name].place.path
        groups[module, function, aten_of(graph, node), before[0]].append(node)
    ordered = sorted(groups.items(), key=lambda item: min(node_number(n.name) for n in item[1]))
    entries = [_entries(nodes, computed) for _, nodes in ordered]
    kinds = [key[:3] for key, _ in ordered]
    return [
        Instance(kind[0], kind[1], kind[2], tuple((program, k) for k in own))
        for kind, own in zip(kinds, _told_apart(kinds, entries, graph), strict=True)
    ]


def _entries(nodes: Sequence[GraphNode], computed: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """The first entry that computes the last of the nodes, then those that compute one again."""
    result = next(
        (computed[node.name][:1] for node in reversed(nodes) if node.name in computed), []
    )
    again = {k for node in nodes for k in computed.get(node.name, ())[1:]} - set(result)
    return (*result, *sorted(again))


def _told_apart(
    kinds: Sequence[tuple[str, ...]], entries: Sequence[tuple[int, ...]], graph: CompiledGraph
) -> list[tuple[int, ...]]:
    """Where n ops of one kind all seem computed by the same n runs of one kernel (K and V made of
    one tensor, each copied), the k-th is the k-th's.
    """
    alike: dict[tuple[tuple[str, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(kinds, entries, strict=True)):
        alike[key].append(i)
    found = list(entries)
    for (_, own), ops in alike.items():
        if 1 < len(own) == len(ops) and len({graph.code.calls[k].name for k in own}) == 1:
            for i, k in zip(ops, own, strict=True):
                found[i] = (k,)
    return found


def aten_of(graph: CompiledGraph, node: GraphNode) -> str:
    """Name of the ATen op that a node was decomposed from: `_softmax`, in-place forms as others."""
    origin = graph.origins.get(node.name)
    if origin and origin.original_aten.startswith("aten."):
        name = origin.original_aten.split(".")[1]
    else:
        name = _ATEN.get(node.op, node.op.rpartition(".")[2])
    return _plain(name)


def _plain(name: str) -> str:
    return name.rstrip("_") or name


class _Join:
    """Launches of one step, in order of the host, joined with the graph's instances."""

    def __init__(
        self, launches: pd.DataFrame, ops: pd.DataFrame, instances: Sequence[Instance]
    ) -> None:
        self.entry: list[Entry] = [(-1, -1)] * len(launches)
        self.method = ["none"] * len(launches)
        self._module = [str(path) for path in launches["module_path"]]
        self._function = [str(name) for name in launches["function"]]
        known: dict[str, set[str]] = defaultdict(set)
        for instance in instances:
            known[instance.module].add(instance.aten)
        # the op of a launch is the outermost around it that the graph knows in that module
        self._op, self._aten = self._ops(launches, ops, known)
        done = self._count(
            "counted",
            [(i.module, i.function, i.aten) for i in instances],
            list(zip(self._module, self._function, self._aten, strict=True)),
            instances,
            set(),
        )
        self._count(
            "counted in module",
            [(i.module, i.aten) for i in instances],
            list(zip(self._module, self._aten, strict=True)),
            instances,
            done,
        )
        self._one_entry(instances)
        self._between()

    def _ops(
        self, launches: pd.DataFrame, ops: pd.DataFrame, known: Mapping[str, set[str]]
    ) -> tuple[list[int], list[str]]:
        parent = ops["parent"].to_numpy()
        code = ops["name"].cat.codes.to_numpy()
        names = [_plain(str(name).partition("::")[2]) for name in ops["name"].cat.categories]
        rows, atens = [], []
        for row, module in zip(launches["op"].tolist(), self._module, strict=True):
            found, at = row, row
            while at >= 0:
                if names[code[at]] in known.get(module, ()):
                    found = at
                at = int(parent[at])
            rows.append(found)
            atens.append(names[code[found]])
        return rows, atens

    def _count(
        self,
        method: str,
        wanted: Sequence[Hashable],
        keys: Sequence[Hashable],
        instances: Sequence[Instance],
        done: set[int],
    ) -> set[int]:
        """Join keys that occur equally often on both sides, launches of one op as one; returns the
        instances joined so far.
        """
        there: dict[Hashable, list[int]] = defaultdict(list)
        for k, key in enumerate(wanted):
            if k not in done:
                there[key].append(k)
        here: dict[Hashable, dict[int, list[int]]] = defaultdict(dict)
        for row, key in enumerate(keys):
            if self.method[row] == "none":
                here[key].setdefault(self._op[row], []).append(row)
        for key, found in there.items():
            if len(found) != len(here[key]):
                continue
            for k, rows in zip(found, here[key].values(), strict=True):
                done.add(k)
                for row in rows if instances[k].entries else ():
                    self.entry[row], self.method[row] = instances[k].entries[0], method
        return done

    def _one_entry(self, instances: Sequence[Instance]) -> None:
        """Launches of a function whose nodes all went to one entry (a decomposed activation)."""
        entries: dict[tuple[str, str], set[Entry]] = defaultdict(set)
        for instance in instances:
            entries[instance.module, instance.function].update(instance.entries[:1])
        for row, place in enumerate(zip(self._module, self._function, strict=True)):
            if self.method[row] == "none" and len(entries.get(place, ())) == 1:
                self.entry[row], self.method[row] = next(iter(entries[place])), "one entry"

    def _between(self) -> None:
        """Launches whose neighbours in their module, on both sides, went to one entry."""
        by_module: dict[str, list[int]] = defaultdict(list)
        for row, module in enumerate(self._module):
            by_module[module].append(row)
        for module, rows in by_module.items():
            joined = [row for row in rows if self.method[row] != "none"]
            if not module or not joined:
                continue
            places = np.searchsorted(joined, rows)
            for row, place in zip(rows, places.tolist(), strict=True):
                if self.method[row] == "none":
                    around = {self.entry[joined[p]] for p in (place - 1, place)
                              if 0 <= p < len(joined)}  # fmt: skip
                    if len(around) == 1:
                        self.entry[row], self.method[row] = around.pop(), "between"
