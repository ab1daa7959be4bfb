"""modules.json: the profiler's `nn.Module: Class_k` -> attribute path in the model.

The profiler numbers instances per class object in order of their first call. The mapping is not
assumed from that rule but derived: hooks note the order of module calls in a step that is not
profiled (hooks would add their own frames), and the profiled calls must agree with it one by one,
in class and in nesting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn
from torch.nn.modules.module import (
    register_module_forward_hook,
    register_module_forward_pre_hook,
)

Call = tuple[str, int, str]  # class name, depth, attribute path ("" outside the model)

_MODULE = re.compile(r"nn\.Module: (.+)_(\d+)$")


def call_order(root: nn.Module, step: Callable[[], Any]) -> list[Call]:
    """The module calls of one run of `step`, in order of entry."""
    paths = {id(module): path for path, module in reversed(list(root.named_modules()))}
    calls: list[Call] = []
    with _recording(calls, paths):
        step()
    return calls


@contextmanager
def _recording(calls: list[Call], paths: dict[int, str]) -> Iterator[None]:
    depth = 0

    def enter(module: nn.Module, inputs: Any) -> None:
        nonlocal depth
        calls.append((type(module).__name__, depth, paths.get(id(module), "?")))
        depth += 1

    def leave(module: nn.Module, inputs: Any, output: Any) -> None:
        nonlocal depth
        depth -= 1

    handles = [
        register_module_forward_pre_hook(enter),
        register_module_forward_hook(leave, always_call=True),
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def profiled_calls(trace: dict[str, Any]) -> list[tuple[str, str, int]]:
    """The module calls of a parsed trace in order of entry: (Class_k, Class, depth)."""
    events = []
    for event in trace["traceEvents"]:
        if event.get("cat") == "python_function" and event.get("ph") == "X":
            found = _MODULE.match(event["name"])
            if found:
                events.append((event["ts"], -event["dur"], f"{found[1]}_{found[2]}", found[1]))
    events.sort(key=lambda event: event[:2])
    out: list[tuple[str, str, int]] = []
    open_until: list[float] = []
    for start, negative_duration, name, class_name in events:
        while open_until and open_until[-1] <= start:
            open_until.pop()
        out.append((name, class_name, len(open_until)))
        open_until.append(start - negative_duration)
    return out


def module_paths(
    calls: list[Call], trace: dict[str, Any], steps: int
) -> tuple[dict[str, str], str]:
    """(`Class_k` -> attribute path, why it is empty or incomplete).

    Empty when profiled calls and hooked calls disagree in number, class or nesting: a wrong path is
    worse than none. A name that two classes share is left out.
    """
    seen = profiled_calls(trace)
    expected = calls * steps
    if len(seen) != len(expected):
        return {}, f"the trace has {len(seen)} module calls, the model makes {len(expected)}"
    paths: dict[str, set[str]] = {}
    for (name, class_name, depth), (called, called_depth, path) in zip(seen, expected, strict=True):
        if (class_name, depth) != (called, called_depth):
            return {}, f"the trace enters {name} where the model calls {path} ({called})"
        paths.setdefault(name, set()).add(path)
    ambiguous = sorted(name for name, found in paths.items() if len(found) > 1)
    mapping = {
        name: next(iter(found))
        for name, found in paths.items()
        if len(found) == 1 and "?" not in found
    }
    reason = f"left out, since classes share the name: {', '.join(ambiguous)}" if ambiguous else ""
    return mapping, reason


def execution_trace_gaps(trace: dict[str, Any], execution: dict[str, Any]) -> tuple[int, int]:
    """(ops of the execution trace that the profiler's trace lacks or names otherwise, all ops)."""
    names = {
        event["args"]["Record function id"]: event["name"]
        for event in trace["traceEvents"]
        if event.get("cat") in ("cpu_op", "user_annotation")
        and "Record function id" in event.get("args", {})
    }
    missing = total = 0
    for node in execution["nodes"]:
        rf_id = next((a["value"] for a in node.get("attrs", ()) if a["name"] == "rf_id"), 0)
        if rf_id:
            total += 1
            missing += names.get(rf_id) != node["name"]
    return missing, total
