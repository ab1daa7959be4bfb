"""One view, four renderings."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from workbench.report.table import Column, View, number, percent, render, wrapped

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


BELOW = View(
    columns=(
        Column("rank", "#"),
        Column("name", "name", left=True, style="bold", cut=True),
        Column("site", "where", left=True, under=True),
        Column("more", "more", left=True, under=True),
        Column("us", "us", number(0)),
        Column("share", "", lambda share: "#" * share, left=True, from_width=100, picture=True),
    ),
    rows=[
        {"rank": 1, "name": "norm", "site": "layers.*." + "deep." * 12 + "norm", "us": 1200.0}
        | {"share": 5},
        {"rank": 2, "name": "x" * 90, "site": "", "more": "a, " * 40, "us": 3.0, "share": 1},
    ],
    payload={},
    footer={"rank": "", "name": "total", "us": 1203.0, "share": 0},
)


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [40, 80, 160])
def test_lines_below_a_row_take_the_whole_width(
    width: int, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: colour, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    text = render(BELOW, "table", width)
    assert ("\x1b[" in text) == colour
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    lines = plain.splitlines()
    assert max(map(len, lines)) <= width
    assert "".join(line.strip() for line in lines).count("deep.") == 12
    first = next(k for k, line in enumerate(lines) if "1,200" in line)
    start = lines[first].index("norm")
    assert lines[first + 1].startswith(" " * start + "layers.*.deep.")
    assert not any(line.strip() == "" for line in lines)  # nothing below: no empty line either
    below = [line for line in lines if line.strip().startswith("a, a")]
    assert len(below) == -(-119 // (width - start)) or width == 40
    assert lines[-1].split() == ["total", "1,203"]
    assert ("#####" in plain) == (width >= 100)
    assert ("…" in plain) == (width < 100)


def test_what_is_for_people_alone_stays_out_of_csv_and_markdown() -> None:
    assert render(BELOW, "csv").splitlines()[0] == "rank,name,site,more,us"
    assert render(BELOW, "md").splitlines()[0] == "| # | name | where | more | us |"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a b c", 3, ["a b", "c"]),
        ("z" * 25, 10, ["z" * 10, "z" * 10, "z" * 5]),
        ("", 5, [""]),
        ("one\ntwo three four", 9, ["one", "two three", "four"]),
        ("layers.{norm,mlp.up,mlp}", 13, ["layers.{norm,", "mlp.up,mlp}"]),
        ("a/b/c.py:7 f", 6, ["a/b/", "c.py:7", "f"]),
    ],
)
def test_text_breaks_where_it_reads_well(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


def test_a_name_that_is_cut_stands_whole_below_its_row() -> None:
    view = View(
        columns=(
            Column("name", "name", left=True, cut=True),
            Column("where", "where", left=True, under=True),
            Column("us", "us"),
        ),
        rows=[
            {"name": "post_attention_norms", "where": "layers.*", "us": "1,260"},
            {"name": "rope", "where": "layers.*", "us": "7"},
        ],
        payload={},
    )
    wide = render(view, "table", 40).splitlines()
    assert [line.split()[0] for line in wide[1:]] == [
        *("post_attention_norms", "layers.*"),
        *("rope", "layers.*"),
    ]
    narrow = render(view, "table", 22).splitlines()
    assert narrow[1].startswith("post_attention_…") or "…" in narrow[1]
    assert [line.strip() for line in narrow[2:4]] == ["post_attention_norms", "layers.*"]
    assert narrow[4].split() == ["rope", "7"] and len(narrow) == 6
    assert max(map(len, narrow)) <= 22


def test_commands_are_not_wrapped() -> None:
    line = "next: workbench emit captures/of-a-long-name router_topk"
    view = View((Column("a", "a"),), [{"a": "1"}], {}, after=[line, "words " * 8])
    told = render(view, "table", 30).splitlines()
    assert line in told
    assert max(len(one) for one in told if one != line) <= 30
