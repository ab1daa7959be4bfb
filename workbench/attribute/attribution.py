"""Attribute every launch of a variant of a capture: op, module, site, source, and the method."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import pandas as pd

from workbench.attribute.compiled import (
    Program,
    attribute_compiled,
    find_regions,
)
from workbench.attribute.correlate import correlated_places
from workbench.attribute.homes import homes_by_source_order, recorded_homes
from workbench.attribute.regions import Home, call_places
from workbench.attribute.replay import (
    Source,
    attribute_replays,
    find_replayed,
    launch_tokens,
)
from workbench.attribute.sites import Sites, find_sites
from workbench.capture.store import NOTHING_RAN, Capture
from workbench.errors import BadInput, Usage
from workbench.inductor.folder import CompiledGraph, load_graph
from workbench.schema import Finding
from workbench.trace import Trace, load_trace

MODULES_BYTES_MAX = 64 << 20
NO_MODULES = Finding(
    "no-modules",
    1,
    "the trace has no module calls, so eager launches have an op at most: group --by op or kernel, "
    "or record with with_stack and with_modules",
)


@dataclass(frozen=True)
class Attribution:
    """The launches of one rank of a variant, each with its place.

    launches: columns of schema.AttributedLaunch. trace: what they were read from; a launch's op,
    module and frame are rows of its tables. steps: how many were profiled. health: of the trace,
    and what attribution found.
    """

    launches: pd.DataFrame
    trace: Trace
    steps: int
    health: tuple[Finding, ...]


def attribute(capture: Capture, variant: str = "eager", rank: int = 0) -> Attribution:
    """Attribute the launches of `variant` of `capture`.

    Eager launches by the ops and modules around their host call; compiled ones through the output
    code of their graphs; replayed ones through the trace of the graph's recording, or through the
    inductor variant. What cannot be attributed keeps an empty site and method "none".

    Raises Usage for a variant or rank that is not there, BadInput for unreadable files.
    """
    files = capture.variant(variant)
    if not files.traces:
        raise Usage(f"{capture.id}: {variant} holds no trace. {NOTHING_RAN}")
    if not 0 <= rank < len(files.traces):
        raise Usage(
            f"{capture.id}: {variant} has no rank {rank}; it holds {len(files.traces)} trace(s), "
            "counted from 0"
        )
    trace = load_trace(capture.path(files.traces[rank]))
    return CaptureReader(capture).attribute(variant, trace)


class CaptureReader:
    """Reads of a capture what attribution needs, each part once."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture

    @cached_property
    def paths(self) -> dict[str, str]:
        """modules.json, {} where the capture has none."""
        if not self.capture.manifest.modules:
            return {}
        path = self.capture.path(self.capture.manifest.modules)
        try:
            if path.stat().st_size > MODULES_BYTES_MAX:
                raise BadInput(f"{path}: larger than {MODULES_BYTES_MAX >> 20} MiB")
            return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise BadInput(f"{path}: not a map of module instances to paths: {error}") from None

    def attribute(self, variant: str, trace: Trace) -> Attribution:
        launches = trace.launches
        sites = find_sites(trace.modules, self.paths)
        places = correlated_places(launches, trace, sites)
        health = [*trace.health, *sites.health]
        replayed = find_replayed(launches)
        regions = find_regions(launches, trace.ops, without=replayed)
        if (regions.region >= 0).any():
            programs, findings = self.programs(variant, trace)
            places, coverage = attribute_compiled(launches, places, trace.ops, regions, programs)
            health += [*findings, *coverage]
        if len(replayed):
            sources, findings = self.sources(variant)
            places, coverage = attribute_replays(launches, places, replayed, sources)
            health += [*findings, *coverage]
        by_host_call = (places["method"] == "correlation").sum()
        if trace.modules.empty and 2 * by_host_call > len(launches):
            health.append(NO_MODULES)
        return Attribution(
            launches=pd.concat([launches, places.set_index(launches.index)], axis=1),
            trace=trace,
            steps=len(trace.steps),
            health=tuple(dict.fromkeys(health)),
        )

    # -------------------------------------------------------------- compiled graphs

    def programs(self, variant: str, trace: Trace) -> tuple[list[Program], list[Finding]]:
        """The compiled graphs of `variant`, else of the inductor variant, with their places: those
        whose cache keys the trace names, else all.
        """
        folders = self.capture.variant(variant).graphs
        if not folders and "inductor" in self.capture.manifest.variants:
            folders = self.capture.variant("inductor").graphs
        graphs, unreadable = [], []
        for folder in folders:
            try:
                graphs.append(self.graph(folder))
            except BadInput as problem:  # the launches of the others still have a place
                unreadable.append(Finding("output-code-unreadable", 1, str(problem)))
        called = set(trace.metadata.get("compiled_graphs", ()))
        graphs = [graph for graph in graphs if graph.key in called] or graphs
        homes, findings = self.homes(graphs)
        programs = [
            Program(graph, call_places(graph, home))
            for graph, home in zip(graphs, homes, strict=True)
        ]
        health = [finding for graph in graphs for finding in graph.health]
        return programs, [*unreadable, *health, *findings]

    def graph(self, folder: str) -> CompiledGraph:
        if folder not in self._graphs:
            self._graphs[folder] = load_graph(self.capture.path(folder))
        return self._graphs[folder]

    @cached_property
    def _graphs(self) -> dict[str, CompiledGraph]:
        return {}

    def homes(self, graphs: list[CompiledGraph]) -> tuple[list[dict[str, Home]], list[Finding]]:
        """The module of each node: as recorded with the graph, else by comparing with eager."""
        homes = [recorded_homes(graph, self.paths) for graph in graphs]
        if all(homes) or "eager" not in self.capture.manifest.variants:
            return homes, []
        trace, sites = self._eager
        homes = [
            home or homes_by_source_order(graph, trace.launches, trace, sites)
            for graph, home in zip(graphs, homes, strict=True)
        ]
        detail = (
            "graph nodes whose module was not recorded, joined with the eager run by source place "
            "and order"
        )
        return homes, [Finding("modules-by-source-order", sum(map(len, homes)), detail)]

    @cached_property
    def _eager(self) -> tuple[Trace, Sites]:
        trace = load_trace(self.capture.path(self.capture.variant("eager").traces[0]))
        return trace, find_sites(trace.modules, self.paths)

    # -------------------------------------------------------------- graph replays

    def sources(self, variant: str) -> tuple[list[Source], list[Finding]]:
        """What replays of `variant` may repeat: recordings of the graphs, or the inductor run."""
        names = self.capture.variant(variant).graph_captures
        found = [source for name in names for source in self.recordings(name)]
        if found or variant == "inductor" or "inductor" not in self.capture.manifest.variants:
            return found, []
        trace = load_trace(self.capture.path(self.capture.variant("inductor").traces[0]))
        attribution = self.attribute("inductor", trace)
        launches = attribution.launches
        inside = find_regions(launches, trace.ops).region >= 0
        rows = np.flatnonzero(inside & (launches["step"] == launches["step"].min()).to_numpy())
        rows = rows[np.argsort(launches["host_ns"].to_numpy()[rows], kind="stable")]
        compiled = launches.iloc[rows]
        health = [finding for finding in attribution.health if finding not in trace.health]
        return [Source(launch_tokens(compiled), compiled, "the inductor variant")], health

    def recordings(self, name: str) -> list[Source]:
        """Each stream capture in the trace of a graph's recording."""
        trace = load_trace(self.capture.path(name))
        recorded = trace.recorded
        places = correlated_places(recorded, trace, find_sites(trace.modules))
        regions = find_regions(recorded, trace.ops)
        places, _ = attribute_compiled(recorded, places, trace.ops, regions, ())
        number = recorded["graph_node"].to_numpy()
        parts = [np.flatnonzero(number == one) for one in np.unique(number)]
        return [
            Source(launch_tokens(recorded.iloc[rows]), places.iloc[rows], f"the recording {name}")
            for rows in parts
        ]
