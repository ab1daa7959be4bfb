"""Sites from the nesting of module calls alone: class paths with sibling order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.attribute.align import merge
from workbench.schema import Finding

# More kinds of parent, or more children of one, than this are numbered as called, not aligned.
ALIGNED_KINDS_MAX = 64
ALIGNED_CHILDREN_MAX = 256
# Deeper nesting is not a model; the labels between are dropped so that paths stay bounded.
DEPTH_MAX = 64


@dataclass(frozen=True)
class Instance:
    """One module object of a trace. `name` is "Class_index"; `parent` and `children` are places
    in the list of instances, which is in order of first call; parent -1 = none.
    """

    name: str
    class_name: str
    parent: int
    children: list[int]


@dataclass(frozen=True)
class Place:
    """Where an instance lies: `path` exact, `site` with open indices, `layer` the outermost one."""

    path: str
    site: str
    layer: int


@dataclass(frozen=True)
class _Label:
    """One part of a class path."""

    class_name: str
    order: int = 0  # among same-class siblings, from 1; 0 = the only one
    index: int = -1  # of a repeated layer, from 0; a site leaves it open

    @property
    def key(self) -> tuple[str, int, bool]:
        return self.class_name, self.order, self.index >= 0

    def text(self, is_open: bool) -> str:
        """As in a path: `Layer.7` (`Layer.*` when open), `Norm#2`, `Router`."""
        if self.index >= 0:
            return f"{self.class_name}.{'*' if is_open else self.index}"
        return f"{self.class_name}#{self.order}" if self.order else self.class_name


def class_places(instances: Sequence[Instance]) -> tuple[list[Place], tuple[Finding, ...]]:
    """Place of each instance.

    Same-class siblings that contain module calls are a repeated layer (`Layer.*`). Others get their
    order (`Norm#2`). Where the instances of one site have different children (a layer without
    v_proj) the orders are aligned, so that a missing child does not shift the rest; that is a best
    match, and counted in the findings: only attribute paths are exact there.
    """
    labels: list[tuple[_Label, ...]] = [()] * len(instances)
    # one entry a site: the children of each of its instances
    pending = [[[k for k, instance in enumerate(instances) if instance.parent < 0]]]
    differing = 0
    while pending:
        families = pending.pop()
        found, differs = _label_children(instances, families)
        differing += differs
        siblings: dict[tuple[str, int, bool], list[int]] = defaultdict(list)
        for child, label in found:
            parent = instances[child].parent
            above = labels[parent] if parent >= 0 else ()
            labels[child] = (*above[: DEPTH_MAX - 1], label)
            siblings[label.key].append(child)
        for members in siblings.values():
            below = [instances[child].children for child in members if instances[child].children]
            if below:
                pending.append(below)
    detail = (
        "sites whose instances have different children; their sibling order is a best match "
        "(attribute paths, as captures write them, are exact)"
    )
    findings = (Finding("sibling-order-aligned", differing, detail),) if differing else ()
    return _name(labels), findings


def _label_children(
    instances: Sequence[Instance], families: Sequence[Sequence[int]]
) -> tuple[list[tuple[int, _Label]], bool]:
    """Labels of the children of one site's instances, and whether the instances differ."""
    repeated = _repeated_classes(instances, families)
    found: list[tuple[int, _Label]] = []
    plain: list[list[int]] = []
    for family in families:
        seen: Counter[str] = Counter()
        plain.append([])
        for child in family:
            class_name = instances[child].class_name
            if class_name in repeated:
                found.append((child, _Label(class_name, index=seen[class_name])))
                seen[class_name] += 1
            else:
                plain[-1].append(child)
    sequences = [tuple(instances[child].class_name for child in family) for family in plain]
    whole, places = _aligned(sequences)
    orders = _orders(whole)
    for family, place in zip(plain, places, strict=True):
        for child, slot in zip(family, place, strict=True):
            found.append((child, _Label(instances[child].class_name, orders[slot])))
    return found, any(len(sequence) != len(whole) for sequence in sequences)


def _repeated_classes(instances: Sequence[Instance], families: Sequence[Sequence[int]]) -> set[str]:
    repeated = set()
    for family in families:
        count = Counter(instances[child].class_name for child in family)
        for child in family:
            if instances[child].children and count[instances[child].class_name] > 1:
                repeated.add(instances[child].class_name)
    return repeated


def _orders(whole: Sequence[str]) -> list[int]:
    """Order of each entry among those of its class, from 1; 0 for the only one."""
    total = Counter(whole)
    seen: Counter[str] = Counter()
    orders = []
    for class_name in whole:
        seen[class_name] += 1
        orders.append(seen[class_name] if total[class_name] > 1 else 0)
    return orders


def _aligned(sequences: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[list[int]]]:
    """A sequence that contains all of `sequences`, and the places of each in it."""
    kinds = dict.fromkeys(sequences)
    longest = max(map(len, kinds), default=0)
    if len(kinds) <= ALIGNED_KINDS_MAX and longest <= ALIGNED_CHILDREN_MAX:
        return merge(sequences)
    # too varied to align (experts picked by the data, say): number each class as called
    most: Counter[str] = Counter()
    for kind in kinds:
        most |= Counter(kind)
    start: dict[str, int] = {}
    whole: list[str] = []
    for class_name, count in most.items():
        start[class_name] = len(whole)
        whole += [class_name] * count
    places = []
    for sequence in sequences:
        seen: Counter[str] = Counter()
        place = []
        for class_name in sequence:
            place.append(start[class_name] + seen[class_name])
            seen[class_name] += 1
        places.append(place)
    return tuple(whole), places


def _name(labels: Sequence[tuple[_Label, ...]]) -> list[Place]:
    """Readable, distinct names. A site starts at its first repeated layer where that is unique."""
    keys = [tuple(label.key for label in parts) for parts in labels]
    long: dict[object, str] = {}
    short: dict[object, str] = {}
    for key, parts in zip(keys, labels, strict=True):
        if key not in long:
            texts = [label.text(True) for label in parts]
            first = next((k for k, label in enumerate(parts) if label.index >= 0), 0)
            long[key], short[key] = "/".join(texts), "/".join(texts[first:])
    count = Counter(short.values())
    site = dict(
        zip(
            long,
            distinct([short[key] if count[short[key]] == 1 else long[key] for key in long]),
            strict=True,
        )
    )
    paths = distinct(["/".join(label.text(False) for label in parts) for parts in labels])
    return [
        Place(path, site[key], next((label.index for label in parts if label.index >= 0), -1))
        for path, key, parts in zip(paths, keys, labels, strict=True)
    ]


def distinct(names: Sequence[str]) -> list[str]:
    """`names` with `~2`, `~3`... behind those that occurred before (class names may be hostile)."""
    used: set[str] = set()
    found = []
    for name in names:
        unique, k = name, 1
        while unique in used:
            k += 1
            unique = f"{name}~{k}"
        used.add(unique)
        found.append(unique)
    return found
