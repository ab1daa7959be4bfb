"""Gates 7 and 8 on a small model on the CPU: a wrong value is seen, a no-op is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from workbench.errors import BadInput, Usage
from workbench.prove.comparison import Comparison, first_divergence
from workbench.prove.quality import observe, quality, routers
from workbench.prove.quality_gates import judged
from workbench.prove.text import random_windows, read_text, token_ids, windows
from workbench.prove.training import SMALL, train


@pytest.fixture(scope="module")
def model() -> nn.Module:
    import transformers

    torch.manual_seed(0)
    values = {k: v for k, v in SMALL.items() if k != "model_type"}
    config = transformers.Gemma4TextConfig(**{**values, "num_hidden_layers": 2,
        "layer_types": values["layer_types"][:2], "hidden_size": 64})  # fmt: skip
    made = transformers.AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)
    with torch.no_grad():
        for _, router in routers(made):
            router.weight.normal_(0, 1.0)
    return made.eval()


@pytest.fixture
def tokens() -> Tensor:
    return random_windows(256, 12, 32, 1)


def test_a_patch_that_changes_nothing_is_green_with_zero_figures(
    model: nn.Module, tokens: Tensor
) -> None:
    told = quality(model, nullcontext, tokens, batch=4, prompts=4, new_tokens=6)
    assert told["green"]
    assert told["patched"]["kl_mean"] == 0.0
    assert told["patched"]["top1_agreement"] == 1.0
    assert set(told["patched"]["flips"].values()) == {0.0}
    assert len(told["patched"]["flips"]) == 2
    assert told["first_divergence"]["patched"] == [6] * 4
    assert told["sample"] == {"windows": 12, "length": 32, "tokens": 384, "prompts": 4,
                              "prompt_length": 8, "new_tokens": 6}  # fmt: skip


def test_wrong_values_before_the_router_fail_flips_and_divergence(
    model: nn.Module, tokens: Tensor
) -> None:
    @contextmanager
    def broken() -> Iterator[None]:
        handles = [router.register_forward_pre_hook(lambda m, args: (args[0].flip(-1),))
                   for _, router in routers(model)]  # fmt: skip
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()

    told = quality(model, broken, tokens, batch=4, prompts=4, new_tokens=6)
    failed = {gate["name"] for gate in told["gates"] if gate["passed"] is False}
    assert not told["green"]
    assert {"mean KL", "p99.9 KL", "expert flips"} <= failed
    assert min(told["patched"]["flips"].values()) > 0.5
    again = quality(model, nullcontext, tokens, batch=4, prompts=2, new_tokens=2)
    assert again["patched"]["kl_mean"] == 0.0, "the patch left something behind"


def test_rows_come_back_in_order_whatever_the_batch(model: nn.Module, tokens: Tensor) -> None:
    plain, other = observe(model, tokens, 4), observe(model, tokens, 5, reverse=True)
    apart = (plain.logits.float() - other.logits.float()).abs().amax(dim=(1, 2))
    assert float(apart.max()) < 0.2
    assert plain.selected.keys() == other.selected.keys()
    assert next(iter(plain.selected.values())).shape == (12 * 32, 4)


def _comparison(**changes: float) -> Comparison:
    base = Comparison(1e-4, 1e-3, 1.0, 0.0, -1e-4, 1e-4, 0.99, {"a": 0.01}, 4000)
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"kl_mean": 2.1e-4}, "mean KL"),
        ({"kl_p999": 2.1e-3}, "p99.9 KL"),
        ({"nll_change_high": 1.1e-3}, "NLL change"),
        ({"top1_agreement": 0.9889}, "top-1 agreement"),
        ({"flips": {"a": 0.0201}}, "expert flips"),
    ],
)
def test_each_gate_bites_at_its_threshold(change: dict[str, float], gate: str) -> None:
    equal = np.full(32, 64)
    told = judged(
        [_comparison()], _comparison(**change), [equal, equal], (40, 100), (32, 25), 64, 0
    )
    assert [g["name"] for g in told["gates"] if g["passed"] is False] == [gate]


def test_divergence_is_red_only_beyond_noise() -> None:
    control, often = np.full(64, 64), np.full(64, 5)
    rare = control.copy()
    rare[0] = 30
    for patched, green in ((often, False), (rare, True)):
        told = judged([_comparison()], _comparison(), [control, patched], (1, 1), (64, 1), 64, 0)
        assert told["green"] is green


def test_first_divergence_counts_the_equal_tokens() -> None:
    base = torch.tensor([[1, 2, 3], [1, 2, 3], [1, 2, 3]])
    arm = torch.tensor([[1, 2, 3], [1, 9, 3], [9, 2, 3]])
    assert first_divergence(base, arm).tolist() == [3, 1, 0]


def test_text_is_bytes_for_small_vocabularies_and_refused_for_large(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_bytes(bytes(range(200)))
    text = read_text([tmp_path / "a.txt"])
    ids = token_ids(text, "", 256)
    assert windows(ids, 4, 10)[:, 0].tolist() == [0, 50, 100, 150]
    with pytest.raises(Usage, match=r"262,144 tokens and random weights no tokenizer"):
        token_ids(text, "", 262144)
    with pytest.raises(Usage, match="more files"):
        windows(ids, 30, 10)
    with pytest.raises(BadInput, match=r"none\.txt"):
        read_text([tmp_path / "none.txt"])


def test_training_writes_a_checkpoint_that_learned(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import transformers

    small = {**SMALL, "num_hidden_layers": 2, "layer_types": SMALL["layer_types"][:2],
             "hidden_size": 64, "num_experts": 8, "moe_intermediate_size": 16}  # fmt: skip
    text = (b"def step(model, token):\n    return model(token)\n" * 400)[: 32 * 300]
    told = train(text, tmp_path / "small", 40, "cpu", batch=8, length=32, config=small)
    assert told["held_out_nll"] < 4.5  # uniform over 256 bytes: 5.55
    assert told["tokens"] == 40 * 8 * 32
    again = transformers.AutoModelForCausalLM.from_pretrained(tmp_path / "small")
    assert again.config.num_experts == 8
    with pytest.raises(Usage, match="exists"):
        train(text, tmp_path / "small", 1, "cpu")
