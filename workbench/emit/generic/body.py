"""The statements of a kernel: each expression once, in the order of the program.

A variable has the dtype of eager's tensor and is widened where it is computed with, so that every
rounding point of eager's stands in the text; under `--round fp32` only loads and stores round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod

from workbench.emit.generic.expressions import Expression
from workbench.emit.generic.formatting import call
from workbench.emit.generic.index import Atom, Index, Picked, Quotient, Variable, Within
from workbench.emit.generic.lower import External
from workbench.emit.generic.names import Names
from workbench.emit.generic.ops import BOOL, DTYPES, FLOATS
from workbench.emit.generic.plan import Output, Plan
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import ROW

LANES = (
    4  # torch's CUDA reductions keep so many partial sums along a dimension that is not the last
)
_NEUTRAL = {"sum": "0.0", "max": 'float("-inf")', "min": 'float("inf")'}


@dataclass
class Scope:
    """Lines of one block, and the variables that are known in it."""

    indent: str
    lines: list[str] = field(default_factory=list)
    known: dict[Expression, tuple[str, str]] = field(default_factory=dict)  # name, its dtype


class Body:
    """Writes the statements of `plan`. inputs, numbers, outputs: names; values: of graph values."""

    def __init__(
        self,
        plan: Plan,
        names: Names,
        inputs: list[str],
        numbers: list[str],
        outputs: list[str],
        values: dict[int, str],
        wide: bool,
    ) -> None:
        self._plan = plan
        self._names = names
        self._inputs = inputs
        self._numbers = numbers
        self._outputs = outputs
        self._values = dict(values)
        self._wide = wide
        self._scope = Scope("    ")
        self._parents: list[Scope] = []
        self._columns = {
            variable: f"column_{variable.extent}" if k else "column"
            for k, variable in enumerate(plan.columns)
        }
        self._loaded: set[str] = set()
        self.helpers: set[str] = set()
        self.dropped: list[str] = []  # what was not rounded, under `wide`

    def lines(self) -> list[str]:
        """All statements, from the first load to the last store."""
        plan = self._plan
        wanted = [
            made for _, made in sorted(plan.lowering.memo.items(), key=lambda item: item[0][0])
        ]
        roots = [output.expression for output in plan.outputs]
        reachable = _reachable([*roots, *wanted])
        early = [one for one in reachable if one.kind == "load" and not self._slots(one)]
        early += [one for one in reachable if self._sums_slots(one) and not one.level]
        for one in sorted(early, key=reachable.index):
            self._name(one)
        stored: set[int] = set()
        for one in wanted:
            if not self._slots(one):
                self._name(one)
            for k, output in enumerate(plan.outputs):
                if k not in stored and output.expression in self._scope.known:
                    self._store(output, self._outputs[k])
                    stored.add(k)
        for k, output in enumerate(plan.outputs):
            if k not in stored:
                self._store(output, self._outputs[k])
        return self._scope.lines

    # ------------------------------------------------------------------ names

    def _slots(self, one: Expression) -> list[Variable]:
        return [variable for variable in one.variables if variable.name.startswith("slot")]

    def _sums_slots(self, one: Expression) -> bool:
        return one.kind == "reduce" and one.over is not None and one.over.name.startswith("slot")

    def _find(self, one: Expression) -> tuple[str, str] | None:
        for scope in (self._scope, *reversed(self._parents)):
            if one in scope.known:
                return scope.known[one]
        return None

    def _name(self, one: Expression) -> tuple[str, str]:
        """The variable that holds `one`, and its dtype; written now if it was not yet."""
        found = self._find(one)
        if found is None:
            if self._parents and not self._slots(one):
                inner, self._scope = self._scope, self._parents.pop()
                found = self._name(one)
                self._parents.append(self._scope)
                self._scope = inner
                return found
            found = getattr(self, f"_write_{one.kind}")(one)
            self._scope.known[one] = found
        return found

    def _new(self, one: Expression) -> str:
        name = self._values.pop(one.value, "") if one.value >= 0 else ""
        return name or self._names.give(one.hint or "part")

    def _say(self, text: str) -> None:
        self._scope.lines.append(self._scope.indent + text)

    def _as(self, one: Expression, dtype: str) -> str:
        """`one` as a value of `dtype`."""
        if one.kind == "constant":
            return self._constant(one, dtype)
        name, held = self._name(one)
        return name if held == dtype else f"{name}.to({DTYPES[dtype]})"

    def _constant(self, one: Expression, dtype: str) -> str:
        if one.source >= 0:
            return self._numbers[one.source]
        if dtype in FLOATS and one.text.lstrip("-").isdigit():
            return f"{one.text}.0"
        return one.text

    # ------------------------------------------------------------------ statements

    def _write_constant(self, one: Expression) -> tuple[str, str]:
        return self._constant(one, one.dtype), one.dtype

    def _write_position(self, one: Expression) -> tuple[str, str]:
        name = self._new(one)
        text = self._index(one.place[0])
        plain = text.isidentifier() or text.isdigit()
        if text.isdigit():
            self._say(f"{name} = tl.full([1], {text}, tl.int64)")
        else:
            self._say(f"{name} = {text if plain else f'({text})'}.to(tl.int64)")
        return name, "int64"

    def _write_compute(self, one: Expression) -> tuple[str, str]:
        operands = [
            self._as(operand, self._operand_dtype(one, k, operand))
            for k, operand in enumerate(one.operands)
        ]
        if one.helper:
            self.helpers.add(one.helper)
        text = one.text.format(*operands)
        held = one.operand_dtype
        if one.dtype == BOOL:
            held = BOOL
        given = one.operands[0]
        if one.text == "{0}" and given.kind != "constant":
            name, dtype = self._name(given)
            if dtype == one.dtype or (one.dtype == "float32" and dtype in FLOATS):
                return name, dtype
            if self._wide and one.dtype in FLOATS and dtype in FLOATS:
                self._drop(one)
                return name, dtype
        if held != one.dtype and not (self._wide and one.dtype in FLOATS and held in FLOATS):
            text = f"{_parenthesised(text, operands)}.to({DTYPES[one.dtype]})"
            held = one.dtype
        elif held != one.dtype:
            self._drop(one)
        if given.kind == "constant" and one.text == "{0}":
            return self._filled(one, operands[0]), one.dtype
        name = self._new(one)
        self._say(f"{name} = {text}")
        return name, held

    def _drop(self, one: Expression) -> None:
        if one not in [output.expression for output in self._plan.outputs]:
            self.dropped.append(self._values.get(one.value, one.hint))

    def _filled(self, one: Expression, text: str) -> str:
        name = self._new(one)
        self._say(f"{name} = tl.full([1], {text}, {DTYPES[one.dtype]})")
        return name

    def _operand_dtype(self, one: Expression, k: int, operand: Expression) -> str:
        if operand.dtype == BOOL and one.text.startswith(f"tl.where({{{k}}}"):
            return BOOL
        return one.operand_dtype

    def _write_choice(self, one: Expression) -> tuple[str, str]:
        parts = [self._name(operand) for operand in one.operands]
        name = self._new(one)
        dtype = "float32" if any(held == "float32" for _, held in parts) else one.dtype
        texts = [text if held == dtype else f"{text}.to({DTYPES[dtype]})" for text, held in parts]
        rest = texts[-1]
        for guard, text in reversed(list(zip(one.guards[:-1], texts[:-1], strict=True))):
            condition = f"{self._index(guard.index)} < {guard.high}"
            self._scope.lines += call(
                self._scope.indent, f"{name} = tl.where(", (condition, text, rest)
            )
            rest = name
        return name, dtype

    def _write_load(self, one: Expression) -> tuple[str, str]:
        external, name = self._plan.lowering.externals[one.source], self._inputs[one.source]
        pointer = self._pointer(external, name, one)
        conditions = list(self._conditions(one, name))
        variable = name if name not in self._loaded else self._names.give(name)
        self._loaded.add(name)
        arguments = [pointer]
        if conditions:
            other = "0.0" if external.ref.type.dtype in FLOATS else "0"
            arguments += [f"mask={' & '.join(conditions)}", f"other={other}"]
        self._scope.lines += call(self._scope.indent, f"{variable} = tl.load(", arguments)
        return variable, external.ref.type.dtype

    def _write_wrapped(self, one: Expression) -> tuple[str, str]:
        """A loaded index, counted from the end of the table where it is negative."""
        index, name = self._as(one.operands[0], "int64"), self._inputs[one.source]
        variable = self._names.give(f"{name}_at")
        self._say(f"{variable} = tl.where({index} < 0, {index} + {name}_rows, {index})")
        return variable, "int64"

    def _write_reduce(self, one: Expression) -> tuple[str, str]:
        assert one.over is not None
        if self._sums_slots(one):
            return self._write_slots(one, one.over)
        (operand,) = one.operands
        text = self._as(operand, "float32")
        padded = one.over.extent & (one.over.extent - 1)
        if padded or one.over not in operand.variables:
            text = f"tl.where({self._inside(one.over)}, {text}, {_NEUTRAL[one.text]})"
        name = self._new(one)
        if one.helper:
            self.helpers.add(one.helper)
            self._scope.lines += call(self._scope.indent, f"{name} = _row_{one.text}(", [text])
        else:
            self._scope.lines += call(
                self._scope.indent, f"{name} = tl.{one.text}(", [text, "1", "keep_dims=True"]
            )
        return name, "float32"

    def _write_slots(self, one: Expression, over: Variable) -> tuple[str, str]:
        """A sum along another dimension, in the order in which torch's CUDA kernel has it."""
        name, indent = self._new(one), self._scope.indent
        shape = self._block(one)
        lanes = over.extent > LANES
        deep = indent + ("        " if lanes else "    ")
        self._parents.append(self._scope)
        self._scope = Scope(deep)
        part = self._names.give("partial") if lanes else name
        text = self._as(one.operands[0], "float32")
        inner = self._scope.lines
        self._scope = self._parents.pop()
        zeros = f"tl.zeros({shape}, tl.float32)"
        self._say(f"{name} = {zeros}")
        slot = over.name
        if lanes:
            self._say(f"for lane in tl.static_range({LANES}):  # in eager's order")
            self._say(f"    {part} = {zeros}")
            self._say(f"    for {slot} in tl.static_range(lane, {over.extent}, {LANES}):")
        else:
            self._say(f"for {slot} in tl.static_range({over.extent}):")
        self._scope.lines += [*inner, f"{deep}{part} += {text}"]
        if lanes:
            self._say(f"    {name} += {part}")
        return name, "float32"

    def _store(self, output: Output, name: str) -> None:
        text = self._as(output.expression, self._stored_dtype(output))
        inner = prod(output.inner)
        place = self._flat(output.place[1:], output.inner)
        row = f"row * {self._number(inner)}" if inner != 1 else "row"
        at = f"{name}_ptr + {row}" + (f" + {place}" if place != "0" else "")
        variables = {ROW, *(v for index in output.place for v in index.variables())}
        conditions = ["live", *self._bounds(variables)]
        conditions += [f"({axis.name} == 0)" for axis in output.missing]
        self._scope.lines += call(
            self._scope.indent, "tl.store(", [at, text, f"mask={' & '.join(conditions)}"]
        )

    def _stored_dtype(self, output: Output) -> str:
        held = self._name(output.expression)[1] if output.expression.kind != "constant" else ""
        return held if self._wide and held in FLOATS else output.dtype

    # ------------------------------------------------------------------ places

    def _number(self, value: int) -> str:
        return "WIDTH" if value == self._plan.width and value > 1 else str(value)

    def _index(self, index: Index) -> str:
        parts = []
        for atom, factor in index.terms:
            text = self._atom(atom)
            parts.append(text if factor == 1 else f"{text} * {self._number(factor)}")
        if index.constant or not parts:
            parts.append(str(index.constant))
        return " + ".join(parts).replace("+ -", "- ")

    def _atom(self, atom: Atom) -> str:
        if isinstance(atom, Variable):
            return self._columns.get(atom, atom.name)
        if isinstance(atom, Within):
            plain = len(atom.of.terms) == 1 and not atom.of.constant
            return self._index(atom.of) if plain else f"({self._index(atom.of)})"
        if isinstance(atom, Quotient):
            return f"({self._index(atom.of)}) {'%' if atom.rest else '//'} {atom.by}"
        return self._picked(atom)

    def _picked(self, atom: Picked) -> str:
        """The variable of a loaded index."""
        return self._as(atom.source, "int64")

    def _flat(self, place: tuple[Index, ...], shape: tuple[int, ...]) -> str:
        flat = Index()
        for dim, index in enumerate(place):
            flat += index.times(prod(shape[dim + 1 :]))
        return self._index(flat)

    def _pointer(self, external: External, name: str, one: Expression) -> str:
        shape, strides = external.ref.type.shape, external.ref.type.strides
        place = list(one.place)
        base = f"{name}_ptr"
        if external.table:
            rest = self._flat(tuple(place[1:]), shape[1:])
            row = self._index(place[0])
            inner = prod(shape[1:])
            row = f"{row} * {self._number(inner)}" if inner != 1 else row
            return f"{base} + {row}" + (f" + {rest}" if rest != "0" else "")
        if external.rows:
            dim = external.row_dim
            place[dim] += Index(((ROW, -external.rows),))
            base += f" + row * {name}_stride"
            place, shape, strides = place[dim:], (external.rows, *shape[dim + 1 :]), strides[dim:]
        if not _dense(
            shape[1:] if external.rows else shape, strides[1:] if external.rows else strides
        ):
            raise Inexpressible("view: a tensor from outside whose rows are not contiguous")
        rest = self._flat(tuple(place), shape)
        return base + (f" + {rest}" if rest != "0" else "")

    def _conditions(self, one: Expression, name: str) -> Iterator[str]:
        if ROW in one.variables:
            yield "live"
        if not self._plan.flat:
            yield from self._bounds(one.variables)
        for index in one.place:
            for atom, _ in index.terms:
                if isinstance(atom, Within):
                    yield from self._limits(atom)
                if isinstance(atom, Picked):
                    at = self._picked(atom)
                    yield f"({at} >= 0)"
                    yield f"({at} < {name}_rows)"

    def _limits(self, atom: Within) -> Iterator[str]:
        bounds, shift = atom.of.bounds(), atom.of.constant
        text = self._index(Index(atom.of.terms))
        if bounds is None or bounds[0] < 0:
            yield f"({text} >= {-shift})"
        if bounds is None or bounds[1] >= atom.extent:
            yield f"({text} < {atom.extent - shift})"

    def _bounds(self, variables: set[Variable] | frozenset[Variable]) -> Iterator[str]:
        if self._plan.flat:
            return
        for column in self._plan.columns:
            if column in variables and column.extent & (column.extent - 1):
                yield self._inside(column)

    def _inside(self, column: Variable) -> str:
        name = self._columns[column]
        return name.replace("column", "inside")

    def _block(self, one: Expression) -> str:
        if self._plan.flat:
            return "[BLOCK]"
        along = [column for column in self._plan.columns if column in one.variables]
        if not along:
            return "[ROWS, 1]"
        whole = along[0] is self._plan.columns[0]
        return f"[ROWS, {'BLOCK' if whole else f'BLOCK_{along[0].extent}'}]"


def _dense(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    return all(
        stride == prod(shape[dim + 1 :]) for dim, stride in enumerate(strides) if shape[dim] != 1
    )


def _parenthesised(text: str, operands: list[str]) -> str:
    """`text` so that a method can be called on it."""
    whole_call = (
        text.endswith(")") and text[: text.find("(")].replace(".", "").replace("_", "").isalnum()
    )
    if text in operands and text.isidentifier():
        return text
    return text if whole_call and _balanced(text) else f"({text})"


def _balanced(text: str) -> bool:
    """Whether the first parenthesis of `text` closes at its end."""
    depth = 0
    for position, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == ")" and not depth:
            return position == len(text) - 1
    return False


def _reachable(roots: list[Expression]) -> list[Expression]:
    """All expressions below `roots`, operands first, loaded indices too."""
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
