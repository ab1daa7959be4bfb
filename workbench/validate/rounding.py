"""Which of eager's roundings does a kernel leave out? Found by trying, from the reference alone.

A rounding point is an operation of the reference whose 16-bit result is not the exact one. Eager is
run again with single points left out (the operations after it see the unrounded value, and round as
they did before), and the kernel's output is compared with each.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.utils._pytree import tree_flatten, tree_map

from workbench.validate.modes import Mode
from workbench.validate.oracle import Force, Outputs, Reference, as_outputs

_SHORT = (torch.bfloat16, torch.float16)
_NAMES = {"to_copy": "cast", "to": "cast"}
# A point belongs to the explanation when this much more of the output then agrees.
_GAIN = 0.001
_POINTS_MAX = 40
_EXPLAINED = 0.999


@dataclass(frozen=True)
class Point:
    """One rounding of the reference: its k-th operation, by name, and where it is written."""

    call: int
    operator: str
    place: str

    def __str__(self) -> str:
        return f"{self.operator} ({self.place})" if self.place else self.operator


def _is_short(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and value.dtype in _SHORT


def _is_about_short(value: Any) -> bool:
    return _is_short(value) or (isinstance(value, torch.dtype) and value in _SHORT)


class _Elide(Mode):
    """Runs a reference with some of its roundings left out, and notes which there are.

    A tensor whose rounding is left out keeps its rounded value for whoever returns it, and a shadow
    in fp32 for the operations that read it.
    """

    def __init__(self, code: Any, elided: frozenset[int]) -> None:
        super().__init__()
        self.points: list[Point] = []
        self._code, self._elided = code, elided
        self._calls = 0
        self._shadows: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def _wide(self, value: Any) -> Any:
        if not _is_short(value):
            return torch.float32 if isinstance(value, torch.dtype) and value in _SHORT else value
        return self._shadows[id(value)][1] if id(value) in self._shadows else value.float()

    def call(self, func: Any, args: Any, kwargs: Any) -> Any:
        number, self._calls = self._calls, self._calls + 1
        operands = tree_flatten((args, kwargs))[0]
        shadowed = any(isinstance(x, torch.Tensor) and id(x) in self._shadows for x in operands)
        touches = shadowed or any(_is_about_short(x) for x in operands)
        in_place = func._schema.is_mutable and not _is_short(args[0])
        if not touches or in_place or len(func._schema.returns) != 1:
            return func(*args, **kwargs)
        try:
            wide = func(*tree_map(self._wide, args), **tree_map(self._wide, kwargs))
        except RuntimeError:  # an operator of 16-bit tensors only
            return func(*args, **kwargs)
        out = func(*args, **kwargs)
        if not isinstance(out, torch.Tensor) or not isinstance(wide, torch.Tensor):
            return out
        if not _is_short(out):
            return wide if shadowed and wide.dtype == out.dtype else out
        rounded = wide.to(out.dtype)
        exact = not shadowed and torch.equal(rounded.float(), wide)
        if not exact and not _moves(func):
            name = func.overloadpacket.__name__.strip("_")
            self.points.append(Point(number, _NAMES.get(name, name), self._place()))
        if shadowed and not func.is_view:
            out = out.copy_(rounded) if any(out is x for x in operands) else rounded
        self._shadows.pop(id(out), None)
        if number in self._elided or (shadowed and _moves(func)):
            self._shadows[id(out)] = (out, wide)
        return out

    def _place(self) -> str:
        """The reference's own line, also where a function that it calls does the rounding."""
        frame: Any = sys._getframe()
        while frame is not None and frame.f_code is not self._code:
            frame = frame.f_back
        return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}" if frame else ""


_MOVES = ("clone", "cat", "index", "index_select", "gather", "copy", "expand", "repeat", "stack")


def _moves(func: Any) -> bool:
    """Whether an operator only moves values: what is unrounded stays so. `to` may be a view, and is
    a cast where what imitates CUDA asks for one.
    """
    name = func.overloadpacket.__name__
    return name != "to" and (bool(func.is_view) or name in _MOVES)


def _run(
    reference: Reference, arguments: dict[str, Any], ids: Sequence[torch.Tensor], elided: Any
) -> tuple[Outputs, list[Point]]:
    code = getattr(inspect.unwrap(reference), "__code__", None)
    with torch.no_grad(), ExitStack() as stack:
        if ids:
            stack.enter_context(Force(ids))
        mode = stack.enter_context(_Elide(code, frozenset(elided)))
        return as_outputs(reference(**arguments)), mode.points


def points(reference: Reference, arguments: dict[str, Any]) -> list[Point]:
    """The roundings that eager makes on these arguments, in order."""
    return _run(reference, arguments, (), ())[1]


def elided(
    reference: Reference,
    arguments: dict[str, Any],
    ids: Sequence[torch.Tensor],
    agreement: Callable[[Outputs], float],
) -> tuple[list[Point], float]:
    """The roundings without which eager agrees best, and how well it then does.

    `agreement`: outputs -> share that agrees with the kernel's. Greedy: one point after another is
    left out, as long as that gains; where that explains too little, all are, and put back as long
    as nothing is lost: two may gain only together. `ids`: the choices to force.
    """

    def without(points: Sequence[Point]) -> float:
        return agreement(_run(reference, arguments, ids, {p.call for p in points})[0])

    known = _run(reference, arguments, ids, ())[1][:_POINTS_MAX]
    best, chosen = without(()), list[Point]()
    candidates = list(known)
    while candidates:
        tried = [without([*chosen, point]) for point in candidates]
        top = max(range(len(tried)), key=tried.__getitem__)
        if tried[top] < best + _GAIN:
            break
        best = tried[top]
        chosen.append(candidates.pop(top))
    if best < _EXPLAINED and (together := without(known)) >= best + _GAIN:
        best, chosen = together, list(known)
        for point in known:
            rest = [each for each in chosen if each is not point]
            if without(rest) >= best:
                chosen = rest
    return sorted(chosen, key=lambda point: point.call), best
