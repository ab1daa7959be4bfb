"""The words of an emitted kernel: what it does, where it comes from, how it rounds."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.emit.generic.formatting import COLUMNS
from workbench.emit.generic.plan import Plan
from workbench.schema import Candidate

if TYPE_CHECKING:
    from workbench.emit.generic.emit import Options


def title(candidate: Candidate) -> str:
    """One line: how many operators the kernel does."""
    count = len(candidate.detail.get("operators", ()))
    return (
        f"{count} operators in one launch, emitted from their data flow."
        if count
        else ("A region of operators in one launch, emitted from their data flow.")
    )


def about(plan: Plan, inputs: Sequence[str], options: Options, dropped: Sequence[str]) -> str:
    """The paragraphs of the docstring."""
    rounding = (
        "Rounding points are eager's, all of them: each variable has the dtype of eager's tensor."
        if options.round == "eager"
        else "Rounded only where it is stored: fp32 from the loads on. Eager also rounds "
        + (", ".join(dropped) or "nowhere else")
        + "."
    )
    order = (
        ""
        if plan.flat
        else " Only the order of sums along a row differs, and it depends on the row's width "
        "alone: a row's result is the same in every batch."
    )
    paragraphs = [
        "`eager` is the reference, with the same names as the kernel; `dispatch` tells whether the "
        "launcher launches and why not. Needs torch and triton only: made to be pasted.",
        rounding + order,
    ]
    lowering = plan.lowering
    changed = [
        name
        for name, external in zip(inputs, lowering.externals, strict=True)
        if external.value in lowering.changed
    ]
    if changed:
        paragraphs.append(
            f"The model changes {', '.join(changed)} in place; here the result is a tensor of its "
            "own, and what was given stays as it is."
        )
    return "\n\n".join(textwrap.fill(text, COLUMNS, break_on_hyphens=False) for text in paragraphs)


def header(candidate: Candidate, options: Options) -> str:
    """Comment lines: capture, candidate, source lines, the command that makes the file again."""
    origin = f" from capture {options.capture} ({options.variant})" if options.capture else ""
    lines = [_comment(f"Emitted{origin}, candidate {candidate.id}:")]
    lines.append(_comment(f"{candidate.site}, {candidate.instances} instances", "  "))
    lines += [_comment(line, "  ") for line in candidate.source]
    if options.command:
        lines.append(_comment(f"Again: {options.command}"))
    return "\n".join(lines)


def _comment(value: str, indent: str = "") -> str:
    """Comment lines of at most 100 columns; what is not printable is escaped."""
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in value[:2000])
    lines = textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=f"# {indent}",
        subsequent_indent=f"# {indent}  ",
        break_on_hyphens=False,
    )
    return "\n".join(lines) or "#"
