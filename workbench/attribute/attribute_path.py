"""Sites from attribute paths (modules.json): `model.layers.7.router` -> `model.layers.*.router`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from workbench.attribute.class_path import Place


def attribute_places(paths: Mapping[str, str]) -> dict[str, Place]:
    """Place of each module instance named in `paths` ("Class_index" -> attribute path).

    Layers of two classes that share an open path are two sites; the class is then added to the
    name: `model.layers.*[MambaLayer]`. The root, whose path is empty, goes by its class.
    """
    class_of = {path: name.rpartition("_")[0] for name, path in paths.items()}
    opened = open_indices(class_of)
    places = {path: open_path(path, opened) for path in class_of}
    classes: dict[str, set[str]] = defaultdict(set)
    for path, class_name in class_of.items():
        classes[places[path][0]].add(class_name)
    found = {}
    for name, path in paths.items():
        class_name = class_of[path]
        site, layer = places[path]
        if len(classes[site]) > 1:
            site = f"{site}[{class_name}]"
        found[name] = Place(path or class_name, site or class_name, layer)
    return found


def open_indices(class_of: Mapping[str, str]) -> set[str]:
    """Paths that end in an index which a site leaves open: `model.layers.7`, but not `mlp.0`.

    An index is open where same-class siblings share its list, and either they contain modules
    themselves or the list holds nothing else: a Sequential of Linear, GELU, Linear stays exact.
    `class_of` maps attribute paths of the model to their class; a module that is never called
    itself, only what it holds, may be missing.
    """
    known = dict(class_of)
    parents = set()
    for path in class_of:
        head = path.rpartition(".")[0]
        while head and head not in parents:
            parents.add(head)
            known.setdefault(head, "")
            head = head.rpartition(".")[0]
    lists: dict[str, list[str]] = defaultdict(list)
    for path in known:
        head, _, last = path.rpartition(".")
        if last.isdigit():
            lists[head].append(path)
    opened = set()
    for members in lists.values():
        count = Counter(known[path] for path in members)
        if len(count) == 2 and "" in count:  # those without a class are like the rest
            count = Counter({class_name: len(members) for class_name in count})
        alone = len(set(count) - {""}) <= 1
        for path in members:
            if count[known[path]] > 1 and (alone or path in parents):
                opened.add(path)
    return opened


def open_path(path: str, opened: set[str]) -> tuple[str, int]:
    """`path` with its open indices as `*`, and the outermost of them (-1 none)."""
    parts = path.split(".")
    open_parts, layer = list(parts), -1
    for k, part in enumerate(parts):
        if part.isdigit() and ".".join(parts[: k + 1]) in opened:
            open_parts[k] = "*"
            layer = int(part) if layer < 0 else layer
    return ".".join(open_parts), layer
