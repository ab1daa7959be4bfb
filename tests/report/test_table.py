"""One view, four renderings."""

from __future__ import annotations

import csv
import io
import json

import pytest

from workbench.report.table import Column, View, number, percent, render

VIEW = View(
    columns=(
        Column("site", "where", left=True),
        Column("gpu_us", "GPU us", number(1)),
        Column("share", "share", percent),
    ),
    rows=[
        {"site": "layers.*.router", "gpu_us": 1234.56, "share": 0.25},
        {"site": "a|b\x1b[31m" + "z" * 90, "gpu_us": None, "share": float("nan")},
    ],
    payload={"rows": [{"site": "layers.*.router", "gpu_us": 1234.56}]},
    title="title",
    before=("before",),
    after=("after",),
    footer={"site": "unattributed", "gpu_us": 0.0, "share": 0.0},
)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_table_fits_the_terminal(width: int) -> None:
    lines = render(VIEW, "table", width).splitlines()
    assert max(len(line) for line in lines) <= width
    assert lines[0] == "title" and lines[-1] == "after"
    assert any("1,234.6" in line and "25.0%" in line for line in lines)
    assert any("unattributed" in line for line in lines)


def test_long_text_wraps_and_is_not_cut() -> None:
    assert render(VIEW, "table", 60).count("z") == 90


def test_control_characters_of_a_name_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in render(VIEW, "table", 80)


def test_json_has_the_payload_and_a_schema_version() -> None:
    assert json.loads(render(VIEW, "json")) == {
        "schema_version": 1,
        "rows": [{"site": "layers.*.router", "gpu_us": 1234.56}],
    }


def test_csv_has_raw_values_and_every_row() -> None:
    rows = list(csv.DictReader(io.StringIO(render(VIEW, "csv"))))
    assert [row["gpu_us"] for row in rows] == ["1234.56", "", "0.0"]
    assert rows[0]["site"] == "layers.*.router"


def test_markdown_escapes_bars() -> None:
    text = render(VIEW, "md")
    assert "| layers.*.router | 1,234.6 | 25.0% |" in text
    assert "a\\|b" in text
