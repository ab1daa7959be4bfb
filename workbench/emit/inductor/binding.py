"""Which node of the graph each argument of a generated kernel holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from workbench.emit.filters import Refused
from workbench.emit.inductor.slices import Value
from workbench.inductor.calls import Argument, KernelCall
from workbench.inductor.folder import CompiledGraph
from workbench.inductor.kernels import GeneratedKernel
from workbench.inductor.source_text import comments_above, parse_python

_RETURNS = re.compile(r"#\s+return (%.*)")
_STORE = re.compile(r"tl\.store\((\w+)")


@dataclass(frozen=True)
class Binding:
    """One pointer parameter: the nodes that it holds before and after ("" none)."""

    parameter: str
    reads: str
    writes: str


def bindings(
    graph: CompiledGraph, values: Mapping[str, Value], lines: list[str], kernel: GeneratedKernel
) -> tuple[Binding, ...]:
    """The pointer parameters of `kernel` at its first call. Refuses what cannot be told."""
    held: dict[str, str] = {name: name for name, v in values.items() if v.expression is None}
    seen: set[str] = set()
    for call, executed in zip(graph.code.calls, graph.executed, strict=True):
        first = call.name not in seen
        seen.add(call.name)
        if call.kind == "extern":
            for argument in call.arguments:
                if argument.written:
                    held[argument.tensor.storage] = executed[-1] if len(executed) == 1 else ""
            continue
        theirs = graph.code.kernels[call.name]
        told = _outputs(theirs, call, values, lines) if first else {}
        if theirs.name == kernel.name:
            return _bound(call, theirs, held, told)
        for argument in call.arguments:
            if argument.written:
                held[argument.tensor.storage] = told.get(argument.tensor.name, "")
    raise Refused(f"{kernel.name:.60}: call() never runs it")


def _bound(
    call: KernelCall, kernel: GeneratedKernel, held: Mapping[str, str], told: Mapping[str, str]
) -> tuple[Binding, ...]:
    found = []
    pointers = [name for name in kernel.parameters if name in kernel.dtypes]
    for parameter, argument in zip(pointers, call.arguments, strict=False):
        reads = held.get(argument.tensor.storage, "") if argument.read else ""
        if argument.read and not reads:
            raise Refused(
                f"{parameter} holds {argument.tensor.name}, which no node of the graph is known to "
                "be: a partial result, or a buffer changed in place"
            )
        writes = told.get(argument.tensor.name, "") if argument.written else ""
        if argument.written and not writes:
            raise Refused(
                f"{parameter} ({argument.tensor.name}) has no node in the graph that is "
                "known to be it"
            )
        if argument.written and reads and reads not in held.values():
            raise Refused(f"{parameter}: read and written, by names that do not agree")
        found.append(Binding(parameter, reads, writes))
    if len(found) != len(pointers):
        raise Refused(f"{len(pointers)} pointers, {len(found)} tensors in its call")
    return tuple(found)


def _outputs(
    kernel: GeneratedKernel,
    call: KernelCall,
    values: Mapping[str, Value],
    lines: list[str],
) -> dict[str, str]:
    """Buffer -> node that the kernel leaves there: what its comment says it returns, matched in the
    order of its stores, by dtype and number of elements.
    """
    comments = comments_above(lines, kernel.line, limit=200)
    returned = next((m[1] for text in comments if (m := _RETURNS.match(text))), "")
    names = [name.strip().lstrip("%") for name in returned.split(",")]
    pointers = [name for name in kernel.parameters if name in kernel.dtypes]
    arguments = dict(zip(pointers, call.arguments, strict=False))
    stored = list(dict.fromkeys(_STORE.findall(kernel.source)))
    written = [
        (parameter, arguments[parameter])
        for parameter in stored
        if parameter in arguments and arguments[parameter].written
    ]
    kept = [(p, a) for p, a in written if a.tensor.name not in names]  # the rest: raw buffers
    nodes = [name for name in names if name in values]
    chosen = _in_order(kept, nodes, values, kernel.dtypes)
    return {a.tensor.name: node for (_, a), node in zip(kept, chosen, strict=False)}


def _in_order(
    written: Sequence[tuple[str, Argument]],
    nodes: Sequence[str],
    values: Mapping[str, Value],
    dtypes: Mapping[str, str],
) -> list[str]:
    """The one choice of `nodes`, in their order, that fits the buffers; [] where there is none."""

    def fits(entry: tuple[str, Argument], node: str) -> bool:
        parameter, argument = entry
        shape = argument.tensor.shape
        value = values[node]
        return (
            shape is not None
            and prod(shape) == prod(value.shape)
            and value.dtype == dtypes.get(parameter)
        )

    ways: list[list[str]] = [[]]
    for name in nodes:
        ways += [
            [*way, name]
            for way in ways
            if len(way) < len(written) and fits(written[len(way)], name)
        ]
        if len(ways) > 64:
            return []
    whole = [way for way in ways if len(way) == len(written)]
    return whole[0] if len(whole) == 1 else []


def parsed(kernel: GeneratedKernel) -> ast.FunctionDef:
    """The jitted function, without its decorators."""
    module = parse_python(kernel.source, "kernel source")
    function = next(
        (n for n in module.body if isinstance(n, ast.FunctionDef) and n.name == kernel.function),
        None,
    )
    if function is None:
        raise Refused(f"{kernel.name:.60}: no function in its source")
    function.decorator_list = []
    return function
