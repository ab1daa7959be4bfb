"""The capture and candidates that the emission tests render, and the flag to accept a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.capture.store import Capture
from workbench.schema import SCHEMA_VERSION, Candidate, Device, Manifest

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/<name>, or write it there with --update-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            path.write_text(text)
        assert text == path.read_text(), f"{path.name} differs; if that is meant: make golden"

    return compare


@pytest.fixture
def capture(tmp_path: Path) -> Capture:
    """An empty capture with the demo's id."""
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        id="gemma4-26b-a4b-decode-b8",
        origin="captured",
        created="",
        model="gemma4-26b-a4b",
        model_kind="preset",
        device=Device("cuda", "NVIDIA H100 80GB HBM3"),
        variants={},
        files={},
    )
    return Capture(tmp_path, manifest)


def tensor(*shape: int, dtype: str) -> dict[str, Any]:
    """A contiguous tensor as a candidate's detail has it."""
    strides = [1]
    for extent in reversed(shape[1:]):
        strides.insert(0, strides[0] * extent)
    return {"shape": shape, "strides": tuple(strides), "dtype": dtype}


ROUTER = Candidate(
    id="router_topk",
    pattern="router_topk",
    site="layers.*.router",
    instances=30,
    expected_instances=30,
    launches_before=240.0,
    launches_after=30.0,
    gpu_us_per_step=714.5,
    predicted_gpu_us_per_step=24.3,
    saving_gpu_us_per_step=690.2,
    saving_share=0.025,
    evidence="pattern",
    status="novel",
    conflicts_with=(),
    numerics_risk="decision",
    source=("transformers/models/gemma4/modeling_gemma4.py:1331: forward",),
    detail={
        "reference": "softmax_then_topk",
        "inputs": {
            "logits": tensor(8, 128, dtype="bfloat16"),
            "per_expert_scale": tensor(128, dtype="bfloat16"),
        },
        "outputs": {
            "weights": tensor(8, 8, dtype="float32"),
            "ids": tensor(8, 8, dtype="int64"),
        },
        "scalars": {"k": 8},
    },
)


def engine_router() -> Candidate:
    """The engines' form: fp32 logits of 100 experts, five chosen, no scale."""
    detail = {
        "reference": "topk_then_softmax",
        "inputs": {"logits": tensor(3, 100, dtype="float32")},
        "outputs": {
            "weights": tensor(3, 5, dtype="float32"),
            "ids": tensor(3, 5, dtype="int64"),
        },
        "scalars": {"k": 5},
    }
    return replace(ROUTER, id="router_topk-engine", site="model.layers.*.mlp.gate", detail=detail)
