"""What torch makes of operands before it computes, rows of one element, rows that are not rows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.emit.generic.promotion_regions import REGIONS, alone
from tests.emit.generic.regions import emitted
from workbench.emit.generic import Inexpressible
from workbench.emit.generic.names import identifier
from workbench.validate import validation


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one kernel folder for each region."""
    place = tmp_path_factory.mktemp("promotion")
    for name, region in REGIONS.items():
        (place / name).mkdir()
        (place / name / "kernel.py").write_text(emitted(region, rows=4).source)
    return place


def test_each_equals_eager_bit_by_bit(folder: Path, repository: Path) -> None:
    script = repository / "tests" / "emit" / "generic" / "generic_interpreted.py"
    paths = [str(folder / name / "kernel.py") for name in REGIONS]
    done = subprocess.run(
        [sys.executable, "-P", str(script), *paths],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = {Path(path).parent.name: rows for path, rows in json.loads(done.stdout).items()}
    assert found == {name: [[1.0, 0.0], [1.0, 0.0]] for name in REGIONS}


def test_a_limit_that_is_nan_is_the_result(folder: Path) -> None:
    """As torch's kernels for tensors have it; those for numbers let a NaN limit pass."""
    text = (folder / "limits" / "kernel.py").read_text()
    assert (
        len(re.findall(r"= _maximum\(", text)) == 2 and len(re.findall(r"= _minimum\(", text)) == 2
    )
    assert "_clamped" not in text and "PropagateNan.ALL" in text


@pytest.mark.usefixtures("kept_process")
@pytest.mark.parametrize("name", ["integers", "limits", "logic", "one_column"])
def test_it_compiles_for_an_h100(folder: Path, name: str) -> None:
    made = validation.check_compilation(str(folder / name), ("sm_90",))
    assert made.problem == ""
    assert [launch["error"] for launch in made.launches] == [""] * len(made.launches)


def test_every_rounding_before_the_formula_stands_in_the_text(folder: Path) -> None:
    """A CPU leaves one of them out where it multiplies, so the reference writes it too."""
    text = (folder / "without_dimensions" / "kernel.py").read_text()
    assert text.count(".to(tl.bfloat16)") >= 3
    assert "product = x * scale_2.to(torch.bfloat16)" in text
    whole = (folder / "integers" / "kernel.py").read_text()
    assert ".to(tl.float32).to(tl.bfloat16)" in whole and ".to(tl.float32).to(tl.float16)" in whole


@pytest.mark.parametrize("divisor", [0.0, 1e-40])
def test_a_divisor_without_a_reciprocal_is_a_number_of_pythons(divisor: float) -> None:
    text = emitted(lambda make: make(4, 40) / divisor, rows=4).source
    assert 'x.to(tl.float32) * float("inf")' in text


def test_a_number_as_recorded_is_not_rounded() -> None:
    """Only tensors take the common dtype: numbers stay fp32, as CUDA's kernels have them."""
    assert "x.to(tl.float32) * 0.3)" in emitted(lambda make: make(4, 40) * 0.3, rows=4).source


REFUSED: dict[str, tuple[int, Callable[[Any], Any], str]] = {
    "rows joined to rows": (
        8,
        lambda make: torch.cat((make(4, 40), make(4, 40)), 0) + make(8, 40),
        "aten::cat: view: rows are read in an order that depends on their number",
    ),
    "each row twice": (
        8,
        lambda make: make(4, 1, 40).expand(4, 2, 40).reshape(8, 40) + make(8, 40),
        "aten::clone: view: rows are read in an order that depends on their number",
    ),
    "a single number": (
        4,
        lambda make: (make(4, 40) * 2.0).sum() * alone(make),
        "the region: one of its outputs is a single number without dimensions",
    ),
    "a number beyond its integers": (
        4,
        lambda make: make(4, 40, dtype=torch.int32) + 2**31,
        "aten::add: the number 2147483648 does not fit int32",
    ),
    "a limit that is NaN": (
        4,
        lambda make: make(4, 40).clamp(min=float("nan")),
        "aten::clamp: a limit that is NaN",
    ),
    "parts that overlap": (
        4,
        lambda make: torch.cat(((x := make(4, 40))[:, 1:], x[:, :1]), -1) * 2.0,
        "view: tensors.1 is made of parts that were written or read apart",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_it_cannot_express_it_refuses_by_name(name: str) -> None:
    rows, region, reason = REFUSED[name]
    with pytest.raises(Inexpressible, match=re.escape(reason)):
        emitted(region, rows)


@pytest.mark.parametrize("name", ["torch", "eager", "dispatch", "lambda", "partial", "len", "row"])
def test_a_launcher_takes_no_name_that_its_file_needs(name: str) -> None:
    assert identifier(name) == f"fused_{name}"
    assert identifier(f"{name}-layers") == f"{name}_layers"
