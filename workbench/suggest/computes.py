"""Names for what a set of operators computes: `norm+add+mul`, in the order in which it begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.suggest.rowspace import CREATIONS
from workbench.suggest.state import short
from workbench.trace.opgraph import OpGraph, OpNode

# Parts of a name; what comes after is counted as "more".
PARTS_MAX = 6

_MOVES = frozenset(("aten::_to_copy", "aten::clone", "aten::copy")) | CREATIONS
_LABELS = {
    "aten::_softmax": "softmax",
    "aten::_log_softmax": "log_softmax",
    "aten::native_layer_norm": "norm",
    "aten::_fused_rms_norm": "norm",
    "aten::masked_fill": "mask",
    "aten::floor_divide": "div",
    **{
        f"aten::{name}": "gather"
        for name in ("index", "index_select", "gather", "embedding", "take")
    },
    **{
        f"aten::{name}": "scatter"
        for name in ("index_put", "index_copy", "scatter", "scatter_add", "index_add")
    },
}
_ROOTS = ("aten::pow", "aten::rsqrt")


def what_it_computes(graph: OpGraph, nodes: Sequence[int]) -> str:
    """Its parts by first appearance, equal ones counted: `4norm+gather+sum+2add+mul`.

    Casts, copies and constants are named only where there is nothing else.
    """
    labels = _idioms(graph, nodes)
    parts: Counter[str] = Counter()
    for index in nodes:
        label = labels.get(index)
        if label is None and graph.nodes[index].name not in _MOVES:
            label = _label(graph.nodes[index])
        if label:
            parts[label] += 1
    if not parts:
        casts = any(graph.nodes[index].name == "aten::_to_copy" for index in nodes)
        copies = any(graph.nodes[index].name not in CREATIONS for index in nodes)
        return "cast" if casts else "copy" if copies else "fill"
    names = [f"{count if count > 1 else ''}{label}" for label, count in parts.items()]
    return "+".join(names[:PARTS_MAX] + ["more"] * (len(names) > PARTS_MAX))


def _label(node: OpNode) -> str:
    return _LABELS.get(node.name, short(node.name).strip("_"))


def _idioms(graph: OpGraph, nodes: Sequence[int]) -> dict[int, str]:
    """Label of the node that stands for an idiom, "" of its other nodes."""
    inside, found = set(nodes), {}
    for index in nodes:
        node = graph.nodes[index]
        own: list[int] = []
        if node.name == "aten::mean":
            own = _norm(graph, node, inside)
            label = "norm"
        elif node.name == "aten::cat":
            own = _rope(graph, node, inside)
            label = "rope"
        if own:
            found.update(dict.fromkeys(own, ""))
            found[index] = label
    return found


def _norm(graph: OpGraph, mean: OpNode, inside: set[int]) -> list[int]:
    """square, mean, add, root, multiply, and multiply with a weight, as far as they are inside."""
    square = _writer(graph, mean, inside)
    if square is None or not _is_square(square):
        return []
    own, at = [square.index], mean
    for names in (("aten::add",), _ROOTS, ("aten::mul",)):
        reader = next((one for one in _readers(graph, at, inside) if one.name in names), None)
        if reader is None:
            return []
        own.append(reader.index)
        at = reader
    weighted = next((one for one in _readers(graph, at, inside) if _by_weight(graph, one)), None)
    return own + ([weighted.index] if weighted else [])


def _is_square(node: OpNode) -> bool:
    if node.name == "aten::pow":
        exponent = node.operand("exponent")
        return exponent is not None and exponent.scalar == 2
    sources = [operand.sources for operand in node.operands if operand.ref]
    return node.name == "aten::square" or (
        node.name == "aten::mul" and len(sources) == 2 and sources[0] == sources[1]
    )


def _by_weight(graph: OpGraph, node: OpNode) -> bool:
    """Whether it multiplies with a vector as long as the row."""
    shapes = [operand.ref.type.shape for operand in node.operands if operand.ref]
    return (
        node.name == "aten::mul"
        and len(shapes) == 2
        and min(len(shape) for shape in shapes) == 1
        and shapes[0][-1:] == shapes[1][-1:]
    )


def _rope(graph: OpGraph, cat: OpNode, inside: set[int]) -> list[int]:
    """neg, cat, the products with cosine and sine, and their sum."""
    negated = _writer(graph, cat, inside)
    if negated is None or negated.name != "aten::neg":
        return []
    rotated = next((n for n in _readers(graph, cat, inside) if n.name == "aten::mul"), None)
    total = rotated and next(
        (n for n in _readers(graph, rotated, inside) if n.name == "aten::add"), None
    )
    if rotated is None or total is None:
        return []
    products = (graph.producer(value) for value in graph.reads(total))
    return [negated.index, total.index, *(one.index for one in products if one is not None)]


def _writer(graph: OpGraph, node: OpNode, inside: set[int]) -> OpNode | None:
    source = next((operand.sources[0] for operand in node.operands if operand.sources), None)
    writer = graph.producer(source) if source is not None else None
    return writer if writer is not None and writer.index in inside else None


def _readers(graph: OpGraph, node: OpNode, inside: set[int]) -> Iterator[OpNode]:
    """Readers inside, casts looked through."""
    for value in node.outputs:
        for reader in graph.values[value].readers:
            if reader in inside:
                found = graph.nodes[reader]
                if found.name == "aten::_to_copy":
                    yield from _readers(graph, found, inside)
                else:
                    yield found
