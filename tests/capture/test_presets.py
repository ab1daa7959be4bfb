"""The presets are the published models: dimensions, layer pattern, and parameters."""

from __future__ import annotations

import pytest
import torch

from workbench.capture import models, presets
from workbench.capture.layers import period, truncate
from workbench.capture.request import Request
from workbench.errors import Usage

# hidden, layers, query heads, KV heads sliding / full, dense FFN, window, period, K = V, PLE,
# KV-shared, parameters of the text model in billions
PUBLISHED = {
    "gemma4-26b-a4b": (2816, 30, 16, 8, 2, 2112, 1024, 6, True, 0, 0, 25.2),
    "gemma4-31b": (5376, 60, 32, 16, 4, 21504, 1024, 6, True, 0, 0, 30.7),
    "gemma4-12b": (3840, 48, 16, 8, 1, 15360, 1024, 6, True, 0, 0, 11.9),
    "gemma4-e4b": (2560, 42, 8, 2, 2, 10240, 512, 6, False, 256, 18, 7.5),
    "gemma4-e2b": (1536, 35, 8, 1, 1, 6144, 512, 5, False, 256, 20, 4.6),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_preset_has_the_published_dimensions(name: str) -> None:
    hidden, layers, heads, sliding, full, ffn, window, step, k_is_v, ple, shared, billions = (
        PUBLISHED[name]
    )
    config = models.full_config(Request(name))
    with torch.device("meta"):
        model = models.transformers().AutoModelForCausalLM.from_config(
            models._config_object(config), dtype=torch.bfloat16
        )
    decoder = model.model
    first, last = decoder.layers[0], decoder.layers[-1]
    assert len(decoder.layers) == layers
    assert period(config) == step
    assert config["sliding_window"] == window
    assert config["final_logit_softcapping"] == 30.0
    assert (config["num_kv_shared_layers"], config["hidden_size_per_layer_input"]) == (shared, ple)
    assert config["layer_types"][-1] == "full_attention"
    assert config["rope_parameters"]["full_attention"]["rope_theta"] == 1e6
    assert first.self_attn.q_proj.weight.shape == (heads * 256, hidden)
    assert first.self_attn.k_proj.weight.shape == (sliding * 256, hidden)
    assert first.mlp.gate_proj.weight.shape == (ffn, hidden)
    whole = decoder.layers[step - 1].self_attn
    assert whole.q_proj.weight.shape == (heads * 512, hidden)
    assert whole.k_proj.weight.shape == (full * 512, hidden)
    assert (whole.v_proj is None) is k_is_v
    assert hasattr(last.self_attn, "k_proj") is (shared == 0)
    wide = 2 if name == "gemma4-e2b" else 1
    assert last.mlp.gate_proj.weight.shape == (wide * ffn, hidden)
    assert model.lm_head.weight is decoder.embed_tokens.weight
    parameters = sum(parameter.numel() for parameter in model.parameters())
    assert parameters / 1e9 == pytest.approx(billions, abs=0.06)


def test_the_26b_routes_to_8_of_128_experts() -> None:
    config = models.full_config(Request("gemma4-26b-a4b"))
    assert (config["num_experts"], config["top_k_experts"]) == (128, 8)
    assert config["moe_intermediate_size"] == 704


def test_an_unknown_preset_names_the_near_one() -> None:
    with pytest.raises(Usage, match="gemma4-26b-a4b"):
        presets.dimensions("gemma4-26b")


@pytest.mark.parametrize(("layers", "near"), [(7, "6 or 12"), (31, "30"), (0, "6"), (3, "6 or 12")])
def test_layers_come_in_whole_periods(layers: int, near: str) -> None:
    config = models.full_config(Request("gemma4-26b-a4b"))
    with pytest.raises(Usage, match=f"periods of 6, up to 30; use {near}"):
        truncate(config, layers)


@pytest.mark.parametrize(
    ("name", "layers", "shared"),
    [("gemma4-e4b", 6, 0), ("gemma4-e4b", 12, 6), ("gemma4-e2b", 10, 5)],
)
def test_truncated_models_keep_their_share_of_shared_layers(
    name: str, layers: int, shared: int
) -> None:
    cut = truncate(models.full_config(Request(name)), layers)
    assert cut["num_kv_shared_layers"] == shared
    assert len(cut["layer_types"]) == cut["num_hidden_layers"] == layers
    assert all(int(key) < layers for key in cut["per_layer_config"])
