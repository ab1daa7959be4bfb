"""Where an element lies: sums of integer multiples of loop variables, and their quotients.

Extents are those of one row of the region; the number of rows is never used, so that what is
simplified here holds for any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Variable:
    """A loop variable from 0 to `extent` - 1; extent 0: as many as there are rows."""

    name: str
    extent: int


@dataclass(frozen=True)
class Quotient:
    """`of` // `by`, or where `rest` is set `of` % `by`; `of` is never negative."""

    of: Index
    by: int
    rest: bool


@dataclass(frozen=True)
class Picked:
    """A place that a tensor names: the loaded index `source`, made non-negative for `extent`.

    `table`: the position of the external tensor that is picked from.
    """

    source: Any
    table: int


@dataclass(frozen=True)
class Within:
    """`of` where it is from 0 to `extent` - 1: nothing is read elsewhere."""

    of: Index
    extent: int


Atom = Variable | Quotient | Picked | Within


@dataclass(frozen=True)
class Index:
    """constant + the sum of atom * factor, each atom once, in the order of their appearance."""

    terms: tuple[tuple[Atom, int], ...] = ()
    constant: int = 0

    def __add__(self, other: Index) -> Index:
        merged = dict(self.terms)
        for atom, factor in other.terms:
            merged[atom] = merged.get(atom, 0) + factor
        terms = tuple((atom, factor) for atom, factor in merged.items() if factor)
        return Index(terms, self.constant + other.constant)

    def times(self, factor: int) -> Index:
        """Every term multiplied."""
        if not factor:
            return ZERO
        return Index(tuple((a, f * factor) for a, f in self.terms), self.constant * factor)

    def plus(self, constant: int) -> Index:
        """A constant further on."""
        return Index(self.terms, self.constant + constant)

    def divided(self, by: int) -> tuple[Index, Index]:
        """Quotient and remainder by a positive number; this index must not be negative."""
        if by == 1:
            return self, ZERO
        whole = Index(
            tuple((a, f // by) for a, f in self.terms if f % by == 0), self.constant // by
        )
        rest = Index(tuple((a, f) for a, f in self.terms if f % by), self.constant % by)
        bounds = rest.bounds()
        if bounds is not None and bounds[0] >= 0 and bounds[1] < by:
            return whole, rest
        if any(factor < 0 for _, factor in rest.terms):
            whole, rest = ZERO, self
        return whole + _atom(Quotient(rest, by, False)), _atom(Quotient(rest, by, True))

    def rejoined(self) -> Index:
        """The same with `by` times a quotient and its remainder put together again."""
        factors = dict(self.terms)
        for atom, factor in self.terms:
            if isinstance(atom, Quotient) and atom.rest:
                whole = Quotient(atom.of, atom.by, False)
                if factors.get(whole) == factor * atom.by:
                    parts = Index(((atom, -factor), (whole, -factor * atom.by)))
                    return (self + parts + atom.of.times(factor)).rejoined()
        return self

    def bounds(self) -> tuple[int, int] | None:
        """Least and largest value, None where that depends on the rows or on what was loaded."""
        low = high = self.constant
        for atom, factor in self.terms:
            extent = atom.extent if isinstance(atom, Variable | Within) else 0
            if isinstance(atom, Quotient) and atom.rest:
                extent = atom.by
            if not extent:
                return None
            low += min(factor, 0) * (extent - 1)
            high += max(factor, 0) * (extent - 1)
        return low, high

    def variables(self) -> Iterator[Variable]:
        """Every loop variable in it, those inside quotients and loaded indices too."""
        for atom, _ in self.terms:
            if isinstance(atom, Variable):
                yield atom
            elif isinstance(atom, Quotient | Within):
                yield from atom.of.variables()
            else:
                yield from atom.source.variables

    def factor(self, variable: Variable) -> int:
        """What `variable` alone is multiplied by."""
        return dict(self.terms).get(variable, 0)


ZERO = Index()


def of(variable: Variable) -> Index:
    """The variable itself; 0 where it can be nothing else."""
    return ZERO if variable.extent == 1 else Index(((variable, 1),))


def _atom(atom: Atom) -> Index:
    return Index(((atom, 1),))


def within(index: Index, extent: int) -> Index:
    """`index`, which is read only from 0 to `extent` - 1; itself where it never is elsewhere."""
    bounds = index.bounds()
    if bounds is not None and bounds[0] >= 0 and bounds[1] < extent:
        return index
    return _atom(Within(index, extent))


def picked(source: Any, table: int) -> Index:
    """The place that the loaded index `source` names in external tensor `table`."""
    return _atom(Picked(source, table))
