"""Kernels in tiny Gemma 4 models of every kind: outputs, places, refusals, undoing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

TWO = {"num_hidden_layers": 2}
PLE = {
    "enable_moe_block": False,
    "hidden_size_per_layer_input": 16,
    "num_hidden_layers": 4,
    "num_kv_shared_layers": 2,
    "attention_k_eq_v": False,
}
UNGREEN = {"ungreen": True}
ROUTERLESS = [  # ties among so few experts may go either way
    *("post_attention_norms", "tail_and_next_input_norm", "qkv_norm_rope", "moe_dispatch"),
    *("geglu", "rms_norm", "logit_softcap"),
]
REQUESTS: dict[str, dict[str, Any]] = {
    "moe": {"config": TWO, "kernels": ROUTERLESS, "options": UNGREEN, "steer": True, "copy": True},
    "batched": {
        "config": TWO,
        "experts": "batched_mm",
        "kernels": ["experts_decode"],
        "options": UNGREEN,
    },
    "dense": {"config": {**TWO, "enable_moe_block": False}, "options": UNGREEN},
    "ple": {
        "config": PLE,
        "kernels": ["ple_tail", "norm_residual_scalar", "qkv_norm_rope", "gqa_decode_attention"],
        "options": UNGREEN,
    },
    "ple handed over": {
        "config": PLE,
        "kernels": ["norm_add_norm", "ple_tail", "rms_norm"],
        "options": UNGREEN,
        "steer": True,
    },
    "ple and moe": {
        "config": {**TWO, "hidden_size_per_layer_input": 16},
        "options": UNGREEN,
        "kernels": ["ple_tail", "post_attention_norms"],
        "compile": True,
    },
    "wide heads": {
        "config": {**TWO, "head_dim": 64, "global_head_dim": 128},
        "kernels": ["gqa_decode_attention", "qkv_norm", "moe_tail"],
        "options": UNGREEN,
    },
    "compiled": {
        "config": TWO,
        "kernels": ["rms_norm", "geglu", "moe_tail", "logit_softcap"],
        "options": {"ungreen": True, "compiled": True},
    },
    "library": {"config": TWO},
}


@pytest.fixture(scope="module")
def answers(
    apply_tiny: Callable[[Any], list[dict[str, Any]]],
) -> dict[str, dict[str, Any]]:
    return dict(zip(REQUESTS, apply_tiny(list(REQUESTS.values())), strict=True))


def places(answer: dict[str, Any]) -> Counter[str]:
    return Counter(kernel for kernel, *_ in answer["installed"])


@pytest.mark.parametrize("name", REQUESTS)
def test_forwards_with_steps_are_the_originals_and_undo_gives_them_back(
    answers: dict[str, dict[str, Any]], name: str
) -> None:
    assert answers[name]["plain"]
    assert answers[name]["undone"]
    assert answers[name]["copied"]


@pytest.mark.parametrize("name", ["moe", "dense", "ple", "ple handed over"])
def test_outputs_keep_their_bits(answers: dict[str, dict[str, Any]], name: str) -> None:
    assert answers[name]["equal"]


def test_moe_layers_take_the_widest_kernels(answers: dict[str, dict[str, Any]]) -> None:
    assert places(answers["moe"]) == {
        "post_attention_norms": 2,
        "tail_and_next_input_norm": 2,
        "qkv_norm_rope": 2,
        "moe_dispatch": 2,
        "geglu": 4,
        "rms_norm": 1,  # the first input norm: every other one has its work done elsewhere
        "logit_softcap": 1,
    }
    covered = [path for kernel, path, _, kind in answers["moe"]["declined"]
               if kernel == "rms_norm" and kind == "covered"]  # fmt: skip
    assert len(covered) == 2 * 11
    assert "model.norm" in covered


def test_a_hook_that_writes_into_a_layers_output_is_not_overtaken(
    answers: dict[str, dict[str, Any]],
) -> None:
    assert answers["moe"]["steered"]
    assert answers["ple handed over"]["steered"]


def test_decode_experts_are_taken_where_the_model_runs_batched_mm(
    answers: dict[str, dict[str, Any]],
) -> None:
    assert places(answers["batched"])["experts_decode"] == 2


def test_dense_layers(answers: dict[str, dict[str, Any]]) -> None:
    found = places(answers["dense"])
    assert found["norm_add_norm"] == 2 * 2  # after attention, and at the layer's end
    assert found["norm_residual_scalar"] == found["ple_tail"] == 0
    assert found["rms_norm"] == 1  # the first input norm


def test_ple_layers_with_shared_keys_and_values(answers: dict[str, dict[str, Any]]) -> None:
    found = places(answers["ple"])
    assert found["ple_tail"] == 4 * 4
    assert found["qkv_norm_rope"] == 4
    assert found["norm_residual_scalar"] == 0


def test_ple_layers_hand_the_next_input_norm_over(answers: dict[str, dict[str, Any]]) -> None:
    """Norms of their own keep q (4 layers), k and v (2), the first input, the PLE projection."""
    found = places(answers["ple handed over"])
    assert found == {"norm_add_norm": 2 * 4, "ple_tail": 2 * 4, "rms_norm": 4 + 2 + 2 + 1 + 1}


def test_attention_reads_the_cache_as_it_is(answers: dict[str, dict[str, Any]]) -> None:
    found = places(answers["wide heads"])
    assert found == {"gqa_decode_attention": 2, "qkv_norm": 2, "moe_tail": 2}
    assert answers["wide heads"]["largest"] < 0.05


def test_kernels_without_a_green_record_are_refused_unasked(
    answers: dict[str, dict[str, Any]],
) -> None:
    from workbench.prove.library import standing
    from workbench.resources import kernels

    red = {
        path.parent.name for path in kernels().glob("*/kernel.py") if standing(path, "interpret")[1]
    }
    assert red.isdisjoint(places(answers["library"]))
    told = {kernel for kernel, path, reason, _ in answers["library"]["declined"] if not path}
    assert red == told


def test_what_declined_is_shown_with_its_reason(answers: dict[str, dict[str, Any]]) -> None:
    assert "head_dim 16" in " ".join(answers["ple"]["shown"].split())


def test_under_a_compiler_kernels_stay_out_of_what_it_fuses_itself(
    answers: dict[str, dict[str, Any]],
) -> None:
    assert places(answers["compiled"]) == {"moe_tail": 2}
    reasons = {reason for *_, reason, kind in answers["compiled"]["declined"] if kind == "declined"}
    assert "left to torch.compile, which fuses it by itself" in reasons
