"""The gates are proved by mutation: each fault in the router kernel is caught, by its gate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

Findings = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def findings(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """What validation says of each mutation, all run in one interpreter process."""
    done = subprocess.run(
        [
            *(sys.executable, "-P", str(repository / "tests/validate/mutations.py")),
            *(str(repository / "kernels/router_topk/kernel.py"), str(tmp_path_factory.mktemp("m"))),
        ],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    found: Findings = json.loads(done.stdout)
    return found


CAUGHT_BY = {
    "swapped weights": ["1 weights", "4 weights"],
    "dropped scale": ["1 weights", "4 weights"],
    "scale of another expert": ["1 weights", "4 weights"],
    "K off by one": ["0 preconditions"],
    "mask off by one": ["0 preconditions"],
    "last row left out": ["0 preconditions"],
    "tie order reversed": ["2 ids tie order"],
    "no renormalisation": ["1 weights", "4 weights"],
    "NaN sorts as its bits": ["2 ids tie order"],
    "zeros told apart": ["2 ids tie order"],
    "writes into its input": ["0 preconditions"],
    "rounds where eager does not": ["1 weights", "4 weights"],
    "depends on its place": ["1 weights", "4 weights", "6 batch invariance"],
    "racing store": ["6 determinism"],
    "raises": ["0 preconditions"],
}


@pytest.mark.parametrize("mutation", CAUGHT_BY)
def test_each_mutation_fails_at_its_gate(findings: Findings, mutation: str) -> None:
    assert findings[mutation]["verdict"] == "FAIL"
    assert findings[mutation]["failed"] == CAUGHT_BY[mutation]


def test_the_sound_kernel_is_green_whatever_its_tile(findings: Findings) -> None:
    sound = [name for name in findings if name.startswith(("sound", "four rows"))]
    assert len(sound) == 5
    assert {findings[name]["verdict"] for name in sound} == {"FAITHFUL"}


def test_an_elided_rounding_is_accurate_but_different(findings: Findings) -> None:
    """Closer to fp64 than eager, and still not what eager computes: gate 1 alone says so."""
    found = findings["elides a rounding of eager's"]
    assert (found["verdict"], found["failed"]) == ("ACCURATE_BUT_DIFFERENT", ["1 weights"])
    (point,) = found["elided"]
    assert point.startswith("weights: cast (kernel.py:")


@pytest.mark.parametrize(
    ("mutation", "why"),
    [
        ("says that it launched", "dispatch says that it launches, but Triton saw no launch"),
        ("declines quietly", "k is 3"),
    ],
)
def test_a_kernel_that_was_not_launched_is_never_green(
    findings: Findings, mutation: str, why: str
) -> None:
    assert (findings[mutation]["verdict"], findings[mutation]["why"]) == ("NOT_RUN", why)


def test_the_preconditions_say_what_is_wrong(findings: Findings) -> None:
    assert (
        findings["mask off by one"]["why"] == "red zones: 12 bytes beside the outputs overwritten"
    )
    assert findings["K off by one"]["why"] == "outputs written: 4 elements still hold poison"
    assert findings["writes into its input"]["why"] == "inputs unchanged: wrote into logits"
    assert findings["raises"]["why"].startswith("runs: RuntimeError: no tile (kernel.py:")
