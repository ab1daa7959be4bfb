"""`workbench import`: raw recordings, foreign ones, damaged ones, into captures."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from workbench.capture.store import Capture, find, verify_files
from workbench.cli import group
from workbench.errors import BadInput, Usage, WorkbenchError
from workbench.trace import load_trace
from workbench.trace.synthetic import write_trace


def run(*args: Any) -> dict[str, Any]:
    """The JSON that `workbench import` prints."""
    done = CliRunner().invoke(group, ["import", *map(str, args), "--format", "json"])
    if isinstance(done.exception, WorkbenchError):
        raise done.exception
    assert done.exit_code == 0, (done.output, done.exception)
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def imported(tmp_path: Path, *args: Any) -> Capture:
    """The capture that `workbench import` makes."""
    run(*args, "--out", tmp_path / "capture")
    return find(tmp_path / "capture")


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """A small recording of one step."""
    path = tmp_path / "source" / "profile.json"
    path.parent.mkdir()
    write_trace(path, 390)
    return path


def test_raw_recordings_of_three_variants(raw_6l: Path, tmp_path: Path) -> None:
    capture = imported(tmp_path, raw_6l, "--model", "gemma4-26b-a4b")
    manifest = capture.manifest
    assert list(manifest.variants) == ["eager", "inductor", "cudagraph"]
    assert manifest.origin == "imported" and manifest.model == "gemma4-26b-a4b"
    assert manifest.device.name == "NVIDIA H100 80GB HBM3"
    assert manifest.device.multiprocessors == 132 and manifest.device.compute_capability == "9.0"
    assert manifest.health == () and verify_files(capture) == []
    eager, inductor = capture.variant("eager"), capture.variant("inductor")
    assert eager.traces == ("eager/rank0.pt.trace.json.gz",)
    assert eager.execution_trace == "eager/execution_trace.json.gz"
    assert inductor.graphs == ("inductor/model__1_inference_1.1",)
    assert capture.path("inductor/model__1_inference_1.1/output_code.py").is_file()
    totals = {
        name: int(load_trace(capture.path(v.traces[0])).launches["duration_ns"].sum())
        for name, v in manifest.variants.items()
    }
    assert totals == {"eager": 6_009_960, "inductor": 3_681_026, "cudagraph": 3_729_964}


def test_an_import_changes_no_table(raw_6l: Path, tmp_path: Path) -> None:
    capture = imported(tmp_path, raw_6l)
    before = load_trace(raw_6l / "eager" / "trace.json.gz")
    after = load_trace(capture.path("eager/rank0.pt.trace.json.gz"))
    for table in ("launches", "ops", "modules", "frames"):
        pd.testing.assert_frame_equal(getattr(after, table), getattr(before, table))


def test_ceilings_are_assumed_from_the_devices_name(raw_6l: Path, tmp_path: Path) -> None:
    device = imported(tmp_path, raw_6l).manifest.device
    assert device.copy_bandwidth_gb_per_s is not None and device.launch_floor_us is not None
    assert device.copy_bandwidth_gb_per_s.source == device.launch_floor_us.source == "assumed"
    assert device.copy_bandwidth_gb_per_s.value == pytest.approx(3020, rel=0.01)
    assert "data sheet" in device.copy_bandwidth_gb_per_s.detail


@pytest.mark.parametrize(
    ("variant", "reason"),
    [
        ("eager", "neither graph launches nor compiled graphs own its launches"),
        ("inductor", "it called 1 compiled graph(s)"),
        ("cudagraph", "247 of 254 launches come from graph launches"),
    ],
)
def test_a_lone_trace_is_told_by_its_content(
    raw_6l: Path, tmp_path: Path, variant: str, reason: str
) -> None:
    alone = tmp_path / "x" / "y" / "some.json.gz"
    alone.parent.mkdir(parents=True)
    shutil.copy(raw_6l / variant / "trace.json.gz", alone)
    printed = run(alone, "--out", tmp_path / "capture")
    assert list(printed["variants"]) == [variant]
    assert printed["recordings"][0]["told_by"] == reason
    assert printed["schema_version"] == 1


def test_compiled_kernels_without_a_compiled_graph(raw_6l: Path, tmp_path: Path) -> None:
    content = gzip.decompress((raw_6l / "inductor" / "trace.json.gz").read_bytes())
    (tmp_path / "x.json").write_bytes(content.replace(b"## Call CompiledFxGraph", b"## Call of"))
    printed = run(tmp_path / "x.json", "--out", tmp_path / "capture")
    reason = printed["recordings"][0]["told_by"]
    assert reason == "105 of 247 launches are kernels of Inductor's"
    eager = gzip.decompress((raw_6l / "eager" / "trace.json.gz").read_bytes())
    (tmp_path / "y.json").write_bytes(eager.replace(b'"void at::native::vec', b'"triton_poi_fused'))
    assert list(run(tmp_path / "y.json", "--out", tmp_path / "other")["variants"]) == ["eager"]


def test_the_same_recording_gives_the_same_bytes(trace: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.json.gz"
    packed.write_bytes(gzip.compress(trace.read_bytes(), compresslevel=1, mtime=0))
    written = []
    for name, source in (("a", trace), ("b", packed)):
        run(source, "--out", tmp_path / name)
        written.append((tmp_path / name / "eager" / "rank0.pt.trace.json.gz").read_bytes())
    assert written[0] == written[1]


def test_default_place_and_id(trace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trace.parent)
    printed = run(trace.name)
    assert printed["capture"] == "profile" and Path("captures/profile/manifest.json").is_file()
    assert run(trace.name, "--name", "other")["folder"] == "captures/other"
    with pytest.raises(Usage, match="already exists"):
        run(trace.name)
    run(trace.name, "--force")
    with pytest.raises(Usage, match="not a file name"):
        run(trace.name, "--name", "../up")


def test_ranks_from_names_and_from_metadata(trace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ranks"
    folder.mkdir()
    for name in ("1777-TP-1-DECODE.trace.json", "1777-TP-0-DECODE.trace.json"):
        shutil.copy(trace, folder / name)
    text = trace.read_text()
    marked = text.replace('"schemaVersion": 1,', '"distributedInfo": {"rank": 7, "world_size": 8},')
    (folder / "unnumbered.json").write_text(marked)
    capture = imported(tmp_path, folder)
    assert capture.variant("eager").traces == tuple(
        f"eager/rank{k}.pt.trace.json.gz" for k in (0, 1, 7)
    )


def test_unknown_ranks_are_numbered_and_said(trace: Path, tmp_path: Path) -> None:
    folder = tmp_path / "several"
    folder.mkdir()
    for name in ("b.json", "a.json"):
        shutil.copy(trace, folder / name)
    manifest = imported(tmp_path, folder).manifest
    assert len(manifest.variants["eager"].traces) == 2
    assert any("ranks unknown" in note for note in manifest.notes)


def test_two_recordings_of_one_rank_are_refused(trace: Path, tmp_path: Path) -> None:
    other = trace.with_name("rank0-prefill.json")
    shutil.copy(trace, other)
    again = trace.with_name("rank0-decode.json")
    shutil.copy(trace, again)
    with pytest.raises(Usage, match="several eager recordings of rank 0"):
        run(other, again, "--out", tmp_path / "capture")
    assert not (tmp_path / "capture").exists()
    assert not list(tmp_path.glob(".capture*"))


def test_a_torch_compile_debug_folder(raw_6l: Path, tmp_path: Path) -> None:
    graph = (
        tmp_path / "torch_compile_debug/run_2026_11_22-pid_7/torchinductor/model__0_inference_0.0"
    )
    shutil.copytree(raw_6l / "inductor" / "model__1_inference_1.1", graph)
    (graph / "ir_pre_fusion.txt").write_text("not read")
    capture = imported(tmp_path, tmp_path / "torch_compile_debug")
    assert capture.variant("inductor").graphs == ("inductor/model__0_inference_0.0",)
    assert [finding.code for finding in capture.manifest.health] == ["no-trace"]
    assert not (capture.folder / "inductor/model__0_inference_0.0/ir_pre_fusion.txt").exists()
    both = tmp_path / "both"
    run(
        raw_6l / "inductor" / "trace.json.gz",
        tmp_path / "torch_compile_debug",
        "--out",
        both,
    )
    variant = find(both).variant("inductor")
    assert len(variant.traces) == len(variant.graphs) == 1


def test_graph_captures_given_and_found(shared: Path, tmp_path: Path) -> None:
    folder = shared / "foreign" / "sglang-qwen3-8b-decode"
    found = imported(tmp_path, folder).variant("cudagraph")
    assert found.traces == ("cudagraph/rank0.pt.trace.json.gz",)
    assert found.graph_captures == ("cudagraph/graph_capture0.pt.trace.json.gz",)
    given = tmp_path / "given"
    run(
        folder / "decode.json.gz",
        "--graph-capture",
        folder / "capture_bs32_rank0.json.gz",
        "--out",
        given,
    )
    assert find(given).variant("cudagraph") == found
    recorded = load_trace(find(given).path(found.graph_captures[0])).recorded
    assert len(recorded) == 544


@pytest.mark.parametrize(
    ("name", "variant", "bandwidth"),
    [
        ("mi300-qwen1.5-0.5b", "eager", 4770.0),
        ("vllm-decode-full-graph", "cudagraph", 4770.0),  # no name: told by its size
        ("vllm-prefilldecode-piecewise", "cudagraph", 4770.0),
    ],
)
def test_foreign_folders(
    shared: Path, tmp_path: Path, name: str, variant: str, bandwidth: float
) -> None:
    capture = imported(tmp_path, shared / "foreign" / name)
    assert list(capture.manifest.variants) == [variant]
    assert capture.manifest.device.kind == "hip"
    ceiling = capture.manifest.device.copy_bandwidth_gb_per_s
    assert ceiling is not None and ceiling.value == bandwidth
    by_size = not capture.manifest.device.name
    assert ("taken for MI300X by its compute units" in ceiling.detail) == by_size
    for path in capture.folder.rglob("*.gz"):
        text = gzip.decompress(path.read_bytes())
        for prefix in (b'"/sgl-workspace', b"-packages/", b"/tmp/torchinductor", b'"/tmp/'):
            assert prefix not in text
        json.loads(text)


def test_a_damaged_recording_is_imported_with_its_findings(trace: Path, tmp_path: Path) -> None:
    content = trace.read_bytes()
    trace.write_bytes(content[: len(content) // 2])
    capture = imported(tmp_path, trace)
    health = [(finding.code, finding.detail[:13]) for finding in capture.manifest.health]
    assert health == [("truncated", "profile.json:"), ("no-steps", "profile.json:")]
    again = load_trace(capture.path("eager/rank0.pt.trace.json.gz"))
    assert 150 < len(again.launches) < 300


def test_a_damaged_file_in_a_folder_does_not_stop_the_others(trace: Path, tmp_path: Path) -> None:
    (trace.parent / "broken.json").write_text('{"traceEvents": [')
    (trace.parent / "config.json").write_text('{"model": "x"}')
    manifest = imported(tmp_path, trace.parent).manifest
    assert manifest.variants["eager"].traces == ("eager/rank0.pt.trace.json.gz",)
    assert [finding.code for finding in manifest.health] == ["unreadable-recording"]
    assert any("1 other JSON" in note for note in manifest.notes)


@pytest.mark.parametrize("content", ["", "{}", '{"model": 1}', '{"traceEvents": []}', "not JSON"])
def test_empty_and_foreign_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(BadInput) as refusal:
        run(path, "--out", tmp_path / "capture")
    assert refusal.value.exit_code == 3
    assert not (tmp_path / "capture").exists()


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="no trace"):
        run(tmp_path / "empty", "--out", tmp_path / "capture")
    with pytest.raises(BadInput, match="no such file"):
        run(tmp_path / "missing.json", "--out", tmp_path / "capture")


def test_a_capture_is_not_imported_again(trace: Path, tmp_path: Path) -> None:
    capture = imported(tmp_path, trace)
    with pytest.raises(Usage, match="is a capture already"):
        run(capture.folder, "--out", tmp_path / "other")


def test_modules_json_is_taken_along(trace: Path, tmp_path: Path) -> None:
    (trace.parent / "modules.json").write_text('{"Router_0": "layers.0.router"}')
    capture = imported(tmp_path, trace.parent)
    assert capture.manifest.modules == "modules.json"
    assert json.loads(capture.path("modules.json").read_text())["Router_0"] == "layers.0.router"


def test_the_table_says_what_was_done(trace: Path, tmp_path: Path) -> None:
    out = tmp_path / "capture"
    done = CliRunner().invoke(group, ["import", str(trace), "--out", str(out)])
    assert done.exit_code == 0
    assert "390" in done.stdout and "workbench groups" in done.stdout
    assert all(len(line) <= 80 or str(tmp_path) in line for line in done.stdout.splitlines())
