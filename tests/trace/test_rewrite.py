"""Paths of other machines become relative, quoted source goes, and JSON stays JSON."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from workbench.errors import BadInput
from workbench.trace import rewrite
from workbench.trace.ceilings import assumed_copy_bandwidth, assumed_launch_floor, name_by_size
from workbench.trace.rewrite import copy_graph_file, copy_recording, relative_text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/usr/local/lib/python3.12/site-packages/vllm/a.py(3): f", "vllm/a.py(3): f"),
        ("/opt/venv/lib/python3.12/dist-packages/vllm/a.py", "vllm/a.py"),
        ("/tmp/torchinductor_root/ab/cab.py", "torchinductor/ab/cab.py"),
        ("/sgl-workspace/sglang/python/sglang/a.py(3): f", "sglang/python/sglang/a.py(3): f"),
        ("/home/user/run.py(1): <module>", "~/run.py(1): <module>"),
        ("/data/x/run.py(1): <module>", "data/x/run.py(1): <module>"),
        ("torch/nn/modules/module.py(1): _call_impl", "torch/nn/modules/module.py(1): _call_impl"),
        ("memory bandwidth (GB/s)", "memory bandwidth (GB/s)"),
        ("a / b", "a / b"),
    ],
)
def test_paths(path: str, expected: str) -> None:
    text = json.dumps({"name": path, "then": "x"})
    assert json.loads(relative_text(text.encode())) == {"name": expected, "then": "x"}


def test_blocks_do_not_cut_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = [{"name": f"/x/site-packages/m{k}/a.py({k}): f"} for k in range(200)]
    source = tmp_path / "t.json"
    source.write_text(json.dumps({"traceEvents": events}))
    for block_bytes in (64, 257, 5000):
        monkeypatch.setattr(rewrite, "_BLOCK_BYTES", block_bytes)
        copy_recording(source, tmp_path / "t.json.gz")
        copied = json.loads(gzip.decompress((tmp_path / "t.json.gz").read_bytes()))
        names = [event["name"] for event in copied["traceEvents"]]
        assert names == [f"m{k}/a.py({k}): f" for k in range(200)]


def test_quoted_source_goes_and_its_place_stays(tmp_path: Path) -> None:
    graph, stacks = tmp_path / "g.py", tmp_path / "s.json"
    graph.write_text("    # File: /x/site-packages/m.py:3 in f, code: y = secret(x)\n    add = 1\n")
    stack = (
        'File "/x/site-packages/m.py", line 3, in f\n    y = "secret"\nFile "b.py", line 4, in g'
    )
    stacks.write_text(json.dumps({"k": stack}))
    copy_graph_file(graph, tmp_path / "out" / "g.py")
    copy_graph_file(stacks, tmp_path / "out" / "s.json")
    text = (tmp_path / "out" / "g.py").read_text()
    assert text == "    # File: m.py:3 in f\n    add = 1\n"
    kept = json.loads((tmp_path / "out" / "s.json").read_text())["k"]
    assert kept == 'File "m.py", line 3, in f\nFile "b.py", line 4, in g'


def test_graph_files_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrite, "_GRAPH_BYTES_MAX", 10)
    (tmp_path / "output_code.py").write_text("x" * 11)
    with pytest.raises(BadInput, match="larger than"):
        copy_graph_file(tmp_path / "output_code.py", tmp_path / "copy.py")


@pytest.mark.parametrize(
    ("name", "gb_per_s"),
    [
        ("NVIDIA H100 80GB HBM3", 3015.0),
        ("NVIDIA H100 PCIe", 1800.0),
        ("NVIDIA H200", 4320.0),
        ("NVIDIA GH200 480GB", 3600.0),
        ("NVIDIA A100-SXM4-80GB", 1835.1),
        ("NVIDIA A100-SXM4-40GB", 1399.5),
        ("NVIDIA B200", 7200.0),
        ("NVIDIA L4", 270.0),
        ("NVIDIA L40S", 777.6),
        ("AMD Instinct MI300X VF", 4770.0),
    ],
)
def test_ceilings_by_name(name: str, gb_per_s: float) -> None:
    ceiling = assumed_copy_bandwidth(name)
    assert ceiling is not None
    assert (ceiling.value, ceiling.source) == (gb_per_s, "assumed")


def test_unknown_devices_have_no_ceilings() -> None:
    assert assumed_copy_bandwidth("Some GPU") is None
    assert assumed_copy_bandwidth("") is None
    assert assumed_launch_floor("hip", "AMD Instinct MI300X") is None
    assert name_by_size("hip", {"numSms": 304, "totalGlobalMem": 206141652992}) == "MI300X"
    assert name_by_size("cuda", {"numSms": 304, "totalGlobalMem": 206141652992}) == ""
    assert name_by_size("hip", {}) == ""
