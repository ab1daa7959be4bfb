"""Bytes that each entry of `call()` moves: the scheduler's count, or what shapes and strides say.

Both count a gathered or scattered tensor whole (the scheduler does so inside a fused kernel: an
embedding table of 1.5 GB for eight rows), and the scheduler counts as read what only orders two
kernels, and what an index writes into. So both are cut to what the kernel's arguments and the index
let through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from workbench.inductor.calls import KernelCall
from workbench.inductor.folder import CompiledGraph
from workbench.inductor.graph_text import GraphNode
from workbench.inductor.schedule import ScheduledCall, scheduled_calls

# What torch.fx prints for a dtype (torch/_inductor/utils.py and torch.fx.graph.dtype_abbrs): bytes
_ITEMSIZE = {
    "f64": 8, "i64": 8, "u64": 8, "c64": 8, "c128": 16, "f32": 4, "i32": 4, "u32": 4, "bf16": 2,
    "f16": 2, "i16": 2, "u16": 2, "i8": 1, "u8": 1, "b8": 1, "f8e4m3fn": 1, "f8e5m2": 1,
    "f8e4m3fnuz": 1, "f8e5m2fnuz": 1, "f8e8m0fnu": 1,
}  # fmt: skip
_GATHERS = frozenset(
    f"aten.{name}" for name in ("embedding", "index", "index_select", "gather", "take")
)
# Scatters -> which of the tensors read is what they write (those in a list of indices come last)
_SCATTERS = {
    f"aten.{name}": place
    for name, place in (
        ("index_put", 1), ("index_put_", 1), ("index_copy", 2), ("index_copy_", 2), ("scatter", 2),
        ("scatter_", 2),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """Bytes of one entry of `call()`; -1 unknown.

    basis: scheduler (exact), scheduler+cut (exact, but cut as the module says), parsed and
    parsed+cut (an estimate from shapes and strides), "" unknown. reads, writes: by buffer as
    `call()` names it (parsed: by storage). ops: of the scheduler, () unknown.
    """

    read: int
    written: int
    basis: str
    reads: Mapping[str, int]
    writes: Mapping[str, int]
    ops: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the scheduler counted, rather than the reader of `call()`."""
        return self.basis.startswith("scheduler")


def bytes_moved(graph: CompiledGraph) -> tuple[Moved, ...]:
    """Bytes that each entry of `call()` reads and writes."""
    calls = graph.code.calls
    nodes = {node.name: node for node in graph.graph}
    storage = {a.tensor.name: a.tensor.storage for call in calls for a in call.arguments}
    real: dict[str, str] = {}  # a buffer of the scheduler's -> the argument that it really is
    found = []
    entries = scheduled_calls(graph.scheduler, calls)
    for call, entry, executed in zip(calls, entries, graph.executed, strict=True):
        picked = _picked(executed, nodes)
        if entry is None:
            found.append(_moved("parsed", *_by_argument(call), picked))
            continue
        _note_in_place(call, entry, real)
        reads, writes = _named(entry.reads, real), _named(entry.writes, real)
        own = reads if call.kind == "extern" else _really_read(call, reads, storage)
        basis = "scheduler" if own == reads else "scheduler+cut"
        found.append(_moved(basis, own, writes, picked, entry.ops))
    return tuple(found)


def _really_read(
    call: KernelCall, reads: Mapping[str, int], storage: Mapping[str, str]
) -> dict[str, int]:
    """`reads` without those that only order kernels: of a storage that the kernel does not get."""
    taken = {argument.tensor.storage for argument in call.arguments if argument.read}
    return {
        name: size for name, size in reads.items() if name not in storage or storage[name] in taken
    }


def _note_in_place(call: KernelCall, entry: ScheduledCall, real: dict[str, str]) -> None:
    """Note which argument is meant by each buffer that the entry writes and `call()` never names:
    one of its size that the call writes, the first where several are.
    """
    sizes = {a.tensor.name: a.tensor.nbytes for a in call.arguments if a.written}
    left = [name for name in sizes if name not in entry.writes]
    for name, size in entry.writes.items():
        if name not in sizes and left:
            own = next((argument for argument in left if sizes[argument] == size), left[0])
            left.remove(own)
            real[name] = own


def _named(sizes: Mapping[str, int], real: Mapping[str, str]) -> dict[str, int]:
    """`sizes` by the names that `call()` uses."""
    found: dict[str, int] = {}
    for name, size in sizes.items():
        own = real.get(name, name)
        found[own] = max(found.get(own, 0), size)
    return found


@dataclass(frozen=True)
class _Picked:
    """Bytes picked from inputs of the graph by index only, and put into them."""

    read: Mapping[str, int]
    written: Mapping[str, int]


def _moved(
    basis: str,
    reads: Mapping[str, int],
    writes: Mapping[str, int],
    picked: _Picked,
    ops: tuple[str, ...] = (),
) -> Moved:
    own_reads, own_writes = _cut(reads, picked.read), _cut(writes, picked.written)
    if not basis.endswith("+cut") and (own_reads, own_writes) != (reads, writes):
        basis += "+cut"
    read, written = _total(own_reads), _total(own_writes)
    return Moved(
        read, written, basis if min(read, written) >= 0 else "", own_reads, own_writes, ops
    )


def _by_argument(call: KernelCall) -> tuple[dict[str, int], dict[str, int]]:
    """Bytes read and written by storage: the largest part touched; -1 unknown."""
    reads: dict[str, int] = {}
    writes: dict[str, int] = {}
    for argument in call.arguments:
        name, size = argument.tensor.storage, argument.tensor.nbytes
        for wanted, into in ((argument.read, reads), (argument.written, writes)):
            if wanted:
                into[name] = (
                    -1 if min(size, into.get(name, 0)) < 0 else max(into.get(name, 0), size)
                )
    return reads, writes


def _cut(sizes: Mapping[str, int], limits: Mapping[str, int]) -> dict[str, int]:
    return {
        name: min(size, limits[name]) if name in limits and size >= 0 else size
        for name, size in sizes.items()
    }


def _total(sizes: Mapping[str, int]) -> int:
    return -1 if any(size < 0 for size in sizes.values()) else sum(sizes.values())


def _picked(executed: Sequence[str], nodes: Mapping[str, GraphNode]) -> _Picked:
    """What gathers read of inputs that nothing else here reads, and what scatters write there."""
    read: dict[str, int] = {}
    written: dict[str, int] = {}
    whole: set[str] = set()
    for name in executed:
        node = nodes[name]
        if node.is_view or not node.inputs:
            continue
        source = _behind_views(node.inputs[0], nodes)
        others = node.inputs
        if node.op in _GATHERS and (size := _nbytes(node, nodes)) >= 0:
            read[source] = read.get(source, 0) + size
            others = node.inputs[1:]
        elif (place := _SCATTERS.get(node.op, len(node.inputs))) < len(node.inputs):
            if (size := _nbytes(nodes[node.inputs[place]], nodes)) >= 0:
                written[source] = written.get(source, 0) + size
            others = node.inputs[1:]
        whole |= {_behind_views(other, nodes) for other in others}

    def inputs_only(sizes: Mapping[str, int]) -> dict[str, int]:
        return {
            name: size
            for name, size in sizes.items()
            if name not in whole and nodes[name].op == "placeholder"
        }

    return _Picked(inputs_only(read), inputs_only(written))


def _behind_views(name: str, nodes: Mapping[str, GraphNode]) -> str:
    while nodes[name].is_view and nodes[name].inputs:
        name = nodes[name].inputs[0]
    return name


def _nbytes(node: GraphNode, nodes: Mapping[str, GraphNode]) -> int:
    """Bytes of a node's tensor, every element counted; -1 for symbolic shapes and unknown types.

    A broadcast view holds as much as what it looks at.
    """
    behind = nodes[_behind_views(node.name, nodes)]
    sizes = [_elements(one) * _ITEMSIZE.get(one.dtype, -1) for one in (node, behind)]
    known = [size for size in sizes if size >= 0]
    return min(known) if known and sizes[0] >= 0 else -1


def _elements(node: GraphNode) -> int:
    extents = [extent.strip() for extent in node.shape.split(",") if extent.strip()]
    if not node.dtype or not all(extent.isdigit() for extent in extents):
        return -1
    return prod(int(extent) for extent in extents)
