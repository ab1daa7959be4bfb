"""What the names in `call()` stand for: storages, shapes, strides, dtypes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace

# https://docs.pytorch.org/docs/stable/tensor_attributes.html, element sizes in bytes
_ITEMSIZE = {
    "float64": 8, "int64": 8, "uint64": 8, "complex64": 8, "complex128": 16,
    "float32": 4, "int32": 4, "uint32": 4,
    "bfloat16": 2, "float16": 2, "int16": 2, "uint16": 2,
    "int8": 1, "uint8": 1, "bool": 1,
    "float8_e4m3fn": 1, "float8_e5m2": 1, "float8_e4m3fnuz": 1, "float8_e5m2fnuz": 1,
    "float8_e8m0fnu": 1, "float4_e2m1fn_x2": 1,
}  # fmt: skip

Extents = tuple[int, ...]
_SIZE_MAX = 1 << 62  # hostile arithmetic must not grow numbers without end


@dataclass(frozen=True)
class Tensor:
    """A tensor of `call()`: its name there, and the name whose allocation it lies in.

    shape and strides are None where they cannot be known without running; dtype "" likewise.
    """

    name: str
    storage: str
    shape: Extents | None = None
    strides: Extents | None = None
    dtype: str = ""

    @property
    def nbytes(self) -> int:
        """Bytes of the distinct elements addressed (stride 0 counts once); -1 unknown."""
        if self.shape is None or self.strides is None or self.dtype not in _ITEMSIZE:
            return -1
        count = 1
        for extent, stride in zip(self.shape, self.strides, strict=True):
            count *= extent if stride else min(extent, 1)
        return count * _ITEMSIZE[self.dtype]


class Buffers:
    """Names to tensors, as the statements of output code define them, one after the other."""

    def __init__(self) -> None:
        self.empty: set[str] = set()  # storages that `call()` allocated and nothing has written
        self._tensors: dict[str, Tensor] = {}
        self._sizes: dict[str, int] = {}

    def declare(self, get_args: ast.FunctionDef) -> None:
        """Take shapes, strides and dtypes of the graph's inputs from `get_args()`."""
        for node in get_args.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if isinstance(node.value, ast.Call):
                    self._allocate(name, node.value)
                elif (size := self._size(node.value)) is not None:
                    self._sizes[name] = size

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """`a = b`, `a = b[0]`, `a = b // 2`, `a, b = args`."""
        if isinstance(target, ast.Tuple | ast.List):
            for entry in target.elts:
                if isinstance(entry, ast.Name) and entry.id not in self._sizes:
                    self._tensors.setdefault(entry.id, Tensor(entry.id, entry.id))
        elif isinstance(target, ast.Name):
            if (tensor := self.tensor(value)) is not None:
                self._tensors[target.id] = replace(tensor, name=target.id)
            elif (size := self._size(value)) is not None:
                self._sizes[target.id] = size

    def call(self, callee: str, node: ast.Call, target: ast.expr | None) -> None:
        """A call that launches nothing: an allocation, a view, a check that tells a shape."""
        if callee == "assert_size_stride" and len(node.args) >= 3:
            if isinstance(node.args[0], ast.Name) and node.args[0].id in self._tensors:
                name = node.args[0].id
                known = self._tensors[name]
                shape, strides = self._extents(node.args[1]), self._extents(node.args[2])
                self._tensors[name] = replace(known, shape=shape, strides=strides)
        elif isinstance(target, ast.Name):
            if callee.startswith("empty_strided"):
                self._allocate(target.id, node)
                self.empty.add(target.id)
            elif (tensor := self.tensor(node)) is not None:
                self._tensors[target.id] = replace(tensor, name=target.id)
            else:
                self.produce(target.id)

    def produce(self, name: str) -> Tensor:
        """A new tensor of unknown shape: the result of a call."""
        self._tensors[name] = Tensor(name, name)
        return self._tensors[name]

    def tensor(self, node: ast.expr) -> Tensor | None:
        """The tensor that an expression is or views; None for anything else."""
        if isinstance(node, ast.Name):
            return self._tensors.get(node.id)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            held = self._tensors.get(node.value.id)
            return held and replace(held, shape=None, strides=None)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            if node.func.id not in ("reinterpret_tensor", "copy_if_misaligned"):
                return None
            inner = self.tensor(node.args[0])
            if inner is None or node.func.id == "copy_if_misaligned" or len(node.args) < 3:
                return inner
            shape, strides = self._extents(node.args[1]), self._extents(node.args[2])
            return replace(inner, shape=shape, strides=strides)
        return None

    def tensors(self, node: ast.expr) -> list[Tensor]:
        """The tensors in an expression (an argument, a list of them, a call's arguments)."""
        if (found := self.tensor(node)) is not None:
            return [found]
        if isinstance(node, ast.List | ast.Tuple):
            return [tensor for entry in node.elts for tensor in self.tensors(entry)]
        if isinstance(node, ast.Call):
            inside = [*node.args, *(keyword.value for keyword in node.keywords)]
            if isinstance(node.func, ast.Attribute):
                inside.append(node.func.value)  # buf0.data_ptr()
            return [tensor for entry in inside for tensor in self.tensors(entry)]
        return []

    def _allocate(self, name: str, node: ast.Call) -> None:
        """`empty_strided_cuda(shape, strides, dtype)`, `rand_strided(..., dtype=...)`."""
        if len(node.args) < 2:
            self.produce(name)
            return
        dtypes = [*node.args[2:], *(k.value for k in node.keywords if k.arg == "dtype")]
        dtype = next((d.attr for d in dtypes if isinstance(d, ast.Attribute)), "")
        shape, strides = self._extents(node.args[0]), self._extents(node.args[1])
        self._tensors[name] = Tensor(name, name, shape, strides, dtype)

    def _extents(self, node: ast.expr) -> Extents | None:
        if not isinstance(node, ast.Tuple | ast.List):
            return None
        sizes = [self._size(entry) for entry in node.elts]
        return None if None in sizes else tuple(size for size in sizes if size is not None)

    def _size(self, node: ast.expr) -> int | None:
        """An integer expression of literals and of sizes known so far."""
        if isinstance(node, ast.Constant):
            return node.value if type(node.value) is int else None
        if isinstance(node, ast.Name):
            return self._sizes.get(node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            size = self._size(node.operand)
            return None if size is None else -size
        if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            left, right = self._size(node.left), self._size(node.right)
            if left is None or right is None or (right == 0 and type(node.op) in _DIVIDES):
                return None
            size = _ARITHMETIC[type(node.op)](left, right)
            return size if abs(size) < _SIZE_MAX else None
        return None


_ARITHMETIC: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: int.__add__,
    ast.Sub: int.__sub__,
    ast.Mult: int.__mul__,
    ast.FloorDiv: int.__floordiv__,
    ast.Mod: int.__mod__,
}
_DIVIDES = (ast.FloorDiv, ast.Mod)
