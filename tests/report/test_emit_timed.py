"""Times of emitted kernels: their summary, and rows that say nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from workbench.report.emit_timed import timed_remarks, timed_row, timed_summary
from workbench.schema import Measurement
from workbench.validate.emitted_all import Kernel
from workbench.validate.emitted_record import Timed


def arm(name: str, ratio: float, error: str = "") -> Measurement:
    us = (ratio * 2, 2.0, ratio, ratio * 0.99, ratio * 1.01)
    return Measurement(8, "cold", name, *us, True, 1.5, 1.7, 512, 200, error=error)


def kernel(key: str, *rows: Measurement, problem: str = "") -> Kernel:
    timed = Timed("f", "c", 10, "NVIDIA H100", "", {}, rows, problem=problem)
    attempt = SimpleNamespace(
        candidate=SimpleNamespace(id=f"id-{key}"), emission=SimpleNamespace(origin="generic")
    )
    return Kernel(cast(Any, attempt), key=key, timed=timed)


def test_means_are_geometric_and_equal_code_counts_once() -> None:
    one = kernel("a", arm("library", 0.5), arm("compile", 2.0))
    other = kernel("b", arm("library", 2.0), arm("compile", 0.5))
    (found,) = timed_summary([one, one, other]).values()
    assert (found["kernels"], found["against_library"]) == (2, 2)
    assert found["of_library"] == pytest.approx(1.0) == found["of_compile"]
    assert (found["of_library_worst"], found["compile_ahead"]) == (2.0, 1)
    assert found["compile"] == {"loss": 1, "win": 1}


@pytest.mark.parametrize("ratio", [0.0, -1.0])
def test_a_ratio_that_is_none_is_no_timing(ratio: float) -> None:
    odd = kernel("a", arm("library", ratio), arm("compile", ratio))
    assert timed_row(odd)["library_x"] is timed_row(odd)["compile_x"] is None
    (found,) = timed_summary([odd]).values()
    assert (found["of_library"], found["of_compile"], found["against_compile"]) == (None, None, 0)


def test_what_went_wrong_is_told_once_for_equal_code() -> None:
    failed = kernel("a", arm("compile", 0.0, "OutOfMemoryError: x"), problem="the library: y")
    told = list(timed_remarks([failed, failed], {}))
    assert told == ["id-a: timing: the library: y", "id-a: compile: OutOfMemoryError: x"]
