"""Which generated kernel a scheduled node became: by the buffer that both write.

The output code is parsed, never run: `call()` says which kernel is called with which buffers, and
the kernel's signature which of its arguments it writes (`out_ptr`, `in_out_ptr`; in C++ a pointer
that is not const).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Any

from workbench.capture.graphs import CompiledGraph, Scheduled

_WRITTEN = re.compile(r"^(in_)?out_ptr\d*$")


def kernel_of_buffer(output_code: str) -> tuple[dict[str, str], list[str]]:
    """(buffer -> kernel that writes it, kernels in the order of their calls).

    Raises SyntaxError when the text is no Python.
    """
    tree = ast.parse(output_code)
    outputs = _written_positions(tree)
    writer: dict[str, str] = {}
    order: list[str] = []
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = _called(call.func)
        if name not in outputs:
            continue
        order.append(name)
        for position in outputs[name]:
            if position < len(call.args) and (buffer := _first_name(call.args[position])):
                writer.setdefault(buffer, name)
    return writer, order


def _called(function: ast.expr) -> str:
    """`triton_x.run(...)` and `cpp_x(...)` call a kernel of that name."""
    if isinstance(function, ast.Attribute) and function.attr == "run":
        function = function.value
    return function.id if isinstance(function, ast.Name) else ""


def _first_name(argument: ast.expr) -> str:
    """The buffer in `buf3` or `reinterpret_tensor(buf3, ...)`."""
    if isinstance(argument, ast.Call) and argument.args:
        return _first_name(argument.args[0])
    return argument.id if isinstance(argument, ast.Name) else ""


def _written_positions(tree: ast.Module) -> dict[str, list[int]]:
    """Kernel name -> positions of the arguments it writes."""
    found: dict[str, list[int]] = {}
    for statement in tree.body:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
            continue
        target, call = statement.targets[0], statement.value
        maker = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if not isinstance(target, ast.Name):
            continue
        if maker == "triton":
            found[target.id] = _triton_outputs(target.id, call.args)
        elif maker.startswith("cpp") and call.args and isinstance(call.args[0], ast.List):
            found[target.id] = [
                index
                for index, kind in enumerate(call.args[0].elts)
                if isinstance(kind, ast.Constant)
                and "*" in str(kind.value)
                and not str(kind.value).startswith("const")
            ]
    return found


def _triton_outputs(name: str, arguments: Sequence[ast.expr]) -> list[int]:
    sources = [a.value for a in arguments if isinstance(a, ast.Constant)]
    source = next((s for s in reversed(sources) if isinstance(s, str) and "def " in s), "")
    signature = re.search(r"^def \w+\(([^)]*)\)", source, re.MULTILINE)
    names = [part.split(":")[0].strip() for part in signature[1].split(",")] if signature else []
    return [index for index, each in enumerate(names) if _WRITTEN.match(each)]


def scheduler_record(graph: CompiledGraph) -> dict[str, Any]:
    """scheduler.json: exact bytes by kernel, extern calls, and why pairs were not fused.

    `kernels` holds each generated kernel once with the bytes of its first call, and all its
    calls in order; a kernel name stands for several call sites, since equal kernels are merged.
    """
    writer, _ = kernel_of_buffer(graph.texts["output_code"])
    kernels: dict[str, Any] = {}
    externs, unmatched = [], 0
    for node in graph.schedule:
        entry = _entry(node)
        if node.extern:
            externs.append(entry)
            continue
        name = next((writer[b] for b in [*node.writes, *node.buffers] if b in writer), None)
        if name is None:
            unmatched += 1
            continue
        kernel = kernels.setdefault(
            name,
            {
                "bytes_read": sum(node.reads.values()),
                "bytes_written": sum(node.writes.values()),
                "nodes": node.post_grad,
                "calls": [],
            },
        )
        kernel["calls"].append(entry)
    return {
        "cache": graph.state,
        "complete": bool(graph.schedule) and not unmatched and not graph.problems,
        "kernels": kernels,
        "externs": externs,
        "unmatched": unmatched,
        "refusals": [
            {"first": first, "second": second, "reason": reason}
            for (first, second), reason in graph.refusals.items()
        ],
        "problems": graph.problems,
    }


def _entry(node: Scheduled) -> dict[str, Any]:
    return {"ops": node.ops, "nodes": node.post_grad, "reads": node.reads, "writes": node.writes}
