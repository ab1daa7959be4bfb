"""`workbench captures` and `workbench show` on captures written by the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench.capture.store import Capture, find, new_capture, read_manifest, write_manifest
from workbench.cli import group
from workbench.errors import BadInput, Usage
from workbench.schema import SCHEMA_VERSION, Ceiling, Device, Manifest, Variant


def make_capture(root: Path, name: str) -> Capture:
    """A small capture under `root` with one file."""
    with new_capture(root / name) as folder:
        (folder / "eager").mkdir()
        (folder / "eager" / "rank0.pt.trace.json.gz").write_bytes(b"x")
        manifest = Manifest(
            schema_version=SCHEMA_VERSION,
            id=name,
            origin="captured",
            created="2026-11-22T00:00:00Z",
            model="some-model",
            model_kind="preset",
            device=Device(
                "cuda", "NVIDIA H100", copy_bandwidth_gb_per_s=Ceiling(3020.0, "measured")
            ),
            variants={"eager": Variant(("eager/rank0.pt.trace.json.gz",), wall_us=(2e3, 1e3, 3e3))},
            files={},
            phase="decode",
            batch=8,
            layers_run=6,
            layers_full=30,
        )
        write_manifest(folder, manifest)
    return find(root / name)


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, args)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_captures_lists_every_capture_and_names_the_unreadable(tmp_path: Path) -> None:
    make_capture(tmp_path, "b")
    make_capture(tmp_path, "a")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    code, output = run("captures", "--root", str(tmp_path), "--format", "json")
    listed = json.loads(output)
    assert code == 0 and listed["schema_version"] == 1
    assert [row["id"] for row in listed["captures"]] == ["a", "b"]
    assert listed["captures"][0]["layers"] == "6 of 30"
    assert len(listed["unreadable"]) == 1 and "broken" in listed["unreadable"][0]
    assert "6 of 30" in run("captures", "--root", str(tmp_path))[1]


def test_show_tells_workload_and_median_wall(tmp_path: Path) -> None:
    capture = make_capture(tmp_path, "a")
    output = run("show", str(capture.folder))[1]
    assert "decode, batch 8" in output
    assert "wall 2.0 ms a step" in output
    assert "3,020 GB/s, measured" in output


def test_show_verify_finds_a_changed_file(tmp_path: Path) -> None:
    capture = make_capture(tmp_path, "a")
    assert run("show", str(capture.folder), "--verify")[0] == 0
    (capture.folder / "eager" / "rank0.pt.trace.json.gz").write_bytes(b"y")
    code, output = run("show", str(capture.folder), "--verify", "--format", "json")
    assert code == 1
    assert json.loads(output)["faults"] == [
        "eager/rank0.pt.trace.json.gz: changed since it was recorded"
    ]


def test_an_interrupted_capture_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_capture(tmp_path / "a") as folder:
        (folder / "half").write_text("x")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_capture_is_not_overwritten_without_force(tmp_path: Path) -> None:
    make_capture(tmp_path, "a")
    with pytest.raises(Usage, match="--force"), new_capture(tmp_path / "a"):
        pass
    with new_capture(tmp_path / "a", force=True) as folder:
        (folder / "new").write_text("x")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["new"]


def test_a_capture_that_does_not_exist_suggests_the_nearest(tmp_path: Path) -> None:
    make_capture(tmp_path, "gemma4-decode-b8")
    with pytest.raises(Usage, match=r"Did you mean gemma4-decode-b8\?"):
        find("gemma4-decode-b9", root=tmp_path)


def test_a_manifest_cannot_name_files_outside_its_folder(tmp_path: Path) -> None:
    capture = make_capture(tmp_path, "a")
    with pytest.raises(BadInput, match="leaves the capture folder"):
        capture.path("../../etc/passwd")


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    capture = make_capture(tmp_path, "a")
    path = capture.folder / "manifest.json"
    path.write_text(path.read_text().replace('"schema_version": 1', '"schema_version": 99'))
    with pytest.raises(BadInput, match="newer"):
        read_manifest(capture.folder)


@pytest.mark.parametrize("value", ["0", "-5.0", "1e-320", "1e308", "1e999", "null", '"fast"'])
def test_a_ceiling_that_no_device_has_is_refused(tmp_path: Path, value: str) -> None:
    path = make_capture(tmp_path, "a").folder / "manifest.json"
    text = path.read_text()
    path.write_text(text.replace("3020.0", value))
    assert path.read_text() != text
    with pytest.raises(BadInput, match="not a capture manifest"):
        read_manifest(path.parent)


def test_a_manifest_nested_beyond_any_is_refused(tmp_path: Path) -> None:
    path = make_capture(tmp_path, "a").folder / "manifest.json"
    text = path.read_text()
    path.write_text(text.replace('"config": {', '"config": {"x":' + "[" * 200_000, 1))
    assert path.read_text() != text
    with pytest.raises(BadInput, match="not a capture manifest"):
        read_manifest(path.parent)
