"""A region of the op graph in, the text of a kernel.py out."""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from pathlib import Path

import jinja2

from workbench.emit.generic.arguments import Arguments
from workbench.emit.generic.body import Body
from workbench.emit.generic.header import about, header, title
from workbench.emit.generic.names import Names, identifier
from workbench.emit.generic.ops import HELPERS
from workbench.emit.generic.plan import plan
from workbench.emit.generic.reference import Reference
from workbench.emit.generic.refusal import Inexpressible
from workbench.emit.generic.rows import rows_of
from workbench.emit.generic.tile import tile, used
from workbench.errors import unknown
from workbench.schema import Candidate
from workbench.trace.opgraph import OpGraph

ROUNDINGS = ("eager", "fp32")
_TEMPLATE = "kernel.py.j2"
_NO_KERNEL = "is no kernel of its own but work for"
_HOSTED = {
    "prologue": f"a prologue {_NO_KERNEL} the GEMM that reads its result",
    "epilogue": f"an epilogue {_NO_KERNEL} the GEMM that writes its input",
    "broadcast_copy": f"a broadcast_copy {_NO_KERNEL} whoever reads the copy",
}


@dataclass(frozen=True)
class Options:
    """round: `eager` (every rounding point as eager has it) or `fp32` (fp32 from loads to stores).

    capture, variant, command: said in the header.
    """

    round: str = "eager"
    capture: str = ""
    variant: str = "eager"
    command: str = ""


@dataclass(frozen=True)
class EmittedKernel:
    """name: of the launcher. source: of kernel.py. dropped: tensors that `--round fp32` does not
    round.
    """

    name: str
    source: str
    dropped: tuple[str, ...]


def emit_generic(
    candidate: Candidate, graph: OpGraph, nodes: tuple[int, ...], options: Options = Options()
) -> EmittedKernel:
    """The kernel of one instance of `candidate`: the operators `nodes` of `graph`, ascending.

    Same candidate, same text. Raises Inexpressible with the operator's name where a row-wise
    kernel cannot do it.
    """
    if options.round not in ROUNDINGS:
        raise unknown("rounding", options.round, ROUNDINGS)
    kind = candidate.detail.get("kind", "region")
    if kind in _HOSTED:
        raise Inexpressible(f"{candidate.id}: {_HOSTED[kind]}")
    try:
        return _emit(candidate, graph, nodes, options)
    except Inexpressible as error:
        raise Inexpressible(f"{candidate.id}: {error}") from None


def _emit(
    candidate: Candidate, graph: OpGraph, nodes: tuple[int, ...], options: Options
) -> EmittedKernel:
    made = plan(graph, nodes, int(candidate.detail.get("rows") or rows_of(graph, nodes)))
    names = Names()
    arguments = Arguments.of(made, graph, names)
    values = arguments.value_names(made, graph, names)
    body = Body(
        made,
        names,
        arguments.input_names,
        arguments.number_names,
        arguments.output_names,
        values,
        options.round == "fp32",
    )
    statements = body.lines()
    reference = Reference(made, arguments.input_names, arguments.number_names, values).lines()
    shape = tile(made)
    name = identifier(candidate.id)
    helpers = [HELPERS[helper] for helper in sorted(body.helpers)]
    text = (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            name=name,
            title=title(candidate),
            about=about(made, arguments.input_names, options, tuple(body.dropped)),
            header=header(candidate, options),
            reference=reference,
            helpers=helpers,
            kernel=[*used(shape.opening(made), statements), *statements],
            uses_libdevice=any("libdevice" in line for line in [*statements, *helpers]),
            case=arguments.case(options.capture or "capture"),
            case_rows=made.recorded_rows,
            grid=shape.grid,
            launch_arguments=[*arguments.launch_arguments, *shape.launch_arguments],
            kernel_arguments=[*arguments.kernel_arguments, *shape.kernel_arguments],
            **arguments.context(f"{name}_{_digest(candidate, options)}"),
        )
    )
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise Inexpressible(f"line {error.lineno} of its kernel is not Python") from None
    return EmittedKernel(name, text, tuple(body.dropped))


def _digest(candidate: Candidate, options: Options) -> str:
    """What tells the registered operators of kernels apart that have one name."""
    text = "\0".join((options.capture, options.variant, options.round, candidate.id))
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:8]


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python source, of texts that this package made
    )
