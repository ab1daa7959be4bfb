"""The lines that say where an emitted file comes from, and how to make it again."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Mapping
from typing import Any

from workbench.capture.store import Capture
from workbench.emit.filters import Code, comment
from workbench.emit.source import Source
from workbench.schema import Candidate

SOURCES_MAX = 12


def regenerate_command(capture: Capture, variant: str, *words: str) -> str:
    """The command line that emits the same again."""
    line = ["workbench", "emit", capture.id, *words]
    return shlex.join(line if variant == "eager" else [*line, "--variant", variant])


def tensor_text(name: str, tensor: Mapping[str, Any]) -> str:
    """One tensor of a candidate: name, shape, dtype, and strides where rows do not lie densely."""
    shape, strides = tuple(tensor.get("shape", ())), tuple(tensor.get("strides", ()))
    text = f"{name} {' x '.join(map(str, shape)) or 'scalar'} {tensor.get('dtype', '?')}"
    dense: list[int] = [1]
    for extent in reversed(shape[1:]):
        dense.insert(0, dense[0] * extent if isinstance(extent, int) else 0)
    apart = [s for s, d, n in zip(strides, dense, shape, strict=False) if s != d and n != 1]
    return f"{text} strides {strides}" if apart and shape else text


def header(
    capture: Capture, variant: str, candidate: Candidate, command: str, missing: tuple[str, ...]
) -> Code:
    """Comment lines: capture, candidate, tensors, scalars, GPU, source lines, what is not covered,
    the command. Every name is escaped.
    """
    detail, device = candidate.detail, capture.manifest.device
    tensors = [tensor_text(n, t) for n, t in {**detail.get("inputs", {})}.items()]
    scalars = [f"{n} {v!r}" for n, v in detail.get("scalars", {}).items() if v is not None]
    lines = [
        comment(f"Emitted from capture {capture.id} ({variant}), candidate {candidate.id}:"),
        comment(f"{candidate.site}, {candidate.instances} instances, for {device.name}", "  "),
        comment(f"{'; '.join([*tensors, *scalars])}", "  "),
        *(comment(line, "  ") for line in candidate.source[:SOURCES_MAX]),
        *(comment(f"Not covered: {line}", "  ") for line in missing),
        comment(f"Again: {command}"),
    ]
    return Code("\n".join(lines))


def with_header(text: str, lines: str) -> str:
    """`text` with comment lines after its docstring, or before its first statement."""
    source = Source(text)
    body = source.tree.body
    first = body[0] if body else None
    documented = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    if first is None:
        return f"{lines}\n{text}"
    at = source.end(first) if documented else source.lines_of(first, first)[0]
    between = "\n" + lines + "\n" if documented else lines + "\n"
    return (source.data[:at] + between.encode() + source.data[at:]).decode()
