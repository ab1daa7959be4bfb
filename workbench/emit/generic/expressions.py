"""What a kernel computes: a graph of expressions over loop variables, each made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.emit.generic.index import Index, Picked, Variable


@dataclass(frozen=True)
class Guard:
    """A condition under which something is read: low <= index < high."""

    index: Index
    low: int
    high: int


@dataclass(eq=False)
class Expression:
    """One value at one place. Compared by identity: `Expressions` makes equal ones once.

    kind: `load` (input `source` at `place`), `compute` (`text`, a formula of {0}, {1}, ... with the
    operands in `operand_dtype`), `reduce` (`text`: sum, max or min of the operand along `over`),
    `scan` (its sums up to `place[0]`, the variable of its row), `choice` (by `guards`, one for each
    operand), `position` (the number `place[0]`) or `constant` (`text`). dtype: as eager's tensor
    has it. value: of the op graph, -1 between two of them. variables: it differs along these.
    level: how many reductions along a row lie below it.
    """

    kind: str
    dtype: str
    operands: tuple[Expression, ...] = ()
    text: str = ""
    operand_dtype: str = ""
    source: int = -1
    place: tuple[Index, ...] = ()
    guards: tuple[Guard, ...] = ()
    over: Variable | None = None
    value: int = -1
    hint: str = ""
    helper: str = ""
    variables: frozenset[Variable] = frozenset()
    level: int = 0


@dataclass
class Expressions:
    """Makes each expression once: equal ones are the same object."""

    _made: dict[tuple[object, ...], Expression] = field(default_factory=dict)

    def make(
        self,
        kind: str,
        dtype: str,
        operands: Sequence[Expression] = (),
        *,
        text: str = "",
        operand_dtype: str = "",
        source: int = -1,
        place: tuple[Index, ...] = (),
        guards: tuple[Guard, ...] = (),
        over: Variable | None = None,
        value: int = -1,
        hint: str = "",
        helper: str = "",
    ) -> Expression:
        """The expression of these parts."""
        given = tuple(operands)
        if kind == "reduce" and over is not None and over.extent == 1:  # its one element
            kind, text, over, helper = "compute", "{0}", None, ""
        key = (kind, dtype, given, text, operand_dtype, source, place, guards, over, helper)
        if key not in self._made:
            self._made[key] = Expression(
                *(kind, dtype, given, text, operand_dtype, source, place, guards),
                over,
                value,
                hint,
                helper,
                _variables(given, place, guards, over),
                _level(given, place, over),
            )
        return self._made[key]


def _variables(
    operands: tuple[Expression, ...],
    place: tuple[Index, ...],
    guards: tuple[Guard, ...],
    over: Variable | None,
) -> frozenset[Variable]:
    found = {variable for operand in operands for variable in operand.variables}
    for index in (*place, *(guard.index for guard in guards)):
        found.update(index.variables())
    return frozenset(found - {over})


def _level(
    operands: tuple[Expression, ...], place: tuple[Index, ...], over: Variable | None
) -> int:
    below = max((operand.level for operand in operands), default=0)
    return below + (over is not None and over.name.startswith("column"))


def below(roots: Iterable[Expression]) -> list[Expression]:
    """`roots` and all that they need, operands first, loaded indices too."""
    found: dict[Expression, None] = {}

    def visit(one: Expression) -> None:
        if one in found:
            return
        for operand in one.operands:
            visit(operand)
        for index in one.place:
            for atom, _ in index.terms:
                if isinstance(atom, Picked):
                    visit(atom.source)
        found[one] = None

    for root in roots:
        visit(root)
    return list(found)
