"""Mine fusions that nobody has named: regions of the op graph -> candidates by site and structure.

Four kinds: `region` (several launches become one), `epilogue` and `prologue` (element-wise work
that a GEMM beside it could do on the way), `broadcast_copy` (a tensor written out repeated, which
its reader could read as it is).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from workbench.schema import Candidate
from workbench.suggest.assemble import Context
from workbench.suggest.hosts import broadcast_copies, epilogue_of, prologue_of
from workbench.suggest.locate import Places, Site, instances_of, plain, site_of
from workbench.suggest.mined import Found, Mined, draft_mined
from workbench.suggest.regions import Region, Terms, grow_regions
from workbench.suggest.rowspace import CREATIONS
from workbench.trace.opgraph import UNKNOWN, OpGraph


def mine(
    graph: OpGraph, context: Context, multiprocessors: int, barriers: Sequence[int] = ()
) -> list[Found]:
    """Every candidate of the graph, by its first node. `barriers`: see `regions.Terms`."""
    places = context.places
    now_us = _measured(graph, places)
    terms = Terms(context.setting.limits, multiprocessors, now_us, _layers(places), barriers)
    regions = grow_regions(graph, terms)
    places_of: dict[tuple[Any, ...], list[tuple[Site, Mined]]] = {}
    for one in _mined(graph, regions, places):
        site = site_of(places, one.nodes)
        key = (one.kind, site.path_kind, site.name, _structure(graph, one))
        places_of.setdefault(key, []).append((site, one))
    made = [draft_mined(graph, members, context, terms) for members in places_of.values()]
    return _named(_complete(made, graph, places))


def _measured(graph: OpGraph, places: Places) -> dict[int, float]:
    """Microseconds a step of each node on the device that the step runs on."""
    duration_ns = places.launches["duration_ns"].to_numpy()
    spent = {node: float(duration_ns[rows].sum()) / 1000 for node, rows in places.rows.items()}
    devices = Counter(
        graph.values[graph.nodes[node].outputs[0]].ref.type.device
        for node in spent
        if graph.nodes[node].outputs
    )
    if not devices:
        return {}
    device = max(sorted(devices), key=devices.__getitem__)
    return {
        node.index: spent.get(node.index, 0.0) / places.steps
        for node in graph.nodes
        if node.outputs and graph.values[node.outputs[0]].ref.type.device == device
    }


def _layers(places: Places) -> Any:
    layer = {
        node: places.instances[int(places.place[rows[0]])][3] for node, rows in places.rows.items()
    }
    return lambda node: layer.get(node, -1)


# --------------------------------------------------------------------------- kinds


def _mined(graph: OpGraph, regions: Iterable[Region], places: Places) -> Iterator[Mined]:
    copies = broadcast_copies(graph)
    for region in regions:
        launches = len(places.of(region.nodes))
        if not launches:
            continue
        if region.nodes[0] in copies and len(region.nodes) == 1:
            yield Mined("broadcast_copy", region.nodes, region.rows)
            continue
        if launches > 1:
            yield Mined("region", region.nodes, region.rows)
        host = epilogue_of(graph, region)
        if host is not None:
            yield Mined("epilogue", region.nodes, region.rows, (host,))
        hosts = prologue_of(graph, region)
        if hosts:
            yield Mined("prologue", region.nodes, region.rows, hosts)


def _structure(graph: OpGraph, mined: Mined) -> tuple[Any, ...]:
    """What two instances must share: operators, who reads whom and how, dtypes, numbers."""
    place = {node: k for k, node in enumerate(mined.nodes)}
    described = []
    for index in mined.nodes:
        node = graph.nodes[index]
        operands: list[tuple[Any, ...]] = []
        for operand in node.operands:
            if operand.ref is None:
                constant = node.name not in CREATIONS and operand.scalar is not UNKNOWN
                operands.append((operand.name, repr(operand.scalar) if constant else ""))
                continue
            producers = [graph.values[source].producer for source in operand.sources]
            kind = operand.view.kind if operand.view else ""
            came = tuple(place.get(one, -1) for one in producers)
            operands.append((operand.name, came, kind, operand.ref.type.dtype))
        dtypes = tuple(graph.values[value].ref.type.dtype for value in node.outputs)
        described.append((node.name, node.in_place, tuple(operands), dtypes))
    return tuple(described)


# --------------------------------------------------------------------------- names


def _complete(found: Sequence[Found], graph: OpGraph, places: Places) -> list[Found]:
    """How many instances there should be: modules with the operators, but for those in which
    another candidate computes the same. Where the operators of a missing instance are elsewhere,
    `other_forms` tells which candidates have most of them, and how often.
    """
    same: dict[tuple[str, str, str], set[str]] = {}
    taken: dict[tuple[str, int], int] = {}
    for k, one in enumerate(found):
        same.setdefault(_place(one), set()).update(_seen(one))
        kind = one.draft.candidate.detail["kind"]
        taken |= {(kind, node): k for member in one.members for node in member.nodes}
    complete = []
    for one in found:
        candidate, first = one.draft.candidate, one.members[0].nodes
        site = Site(candidate.site, "", candidate.detail["path_kind"])
        needed = Counter(graph.nodes[node].name for node in first if node in places.rows)
        held = instances_of(places, graph, site, needed)
        missing = sorted(held.keys() - same[_place(one)])
        others: Counter[int] = Counter()
        for instance in missing:
            kind = candidate.detail["kind"]
            takers = Counter(taken[kind, node] for node in held[instance] if (kind, node) in taken)
            others.update(k for k, _ in takers.most_common(1))
        detail = {key: value for key, value in candidate.detail.items() if key != "seen_instances"}
        detail["missing_instances"] = missing
        detail["other_forms"] = [
            {**_form(found[k].draft.candidate), "instances": count}
            for k, count in sorted(others.items())
        ]
        counted = replace(
            candidate, expected_instances=candidate.instances + len(missing), detail=detail
        )
        complete.append(replace(one, draft=replace(one.draft, candidate=counted)))
    return complete


def _form(candidate: Candidate) -> dict[str, Any]:
    return {"computes": candidate.pattern, "site": candidate.site}


def _place(found: Found) -> tuple[str, str, str]:
    candidate = found.draft.candidate
    return candidate.detail["kind"], candidate.site, candidate.pattern


def _seen(found: Found) -> list[str]:
    seen: list[str] = found.draft.candidate.detail["seen_instances"]
    return seen


def _named(found: Iterable[Found]) -> list[Found]:
    """Ids: the kind where it is no region, what is computed, and the end of the site."""
    seen: Counter[str] = Counter()
    named = []
    for one in sorted(found, key=lambda one: one.members[0].nodes):
        candidate = one.draft.candidate
        kind = candidate.detail["kind"]
        parts = ["mined", *([] if kind == "region" else [kind]), candidate.pattern]
        site = [plain(part) for part in re.split(r"[./]", candidate.site) if part != "*"]
        slug = "-".join(_slug(part) for part in [*parts, *site[-1:]] if _slug(part))
        seen[slug] += 1
        name = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        named.append(replace(one, draft=replace(one.draft, candidate=replace(candidate, id=name))))
    return named


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-")
