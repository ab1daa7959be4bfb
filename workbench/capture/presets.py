"""Models by name: Gemma 4's text models as published, a tiny one for a CPU, other families.

Sources: the model table of Gemma 4 and the fields of transformers 5.17's `Gemma4TextConfig`.
`global_head_dim` and `num_global_key_value_heads` are always given, since the class defaults match
no real model.
"""

from __future__ import annotations

from typing import Any

from workbench.capture.families import FAMILIES
from workbench.errors import unknown

_COMMON: dict[str, Any] = {
    "model_type": "gemma4_text",
    "vocab_size": 262144,
    "vocab_size_per_layer_input": 262144,
    "head_dim": 256,
    "global_head_dim": 512,
    "rms_norm_eps": 1e-6,
    "hidden_activation": "gelu_pytorch_tanh",
    "tie_word_embeddings": True,
    "final_logit_softcapping": 30.0,
    "rope_parameters": {
        "sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
        "full_attention": {
            "rope_type": "proportional",
            "partial_rotary_factor": 0.25,
            "rope_theta": 1e6,
        },
    },
}


def _layers(count: int, period: int) -> dict[str, Any]:
    """Layer count and types: the last layer of every period attends to everything."""
    types = ["full_attention" if i % period == period - 1 else "sliding_attention"
             for i in range(count)]  # fmt: skip
    return {"num_hidden_layers": count, "layer_types": types}


_PRESETS: dict[str, dict[str, Any]] = {
    "gemma4-26b-a4b": {
        **_layers(30, 6),
        "hidden_size": 2816,
        "intermediate_size": 2112,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "num_global_key_value_heads": 2,
        "attention_k_eq_v": True,
        "sliding_window": 1024,
        "hidden_size_per_layer_input": 0,
        "enable_moe_block": True,
        "num_experts": 128,
        "top_k_experts": 8,
        "moe_intermediate_size": 704,
    },
    "gemma4-31b": {
        **_layers(60, 6),
        "hidden_size": 5376,
        "intermediate_size": 21504,
        "num_attention_heads": 32,
        "num_key_value_heads": 16,
        "num_global_key_value_heads": 4,
        "attention_k_eq_v": True,
        "sliding_window": 1024,
        "hidden_size_per_layer_input": 0,
    },
    "gemma4-12b": {
        **_layers(48, 6),
        "hidden_size": 3840,
        "intermediate_size": 15360,
        "num_attention_heads": 16,
        "num_key_value_heads": 8,
        "num_global_key_value_heads": 1,
        "attention_k_eq_v": True,
        "sliding_window": 1024,
        "hidden_size_per_layer_input": 0,
    },
    "gemma4-e4b": {
        **_layers(42, 6),
        "hidden_size": 2560,
        "intermediate_size": 10240,
        "num_attention_heads": 8,
        "num_key_value_heads": 2,
        "num_global_key_value_heads": 2,
        "sliding_window": 512,
        "hidden_size_per_layer_input": 256,
        "num_kv_shared_layers": 18,
    },
    "gemma4-e2b": {
        **_layers(35, 5),
        "hidden_size": 1536,
        "intermediate_size": 6144,
        "num_attention_heads": 8,
        "num_key_value_heads": 1,
        "num_global_key_value_heads": 1,
        "sliding_window": 512,
        "hidden_size_per_layer_input": 256,
        "num_kv_shared_layers": 20,
        "use_double_wide_mlp": True,
    },
    # Every path of the 26B's decoder layer (MoE beside a dense MLP, sliding and K = V full
    # attention, grouped KV heads) at a size that two CPU cores run in milliseconds.
    "gemma4-tiny": {
        **_layers(4, 2),
        "vocab_size": 512,
        "vocab_size_per_layer_input": 512,
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "num_global_key_value_heads": 1,
        "head_dim": 16,
        "global_head_dim": 32,
        "attention_k_eq_v": True,
        "sliding_window": 32,
        "hidden_size_per_layer_input": 0,
        "enable_moe_block": True,
        "num_experts": 8,
        "top_k_experts": 2,
        "moe_intermediate_size": 32,
        "max_position_embeddings": 4096,
    },
}

NAMES = (*_PRESETS, *FAMILIES)

# What a capture uses when the user names no shape: (context for decode, tokens for prefill).
DEFAULT_LENGTHS = {"gemma4-tiny": (16, 32)}


def dimensions(name: str) -> dict[str, Any]:
    """Keyword arguments of a preset's configuration class in transformers, and `model_type`.

    Raises Usage, naming the nearest presets, when there is none of that name.
    """
    if name in FAMILIES:
        return dict(FAMILIES[name])
    if name not in _PRESETS:
        raise unknown("preset", name, NAMES)
    return {**_COMMON, **_PRESETS[name]}
