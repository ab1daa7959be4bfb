"""Which nodes of the graph each entry of `call()` really computes.

Inductor's provenance (and its comments) list more than a kernel runs: a copy that prepares K for
attention also lists the attention and everything that led to Q. What a kernel computes lies on the
data flow from the tensors it reads to what it leaves behind, so its list is cut down to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from workbench.inductor.calls import KernelCall
from workbench.inductor.graph_text import GraphNode


def executed_nodes(
    graph: Sequence[GraphNode],
    calls: Sequence[KernelCall],
    listed: Sequence[Sequence[str]],
) -> list[tuple[str, ...]]:
    """Names of the nodes that each of `calls` computes, in the order of the graph.

    `listed` holds for each call the nodes that provenance lists for it. An extern call computes
    the nodes of its own op, a generated kernel none of those. Where the cut leaves nothing, the
    list stands.
    """
    return _DataFlow(graph, calls, listed).executed()


class _DataFlow:
    """The graph with views looked through, and what provenance lists for each call."""

    def __init__(
        self,
        graph: Sequence[GraphNode],
        calls: Sequence[KernelCall],
        listed: Sequence[Sequence[str]],
    ) -> None:
        self.nodes = {node.name: node for node in graph}
        self.calls = calls
        self.inputs = inputs_through_views(graph)
        self.users: dict[str, set[str]] = defaultdict(set)
        for name, read in self.inputs.items():
            for source in read:
                self.users[source].add(name)
        order = {node.name: k for k, node in enumerate(graph)}
        self.lists = [
            sorted((name for name in names if name in order), key=order.__getitem__)
            for names in listed
        ]
        self._keep_own_ops()
        self.lists_of: dict[str, set[int]] = defaultdict(set)
        for k, names in enumerate(self.lists):
            for name in names:
                self.lists_of[name].add(k)

    def _keep_own_ops(self) -> None:
        """Extern calls keep the nodes of their op; those leave the lists of generated kernels."""
        extern: set[str] = set()
        for k, call in enumerate(self.calls):
            if call.kind == "extern":
                op = call.op.replace("::", ".")
                own = [name for name in self.lists[k] if self.nodes[name].op in (op, op + "_")]
                self.lists[k] = own or self.lists[k]
                extern.update(own)
        for k, call in enumerate(self.calls):
            if call.kind != "extern":
                rest = [name for name in self.lists[k] if name not in extern]
                self.lists[k] = rest or self.lists[k]

    def executed(self) -> list[tuple[str, ...]]:
        left: dict[str, set[str]] = {}  # storage -> nodes whose values the last writer left there
        reached: list[set[str]] = []
        found: list[set[str]] = []
        for call, names in zip(self.calls, self.lists, strict=True):
            flow = set(names) if call.kind == "extern" else self._reached(call, names, left)
            own = flow if call.kind == "extern" else self._leading_out(names, flow)
            reached.append(flow)
            found.append(own or set(names))
            outputs = {name for name in found[-1] if self._is_left(name)}
            for argument in call.arguments:
                if argument.written:
                    left[argument.tensor.storage] = outputs
        # a value that is computed once and stored under other calls' eyes seems to lead nowhere
        covered = set().union(*found)
        for own, flow in zip(found, reached, strict=True):
            own |= flow - covered
            covered |= flow
        return [
            tuple(name for name in names if name in own)
            for names, own in zip(self.lists, found, strict=True)
        ]

    def _is_left(self, name: str) -> bool:
        """Whether a call uses the value without computing it again, so that it was stored."""
        known = [user for user in self.users[name] if self.lists_of[user]]
        here = self.lists_of[name]
        return not known or any(self.lists_of[user] - here for user in known)

    def _reached(
        self, call: KernelCall, names: Sequence[str], left: Mapping[str, set[str]]
    ) -> set[str]:
        """The part of `names` on the data flow from what `call` reads, and constants it may use."""
        given: set[str] = set()
        for argument in call.arguments:
            if argument.read:  # an input of the graph is a node by its own name
                given |= {argument.tensor.storage} | left.get(argument.tensor.storage, set())
        constant = self._constant(names)
        reached: set[str] = set()
        for name in names:
            if name not in constant | given and self.inputs[name] & (given | reached):
                reached.add(name)
        if not reached:  # it reads no tensor: it fills, counts, or makes a mask
            return constant
        for name in reversed(names):
            if name in constant and self.users[name] & reached:
                reached.add(name)
        return reached

    def _leading_out(self, names: Sequence[str], reached: set[str]) -> set[str]:
        """The part of `reached` that leads to a value the call leaves behind."""
        kept: set[str] = set()
        for name in reversed(names):
            if name in reached and (self.users[name] & kept or self._is_left(name)):
                kept.add(name)
        return kept

    def _constant(self, names: Iterable[str]) -> set[str]:
        """Nodes that depend on no tensor: iota, full, and what is made of these and of sizes."""
        constant: set[str] = set()
        for name in names:
            tensors = [i for i in self.inputs[name] if self.nodes[i].dtype]
            if all(i in constant for i in tensors):
                constant.add(name)
        return constant


def inputs_through_views(graph: Sequence[GraphNode]) -> dict[str, set[str]]:
    """What each node reads, and what lies behind the views among that."""
    behind: dict[str, set[str]] = {}
    inputs: dict[str, set[str]] = {}
    for node in graph:
        read: set[str] = set()
        for name in node.inputs:
            read |= {name} | behind.get(name, set())
        inputs[node.name] = read
        if node.is_view:
            behind[node.name] = read
    return inputs
