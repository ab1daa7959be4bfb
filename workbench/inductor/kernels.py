"""The kernels that Inductor generated, as its output code defines them."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from workbench.errors import BadInput
from workbench.inductor.source_text import comments_above, parse_python, source_nodes, spelled

# `extern "C" void kernel(const float* in_ptr0, float* out_ptr0)`; C++ is beyond `ast`
_CPP_PARAMETERS = re.compile(r"void\s+kernel\(([^)]*)\)")
_LAST_WORD = re.compile(r"(\w+)\s*(?:,|$)")
_KERNEL_PATH = re.compile(r"#\s*kernel path:\s*(\S+)")


# Triton's spelling of a pointer -> torch's of what it points to
_POINTERS = {
    "*bf16": "bfloat16", "*fp16": "float16", "*fp32": "float32", "*fp64": "float64",
    "*i1": "bool", "*i8": "int8", "*i16": "int16", "*i32": "int32", "*i64": "int64",
    "*u8": "uint8", "*u16": "uint16", "*u32": "uint32", "*u64": "uint64",
    "*fp8e4nv": "float8_e4m3fn", "*fp8e5": "float8_e5m2",
}  # fmt: skip


@dataclass(frozen=True)
class GeneratedKernel:
    """One kernel that Inductor wrote. path, source_nodes, original_aten: from comments, or empty.

    name: of the variable that `call()` runs. function: the jitted function, as launches name it.
    parameters: of that function, in order. mutated: those that it writes beside the out_ptrs.
    dtypes: of those that are pointers, as torch spells them.
    """

    name: str
    kind: str  # triton | cpp
    function: str
    path: str
    source: str
    parameters: tuple[str, ...]
    mutated: tuple[str, ...]
    dtypes: Mapping[str, str]
    source_nodes: tuple[str, ...]
    original_aten: tuple[str, ...]
    line: int

    @property
    def kernel_hash(self) -> str:
        """Basename of the kernel's file: `kernel_hash` of its op in a trace."""
        return PurePosixPath(self.path).stem


def generated_kernels(module: ast.Module, lines: list[str]) -> list[GeneratedKernel]:
    """The `name = async_compile.triton('name', '''source''', ...)` of the module."""
    found = []
    for node in module.body:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        compiler = spelled(node.value.func)
        target = node.targets[0]
        if not compiler.startswith("async_compile.") or not isinstance(target, ast.Name):
            continue
        texts = [
            argument.value
            for argument in node.value.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        kind = "triton" if compiler.startswith("async_compile.triton") else "cpp"
        source = max(texts, key=len, default="")
        signature = _Signature()
        if kind == "triton":
            signature = _signature(source)
        elif match := _CPP_PARAMETERS.search(source):
            signature = _Signature("", tuple(_LAST_WORD.findall(match[1])))
        comments = comments_above(lines, node.lineno, limit=len(lines))
        nodes, aten = source_nodes(comments)
        path = next((m[1] for text in comments if (m := _KERNEL_PATH.search(text))), "")
        found.append(
            GeneratedKernel(
                target.id, kind, signature.function or target.id, path, source,
                signature.parameters, signature.mutated, signature.dtypes, nodes, aten, node.lineno,
            )
        )  # fmt: skip
    return found


class _Signature(NamedTuple):
    """What the source of a Triton kernel says about its arguments."""

    function: str = ""
    parameters: tuple[str, ...] = ()
    mutated: tuple[str, ...] = ()
    dtypes: Mapping[str, str] = MappingProxyType({})


def _signature(source: str) -> _Signature:
    """Signature of the jitted function in a kernel's source; an empty one where there is none."""
    try:
        module = parse_python(source, "kernel source")
    except BadInput:
        return _Signature()
    functions = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef)
        and any("jit" in spelled(decorator) for decorator in node.decorator_list)
    ]
    if not functions:
        return _Signature()
    function = functions[-1]
    told = _metadata(function)
    mutated = [_text(entry) for entry in getattr(told.get("mutated_arg_names"), "elts", ())]
    types = told.get("signature")
    pointers = (
        {_text(key): _text(value) for key, value in zip(types.keys, types.values, strict=True)}
        if isinstance(types, ast.Dict)
        else {}
    )
    return _Signature(
        function.name,
        tuple(argument.arg for argument in function.args.args),
        tuple(mutated),
        {name: _POINTERS[kind] for name, kind in pointers.items() if kind in _POINTERS},
    )


def _metadata(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """Entries of triton_meta and inductor_meta, from the decorators."""
    return {
        _text(key): value
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if _text(key) in ("mutated_arg_names", "signature")
    }


def _text(node: ast.expr | None) -> str:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else ""
