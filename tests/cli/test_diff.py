"""`workbench diff` as a command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workbench.cli import group
from workbench.errors import Usage
from workbench.trace.importing import import_recordings

SIX = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def six(repository: Path) -> str:
    return str(repository / "captures" / SIX)


def invoke(*args: str) -> Result:
    return CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(group, ["diff", *args])


def run(*args: str) -> str:
    done = invoke(*args)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_variant_that_none_has_is_named_as_one(six: str) -> None:
    with pytest.raises(Usage, match=r"no variant named 'inductr'\. Did you mean inductor"):
        run(f"{six}:inductr", six)
    with pytest.raises(Usage, match="no capture named 'nothing'"):
        run("nothing:inductr", six)


def test_table_fits_80_columns(six: str) -> None:
    text = run(f"{six}:eager", f"{six}:inductor")
    assert max(map(len, text.splitlines())) <= 80
    assert "GPU 5.99 → 3.72 ms a step (-38.0%), launches 1,119 → 247 (-77.9%)" in text
    assert "48 places: 12 faster, 2 slower, 34 merged" in text
    assert "no noise estimate" in text and "█" not in text  # a bar has its place in wide ones
    assert "18 places (1,249.7" in text.replace("\n", " ")
    short = run(f"{six}:eager", f"{six}:inductor", "--top", "2")
    assert "46 more rows" in short and "lm_head" not in short


def test_names_are_folded_once_where_the_terminal_is_narrow(six: str) -> None:
    asked = ["diff", f"{six}:eager", f"{six}:inductor", "--top", "6"]
    done = CliRunner(env={"COLUMNS": "60", "NO_COLOR": "1"}).invoke(group, asked)
    table = done.output.partition("where ")[2].partition("total ")[0].splitlines()[1:]
    assert len(table) >= 12 and max(map(len, table)) <= 60
    assert min(len(line.strip()) for line in table) > 3  # no rest of a line folded again


@pytest.mark.parametrize("columns", ["80", "100"])
def test_names_of_regions_stay_whole_and_rows_fit(repository: Path, columns: str) -> None:
    prefill = str(repository / "captures/gemma4-26b-a4b-prefill-b1-6l")
    asked = ["diff", f"{prefill}:eager", f"{prefill}:inductor"]
    text = CliRunner(env={"COLUMNS": columns, "NO_COLOR": "1"}).invoke(group, asked).output
    table = text.partition("where ")[2].partition("\ntotal ")[0].splitlines()[1:]
    first = "\n".join(line[: int(columns) - 45].rstrip() for line in table)
    assert first.count("{") == first.count("}") > 15
    assert min(len(line.strip()) for line in table) > 3  # no rest of a line folded again
    if columns == "100":
        assert "\n{model,model.layers.*.self_attn} " in text
        assert "\nlayers.{*.post_attention_layernorm,*." in text


def test_what_was_amiss_with_a_recording_is_said_of_its_side(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "capture"
    import_recordings([shared / "foreign/mi300-qwen1.5-0.5b"], out, identity="mi300")
    text = " ".join(run(str(out), str(out)).split())
    assert "A: missing-correlation (463): " in text and "B: missing-correlation (463): " in text
    assert "B: launches-outside-steps (8): launches outside every profiled step, 266.5 us" in text
    payload = json.loads(run(str(out), str(out), "--format", "json"))
    codes = [finding["code"] for finding in payload["before"]["health"]]
    assert codes == ["missing-correlation", "launches-outside-steps"]


def test_machine_formats_hold_every_row(six: str) -> None:
    payload = json.loads(run(f"{six}:eager", f"{six}:inductor", "--top", "1", "--format", "json"))
    assert (payload["before"]["variant"], payload["after"]["variant"]) == ("eager", "inductor")
    assert len(payload["rows"]) == 48 and payload["noise_estimate"] is False
    assert sum(row["us_after"] for row in payload["rows"]) == pytest.approx(3716.739)
    rows = list(csv.DictReader(io.StringIO(run(f"{six}:eager", six, "--format", "csv"))))
    assert {row["change"] for row in rows} == {"same"}
    assert rows[0]["us_before"] == rows[0]["us_after"]
    assert sum(float(row["us_before"]) for row in rows) == pytest.approx(5991.485)
    assert "| layers.*.experts | faster" in run(f"{six}:eager", f"{six}:inductor", "--format", "md")


def test_what_is_not_there(six: str) -> None:
    for args in ((f"{six}:eager", "nowhere"), (f"{six}:weird", six)):
        done = invoke(*args)
        assert isinstance(done.exception, Usage)
