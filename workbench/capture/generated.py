"""Which generated kernel a scheduled node became: by the buffer that both write.

The output code is parsed, never run: `call()` says which kernel is called with which buffers, and
the kernel's signature which of its arguments it writes (`out_ptr`, `in_out_ptr`, and what Triton's
metadata declares mutated; in C++ a pointer that is not const).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.capture.graphs import CompiledGraph, Scheduled

_WRITTEN = re.compile(r"^(in_)?out_ptr\d*$")


@dataclass(frozen=True)
class KernelCall:
    """One call of a generated kernel in `call()`, and the buffers that it writes."""

    kernel: str
    written: tuple[str, ...]


def kernel_calls(output_code: str) -> list[KernelCall]:
    """The calls of generated kernels in the output code, in order.

    Raises SyntaxError when the text is no Python.
    """
    tree = ast.parse(output_code)
    positions = _written_positions(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    out = []
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = _called(call.func)
        if name in positions:
            inside = [call.args[at] for at in positions[name] if at < len(call.args)]
            out.append(KernelCall(name, tuple(filter(None, map(_first_name, inside)))))
    return out


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
            found[target.id] = _triton_outputs(call.args)
        elif maker.startswith("cpp") and call.args and isinstance(call.args[0], ast.List):
            found[target.id] = [
                index
                for index, kind in enumerate(call.args[0].elts)
                if isinstance(kind, ast.Constant)
                and "*" in str(kind.value)
                and not str(kind.value).startswith("const")
            ]
    return found


def _triton_outputs(arguments: Sequence[ast.expr]) -> list[int]:
    """Positions that `triton('name', '''source''')` writes: by argument name, and as declared."""
    texts = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if len(texts) < 2:
        return []
    name, source = texts[0], texts[1]
    signature = re.search(rf"^def {re.escape(name)}\(([^)]*)\)", source, re.MULTILINE)
    names = [part.split(":")[0].strip() for part in signature[1].split(",")] if signature else []
    declared = re.search(r"'mutated_arg_names': \[([^\]]*)\]", source)
    mutated = set(re.findall(r"'(\w+)'", declared[1])) if declared else set()
    return [at for at, each in enumerate(names) if _WRITTEN.match(each) or each in mutated]


def match_calls(schedule: Sequence[Scheduled], calls: Sequence[KernelCall]) -> list[int]:
    """For each scheduled node the index of its call, -1 none.

    A buffer of a node's own is written by one call only. A node that writes into an argument in
    place has no buffer of its own: the next call that writes that argument is its.
    """
    of_buffer: dict[str, int] = {}
    for index, call in enumerate(calls):
        for buffer in call.written:
            of_buffer.setdefault(buffer, index)
    matched, reached = [], 0
    for node in schedule:
        own = [buffer for buffer in node.buffers if buffer not in node.in_place]
        index = next((of_buffer[buffer] for buffer in own if buffer in of_buffer), -1)
        targets = set(node.in_place.values())
        if index < 0 and targets:
            later = range(reached, len(calls))
            index = next((i for i in later if targets & set(calls[i].written)), -1)
        reached = max(reached, index)
        matched.append(index)
    return matched


def scheduler_record(graph: CompiledGraph) -> dict[str, Any]:
    """scheduler.json: exact bytes by kernel, extern calls, and why pairs were not fused.

    `kernels` holds each generated kernel with the bytes of its first call and all its calls in
    order, since equal kernels are merged under one name. `refusals` are between nodes of the
    final schedule, by the names of their `ops` joined with `_`. `complete` says that every node
    that launches something was joined to its call.
    """
    calls = kernel_calls(graph.texts["output_code"])
    generated = [n for n in graph.schedule if not n.extern and (n.reads or n.writes)]
    matched = match_calls(generated, calls)
    kernels: dict[str, Any] = {}
    for index in sorted(set(matched) - {-1}):
        nodes = [node for node, at in zip(generated, matched, strict=True) if at == index]
        entry = _entry(nodes)
        kernel = kernels.setdefault(
            calls[index].kernel,
            {
                "bytes_read": sum(entry["reads"].values()),
                "bytes_written": sum(entry["writes"].values()),
                "nodes": entry["nodes"],
                "calls": [],
            },
        )
        kernel["calls"].append(entry)
    final = {node.name for node in graph.schedule}
    return {
        "cache": graph.state,
        "complete": bool(graph.schedule) and -1 not in matched and not graph.problems,
        "kernels": kernels,
        "externs": [_entry([node]) for node in graph.schedule if node.extern and node.writes],
        "unmatched": [_entry([n]) for n, at in zip(generated, matched, strict=True) if at < 0],
        "refusals": [
            {"first": first, "second": second, "reason": reason}
            for (first, second), reason in graph.refusals.items()
            if first in final and second in final
        ],
        "problems": graph.problems,
    }


def _entry(nodes: Sequence[Scheduled]) -> dict[str, Any]:
    """One call: the nodes that it runs, and each buffer's bytes (a C++ kernel may run several)."""
    return {
        "ops": [op for node in nodes for op in node.ops],
        "nodes": sorted({name for node in nodes for name in node.post_grad}),
        "reads": {name: size for node in nodes for name, size in node.reads.items()},
        "writes": {name: size for node in nodes for name, size in node.writes.items()},
    }
