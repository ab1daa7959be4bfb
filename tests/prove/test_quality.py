"""Gates 7 and 8 on a small model on the CPU: a wrong value is seen, a no-op is not."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from types import MethodType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from workbench.errors import BadInput, Usage
from workbench.prove.algorithms import (
    GROUPS,
    Unrounded,
    first_of_equals,
    last_of_equals,
    lowest_of_ties,
    other_gemms,
    other_sums,
)
from workbench.prove.comparison import Comparison, compare, first_divergence
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
    base = Comparison(1e-4, 5e-5, 1e-3, 1.0, 0.0, -1e-4, 1e-4, 0.99, {"a": 0.01}, 4000)
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"kl_mean": 2.5e-4, "kl_mean_low": 2.1e-4}, "mean KL"),
        ({"kl_p999": 2.1e-3}, "p99.9 KL"),
        ({"nll_change_high": 1.1e-3}, "NLL change"),
        ({"top1_agreement": 0.9889}, "top-1 agreement"),
        ({"flips": {"a": 0.0201}}, "expert flips"),
    ],
)
def test_each_gate_bites_at_its_threshold(change: dict[str, float], gate: str) -> None:
    equal = np.full(32, 64)
    told = judged(
        {"a": _comparison()}, _comparison(**change), ([equal], equal), (40, 100), (32, 25), 64, 0
    )
    assert [g["name"] for g in told["gates"] if g["passed"] is False] == [gate]


def test_divergence_is_red_only_beyond_noise() -> None:
    control, often = np.full(64, 64), np.full(64, 5)
    rare = control.copy()
    rare[0] = 30
    for patched, green in ((often, False), (rare, True)):
        diverged = [control], patched
        told = judged({"a": _comparison()}, _comparison(), diverged, (1, 1), (64, 1), 64, 0)
        assert told["green"] is green


def test_controls_that_differ_by_nothing_leave_a_floor_and_no_more() -> None:
    """Bits alone are not asked for: 4 prompts of 64 diverge at the floor's rate, 30 do not."""
    nothing = _comparison(kl_mean=0.0, kl_p999=0.0, top1_agreement=1.0, flips={"a": 0.0})
    control = np.full(64, 64)
    for count, green in ((4, True), (30, False)):
        patched = control.copy()
        patched[:count] = 30
        near = _comparison(
            kl_mean=1e-4, kl_mean_low=1e-9, kl_p999=1e-8, top1_agreement=0.9991, flips={"a": 1e-3}
        )
        told = judged({"a": nothing}, near, ([control], patched), (1, 1), (64, 1), 64, 0)
        assert told["green"] is green
    assert [g["threshold"] for g in told["gates"]] == [1e-8, 1e-8, 1e-3, 0.999, 1e-3, 1e-3]


def test_the_worst_control_counts_and_is_named() -> None:
    equal, apart = np.full(32, 64), np.full(32, 20)
    controls = {"batches": _comparison(kl_mean=0.0), "before rounding": _comparison()}
    told = judged(controls, _comparison(), ([equal, apart], apart), (1, 1), (32, 1), 64, 0)
    assert told["green"]
    assert told["gates"][0]["control"] == 1e-4
    assert told["gates"][0]["detail"] == (
        "teacher-forced at least 5e-05 (95 %); control: before rounding"
    )
    assert told["gates"][-1]["control"] == pytest.approx(32 / (32 * 20))
    assert [one["name"] for one in told["control"]] == ["batches", "before rounding"]


def test_logits_before_their_rounding_round_to_what_they_were() -> None:
    said = (torch.randn(3, 40, 256, generator=torch.Generator().manual_seed(1)) * 8).bfloat16()
    moved = Unrounded(said)
    for row in range(3):
        assert torch.equal(moved[row].bfloat16(), said[row])
        assert torch.equal(moved[row], moved[row])
        assert not torch.equal(moved[row], said[row].double())
    spread = (moved[0] - said[0].double()).abs() / (said[0].double().abs() * 2**-8)
    assert 0.25 < float(spread.mean()) < 0.5  # a quarter of a unit, which is 1 to 2 times 2**-8


class _Matmul:
    """torch.backends.cuda.matmul: setting one flag alone allows splits again, as torch does."""

    def __init__(self) -> None:
        self.__dict__["now"] = (True, False)

    def __getattr__(self, name: str) -> bool:
        flags = {_FLAG: 0, f"{_FLAG}_split_k": 1}
        if name not in flags:
            raise AttributeError(name)
        return bool(self.__dict__["now"][flags[name]])

    def __setattr__(self, name: str, value: bool | tuple[bool, bool]) -> None:
        assert name == _FLAG
        self.__dict__["now"] = value if isinstance(value, tuple) else (value, True)


_FLAG = "allow_bf16_reduced_precision_reduction"


@pytest.mark.parametrize(("kept", "other"), [("Cublas", "cublaslt"), ("Cublaslt", "cublas")])
def test_other_gemms_sets_both_and_puts_them_back_whatever_happens(
    monkeypatch: pytest.MonkeyPatch, kept: str, other: str
) -> None:
    said: list[object] = []

    def library(backend: object = None) -> SimpleNamespace:
        said.append(backend)
        return SimpleNamespace(name=kept)

    matmul = _Matmul()
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.cuda, "matmul", matmul)
    monkeypatch.setattr(torch.backends.cuda, "preferred_blas_library", library)
    with pytest.raises(KeyError), other_gemms():
        assert matmul.now == (False, False)
        assert said == [None, other]
        raise KeyError
    assert matmul.now == (True, False)
    assert said[-1] == SimpleNamespace(name=kept)


def test_norms_sum_in_another_order_and_round_as_before() -> None:
    x = torch.randn(64, 256, generator=torch.Generator().manual_seed(2))
    plain = x.pow(2).mean(-1, keepdim=True)
    for group in GROUPS:
        with other_sums(group):
            other = x.pow(2).mean(-1, keepdim=True)
            alone = x.double().mean(-1)
        assert 0 < float((plain - other).abs().max()) < 1e-6
        assert torch.equal(alone, x.double().mean(-1))


def test_topk_takes_the_lowest_of_equal_scores_in_every_arm() -> None:
    scores = torch.tensor([[1.0, 2.0, 2.0, 2.0, 0.0]]).repeat(3, 20)
    with lowest_of_ties():
        values, ids = torch.topk(scores, 2, dim=-1)
        assert scores.topk(2).indices.tolist() == ids.tolist() == [[1, 2]] * 3
        assert torch.topk(scores, 1, largest=False).indices.tolist() == [[4]] * 3
    assert values.tolist() == [[2.0, 2.0]] * 3


def test_a_kernel_that_takes_the_lowest_of_tied_experts_changes_nothing(
    model: nn.Module, tokens: Tensor
) -> None:
    """Three experts of each score: whichever topk takes by itself, the sets would differ."""

    def stable(router: Any, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = router.norm(x) * router.scale * router.scalar_root_size
        probabilities = torch.softmax(router.proj(x), -1, dtype=torch.float32)
        best, ids = torch.sort(probabilities, dim=-1, descending=True, stable=True)
        best, ids = best[:, : router.config.top_k_experts], ids[:, : router.config.top_k_experts]
        weights = best / best.sum(-1, keepdim=True) * router.per_expert_scale[ids]
        return probabilities, weights, ids

    changed: Any = copy.deepcopy(model)
    for _, router in routers(changed):
        rows = router.weight.data
        rows.copy_(rows[(torch.arange(len(rows)) // 3) * 3])

    @contextmanager
    def patched() -> Iterator[None]:
        found = [layer.router for layer in changed.model.layers]
        for router in found:
            router.forward = MethodType(stable, router)
        yield
        for router in found:
            del router.forward

    base = observe(changed, tokens, 4)
    with patched():
        apart = compare(base, observe(changed, tokens, 4), tokens)
    assert apart.kl_mean > 0, "topk takes the lowest by itself: this test shows nothing"
    told = quality(changed, patched, tokens, batch=4, prompts=2, new_tokens=3)
    assert told["patched"]["kl_mean"] == 0.0
    assert told["green"]


def test_ties_are_broken_otherwise() -> None:
    logits = torch.tensor([[[1.0, 3.0, 3.0, 0.0]], [[9.0, 1.0, 1.0, 1.0]]])
    assert first_of_equals(logits).tolist() == [[1], [0]]
    assert last_of_equals(logits).tolist() == [[2], [0]]


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
