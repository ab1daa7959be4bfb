"""`workbench kernels`: the library, its records, and the flag of a stale one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from workbench.cli import main
from workbench.report.kernels import kernels_view, summarised
from workbench.report.table import render
from workbench.schema import Measurement, Timing
from workbench.validate.records import Entry


def test_the_library_lists_the_router(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["kernels", "--format", "json"])
    assert not stopped.value.code
    answer = json.loads(capsys.readouterr().out)
    assert answer["schema_version"] == 1
    (router,) = (row for row in answer["kernels"] if row["pattern"] == "router_topk")
    assert {"pattern", "gpu", "verdict", "stale", "created", "versions"} <= set(router)


def measured(arm: str, tokens: int, ratio: float, **changed: Any) -> Measurement:
    row = Measurement(
        tokens, "cold", arm, 2.0 * ratio, 2.0, ratio, ratio, ratio, True, 0.8, 1.5,
        9_000_000 if tokens > 1 else 3000, 200,
    )  # fmt: skip
    return replace(row, **changed)


def timing(*rows: Measurement) -> Timing:
    return Timing("f", "c", "0", "NVIDIA H100", "", {}, 3000.0, {}, {}, {}, {"public": "1"}, rows)


ROWS = (
    *(measured(arm, 1, ratio) for arm, ratio in (("ours again", 1.0), ("eager", 7.3))),
    *(measured(arm, 1, ratio) for arm, ratio in (("compile", 4.8), ("max-autotune", 4.7))),
    *(measured(arm, 4096, ratio) for arm, ratio in (("ours again", 1.0), ("eager", 11.8))),
    *(measured(arm, 4096, ratio) for arm, ratio in (("compile", 8.9), ("max-autotune", 9.4))),
    measured("public", 4096, 1.5),
    measured("eager", 64, 99.0, steady=False),
    measured("compile", 4096, 99.0, state="in situ"),
)


def test_a_timing_is_summarised_by_its_cold_undisturbed_rows() -> None:
    found = summarised(timing(*ROWS))
    assert found["over_eager"] == {1: 7.3, 4096: 11.8}
    assert found["over_compile"] == {1: 4.7, 4096: 8.9}
    assert found["over_public"] == {4096: 1.5}
    assert found["bound"] == {1: "2.50x floor", 4096: "75% of light"}


def test_a_stale_record_is_flagged_and_not_green() -> None:
    facts = ("2026-11-22T01:02:03", {"torch": "2"})
    fresh = Entry("a", "NVIDIA H100", "FAITHFUL", False, 9, *facts, "a.json", "", (timing(*ROWS),))
    stale = Entry("b", "NVIDIA H100", "BITWISE", True, 9, *facts, "b.json", "kernel.py changed")
    none = Entry("c", "", "NOT_RUN", False, 0, "", {}, "")
    view = kernels_view([fresh, stale, none], ["c/gpu.json: not a record"])
    text = render(view, "table", 80)
    assert [row["green"] for row in view.rows] == [True, False, False]
    assert "a 7.30-11.8x 4.70-8.90x 2026-11-22" in [" ".join(x.split()) for x in text.splitlines()]
    assert "FAITHFUL · 2.50x floor at T=1, 75% of light at T=4096" in text
    assert "BITWISE, STALE" in text
    assert "1 of 3 kernels have a green, current record." in text
    assert "1 stale: kernel.py changed." in text
    assert "c/gpu.json: not a record" in text
    kernels = view.payload["kernels"]
    assert [(row["best_over_eager"], row["best_over_compile"]) for row in kernels] == [
        (11.8, 8.9),
        (None, None),
        (None, None),
    ]
    assert json.loads(render(view, "json"))["kernels"][0]["timings"][0]["over_eager"]["1"] == 7.3
