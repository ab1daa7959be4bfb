"""Indices, pointers and masks as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod

from workbench.emit.generic.expressions import Expression
from workbench.emit.generic.formatting import parenthesised
from workbench.emit.generic.index import Atom, Index, Picked, Quotient, Variable, Within
from workbench.emit.generic.lower import External, is_dense
from workbench.emit.generic.plan import Output, Plan
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import ROW


class Places:
    """The places of a plan's tensors. `loaded`: the variable of a loaded index, in 64 bits."""

    def __init__(self, plan: Plan, loaded: Callable[[Expression], str]) -> None:
        self._plan = plan
        self._loaded = loaded
        self._names = {
            column: f"column_{column.extent}" if k else "column"
            for k, column in enumerate(plan.columns)
        }

    def number(self, value: int) -> str:
        """A number, by its name where it is the row's width."""
        return "WIDTH" if value == self._plan.width and value > 1 else str(value)

    def index(self, index: Index) -> str:
        """An index."""
        parts = []
        for atom, factor in index.terms:
            text = self._atom(atom)
            parts.append(text if factor == 1 else f"{text} * {self.number(factor)}")
        if index.constant or not parts:
            parts.append(str(index.constant))
        return " + ".join(parts).replace("+ -", "- ")

    def _atom(self, atom: Atom) -> str:
        if isinstance(atom, Variable):
            return self._names.get(atom, atom.name)
        if isinstance(atom, Within):
            plain = len(atom.of.terms) == 1 and not atom.of.constant
            return self.index(atom.of) if plain else f"({self.index(atom.of)})"
        if isinstance(atom, Quotient):
            return f"({self.index(atom.of)}) {'%' if atom.rest else '//'} {atom.by}"
        return self._loaded(atom.source)

    def inside(self, column: Variable) -> str:
        """The variable that tells whether `column` lies in the row."""
        return self._names[column].replace("column", "inside")

    def flat(self, place: tuple[Index, ...], shape: tuple[int, ...]) -> str:
        """A place in a contiguous tensor, "" for its first element."""
        flat = Index()
        for dim, index in enumerate(place):
            flat += index.times(prod(shape[dim + 1 :]))
        text = self.index(flat.rejoined())
        return "" if text == "0" else text

    def pointer(self, external: External, name: str, place: tuple[Index, ...]) -> str:
        """Where an element of an input lies."""
        kind, parts = external.ref.type, [f"{name}_ptr"]
        if external.table:
            row, inner = self.index(place[0]), prod(kind.shape[1:])
            parts.append(f"{row} * {self.number(inner)}" if inner != 1 else row)
            parts.append(self.flat(place[1:], kind.shape[1:]))
        elif external.rows:
            dim = external.row_dim
            rest = place[dim] + Index(((ROW, -external.rows),))
            shape = (external.rows, *kind.shape[dim + 1 :])
            parts.append(f"row * {name}_stride")
            if external.strided:
                for k, index in enumerate(place[dim + 1 :], 1):
                    if shape[k] != 1:
                        parts.append(f"{parenthesised(self.index(index))} * {name}_stride_{k}")
            else:
                parts.append(self.flat((rest, *place[dim + 1 :]), shape))
        elif is_dense(kind.shape, kind.strides):
            parts.append(self.flat(place, kind.shape))
        else:
            raise Inexpressible("view: a tensor without rows of its own that is not contiguous")
        return " + ".join(filter(None, parts))

    def output(self, output: Output, name: str) -> str:
        """Where an element of an output lies."""
        inner = prod(output.inner)
        row = f"row * {self.number(inner)}" if inner != 1 else "row"
        parts = f"{name}_ptr", row, self.flat(output.place[1:], output.inner)
        return " + ".join(filter(None, parts))

    def load_mask(self, one: Expression, table: str) -> Iterator[str]:
        """Conditions under which a load may be made. table: the name of what is picked from."""
        if ROW in one.variables:
            yield "live"
        yield from self.bounds(one.variables)
        found: dict[str, None] = {}
        for index in one.place:
            found |= dict.fromkeys(self._guards(index))
            for atom, _ in index.terms:
                if isinstance(atom, Picked):
                    at = self._loaded(atom.source)
                    found |= {f"({at} >= 0)": None, f"({at} < {table}_rows)": None}
        yield from found

    def store_mask(self, output: Output) -> Iterator[str]:
        """Conditions under which an output is stored."""
        yield "live"
        yield from self.bounds({v for index in output.place for v in index.variables()})
        for index in output.place:
            yield from self._guards(index)
        yield from (f"({axis.name} == 0)" for axis in output.missing)

    def bounds(self, variables: set[Variable] | frozenset[Variable]) -> Iterator[str]:
        """Whether the columns lie in their rows, where a block is longer."""
        for column in () if self._plan.flat else self._plan.columns:
            if column in variables and self._plan.is_padded(column):
                yield self.inside(column)

    def _guards(self, index: Index) -> Iterator[str]:
        """Conditions of all that is read only within bounds, the outermost first."""
        for atom, _ in index.terms:
            if isinstance(atom, Within | Quotient):
                yield from self._guards(atom.of)
            if isinstance(atom, Within):
                yield from self._limits(atom)

    def _limits(self, atom: Within) -> Iterator[str]:
        bounds, shift = atom.of.bounds(), atom.of.constant
        text = self.index(Index(atom.of.terms))
        if bounds is None or bounds[0] < 0:
            yield f"({text} >= {-shift})"
        if bounds is None or bounds[1] >= atom.extent:
            yield f"({text} < {atom.extent - shift})"
