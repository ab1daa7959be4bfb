"""Views of a verdict and of a compilation check."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from workbench.report.table import Column, View
from workbench.schema import Verdict
from workbench.validate.validation import Compilation
from workbench.validate.verdict import worst_gates

FAILURES_SHOWN = 8
NO_LAUNCH = "Triton saw no launch"  # why a case that did not fall back counts as one


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value == 0 or value >= 100 or math.isinf(value) else f"{value:.3g}"


def _result(passed: bool | None) -> str:
    return {True: "pass", False: "FAIL", None: "n/a"}[passed]


_GATES = (
    Column("number", "gate"),
    Column("check", "check", left=True),
    Column("passed_of", "cases"),
    Column("figure", "worst", _figure),
    Column("threshold", "limit", _figure),
    Column("control", "control", _figure),
    Column("result", "result", left=True),
)


def verdict_view(verdict: Verdict, record: str = "") -> View:
    """One row a gate over all cases; below it what failed, what fell back and why."""
    gates = worst_gates(verdict.cases)
    rows = [
        {
            **gate,
            "check": gate["name"] + (f" ({gate['unit']})" if gate["unit"] else ""),
            "result": _result(gate["passed"]),
            "passed_of": f"{gate['cases'] - gate['failed_cases']}/{gate['cases']}",
        }
        for gate in gates
    ]
    payload = {
        **msgspec.to_builtins(verdict),
        "green": verdict.green,
        "gates": gates,
        "record": record or None,
    }
    return View(
        columns=_GATES,
        rows=rows,
        payload=payload,
        title=f"{verdict.kernel} · {verdict.device}: {verdict.verdict}",
        before=tuple(_facts(verdict)),
        after=tuple(_remarks(verdict, record)),
    )


def _facts(verdict: Verdict) -> Iterator[str]:
    counts = verdict.summary
    if "not_run" in counts:
        yield f"The kernel did not run: {counts['not_run']}"
        return
    if not verdict.versions:
        yield f"No case was reached; source {verdict.kernel_sha256[:12]}"
        return
    cases = f"{counts['cases']} case{'s'[: counts['cases'] != 1]}"
    yield (
        f"{cases}, {counts['launched']} launched, {counts['bit_equal']} bit-equal "
        f"to eager; source {verdict.kernel_sha256[:12]}; "
        f"torch {verdict.versions.get('torch', '?')}, triton {verdict.versions.get('triton', '?')}"
    )


_GATE_NAMES = {
    2: "decisions: it makes no discrete choice",
    3: "set flips: no discrete choice is known to hang on it through one GEMM",
}


def _roundings(verdict: Verdict) -> Iterator[str]:
    """Which rounding points differ from eager's, as gate 1 found."""
    judged = [gate for case in verdict.cases for gate in case.gates if gate.number == 1]
    if not judged:
        return
    elided = verdict.summary.get("elided", [])
    if elided:
        yield f"Rounding points of eager's that are left out: {'; '.join(elided)}"
    elif all(gate.passed is not False for gate in judged):
        yield "Rounding points: those of eager, within the control."
    else:
        yield "Rounding points: gate 1 fails, and leaving out one of eager's explains nothing."


def _not_applied(verdict: Verdict) -> Iterator[str]:
    seen = {gate.number for case in verdict.cases for gate in case.gates}
    if len(seen) > 1:
        why = [
            f"gate {number} ({_GATE_NAMES[number]})" for number in _GATE_NAMES if number not in seen
        ]
        if why:
            yield f"n/a: {'; '.join(why)}."


_LAYOUTS = ("padded-rows", "offset-by-one", "transposed", "others-strided")


def _only_layouts(verdict: Verdict) -> Iterator[str]:
    """What to do where values are right and layouts are not."""
    failed = {case.case for case in verdict.cases for gate in case.gates if gate.passed is False}
    kinds = {name.rpartition("/")[2] for name in failed}
    if kinds and kinds <= {*_LAYOUTS}:
        yield (
            f"Only layouts fail ({', '.join(sorted(kinds))}): let the launcher read the strides, "
            "refuse such inputs (assert x.is_contiguous()) or copy them."
        )


def _remarks(verdict: Verdict, record: str) -> Iterator[str]:
    failures = [
        f"{case.case}: gate {gate.number} {gate.name}: {gate.detail}"
        for case in verdict.cases
        for gate in case.gates
        if gate.passed is False
    ]
    failures += [
        f"{case.case}: must launch, but did not: {case.fallback_reason}"
        for case in verdict.cases
        if case.must_launch and not case.launched
    ]
    yield from failures[:FAILURES_SHOWN]
    if len(failures) > FAILURES_SHOWN:
        yield f"... {len(failures) - FAILURES_SHOWN} more failures; --format json has them all"
    yield from _only_layouts(verdict)
    yield from _roundings(verdict)
    yield from _not_applied(verdict)
    reasons = Counter(verdict.summary.get("fallbacks", {}).values())
    for reason, count in sorted(reasons.items()):
        what = "Nothing was launched" if reason.endswith(NO_LAUNCH) else "Fell back visibly"
        yield f"{what} in {count} case{'s'[: count > 1]}: {reason}"
    if record:
        yield f"Recorded in {record}"


_LAUNCHES = (
    Column("label", "launch", left=True, cut=True),
    Column("target", "target", left=True),
    Column("registers", "registers"),
    Column("spill_bytes", "spilled B"),
    Column("shared_bytes", "shared B"),
    Column("warps", "warps"),
    Column("result", "result", left=True),
)


def compilation_view(compilation: Compilation) -> View:
    """One row a launch and target: what it uses, and whether that is within the kernel's budget."""
    rows = [
        {**launch, "result": launch["error"] or ", ".join(launch["over"]) or "pass"}
        for launch in compilation.launches
    ]
    word = "compiles within its budget" if compilation.within_budget else "FAIL"
    payload: dict[str, Any] = {
        "kernel": compilation.kernel,
        "device": "compile",
        "verdict": "NOT_RUN",
        "green": False,
        "within_budget": compilation.within_budget,
        "kernel_sha256": compilation.kernel_sha256,
        "versions": compilation.versions,
        "launches": list(compilation.launches),
        "problem": compilation.problem,
    }
    notes = [compilation.problem] if compilation.problem else []
    notes += [
        f"{row['label']} on {row['target']}: {row['result']}"
        for row in rows
        if row["result"] != "pass"
    ]
    return View(
        columns=_LAUNCHES,
        rows=rows,
        payload=payload,
        title=f"{compilation.kernel} · compiled, not run: {word}",
        after=(*notes, "Nothing ran, so this is no verdict: see --device cuda or interpret."),
    )
