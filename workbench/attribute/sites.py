"""Module calls -> sites: the place of each module instance in the model, layer index left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribute_path import attribute_places
from workbench.attribute.class_path import Instance, Place, class_places, distinct
from workbench.schema import Finding

GRAPH_MODULES = ("GraphModule", "InterpreterModule", "LazyGraphModule")


@dataclass(frozen=True)
class Sites:
    """Where the modules of a trace lie.

    instance: for each module call, the place of its module in `places` and `kinds`.
    layer: for each module call; one of a shared module (a rotary embedding) is in its caller's.
    places: one a module instance, in order of first call. kinds: attribute | class | region
    (torch.fx code, whose modules are gone), likewise.
    """

    instance: npt.NDArray[np.int64]
    layer: npt.NDArray[np.int64]
    places: tuple[Place, ...]
    kinds: tuple[str, ...]
    health: tuple[Finding, ...] = ()


def find_sites(modules: pd.DataFrame, paths: Mapping[str, str] | None = None) -> Sites:
    """Sites of the module calls in `modules` (columns of schema.ModuleCall).

    `paths` maps "Class_index" to the attribute path (modules.json); instances that it lacks, or
    all without it, get a class path. A module called from several places belongs to the first.
    """
    calls, instances = find_instances(modules)
    known = attribute_places(paths or {})
    lacking = [instance.name for instance in instances if instance.name not in known]
    by_class, health = class_places(instances) if lacking else ([], ())
    places = [
        known[instance.name] if instance.name in known else by_class[k]
        for k, instance in enumerate(instances)
    ]
    kinds = [_kind(instance, instance.name in known) for instance in instances]
    if paths and lacking:
        names = ", ".join(lacking[:3])
        detail = f"module instances of the trace that modules.json does not name: {names}"
        health = (*health, Finding("module-path-unknown", len(lacking), detail))
    exact = distinct([place.path for place in places])
    places = [
        Place(path, place.site, place.layer) for path, place in zip(exact, places, strict=True)
    ]
    layer = _call_layers(modules, calls, instances, places, kinds)
    return Sites(calls, layer, tuple(places), tuple(kinds), health)


def _kind(instance: Instance, known: bool) -> str:
    if known:
        return "attribute"
    return "region" if instance.class_name in GRAPH_MODULES else "class"


def _call_layers(
    modules: pd.DataFrame,
    calls: npt.NDArray[np.int64],
    instances: list[Instance],
    places: list[Place],
    kinds: list[str],
) -> npt.NDArray[np.int64]:
    """Layer of each module call: its instance's, or its caller's where another one owns it."""
    own = np.array([place.layer for place in places], dtype=np.int64)
    owner = np.array([instance.parent for instance in instances], dtype=np.int64)
    exact = np.array([kind == "attribute" for kind in kinds], dtype=bool)
    if not len(calls):
        return own[calls]
    layer = own[calls]
    parent = modules["parent"].to_numpy()
    caller = np.where(parent >= 0, calls[parent], -1)
    guests = np.flatnonzero((caller != owner[calls]) & (caller >= 0) & ~exact[calls])
    for row in guests.tolist():  # callers precede what they call
        layer[row] = layer[parent[row]]
    return layer


def find_instances(modules: pd.DataFrame) -> tuple[npt.NDArray[np.int64], list[Instance]]:
    """The instance of each module call, and the instances in order of their first call."""
    codes = modules["class_name"].cat.codes.to_numpy().astype(np.int64)
    index = modules["index"].to_numpy().astype(np.int64)
    keys = pd.MultiIndex.from_arrays([codes, index])
    calls, _ = pd.factorize(keys)
    calls = calls.astype(np.int64)
    first = np.unique(calls, return_index=True)[1]
    names = modules["class_name"].cat.categories
    parents = modules["parent"].to_numpy()
    instances: list[Instance] = []
    for k, row in enumerate(first):
        class_name = str(names[codes[row]])
        # a parent's first call has the smaller row, so this cannot become a cycle
        parent = int(calls[parents[row]]) if 0 <= parents[row] < row else -1
        instances.append(Instance(f"{class_name}_{index[row]}", class_name, parent, []))
        if parent >= 0:
            instances[parent].children.append(k)
    return calls, instances
