"""Faults in the attention, experts and dispatch kernels are caught, each by its gate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Findings = dict[str, dict[str, Any]]
VALUES = {
    "gate and up swapped": "hidden_states",
    "routing weight dropped": "hidden_states",
    "last expert left out": "hidden_states",
    "last column left out": "hidden_states",
    "row of another token": "hidden_states",
    "scale dropped": "attention",
    "mask ignored": "attention",
    "window off by one": "attention",
    "heads of another group": "attention",
    "last piece left out": "attention",
    "pieces not rescaled": "attention",
    "rows of other ranks kept": "rows",
}


@pytest.fixture(scope="module")
def findings(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What validation says of each mutation, all run in one interpreter process."""
    done = subprocess.run(
        [
            *(sys.executable, "-P", str(repository / "tests/kernels/mutated.py")),
            *(str(repository / "kernels"), str(tmp_path_factory.mktemp("m"))),
        ],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: Findings = json.loads(done.stdout)
    return found


def test_the_sound_kernels_are_green(findings: Findings) -> None:
    green = {name: found for name, found in findings.items() if name.startswith("sound")}
    assert len(green) == 4
    for name, found in green.items():
        assert found["verdict"] in ("BITWISE", "FAITHFUL"), name
        assert found["failed"] == [], name


@pytest.mark.parametrize("name", VALUES)
def test_wrong_values_fail_the_gates_of_rounding_and_accuracy(
    findings: Findings, name: str
) -> None:
    assert findings[name]["verdict"] == "FAIL"
    assert {f"1 {VALUES[name]}", f"4 {VALUES[name]}"} <= set(findings[name]["failed"])


def test_a_row_of_another_token_depends_on_the_batch(findings: Findings) -> None:
    assert "6 batch invariance" in findings["row of another token"]["failed"]


def test_an_unstable_order_fails_as_a_decision(findings: Findings) -> None:
    failed = findings["order within an expert reversed"]["failed"]
    assert {"2 inverse", "2 permutation"} <= set(failed)


def test_places_that_collide_leave_poison(findings: Findings) -> None:
    assert findings["earlier chunks forgotten"] == {
        "verdict": "FAIL",
        "failed": ["0 preconditions"],
    }
