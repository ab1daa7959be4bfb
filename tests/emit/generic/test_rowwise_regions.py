"""Layer norms, places of extremes, flags, counts, running sums, variances: against eager."""

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

from tests.emit.generic.regions import emitted
from tests.emit.generic.rowwise_regions import REGIONS
from workbench.emit.generic import Inexpressible
from workbench.validate import validation

Findings = dict[str, list[list[float]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one kernel folder for each region."""
    place = tmp_path_factory.mktemp("rowwise")
    for name, region in REGIONS.items():
        (place / name).mkdir()
        (place / name / "kernel.py").write_text(emitted(region, rows=4).source)
    return place


@pytest.fixture(scope="module")
def compared(folder: Path, repository: Path) -> Findings:
    """By region, for 1 and 5 rows: the share of bit-equal values, the largest relative error."""
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
    return {Path(path).parent.name: found for path, found in json.loads(done.stdout).items()}


# fp32 results that hang on the order of a sum.
ORDERED = ("running", "spread", "long")


@pytest.mark.parametrize("name", [name for name in REGIONS if name not in ORDERED])
def test_it_equals_eager_bit_by_bit(compared: Findings, name: str) -> None:
    assert compared[name] == [[1.0, 0.0], [1.0, 0.0]]


@pytest.mark.parametrize("name", ORDERED)
def test_it_equals_eager_but_for_the_order_of_a_sum(compared: Findings, name: str) -> None:
    assert max(error for _, error in compared[name]) < 3 * 2**-24


@pytest.mark.parametrize("name", REGIONS)
def test_it_is_formatted_and_lints(folder: Path, repository: Path, name: str) -> None:
    ruff = [str(Path(sys.executable).parent / "ruff")]
    options = ["--config", str(repository / "pyproject.toml"), "--no-cache"]
    for command in (["format", "--check", "--diff"], ["check"]):
        path = str(folder / name / "kernel.py")
        done = subprocess.run([*ruff, *command, *options, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.usefixtures("kept_process")
@pytest.mark.parametrize("name", ["layer_norm", "located", "running", "held"])
def test_it_compiles_for_an_h100(folder: Path, name: str) -> None:
    made = validation.check_compilation(str(folder / name), ("sm_90",))
    assert made.problem == ""
    assert [launch["error"] for launch in made.launches] == [""] * len(made.launches)
    assert made.within_budget


@pytest.mark.usefixtures("kept_process")
@pytest.mark.parametrize("cases", ["*/nan", "*/exact-ties", "*/all-equal", "*/zeros-of-both-signs"])
def test_places_of_extremes_are_eagers_on_hostile_rows(folder: Path, cases: str) -> None:
    """The first of equal ones; a NaN, of whichever sign, before any number."""
    verdict = validation.validate(str(folder / "located"), "interpret", cases)
    signs = cases == "*/zeros-of-both-signs"  # which of equal zeros is the value, none says
    assert verdict.verdict == ("FAITHFUL" if signs else "BITWISE")
    assert verdict.summary["launched"] == 1


def test_a_layer_norm_has_cudas_one_fma(folder: Path) -> None:
    text = (folder / "layer_norm" / "kernel.py").read_text()
    assert "tl.fma(weight.to(tl.float32), normed_" in text
    assert "torch.nn.functional.layer_norm(added, (96,), weight, weight_2, 1e-05)" in text


REFUSED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "16-bit partial sums": (
        lambda make: make(4, 32).cumsum(-1) * 2.0,
        "aten::cumsum: eager rounds each partial sum to bfloat16, in an order of its own",
    ),
    "long running sums": (
        lambda make: make(4, 17000, dtype=torch.float32).cumsum(-1) * 2.0,
        "aten::cumsum: a row of 17000 does not fit a block",
    ),
    "running sums elsewhere": (
        lambda make: make(4, 32, dtype=torch.float32).cumsum(-1)[:, :16] * 2.0,
        "aten::cumsum: its sums are read at other places than their own",
    ),
    "norms over two dimensions": (
        lambda make: torch.nn.functional.layer_norm(make(4, 3, 32) * 2.0, (3, 32)),
        "aten::native_layer_norm: it norms over more than the last dimension",
    ),
    "rows of two lengths at once": (
        lambda make: (
            torch.nn.functional.layer_norm(make(4, 3, 32), (32,)).reshape(4, 96)
            * make(4, 96).float().mean(-1, keepdim=True)
        ),
        "the region: values hang on places in rows of two lengths at once",
    ),
    "topk": (lambda make: make(4, 32).topk(4).values * 2.0, "aten::topk: the generic emitter has"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_it_cannot_express_it_refuses_by_name(name: str) -> None:
    region, reason = REFUSED[name]
    with pytest.raises(Inexpressible, match=re.escape(reason)):
        emitted(region, rows=4)
