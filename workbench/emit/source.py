"""Python text that is edited where its syntax tree says: comments and layout of the rest survive.

Nothing here executes what it reads.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

Edit = tuple[int, int, bytes]  # bytes start .. end become this
Pass = Callable[["Source"], list[Edit]]
ROUNDS_MAX = 500


class Source:
    """A Python text with its tree; offsets are bytes, as the tree has them."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.tree = ast.parse(text)
        self._starts = [0]
        for line in self.data.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._loads: dict[ast.AST, set[str]] = {}

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """Each node's parent; nodes in the order of `ast.walk`."""
        found: dict[ast.AST, ast.AST] = {}
        level: list[ast.AST] = [self.tree]
        while level:
            below = [(child, node) for node in level for child in ast.iter_child_nodes(node)]
            found.update(below)
            level = [child for child, _ in below]
        return found

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree."""
        return [self.tree, *self.parents]

    @cached_property
    def names(self) -> dict[str, list[ast.Name]]:
        """Where each name stands."""
        found: dict[str, list[ast.Name]] = {}
        for node in self.nodes:
            if isinstance(node, ast.Name):
                found.setdefault(node.id, []).append(node)
        return found

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions of the module by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Every call."""
        return [node for node in self.nodes if isinstance(node, ast.Call)]

    def loads(self, node: ast.AST) -> set[str]:
        """Names that a piece of code reads, or that an augmented assignment changes."""
        if node not in self._loads:
            self._loads[node] = _loads(node)
        return self._loads[node]

    @property
    def text(self) -> str:
        """The text."""
        return self.data.decode()

    def at(self, line: int, column: int = 0) -> int:
        """Offset of a line (from 1) and column."""
        return self._starts[line - 1] + column

    def start(self, node: ast.AST) -> int:
        """Offset of a node's first byte, decorators included."""
        decorators = getattr(node, "decorator_list", None)
        if decorators:
            return self.at(decorators[0].lineno, decorators[0].col_offset - 1)
        return self.at(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        """Offset past a node's last byte."""
        return self.at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def of(self, node: ast.AST) -> str:
        """A node's own text."""
        return self.data[self.start(node) : self.end(node)].decode()

    def edited(self, edits: Iterable[Edit]) -> Source:
        """With these edits, of which one inside another gives way."""
        data, last = bytearray(), 0
        for start, end, text in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
            if start < last:
                continue
            data += self.data[last:start] + text
            last = end
        return Source((data + self.data[last:]).decode())

    def lines_of(self, first: ast.AST, last: ast.AST) -> tuple[int, int]:
        """Offsets of the whole lines from a statement to another, comments above it included."""
        line = first.lineno  # type: ignore[attr-defined]
        line = min([line, *(d.lineno for d in getattr(first, "decorator_list", ()))])
        while line > 1 and self._line(line - 1).lstrip().startswith(b"#"):
            line -= 1
        return self.at(line), min(self.at(last.end_lineno + 1), len(self.data))  # type: ignore[attr-defined]

    def _line(self, number: int) -> bytes:
        return self.data[self._starts[number - 1] : self._starts[number]]

    def without_item(self, spans: list[tuple[int, int]], index: int) -> Edit:
        """Remove one of the items of a list in brackets, with its comma and comment."""
        start, end = spans[index]
        if index + 1 < len(spans):
            return start, spans[index + 1][0], b""
        if self.data[end:].lstrip().startswith(b","):
            return start, self.data.index(b",", end) + 1, b""
        return (spans[index - 1][1] if index else start), end, b""

    def span(self, first: ast.AST, last: ast.AST | None = None) -> tuple[int, int]:
        """Offsets from the first byte of a node past the last byte of another, or of itself."""
        return self.start(first), self.end(last or first)


def _loads(node: ast.AST) -> set[str]:
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            found.add(each.id)
        if isinstance(each, ast.AugAssign) and isinstance(each.target, ast.Name):
            found.add(each.target.id)
    return found


def is_constant(node: ast.AST | None) -> bool:
    """Whether a node is a literal."""
    return isinstance(node, ast.Constant)


def dedented(text: str, by: int) -> str:
    """Lines with `by` spaces less before them."""
    margin = " " * by
    lines = text.splitlines(keepends=True)
    return "".join(line[by:] if line.startswith(margin) else line.lstrip(" ") for line in lines)


def until_stable(source: Source, passes: Iterable[Pass]) -> Source:
    """Apply the passes in turn until none has an edit left."""
    passes = tuple(passes)
    for _ in range(ROUNDS_MAX):
        for each in passes:
            edits = each(source)
            if edits:
                source = source.edited(edits)
                break
        else:
            return source
    return source


def statements(tree: ast.AST) -> Iterator[tuple[list[ast.stmt], ast.AST]]:
    """Every block of statements with its owner."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
                yield block, node
