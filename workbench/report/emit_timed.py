"""What emitted kernels cost beside torch.compile's and the library's: columns and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import geometric_mean
from typing import Any

from workbench.report.bench import outcome, significant
from workbench.report.table import Column, number, percent
from workbench.schema import Measurement
from workbench.validate.emitted_all import Kernel
from workbench.validate.emitted_timing import LIBRARY

_ARMS = ("compile", LIBRARY, "eager")
WIDE = 110  # characters a line, from which a terminal has room for the intervals

TIMED = (
    Column("id", "candidate", left=True, cut=True),
    Column("written", "from", left=True),
    Column("share", "share", percent),
    Column("told", "verdict", left=True),
    Column("ours_us", "us", number(2)),
    Column("compile_x", "x compile", significant),
    Column("compile_interval", "95%", from_width=WIDE),
    Column("library_x", "x library", significant),
    Column("library_interval", "95%", from_width=WIDE),
    Column("eager_x", "x eager", significant),
)


def timed_row(kernel: Kernel) -> dict[str, Any]:
    """Times of a kernel and how many times longer each arm takes, None where it was not timed."""
    found: dict[str, Any] = {"ours_us": None}
    for name in _ARMS:
        row = _arm(kernel, name)
        found |= {
            f"{name}_us": row.us if row else None,
            f"{name}_x": row.ratio if row else None,
            f"{name}_interval": _interval(row) if row else None,
            f"{name}_result": outcome(row) if row else None,
        }
        if row:
            found |= {"ours_us": row.ours_us, "floor_us": row.floor_us}
    return found


def _interval(row: Measurement) -> str:
    return f"{significant(row.ratio_low)}-{significant(row.ratio_high)}"


def _arm(kernel: Kernel, name: str) -> Measurement | None:
    """The row of an arm that ran; records are files, so a ratio may be any number."""
    rows = kernel.timed.rows if kernel.timed else ()
    return next((r for r in rows if r.arm == name and not r.error and r.ratio > 0), None)


def timed_summary(kernels: Sequence[Kernel]) -> dict[str, Any]:
    """Of kernels written op by op and by templates, each code once: `of_library`, the geometric
    mean of their time over the library's; against compile, how many win, lose, or are level
    (between: within 3 % either way). Empty where nothing was timed.
    """
    found: dict[str, Any] = {}
    for name, origin in (("op_by_op", "generic"), ("template", "template")):
        once = {
            one.key: one
            for one in kernels
            if one.timed and one.attempt.emission and one.attempt.emission.origin == origin
        }
        if once:
            found[name] = _summed(list(once.values()))
    return found


def _summed(kernels: Sequence[Kernel]) -> dict[str, Any]:
    library = [row for one in kernels if (row := _arm(one, LIBRARY))]
    compiled = [row for one in kernels if (row := _arm(one, "compile"))]
    slower = [1 / row.ratio for row in library]
    return {
        "kernels": len(kernels),
        "rounds": max((one.timed.rounds for one in kernels if one.timed), default=0),
        "against_library": len(library),
        "of_library": geometric_mean(slower) if slower else None,
        "of_library_worst": max(slower, default=None),
        "against_compile": len(compiled),
        "compile": dict(sorted(Counter(outcome(row) for row in compiled).items())),
        "compile_ahead": sum(row.ratio > 1 for row in compiled),
        "of_compile": geometric_mean(1 / row.ratio for row in compiled) if compiled else None,
    }


_WORDS = {"op_by_op": "op by op, untuned", "template": "from templates, the library's code"}


def timed_remarks(kernels: Sequence[Kernel], found: Mapping[str, Any]) -> Iterator[str]:
    """The summary in words, and what could not be timed, why."""
    for name, one in found.items():
        text = f"{_WORDS[name]}: {one['kernels']} kernels timed"
        if one["of_library"]:
            text += (
                f"; {one['of_library']:.2f}x the time of the library's kernel of the same region "
                f"({one['against_library']}; geometric mean, worst {one['of_library_worst']:.2f}x)"
            )
        if one["of_compile"]:
            told = ", ".join(f"{n} {word}" for word, n in one["compile"].items())
            text += (
                f"; {one['of_compile']:.2f}x the time of torch.compile's "
                f"({told}; level: within 3 % either way)"
            )
        yield text
    if found:
        rounds = max(one["rounds"] for one in found.values())
        yield (
            f"x: how many times longer the other takes, median of {rounds} rounds A B B A as CUDA "
            "graphs, cold inputs; bootstrap 95% interval. Each code counts once."
        )
    seen = set()
    for kernel in kernels:
        if kernel.timed is None or kernel.key in seen:
            continue
        seen.add(kernel.key)
        if kernel.timed.problem:
            yield f"{kernel.attempt.candidate.id}: timing: {kernel.timed.problem}"
        for row in kernel.timed.rows:
            if row.error:
                yield f"{kernel.attempt.candidate.id}: {row.arm}: {row.error}"
