"""Verdicts of everything that was emitted say of which GPU they are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from workbench.report.emit import all_view
from workbench.report.table import render
from workbench.validate.emitted_all import Kernel
from workbench.validate.emitted_record import Judged


def kernel(key: str, gpu: str) -> Kernel:
    candidate = SimpleNamespace(id=f"id-{key}", pattern="p", gpu_us_per_step=1.0)
    emission = SimpleNamespace(origin="template", covered=1.0)
    emitted = SimpleNamespace(status="written", folder=key)
    attempt = SimpleNamespace(candidate=candidate, emission=emission, reason="")
    judged = Judged("FAITHFUL", 3, 3, gpu) if gpu else None
    return Kernel(cast(Any, attempt), emitted=cast(Any, emitted), key=key, judged=judged)


def test_one_gpu_is_named_below_and_several_a_row() -> None:
    one = render(all_view("c", [kernel("a", "H100"), kernel("b", "")], None), "table", 80)
    assert "on H100: 1 FAITHFUL; green 50.0%" in one and "judged on" not in one
    view = all_view("c", [kernel("a", "H100"), kernel("b", "MI300X")], None)
    two = render(view, "table", 80)
    assert "on H100 and MI300X: 2 FAITHFUL" in two
    rows = [line.split() for line in two.splitlines() if line.startswith("id-")]
    assert [row[-1] for row in rows] == ["H100", "MI300X"]


def test_without_a_verdict_no_gpu_is_named() -> None:
    assert "FAITHFUL" not in render(all_view("c", [kernel("a", "")], None), "table", 80)


def test_an_id_is_never_broken_in_its_middle() -> None:
    long = "mined-prologue-mask-gelu-mul-experts-of-a-long-name"
    told = render(all_view("c", [kernel(long, "H100"), kernel("b", "H100")], None), "table", 70)
    assert [line for line in told.splitlines() if f"id-{long}" in line] == [f"  id-{long}"]
