"""From the results of all trials to one verdict, as the validation protocol defines them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.schema import CaseResult, Gate


def preconditions(faults: Mapping[str, str]) -> Gate:
    """Gate 0. `faults`: name of each precondition that was checked -> what is wrong, "" when it
    holds.
    """
    wrong = [f"{name}: {fault}" for name, fault in faults.items() if fault]
    detail = "; ".join(wrong) or f"hold: {', '.join(faults)}"
    return Gate(0, "preconditions", not wrong, float(len(wrong)), 0.0, None, "faults", detail)


def decide(cases: Sequence[CaseResult]) -> str:
    """BITWISE, FAITHFUL, ACCURATE_BUT_DIFFERENT, FAIL or NOT_RUN.

    NOT_RUN: nothing launched, or a case that must launch did not. FAIL: a precondition or one of
    gates 2 to 6 failed. ACCURATE_BUT_DIFFERENT: only gate 1 did. A visible fallback takes no part
    beyond its own precondition.
    """
    failed = {gate.number for case in cases for gate in case.gates if gate.passed is False}
    if 0 in failed:
        return "FAIL"
    launched = [case for case in cases if case.launched]
    if not launched or any(case.must_launch and not case.launched for case in cases):
        return "NOT_RUN"
    if failed - {1}:
        return "FAIL"
    if failed:
        return "ACCURATE_BUT_DIFFERENT"
    return "BITWISE" if all(case.bit_equal for case in launched) else "FAITHFUL"


def _strain(gate: Gate) -> tuple[bool, float]:
    """How close a gate came to failing: failed first, then the largest share of its threshold."""
    figure = gate.figure if gate.figure is not None else -1.0
    return gate.passed is False, figure / (gate.threshold or 1.0)


def worst_gates(cases: Sequence[CaseResult]) -> list[dict[str, Any]]:
    """One row a gate: how many cases passed it, and the case that came closest to failing.

    Keys: number, name, passed (True, False, None where it applied nowhere), cases, failed_cases,
    figure, threshold, control, unit, detail, worst_case.
    """
    seen: dict[tuple[int, str], list[tuple[str, Gate]]] = {}
    for case in cases:
        for gate in case.gates:
            seen.setdefault((gate.number, gate.name), []).append((case.case, gate))
    rows = []
    for (number, name), entries in sorted(seen.items()):
        applied = [entry for entry in entries if entry[1].passed is not None]
        worst_case, gate = max(applied or entries, key=lambda entry: _strain(entry[1]))
        failures = sum(each.passed is False for _, each in applied)
        rows.append(
            {
                "number": number,
                "name": name,
                "passed": failures == 0 if applied else None,
                "cases": len(applied),
                "failed_cases": failures,
                "figure": gate.figure,
                "threshold": gate.threshold,
                "control": gate.control,
                "unit": gate.unit,
                "detail": gate.detail,
                "worst_case": worst_case,
            }
        )
    return rows


def summary(cases: Sequence[CaseResult]) -> dict[str, Any]:
    """Counts over all cases: tried, launched, bit-equal; the roundings of eager's that outputs
    lack; and each fallback with its reason.
    """
    return {
        "cases": len(cases),
        "launched": sum(case.launched for case in cases),
        "bit_equal": sum(case.launched and case.bit_equal for case in cases),
        "elided": sorted({point for case in cases for point in case.elided}),
        "fallbacks": {case.case: case.fallback_reason for case in cases if not case.launched},
    }
