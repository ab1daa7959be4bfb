"""Inductor's output code: the kernels it generated, and what its `call()` runs in which order.

Parsed with `ast`, never imported or executed; regular expressions read comments only, and comments
(handles, source nodes) are aids, not a contract. Meets torch 2.11 to 2.13.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import BadInput
from workbench.inductor.calls import KernelCall, read_calls
from workbench.inductor.kernels import GeneratedKernel, generated_kernels
from workbench.inductor.source_text import parse_python

# A 30-layer model's output code is 2.5 MB.
BYTES_MAX = 128 << 20


@dataclass(frozen=True)
class OutputCode:
    """One output_code.py: kernels by name, and the entries of `call()` in order."""

    kernels: dict[str, GeneratedKernel]
    calls: tuple[KernelCall, ...]


def read_output_code(path: Path) -> OutputCode:
    """Parse the file `path`. Raises BadInput when it is too large, not Python, or has no call()."""
    if path.stat().st_size > BYTES_MAX:
        raise BadInput(f"{path}: larger than {BYTES_MAX >> 20} MiB, so not Inductor's output code")
    return parse_output_code(path.read_text(encoding="utf-8", errors="replace"), str(path))


def parse_output_code(text: str, where: str = "output code") -> OutputCode:
    """Parse output code. Raises BadInput, naming `where`, when it is not what Inductor writes."""
    module = parse_python(text, where)
    lines = text.splitlines()
    kernels = {kernel.name: kernel for kernel in generated_kernels(module, lines)}
    functions = {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    if "call" not in functions:
        raise BadInput(f"{where}: no call() in it, so not Inductor's output code")
    return OutputCode(kernels, read_calls(functions, kernels, lines))
