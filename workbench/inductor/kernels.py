"""The kernels that Inductor generated, as its output code defines them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbench.errors import BadInput
from workbench.inductor.source_text import comments_above, parse_python, source_nodes, spelled

# `extern "C" void kernel(const float* in_ptr0, float* out_ptr0)`; C++ is beyond `ast`
_CPP_PARAMETERS = re.compile(r"void\s+kernel\(([^)]*)\)")
_LAST_WORD = re.compile(r"(\w+)\s*(?:,|$)")
_KERNEL_PATH = re.compile(r"#\s*kernel path:\s*(\S+)")


NO_NAMES: tuple[str, ...] = ()


@dataclass(frozen=True)
class GeneratedKernel:
    """One kernel that Inductor wrote. path, source_nodes, original_aten: from comments, or empty.

    name: of the variable that `call()` runs. function: the jitted function, as launches name it.
    parameters: of that function, in order. mutated: those that it writes beside the out_ptrs.
    """

    name: str
    kind: str  # triton | cpp
    function: str
    path: str
    source: str
    parameters: tuple[str, ...]
    mutated: tuple[str, ...]
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
        function, parameters, mutated = "", NO_NAMES, NO_NAMES
        if kind == "triton":
            function, parameters, mutated = _signature(source)
        elif match := _CPP_PARAMETERS.search(source):
            parameters = tuple(_LAST_WORD.findall(match[1]))
        comments = comments_above(lines, node.lineno, limit=len(lines))
        nodes, aten = source_nodes(comments)
        path = next((m[1] for text in comments if (m := _KERNEL_PATH.search(text))), "")
        found.append(
            GeneratedKernel(
                target.id, kind, function or target.id, path, source, parameters, mutated,
                nodes, aten, node.lineno,
            )
        )  # fmt: skip
    return found


def _signature(source: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Name, parameters and mutated parameters of the jitted function in a kernel's source."""
    try:
        module = parse_python(source, "kernel source")
    except BadInput:
        return "", (), ()
    functions = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef)
        and any("jit" in spelled(decorator) for decorator in node.decorator_list)
    ]
    if not functions:
        return "", (), ()
    function = functions[-1]
    return function.name, tuple(argument.arg for argument in function.args.args), _mutated(function)


def _mutated(function: ast.FunctionDef) -> tuple[str, ...]:
    """`mutated_arg_names` of the decorators' inductor_meta."""
    for decorator in function.decorator_list:
        for node in ast.walk(decorator):
            if not isinstance(node, ast.Dict):
                continue
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "mutated_arg_names":
                    return tuple(
                        entry.value
                        for entry in getattr(value, "elts", ())
                        if isinstance(entry, ast.Constant) and isinstance(entry.value, str)
                    )
    return ()
