"""The part of a post-grad graph between a kernel's inputs and outputs, as PyTorch anybody can run.

The printed graph is text from a capture: it is rebuilt node by node from what is known to be
harmless (ATen and prims calls, numbers, dtypes, names), never copied.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.emit.filters import Refused, literal
from workbench.inductor.graph_text import BYTES_MAX
from workbench.inductor.source_text import parse_python, spelled

NODES_MAX = 400
_CLASS = re.compile(r"^class\s+\S+\s*\(", re.MULTILINE)
_TYPE = re.compile(r"(\w+)\[([^\]]*)\]")
# As printed graphs abbreviate dtypes.
DTYPES = {
    **{"bf16": "bfloat16", "f16": "float16", "f32": "float32", "f64": "float64", "b8": "bool"},
    **{"i64": "int64", "i32": "int32", "i16": "int16", "i8": "int8", "u8": "uint8"},
}
_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/", "ge": ">=", "gt": ">", "le": "<="}
_INFIX |= {"lt": "<", "eq": "==", "ne": "!=", "bitwise_and": "&", "bitwise_or": "|"}
_TORCH = ("tanh", "exp", "cos", "sin", "neg", "rsqrt", "sqrt", "sigmoid", "log", "abs", "erf")
_ROUNDED = ("bfloat16", "float16")


@dataclass(frozen=True)
class Value:
    """One node: how it is computed, and its dtype and shape as printed ("" and () unknown)."""

    name: str
    expression: ast.expr | None  # None: an input of the graph
    dtype: str
    shape: tuple[int, ...]

    @property
    def op(self) -> str:
        """aten.mul, prims.iota, getitem; "" for an input."""
        if isinstance(self.expression, ast.Subscript):
            return "getitem"
        if not isinstance(self.expression, ast.Call):
            return ""
        return ".".join(spelled(self.expression.func).split(".")[2:4])

    @property
    def reads(self) -> tuple[str, ...]:
        """Names in its expression, in order."""
        nodes = ast.walk(self.expression) if self.expression else ()
        return tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name)))


def values_of(path: Path) -> dict[str, Value]:
    """The nodes of a printed graph by name."""
    if not path.is_file() or path.stat().st_size > BYTES_MAX:
        raise Refused(f"{path.name}: no printed graph to slice a reference from")
    text = path.read_text(encoding="utf-8", errors="replace")
    module = parse_python(_CLASS.sub("class Graph(", text), str(path))
    forward = next(
        (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef) and n.name == "forward"),
        None,
    )
    found: dict[str, Value] = {}
    for argument in forward.args.args[1:] if forward else ():
        found[argument.arg] = Value(argument.arg, None, *_typed(argument.annotation))
    for node in forward.body if forward else ():
        target: ast.expr
        if isinstance(node, ast.AnnAssign):
            target = node.target
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
        else:
            continue
        annotation = getattr(node, "annotation", None)
        known = isinstance(node.value, ast.Call | ast.Subscript)
        if isinstance(target, ast.Name) and known:
            found[target.id] = Value(target.id, node.value, *_typed(annotation))
    return found


def _typed(annotation: ast.expr | None) -> tuple[str, tuple[int, ...]]:
    text = annotation.value if isinstance(annotation, ast.Constant) else ""
    match = _TYPE.match(text) if isinstance(text, str) else None
    if not match:
        return "", ()
    try:
        shape = tuple(int(each) for each in match[2].split(",") if each.strip())
    except ValueError:
        raise Refused(f"a symbolic shape [{match[2]}]: only fixed ones are emitted") from None
    return DTYPES.get(match[1], match[1]), shape


def between(
    values: Mapping[str, Value],
    inputs: Sequence[str],
    outputs: Sequence[str],
    foreign: frozenset[str],
) -> tuple[str, ...]:
    """Names of the nodes that lead from `inputs` to `outputs`, in the order of the graph.

    Refuses where they lead past the inputs: to another argument of the graph, or to what another
    launch computes (`foreign`).
    """
    wanted, stack = set(), list(outputs)
    while stack:
        name = stack.pop()
        if name in wanted or name in inputs:
            continue
        value = values.get(name)
        if value is None or value.expression is None or name in foreign:
            raise Refused(f"its outputs depend on {name:.60}, which it does not read")
        wanted.add(name)
        stack += [each for each in value.reads if each in values]
        if len(wanted) > NODES_MAX:
            raise Refused(f"more than {NODES_MAX} nodes between its inputs and outputs")
    return tuple(name for name in values if name in wanted)


@dataclass
class Writer:
    """Python of graph nodes. `rows`: the leading extent that stands for any number of tokens, or
    that after the 1 of an only sequence.

    fused: keep fp32 where the graph rounds to 16 bits, as the generated kernel does, and round
    outputs alone.
    """

    values: Mapping[str, Value]
    names: dict[str, str]
    rows: int
    fused: bool = False
    outputs: tuple[str, ...] = ()

    def statement(self, name: str) -> str:
        """`name = ...` of one node, nothing where it is a cast that fp32 throughout leaves out."""
        value = self.values[name]
        assert value.expression is not None
        made = self._expression(value.expression, value)
        if self.fused and name in self.outputs and value.dtype in _ROUNDED:
            # What is stored is rounded, and read again where a later pass needs it.
            return f"{self.names[name]} = ({made}).to(torch.{value.dtype}).float()"
        if made in self.names.values():
            self.names[name] = made
            return ""
        return f"{self.names[name]} = {made}"

    def _expression(self, node: ast.expr, value: Value) -> str:
        if isinstance(node, ast.Subscript):
            index = node.slice.value if isinstance(node.slice, ast.Constant) else None
            if not isinstance(index, int):
                raise Refused(f"{value.name}: an index that is no number")
            return f"{self._argument(node.value)}[{index}]"
        if not isinstance(node, ast.Call):
            raise Refused(f"{value.name}: no call")
        callee = spelled(node.func).split(".")
        if callee[:2] != ["torch", "ops"] or callee[2] not in ("aten", "prims"):
            raise Refused(f"{value.name}: {'.'.join(callee)[:60]} is no ATen operator")
        operator, arguments = callee[3], [self._argument(each) for each in node.args]
        made = self._known(operator, arguments, node, value)
        if made:
            return made
        if operator.endswith("_") or operator in ("index_put", "empty"):
            raise Refused(f"{value.name}: {operator} writes in place")
        keywords = [f"{k.arg}={self._argument(k.value)}" for k in node.keywords if _plain(k)]
        return f"{'.'.join(callee)}({', '.join([*arguments, *keywords])})"

    def _known(
        self, operator: str, arguments: list[str], node: ast.Call, value: Value
    ) -> str | None:
        """Spelling of the operators that PyTorch has a shorter one for."""
        if operator == "convert_element_type":
            if self.fused and value.dtype in (*_ROUNDED, "float32"):
                return arguments[0]
            return f"{arguments[0]}.to({arguments[1]})"
        if operator in _INFIX and len(arguments) == 2 and not node.keywords:
            return f"{arguments[0]} {_INFIX[operator]} {arguments[1]}"
        if operator in _TORCH:
            return f"torch.{operator}({arguments[0]})"
        if operator == "pow":
            return f"{arguments[0]} ** {arguments[1]}"
        if operator in ("reshape", "view", "_unsafe_view"):
            return f"{arguments[0]}.reshape({self._extents(node.args[1])})"
        if operator == "expand":
            return f"{arguments[0]}.expand({self._extents(node.args[1])})"
        if operator in ("unsqueeze", "permute"):
            return f"{arguments[0]}.{operator}({arguments[1]})"
        if operator == "mean":
            return f"{arguments[0]}.mean({', '.join(arguments[1:])})"
        if operator == "where":
            return f"torch.where({', '.join(arguments)})"
        if operator == "full" and value.shape == ():
            return f"torch.tensor({arguments[1]}, dtype=torch.{value.dtype}, device=device)"
        if operator == "embedding":
            return f"torch.nn.functional.embedding({arguments[1]}, {arguments[0]})"
        if operator == "prepare_softmax_online":
            x, dim = arguments[:2]
            peak = f"{x}.amax({dim}, keepdim=True)"
            return f"({peak}, ({x} - {peak}).exp().sum({dim}, keepdim=True))"
        return None

    def _extents(self, node: ast.expr) -> str:
        if not isinstance(node, ast.List | ast.Tuple):
            raise Refused("an extent that is no list")
        texts = [self._argument(each) for each in node.elts]
        if texts and texts[0] == str(self.rows):
            texts[0] = "-1"
        elif self.rows > 1 and texts[:2] == ["1", str(self.rows)]:
            texts[1] = "-1"
        return ", ".join(texts)

    def _argument(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id]
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return literal(node.value)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return f"-{self._argument(node.operand)}"
        if isinstance(node, ast.List | ast.Tuple):
            return f"[{', '.join(self._argument(each) for each in node.elts)}]"
        dtype = spelled(node)
        if dtype.startswith("torch.") and dtype[6:] in DTYPES.values():
            return dtype
        raise Refused(f"the graph passes {ast.unparse(node)[:60]!r}, which is no plain argument")


def _plain(keyword: ast.keyword) -> bool:
    """Not a device or a layout: those follow the inputs."""
    return keyword.arg not in ("device", "pin_memory", "layout", "requires_grad", "memory_format")
