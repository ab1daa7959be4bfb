"""Which unit of one recording is which of another: by name, by classes, by order and what it does.

Names are the sites' own; classes join a recording with attribute paths to one without; order joins
different implementations of one model (Hugging Face and an engine) and is only asked where names
and classes tell of less than half of the launches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Sequence
from dataclasses import dataclass

from workbench.attribute.align import common
from workbench.prove.units import UNATTRIBUTED, Unit

# Below this part of the launches of either side, names and classes are those of another program.
SAME_NAMES_MIN = 0.5

# How libraries call the parts of a model in the names of their classes; the first that fits.
_FAMILIES = (
    "norm", "rotary", "embedding", "sampler", "logits", "router", "experts", "moe", "attention",
    "linear", "silu", "gelu", "mlp", "layer",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A unit of each side, None where it has no counterpart. how: site | class | order | merged
    (what other units of the other side compute together) | "" (none).
    """

    before: Unit | None
    after: Unit | None
    how: str


def align(before: Sequence[Unit], after: Sequence[Unit]) -> list[Pair]:
    """Every unit of both sides in exactly one pair."""
    known = _Known(before, after)
    known.join("site", lambda unit, _: unit.name)
    known.join("class", _by_classes)
    merged = _merged(before, after) | _merged(after, before)
    if known.share(merged) < SAME_NAMES_MIN:
        for what in (family, lambda unit: unit.role):
            for in_layer in (True, False):
                known.join_by_order(in_layer, what, merged)
    pairs = [Pair(before[i], after[j], how) for i, (j, how) in known.pairs.items()]
    left = [unit for i, unit in enumerate(before) if i not in known.pairs]
    right = [unit for j, unit in enumerate(after) if j not in known.taken]
    pairs += [Pair(unit, None, "merged" * (unit.name in merged)) for unit in left]
    pairs += [Pair(None, unit, "merged" * (unit.name in merged)) for unit in right]
    return pairs


class _Known:
    """Pairs so far: by position in `before`, the position in `after` and how it is known."""

    def __init__(self, before: Sequence[Unit], after: Sequence[Unit]) -> None:
        self.before, self.after = before, after
        self.pairs: dict[int, tuple[int, str]] = {}
        self.taken: dict[int, int] = {}

    def _add(self, i: int, j: int, how: str) -> None:
        self.pairs[i], self.taken[j] = (j, how), i

    def join(self, how: str, key: Callable[[Unit, int], Hashable]) -> None:
        """Join units whose `key` (of the unit and its number among those alike) is equal, where
        there are as many on both sides.
        """
        sides: list[dict[Hashable, list[int]]] = []
        for units, done in ((self.before, self.pairs), (self.after, self.taken)):
            keys: dict[Hashable, list[int]] = defaultdict(list)
            for k, unit in enumerate(units):
                found = key(unit, k)
                if k not in done and found is not None:
                    keys[found].append(k)
            sides.append(keys)
        for name, ours in sides[0].items():
            theirs = sides[1].get(name, [])
            if len(ours) == len(theirs):
                for i, j in zip(ours, theirs, strict=True):
                    self._add(i, j, how)

    def share(self, merged: Container[str]) -> float:
        """The part of the launches that is paired or merged, on the side where it is less."""
        parts = []
        for units, done in ((self.before, self.pairs), (self.after, self.taken)):
            own = [
                (k in done or unit.name in merged, unit)
                for k, unit in enumerate(units)
                if unit.name != UNATTRIBUTED
            ]
            total = sum(unit.launches for _, unit in own)
            parts.append(sum(unit.launches for here, unit in own if here) / max(total, 1))
        return min(parts)

    def join_by_order(
        self, in_layer: bool, what: Callable[[Unit], Hashable], merged: Container[str]
    ) -> None:
        """Join what does the same, as `what` tells, in the same order; pairs so far stay."""

        def here(unit: Unit) -> bool:
            kept = unit.name != UNATTRIBUTED and unit.name not in merged
            return kept and unit.in_layer == in_layer

        ours = [k for k, unit in enumerate(self.before) if here(unit)]
        theirs = [k for k, unit in enumerate(self.after) if here(unit)]
        first = [self.pairs[k][0] if k in self.pairs else what(self.before[k]) for k in ours]
        second = [k if k in self.taken else what(self.after[k]) for k in theirs]
        for i, j in common(first, second):
            if ours[i] not in self.pairs:
                self._add(ours[i], theirs[j], "order")


def family(unit: Unit) -> Hashable:
    """What a unit does and what its class is called; itself alone where its class tells nothing."""
    name = unit.classes[-1].lower() if unit.classes else ""
    word = next((word for word in _FAMILIES if word in name), None)
    return (unit.role, word) if word else ("alone", unit.name)


def _by_classes(unit: Unit, _: int) -> Hashable:
    return (unit.classes, bool(unit.members)) if unit.classes else None


def _merged(ours: Sequence[Unit], theirs: Sequence[Unit]) -> set[str]:
    """Names of our sites that regions of the other side compute, and of those regions."""
    names = {unit.name for unit in ours}
    found: set[str] = set()
    for unit in theirs:
        if inside := unit.members & names:
            found |= inside | {unit.name}
    return found


def merged_counts(pairs: Sequence[Pair]) -> tuple[Counter[str], Counter[str]]:
    """Of merged units, before and after: how many, launches and nanoseconds."""
    sides: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for pair in pairs:
        if pair.how == "merged":
            for side, unit in zip(sides, (pair.before, pair.after), strict=True):
                if unit is not None:
                    side.update(units=1, launches=unit.launches, ns=unit.ns)
    return sides
