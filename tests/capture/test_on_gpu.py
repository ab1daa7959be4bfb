"""On a GPU: the three variants of the tiny model, the replay rule, and a bit-equal rebuild."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest
import torch

from workbench.capture import rebuild
from workbench.capture.profile import parse
from workbench.capture.record import capture
from workbench.capture.request import Request
from workbench.capture.store import Capture

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="needs an NVIDIA GPU"),
]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """gemma4-tiny, batch 8, two steps, all variants."""
    variants = ("eager", "inductor", "cudagraph")
    out: Path = tmp_path_factory.mktemp("gpu") / "tiny"
    return capture(Request("gemma4-tiny", batch=8, steps=2, variants=variants), out)


def counts(recorded: Capture, variant: str) -> Counter[tuple[str, str]]:
    """(category, name) of the events of a variant's trace."""
    raw = gzip.decompress(recorded.path(recorded.variant(variant).traces[0]).read_bytes())
    events = parse(raw)["traceEvents"]
    return Counter((event.get("cat", ""), event["name"]) for event in events)


def test_all_variants_were_recorded(recorded: Capture) -> None:
    assert set(recorded.manifest.variants) == {"eager", "inductor", "cudagraph"}
    assert recorded.manifest.health == ()
    assert recorded.manifest.experts == "batched_mm"


def test_every_cudagraph_step_is_one_replay(recorded: Capture) -> None:
    seen = counts(recorded, "cudagraph")
    assert seen["cuda_runtime", "cudaGraphLaunch"] == 2
    assert seen["cuda_runtime", "cudaStreamBeginCapture"] == 0
    walls = {name: min(v.wall_us) for name, v in recorded.manifest.variants.items()}
    assert walls["cudagraph"] < walls["inductor"] < walls["eager"]


def test_the_ceilings_are_those_of_a_gpu(recorded: Capture) -> None:
    device = recorded.manifest.device
    assert device.driver and device.multiprocessors and device.l2_bytes
    assert device.copy_bandwidth_gb_per_s and device.launch_floor_us
    assert 100 < device.copy_bandwidth_gb_per_s.value < 20_000
    assert 0.2 < device.launch_floor_us.value < 10


def test_the_rebuild_is_bit_equal(recorded: Capture) -> None:
    assert rebuild(recorded.manifest).mismatches() == ()
