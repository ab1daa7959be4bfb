"""Models whose cache is not keys and values alone: convolution and recurrent states, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from workbench.capture.cache import cache_keyword
from workbench.capture.models import full_config
from workbench.capture.request import Request, checked
from workbench.capture.workload import Workload, build_workload, logits
from workbench.errors import BadInput, Unavailable

SHARED: dict[str, Any] = {
    "vocab_size": 128,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "pad_token_id": 0,
}
MAMBA = {"mamba_d_head": 16, "mamba_d_state": 32, "mamba_n_groups": 1}
CONFIGS: dict[str, tuple[str, dict[str, Any]]] = {
    "recurrent": (
        "Mamba2Config",
        {
            "vocab_size": 128,
            "hidden_size": 64,
            "num_hidden_layers": 2,
            "num_heads": 8,
            "head_dim": 16,
            "state_size": 32,
            "n_groups": 1,
            "pad_token_id": 0,
        },
    ),
    "alternating": (
        "Qwen3NextConfig",
        {
            **SHARED,
            "layer_types": ["linear_attention", "full_attention"],
            "linear_num_value_heads": 4,
            "linear_num_key_heads": 2,
            "linear_key_head_dim": 16,
            "linear_value_head_dim": 16,
            "num_experts": 4,
            "num_experts_per_tok": 2,
            "moe_intermediate_size": 32,
            "shared_expert_intermediate_size": 32,
        },
    ),
    "both": (
        "FalconH1Config",
        {**SHARED, **MAMBA, "mamba_d_ssm": 128, "mamba_n_heads": 8},
    ),
    "own": (
        "MiniMaxConfig",
        {
            **SHARED,
            "layer_types": ["linear_attention", "full_attention"],
            "num_local_experts": 4,
            "num_experts_per_tok": 2,
        },
    ),
    "experts_of_its_own": (
        "Llama4TextConfig",
        {**SHARED, "num_local_experts": 4, "intermediate_size_mlp": 96},
    ),
}


def request(kind: str, folder: Path, **more: Any) -> Request:
    transformers = pytest.importorskip("transformers")
    name, values = CONFIGS[kind]
    getattr(transformers, name)(**values).save_pretrained(folder)
    return checked(Request(str(folder), device="cpu", batch=2, **more))


def states(workload: Workload) -> list[torch.Tensor]:
    cache = workload.keywords[cache_keyword(workload.module)]  # type: ignore[arg-type]
    return [
        state
        for layer in cache.layers
        for kind in ("conv_states", "recurrent_states")
        for state in getattr(layer, kind, {}).values()
    ]


@pytest.mark.parametrize(("kind", "count"), [("recurrent", 4), ("alternating", 2), ("both", 4)])
def test_states_are_drawn_and_every_repetition_starts_from_them(
    kind: str, count: int, tmp_path: Path
) -> None:
    workload = build_workload(request(kind, tmp_path, context=16))
    before = [state.clone() for state in states(workload)]
    assert len(before) == count
    values = torch.cat([state.float().flatten() for state in before])
    assert values.mean().abs() < 0.05 and values.std() == pytest.approx(1.0, abs=0.05)
    first = logits(workload.step()).clone()
    assert first.isfinite().all()
    moved = [torch.equal(old, new) for old, new in zip(before, states(workload), strict=True)]
    assert not any(moved)
    assert not torch.equal(first, logits(workload.run()))  # the next token of the sequence
    assert all(torch.equal(first, logits(workload.step())) for _ in range(2))
    workload.restore()
    kept = [torch.equal(old, new) for old, new in zip(before, states(workload), strict=True)]
    assert all(kept)


@pytest.mark.parametrize("kind", ["recurrent", "alternating", "both"])
def test_a_prefill_starts_from_no_states(kind: str, tmp_path: Path) -> None:
    workload = build_workload(request(kind, tmp_path, phase="prefill", tokens=24))
    first = logits(workload.step()).clone()
    assert all(torch.equal(first, logits(workload.step())) for _ in range(2))
    with torch.no_grad():
        uncached = workload.call(input_ids=workload.keywords["input_ids"], use_cache=False)
    assert torch.allclose(first[:, -1].float(), uncached.logits[:, -1].float(), atol=0.05)


def test_the_cache_goes_by_the_name_that_the_model_gives_it(tmp_path: Path) -> None:
    names = {}
    for kind in ("recurrent", "alternating"):
        workload = build_workload(request(kind, tmp_path / kind, context=8))
        names[kind] = set(workload.keywords) & {"cache_params", "past_key_values"}
    assert names == {"recurrent": {"cache_params"}, "alternating": {"past_key_values"}}


def test_a_model_with_a_cache_of_its_own_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"MiniMax.* does not run with a static cache .*function"):
        build_workload(request("own", tmp_path, context=8))


def test_experts_that_cannot_be_chosen_run_as_they_are(tmp_path: Path) -> None:
    workload = build_workload(request("experts_of_its_own", tmp_path, context=8))
    assert workload.model and workload.model.experts == ""
    assert logits(workload.step()).shape == (2, 1, 128)


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("ViTConfig", {}, "no causal language model for ViTConfig"),
        ("BertConfig", {}, "is an encoder .BertConfig with is_decoder false"),
        ("T5Config", {}, "is an encoder-decoder .T5Config"),
        ("WhisperConfig", {"decoder_attention_heads": 2}, "is an encoder-decoder .WhisperConfig"),
    ],
)
def test_what_is_no_decoder_is_refused_with_what_to_do(
    name: str, values: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    transformers = pytest.importorskip("transformers")
    getattr(transformers, name)(**values).save_pretrained(tmp_path)
    with pytest.raises(BadInput, match=f"{reason}.*capture module:function"):
        full_config(checked(Request(str(tmp_path), device="cpu")))


def test_an_encoder_may_be_set_to_decode(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    transformers.BertConfig(num_hidden_layers=2).save_pretrained(tmp_path)
    settings = (("is_decoder", True),)
    found = full_config(checked(Request(str(tmp_path), device="cpu", settings=settings)))
    assert (found["is_decoder"], found["num_hidden_layers"]) == (True, 2)
