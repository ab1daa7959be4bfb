"""What the `call()` of output code runs, in order: generated kernels and extern calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.inductor.buffers import Buffers, Tensor
from workbench.inductor.kernels import GeneratedKernel
from workbench.inductor.source_text import comments_above, source_nodes, spelled

_HANDLE = re.compile(r"#\s*\[Provenance debug handles\]\s*(\S+)")
_PARTITION = re.compile(r"self\.partitions\[(\d+)\]")
_EXTERN = ("extern_kernels.", "torch.ops.", "aten.")


@dataclass(frozen=True)
class Argument:
    """A tensor that a call reads, writes, or both."""

    tensor: Tensor
    read: bool
    written: bool


@dataclass(frozen=True)
class KernelCall:
    """One entry of `call()`: a generated kernel's run, or an extern call (GEMM, top-k, attention).

    name: the kernel's, or the extern callable as spelled. op: what a trace calls the op around its
    launches (`aten::mm`, or the kernel's name). handle: "name:k", k counting all entries from 1.
    """

    position: int
    line: int
    kind: str  # triton | cpp | extern
    name: str
    op: str
    handle: str
    arguments: tuple[Argument, ...]
    source_nodes: tuple[str, ...]
    original_aten: tuple[str, ...]

    @property
    def bytes_read(self) -> int:
        """Bytes of the distinct tensors read, by shape and stride; -1 unknown. A gather reads
        fewer.
        """
        return _distinct_bytes([a.tensor for a in self.arguments if a.read])

    @property
    def bytes_written(self) -> int:
        """Bytes of the distinct tensors written, by shape and stride; -1 unknown."""
        return _distinct_bytes([a.tensor for a in self.arguments if a.written])


def _distinct_bytes(tensors: list[Tensor]) -> int:
    """Sum over distinct storages of the largest part touched of each; -1 if one is unknown."""
    largest: dict[str, int] = {}
    for tensor in tensors:
        if tensor.nbytes < 0:
            return -1
        largest[tensor.storage] = max(largest.get(tensor.storage, 0), tensor.nbytes)
    return sum(largest.values())


def read_calls(
    functions: Mapping[str, ast.FunctionDef],
    kernels: Mapping[str, GeneratedKernel],
    lines: list[str],
) -> tuple[KernelCall, ...]:
    """Entries of `call()` in order; graph partitions are read where they are called."""
    reader = _CallReader(kernels, functions, lines)
    if "get_args" in functions:
        reader.buffers.declare(functions["get_args"])
    reader.read(functions["call"])
    return tuple(reader.calls)


class _CallReader:
    """Walks the statements of `call()` in order, following what each name stands for."""

    def __init__(
        self,
        kernels: Mapping[str, GeneratedKernel],
        functions: Mapping[str, ast.FunctionDef],
        lines: list[str],
    ) -> None:
        self.buffers = Buffers()
        self.calls: list[KernelCall] = []
        self._kernels, self._functions, self._lines = kernels, functions, lines
        self._inside: set[str] = set()

    def read(self, function: ast.FunctionDef) -> None:
        if function.name not in self._inside:  # a partition does not call itself
            self._inside.add(function.name)
            self._statements(function.body)

    def _statements(self, body: list[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call):
                target = node.targets[0] if isinstance(node, ast.Assign) else None
                self._call(node.value, target)
            elif isinstance(node, ast.Assign):
                self.buffers.assign(node.targets[0], node.value)
            else:
                for block in ("body", "orelse", "finalbody"):
                    self._statements(getattr(node, block, []))

    def _call(self, node: ast.Call, target: ast.expr | None) -> None:
        callee = spelled(node.func)
        partition = _PARTITION.fullmatch(callee)
        if partition and f"partition_{partition[1]}" in self._functions:
            self.read(self._functions[f"partition_{partition[1]}"])
        elif callee.endswith(".run") and callee[:-4] in self._kernels:
            self._add(node, "triton", callee[:-4], self._kernel_arguments(node, callee[:-4]))
        elif callee in self._kernels:
            kind = self._kernels[callee].kind
            self._add(node, kind, callee, self._kernel_arguments(node, callee))
        elif callee.startswith(_EXTERN) and not callee.startswith("torch.ops.inductor._"):
            self._add(node, "extern", callee, self._extern_arguments(node, callee, target))
        else:
            self.buffers.call(callee, node, target)

    def _kernel_arguments(self, node: ast.Call, name: str) -> list[Argument]:
        kernel = self._kernels[name]
        found = []
        for k, value in enumerate(node.args):
            tensor = next(iter(self.buffers.tensors(value)), None)
            if tensor is None:
                continue
            if k >= len(kernel.parameters):  # a signature that could not be read: either may be
                found.append(Argument(tensor, True, True))
                continue
            parameter = kernel.parameters[k]
            dtype = tensor.dtype or kernel.dtypes.get(parameter, "")
            output = parameter.startswith("out_ptr")
            written = output or parameter.startswith("in_out_ptr") or parameter in kernel.mutated
            # what was only allocated holds nothing yet: an in_out_ptr to it is an output
            read = not output and tensor.storage not in self.buffers.empty
            found.append(Argument(replace(tensor, dtype=dtype), read, written))
        return found

    def _extern_arguments(
        self, node: ast.Call, callee: str, target: ast.expr | None
    ) -> list[Argument]:
        found = []
        in_place = op_name(callee).endswith("_")
        for k, value in enumerate(node.args):
            for tensor in self.buffers.tensors(value):
                found.append(Argument(tensor, True, in_place and k == 0))
        for keyword in node.keywords:
            is_output = keyword.arg == "out"
            for tensor in self.buffers.tensors(keyword.value):
                found.append(Argument(tensor, not is_output, is_output))
        if isinstance(target, ast.Name):
            found.append(Argument(self.buffers.produce(target.id), False, True))
        return found

    def _add(self, node: ast.Call, kind: str, name: str, arguments: list[Argument]) -> None:
        comments = comments_above(self._lines, node.lineno)
        position = len(self.calls)
        handle = next((m[1] for text in comments if (m := _HANDLE.search(text))), "")
        nodes, aten = source_nodes(comments)
        op = op_name(name) if kind == "extern" else name
        for argument in arguments:
            if argument.written:
                self.buffers.empty.discard(argument.tensor.storage)
        self.calls.append(
            KernelCall(
                position, node.lineno, kind, name, op, handle or f"{name}:{position + 1}",
                tuple(arguments), nodes, aten,
            )
        )  # fmt: skip


def op_name(callee: str) -> str:
    """What a trace calls an extern call's op: `torch.ops.aten.topk.default` -> `aten::topk`."""
    if callee.startswith("torch.ops."):
        namespace, _, rest = callee.removeprefix("torch.ops.").partition(".")
        return f"{namespace}::{rest.partition('.')[0]}"
    return f"aten::{callee.partition('.')[2].partition('.')[0]}"
