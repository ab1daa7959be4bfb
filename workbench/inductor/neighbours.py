"""What entries of `call()` hand to each other, and which fusions the scheduler refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.inductor.folder import CompiledGraph
from workbench.inductor.moved import Moved


@dataclass(frozen=True)
class Handover:
    """A tensor that one entry of `call()` writes and another reads; bytes -1 unknown."""

    writer: int
    reader: int
    nbytes: int


@dataclass(frozen=True)
class Refused:
    """Two entries whose fusion the scheduler tried and refused. shared_bytes: of the buffers that
    both touch.
    """

    first: int
    second: int
    reason: str
    shared_bytes: int


def handovers(graph: CompiledGraph, moved: Sequence[Moved]) -> tuple[Handover, ...]:
    """Every tensor that passes from one entry to a later one, in the order of reading.

    Storages are followed by name through views and reuse, as `call()` spells them.
    """
    writer: dict[str, int] = {}
    found = []
    for k, call in enumerate(graph.code.calls):
        sizes: dict[tuple[int, str], int] = {}
        for argument in call.arguments:
            source = writer.get(argument.tensor.storage, -1)
            if argument.read and 0 <= source < k:
                tensor = argument.tensor
                size = _size(tensor.name, tensor.nbytes, moved[k].reads, moved[source].writes)
                key = (source, tensor.storage)
                sizes[key] = max(sizes.get(key, -1), size)
        found += [Handover(source, k, size) for (source, _), size in sizes.items()]
        for argument in call.arguments:
            if argument.written:
                writer[argument.tensor.storage] = k
    return tuple(found)


def _size(name: str, parsed: int, reads: Mapping[str, int], writes: Mapping[str, int]) -> int:
    known = [size for size in (reads.get(name, -1), writes.get(name, -1), parsed) if size >= 0]
    return min(known) if known else -1


def refused_fusions(
    graph: CompiledGraph, moved: Sequence[Moved]
) -> tuple[tuple[Refused, ...], int]:
    """Fusions tried and refused between entries of `call()`, each pair of entries once with its
    last reason, and how many more there are between nodes that are joined to no entry.
    """
    entry_of = {op: k for k, one in enumerate(moved) for op in one.ops}
    found: dict[tuple[int, int], Refused] = {}
    lacking = 0
    for refusal in graph.scheduler.refusals:
        first, second = (_entry(name, entry_of) for name in (refusal.first, refusal.second))
        if first < 0 or second < 0:
            lacking += 1
        elif first != second:  # else they were fused by another way later
            shared = _shared(moved[first], moved[second])
            found[first, second] = Refused(first, second, refusal.reason, shared)
    return tuple(found.values()), lacking


def _entry(name: str, entry_of: Mapping[str, int]) -> int:
    """The entry that holds all ops of a scheduler node's name (op3_op4); -1 none does."""
    entries = {entry_of.get(op, -1) for op in name.split("_")}
    return entries.pop() if len(entries) == 1 else -1


def _shared(first: Moved, second: Moved) -> int:
    """Bytes of the buffers that both entries touch, the smaller part of each."""
    here, there = _touched(first), _touched(second)
    return sum(min(here[name], there[name]) for name in here.keys() & there.keys())


def _touched(entry: Moved) -> dict[str, int]:
    return {
        name: max(entry.reads.get(name, 0), entry.writes.get(name, 0))
        for name in entry.reads.keys() | entry.writes.keys()
    }
