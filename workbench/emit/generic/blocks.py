"""Blocks of statements: what is the same in every turn of a loop is written before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from workbench.emit.generic.expressions import Expression
from workbench.emit.generic.formatting import call
from workbench.emit.generic.index import Variable
from workbench.emit.generic.names import Names

INDENT = "    "


@dataclass
class Scope:
    """A block: its lines, the loop variables that it binds, and the variables known in it."""

    indent: str
    binds: frozenset[Variable] = frozenset()
    lines: list[str] = field(default_factory=list)
    known: dict[Expression, tuple[str, str]] = field(default_factory=dict)  # name, its dtype


class Blocks:
    """Nested blocks. looped: variables that a loop of the text binds, beside slots."""

    def __init__(self, names: Names, values: dict[int, str], looped: tuple[Variable, ...]) -> None:
        self._names = names
        self._values = dict(values)
        self._looped = looped
        self._scopes = [Scope(INDENT)]

    @property
    def _scope(self) -> Scope:
        return self._scopes[-1]

    @contextmanager
    def _block(self, binds: frozenset[Variable], indent: str) -> Iterator[list[str]]:
        self._scopes.append(Scope(indent, binds))
        lines = self._scope.lines
        yield lines
        self._scopes.pop()

    def _loops(self, variables: Iterable[Variable]) -> set[Variable]:
        """Those that are bound by loops of the kernel's text."""
        return {v for v in variables if v.name.startswith("slot") or v in self._looped}

    def _name_unless_looped(self, one: Expression) -> None:
        if not self._loops(one.variables):
            self._name(one)

    def _name(self, one: Expression) -> tuple[str, str]:
        """The variable that holds `one`, and its dtype; written now if it was not yet."""
        for scope in reversed(self._scopes):
            if one in scope.known:
                return scope.known[one]
        inner: list[Scope] = []
        while len(self._scopes) > 1 and not self._scope.binds & one.variables:
            inner.append(self._scopes.pop())  # it is the same in every turn of that loop
        found: tuple[str, str] = getattr(self, f"_write_{one.kind}")(one)
        self._scope.known[one] = found
        self._scopes += reversed(inner)
        return found

    def _new(self, one: Expression) -> str:
        name = self._values.pop(one.value, "") if one.value >= 0 else ""
        return name or self._names.give(one.hint or "part")

    def _say(self, text: str) -> None:
        self._scope.lines.append(self._scope.indent + text)

    def _lay(self, head: str, arguments: Iterable[str]) -> None:
        self._scope.lines += call(self._scope.indent, head, list(arguments))
