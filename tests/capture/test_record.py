"""What a capture on the CPU leaves, and what a capture that fails leaves: nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import torch

from workbench.capture import record, store
from workbench.capture.request import Request, capture_id, checked
from workbench.capture.store import Capture
from workbench.errors import Unavailable, Usage


def test_the_files_and_the_manifest(tiny: Capture) -> None:
    manifest = store.read_manifest(tiny.folder)
    assert set(manifest.files) == {
        "eager/rank0.pt.trace.json.gz",
        "eager/execution_trace.json.gz",
        "modules.json",
    }
    assert all(store.sha256(tiny.path(name)) == value for name, value in manifest.files.items())
    assert (manifest.id, manifest.origin, manifest.model_kind) == ("tiny", "captured", "preset")
    assert (manifest.phase, manifest.batch, manifest.context, manifest.tokens) == (
        "decode",
        2,
        16,
        1,
    )
    assert (manifest.layers_run, manifest.layers_full) == (4, 4)
    assert (manifest.cache, manifest.initialisation) == ("static:32:random-v1", "preset-v1")
    assert manifest.experts == "grouped_mm"
    assert set(manifest.digests) == {"weights", "input_ids", "output"}
    assert manifest.device.kind == "cpu"
    assert manifest.device.copy_bandwidth_gb_per_s.source == "measured"  # type: ignore[union-attr]
    assert 0.5 < manifest.device.copy_bandwidth_gb_per_s.value < 2000  # type: ignore[union-attr]
    assert manifest.device.launch_floor_us.value > 0.1  # type: ignore[union-attr]
    assert any("leaf ops stand in" in note for note in manifest.notes)
    assert manifest.health == ()
    eager = manifest.variants["eager"]
    assert eager.steps == 2 and len(eager.wall_us) >= 3 and eager.attention == "sdpa"
    assert manifest.versions["torch"] == torch.__version__


def test_the_trace_has_its_steps_and_no_path_of_this_machine(tiny: Capture) -> None:
    raw = gzip.decompress(tiny.path("eager/rank0.pt.trace.json.gz").read_bytes())
    events = json.loads(raw)["traceEvents"]
    assert [e["name"] for e in events if e.get("cat") == "user_annotation"] == ["step#0", "step#1"]
    execution = gzip.decompress(tiny.path("eager/execution_trace.json.gz").read_bytes())
    machine = [str(Path(torch.__file__).parent.parent), str(tiny.folder.parent), str(Path.home())]
    for text in (raw, execution):
        assert not [path for path in machine if f"{path}/".encode() in text]
    frames = {e["name"] for e in events if e.get("cat") == "python_function"}
    assert any(name.startswith("transformers/models/gemma4/") for name in frames)


def test_gzip_is_deterministic(tiny: Capture) -> None:
    content = tiny.path("eager/rank0.pt.trace.json.gz").read_bytes()
    assert content[4:8] == bytes(4)  # no time in the header
    assert gzip.compress(gzip.decompress(content), compresslevel=9, mtime=0) == content


def test_the_reader_gets_a_launch_a_leaf_op(tiny: Capture) -> None:
    from workbench.trace import load_trace

    trace = load_trace(tiny.path("eager/rank0.pt.trace.json.gz"))
    assert set(trace.launches["category"]) == {"op"}
    assert len(trace.steps) == 2
    per_step = trace.launches.groupby("step").size()
    assert per_step[0] == per_step[1] > 500


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 3.00 GiB."),
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
    ],
)
def test_out_of_memory_says_what_to_change_and_leaves_nothing(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: Request) -> None:
        raise error

    monkeypatch.setattr(record, "build_workload", fail)
    with pytest.raises(Unavailable, match=r"out of memory.*build gemma4-tiny.*fewer --layers.*"
                       r"smaller --batch.*shorter --context"):  # fmt: skip
        record.capture(Request("gemma4-tiny", device="cpu"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_recording_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record, "write_gzip", fail)
    with pytest.raises(Unavailable, match="No space left"):
        record.capture(Request("gemma4-tiny", device="cpu"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_without_a_gpu_the_message_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="gemma4-tiny --device cpu"):
        record.capture(Request("gemma4-26b-a4b"), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_ids_tell_what_was_captured() -> None:
    def name(**asked: object) -> str:
        return capture_id(checked(Request(**asked)))  # type: ignore[arg-type]

    assert name(model="gemma4-26b-a4b", batch=8) == "gemma4-26b-a4b-decode-b8"
    assert name(model="gemma4-26b-a4b", batch=8, layers=6) == "gemma4-26b-a4b-decode-b8-6l"
    assert name(model="gemma4-e4b", phase="prefill") == "gemma4-e4b-prefill-b1"
    assert name(model="Qwen/Qwen3-8B", context=4096, experts="eager", seed=2, dtype="float16") == (
        "qwen3-8b-decode-b1-c4096-eager-float16-seed2"
    )
    assert name(model="my.module:step", phase="prefill", tokens=64) == (
        "my.module-step-prefill-b1-t64"
    )


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"model": "gemma4-26b"}, "gemma4-26b-a4b"),
        ({"model": "gemma4-tiny", "phase": "decoding"}, "decode"),
        ({"model": "gemma4-tiny", "variants": ("eagr",)}, "eager"),
        ({"model": "gemma4-tiny", "variants": ()}, "--variant"),
        ({"model": "gemma4-tiny", "batch": 0}, "--batch"),
        ({"model": "gemma4-tiny", "dtype": "bf16"}, "bfloat16"),
        ({"model": "gemma4-tiny", "tokens": 9}, "--context"),
        ({"model": "gemma4-tiny", "phase": "prefill", "context": 9}, "--tokens"),
    ],
)
def test_requests_that_make_no_sense_say_what_would(asked: dict[str, object], message: str) -> None:
    with pytest.raises(Usage, match=message):
        checked(Request(**asked))  # type: ignore[arg-type]
