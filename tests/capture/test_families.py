"""Models of other families: built small on a CPU, captured, and searched for what their source
holds. The lists are those of the committed captures, written by hand from transformers 5.17.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.capture.families import FAMILIES
from workbench.capture.models import full_config
from workbench.capture.record import capture
from workbench.capture.request import Request, capture_id, checked
from workbench.errors import Usage
from workbench.suggest import suggest
from workbench.suggest.recall import Expected, read_expected, recall

SMALL: dict[str, dict[str, Any]] = {
    "llama-3.1-8b": {
        "intermediate_size": 96,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 16,
    },
    "qwen3-30b-a3b": {
        "moe_intermediate_size": 32,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "num_experts": 8,
        "num_experts_per_tok": 2,
    },
    "deepseek-v3": {
        "intermediate_size": 96,
        "moe_intermediate_size": 32,
        "num_attention_heads": 4,
        "num_key_value_heads": 4,
        "q_lora_rank": 24,
        "kv_lora_rank": 32,
        "qk_rope_head_dim": 8,
        "qk_nope_head_dim": 16,
        "v_head_dim": 16,
        "n_routed_experts": 16,
        "n_group": 4,
        "topk_group": 2,
        "num_experts_per_tok": 3,
        "first_k_dense_replace": 2,
    },
    "gpt-oss-20b": {
        "intermediate_size": 96,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "num_local_experts": 8,
        "num_experts_per_tok": 2,
        "sliding_window": 8,
    },
}


def small(model: str, **more: Any) -> Request:
    settings = {"vocab_size": 512, "hidden_size": 64, **SMALL[model], **more}
    experts = {"qwen3-30b-a3b": "batched_mm", "gpt-oss-20b": "batched_mm"}.get(model, "")
    return Request(
        model,
        batch=2,
        context=16,
        layers=4,
        device="cpu",
        experts=experts,
        settings=tuple(settings.items()),
    )


@pytest.mark.parametrize("model", ["deepseek-v3", "gpt-oss-20b"])
def test_small_on_a_cpu_holds_what_the_source_says(
    model: str, tmp_path: Path, repository: Path
) -> None:
    recorded = capture(small(model), tmp_path / model)
    full = recorded.manifest.config["num_hidden_layers"], recorded.manifest.layers_full
    assert full == (4, FAMILIES[model]["num_hidden_layers"])
    listed = read_expected(repository / "captures" / f"{model}-4l-decode-b8" / "expected.json")
    # on a CPU transformers counts experts in fp32, which no GPU does
    wanted = {key: value for key, value in listed.expected.items() if key != "moe_dispatch"}
    found = suggest(recorded, evidence="pattern")
    names = [count.pattern.name for count in found.counts]
    rows = recall(found.candidates, names, Expected(wanted))
    assert [row for row in rows if not row.right] == []
    assert (
        sum(row.found for row in rows)
        == {
            "llama-3.1-8b": 37,
            "qwen3-30b-a3b": 61,
            "deepseek-v3": 41,
            "gpt-oss-20b": 45,
        }[model]
    )


def test_settings_reach_the_configuration_by_either_name() -> None:
    by_alias = full_config(small("qwen3-30b-a3b"))
    by_name = full_config(small("qwen3-30b-a3b", num_experts=16, num_local_experts=8))
    assert by_alias["num_local_experts"] == by_name["num_local_experts"] == 8
    # derived fields follow: the rotated part is the head that rotary embeddings are made for
    assert full_config(small("deepseek-v3"))["head_dim"] == 8
    with pytest.raises(Usage, match="Did you mean num_experts"):
        full_config(small("qwen3-30b-a3b", num_expert=4))


def test_settings_are_told_in_the_id_and_refused_where_they_mean_nothing() -> None:
    few = Request("deepseek-v3", settings=(("first_k_dense_replace", 2),))
    assert capture_id(checked(few)) == "deepseek-v3-decode-b1-first_k_dense_replace-2"
    assert capture_id(checked(small("llama-3.1-8b"))).startswith(
        "llama-3.1-8b-decode-b2-4l-c16-set-"
    )
    with pytest.raises(Usage, match="--set"):
        checked(Request("deepseek-v3", settings=(("n_group", 4),), weights="somewhere"))


def test_a_folder_with_config_json_needs_no_network(tmp_path: Path) -> None:
    package = pytest.importorskip("transformers")
    config = package.LlamaConfig(hidden_size=64, num_attention_heads=4, num_hidden_layers=4)
    config.save_pretrained(tmp_path / "mine")
    request = Request(str(tmp_path / "mine"), settings=(("intermediate_size", 96),))
    found = full_config(checked(request))
    assert (found["hidden_size"], found["intermediate_size"]) == (64, 96)
