"""Lines that say what to do next: each is a command that runs as it is printed."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.capture.store import Capture, find
from workbench.cli import group
from workbench.errors import BadInput, Unavailable, Usage
from workbench.report.recorded import next_lines
from workbench.trace.importing import import_recordings

Run = Callable[[str], str]


def commands(text: str) -> list[str]:
    """The commands on lines that say what comes next."""
    heads = ("next: workbench ", "then: workbench ")
    return [line.split(": ", 1)[1] for line in text.splitlines() if line.startswith(heads)]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a line as a shell would, in an empty folder; returns what it printed."""
    monkeypatch.chdir(tmp_path)

    def typed(line: str) -> str:
        name, *words = shlex.split(line)
        assert name == "workbench"
        done = CliRunner(env={"COLUMNS": "80"}).invoke(group, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return typed


def test_from_an_import_outside_captures_to_a_folder_with_a_kernel(raw_6l: Path, run: Run) -> None:
    where = Path("some place") / "it's mine"
    text = run(shlex.join(["workbench", "import", str(raw_6l), "--out", str(where)]))
    first, second = commands(text)
    assert first == shlex.join(["workbench", "groups", str(where)])
    assert "1,119 launches" in run(first)
    (emit,) = commands(run(second))
    assert shlex.split(emit)[:3] == ["workbench", "emit", str(where)]
    (judge,) = commands(run(f"{emit} --out {shlex.quote('a kernel')}"))
    assert shlex.split(judge) == ["workbench", "validate", "a kernel"]
    assert Path("a kernel/kernel.py").is_file()
    with pytest.raises(Usage, match="near") as wrong:
        run(f"workbench explain {shlex.quote(str(where))} near")
    assert f"`workbench suggest {shlex.quote(str(where))}`" in str(wrong.value)
    with pytest.raises(Usage, match="List them with") as wrong:
        run(f"workbench emit {shlex.quote(str(where))} near")
    assert f"`workbench suggest {shlex.quote(str(where))}`" in str(wrong.value)


def test_a_trace_in_place_of_a_capture_is_told_how_it_becomes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my trace.json").write_text("{}")
    with pytest.raises(Usage, match=r"`workbench import 'my trace\.json'` makes one"):
        find("my trace.json")
    with pytest.raises(Usage, match="no capture named"):
        find("n" * 300)
    with pytest.raises(BadInput, match=r"no manifest\.json.*`workbench import \.` makes one"):
        find(".")


def test_where_no_folder_can_be_made_it_is_told_so(raw_6l: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in ("file/capture", "file/deeper/capture", "n" * 300):
        with pytest.raises((Unavailable, Usage), match="another --out"):
            import_recordings([raw_6l / "eager"], tmp_path / place, identity="x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_variant_without_data_flow_points_at_the_one_that_has(repository: Path, run: Run) -> None:
    folder = repository / "captures" / "gemma4-26b-a4b-6l-decode-b8"
    text = run(f"workbench suggest {folder} --variant inductor")
    assert "the eager recording has data flow" in text
    assert commands(text) == [f"workbench suggest {folder}"]


def test_a_command_names_the_id_only_where_that_finds_the_folder(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "gemma4-26b-a4b-6l-decode-b8"
    monkeypatch.chdir(repository)
    own = find(name)
    assert own.command("suggest") == find(f"captures/{name}/").command("suggest")
    assert own.command("suggest", variant="eager") == f"workbench suggest {name}"
    assert own.command("suggest", variant="inductor").endswith(f"{name} --variant inductor")
    monkeypatch.chdir(tmp_path)
    elsewhere = find(repository / "captures" / name)
    assert elsewhere.command("show") == f"workbench show {repository}/captures/{name}"
    # an id that a folder right here hides, one that is no id at all, one that reads as an option
    (tmp_path / name).mkdir()
    (tmp_path / name / "manifest.json").write_text("{}")
    assert own.command("show") == f"workbench show captures/{name}"
    renamed = Capture(Path("captures/other"), own.manifest)
    assert renamed.command("show") == "workbench show other"
    assert Capture(Path("-x"), own.manifest).command("show") == "workbench show ./-x"


def test_the_only_variant_needs_no_option_and_what_never_ran_is_catalogued(
    repository: Path,
) -> None:
    own = find(repository / "captures" / "gemma4-26b-a4b-6l-decode-b8")
    replayed = replace(own.manifest, variants={"cudagraph": own.manifest.variants["cudagraph"]})
    lines = next_lines(Capture(Path("x"), replayed))
    assert lines == ["next: workbench groups x", "then: workbench suggest x"]
    unrun = Capture(Path("x"), replace(own.manifest, target="sm_90"))
    assert next_lines(unrun) == ["next: workbench catalogue x"]
