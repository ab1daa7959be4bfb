"""A capture that needs no files, a candidate of each pattern, and the golden-file fixture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.capture.store import Capture
from workbench.schema import Candidate, Device, Manifest

GOLDEN = Path(__file__).resolve().parent.parent / "golden"

BF16, FP32, INT64 = "bfloat16", "float32", "int64"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew; review the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str], None]]:
    """`golden(name, text)` compares text with tests/golden/<name>, or writes it."""
    update = request.config.getoption("--update-golden")

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.write_text(text, encoding="utf-8")
        hint = f"{path.name} differs: if that is meant, `make golden` and review the diff"
        assert path.is_file() and path.read_text(encoding="utf-8") == text, hint

    yield check


def capture_in(folder: Path) -> Capture:
    """A capture of one decode step of a model, without its files."""
    manifest = Manifest(
        schema_version=1,
        id="gemma4-26b-a4b-decode-b8",
        origin="captured",
        created="2026-11-22T00:00:00+00:00",
        model="gemma4-26b-a4b",
        model_kind="preset",
        device=Device("cuda", "NVIDIA H100 80GB HBM3"),
        variants={},
        files={},
        phase="decode",
        batch=8,
        context=512,
        tokens=1,
    )
    return Capture(folder, manifest)


@pytest.fixture
def capture(tmp_path: Path) -> Capture:
    """As capture_in, in a folder of the test's own."""
    return capture_in(tmp_path)


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
            "logits": tensor(8, 128, dtype=BF16),
            "per_expert_scale": tensor(128, dtype=BF16),
        },
        "outputs": {"weights": tensor(8, 8, dtype=FP32), "ids": tensor(8, 8, dtype=INT64)},
        "scalars": {"k": 8},
    },
)


def engine_router() -> Candidate:
    """The engines' form: fp32 logits of 100 experts, five chosen, no scale."""
    detail = {
        "reference": "topk_then_softmax",
        "inputs": {"logits": tensor(3, 100, dtype=FP32)},
        "outputs": {"weights": tensor(3, 5, dtype=FP32), "ids": tensor(3, 5, dtype=INT64)},
        "scalars": {"k": 5},
    }
    return replace(ROUTER, id="router_topk-engine", site="model.layers.*.mlp.gate", detail=detail)


Form = tuple[str, dict[str, tuple[int, ...]]]


def _rows(names: str, weights: str, tokens: int, width: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(names.split(), (tokens, 1, width))
    return shapes | dict.fromkeys(weights.split(), (width,))


def _heads(tokens: int, q: int, k: int, d: int, v: bool = True) -> dict[str, tuple[int, ...]]:
    shapes = {"q": (tokens, 1, q, d), "k": (tokens, 1, k, d), "w_q": (d,), "w_k": (d,)}
    return shapes | ({"v": (tokens, 1, k, d)} if v else {})


def forms_of(pattern: str, small: bool) -> list[Form]:
    """The forms of a candidate of `pattern`: a model's shapes, or some for the interpreter."""
    t, w, d = (2, 72, 16) if small else (8, 2816, 256)
    q, k, experts, inner = (4, 2, 6, 24) if small else (16, 8, 128, 704)
    angle = {"cos": (t, 1, 1, d), "sin": (t, 1, 1, d)}
    chosen, keys = (3, 48) if small else (8, 1024)
    norms = {
        "moe_tail": ("dense experts residual", "w_dense w_experts w_both"),
        "tail_and_next_input_norm": ("dense experts residual", "w_dense w_experts w_both w_next"),
        "norm_residual_scalar": ("x residual", "weight"),
        "post_attention_norms": (
            "attention residual",
            "w_attention w_dense w_experts router_scale",
        ),
    }
    if pattern.startswith("norm_add_"):
        return [(pattern, _rows("x residual", "weight next_weight", t, w))]
    if pattern in norms:
        return [(f"gemma4_{pattern}", _rows(*norms[pattern], t, w))]
    moe = {"hidden_states": (t, w), "top_k_index": (t * chosen,), "top_k_weights": (t * chosen,)}
    weights = {"gate_up_proj": (experts, 2 * inner, w), "down_proj": (experts, w, inner)}
    qkv_rope = _heads(t, q, k, d) | angle
    cache = dict.fromkeys(("key", "value"), (t, 2, 3, keys, 64))  # as the copies read it
    attention = {"query": (t, 6, 1, 64), **cache, "attention_mask": (t, 1, 1, keys)}
    return {
        "rms_norm": [("gemma_rms_norm", _rows("x", "weight", t, w))],
        "add_rms_norm": [("llama_add_rms_norm", _rows("x residual", "weight", t, w))],
        "geglu": [("geglu", _rows("gate up", "", t, w))],
        "swiglu": [("swiglu", _rows("gate up", "", t, w))],
        "logit_softcap": [("div_tanh_mul", {"logits": (t, 1, w)})],
        "router_topk": [
            ("softmax_then_topk", {"logits": (t, experts), "per_expert_scale": (experts,)})
        ],
        "rope": [
            ("rotate_half_rope", {"x": (t, 1, q, d), **angle}),
            ("rotate_half_rope", {"x": (t, 1, k, d), **angle}),
        ],
        "qkv_norm": [
            ("gemma4_qkv_norm", _heads(t, q, k, d)),
            ("gemma4_qkv_norm_k_eq_v", _heads(t, q, 2, 2 * d, v=False)),
        ],
        "qkv_norm_rope": [("gemma4_qkv_norm_rope", qkv_rope)],
        "ple_tail": [
            ("gemma4_ple_tail", _rows("mlp residual", "", t, w) | {"per_layer_input": (t, 1, d)})
        ],
        "moe_dispatch": [("dispatch_by_sort", moe)],
        "experts_decode": [("experts_batched_mm", moe | weights)],
        "kv_expand": [("expand_then_sdpa", attention)],
    }[pattern]


PATTERNS = (
    *("add_rms_norm", "experts_decode", "geglu", "kv_expand", "logit_softcap", "moe_dispatch"),
    *("moe_tail", "norm_add_norm", "norm_add_scale_norm", "norm_residual_scalar", "ple_tail"),
    *("post_attention_norms", "qkv_norm", "qkv_norm_rope", "rms_norm", "rope", "router_topk"),
    *("swiglu", "tail_and_next_input_norm"),
)
_SCALARS = {
    "router_topk": {"k": 4},
    "logit_softcap": {"cap": 30.0},
    "moe_dispatch": {"k": None, "num_experts": 128, "last_expert": 127},
    "experts_decode": {},
    "add_rms_norm": {"eps": 1e-5},
}
_DTYPES = {"top_k_index": INT64, "top_k_weights": FP32}


def candidate_of(pattern: str, small: bool = False) -> Candidate:
    """A candidate of a pattern as `suggest` lists it."""
    forms = forms_of(pattern, small)
    reference, shapes = forms[0]
    scalars = {} if pattern in ("geglu", "swiglu", "rope", "kv_expand") else {"eps": 1e-6}
    detail = {
        "reference": reference,
        "inputs": {
            name: tensor(*shape, dtype=_DTYPES.get(name, BF16)) for name, shape in shapes.items()
        },
        "outputs": {},
        "scalars": _SCALARS.get(pattern, scalars),
        "forms": [
            {"reference": name, "inputs": inputs, "matches": 25 - 20 * i}
            for i, (name, inputs) in enumerate(forms)
        ],
    }
    return replace(ROUTER, id=pattern, pattern=pattern, site="layers.*", source=(), detail=detail)
