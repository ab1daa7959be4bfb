"""The generic emitter: what it writes equals eager, is formatted, and compiles for an H100."""

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
from torch._subclasses.fake_tensor import FakeTensorMode

from tests.emit.generic.regions import REGIONS, emitted
from workbench.emit.generic import Inexpressible
from workbench.validate import subject


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
        timeout=900,
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


def test_the_registered_operator_gives_what_the_kernel_would(folder: Path) -> None:
    kernel = subject.load(folder / "gated.py")
    arguments = next(iter(kernel.cases.values()))(device="cpu", rows=5)
    expected = kernel.references["eager"](**arguments)
    source = (folder / "gated.py").read_text()
    name = re.search(r'@triton_op\("emitted::(\w+)"', source)
    assert name is not None
    with FakeTensorMode():
        fake = {
            key: torch.empty(value.shape, dtype=value.dtype, device="cuda")
            for key, value in arguments.items()
        }
        made = getattr(torch.ops.emitted, name[1])(**fake)
    assert (made.shape, made.dtype) == (expected[0].shape, expected[0].dtype)


def _changed_in_part(make: Any) -> Any:
    """Half of each row is scaled where it lies."""
    x = make(4, 32) + make(4, 32)
    x[:, :16].mul_(2.0)
    return x.abs()


REFUSED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "no rule": (lambda make: make(4, 32).sort(-1).values * 2.0, "aten::sort: the generic emitter"),
    "another exponent": (
        lambda make: make(4, 32).pow(1.7),
        "aten::pow: no kernel for the exponent",
    ),
    "fp64": (lambda make: make(4, 32).double() * 2.0, "no kernel for float64 tensors"),
    "nothing with rows": (lambda make: make(32) * 2.0, "one row each for every row"),
    "bits": (
        lambda make: make(4, 32).abs().view(torch.int16) + 1,
        "aten::add: view: a bfloat16 tensor is read as int16",
    ),
    "given in place": (
        lambda make: make(4, 32).copy_(make(4, 32)),
        "aten::copy_: it writes in place into a part, or over what was there",
    ),
    "a part in place": (
        _changed_in_part,
        "aten::abs: view: self is made of parts that were written or read apart",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_it_cannot_express_it_refuses_by_name(name: str) -> None:
    region, reason = REFUSED[name]
    with pytest.raises(Inexpressible, match=re.escape(reason)) as refusal:
        emitted(region, rows=4)
    assert refusal.value.exit_code == 1


def test_a_join_of_joins_reads_each_part_only_where_it_lies(folder: Path) -> None:
    text = (folder / "nested.py").read_text()
    masks = re.findall(r"mask=live & (.*?),", text)
    assert sorted(masks) == [
        "(column < 8)",
        "(column >= 8) & ((column - 8) < 4)",
        "(column >= 8) & ((column - 8) >= 4)",
    ]


def test_fewer_heads_are_done_by_the_first_programs_of_more(folder: Path) -> None:
    """Each program has one query head; those of the first KV heads do one of these as well."""
    text = (folder / "grouped.py").read_text()
    assert "static_range" not in text
    stores = re.findall(r"tl\.store\((?:.|\n)*?mask=(.*?)\)\n", text)
    assert stores == ["live", "live & (axis_1 < 2)"]


def test_division_by_a_number_is_cudas() -> None:
    """torch on CUDA multiplies by the fp32 reciprocal."""
    text = emitted(lambda make: torch.tanh(make(4, 32) / 30.0) * 30.0, rows=4).source
    assert "ratio = (x.to(tl.float32) * 0.03333333507180214).to(tl.bfloat16)" in text
    assert "limited = _tanh(ratio.to(tl.float32)).to(tl.bfloat16)" in text


def test_it_says_what_the_model_changes_in_place(folder: Path) -> None:
    copied, nested = ((folder / f"{name}.py").read_text() for name in ("copied", "nested"))
    assert "The model changes x in place; here the result is a tensor of its own" in copied
    assert "The model changes" not in nested
