"""From a candidate to the files of its folder, or to the reason why there are none."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench import resources
from workbench.capture.store import Capture
from workbench.emit import folder
from workbench.emit.generic import Inexpressible, Options, emit_generic
from workbench.emit.header import regenerate_command
from workbench.emit.render import render, templates_in
from workbench.emit.tidy import tidy
from workbench.errors import BadInput, WorkbenchError
from workbench.schema import Candidate
from workbench.suggest.evidence import Evidence

ROUNDINGS = ("eager", "fp32")
OP_BY_OP = "-op-by-op"  # after a candidate's id: the folder of its kernel without template


@dataclass(frozen=True)
class Emission:
    """The kernel of a candidate. `origin`: template | generic | inductor. `covered`: the share of
    the candidate's instances that it computes. `about`: what emitted.json keeps.
    """

    source: str
    origin: str
    covered: float
    files: dict[str, str]
    about: dict[str, Any]


@dataclass(frozen=True)
class Attempt:
    """One candidate of `--all`: its emission, or why there is none."""

    candidate: Candidate
    emission: Emission | None
    reason: str


def emit(
    capture: Capture,
    variant: str,
    candidate: Candidate,
    evidence: Evidence | None = None,
    templates: Path | None = None,
    rounding: str = "eager",
    op_by_op: bool = False,
) -> Emission:
    """The kernel of a candidate: its pattern's template; op by op from the graph of `evidence`
    where there is no template, where it refuses, or where that or rounding "fp32" is asked for.

    Raises the WorkbenchError of whoever refuses last, of the template where both do.
    """
    if candidate.evidence == "sequence":
        raise Inexpressible(
            f"{candidate.id}: only the order of its launches is known, not what they compute; "
            "record an execution trace beside the trace and emit what `suggest` finds then"
        )
    refused: WorkbenchError | None = None
    words = ("--round", rounding) if rounding != "eager" else ("--op-by-op",) if op_by_op else ()
    if not words and candidate.pattern in templates_in(templates or resources.templates()):
        try:
            made = render(capture, variant, candidate, templates)
            return emission(
                capture, variant, candidate, made.source, "template", made.covered, made.library
            )
        except BadInput as error:
            refused = error
    try:
        source = _op_by_op(capture, variant, candidate, evidence, rounding, words)
    except WorkbenchError as error:
        if rounding != "eager" and candidate.pattern in templates_in(
            templates or resources.templates()
        ):
            raise type(error)(f"{error}; its template rounds as eager: leave --round out") from None
        raise refused or error from None
    covered = _first_shapes(candidate)
    return emission(capture, variant, candidate, source, "generic", covered, words=words)


def _op_by_op(
    capture: Capture,
    variant: str,
    candidate: Candidate,
    evidence: Evidence | None,
    rounding: str,
    words: tuple[str, ...],
) -> str:
    if evidence is None or not evidence.members.get(candidate.id):
        raise Inexpressible(f"{candidate.id}: its operators are unknown (no execution trace)")
    options = Options(
        round=rounding,
        capture=capture.id,
        variant=variant,
        command=regenerate_command(capture, variant, candidate.id, *words),
    )
    nodes = evidence.members[candidate.id][0]
    return tidy(emit_generic(candidate, evidence.graph, nodes, options).source)


def _first_shapes(candidate: Candidate) -> float:
    """The share of a candidate's instances that have the shapes of the first one."""
    counts = [int(each.get("matches", 1)) for each in candidate.detail.get("shapes", ())]
    return counts[0] / sum(counts) if counts else 1.0


def emission(
    capture: Capture,
    variant: str,
    candidate: Candidate,
    source: str,
    origin: str,
    covered: float,
    library: str = "",
    words: tuple[str, ...] = (),
) -> Emission:
    """The files of a folder around a kernel's source. `library`: see `render.Rendered`; `words`: of
    the command that emits it, after the candidate.
    """
    command = regenerate_command(capture, variant, candidate.id, *words)
    facts = (
        ("site", folder.quoted(candidate.site)),
        ("instances a step", str(candidate.instances)),
        ("launches a step", f"{candidate.launches_before:g}, here {candidate.launches_after:g}"),
        ("GPU us a step", f"{candidate.gpu_us_per_step:.0f} measured in eager"),
        ("predicted", f"{candidate.predicted_gpu_us_per_step:.0f} us a step"),
        ("numerics risk", folder.quoted(candidate.numerics_risk)),
    )
    told = {
        "template": f"the pattern {folder.quoted(candidate.pattern)}",
        "generic": "the op graph of a mined region",
        "inductor": "Inductor's output code",
    }[origin]
    page = folder.page(candidate.id, f"{told} of {folder.quoted(capture.id)}", facts, command)
    about = {
        "capture": capture.id,
        "variant": variant,
        "candidate": candidate.id,
        "pattern": candidate.pattern,
        "origin": origin,
        "covered": round(covered, 4),
        "library": library,
        "command": command,
    }
    return Emission(source, origin, covered, folder.files(source, page), about)


def emit_all(
    capture: Capture,
    variant: str,
    candidates: tuple[Candidate, ...],
    evidence: Evidence | None = None,
    templates: Path | None = None,
    rounding: str = "eager",
    op_by_op: bool = False,
    progress: Callable[[str, int], None] = lambda name, total: None,
) -> Iterator[Attempt]:
    """Every candidate's emission or refusal, in their order."""
    for candidate in candidates:
        progress(candidate.id, len(candidates))
        try:
            made = emit(capture, variant, candidate, evidence, templates, rounding, op_by_op)
        except WorkbenchError as error:
            reason = str(error).removeprefix(f"{candidate.id}: ")
            yield Attempt(candidate, None, reason.rpartition(f"candidate {candidate.id}: ")[2])
        else:
            yield Attempt(candidate, made, "")


def code_key(source: str, capture_id: str) -> str:
    """Equal for kernels that differ only in comments, layout, docstrings, and the names of cases,
    of the kernel and of registered operators: what was found of one holds for the other. What only
    the interpreter is tried with, no GPU has judged.
    """
    plain = re.sub(r"\bemitted(::|\.)(\w+?)_[0-9a-f]{8}\b", r"emitted\g<1>\g<2>", source)
    launcher = re.search(r"^KERNEL = (\w+)$", plain, re.MULTILINE)
    if launcher:
        plain = re.sub(rf"\b{launcher[1]}(_kernel)?\b", r"kernel\g<1>", plain)
    tree = ast.parse(plain)
    tree.body = [each for each in tree.body if not _is_for_the_interpreter(each)]
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_docstring(body[0]):
            del body[0]
        if isinstance(node, ast.Constant) and str(node.value).startswith(capture_id):
            node.value = str(node.value)[len(capture_id) :]
    return hashlib.sha256(repr(_plain(tree)).encode()).hexdigest()


def _plain(node: Any) -> Any:
    """A syntax tree as nested lists, the same in every Python: without the fields that are empty,
    of which later versions have more.
    """
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, ast.AST):
        return node
    fields = [(name, value) for name, value in ast.iter_fields(node) if value not in (None, [])]
    return [type(node).__name__, *([name, _plain(value)] for name, value in fields)]


def _is_for_the_interpreter(statement: ast.stmt) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(each, ast.Name) and each.id == "INTERPRET_CASES" for each in targets)


def _is_docstring(statement: ast.AST) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
