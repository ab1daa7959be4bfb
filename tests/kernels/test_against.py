"""Torch's own functions that kernels are timed beside compute what the references do."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from workbench.validate.subject import load


@pytest.mark.parametrize(
    ("kernel", "case", "function", "sizes"),
    [
        ("rms_norm", "gemma4-26b-a4b-decode-b8", "rms_norm", {}),
        ("gqa_decode_attention", "small-bf16", "sdpa_gqa", {}),
        ("experts_decode", "small-bf16", "grouped_mm", {"width": 64, "inner": 32}),
    ],
)
def test_it_is_the_reference(
    repository: Path, kernel: str, case: str, function: str, sizes: dict[str, int]
) -> None:
    subject = load(repository / "kernels" / kernel / "kernel.py")
    arguments = subject.cases[case](device="cpu", rows=4, **sizes)
    other = runpy.run_path(str(repository / "kernels" / "against.py"))[function]
    got, expected = other(**arguments), next(iter(subject.references.values()))(**arguments)
    expected = expected if isinstance(expected, tuple) else (expected,)
    assert got[0].shape == expected[0].shape
    largest = float(expected[0].abs().max())
    assert float((got[0].float() - expected[0].float()).abs().max()) <= 0.02 * largest
    assert float(got[0].abs().max()) == pytest.approx(largest, rel=0.02)
