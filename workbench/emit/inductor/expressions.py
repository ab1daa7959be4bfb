"""Expressions of a generated kernel, rebuilt from what is known to be Triton.

Only the calls, dtypes and names listed here pass, so that text from a capture cannot become other
code; pointers get names, loads and stores their masks.
"""

from __future__ import annotations

import ast
from typing import Protocol

from workbench.emit.filters import Refused
from workbench.emit.inductor.binding import Binding
from workbench.inductor.source_text import spelled

HELPERS = {
    "max2": ("_row_max", "_larger"),
    "min2": ("_row_min", "_smaller"),
    "maximum": ("_larger",),
    "minimum": ("_smaller",),
}
_TL = frozenset(
    (
        *("load", "store", "where", "sum", "broadcast_to", "full", "arange", "program_id"),
        *("range", "reshape", "abs", "exp", "log", "sqrt", "rsqrt", "sin", "cos", "zeros"),
    )
)
_LIBDEVICE = frozenset(
    (
        *("exp", "exp2", "expm1", "log", "log1p", "log2", "tanh", "erf", "pow", "rsqrt", "sqrt"),
        *("sin", "cos", "floor", "ceil", "trunc", "isnan", "isinf", "abs"),
    )
)
_DTYPES = frozenset(
    (
        *("float16", "bfloat16", "float32", "float64", "int1", "int8", "int16", "int32", "int64"),
        "constexpr",
    )
)


class Scope(Protocol):
    """What an expression may refer to: aliases, pointers, helpers, values known to be fp32."""

    aliases: dict[str, ast.expr]
    bound: dict[str, Binding]
    helpers: dict[str, None]

    def is_fp32(self, node: ast.expr) -> bool:
        """Whether a value is surely fp32."""

    def pointer(self, parameter: str, stores: bool) -> str:
        """The name of a pointer."""


class Rebuilt(ast.NodeTransformer):
    """Passes what is known to be Triton, with aliases and pointers replaced; refuses the rest."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.scope.aliases:
            return self.scope.aliases[node.id]
        known = node.id.lstrip("_").rstrip("0123456789")
        if known in ("tmp", "x", "r", "r0_") or node.id in (
            *("xnumel", "xoffset", "xindex", "xmask", "XBLOCK", "R0_BLOCK", "r0_numel"),
            *("r0_index", "r0_mask", "r0_offset", "r0_base"),
        ):
            return ast.Name(node.id, node.ctx)
        raise Refused(f"the name {node.id[:60]!r}")

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, int | float | bool) or node.value is None:
            return node
        raise Refused(f"the constant {node.value!r:.60}")

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        name = spelled(node)
        if name.startswith("tl.") and name[3:] in _DTYPES:
            return node
        raise Refused(f"the attribute {name[:60]!r}")

    def visit_Call(self, node: ast.Call) -> ast.expr:
        called = spelled(node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "to":
            return self._cast(node)
        if called == "float" and len(node.args) == 1:
            text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if text in ("inf", "-inf", "nan"):
                return node
        if called == "tl.full":
            return self._full(node)
        module, _, function = called.partition(".")
        if called in ("tl.load", "tl.store"):
            return self._access(node, called == "tl.store")
        if module == "triton_helpers" and function in HELPERS:
            self.scope.helpers |= dict.fromkeys(HELPERS[function])
            name = HELPERS[function][0]
            return ast.Call(ast.Name(name, ast.Load()), self._all(node.args), [])
        if module == "tl_math" and function in _TL:
            return ast.Call(dotted("tl", function), self._all(node.args), [])
        listed = _TL if module == "tl" else _LIBDEVICE if module == "libdevice" else ()
        if function not in listed or node.keywords:
            raise Refused(f"it calls {called[:60]}")
        return ast.Call(dotted(module, function), self._all(node.args), [])

    def _all(self, nodes: list[ast.expr]) -> list[ast.expr]:
        return [self.value(each) for each in nodes]

    def value(self, node: ast.expr) -> ast.expr:
        """The expression, rebuilt. Refuses what is not known."""
        made = self.visit(node)
        if not isinstance(made, ast.expr):
            raise Refused(f"{ast.unparse(node)[:60]!r} has no value")
        return made

    def _cast(self, node: ast.Call) -> ast.expr:
        """Nothing where fp32 is cast to fp32: the generator writes elided roundings so."""
        assert isinstance(node.func, ast.Attribute)
        inner = self.value(node.func.value)
        dtype = ast.unparse(node.args[0]) if node.args else ""
        if not dtype.startswith("tl.") or dtype[3:] not in _DTYPES or node.keywords:
            raise Refused(f"a cast to {dtype[:60]!r}")
        if dtype == "tl.float32" and self.scope.is_fp32(inner):
            return inner
        return ast.Call(ast.Attribute(inner, "to", ast.Load()), [dotted("tl", dtype[3:])], [])

    def _full(self, node: ast.Call) -> ast.expr:
        """A scalar's literal where the tensor holds one and the operand beside it has its type."""
        shape = node.args[0]
        single = isinstance(shape, ast.List) and all(
            isinstance(each, ast.Constant) and each.value == 1 for each in shape.elts
        )
        value = node.args[1]
        if isinstance(value, ast.UnaryOp) and isinstance(value.operand, ast.Constant):
            number: ast.expr = ast.Constant(-value.operand.value)  # type: ignore[operator]
        else:
            number = value
        if single and isinstance(number, ast.Constant) and isinstance(number.value, int | float):
            return number
        return ast.Call(dotted("tl", "full"), self._all(node.args), [])

    def _access(self, node: ast.Call, stores: bool) -> ast.expr:
        """A load or store with its mask by name; one without a mask gets the row's."""
        address = node.args[0]
        base = address.left if isinstance(address, ast.BinOp) else address
        if not (isinstance(base, ast.Name) and base.id in self.scope.bound):
            raise Refused(f"an address that is no argument's: {ast.unparse(address)[:60]!r}")
        offset = self.value(address.right) if isinstance(address, ast.BinOp) else ast.Constant(0)
        rest = node.args[1:]
        value = self.visit(rest.pop(0)) if stores else None
        pointer = self.scope.pointer(base.id, stores)
        where: ast.expr = ast.Name(pointer, ast.Load())
        if not (isinstance(offset, ast.Constant) and offset.value == 0):
            where = ast.BinOp(where, ast.Add(), offset)
        mask = rest[0] if rest else None
        absent = mask is None or (isinstance(mask, ast.Constant) and mask.value is None)
        keywords = []
        if not absent:
            keywords.append(ast.keyword("mask", self.visit(mask)))  # type: ignore[arg-type]
        elif any(isinstance(n, ast.Name) and n.id[0] == "x" for n in ast.walk(offset)):
            keywords.append(ast.keyword("mask", ast.Name("xmask", ast.Load())))
        for keyword in node.keywords:
            if keyword.arg == "other":
                keywords.append(ast.keyword("other", self.visit(keyword.value)))
            elif keyword.arg == "eviction_policy" and isinstance(keyword.value, ast.Constant):
                if keyword.value.value in ("evict_first", "evict_last"):
                    keywords.append(keyword)
            else:
                raise Refused(f"{keyword.arg} of a load or store")
        if value is None:
            return ast.Call(dotted("tl", "load"), [where], keywords)
        element = ast.parse(f"{pointer}.dtype.element_ty", mode="eval").body
        cast = ast.Call(ast.Attribute(value, "to", ast.Load()), [element], [])
        return ast.Call(dotted("tl", "store"), [where, cast], keywords)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if not isinstance(
            node,
            ast.BinOp
            | ast.UnaryOp
            | ast.Compare
            | ast.Subscript
            | ast.Slice
            | ast.Tuple
            | ast.List
            | ast.operator
            | ast.unaryop
            | ast.cmpop
            | ast.expr_context,
        ):
            raise Refused(f"{type(node).__name__} in an expression")
        return super().generic_visit(node)


def dotted(module: str, name: str) -> ast.Attribute:
    """module.name."""
    return ast.Attribute(ast.Name(module, ast.Load()), name, ast.Load())
