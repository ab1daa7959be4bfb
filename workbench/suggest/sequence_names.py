"""Named patterns without data flow: the operators of a reference, one behind the other in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.attribute.correlate import CHAIN_LINK
from workbench.suggest.pattern import Pattern
from workbench.suggest.sequences import stream_order
from workbench.suggest.tracing import trace_references
from workbench.trace.operators import is_composite

Indices = npt.NDArray[np.int64]

# Shorter ones say nothing by their order: E4B's gate of a layer's input is gelu, mul like a GEGLU.
OPERATORS_MIN = 3

# of activations and weights: with casts, and without
_DTYPES = (("bfloat16", "bfloat16"), ("float32", "float32"))
_ENDS = -1  # between two streams or steps


@dataclass(frozen=True)
class Form:
    """One form of a pattern as a sequence. own: which of `operators` it would take; the others are
    GEMMs that stay. parts: launches that it becomes.
    """

    function: str
    operators: tuple[str, ...]
    own: tuple[bool, ...]
    parts: int


@dataclass(frozen=True)
class NamedRuns:
    """What became of one pattern. runs: (form, launches of one match in order of the device)."""

    pattern: Pattern
    attempts: int
    runs: tuple[tuple[Form, Indices], ...]


def find_named(
    launches: pd.DataFrame, attribution: Attribution, patterns: Iterable[Pattern]
) -> tuple[NamedRuns, ...]:
    """Where the operators of each pattern's forms follow each other on a stream, nothing between.

    `launches`: those of `attribution` inside steps. Longer forms first; no launch is in two matches
    of one pattern. Guards are not asked: shapes are unknown.
    """
    codes, first, rows = _operators(launches, attribution)
    if not any(name.startswith("aten::") for name in codes.known):
        return tuple(NamedRuns(pattern, 0, ()) for pattern in patterns)  # nothing is known by name
    return tuple(_find(pattern, codes, first, rows) for pattern in patterns)


def _find(pattern: Pattern, codes: Operators, first: Indices, rows: Indices) -> NamedRuns:
    taken = np.zeros(len(codes.sequence), bool)
    attempts = 0
    found: list[tuple[Form, Indices]] = []
    for form in _forms(pattern):
        wanted = [codes.known.get(name, -2) for name in form.operators]
        attempts += int((codes.sequence == wanted[0]).sum())
        own = np.array(form.own)
        for at in _occurrences(codes.sequence, wanted).tolist():
            mine = np.arange(at, at + len(wanted))
            if taken[mine].any():
                continue
            taken[mine] = True
            found.append((form, np.concatenate([rows[first[k] : first[k + 1]] for k in mine[own]])))
    found.sort(key=lambda one: int(one[1][0]))
    return NamedRuns(pattern, attempts, tuple(found))


@dataclass(frozen=True)
class Operators:
    """Operators that launched, in order, as codes of `known`; _ENDS between streams."""

    sequence: Indices
    known: dict[str, int]


def _operators(
    launches: pd.DataFrame, attribution: Attribution
) -> tuple[Operators, Indices, Indices]:
    """The operators; where the launches of each begin in the third: rows by stream and time."""
    order, parts = stream_order(launches)
    chain = launches["op_chain"].cat
    named = [node_operator(str(text)) for text in chain.categories]
    known = {name: k for k, name in enumerate(dict.fromkeys(name for name, _ in named))}
    code = np.array([*(known[name] for name, _ in named), -1], np.int64)
    above = np.array([*(inner for _, inner in named), 0], np.int64)
    links = chain.codes.to_numpy()
    op = _ancestors(launches["op"].to_numpy().astype(np.int64), above[links], attribution)
    codes, op = code[links][order], op[order]
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(op) != 0) | (op[1:] < 0)
    begins = np.zeros(len(order), bool)
    begins[np.cumsum([0, *map(len, parts)])[:-1]] = True
    starts = np.flatnonzero(new | begins)
    breaks = np.flatnonzero(begins[starts])
    sequence = np.insert(codes[starts], breaks, _ENDS)
    first = np.insert(starts, breaks, starts[breaks])
    return Operators(sequence, known), np.append(first, len(order)).astype(np.int64), order


def _ancestors(op: Indices, levels: Indices, attribution: Attribution) -> Indices:
    """The operator `levels` above each; -1 stays."""
    parent = attribution.trace.ops["parent"].to_numpy().astype(np.int64)
    op, left = op.copy(), levels.copy()
    while (climb := (left > 0) & (op >= 0)).any():
        op[climb] = parent[op[climb]]
        left[climb] -= 1
    return op


def _occurrences(sequence: Indices, wanted: Sequence[int]) -> Indices:
    """Where `wanted` begins."""
    places = len(sequence) - len(wanted) + 1
    if places <= 0 or -2 in wanted:
        return np.empty(0, np.int64)
    same = np.ones(places, bool)
    for k, code in enumerate(wanted):
        same &= sequence[k : k + places] == code
    return np.flatnonzero(same)


@lru_cache(maxsize=4096)
def node_operator(chain: str) -> tuple[str, int]:
    """The operator of a chain that the dispatcher does not replace by others, and how many lie
    inside it: what a node of an op graph is. In-place forms are spelled as the others.
    """
    names = chain.split(CHAIN_LINK) if chain else []
    for k, name in enumerate(names):
        if "::" in name and not _composite(name):  # else an annotation around operators
            plain = name[:-1] if name.endswith("_") and not name.endswith("__") else name
            return plain, len(names) - 1 - k
    return (names[-1] if names else ""), 0


@lru_cache(maxsize=4096)
def _composite(name: str) -> bool:
    """Whether an overload of an operator is composite (`aten::to`), those by dimension names and
    for TorchScript aside.
    """
    import torch

    if name.count("::") != 1 or name.startswith("::") or name.endswith("::"):
        return False  # no operator, and torch would raise
    overloads = torch._C._jit_get_operation(name)[1] or ()
    return any(
        is_composite(f"{name}.{overload}" if overload else name)
        for overload in overloads
        if "name" not in overload.lower() and not overload.startswith("prim")
    )


def _forms(pattern: Pattern) -> Iterator[Form]:
    """Distinct forms of a pattern, longest first; none where order says too little."""
    if pattern.eliminated:
        return  # whether a copy repeats what it reads is in its operands
    forms: dict[tuple[str, ...], Form] = {}
    for dtypes in _DTYPES:
        for reference in trace_references(pattern, dtypes):
            inside = [node for part in reference.parts for node in part]
            if not inside or min(inside) > 0:
                continue  # known by the GEMMs before it, and of what they are is not to be seen
            nodes = reference.graph.nodes[min(inside) : max(inside) + 1]
            names = tuple(node.name for node in nodes)
            own = tuple(node.index not in reference.surroundings for node in nodes)
            launches = pattern.launches if len(reference.parts) == 1 else len(reference.parts)
            forms.setdefault(names, Form(reference.function, names, own, launches))
    for form in sorted(forms.values(), key=lambda form: (-len(form.operators), form.operators)):
        if sum(form.own) >= OPERATORS_MIN:
            yield form
