"""Everything there is to say about one candidate: launches, data flow, price, risk, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.attribute.attribution import Attribution
from workbench.capture.store import Capture
from workbench.errors import unknown
from workbench.schema import Candidate, Refusal, TensorType
from workbench.suggest.boundary import boundary
from workbench.suggest.evidence import Evidence
from workbench.suggest.locate import Places, split
from workbench.suggest.state import short
from workbench.suggest.suggestions import Analysis, Suggestions, analyse
from workbench.trace.opgraph import EXTERNAL, OpGraph


@dataclass(frozen=True)
class ExplainedLaunch:
    """One launch of one instance. gap_us: how long the GPU did nothing before it; median_us: over
    all instances that make as many launches. operator: number of the one that made it.
    """

    operator: int
    name: str
    kernel: str
    duration_us: float
    gap_us: float
    median_us: float
    source: str


@dataclass(frozen=True)
class End:
    """Who writes or reads a tensor: an operator of the candidate by its number, or one outside
    (number 0) by its module, "" where it is unknown.
    """

    operator: int
    name: str
    module: str = ""


@dataclass(frozen=True)
class ExplainedTensor:
    """One tensor between operators. role: input, output or inner (it dies inside)."""

    role: str
    type: TensorType
    nbytes: int
    writer: End
    readers: tuple[End, ...]


@dataclass(frozen=True)
class Explanation:
    """One candidate of a capture, by its first instance in the step.

    operators: names, numbered from 1 in the order of the step. launches of that instance in the
    order of the device. instances: how many were measured. nearby: refusals at its site or inside
    it.
    """

    suggestions: Suggestions
    candidate: Candidate
    instance: str
    instances: int
    operators: tuple[str, ...]
    launches: tuple[ExplainedLaunch, ...]
    tensors: tuple[ExplainedTensor, ...]
    nearby: tuple[Refusal, ...]


def explain(capture: Capture, identity: str, variant: str = "eager") -> Explanation:
    """Explain the candidate called `identity`, an id that `suggest` lists.

    Raises Usage for an unknown one, naming those near it. Without an execution trace there are no
    tensors.
    """
    return explained(analyse(capture, variant), identity)


def explained(analysis: Analysis, identity: str) -> Explanation:
    """As `explain`, of an analysis that is there already."""
    suggestions, evidence = analysis.suggestions, analysis.evidence
    name = suggestions.manifest.id
    by_id = {candidate.id: candidate for candidate in suggestions.candidates}
    if identity not in by_id:
        listing = suggestions.capture.command("suggest", variant=suggestions.variant)
        hint = f"List them with `{listing}`."
        raise unknown(f"candidate of {name}", identity, by_id, hint)
    candidate = by_id[identity]
    if evidence is None:
        return _by_order(analysis, candidate)
    members = evidence.members[identity]
    first = members[0]
    return Explanation(
        suggestions=suggestions,
        candidate=candidate,
        instance=_module(evidence.places, first[0]),
        instances=len(members),
        operators=tuple(short(evidence.graph.nodes[node].name) for node in first),
        launches=_launches(evidence, analysis.attribution, members),
        tensors=_tensors(evidence.graph, evidence.places, first),
        nearby=_nearby(candidate, suggestions.refusals),
    )


def _by_order(analysis: Analysis, candidate: Candidate) -> Explanation:
    """Of a candidate whose data flow is unknown: its launches, each an operator of its own."""
    ordered = analysis.sequences
    assert ordered is not None, "no evidence of either kind"
    members, table = ordered.members[candidate.id], ordered.places.launches
    first = members[0]
    inside = analysis.attribution.launches["step"].to_numpy() >= 0
    gaps = _gaps_us(analysis.attribution)[inside]
    duration_us = table["duration_ns"].to_numpy() / 1000
    alike = [rows for rows in members if len(rows) == len(first)]
    names = [ordered.labels[row] for row in first.tolist()]
    launches = tuple(
        ExplainedLaunch(
            operator=k + 1,
            name=names[k],
            kernel=str(table["name"].iloc[row]),
            duration_us=float(duration_us[row]),
            gap_us=float(gaps[row]),
            median_us=median(float(duration_us[rows[k]]) for rows in alike),
            source=_source(table.iloc[row]),
        )
        for k, row in enumerate(first.tolist())
    )
    return Explanation(
        suggestions=analysis.suggestions,
        candidate=candidate,
        instance=str(table["module_path"].iloc[first[0]]),
        instances=len(members),
        operators=tuple(names),
        launches=launches,
        tensors=(),
        nearby=_nearby(candidate, analysis.suggestions.refusals),
    )


def _launches(
    evidence: Evidence, attribution: Attribution, members: Sequence[tuple[int, ...]]
) -> tuple[ExplainedLaunch, ...]:
    places, first = evidence.places, members[0]
    number = {int(row): node for node in first for row in places.rows.get(node, ())}
    rows = sorted(number, key=lambda row: (places.launches["start_ns"].iloc[row], row))
    duration_us = places.launches["duration_ns"].to_numpy() / 1000
    gaps = dict(
        zip(attribution.launches.index.tolist(), _gaps_us(attribution).tolist(), strict=True)
    )
    typical = _medians(places, members, duration_us, len(rows))
    table = places.launches
    return tuple(
        ExplainedLaunch(
            operator=first.index(number[row]) + 1,
            name=short(evidence.graph.nodes[number[row]].name),
            kernel=str(table["name"].iloc[row]),
            duration_us=float(duration_us[row]),
            gap_us=gaps[table.index[row]],
            median_us=typical[position],
            source=_source(table.iloc[row]),
        )
        for position, row in enumerate(rows)
    )


def _gaps_us(attribution: Attribution) -> npt.NDArray[np.float64]:
    """Time before each launch in which its device did nothing; 0 before the first."""
    launches = attribution.launches
    start = launches["start_ns"].to_numpy()
    end = start + launches["duration_ns"].to_numpy()
    gaps = np.zeros(len(launches))
    for device in sorted(set(launches["device"].tolist())):
        own = np.flatnonzero(launches["device"].to_numpy() == device)
        own = own[np.argsort(start[own], kind="stable")]
        busy_until = np.maximum.accumulate(end[own])
        gaps[own[1:]] = np.maximum(start[own[1:]] - busy_until[:-1], 0) / 1000
    return gaps


def _medians(
    places: Places,
    members: Sequence[tuple[int, ...]],
    duration_us: npt.NDArray[np.float64],
    count: int,
) -> list[float]:
    """For each launch of an instance, its median duration over the instances with as many."""
    start = places.launches["start_ns"].to_numpy()
    alike = [rows for rows in (places.of(nodes) for nodes in members) if len(rows) == count]
    ordered = [duration_us[rows[np.argsort(start[rows], kind="stable")]] for rows in alike]
    return [median(float(one[position]) for one in ordered) for position in range(count)]


def _source(launch: Any) -> str:
    return f"{launch['file']}:{launch['line']}: {launch['function']}" if launch["file"] else ""


# --------------------------------------------------------------------------- data flow


def _tensors(graph: OpGraph, places: Places, nodes: Sequence[int]) -> tuple[ExplainedTensor, ...]:
    """Inputs by first reader, then what each operator writes."""
    edge = boundary(graph, nodes)
    number = {node: k for k, node in enumerate(nodes, 1)}

    def end(node: int) -> End:
        if node == EXTERNAL:
            return End(0, "before the step")
        name = short(graph.nodes[node].name)
        return End(number[node], name) if node in number else End(0, name, _module(places, node))

    found = []
    written = [value for node in nodes for value in graph.nodes[node].outputs]
    for value in [*edge.inputs, *written]:
        one = graph.values[value]
        role = "input" if value in edge.inputs else "output" if value in edge.outputs else "inner"
        readers = [r for r in one.readers if r in number] if role == "input" else one.readers
        nbytes = edge.inputs.get(value, one.ref.type.nbytes)
        found.append(
            ExplainedTensor(
                role, one.ref.type, nbytes, end(one.producer), tuple(end(r) for r in readers)
            )
        )
    return tuple(found)


def _module(places: Places, node: int) -> str:
    rows = places.rows.get(node)
    return places.instances[int(places.place[rows[0]])][1] if rows is not None else ""


def _nearby(candidate: Candidate, refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    kind = candidate.detail.get("path_kind", "")
    own = split(candidate.site, kind)
    return tuple(
        refusal for refusal in refusals if own and split(refusal.site, kind)[: len(own)] == own
    )
