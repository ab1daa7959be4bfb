"""The eager reference: the region's operators, one a line, on tensors with one row a row."""

from __future__ import annotations

import re
from typing import Any

from workbench.emit.generic.along import EXTREMES
from workbench.emit.generic.formatting import COLUMNS, call, sequence
from workbench.emit.generic.lower import Lowering
from workbench.emit.generic.ops import POINTWISE, spelling_of
from workbench.emit.generic.plan import Plan
from workbench.emit.generic.promotion import rounded_to
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.viewed import sizes, viewed
from workbench.trace.layout import TensorRef
from workbench.trace.opgraph import UNKNOWN, Operand, OpNode

_PLAIN = ("argmax", "argmin", "any", "all", "var", "std")  # whose dtype follows from what they do
_ROWS = re.compile(r"\brows\b")


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
            for value in node.outputs:
                if value in self._values:
                    self._statement(node, value)
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

    def _statement(self, node: OpNode, value: int) -> None:
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
        if spelling_of(node) in POINTWISE:
            spelling = POINTWISE[spelling_of(node)]
            texts = {operand: self._taken(node, operand) for operand in spelling.operands}
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
            given = ", ".join(self._view(part) for part in parts)
            dim = int(self._scalar(node, "dim")) % len(kind.shape) - len(kind.shape)
            return f"torch.cat(({given}), dim={dim})"
        if name in ("_softmax", "_log_softmax"):
            dim = int(self._scalar(node, "dim"))
            dim = dim if dim < 0 else dim - len(kind.shape)
            return f"torch.{name[1:]}({self._operand(node, 'self')}, dim={dim})"
        if name in ("max", "min") and value != node.outputs[0]:
            return self._reduction(node, f"arg{name}", kind.dtype)
        if name in ("sum", "mean", *EXTREMES, "linalg_vector_norm", *_PLAIN):
            return self._reduction(node, name, kind.dtype)
        if name == "cumsum":
            dim = int(self._scalar(node, "dim")) % len(kind.shape) - len(kind.shape)
            return f"torch.cumsum({self._operand(node, 'self')}, dim={dim})"
        if name == "native_layer_norm":
            return self._layer_norm(node)
        return self._creation(node, name, value)

    def _pick(self, node: OpNode, name: str) -> str:
        index = next(o for o in node.operands if o.name.startswith(("indices", "index")))
        where = self._view(index)
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
        if name in ("var", "std"):
            options += f", correction={1 if (c := self._scalar(node, 'correction')) is None else c}"
        elif dtype != source.type.dtype and name not in _PLAIN:
            options += f", dtype=torch.{dtype}"
        function = {
            "linalg_vector_norm": "torch.linalg.vector_norm",
            **{name: f"torch.a{kind}" for name, kind in EXTREMES.items()},
        }.get(name, f"torch.{name}")
        return f"{function}({self._operand(node, 'self')}{options})"

    def _layer_norm(self, node: OpNode) -> str:
        shape = sequence([str(extent) for extent in self._scalar(node, "normalized_shape")])
        given = ", ".join(
            self._view(one) if (one := node.operand(name)) and one.ref else "None"
            for name in ("weight", "bias")
        )
        source, eps = self._operand(node, "input"), self._number(node, "eps")
        return f"torch.nn.functional.layer_norm({source}, {shape}, {given}, {eps})"

    def _creation(self, node: OpNode, name: str, value: int) -> str:
        ref = self._lowering.graph.values[value].ref
        place = f"device={self._first()}.device"
        extents = sizes(ref.type.shape, self._lowering.row_of_value.get(value))
        self.counts_rows |= bool(_ROWS.search(" ".join(extents)))
        if name == "arange":
            start, step = node.operand("start"), node.operand("step")
            first, apart = (start.scalar if start else 0), (step.scalar if step else 1)
            count = extents[0]
            text = f"torch.arange({count}, {place})"
            text = text if apart == 1 else f"{text} * {apart}"
            return text if first == 0 else f"{text} + {first}"
        plain = name.removeprefix("new_").removesuffix("_like")
        if plain in ("ones", "zeros", "zero"):
            number = "1" if plain == "ones" else "0"
        else:
            number = self._number(node, "s", "fill_value", "value")
        shape = sequence(extents) if extents else "()"
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

    def _taken(self, node: OpNode, name: str) -> str:
        """An operand as torch on CUDA takes it, where a CPU would not round it."""
        text, operand = self._operand(node, name), node.operand(name)
        if operand is None or operand.ref is None or operand.ref.type.shape:
            return text
        common = rounded_to(node, name)
        return f"{text}.to(torch.{common})" if common else text

    def _operand(self, node: OpNode, name: str) -> str:
        operand = node.operand(name)
        if operand is None or operand.ref is None:
            return self._number(node, name)
        return self._view(operand)

    def _view(self, operand: Operand) -> str:
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
        given = sizes(shape, held)
        if held is not None and held[1] != 1 and value.producer not in lowering.nodes:
            given = ["rows", str(held[1]), *given[1:]]
        text, shrunk, wanted = viewed(name, (written, held), (operand.ref, row), given)
        if shrunk != wanted:
            text += f".expand({', '.join(wanted)})"
        self.counts_rows |= bool(_ROWS.search(text))
        return text


def _arguments(text: str) -> list[str]:
    """Arguments of a call, split at its own commas."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append(text[start:position].strip())
            start = position + 1
    return [*parts, text[start:].strip()]
