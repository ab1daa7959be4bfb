"""Shorter code: values that are read once, where they are read; a row's length by its name."""

from __future__ import annotations

import ast
from collections import Counter

INLINE_COLUMNS = 72


def _uses(block: list[ast.stmt]) -> Counter[str]:
    return Counter(
        node.id
        for statement in block
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )


def inlined(block: list[ast.stmt]) -> list[ast.stmt]:
    """Values that are read once, in the statements that read them, while lines stay short."""
    uses = _uses(block)
    return _inline_in(block, uses)


def _inline_in(block: list[ast.stmt], uses: Counter[str]) -> list[ast.stmt]:
    kept: list[ast.stmt] = []
    for statement in block:
        if isinstance(statement, ast.For):
            statement.body = _inline_in(statement.body, uses)
            kept.append(statement)
            continue
        while kept:
            last = kept[-1]
            name = last.targets[0].id if isinstance(last, ast.Assign) else ""  # type: ignore[attr-defined]
            if not name.startswith("tmp") or uses[name] != 1 or not _movable(last):
                break
            made = _Substituted(name, last.value).visit(_copied(statement))  # type: ignore[attr-defined]
            text = ast.unparse(ast.fix_missing_locations(made))
            if text == ast.unparse(statement) or len(text) > INLINE_COLUMNS:
                break
            kept.pop()
            statement = made
        kept.append(statement)
    return kept


def _movable(statement: ast.stmt) -> bool:
    text = ast.unparse(statement)
    return "tl.load" not in text and "_tmp" not in text and "tl.sum" not in text


def _copied(statement: ast.stmt) -> ast.stmt:
    return ast.parse(ast.unparse(ast.fix_missing_locations(statement))).body[0]


class Width(ast.NodeTransformer):
    def __init__(self, extent: int) -> None:
        self.extent = extent

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        for side in ("left", "right"):
            value = getattr(node, side)
            if isinstance(value, ast.Constant) and value.value == self.extent:
                setattr(node, side, ast.Name("WIDTH", ast.Load()))
        return node


class _Substituted(ast.NodeTransformer):
    def __init__(self, name: str, value: ast.expr) -> None:
        self.name, self.value = name, value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        reads = node.id == self.name and isinstance(node.ctx, ast.Load)
        return self.value if reads else node
