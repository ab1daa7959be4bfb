"""Rows of a catalogue, read off one compiled graph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from workbench.attribute.witness import CompiledRun
from workbench.inductor.moved import Moved
from workbench.inductor.neighbours import handovers, refused_fusions
from workbench.suggest.entries import EntryCost
from workbench.suggest.replaced import Replaced, aten_of

# How an extern call is spelled, its kind, and why there is no generated code for it.
EXTERN_KINDS = (
    ("extern_kernels.", "library", "a library kernel, called whole"),
    ("torch.ops.aten.", "fallback", "falls back to ATen: Inductor generated no code for it"),
    ("aten.", "fallback", "falls back to ATen: Inductor generated no code for it"),
    ("torch.ops.", "custom", "a custom op, opaque to the compiler"),
)
_NUMBER = re.compile(r"\d+")
_TRITON = re.compile(r"(triton_[a-z]+)_fused_.*_(\d+)")
N = TypeVar("N", int, float)


def short_name(name: str) -> str:
    """`triton_poi_fused_add_mul_pow_3` -> `triton_poi_3`: its number tells it from all others, and
    the ops in its name are more than it runs.
    """
    found = _TRITON.fullmatch(name)
    return f"{found[1]}_{found[2]}" if found else name


@dataclass(frozen=True)
class KernelRow:
    """One generated kernel of one graph; figures a step, over all its calls.

    handles: "name:k" of the calls. ops: ATen ops that it computes. source: file:line function,
    most frequent first. eager_launches, eager_us: what it replaces, None without an eager run;
    eager_joined: launches by how that is known. computes_again: eager ops that another kernel
    computes too. bytes -1 unknown; bytes_basis as in `Moved`. us: None unknown; us_source measured,
    or estimate (bytes over bandwidth, at least the launch floor). bound_us: that estimate, always.
    placed_by: how its calls were given their place (provenance, name, none).
    """

    graph: str
    kernel: str
    handles: tuple[str, ...]
    sites: tuple[str, ...]
    ops: tuple[str, ...]
    source: tuple[str, ...]
    calls: int
    launches: float | None
    eager_launches: int | None
    eager_us: float | None
    eager_joined: dict[str, int]
    computes_again: int
    bytes_read: int
    bytes_written: int
    bytes_basis: str
    us: float | None
    us_source: str
    bound_us: float | None
    placed_by: str

    @property
    def gb_per_s(self) -> float | None:
        """Bandwidth that it reached; None where a time or the bytes are not measured."""
        if self.us_source != "measured" or not self.us or min(self.bytes_read, 0) < 0:
            return None
        return (self.bytes_read + max(self.bytes_written, 0)) / self.us / 1000

    @property
    def times_bound(self) -> float | None:
        """Measured time as a multiple of what its bytes and launches need."""
        if self.us_source != "measured" or self.us is None or not self.bound_us:
            return None
        return self.us / self.bound_us


@dataclass(frozen=True)
class ExternRow:
    """One callable that Inductor calls whole, at one site. reason: why it generated no code."""

    graph: str
    op: str
    callable: str
    kind: str  # library | fallback | custom
    site: str
    calls: int
    launches: float | None
    us: float | None
    us_source: str
    eager_launches: int | None
    eager_us: float | None
    reason: str


@dataclass(frozen=True)
class Pair:
    """Two kernels or extern calls that were not fused, the same in all layers; figures a step.

    reason "": never tried, since one is an extern call. nbytes: of what they share.
    """

    graph: str
    first: str
    first_site: str
    second: str
    second_site: str
    times: int
    nbytes: int
    reason: str


class GraphReader:
    """Makes the rows of one graph of a compiled run."""

    def __init__(
        self,
        run: CompiledRun,
        program: int,
        moved: Sequence[Moved],
        costs: Sequence[EntryCost],
        replaced: Replaced | None,
    ) -> None:
        self._graph = run.programs[program].graph
        self._calls = self._graph.code.calls
        self._name = run.names[program]
        self._program = program
        self._moved, self._costs, self._replaced = moved, costs, replaced
        places = run.programs[program].places
        self._site = [str(site) for site in places["site"]]
        self._method = [str(method) for method in places["method"]]
        self._nodes = {node.name: node for node in self._graph.graph}
        self._joined: dict[int, Counter[str]] = defaultdict(Counter)
        if replaced is not None:
            ours = zip(replaced.program.tolist(), replaced.entry.tolist(), replaced.method,
                       strict=True)  # fmt: skip
            for own, entry, method in ours:
                if own == program and entry >= 0:
                    self._joined[entry][method] += 1

    def kernels(self) -> list[KernelRow]:
        """One row a generated kernel that `call()` runs."""
        runs: dict[str, list[int]] = defaultdict(list)
        for k, call in enumerate(self._calls):
            if call.kind != "extern":
                runs[call.name].append(k)
        return [self._kernel(name, entries) for name, entries in runs.items()]

    def _kernel(self, name: str, entries: Sequence[int]) -> KernelRow:
        moved = [self._moved[k] for k in entries]
        costs = [self._costs[k] for k in entries]
        again = self._replaced.again if self._replaced else {}
        joined = sum((self._joined[k] for k in entries), Counter[str]())
        known = all(one.basis for one in moved)
        return KernelRow(
            graph=self._name,
            kernel=name,
            handles=tuple(self._calls[k].handle for k in entries),
            sites=_common_first(self._site[k] for k in entries),
            ops=self._ops(entries),
            source=self._sources(entries),
            calls=len(entries),
            launches=_sum([cost.launches for cost in costs]),
            eager_launches=_sum([cost.eager_launches for cost in costs]),
            eager_us=_sum([cost.eager_us for cost in costs]),
            eager_joined=dict(joined.most_common()),
            computes_again=sum(again.get((self._program, k), 0) for k in entries),
            bytes_read=sum(one.read for one in moved) if known else -1,
            bytes_written=sum(one.written for one in moved) if known else -1,
            bytes_basis="/".join(_common_first(one.basis for one in moved)),
            us=_sum([cost.us for cost in costs]),
            us_source=costs[0].us_source,
            bound_us=_sum([cost.bound_us for cost in costs]),
            placed_by="/".join(_common_first(self._method[k] for k in entries)),
        )

    def _ops(self, entries: Sequence[int]) -> tuple[str, ...]:
        """ATen ops computed, in order; where the graph is missing, those that comments name."""
        found: dict[str, None] = {}
        for k in entries:
            for name in self._graph.executed[k]:
                if not self._nodes[name].is_view:
                    found.setdefault(aten_of(self._graph, self._nodes[name]))
        if not found:
            listed = (name.rpartition(".")[2] for k in entries for name in self._listed(k))
            found = dict.fromkeys(listed)
        return tuple(found)

    def _listed(self, entry: int) -> tuple[str, ...]:
        call = self._calls[entry]
        kernel = self._graph.code.kernels.get(call.name)
        return call.original_aten or (kernel.original_aten if kernel else ())

    def _sources(self, entries: Sequence[int]) -> tuple[str, ...]:
        """file:line function of the nodes computed, most nodes first."""
        origins = (
            self._graph.origins[name]
            for k in entries
            for name in self._graph.executed[k]
            if name in self._graph.origins and not self._nodes[name].is_view
        )
        return _common_first(f"{one.file}:{one.line} {one.function}" for one in origins if one.file)

    def externs(self) -> list[ExternRow]:
        """One row an extern callable and site."""
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for k, call in enumerate(self._calls):
            if call.kind == "extern":
                groups[call.op, call.name, self._site[k]].append(k)
        rows = []
        for (op, name, site), entries in groups.items():
            costs = [self._costs[k] for k in entries]
            kind, reason = next(
                (kind, reason) for prefix, kind, reason in EXTERN_KINDS if name.startswith(prefix)
            )
            rows.append(
                ExternRow(
                    graph=self._name,
                    op=op,
                    callable=name,
                    kind=kind,
                    site=site,
                    calls=len(entries),
                    launches=_sum([cost.launches for cost in costs]),
                    us=_sum([cost.us for cost in costs]),
                    us_source=costs[0].us_source,
                    eager_launches=_sum([cost.eager_launches for cost in costs]),
                    eager_us=_sum([cost.eager_us for cost in costs]),
                    reason=reason,
                )
            )
        return rows

    def neighbours(self) -> list[Pair]:
        """What passes between a generated kernel and an extern call, or between two such calls.

        Inductor never tries to fuse these, so no log names them.
        """
        pairs = _Pairs(self._name, self._label, self._site)
        for one in handovers(self._graph, self._moved):
            if "extern" in (self._calls[one.writer].kind, self._calls[one.reader].kind):
                pairs.add(one.writer, one.reader, one.nbytes, "")
        return pairs.rows()

    def refusals(self) -> tuple[list[Pair], int]:
        """Fusions that the scheduler tried and refused, and how many could not be placed."""
        pairs = _Pairs(self._name, self._label, self._site)
        found, lacking = refused_fusions(self._graph, self._moved)
        for one in found:
            pairs.add(one.first, one.second, one.shared_bytes, one.reason)
        return pairs.rows(), lacking

    def _label(self, entry: int) -> str:
        call = self._calls[entry]
        return call.op if call.kind == "extern" else call.name


@dataclass
class _Pairs:
    """Pairs of entries, those of all layers as one."""

    graph: str
    label: Callable[[int], str]
    site: Sequence[str]
    found: dict[tuple[str, ...], tuple[int, int, str]] = field(default_factory=dict)

    def add(self, first: int, second: int, nbytes: int, reason: str) -> None:
        key = (self.label(first), self.site[first], self.label(second), self.site[second],
               _NUMBER.sub("", reason))  # fmt: skip
        times, total, shown = self.found.get(key, (0, 0, reason))
        self.found[key] = times + 1, total + max(nbytes, 0), shown

    def rows(self) -> list[Pair]:
        return [
            Pair(self.graph, key[0], key[1], key[2], key[3], times, total, reason)
            for key, (times, total, reason) in self.found.items()
        ]


def _sum(values: Sequence[N | None]) -> N | None:
    """Their sum; None where one of them is unknown."""
    known = [value for value in values if value is not None]
    return sum(known, type(known[0])(0)) if known and len(known) == len(values) else None


def _common_first(entries: Iterable[str]) -> tuple[str, ...]:
    """Distinct non-empty entries, the most common first, ties in order of appearance."""
    return tuple(entry for entry, _ in Counter(filter(None, entries)).most_common())
