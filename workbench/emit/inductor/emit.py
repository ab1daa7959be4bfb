"""A kernel that Inductor generated in, the files of an emitted folder out."""

from __future__ import annotations

import ast
import re
import textwrap
from math import prod
from pathlib import Path
from typing import Any

import jinja2

from workbench.capture.store import Capture
from workbench.emit import folder, prune
from workbench.emit.emission import Emission
from workbench.emit.filters import Refused, comment
from workbench.emit.header import regenerate_command
from workbench.emit.inductor.arguments import Tensor, names_of, references_of, tensor_of
from workbench.emit.inductor.binding import bindings, parsed
from workbench.emit.inductor.body import Cleaned, cleaned
from workbench.emit.inductor.launches import Launched, launched_with
from workbench.emit.inductor.slices import between, values_of
from workbench.emit.library import CONTRACT, op_renamed, own_suffix
from workbench.emit.render import Rendered
from workbench.emit.source import Source, until_stable
from workbench.emit.tidy import COLUMNS, tidy
from workbench.errors import BadInput, Usage, unknown
from workbench.inductor.folder import GRAPHS, OUTPUT_CODE, CompiledGraph, load_graph
from workbench.inductor.kernels import GeneratedKernel

_TEMPLATE = "kernel.py.j2"
NAME_COLUMNS = 24
_SKIPPED = ("_to_copy", "view", "_unsafe_view", "unsqueeze", "transpose", "clone", "expand")
_HELPERS = {
    "_larger": '''@triton.jit
def _larger(a, b):
    """The larger of two, or NaN where either is one."""
    return tl.where((a > b) | (a != a), a, b)''',
    "_smaller": '''@triton.jit
def _smaller(a, b):
    """The smaller of two, or NaN where either is one."""
    return tl.where((a < b) | (a != a), a, b)''',
    "_row_max": '''@triton.jit
def _row_max(x, axis: tl.constexpr):
    """The largest along an axis, NaN where there is one."""
    return tl.reduce(x, axis, _larger)''',
    "_row_min": '''@triton.jit
def _row_min(x, axis: tl.constexpr):
    """The smallest along an axis, NaN where there is one."""
    return tl.reduce(x, axis, _smaller)''',
}


def find_kernel(capture: Capture, name: str) -> tuple[CompiledGraph, GeneratedKernel]:
    """The generated Triton kernel that is called `name`, or alone has it in its name.

    Raises Usage for none or several.
    """
    variant = capture.variant("inductor")
    graphs = [load_graph(capture.path(f"{each}/{OUTPUT_CODE}").parent) for each in variant.graphs]
    every = {
        kernel.name: (graph, kernel)
        for graph in graphs
        for kernel in graph.code.kernels.values()
        if kernel.kind == "triton"
    }
    near = [each for each in every if name in each]
    if name in every or len(near) == 1:
        return every[name if name in every else near[0]]
    if near:
        raise Usage(f"{len(near)} kernels have {name!r} in their name: {', '.join(near)[:400]}")
    listing = f"List them with `{capture.command('catalogue')}`."
    raise unknown("generated kernel", name, every, listing)


def emit_inductor(capture: Capture, name: str) -> Emission:
    """The files of a folder for one generated kernel, cleaned. Nothing captured is executed.

    Raises Usage for an unknown kernel, BadInput with the reason where it cannot be expressed.
    """
    graph, kernel = find_kernel(capture, name)
    try:
        made = _rendered(capture, graph, kernel)
    except Refused as error:
        raise BadInput(f"{kernel.name:.80}: refused: {error}") from None
    short = short_name(kernel)
    command = regenerate_command(capture, "eager", "--inductor", kernel.name)
    facts = (
        ("generated kernel", folder.quoted(kernel.name)),
        ("computes", folder.quoted(", ".join(kernel.original_aten)[:200])),
        ("runs a step", str(sum(call.name == kernel.name for call in graph.code.calls))),
    )
    origin = f"Inductor's output code in {folder.quoted(capture.id)}"
    about = {
        "capture": capture.id,
        "variant": "inductor",
        "candidate": f"inductor-{short}",
        "kernel": kernel.name,
        "origin": "inductor",
        "command": command,
    }
    page = folder.page(f"inductor-{short}", origin, facts, command)
    return Emission(made.source, "inductor", 1.0, folder.files(made.source, page), about)


def short_name(kernel: GeneratedKernel) -> str:
    """gelu_mul_13 of triton_poi_fused__unsafe_view_gelu_mul_13: its operators and number."""
    number = re.search(r"_(\d+)$", kernel.name)
    ops = [each.rpartition(".")[2] for each in kernel.original_aten]
    words = [re.sub(r"\W", "", each).strip("_") for each in ops if each not in _SKIPPED]
    kept = list(dict.fromkeys(word for word in words if word))
    while len("_".join(kept)) > NAME_COLUMNS:
        kept.pop(0)
    short = "_".join(kept) or "fused"
    return f"{short}_{number[1]}" if number else short


def _rendered(capture: Capture, graph: CompiledGraph, kernel: GeneratedKernel) -> Rendered:
    text = (graph.folder / OUTPUT_CODE).read_text(encoding="utf-8", errors="replace")
    printed = next((n for n in GRAPHS if (graph.folder / n).is_file()), GRAPHS[0])
    values = values_of(graph.folder / printed)
    bound = bindings(graph, values, text.splitlines(), kernel)
    reads = tuple(dict.fromkeys(each.reads for each in bound if each.reads))
    writes = tuple(dict.fromkeys(each.writes for each in bound if each.writes))
    if not reads or not writes:
        raise Refused("it reads nothing, so no argument tells how many rows to make")
    names = names_of(graph, values, reads, writes)
    rows = _rows(capture, values[writes[0]].shape)
    inputs = [tensor_of(values, names, node, rows) for node in reads]
    outputs = [tensor_of(values, names, node, rows) for node in writes]
    if rows == 1 and prod(values[writes[0]].shape) > 1:
        raise Refused(
            "recorded with one row, so its code does not say what it steps by a row: take a "
            "capture of more rows"
        )
    if not rows or not any(each.rows for each in inputs) or not all(o.rows for o in outputs):
        raise Refused("its outputs have no row for each row of an input")
    body = cleaned(parsed(kernel), bound, names)
    elements = body.extents.get("xnumel", 0)
    if not elements or elements % rows:
        raise Refused(f"{elements} elements or rows are not a multiple of {rows} tokens")
    foreign = _foreign(graph)
    nodes = between(values, reads, writes, foreign - set(writes))
    references = references_of(values, names, nodes, reads, writes, rows)
    context = _context(capture, graph, kernel, inputs, outputs, body, references, rows)
    return Rendered(_finished(capture, kernel, context), 1.0)


def _rows(capture: Capture, shape: tuple[int, ...]) -> int:
    """The extent of an output that counts rows: the first, or the tokens of the only sequence."""
    tokens = capture.manifest.tokens if capture.manifest.batch == 1 else 1
    alone = tokens > 1 and shape[:2] == (1, tokens)
    return tokens if alone else next(iter(shape), 0)


def _foreign(graph: CompiledGraph) -> frozenset[str]:
    """Nodes that extern launches compute."""
    return frozenset(
        name
        for call, own in zip(graph.code.calls, graph.executed, strict=True)
        if call.kind == "extern"
        for name in own
    )


def _context(
    capture: Capture,
    graph: CompiledGraph,
    kernel: GeneratedKernel,
    inputs: list[Tensor],
    outputs: list[Tensor],
    body: Cleaned,
    references: list[dict[str, Any]],
    rows: int,
) -> dict[str, Any]:
    launched = launched_with(capture, kernel)
    constants = _blocks(body, launched)
    x_block = "ROWS" if body.reduces else "BLOCK"
    first = next(each.name for each in inputs if each.rows)
    per_row = body.extents["xnumel"] // rows
    command = regenerate_command(capture, "eager", "--inductor", kernel.name)
    header = [
        comment(f"From Inductor's output code of capture {capture.id}, kernel"),
        comment(kernel.name, "  "),
        *(comment(line, "  ") for line in _sources(graph, kernel)),
        comment(f"Again: {command}"),
    ]
    words = (re.sub(r"\W", "", each.rpartition(".")[2]) for each in kernel.original_aten)
    ops = ", ".join(dict.fromkeys(word for word in words if word not in _SKIPPED))
    return {
        "name": short_name(kernel),
        "title": f"What Inductor fused: {ops[:72] or 'copies and casts'}.",
        "tuned": launched.described,
        "elided": references[0]["elided"] if len(references) > 1 else 0,
        "header": "\n".join(header),
        "references": references,
        "parameters": ", ".join(each.name for each in inputs),
        "pointers": [each.name for each in (*inputs, *outputs)],
        "inputs": inputs,
        "outputs": outputs,
        "output_names": ", ".join(each.name for each in outputs),
        "outputs_text": ", ".join(f"{each.name} {each.text}" for each in outputs),
        "first": first,
        "extent": "rows" if body.reduces else "elements",
        "times": f" * {per_row}" if per_row > 1 else "",
        "row_elements": max(prod(each.shape[1:]) for each in (*inputs, *outputs) if each.rows),
        "constants": constants,
        "x_block": constants[x_block],
        "warps": launched.warps,
        "stages": launched.stages,
        "helpers": [_HELPERS[helper] for helper in _HELPERS if helper in body.helpers],
        "body": body.lines,
        "case": capture.id,
        "rows": rows,
    }


def _blocks(body: Cleaned, launched: Launched) -> dict[str, int]:
    """Block sizes and the width, by the names that the cleaned kernel has for them."""
    if not body.reduces:
        return {"BLOCK": launched.blocks.get("XBLOCK", 512)}
    width = body.extents["r0_numel"]
    whole = 1 << (width - 1).bit_length()
    block = body.extents.get("R0_BLOCK") or launched.blocks.get("R0_BLOCK") or min(2048, whole)
    return {"WIDTH": width, "ROWS": launched.blocks.get("XBLOCK", 1), "BLOCK": block}


def _sources(graph: CompiledGraph, kernel: GeneratedKernel) -> list[str]:
    """file:line: function of what the kernel's first run computes, distinct."""
    index = next(i for i, call in enumerate(graph.code.calls) if call.name == kernel.name)
    origins = (graph.origins.get(node) for node in graph.executed[index])
    found = [f"{o.file}:{o.line}: {o.function}" for o in origins if o and o.file]
    return list(dict.fromkeys(found))[:8]


def _filled(text: str, indent: int = 0) -> str:
    """Prose in lines of at most 100 columns, those after the first indented."""
    return textwrap.fill(
        " ".join(text.split()), COLUMNS, subsequent_indent=" " * indent, break_on_hyphens=False
    )


def _finished(capture: Capture, kernel: GeneratedKernel, context: dict[str, Any]) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python source, of texts that this package made
    )
    environment.filters["filled"] = _filled
    text = environment.get_template(_TEMPLATE).render(**context)
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise Refused(f"line {error.lineno} of what it becomes is not Python") from None
    keep = prune.definitions(CONTRACT | {"as_in_graph"})
    text = until_stable(Source(text), (prune.variables, keep)).text
    return tidy(op_renamed(text, own_suffix(capture.id, kernel.name)))
