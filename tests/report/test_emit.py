"""Verdicts of everything that was emitted say of which GPU they are."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

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


def test_each_launch_counts_once_by_the_best_of_what_takes_it() -> None:
    """Three launches of 10, 30 and 60 ns: `a` (green) takes the first two, `b` (not judged, half of
    it written) the last two, `c` (refused) all."""
    places = SimpleNamespace(launches=pd.DataFrame({"duration_ns": [10, 30, 60]}))
    taken = {"id-a": {0, 1}, "id-b": {1, 2}, "id-c": {0, 1, 2}}
    drafts = [SimpleNamespace(candidate=SimpleNamespace(id=i), rows=r) for i, r in taken.items()]
    evidence = cast(Any, SimpleNamespace(places=places, drafts=drafts))
    half, refused = kernel("b", ""), replace(kernel("c", ""), emitted=None)
    cast(Any, half.attempt.emission).covered = 0.5
    view = all_view("c", [kernel("a", "H100"), half, refused], None, evidence)
    payload = cast(Any, view.payload)
    assert payload["launch_emitted_share"] == pytest.approx((10 + 30 + 30) / 100)
    assert payload["launch_green_share"] == pytest.approx(0.4)
    assert "each launch counted once: 70.0% emitted, 40.0% green" in render(view, "table", 120)


def test_what_is_of_the_library_is_told_only_where_something_is() -> None:
    own = kernel("out/a", "H100")
    told = render(all_view("c", [own], None), "table", 120)
    assert "green 100.0% of their time, each by a run of its own" in told
    assert "(library)" not in told and "a folder each in out" in told
    borrowed = replace(own, judged=Judged("FAITHFUL", 3, 3, "H100", library="rms_norm"))
    told = render(all_view("c", [own, borrowed], None), "table", 120)
    assert "green 100.0% of their time, 50.0% by a run of its own, the rest as code cut" in told
