"""The arguments of an emitted kernel: their names, shapes and dtypes, and inputs to try."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from workbench.emit.generic.formatting import COLUMNS, sequence
from workbench.emit.generic.lower import External, Number
from workbench.emit.generic.names import Names
from workbench.emit.generic.ops import BOOL, FLOATS
from workbench.emit.generic.plan import Plan
from workbench.trace.opgraph import OpGraph

TABLE_ROWS_MAX = 4096  # of a table to try: which row is picked matters, not how many there are
CASE_BYTES_MAX = 1 << 29
_TOKENS = (0, 1, 2, 7, 64, 1023, 4096, 16384)  # as validation has them
_ROOTS = (-0.5, 0.5)


@dataclass(frozen=True)
class Input:
    """A tensor argument. kind: rows | strided (its rows are not contiguous) | fixed | table; shape:
    of a row, or of all that is fixed.
    """

    name: str
    kind: str
    shape: str
    dtype: str
    external: External
    extents: tuple[int, ...]

    @property
    def strides(self) -> list[int]:
        """Dimensions of a row whose strides the kernel is told."""
        return [k for k, e in enumerate(self.extents, 1) if e != 1 and self.kind == "strided"]


@dataclass(frozen=True)
class Arguments:
    """Everything that the template says of the arguments."""

    plan: Plan
    inputs: tuple[Input, ...]
    numbers: tuple[Number, ...]
    number_names: list[str]
    output_names: list[str]

    @classmethod
    def of(cls, plan: Plan, graph: OpGraph, names: Names) -> Arguments:
        """The arguments of a plan, each with a name of its own."""
        lowering = plan.lowering
        inputs = tuple(_input(external, names) for external in lowering.externals)
        numbers = tuple(lowering.numbers)
        hints = [_number_hint(number, graph) for number in numbers]
        return cls(
            plan,
            inputs,
            numbers,
            [names.give(hint) for hint in hints],
            [names.give("y") for _ in plan.outputs],
        )

    @property
    def input_names(self) -> list[str]:
        """Names of the tensors."""
        return [one.name for one in self.inputs]

    def value_names(self, plan: Plan, graph: OpGraph, names: Names) -> dict[int, str]:
        """A name for each value that the region computes, in the order of the program."""
        lowering = plan.lowering
        hints = {made.value: made.hint for made in lowering.memo.values() if made.value >= 0}
        needed = {value for value, _ in lowering.memo}
        return {
            value: names.give(hints.get(value) or _hint(graph, value)) for value in sorted(needed)
        }

    @property
    def first(self) -> str:
        """The tensor that tells how many rows there are."""
        return next(one.name for one in self.inputs if one.external.rows)

    @property
    def kernel_arguments(self) -> list[str]:
        """Parameters of the kernel, but for its tile."""
        return [
            *(f"{name}_ptr" for name in (*self.input_names, *self.output_names)),
            "rows",
            *(f"{one.name}_stride" for one in self.inputs if one.external.rows),
            *(f"{one.name}_stride_{k}" for one in self.inputs for k in one.strides),
            *(f"{one.name}_rows" for one in self.inputs if one.kind == "table"),
            *self.number_names,
        ]

    @property
    def launch_arguments(self) -> list[str]:
        """What the launcher gives for them."""
        return [
            *self.input_names,
            *(f"outputs[{k}]" for k in range(len(self.output_names))),
            f"{self.first}.shape[0]",
            *(f"{one.name}.stride(0)" for one in self.inputs if one.external.rows),
            *(f"{one.name}.stride({k})" for one in self.inputs for k in one.strides),
            *(f"{one.name}.shape[0]" for one in self.inputs if one.kind == "table"),
            *(
                name if number.whole else f"float({name})"
                for name, number in zip(self.number_names, self.numbers, strict=True)
            ),
        ]

    def case(self, capture: str) -> str:
        """The name of the captured case, as a literal."""
        text = ascii(capture)
        return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text

    def context(self, operator: str) -> dict[str, Any]:
        """What the template prints of them."""
        arguments = [*self.input_names, *self.number_names]
        whole = [
            n for n, number in zip(self.number_names, self.numbers, strict=True) if number.whole
        ]
        tables = [f"{one.name}_rows" for one in self.inputs if one.kind == "table"]
        plain = [*(f"{n}: torch.Tensor" for n in self.input_names)]
        plain += [
            f"{n}: {'int' if number.whole else 'float'}"
            for n, number in zip(self.number_names, self.numbers, strict=True)
        ]
        one = len(self.output_names) == 1
        return {
            "operator": operator,
            "inputs": self.inputs,
            "outputs": [
                {"shape": _shape(output.inner), "dtype": f"torch.{output.dtype}"}
                for output in self.plan.outputs
            ],
            "output_names": sequence([f'"{n}"' for n in self.output_names]),
            "arguments": arguments,
            "arguments_given": _tuple(arguments),
            "first": self.first,
            "not_specialised": str(["rows", *tables, *whole]).replace("'", '"'),
            "launcher": f"({', '.join(self.output_names)}{',' if one else ''}), contiguous.",
            "parameters": self._parameters(),
            "traced_arguments": plain,
            "traced_result": "torch.Tensor"
            if one
            else f"tuple[{', '.join(['torch.Tensor'] * len(self.output_names))}]",
            "traced_return": "outputs[0]" if one else "outputs",
            "traced_call": f"(torch.ops.emitted.{operator}(*arguments),)"
            if one
            else f"torch.ops.emitted.{operator}(*arguments)",
            "make_inputs": self._make_inputs(),
            "tokens": self._tokens(),
            "row_names": sequence([f'"{one.name}"' for one in self.inputs if one.external.rows]),
        }

    def _parameters(self) -> list[str]:
        lines = []
        for one in self.inputs:
            inner = ", ".join(map(str, one.extents))
            lead = {"table": "any", "fixed": ""}.get(one.kind, "rows")
            shape = ", ".join(filter(None, (lead, inner)))
            lines.append(f"    {one.name}: [{shape}] {one.external.ref.type.dtype}.")
        for name, number in zip(self.number_names, self.numbers, strict=True):
            kind = "an integer" if number.whole else "a number"
            lines.append(f"    {name}: {kind} that the recording does not hold.")
        return lines

    def _make_inputs(self) -> list[str]:
        lines = []
        for one in self.inputs:
            value = self._draw(one)
            line = f'        "{one.name}": {value},'
            fits = len(line) <= COLUMNS
            lines += [line] if fits else [f'        "{one.name}": (', value, "        ),"]
        for name, number in zip(self.number_names, self.numbers, strict=True):
            value = "1" if number.whole else "1e-6" if name.startswith("eps") else "0.75"
            lines.append(f'        "{name}": {value},')
        return lines

    def _draw(self, one: Input) -> str:
        dtype = one.external.ref.type.dtype
        lead = "rows" if one.external.rows else ""
        if one.kind == "table":
            lead = self._table_rows(one)
        extents = [lead, *map(str, one.extents)] if lead else [*map(str, one.extents)]
        order = _layout(one)
        sizes = ", ".join(extents[k] for k in order) or "()"
        if dtype == BOOL:
            made = f"(torch.rand({sizes}, generator=draw) < 0.75)"
        elif dtype not in FLOATS:
            shape = sizes if sizes == "()" else sequence(sizes.split(", "))
            made = f"torch.randint({self._picked_from(one)}, {shape}, generator=draw)"
            made += f".to(torch.{dtype})" if dtype != "int64" else ""
        elif one.kind == "fixed":
            made = f"(0.5 + torch.rand({sizes}, generator=draw)).to(torch.{dtype})"
        else:
            made = f"torch.randn({sizes}, generator=draw)"
            made += f".to(torch.{dtype})" if dtype != "float32" else ""
        back = "" if order == sorted(order) else f".permute({', '.join(map(str, _inverse(order)))})"
        return f"{made}.to(device){back}"

    def _tokens(self) -> str:
        """Row counts to try where the usual ones would make inputs too large; "" for the usual."""
        row_bytes = sum(
            prod(one.extents) * one.external.ref.type.itemsize * self._many(one)
            for one in self.inputs
            if one.external.rows or self._many(one)
        )
        counts = [count for count in _TOKENS if count * row_bytes <= CASE_BYTES_MAX]
        return sequence([str(count) for count in counts]) if len(counts) < len(_TOKENS) else ""

    def _many(self, one: Input) -> int:
        """Rows of a table for each row of the outputs; 1 for what is no table."""
        if one.kind != "table":
            return 1
        scaled = one.external.scaled
        return one.external.ref.type.shape[0] // self.plan.recorded_rows if scaled else 0

    def _table_rows(self, one: Input) -> str:
        extent = one.external.ref.type.shape[0]
        if one.external.scaled and extent % self.plan.recorded_rows == 0:
            many = extent // self.plan.recorded_rows
            return f"max(rows * {many}, 1)" if many != 1 else "max(rows, 1)"
        return str(min(extent, TABLE_ROWS_MAX))

    def _picked_from(self, index: Input) -> str:
        tables = [self._table_rows(one) for one in self.inputs if one.kind == "table"]
        return (min(tables, key=len) if index.external.index and tables else "64") or "64"


def _layout(one: Input) -> list[int]:
    """Dimensions of an argument from the outermost in memory to the innermost, as recorded."""
    count = len(one.extents) + bool(one.external.rows or one.external.table)
    if one.kind != "strided":
        return list(range(count))
    strides = one.external.ref.type.strides[one.external.row_dim :]
    return sorted(range(count), key=lambda dim: -strides[dim])


def _inverse(order: list[int]) -> list[int]:
    return [order.index(dim) for dim in range(len(order))]


def _input(external: External, names: Names) -> Input:
    kind = external.ref.type
    if external.table:
        role, extents = "table", kind.shape[1:]
    elif external.rows:
        many = (external.rows,) if external.rows != 1 else ()
        role = "strided" if external.strided else "rows"
        extents = (*many, *kind.shape[external.row_dim + 1 :])
    else:
        role, extents = "fixed", kind.shape
    hint = {"fixed": "weight", "table": "table"}.get(role, "x")
    if kind.dtype == BOOL:
        hint = "mask"
    elif kind.dtype not in FLOATS:
        hint = "index" if external.index else "ids"
    elif role == "fixed" and prod(kind.shape) == 1:
        hint = "scale"
    return Input(names.give(hint), role, _shape(extents), f"torch.{kind.dtype}", external, extents)


def _tuple(names: list[str]) -> list[str]:
    """Lines of a tuple of names, as the formatter would have it."""
    if len(names) == 1:
        return [f"    arguments = ({names[0]},)"]
    return ["    arguments = (", *(f"        {name}," for name in names), "    )"]


def _shape(extents: tuple[int, ...]) -> str:
    return f"({extents[0]},)" if len(extents) == 1 else f"({', '.join(map(str, extents))})"


def _number_hint(number: Number, graph: OpGraph) -> str:
    """`eps` for what is added under a root, else what the operator does with it."""
    node = graph.nodes[number.node]
    if node.name == "aten::add" and not number.whole:
        for reader in graph.values[node.outputs[0]].readers:
            after = graph.nodes[reader]
            exponent = after.operand("exponent")
            if after.name in ("aten::rsqrt", "aten::sqrt") or (
                after.name == "aten::pow" and exponent and exponent.scalar in _ROOTS
            ):
                return "eps"
    return number.hint


def _hint(graph: OpGraph, value: int) -> str:
    """A name for a value that the kernel has no expression of its own for."""
    node = graph.nodes[graph.values[value].producer]
    return {"aten::clone": "copied", "aten::_to_copy": "wide"}.get(node.name, "picked")
