"""The body of a generated kernel with names, without what only the generator needed.

Works on the syntax tree of the captured source: only Triton calls that are listed here pass, so
that text from a capture cannot become other code.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.emit.filters import Refused
from workbench.emit.inductor.binding import Binding
from workbench.emit.inductor.expressions import Rebuilt
from workbench.emit.inductor.inline import Width, inlined
from workbench.inductor.source_text import spelled

_SAME_DTYPE = ("tl.broadcast_to", "tl.where", "tl.sum")
_DROPPED = frozenset(("rnumel", "RBLOCK", "roffset", "rindex", "xnumel", "r0_numel"))


@dataclass
class Cleaned:
    """Lines of the body, the helpers they call, the constant extents, whether it reduces."""

    lines: list[str] = field(default_factory=list)
    helpers: tuple[str, ...] = ()
    extents: dict[str, int] = field(default_factory=dict)
    reduces: bool = False
    persistent: bool = False


def cleaned(
    function: ast.FunctionDef, bound: tuple[Binding, ...], names: Mapping[str, str]
) -> Cleaned:
    """The body of a generated kernel. `names`: node -> Python name; pointers are NAME_ptr."""
    return _Cleaner(function, bound, names).result()


class _Cleaner:
    def __init__(
        self, function: ast.FunctionDef, bound: tuple[Binding, ...], names: Mapping[str, str]
    ) -> None:
        self.body = function.body
        self.bound = {each.parameter: each for each in bound}
        self.names = names
        self.parameters = {each.arg for each in function.args.args}
        self.aliases: dict[str, ast.expr] = {}
        self.fp32: set[str] = set()
        self.stored: set[str] = set()
        self.shapes: dict[str, str] = {}
        self.helpers: dict[str, None] = {}
        self.extents = {
            name: value for name, value in _constants(self.body) if name in ("xnumel", "r0_numel")
        }
        self.reduces = "r0_numel" in self.extents
        self.persistent = self.reduces and not any(isinstance(n, ast.For) for n in self.body)
        for unsupported in ("YBLOCK", "ZBLOCK", "R1_BLOCK", "RSPLIT"):
            if unsupported in self.parameters:
                raise Refused(f"a grid or reduction of more dimensions ({unsupported})")
        if "XBLOCK" not in self.parameters:
            raise Refused("its programs take one row each (no XBLOCK)")

    def result(self) -> Cleaned:
        block = self._block(self.body)
        block = self.width(inlined(block))
        self._rename(block)
        text = ast.unparse(ast.fix_missing_locations(ast.Module(block, [])))
        return Cleaned(
            text.splitlines(),
            tuple(self.helpers),
            self.extents,
            self.reduces,
            self.persistent,
        )

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        kept: list[ast.stmt] = []
        for statement in body:
            kept += self._statement(statement)
        return kept

    def _statement(self, node: ast.stmt) -> list[ast.stmt]:
        if isinstance(node, ast.For):
            node.iter = self._expression(node.iter)
            node.body = self._block(node.body)
            return [node]
        if isinstance(node, ast.Expr):
            called = spelled(node.value.func) if isinstance(node.value, ast.Call) else ""
            if called == "tl.device_assert":
                return []
            node.value = self._expression(node.value)
            return [node]
        target = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target
            if isinstance(node, ast.AnnAssign)
            else None
        )
        if not isinstance(target, ast.Name) or getattr(node, "value", None) is None:
            raise Refused(f"a statement beyond assignments: {ast.unparse(node)[:60]!r}")
        return self._assignment(target.id, node.value)  # type: ignore[attr-defined]

    def _assignment(self, name: str, value: ast.expr) -> list[ast.stmt]:
        if name in _DROPPED:
            return []
        if name == "xmask":  # elided where the extent is a multiple of every block
            value = ast.parse("xindex < xnumel", mode="eval").body
        if name == "R0_BLOCK":
            self.extents["R0_BLOCK"] = _number(value)
            return []
        if name == "r0_offset" and isinstance(value, ast.Constant):
            self.aliases[name] = value
            return []
        value = self._expression(value)
        trivial = isinstance(value, ast.Name | ast.Constant) or self._is_broadcast(name, value)
        if trivial and isinstance(value, ast.Call):
            value = value.args[0]
        if trivial and not name.startswith("_tmp"):
            self.aliases[name] = value
            return []
        if self.is_fp32(value):
            self.fp32.add(name)
        target = ast.Name(name, ast.Store())
        return [ast.copy_location(ast.Assign([target], value, lineno=0), value)]

    def _is_broadcast(self, name: str, value: ast.expr) -> bool:
        """Whether a broadcast changes nothing: to one element, or to the shape it has already."""
        if not (isinstance(value, ast.Call) and spelled(value.func) == "tl.broadcast_to"):
            return False
        shape = ast.unparse(value.args[1])
        inner = value.args[0]
        if not isinstance(inner, ast.Name):
            return False
        same = shape in ("[1]", "[1, 1]") or self.shapes.get(inner.id) == shape
        self.shapes[name] = shape
        return same

    def is_fp32(self, node: ast.expr) -> bool:
        """Whether a value is surely fp32."""
        if isinstance(node, ast.Name):
            return node.id in self.fp32
        if isinstance(node, ast.BinOp):
            sides = (node.left, node.right)
            floats = [s for s in sides if not isinstance(s, ast.Constant)]
            return bool(floats) and all(self.is_fp32(each) for each in floats)
        if isinstance(node, ast.Subscript):
            return self.is_fp32(node.value)
        if isinstance(node, ast.Call):
            called = spelled(node.func)
            if called.endswith(".to") and node.args:
                return ast.unparse(node.args[0]) == "tl.float32"
            if called == "tl.full":
                return ast.unparse(node.args[-1]) == "tl.float32"
            first = node.args[-1 if called == "tl.where" else 0] if node.args else None
            keeps = called.startswith(("libdevice.", "_")) or called in _SAME_DTYPE
            return keeps and first is not None and self.is_fp32(first)
        return False

    def _expression(self, node: ast.expr) -> ast.expr:
        return Rebuilt(self).value(node)

    def pointer(self, parameter: str, stores: bool) -> str:
        """The name of a pointer: what is read before the first store is the input's."""
        binding = self.bound[parameter]
        if stores:
            self.stored.add(parameter)
        reads = binding.reads and parameter not in self.stored
        return f"{self.names[binding.reads if reads else binding.writes]}_ptr"

    def _rename(self, block: list[ast.stmt]) -> None:
        """Words for the generator's counters: rows and columns, loaded values, numbered others."""
        words = {
            "xnumel": "rows" if self.reduces else "elements",
            "xindex": "row" if self.reduces else "index",
            "xmask": "live" if self.reduces else "inside",
            "xoffset": "first",
            "XBLOCK": "ROWS" if self.reduces else "BLOCK",
            "R0_BLOCK": "BLOCK",
            **{"r0_numel": "WIDTH", "r0_index": "column", "r0_mask": "inside"},
            **{"r0_offset": "start", "r0_base": "lane"},
        }
        taken = set(words.values())
        for node in (n for s in block for n in ast.walk(s)):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                old = node.targets[0].id
                if old in words or not old.lstrip("_").startswith("tmp"):
                    continue
                new = self._word(old, node.value)
                while new in taken:
                    head, _, tail = new.rpartition("_")
                    new = f"{head}_{int(tail) + 1}" if tail.isdigit() and head else f"{new}_2"
                words[old] = new
                taken.add(new)
        for node in (n for s in block for n in ast.walk(s)):
            if isinstance(node, ast.Name) and node.id in words:
                node.id = words[node.id]

    def width(self, block: list[ast.stmt]) -> list[ast.stmt]:
        """The row's length by its name, where it is a stride or a divisor."""
        extent = self.extents.get("r0_numel", 0)
        return [Width(extent).visit(each) for each in block] if extent > 16 else block

    def _word(self, old: str, value: ast.expr) -> str:
        text = ast.unparse(value)
        if old.startswith("_tmp"):
            return "partial_sum"
        if "tl.load(" in text:
            pointer = text.partition("tl.load(")[2].partition("_ptr")[0]
            return pointer if pointer.isidentifier() else "loaded"
        for called, word in (("tl.sum(", "total"), ("_row_max(", "peak"), ("_row_min(", "least")):
            if called in text:
                return word
        return f"v{old.lstrip('_').removeprefix('tmp')}"


def _number(node: ast.expr) -> int:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    raise Refused(f"an extent that is no number: {ast.unparse(node)[:60]!r}")


def _constants(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    for node in body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        value = node.value if isinstance(node, ast.Assign) else None
        number = value.value if isinstance(value, ast.Constant) else None
        if isinstance(target, ast.Name) and isinstance(number, int):
            yield target.id, number
