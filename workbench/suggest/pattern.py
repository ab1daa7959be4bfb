"""What templates/<pattern>/pattern.py declares: a fusion, as the PyTorch that people write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class Reason(str):
    """Why a guard declines. False in a condition, so that `fits or refuse("...")` reads well."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def refuse(reason: str) -> Reason:
    """Decline a match; `reason` is shown to the user as it stands."""
    return Reason(reason)


class Matched(Protocol):
    """What a guard may ask of a match. `name` is a parameter of the reference."""

    def width(self, name: str) -> int:
        """Elements in a row (the last dimension) of an input as it is read."""
        ...

    def shape(self, name: str) -> tuple[int, ...]:
        """Shape of an input as it is read."""
        ...

    def dtype(self, name: str) -> str:
        """dtype of an input, `bfloat16`."""
        ...

    def has(self, name: str) -> bool:
        """Whether the matched form takes this input."""
        ...

    def scalar(self, name: str) -> Any:
        """Value of a scalar parameter, None when the recording does not hold it."""
        ...

    def producer(self, name: str, through: frozenset[str] = frozenset()) -> str:
        """Operator that wrote an input, "" for one from before the step.

        Producers named in `through` are looked through, along their first tensor argument.
        """
        ...

    def elements(self, name: str) -> int:
        """Distinct elements of an input or an output."""
        ...

    def readers(self, name: str) -> tuple[str, ...]:
        """Operators that read an output, distinct and sorted."""
        ...

    def from_contraction(self, name: str, through: frozenset[str] = frozenset()) -> bool:
        """Whether an input was written by a GEMM."""
        ...


def _accept(match: Matched) -> bool:
    return True


Tensor = Any
MakeTensor = Callable[..., Tensor]  # (*extents) -> a small tensor of the dtype at hand


@dataclass(frozen=True)
class Pattern:
    """A named fusion.

    references: functions of tensors and scalars in the variants people write. A tensor parameter
        with the default None is optional: both forms are matched. Numbers that the function itself
        holds must be equal in the capture, those it takes as parameters are captured.
    inputs: called with (activation, weight), two makers of small tensors, returns the arguments of
        all references by name; extents should be distinct (primes), a scalar int unlike all others.
        What it computes on the way is looked for too, but is no part of the fusion: make an input
        by a GEMM where several inputs are known by the tensor that they are projections of.
    outputs: names of what a reference returns, in order.
    decides: outputs on which a discrete choice hangs.
    examples: (positive, near miss): called with a maker of tensors, each runs code in which the
        pattern must, and must not, be found. Both are tests.
    guard: says of a match whether the pattern applies: True, `refuse(reason)` to tell the user why
        not, False where it is something else altogether and nothing is to be told.
    launches: launches that the fused form needs.
    eliminated: references that need none, because the reader of their outputs can read the inputs
        as they are: no kernel computes them.
    between_gemms: GEMMs inside the references stay as they are, and what lies between two of them
        is fused, a launch each; `launches` is then not read.
    scalar_keys: for scalars that recordings do not hold, the keys of a model's configuration.
    cached: inputs [..., slots, width] that are a cache: a decode step reads the slots in use.
    kernel: folder in kernels/ of what takes its place, where that has another name; it covers all
        references but those `eliminated`. "" for the folder of the pattern's name, which covers the
        references that it names too.
    forms: by reference the kernel's form that computes it, where that has another name.
    implied: outputs that a kernel need not write, since another output tells the same.
    launches_for: for inputs that the kernel takes at some widths alone, the name of its constant
        that lists these: it is asked, the numbers do not stand twice.
    name, meaning: the folder's name and the module docstring's first line, set on loading.
    """

    references: tuple[Callable[..., Any], ...]
    inputs: Callable[[MakeTensor, MakeTensor], Mapping[str, Any]]
    outputs: tuple[str, ...]
    examples: tuple[Callable[[MakeTensor], Any], Callable[[MakeTensor], Any]]
    guard: Callable[[Matched], bool | Reason] = _accept
    decides: tuple[str, ...] = ()
    launches: int = 1
    eliminated: tuple[str, ...] = ()
    cached: tuple[str, ...] = ()
    between_gemms: bool = False
    scalar_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kernel: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    implied: tuple[str, ...] = ()
    launches_for: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    meaning: str = ""

    def launches_of(self, reference: str) -> int:
        """Launches that the fused form of one of the references needs."""
        return 0 if reference in self.eliminated else self.launches
