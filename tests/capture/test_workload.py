"""Seeded weights, inputs and cache: what they are, and that every repetition is the same."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from workbench.capture import models, weights
from workbench.capture.record import capture
from workbench.capture.request import Request, checked
from workbench.capture.workload import build_workload, logits
from workbench.errors import BadInput, Usage


def tiny(**changes: object) -> Request:
    return checked(Request("gemma4-tiny", device="cpu", batch=2, **changes))  # type: ignore[arg-type]


def test_preset_weights_hide_no_fault() -> None:
    tensors = dict(models.build(tiny()).module.state_dict())
    norms = torch.cat([t.float() for n, t in tensors.items() if "norm" in n])
    scales = torch.cat([t.float() for n, t in tensors.items() if n.endswith("scale")])
    scalars = torch.cat([t.float() for n, t in tensors.items() if n.endswith("layer_scalar")])
    assert norms.mean() == pytest.approx(1.0, abs=0.02)
    assert norms.std() == pytest.approx(0.1, abs=0.02)
    assert scales.min() >= 0.5 and scales.max() <= 1.5 and scales.std() > 0.2
    assert scalars.min() >= 0.3 and scalars.max() <= 1.0 and len(set(scalars.tolist())) == 4


def test_router_logits_have_a_standard_deviation_near_2() -> None:
    workload = build_workload(tiny(phase="prefill", tokens=64))
    seen = []
    for layer in workload.module.model.layers:  # type: ignore[union-attr]
        layer.router.proj.register_forward_hook(lambda m, i, out: seen.append(out.float()))
    output = logits(workload.step())
    assert torch.cat(seen).std() == pytest.approx(2.0, abs=0.3)
    assert output.isfinite().all()
    assert 0.5 < output.float().std() < 2.0


def test_fewer_layers_have_the_weights_of_the_full_model() -> None:
    full = models.build(tiny()).module.state_dict()
    short = models.build(tiny(layers=2)).module.state_dict()
    assert len(short) < len(full)
    assert all(torch.equal(full[name], tensor) for name, tensor in short.items())


def test_packed_per_layer_tensors_are_filled_layer_by_layer() -> None:
    def packed(layers: int) -> torch.Tensor:
        model = nn.Module()
        model.embed_tokens_per_layer = nn.Embedding(8, layers * 6)
        model.config = SimpleNamespace(num_hidden_layers=layers)
        weights.initialise(model, seed=3)
        return model.embed_tokens_per_layer.weight

    assert torch.equal(packed(1), packed(2)[:, :6])
    assert torch.equal(packed(2), packed(5)[:, :12])


def test_the_seed_changes_everything() -> None:
    first, second = build_workload(tiny()), build_workload(tiny(seed=1))
    assert first.digests["input_ids"] != second.digests["input_ids"]
    assert weights.model_digest(first.module) != weights.model_digest(second.module)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {},  # the window of 32 is not full: slots are written again
        {"context": 40},  # full: every step rolls the sliding layers' keys and values
        {"phase": "prefill", "tokens": 24},
        {"phase": "prefill", "tokens": 48},  # longer than the window
    ],
)
def test_every_repetition_starts_from_the_same_state(changes: dict[str, object]) -> None:
    workload = build_workload(tiny(**changes))
    cache = workload.keywords["past_key_values"]
    lengths = [(int(layer.cumulative_length), getattr(layer, "cumulative_length_int", None))
               for layer in cache.layers]  # fmt: skip
    first = logits(workload.step()).clone()
    again = [logits(workload.step()).clone() for _ in range(3)]
    assert all(torch.equal(first, output) for output in again)
    if "phase" not in changes:  # a decode step from the state that a step left is another step
        assert not torch.equal(first, logits(workload.run()))
    workload.restore()
    assert lengths == [(int(layer.cumulative_length), getattr(layer, "cumulative_length_int", None))
                       for layer in cache.layers]  # fmt: skip


def test_a_changed_weight_changes_the_digest() -> None:
    module = models.build(tiny()).module
    before = weights.model_digest(module)
    with torch.no_grad():
        module.model.layers[3].experts.down_proj[7, 3, 5] += 1
    assert weights.model_digest(module) != before


@pytest.mark.parametrize("experts", ["batched_mm", "eager"])
def test_experts_can_be_chosen_and_agree(experts: str) -> None:
    chosen = build_workload(tiny(experts=experts))
    default = build_workload(tiny())
    assert chosen.model and default.model
    assert (chosen.model.experts, default.model.experts) == (experts, "grouped_mm")
    difference = (logits(chosen.step()) - logits(default.step())).abs().max()
    assert difference < 0.2


def test_the_default_experts_are_what_generate_uses() -> None:
    config = models.full_config(Request("gemma4-26b-a4b"))
    for phase, device, expected in (
        ("decode", "cuda", "batched_mm"),
        ("decode", "cpu", "grouped_mm"),
        ("prefill", "cuda", "grouped_mm"),
    ):
        request = Request("gemma4-26b-a4b", phase=phase, device=device)
        assert models._experts(request, config) == expected
    dense = models.full_config(Request("gemma4-e4b"))
    assert models._experts(Request("gemma4-e4b"), dense) == ""
    with pytest.raises(Usage, match="no experts"):
        models._experts(Request("gemma4-e4b", experts="eager"), dense)
    with pytest.raises(Usage, match="--experts fastest"):
        models.build(tiny(experts="fastest"))


def test_a_folder_with_a_config_and_its_checkpoint(tmp_path: Path) -> None:
    transformers = models.transformers()
    config = transformers.LlamaConfig(
        hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=4,
        num_key_value_heads=2, vocab_size=64,
    )  # fmt: skip
    transformers.AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path / "llama")
    request = checked(
        Request(str(tmp_path / "llama"), device="cpu", context=8, layers=2, dtype="float32")
    )
    workload = build_workload(request)
    assert workload.model and workload.module
    assert (workload.model.layers_run, workload.model.layers_full) == (2, 3)
    assert workload.model.initialisation == "random:transformers+norms"
    assert workload.module.model.norm.weight.std() == pytest.approx(0.1, abs=0.05)
    first = logits(workload.step()).clone()
    assert torch.equal(first, logits(workload.step()))
    loaded = build_workload(
        checked(Request(str(tmp_path / "llama"), device="cpu", context=8, dtype="float32",
                        weights=str(tmp_path / "llama")))
    )  # fmt: skip
    assert loaded.module and (loaded.module.model.norm.weight == 1).all()


def test_a_folder_without_config_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no usable config"):
        build_workload(checked(Request(str(tmp_path), device="cpu")))


def test_weights_that_cannot_fit_are_refused_before_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(models, "_free_bytes", lambda device: 10 << 30)
    from workbench.errors import Unavailable

    with pytest.raises(Unavailable, match=r"47\.0 GiB.*10\.0 GiB free.*fewer --layers"):
        models.build(checked(Request("gemma4-26b-a4b", device="cpu")))


def test_a_function_gets_the_arguments_it_names(
    function_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(function_folder)
    workload = build_workload(checked(Request("tested_step:step", device="cpu", batch=3)))
    assert workload.arguments[0].shape == (3, 64)
    counts = [workload.step()[1].item() for _ in range(3)]
    assert counts == [1.0, 1.0, 1.0]  # the tensor that the step counts in is put back
    with pytest.raises(BadInput, match="must return a callable"):
        build_workload(checked(Request("tested_step:bad", device="cpu")))
    with pytest.raises(BadInput, match="cannot import"):
        build_workload(checked(Request("tested_step:absent", device="cpu")))


FAULTY = """import torch

def fails_at_once(device):
    raise ValueError("no such table")

def fails_in_a_step(device):
    def step(x):
        return x @ torch.ones(3, 3)
    return step, (torch.ones(2, 4),)
"""


@pytest.mark.parametrize(
    ("function", "line", "reason"),
    [
        ("fails_at_once", 4, "ValueError: no such table"),
        ("fails_in_a_step", 8, "RuntimeError: mat1 and mat2 shapes"),
    ],
)
def test_a_function_of_the_users_that_fails_is_told_with_its_line(
    function: str, line: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "faulty_step.py").write_text(FAULTY)
    monkeypatch.chdir(tmp_path)
    request = Request(f"faulty_step:{function}", device="cpu")
    with pytest.raises(BadInput, match=rf"{reason}.*faulty_step\.py:{line}"):
        capture(request, tmp_path / "out")
    assert not (tmp_path / "out").exists()
