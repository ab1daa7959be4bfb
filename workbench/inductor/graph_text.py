"""Inductor's graphs as printed text: nodes in order, what each reads, and the line it came from."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import BadInput
from workbench.inductor.source_text import parse_python, spelled

# The post-grad graph of a 30-layer model is 1.5 MB.
BYTES_MAX = 128 << 20

_CLASS = re.compile(r"^class\s+\S+\s*\(", re.MULTILINE)
_PLACE = re.compile(r"#\s*File: (.+?):(\d+) in ([^,\n]+)")
_NO_PLACE = re.compile(r"#\s*No stacktrace")
_TENSOR = re.compile(r"(\w+)\[([^\]]*)\]")
_TRAILING = re.compile(r"_(\d{1,9})$")

# Ops that only look at their input otherwise; they launch nothing by themselves.
VIEWS = frozenset(
    {
        "alias", "as_strided", "broadcast_in_dim", "detach", "expand", "getitem", "narrow",
        "permute", "reshape", "select", "slice", "split", "split_with_sizes", "squeeze", "t",
        "transpose", "unbind", "unflatten", "unsqueeze", "view", "view_as_real",
    }
)  # fmt: skip


@dataclass(frozen=True)
class GraphNode:
    """One node of a graph.

    op: its operation without overload (`aten.mul`, `prims.iota`, `getitem`), "placeholder" for an
    input. inputs: names of the nodes it reads. file, line (exact) and function: the innermost user
    code it was traced from, "" and -1 unknown.
    """

    name: str
    op: str
    inputs: tuple[str, ...]
    dtype: str = ""
    shape: str = ""
    file: str = ""
    line: int = -1
    function: str = ""

    @property
    def is_view(self) -> bool:
        """Whether it only looks at its input otherwise."""
        return self.op.rpartition(".")[2] in VIEWS


def node_number(name: str) -> int:
    """k of a node's name "op_k", 0 for "op": the order in which nodes of one op were traced."""
    digits = _TRAILING.search(name)
    return int(digits[1]) if digits else 0


def read_graph(path: Path) -> tuple[GraphNode, ...]:
    """Nodes of the graph printed in the file `path`. Raises BadInput when it is none."""
    if path.stat().st_size > BYTES_MAX:
        raise BadInput(f"{path}: larger than {BYTES_MAX >> 20} MiB, so not a printed graph")
    return parse_graph(path.read_text(encoding="utf-8", errors="replace"), str(path))


def parse_graph(text: str, where: str = "graph") -> tuple[GraphNode, ...]:
    """Nodes in order of a graph as `GraphModule.print_readable` writes it; parsed, never run.

    Raises BadInput, naming `where`, when the text holds no `forward`.
    """
    module = parse_python(_CLASS.sub("class Graph(", text), where)  # it says "class <lambda>("
    forward = next(
        (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef) and n.name == "forward"),
        None,
    )
    if forward is None:
        raise BadInput(f"{where}: no forward() in it, so not a printed graph")
    places = _places(text.splitlines())
    nodes = {}
    for argument in forward.args.args[1:]:
        dtype, shape = _type(argument.annotation)
        nodes[argument.arg] = GraphNode(argument.arg, "placeholder", (), dtype, shape)
    for statement in forward.body:
        node = _node(statement, nodes, places)
        if node is not None:
            nodes[node.name] = node
    return tuple(nodes.values())


def _node(
    statement: ast.stmt, known: dict[str, GraphNode], places: dict[int, tuple[str, int, str]]
) -> GraphNode | None:
    """The node that `name: "type" = op(...)` makes; None for `a = b = None` and the return."""
    if isinstance(statement, ast.AnnAssign):
        target: ast.expr = statement.target
        annotation: ast.expr | None = statement.annotation
    elif isinstance(statement, ast.Assign):
        target, annotation = statement.targets[0], None
    else:
        return None
    value = statement.value
    if not isinstance(target, ast.Name) or value is None or isinstance(value, ast.Constant):
        return None
    read = dict.fromkeys(n.id for n in ast.walk(value) if isinstance(n, ast.Name) and n.id in known)
    dtype, shape = _type(annotation)
    file, line, function = places.get(statement.lineno, ("", -1, ""))
    return GraphNode(target.id, _op(value), tuple(read), dtype, shape, file, line, function)


def _op(value: ast.expr) -> str:
    """`torch.ops.aten.mul.Tensor(...)` -> `aten.mul`; `x[0]` -> getitem; arithmetic -> sym."""
    if isinstance(value, ast.Subscript):
        return "getitem"
    if not isinstance(value, ast.Call):
        return "sym"
    callee = spelled(value.func)
    if callee.startswith("torch.ops."):
        return ".".join(callee.removeprefix("torch.ops.").split(".")[:2])
    return callee


def _type(annotation: ast.expr | None) -> tuple[str, str]:
    """dtype and shape, as printed, of an annotation such as "bf16[8, 2816][2816, 1]cuda:0"."""
    if not (isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)):
        return "", ""
    match = _TENSOR.match(annotation.value)
    return (match[1], match[2]) if match else ("", "")


def _places(lines: list[str]) -> dict[int, tuple[str, int, str]]:
    """Line of the text -> file, line and function named by the comment that governs it."""
    found = {}
    current = ("", -1, "")
    for number, text in enumerate(lines, 1):
        comment = text.strip()
        if comment.startswith("#"):
            if match := _PLACE.match(comment):
                current = (match[1], int(match[2]), match[3].strip())
            elif _NO_PLACE.match(comment):
                current = ("", -1, "")
        elif comment:
            found[number] = current
    return found
