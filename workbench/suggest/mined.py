"""What was mined at one site, in one form -> a candidate with its cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np

from workbench.schema import Candidate
from workbench.suggest.assemble import Context, Draft, source_lines
from workbench.suggest.boundary import Boundary, boundary
from workbench.suggest.computes import what_it_computes
from workbench.suggest.locate import Places, Site
from workbench.suggest.numerics import region_risk
from workbench.suggest.price import HOSTED
from workbench.suggest.region_cost import region_us, row_elements
from workbench.suggest.regions import Terms
from workbench.trace.opgraph import OpGraph


@dataclass(frozen=True)
class Mined:
    """One place where something could be fused. hosts: GEMMs that would do it, ascending."""

    kind: str
    nodes: tuple[int, ...]
    rows: int
    hosts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """A candidate and its instances, in the order of the step."""

    draft: Draft
    members: tuple[Mined, ...]


def draft_mined(
    graph: OpGraph, members: Sequence[tuple[Site, Mined]], context: Context, terms: Terms
) -> Found:
    """The candidate of `members`, places of one structure at one site, in the order of the step.

    Its id and the instances expected are still open.
    """
    places, site = context.places, members[0][0]
    mined = [one for _, one in members]
    rows = np.concatenate([places.of(one.nodes) for one in mined])
    spent_us = float(places.launches["duration_ns"].to_numpy()[rows].sum()) / 1000 / places.steps
    edges = [boundary(graph, one.nodes) for one in mined]
    costs = [_predict(graph, one, edge, terms) for one, edge in zip(mined, edges, strict=True)]
    predicted_us = fsum(cost["us"] for cost in costs) / places.steps
    saving_us = spent_us - predicted_us
    outputs = [(one.nodes, edge.outputs) for one, edge in zip(mined, edges, strict=True)]
    risks = [region_risk(graph, nodes, left, context.distance) for nodes, left in outputs]
    candidate = Candidate(
        id="",
        pattern=what_it_computes(graph, mined[0].nodes),
        site=site.name,
        instances=len({one.instance for one, _ in members}),
        expected_instances=0,
        launches_before=len(rows) / places.steps,
        launches_after=sum(cost["launches"] for cost in costs) / places.steps,
        gpu_us_per_step=spent_us,
        predicted_gpu_us_per_step=predicted_us,
        saving_gpu_us_per_step=saving_us,
        saving_share=saving_us / context.gpu_us_per_step if context.gpu_us_per_step else 0.0,
        evidence="dataflow",
        status="novel",
        conflicts_with=(),
        numerics_risk=max(risks, key=("none", "low", "decision").index),
        source=source_lines(places, rows),
        detail={
            "kind": mined[0].kind,
            **_detail(graph, mined, edges, costs[0], places),
            "path_kind": site.path_kind,
            "seen_instances": sorted({one.instance for one, _ in members}),
        },
    )
    return Found(Draft(candidate, frozenset(rows.tolist())), tuple(mined))


def _predict(graph: OpGraph, mined: Mined, edge: Boundary, terms: Terms) -> dict[str, Any]:
    """Time of one fused instance; of a hosted one, what its GEMM moves more than now."""
    limits = terms.limits
    cost: dict[str, Any] = region_us(
        graph, mined.nodes, edge, mined.rows, limits, terms.multiprocessors
    )
    cost["launches"] = 1 if mined.kind == "region" else 0
    cost["bound_by"] = max(("bytes", "floor", "waves"), key=lambda name: cost[f"{name}_us"])
    if mined.kind == "broadcast_copy":
        cost |= {"us": 0.0, "bound_by": "eliminated"}
    elif mined.kind in HOSTED:
        moved = edge.bytes_read + edge.bytes_written - _handed_over(graph, mined, edge)
        if mined.kind == "prologue":
            moved += (len(mined.hosts) - 1) * edge.bytes_read
        us = max(moved, 0) / limits.bandwidth_gb_per_s.value / 1000
        cost |= {"us": us, "bound_by": mined.kind, "assumes": "the GEMM keeps its speed"}
    cost["bound_by"] = {"floor": "launch floor"}.get(cost["bound_by"], cost["bound_by"])
    return {
        "bytes_read": edge.bytes_read,
        "bytes_written": edge.bytes_written,
        "bandwidth_gb_per_s": limits.bandwidth_gb_per_s.value,
        "bandwidth_source": limits.bandwidth_gb_per_s.source,
        "launch_floor_us": limits.floor_us.value,
        "launch_floor_source": limits.floor_us.source,
        "latency_us": cost["floor_us"] - limits.floor_us.value,
        **cost,
    }


def _handed_over(graph: OpGraph, mined: Mined, edge: Boundary) -> int:
    """Bytes between the region and its GEMMs that would stay in registers."""
    if mined.kind == "epilogue":
        written = set(graph.nodes[mined.hosts[0]].outputs)
        return 2 * sum(size for value, size in edge.inputs.items() if value in written)
    return edge.bytes_written * (1 + len(mined.hosts))


def _detail(
    graph: OpGraph,
    mined: Sequence[Mined],
    edges: Sequence[Boundary],
    prediction: Mapping[str, Any],
    places: Places,
) -> dict[str, Any]:
    """The first instance in full, and how many are shaped like it."""
    first, edge = mined[0], edges[0]
    names = places.launches["name"].astype(str).to_numpy()
    shapes = Counter(_shapes(graph, one) for one in edges)
    return {
        "reference": "",
        "operators": [graph.nodes[node].name for node in first.nodes],
        "inputs": {f"in{k}": _tensor(graph, value) for k, value in enumerate(edge.inputs)},
        "outputs": {f"out{k}": _tensor(graph, value) for k, value in enumerate(edge.outputs)},
        "scalars": {},
        "row_elements": row_elements(graph, first.nodes, first.rows),
        "rows": first.rows,
        "bytes_read": edge.bytes_read,
        "bytes_written": edge.bytes_written,
        "launches": names[places.of(first.nodes)].tolist(),
        "prediction": dict(prediction),
        "matches": len(mined),
        "shapes": [
            {"inputs": {f"in{k}": list(shape) for k, shape in enumerate(inputs)}, "matches": count}
            for inputs, count in sorted(shapes.items())
        ],
    }


def _shapes(graph: OpGraph, edge: Boundary) -> tuple[tuple[int, ...], ...]:
    return tuple(graph.values[value].ref.type.shape for value in edge.inputs)


def _tensor(graph: OpGraph, value: int) -> dict[str, Any]:
    kind = graph.values[value].ref.type
    return {"shape": list(kind.shape), "strides": list(kind.strides), "dtype": kind.dtype}
