"""How far a pattern fits a capture: what its nodes, values, numbers and extents are there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.trace.layout import TensorRef, View


@dataclass(frozen=True, slots=True)
class Bound:
    """What a value of the pattern is in the capture: the values read there, and how."""

    sources: tuple[int, ...]
    view: View | None
    ref: TensorRef


@dataclass(slots=True)
class State:
    """A partial match. `nodes`, `values`: of the pattern -> of the capture."""

    nodes: dict[int, int] = field(default_factory=dict)
    values: dict[int, Bound] = field(default_factory=dict)
    scalars: dict[str, Any] = field(default_factory=dict)
    extents: dict[int, int] = field(default_factory=lambda: {1: 1})
    assumed: tuple[str, ...] = ()  # constants that the recording does not hold

    def copy(self) -> State:
        return State(
            dict(self.nodes),
            dict(self.values),
            dict(self.scalars),
            dict(self.extents),
            self.assumed,
        )


class Mismatch(Exception):
    """Two nodes or operands that cannot be the same; the text says why."""


def short(name: str) -> str:
    """An operator's name as people say it: without the namespace of PyTorch's own."""
    return name.removeprefix("aten::")
