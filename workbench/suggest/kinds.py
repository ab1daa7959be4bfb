"""What two nodes must share to be one: a quick test before any unification."""

from __future__ import annotations

from collections import Counter

from workbench.trace.operators import ATTENTIONS
from workbench.trace.opgraph import OpGraph, OpNode

Kind = tuple[str, str, str]  # operator, dtype of its result, dtype of its first input

# What scaled_dot_product_attention dispatches to: one operator, whichever backend runs it.
SDPA = frozenset(name for name in ATTENTIONS if "scaled_dot_product" in name)


class NodeIndex:
    """The nodes of a graph by kind: operator, dtype of its result, dtype of its first input."""

    def __init__(self, graph: OpGraph) -> None:
        self.graph = graph
        self.by_kind: dict[Kind, list[int]] = {}
        self.names = Counter(operator(node) for node in graph.nodes)
        for node in graph.nodes:
            self.by_kind.setdefault(kind(graph, node), []).append(node.index)

    def dtypes(self) -> set[str]:
        """Every dtype of a value."""
        return {value.ref.type.dtype for value in self.graph.values}


def operator(node: OpNode) -> str:
    """The operator of a node, attention's backends as one."""
    return "aten::scaled_dot_product_attention" if node.name in SDPA else node.name


def kind(graph: OpGraph, node: OpNode) -> Kind:
    """The kind of one node; "" for a dtype where there is no tensor."""
    result = graph.values[node.outputs[0]].ref.type.dtype if node.outputs else ""
    source = next((item.ref.type.dtype for item in node.operands if item.ref), "")
    return operator(node), result, source
