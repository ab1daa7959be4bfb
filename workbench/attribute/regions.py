"""Compiled kernels -> sites: the modules whose nodes a kernel computes, one of them or a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.attribute.class_path import Place
from workbench.attribute.places import integers, names, table
from workbench.inductor.folder import CompiledGraph, Origin

UNKNOWN = Origin()


@dataclass(frozen=True)
class Home:
    """The module that a graph node belongs to. `kind` as path_kind: attribute | class."""

    place: Place
    kind: str


@dataclass(frozen=True)
class KernelHome:
    """Where one entry of `call()` belongs; path_kind none when no node of it has a module."""

    path: str = ""
    site: str = ""
    path_kind: str = "none"
    layer: int = -1
    origin: Origin = UNKNOWN


def call_places(graph: CompiledGraph, homes: Mapping[str, Home]) -> pd.DataFrame:
    """Places of the entries of `call()`, one row each. `homes`: node -> its module."""
    nodes = {node.name: node for node in graph.graph}
    found = []
    for executed in graph.executed:
        # what merely looks at a tensor does not make a kernel belong to a module
        computing = [name for name in executed if not nodes[name].is_view] or list(executed)
        found.append(kernel_home(computing, homes, graph.origins))
    rows = np.arange(len(found))
    lines = [home.origin.line for home in found]
    methods = [
        ("name" if by_name else "provenance") if executed else "none"
        for executed, by_name in zip(graph.executed, graph.by_name, strict=True)
    ]
    return table(
        len(found),
        op_name=names([call.op for call in graph.code.calls], rows),
        op_chain=names([call.op for call in graph.code.calls], rows),
        module_path=names([home.path for home in found], rows),
        site=names([home.site for home in found], rows),
        path_kind=names([home.path_kind for home in found], rows, "none"),
        layer=integers([home.layer for home in found], rows),
        function=names([home.origin.function for home in found], rows),
        file=names([home.origin.file for home in found], rows),
        line=integers(lines, rows),
        line_kind=names(["exact" if line >= 0 else "" for line in lines], rows),
        method=names(methods, rows, "none"),
    )


def kernel_home(
    computing: Sequence[str], homes: Mapping[str, Home], origins: Mapping[str, Origin]
) -> KernelHome:
    """Where the kernel that computes these nodes belongs.

    One module: that module. Several: a region, named by all of them, most nodes first; layer and
    line are those of the first.
    """
    owned = Counter(homes[name].place for name in computing if name in homes)
    if not owned:
        lines = Counter(origins[name] for name in computing if name in origins)
        return KernelHome(origin=lines.most_common(1)[0][0] if lines else UNKNOWN)
    owner = min(owned, key=lambda place: (-owned[place], place.site, place.path))
    origin = next(
        (
            origins[name]
            for name in computing
            if name in homes and homes[name].place == owner and name in origins
        ),
        UNKNOWN,
    )
    if len(owned) == 1:
        kind = next(homes[name].kind for name in computing if name in homes)
        return KernelHome(owner.path, owner.site, kind, owner.layer, origin)
    # those that own most first, so that all instances of a region go by one name
    places = sorted(owned, key=lambda place: (-owned[place], place.site, place.path))
    layers = [place.layer for place in (owner, *places) if place.layer >= 0]
    return KernelHome(
        join_paths([place.path for place in places]),
        join_paths([open_next_layer(place, places) for place in places]),
        "region",
        layers[0] if layers else -1,
        origin,
    )


def open_next_layer(place: Place, others: Sequence[Place]) -> str:
    """The site of `place`, its index `*+1` where it is a layer beyond the first of `others`."""
    first = min((other.layer for other in others if other.layer >= 0), default=-1)
    if place.layer > first >= 0:
        return place.site.replace("*", f"*+{place.layer - first}", 1)
    return place.site


def join_paths(paths: Sequence[str]) -> str:
    """`a.{b,c.d}` for a.b and a.c.d: distinct paths in order, their common parents written once."""
    distinct = list(dict.fromkeys(paths))
    separator = "/" if any("/" in path for path in distinct) else "."
    split = [path.split(separator) for path in distinct]
    shared = 0
    shortest = min(len(parts) for parts in split) - 1
    while shared < shortest and len({tuple(parts[: shared + 1]) for parts in split}) == 1:
        shared += 1
    if len(distinct) == 1:
        return distinct[0]
    head = separator.join(split[0][:shared])
    rest = ",".join(separator.join(parts[shared:]) for parts in split)
    return f"{head}{separator}{{{rest}}}" if head else f"{{{rest}}}"
