"""Arguments, results and references of the emitted launcher, from the nodes that it binds."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.emit.filters import Refused
from workbench.emit.inductor.slices import Value, Writer
from workbench.inductor.folder import CompiledGraph
from workbench.inductor.graph_text import VIEWS

_FLOATS = ("bfloat16", "float16", "float32")
_ROUNDED = ("bfloat16", "float16")


@dataclass(frozen=True)
class Tensor:
    """An argument or result of the emitted launcher. `rows`: its first dimension counts tokens."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    rows: bool
    made: str = ""

    @property
    def inner(self) -> str:
        """Its shape but for the rows, as a tuple."""
        return str(self.shape[1:] if self.rows else self.shape)

    @property
    def extents(self) -> str:
        """Its extents after the rows."""
        return ", ".join(map(str, self.shape[1:]))

    @property
    def text(self) -> str:
        """Its shape and dtype for a docstring."""
        extents = ["rows", *map(str, self.shape[1:])] if self.rows else map(str, self.shape)
        return f"[{', '.join(extents)}] {self.dtype}"


def names_of(
    graph: CompiledGraph,
    values: Mapping[str, Value],
    reads: Sequence[str],
    writes: Sequence[str],
) -> dict[str, str]:
    """A Python name for every node: arguments and results by the module that reads or makes them,
    others as the graph has them.
    """
    found: dict[str, str] = {}
    taken = {"torch", "tl", "triton", "device", "rows", "elements", "index", "row", "column"}

    def give(node: str, wish: str) -> None:
        word = re.sub(r"\W+", "_", wish, flags=re.ASCII).strip("_").lower() or "value"
        word = f"v{word}" if word[0].isdigit() or keyword.iskeyword(word) else word
        while word in taken:
            head, _, tail = word.rpartition("_")
            word = f"{head}_{int(tail) + 1}" if head and tail.isdigit() else f"{word}_2"
        taken.add(word)
        found[node] = word

    for node in reads:
        value = values[node]
        reader = next((v.name for v in values.values() if node in v.reads), "")
        module = graph.origins[reader].module if reader in graph.origins else ""
        leaf = module.rpartition(".")[2]
        if value.expression is None and leaf:
            role = (
                "weight"
                if len(value.shape) <= 1 or (value.op == "" and len(value.shape) == 2)
                else "in"
            )
            give(node, f"{leaf}_{role}")
        else:
            give(node, node)
    for node in writes:
        module = graph.origins[node].module if node in graph.origins else ""
        leaf = module.rpartition(".")[2]
        give(node, f"{leaf}_out" if leaf else f"{node}_out")
    for node in values:
        if node not in found:
            give(node, node)
    return found


def tensor_of(
    values: Mapping[str, Value], names: Mapping[str, str], node: str, rows: int
) -> Tensor:
    """The argument that holds `node`; its first extent counts rows where it equals `rows`. Where
    that comes after a 1 (see `of_one_sequence`), the 1 is left out.

    Raises Refused for a dtype that no kernel here takes.
    """
    value = values[node]
    if value.dtype not in (*_FLOATS, "int64", "int32", "bool"):
        if not value.dtype:  # of a tuple, as top-k and sort give
            raise Refused(f"which result of {node} an argument holds cannot be told")
        raise Refused(f"{node} is {value.dtype}")
    if of_one_sequence(value, rows):
        value = replace(value, shape=value.shape[1:])
    by_row = bool(value.shape) and value.shape[0] == rows
    return Tensor(names[node], value.dtype, value.shape, by_row, _sample(values, value, by_row))


def of_one_sequence(value: Value, rows: int) -> bool:
    """Whether its shape is [1, rows, ...]: the tokens of one sequence."""
    return rows > 1 and value.shape[:2] == (1, rows)


def _sample(values: Mapping[str, Value], value: Value, by_row: bool) -> str:
    """Python that makes an input, seeded: numbers of order one, indices of the table they index."""
    extents = ", ".join(["rows", *map(str, value.shape[1:])] if by_row else map(str, value.shape))
    shape = f"({extents},)" if extents and "," not in extents else f"({extents})"
    if value.dtype in _FLOATS:
        drawn = f"torch.randn({shape}, generator=draw)"
        return f"{drawn}.to(torch.{value.dtype})"
    if value.dtype == "bool":
        return f"torch.rand({shape}, generator=draw) > 0.5"
    bound = next(
        (
            values[reader.reads[0]].shape[0]
            for reader in values.values()
            if reader.op in ("aten.embedding", "aten.index")
            and value.name in reader.reads
            and values[reader.reads[0]].shape
        ),
        0,
    )
    if not bound:
        bound = 2**15
    return f"torch.randint({bound}, {shape}, generator=draw, dtype=torch.{value.dtype})"


def references_of(
    values: Mapping[str, Value],
    names: Mapping[str, str],
    nodes: Sequence[str],
    reads: Sequence[str],
    writes: Sequence[str],
    rows: int,
) -> list[dict[str, Any]]:
    """The graph's own semantics, and before it the kernel's where that rounds outputs alone."""
    in_graph = _lines(Writer(values, dict(names), rows), nodes, reads, writes)
    fused = Writer(values, dict(names), rows, True, tuple(writes))
    rounded = [names[n] for n in reads if values[n].dtype in _ROUNDED]
    wide = [f"{name} = {name}.float()" for name in rounded]
    lines = wide + _lines(fused, nodes, reads, writes)
    inner = [n for n in nodes if n not in writes and values[n].dtype in _ROUNDED]
    elided = [n for n in inner if not _is_view(values[n])]
    graph = {
        "name": "as_in_graph",
        "title": "The graph's operators, each rounding its result.",
        "lines": in_graph,
        "elided": len(elided),
    }
    compiled = {
        "name": "as_compiled",
        "title": "In fp32 up to what is stored, as the kernel computes.",
        "lines": lines,
        "elided": len(elided),
    }
    return [compiled, graph] if elided else [graph]


def _is_view(value: Value) -> bool:
    return value.op.rpartition(".")[2] in VIEWS


def _lines(
    writer: Writer, nodes: Sequence[str], reads: Sequence[str], writes: Sequence[str]
) -> list[str]:
    def one_sequence(node: str) -> bool:
        return of_one_sequence(writer.values[node], writer.rows)

    lines = [
        f"{writer.names[node]} = {writer.names[node]}[None]" for node in filter(one_sequence, reads)
    ]
    lines += [line for node in nodes if (line := writer.statement(node))]
    if any("device=device" in line for line in lines):
        lines.insert(0, f"device = {writer.names[reads[0]]}.device")
    results = ", ".join(
        writer.names[node]
        + f".to(torch.{writer.values[node].dtype})" * writer.fused
        + "[0]" * one_sequence(node)
        for node in writes
    )
    return [*lines, f"return ({results},)"]
