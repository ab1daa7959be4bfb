"""Output code as text: Python parsed but never executed, and the comments that stand beside it."""

from __future__ import annotations

import ast
import re

from workbench.errors import BadInput

_SOURCE = re.compile(
    r"#\s*(?:Topologically Sorted )?Source Nodes:\s*\[(.*?)\](?:,\s*Original ATen:\s*\[(.*?)\])?"
)
# Comments and stream look-ups that may stand between a call and the line before it.
LINES_ABOVE = 8


def parse_python(text: str, where: str) -> ast.Module:
    """`ast.parse` that raises BadInput for all that it can raise, and for hostile nesting."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadInput(f"{where}: not readable as Python: {error}") from None


def spelled(node: ast.expr) -> str:
    """A dotted name as written; "" for longer expressions than that."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return ".".join([f"{spelled(node.value)}[{node.slice.value!r}]", *reversed(parts)])
    if isinstance(node, ast.Call):
        node = node.func
        return ".".join([spelled(node), *reversed(parts)])
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def comments_above(lines: list[str], line: int, limit: int = LINES_ABOVE) -> list[str]:
    """Comment lines directly above `line` (from 1), nearest first."""
    found = []
    for k in range(line - 2, max(line - 2 - limit, -1), -1):
        text = lines[k].strip()
        if text.startswith("#"):
            found.append(text)
        elif "get_raw_stream" not in text:
            break
    return found


def source_nodes(comments: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Source nodes and original ATen ops that the comments of a kernel or call name."""
    for text in comments:
        if match := _SOURCE.match(text):
            return _names(match[1]), _names(match[2] or "")
    return (), ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
