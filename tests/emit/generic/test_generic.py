"""The generic emitter: what it writes equals eager, is formatted, and compiles for an H100."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.emit.generic.regions import REGIONS, emitted


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file for each region."""
    place = tmp_path_factory.mktemp("emitted")
    for name, region in REGIONS.items():
        (place / f"{name}.py").write_text(emitted(region, rows=4).source)
    return place


@pytest.fixture(scope="module")
def compared(folder: Path, repository: Path) -> dict[str, list[list[float]]]:
    """By region, for 1 and 5 rows: the share of bit-equal values, the largest relative error."""
    script = repository / "tests" / "emit" / "generic" / "generic_interpreted.py"
    paths = [str(folder / f"{name}.py") for name in REGIONS]
    done = subprocess.run(
        [sys.executable, "-P", str(script), *paths],
        env={**os.environ, "TRITON_INTERPRET": "1"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {Path(path).stem: found for path, found in json.loads(done.stdout).items()}


# fp32 results that hang on the order of a sum.
ORDERED = ("softmax", "narrow", "long")


@pytest.mark.parametrize("name", [name for name in REGIONS if name not in ORDERED])
def test_it_equals_eager_bit_by_bit(compared: dict[str, list[list[float]]], name: str) -> None:
    assert compared[name] == [[1.0, 0.0], [1.0, 0.0]]


@pytest.mark.parametrize("name", ORDERED)
def test_it_equals_eager_but_for_the_order_of_a_sum(
    compared: dict[str, list[list[float]]], name: str
) -> None:
    assert max(error for _, error in compared[name]) < 3 * 2**-24


@pytest.mark.parametrize("name", REGIONS)
def test_it_is_formatted_and_lints(folder: Path, repository: Path, name: str) -> None:
    ruff = [Path(sys.executable).parent / "ruff"]
    options = ["--config", str(repository / "pyproject.toml"), "--no-cache"]
    for command in (["format", "--check", "--diff"], ["check"]):
        done = subprocess.run(
            [*ruff, *command, *options, str(folder / f"{name}.py")], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
