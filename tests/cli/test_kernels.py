"""`workbench kernels`: the library, its records, and the flag of a stale one."""

from __future__ import annotations

import json

import pytest

from workbench.cli import main
from workbench.report.kernels import kernels_view
from workbench.report.table import render
from workbench.validate.records import Entry


def test_the_library_lists_the_router(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["kernels", "--format", "json"])
    assert not stopped.value.code
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema_version"] == 1
    (router,) = (row for row in answer["kernels"] if row["pattern"] == "router_topk")
    assert {"pattern", "gpu", "verdict", "stale", "created", "versions"} <= set(router)


def test_a_stale_record_is_flagged_and_not_green() -> None:
    fresh = Entry("a", "NVIDIA H100", "FAITHFUL", False, 9, "2026-11-22T01:02:03", {}, "a.json")
    stale = Entry("b", "NVIDIA H100", "BITWISE", True, 9, "2026-11-21T01:02:03", {}, "b.json")
    none = Entry("c", "", "NOT_RUN", False, 0, "", {}, "")
    view = kernels_view([fresh, stale, none], ["c/gpu.json: not a record"])
    text = render(view, "table", 80)
    assert [row["green"] for row in view.rows] == [True, False, False]
    assert "b       NVIDIA H100  BITWISE   STALE" in text
    assert "1 of 3 kernels have a green, current record." in text
    assert "1 stale" in text
    assert "c/gpu.json: not a record" in text
