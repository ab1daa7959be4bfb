"""The statements of a kernel: each expression once, in the order of the program.

A variable has the dtype of eager's tensor and is widened where it is computed with: every rounding
point of eager's stands in the text. Under `--round fp32` only loads and stores round.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbench.emit.generic.blocks import INDENT, Blocks
from workbench.emit.generic.expressions import Expression, below
from workbench.emit.generic.formatting import parenthesised
from workbench.emit.generic.index import Variable
from workbench.emit.generic.names import Names
from workbench.emit.generic.ops import BOOL, DTYPES, EXACT, FLOATS, cast
from workbench.emit.generic.places import Places
from workbench.emit.generic.plan import Plan

LANES = 4  # partial sums that torch's CUDA reductions keep along what is not the last dimension
_NEUTRAL = {
    "float32": {"sum": "0.0", "max": 'float("-inf")', "min": 'float("inf")'},
    "int64": {"sum": "0", "max": "-9223372036854775808", "min": "9223372036854775807"},
    "int32": {"max": "-2147483648", "min": "2147483647"},
}


class Body(Blocks):
    """Writes the statements of `plan`. inputs, numbers, outputs: names; values: of graph values.

    helpers: functions that the statements call. dropped: values that `wide` does not round.
    """

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
        super().__init__(names, values, plan.looped)
        self._plan = plan
        self._inputs, self._numbers, self._outputs = inputs, numbers, outputs
        self._wide = wide
        self._places = Places(plan, lambda one: self._as(one, "int64"))
        self._loaded: set[str] = set()
        self.helpers: set[str] = set()
        self.dropped: dict[str, None] = {}
        self._value_names = dict(values)

    def lines(self) -> list[str]:
        """All statements, from the first load to the last store."""
        made = sorted(self._plan.lowering.memo.items(), key=lambda item: item[0][0])
        order = below([one for _, one in made])
        if self._plan.looped:
            self._in_passes(order)
            return self._scope.lines
        early = [one for one in order if one.kind == "load"]
        early += [one for one in order if self._adds_slots(one) and not one.level]
        for one in sorted(early, key=order.index):
            self._name_unless_looped(one)
        left = list(range(len(self._outputs)))
        for _, one in made:
            self._name_unless_looped(one)
            for k in [k for k in left if self._plan.outputs[k].expression is one]:
                self._store(k)
                left.remove(k)
        return self._scope.lines

    def _in_passes(self, order: list[Expression]) -> None:
        """A row that does not fit: one pass over it for each level of reductions, and one more."""
        (column,) = self._plan.looped
        sums = [one for one in order if one.over is column]
        for level in sorted({one.level for one in sums}):
            self._pass([one for one in sums if one.level == level], column)
        along = [k for k, one in enumerate(self._plan.outputs) if column in one.variables]
        for k in range(len(self._outputs)):
            if k not in along:
                self._store(k)
        if along:
            with self._row_loop(column):
                for k in along:
                    self._store(k)

    @contextmanager
    def _row_loop(self, column: Variable) -> Iterator[None]:
        indent = self._scope.indent
        with self._block(frozenset({column}), indent + INDENT) as lines:
            yield
        self._say("for first in range(0, WIDTH, BLOCK):")
        self._say("    column = first + offset")
        self._say("    inside = column < WIDTH")
        self._scope.lines += lines

    def _pass(self, sums: list[Expression], column: Variable) -> None:
        names = [self._new(one) for one in sums]
        for one, name in zip(sums, names, strict=True):
            neutral = f"{_NEUTRAL[one.dtype][one.text]}, {DTYPES[one.dtype]}"
            self._say(f"{name} = tl.full([ROWS, BLOCK], {neutral})")
        with self._row_loop(column):
            for one, name in zip(sums, names, strict=True):
                text = self._masked(one, self._as(one.operands[0], one.dtype))
                if one.text == "sum":
                    self._say(f"{name} += {text}")
                    continue
                helper, floating = f"{one.text}imum", one.dtype == "float32"
                self.helpers |= {helper} if floating else set()
                self._lay(f"{name} = {'_' if floating else 'tl.'}{helper}(", (name, text))
        for one, name in zip(sums, names, strict=True):
            self._along_row(one, name, name)
            self._scope.known[one] = name, one.dtype

    # ------------------------------------------------------------------ statements

    def _adds_slots(self, one: Expression) -> bool:
        return one.kind == "reduce" and one.over is not None and one.over.name.startswith("slot")

    def _as(self, one: Expression, dtype: str) -> str:
        """`one` as a value of `dtype`."""
        if one.kind == "constant":
            return self._constant(one, dtype)
        name, held = self._name(one)
        return name if held == dtype else f"{name}.to({DTYPES[dtype]})"

    def _constant(self, one: Expression, dtype: str) -> str:
        if one.source >= 0:
            return self._numbers[one.source]
        whole = one.text.lstrip("-").isdigit()
        return f"{one.text}.0" if dtype in FLOATS and whole else one.text

    def _write_constant(self, one: Expression) -> tuple[str, str]:
        return self._constant(one, one.dtype), one.dtype

    def _write_position(self, one: Expression) -> tuple[str, str]:
        name, text = self._new(one), self._places.index(one.place[0])
        if text.isdigit():
            self._say(f"{name} = tl.full([1], {text}, tl.int64)")
        else:
            self._say(f"{name} = {parenthesised(text)}.to(tl.int64)")
        return name, "int64"

    def _write_compute(self, one: Expression) -> tuple[str, str]:
        if one.text == "{0}":
            return self._write_cast(one, one.operands[0])
        operands = [
            self._as(operand, self._operand_dtype(one, k, operand))
            for k, operand in enumerate(one.operands)
        ]
        if one.helper:
            self.helpers.add(one.helper)
        text, held = one.text.format(*operands), one.operand_dtype
        if one.dtype == BOOL:
            held = BOOL
        if held != one.dtype and self._stays_wide(one, held):
            self._drop(one)
        elif held != one.dtype:
            text, held = f"{parenthesised(text)}.to({DTYPES[one.dtype]})", one.dtype
        name = self._new(one)
        self._say(f"{name} = {text}")
        return name, held

    def _write_cast(self, one: Expression, given: Expression) -> tuple[str, str]:
        if given.kind == "constant":
            name = self._new(one)
            self._say(f"{name} = tl.full([1], {self._as(given, one.dtype)}, {DTYPES[one.dtype]})")
            return name, one.dtype
        source, held = self._name(given)
        if held == one.dtype or (one.dtype == "float32" and held in FLOATS):
            return source, held
        if self._stays_wide(one, held):
            self._drop(one)
            return source, held
        name = self._new(one)
        self._say(f"{name} = {cast(source, held, one.dtype)}")
        return name, one.dtype

    def _stays_wide(self, one: Expression, held: str) -> bool:
        return self._wide and one.dtype in FLOATS and held == "float32"

    def _drop(self, one: Expression) -> None:
        """Note that `one` is not rounded, where it would be and is not stored."""
        name, graph = self._value_names.get(one.value, ""), self._plan.lowering.graph
        stored = any(output.expression is one for output in self._plan.outputs)
        if name and not stored and graph.nodes[graph.values[one.value].producer].name not in EXACT:
            self.dropped |= {name: None}

    def _operand_dtype(self, one: Expression, k: int, operand: Expression) -> str:
        if operand.dtype == BOOL and one.text.startswith(f"tl.where({{{k}}}"):
            return BOOL
        return one.operand_dtype

    def _write_choice(self, one: Expression) -> tuple[str, str]:
        parts = [self._name(operand) for operand in one.operands]
        name = self._new(one)
        dtype = "float32" if any(held == "float32" for _, held in parts) else one.dtype
        texts = [t if held == dtype else f"{t}.to({DTYPES[dtype]})" for t, held in parts]
        rest = texts[-1]
        for guard, text in reversed(list(zip(one.guards[:-1], texts[:-1], strict=True))):
            condition = f"{self._places.index(guard.index)} < {guard.high}"
            self._lay(f"{name} = tl.where(", (condition, text, rest))
            rest = name
        return name, dtype

    def _write_load(self, one: Expression) -> tuple[str, str]:
        external, name = self._plan.lowering.externals[one.source], self._inputs[one.source]
        arguments = [self._places.pointer(external, name, one.place)]
        conditions = list(self._places.load_mask(one, name))
        variable = name if name not in self._loaded else self._names.give(name)
        self._loaded.add(name)
        if conditions:
            other = "0.0" if external.ref.type.dtype in FLOATS else "0"
            arguments += [f"mask={' & '.join(conditions)}", f"other={other}"]
        self._lay(f"{variable} = tl.load(", arguments)
        return variable, external.ref.type.dtype

    def _write_wrapped(self, one: Expression) -> tuple[str, str]:
        """A loaded index, counted from the end of the table where it is negative."""
        index, name = self._as(one.operands[0], "int64"), self._inputs[one.source]
        variable = self._names.give(f"{name}_at")
        self._say(f"{variable} = tl.where({index} < 0, {index} + {name}_rows, {index})")
        return variable, "int64"

    def _write_reduce(self, one: Expression) -> tuple[str, str]:
        assert one.over is not None
        if self._adds_slots(one):
            return self._write_slots(one, one.over)
        text, name = self._masked(one, self._as(one.operands[0], one.dtype)), self._new(one)
        self._along_row(one, name, text)
        return name, one.dtype

    def _write_scan(self, one: Expression) -> tuple[str, str]:
        text, name = self._as(one.operands[0], one.dtype), self._new(one)
        self._say(f"{name} = tl.cumsum({text}, 1)")
        return name, one.dtype

    def _masked(self, one: Expression, text: str) -> str:
        """An operand of a reduction, neutral beyond the row's end."""
        assert one.over is not None
        if self._plan.is_padded(one.over) or one.over not in one.operands[0].variables:
            text += f", {_NEUTRAL[one.dtype][one.text]}"
            return f"tl.where({self._places.inside(one.over)}, {text})"
        return text

    def _along_row(self, one: Expression, name: str, text: str) -> None:
        if one.helper:
            self.helpers.add(one.helper)
            self._lay(f"{name} = _row_{one.text}(", [text])
        else:
            self._lay(f"{name} = tl.{one.text}(", [text, "1", "keep_dims=True"])

    def _write_slots(self, one: Expression, over: Variable) -> tuple[str, str]:
        """A sum along another dimension, in the order in which torch's CUDA kernel has it."""
        name, lanes = self._new(one), over.extent > LANES
        zeros = f"tl.zeros({self._block_shape(one)}, tl.float32)"
        part = self._names.give("partial") if lanes else name
        deep = self._scope.indent + INDENT * (2 if lanes else 1)
        with self._block(frozenset({over}), deep) as inner:
            text = self._as(one.operands[0], "float32")
            self._say(f"{part} += {text}")
        self._say(f"{name} = {zeros}")
        if lanes:
            self._say(f"for lane in tl.static_range({LANES}):  # in eager's order")
            self._say(f"    {part} = {zeros}")
            self._say(f"    for {over.name} in tl.static_range(lane, {over.extent}, {LANES}):")
        else:
            self._say(f"for {over.name} in tl.static_range({over.extent}):")
        self._scope.lines += inner
        if lanes:
            self._say(f"    {name} += {part}")
        return name, "float32"

    def _block_shape(self, one: Expression) -> str:
        if self._plan.flat:
            return "[BLOCK]"
        along = [column for column in self._plan.columns if column in one.variables]
        if not along:
            return "[ROWS, 1]"
        whole = along[0] is self._plan.columns[0]
        return f"[ROWS, {'BLOCK' if whole else f'BLOCK_{along[0].extent}'}]"

    def _store(self, k: int, slots: tuple[Variable, ...] | None = None) -> None:
        """Store an output; what has slots of its own, one after another."""
        output = self._plan.outputs[k]
        slots = output.slots if slots is None else slots
        if slots:
            with self._block(frozenset({slots[0]}), self._scope.indent + INDENT) as lines:
                self._store(k, slots[1:])
            self._say(f"for {slots[0].name} in tl.static_range({slots[0].extent}):")
            self._scope.lines += lines
            return
        one = output.expression
        held = self._name(one)[1] if one.kind != "constant" else ""
        text = self._as(one, held if self._wide and held in FLOATS else output.dtype)
        mask = " & ".join(self._places.store_mask(output))
        at = self._places.output(output, self._outputs[k])
        self._lay("tl.store(", (at, text, f"mask={mask}"))
