"""The eager reference: the region's operators, one a line, on tensors with one row a row."""

from __future__ import annotations

from math import prod
from typing import Any

from workbench.emit.generic.formatting import COLUMNS, call
from workbench.emit.generic.index import ZERO, Index, Variable, of
from workbench.emit.generic.lower import Lowering
from workbench.emit.generic.ops import POINTWISE
from workbench.emit.generic.plan import Plan
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.views import ROW, Place, place_in
from workbench.trace.layout import TensorRef
from workbench.trace.opgraph import UNKNOWN, Operand, OpNode

Row = tuple[int, int] | None  # the dimension that counts rows, and how many make one


class Reference:
    """Writes the reference of `plan`. inputs, numbers: names of arguments; values: of values."""

    def __init__(
        self, plan: Plan, inputs: list[str], numbers: list[str], values: dict[int, str]
    ) -> None:
        self._lowering: Lowering = plan.lowering
        self._plan = plan
        self._inputs = inputs
        self._numbers = numbers
        self._values = values
        self._lines: list[str] = []
        self.counts_rows = False

    def lines(self) -> list[str]:
        """The body of the function, its `return` last."""
        graph = self._lowering.graph
        for index in self._lowering.nodes:
            node = graph.nodes[index]
            if any(value in self._values for value in node.outputs):
                self._statement(node)
        results = [self._result(k) for k in range(len(self._plan.outputs))]
        lines = self._lines
        if self.counts_rows:
            lines = [f"    rows = {self._first()}.shape[0]", *lines]
        if len(results) == 1:
            return [*lines, f"    return ({results[0]},)"]
        returned = f"    return {', '.join(results)}"
        if len(returned) <= COLUMNS:
            return [*lines, returned]
        return [*lines, "    return (", *(f"        {result}," for result in results), "    )"]

    def _first(self) -> str:
        externals = self._lowering.externals
        return next(self._inputs[k] for k, external in enumerate(externals) if external.rows)

    def _result(self, position: int) -> str:
        output = self._plan.outputs[position]
        ref = self._lowering.graph.values[output.value].ref
        _, many = self._lowering.row_of_value[output.value]
        name = self._values[output.value]
        if many == 1:
            return name
        self.counts_rows = True
        return f"{name}.reshape(rows, {', '.join(map(str, output.inner))})" if ref else name

    # ------------------------------------------------------------------ operators

    def _statement(self, node: OpNode) -> None:
        value = node.outputs[0]
        name = self._values[value]
        text = self._operator(node, value)
        promoted = self._promoted(node, value)
        if promoted:
            text = f"({text}).to(torch.{promoted})"
        line = f"    {name} = {text}"
        if len(line) <= COLUMNS:
            self._lines.append(line)
            return
        head, _, rest = text.partition("(")
        self._lines += call("    ", f"{name} = {head}(", _arguments(rest[:-1]))

    def _promoted(self, node: OpNode, value: int) -> str:
        """The dtype that an operator in place keeps although its operands would promote it."""
        if not node.in_place:
            return ""
        kinds = {item.ref.type.dtype for item in node.operands if item.ref and item.ref.type.shape}
        dtype = self._lowering.graph.values[value].ref.type.dtype
        return dtype if kinds - {dtype} else ""

    def _operator(self, node: OpNode, value: int) -> str:
        name = node.name.removeprefix("aten::")
        kind = self._lowering.graph.values[value].ref.type
        if name == "gelu" and self._scalar(node, "approximate") == "tanh":
            name = "gelu tanh"
        if name in POINTWISE:
            spelling = POINTWISE[name]
            texts = {operand: self._operand(node, operand) for operand in spelling.operands}
            return spelling.torch.format(**texts)
        if name in ("_to_copy", "clone"):
            source = self._operand(node, "self")
            same = self._tensor(node, "self").type.dtype == kind.dtype
            return f"{source}.clone()" if same else f"{source}.to(torch.{kind.dtype})"
        if name == "pow":
            exponent = self._scalar(node, "exponent")
            return f"torch.pow({self._operand(node, 'self')}, {float(exponent):g})"
        if name in ("embedding", "index", "index_select"):
            return self._pick(node, name)
        if name == "cat":
            parts = [item for item in node.operands if item.name.startswith("tensors.")]
            given = ", ".join(self._view(part, expand=True) for part in parts)
            dim = int(self._scalar(node, "dim")) % len(kind.shape) - len(kind.shape)
            return f"torch.cat(({given}), dim={dim})"
        if name in ("_softmax", "_log_softmax"):
            dim = int(self._scalar(node, "dim"))
            dim = dim if dim < 0 else dim - len(kind.shape)
            return f"torch.{name[1:]}({self._operand(node, 'self', expand=True)}, dim={dim})"
        if name in ("sum", "mean", "amax", "amin", "linalg_vector_norm"):
            return self._reduction(node, name, kind.dtype)
        return self._creation(node, name, value)

    def _pick(self, node: OpNode, name: str) -> str:
        index = next(o for o in node.operands if o.name.startswith(("indices", "index")))
        where = self._view(index, expand=True)
        if name == "embedding":
            return f"torch.nn.functional.embedding({where}, {self._operand(node, 'weight')})"
        if name == "index_select":
            return f"torch.index_select({self._operand(node, 'self')}, 0, {where})"
        return f"{self._operand(node, 'self')}[{where}]"

    def _reduction(self, node: OpNode, name: str, dtype: str) -> str:
        source = self._tensor(node, "self")
        rank = len(source.type.shape)
        given = node.operand("dim")
        dims = given.scalar if given is not None else None
        dims = [dims] if isinstance(dims, int) else list(dims or range(rank))
        negative = sorted(d % rank - rank for d in dims)
        dim = str(negative[0]) if len(negative) == 1 else f"({', '.join(map(str, negative))})"
        keep = node.operand("keepdim")
        options = f", dim={dim}" + (", keepdim=True" if keep is not None and keep.scalar else "")
        if dtype != source.type.dtype:
            options += f", dtype=torch.{dtype}"
        function = {"linalg_vector_norm": "torch.linalg.vector_norm"}.get(name, f"torch.{name}")
        return f"{function}({self._operand(node, 'self', expand=True)}{options})"

    def _creation(self, node: OpNode, name: str, value: int) -> str:
        ref = self._lowering.graph.values[value].ref
        place = f"device={self._first()}.device"
        sizes = self._sizes(ref.type.shape, self._lowering.row_of_value.get(value))
        if name == "arange":
            start, step = node.operand("start"), node.operand("step")
            first, apart = (start.scalar if start else 0), (step.scalar if step else 1)
            count = sizes[0]
            text = f"torch.arange({count}, {place})"
            text = text if apart == 1 else f"{text} * {apart}"
            return text if first == 0 else f"{text} + {first}"
        plain = name.removeprefix("new_").removesuffix("_like")
        if plain in ("ones", "zeros", "zero"):
            number = "1" if plain == "ones" else "0"
        else:
            number = self._number(node, "s", "fill_value", "value")
        shape = f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
        return f"torch.full({shape}, {number}, dtype=torch.{ref.type.dtype}, {place})"

    # ------------------------------------------------------------------ operands

    def _scalar(self, node: OpNode, name: str) -> Any:
        operand = node.operand(name)
        return operand.scalar if operand is not None else None

    def _tensor(self, node: OpNode, name: str) -> TensorRef:
        operand = node.operand(name)
        assert operand is not None and operand.ref is not None
        return operand.ref

    def _number(self, node: OpNode, *names: str) -> str:
        operand = next(o for name in names if (o := node.operand(name)) is not None)
        if operand.scalar is not UNKNOWN:
            value = operand.scalar
            finite = not isinstance(value, float) or value - value == 0
            return repr(value) if finite else f'float("{value}")'
        for position, number in enumerate(self._lowering.numbers):
            if (number.node, number.operand) == (node.index, operand.name):
                return self._numbers[position]
        raise Inexpressible(f"{node.name}: the recording does not hold its {operand.name}")

    def _operand(self, node: OpNode, name: str, expand: bool = False) -> str:
        operand = node.operand(name)
        if operand is None or operand.ref is None:
            return self._number(node, name)
        return self._view(operand, expand)

    def _view(self, operand: Operand, expand: bool = False) -> str:
        """The operand as PyTorch views of the variable that holds it."""
        assert operand.ref is not None
        lowering, source = self._lowering, operand.sources[0]
        row = lowering.row_of_read.get(id(operand))
        value = lowering.graph.values[source]
        if value.producer in lowering.nodes:
            name, written = self._values[source], value.ref
            held = lowering.row_of_value.get(source)
            shape = written.type.shape
        else:
            position = lowering._external(source, operand.ref)
            external = lowering.externals[position]
            name, written, shape = self._inputs[position], external.ref, external.ref.type.shape
            held = (external.row_dim, external.rows) if external.rows else None
        given = self._sizes(shape, held)
        if held is not None and held[1] != 1 and value.producer not in lowering.nodes:
            given = ["rows", str(held[1]), *given[1:]]
        return self._viewed(name, written, held, operand.ref, row, given, expand)

    def _viewed(
        self,
        name: str,
        written: TensorRef,
        held: Row,
        read: TensorRef,
        row: Row,
        given: list[str],
        expand: bool,
    ) -> str:
        wanted = self._sizes(read.type.shape, row)
        place = _symbolic(read.type.shape, row)
        found = place_in(written, read, place)
        target = [place[k] for k in range(row[0] if row else 0, len(place))]
        origin = list(found[held[0] if held else 0 :])
        extents = list(written.type.shape[held[0] if held else 0 :])
        text, origin, extents, sliced = _sliced(name, origin, extents, held is not None)
        unit = [index if index in _used(origin) else ZERO for index in target]
        if _flat(origin, extents) != _flat(unit, _extents(read, row)):
            raise Inexpressible("view: a reference cannot say it without strides")
        same = not sliced and given == wanted and len(origin) == len(target)
        shrunk = [
            w if index == t else "1" for w, index, t in zip(wanted, unit, target, strict=True)
        ]
        if not same and not (sliced and [*given[:-1], str(extents[-1])] == shrunk):
            text = f"{text}.reshape({', '.join(self._said(shrunk))})"
        if expand and shrunk != wanted:
            text = f"{text}.expand({', '.join(self._said(wanted))})"
        return text

    def _said(self, sizes: list[str]) -> list[str]:
        if any(size.startswith("rows") for size in sizes):
            self.counts_rows = True
        return sizes or ["()"]

    def _sizes(self, shape: tuple[int, ...], row: Row) -> list[str]:
        """Extents as text, from the dimension that counts rows on."""
        if row is None:
            return [str(extent) for extent in shape]
        dim, many = row
        rows = "rows" if many == 1 else f"rows * {many}"
        return [rows, *(str(extent) for extent in shape[dim + 1 :])]


def _arguments(text: str) -> list[str]:
    """Arguments of a call, split at its own commas."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append(text[start:position].strip())
            start = position + 1
    return [*parts, text[start:].strip()]


def _symbolic(shape: tuple[int, ...], row: Row) -> Place:
    """A place anywhere in a tensor of `shape`."""
    place = []
    for k, extent in enumerate(shape):
        index = of(Variable(f"d{k}", extent)) if extent != 1 else ZERO
        if row is not None and k == row[0]:
            rest = of(Variable("within", row[1])) if row[1] != 1 else ZERO
            index = of(ROW).times(row[1]) + rest
        place.append(index)
    return tuple(place)


def _sliced(
    name: str, origin: list[Index], extents: list[int], counted: bool
) -> tuple[str, list[Index], list[int], bool]:
    """`name` cut to the columns that are read of it."""
    bounds = origin[-1].bounds() if origin else None
    if bounds is None or (counted and len(origin) == 1):
        return name, origin, extents, False
    low, high = bounds
    if (low, high + 1) == (0, extents[-1]) or (low == high and extents[-1] == 1):
        return name, origin, extents, False
    cut = f"{name}[..., {low or ''}:{'' if high + 1 == extents[-1] else high + 1}]"
    return cut, [*origin[:-1], origin[-1].plus(-low)], [*extents[:-1], high + 1 - low], True


def _used(origin: list[Index]) -> list[Index]:
    """Indices whose variables `origin` depends on."""
    found = {variable for index in origin for variable in index.variables()}
    return _Containing(found)  # type: ignore[return-value]


class _Containing:
    def __init__(self, variables: set[Variable]) -> None:
        self._variables = variables

    def __contains__(self, index: object) -> bool:
        assert isinstance(index, Index)
        return all(variable in self._variables for variable in index.variables())


def _extents(read: TensorRef, row: Row) -> list[int]:
    return list(read.type.shape[row[0] if row else 0 :])


def _flat(place: list[Index], extents: list[int]) -> Index:
    """Row-major offset, the outermost extent not needed; an order of terms of its own."""
    flat = Index()
    for dim, index in enumerate(place):
        flat += index.times(prod(extents[dim + 1 :]))
    return Index(tuple(sorted(flat.terms, key=repr)), flat.constant)
