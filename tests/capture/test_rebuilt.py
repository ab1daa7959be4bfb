"""A capture rebuilds bit for bit, and its activations can be hooked."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from workbench.capture import rebuild
from workbench.capture.store import Capture
from workbench.capture.weights import model_digest
from workbench.errors import BadInput, Usage


def test_two_rebuilds_are_equal_and_equal_what_was_captured(tiny: Capture) -> None:
    first, second = rebuild(tiny.manifest), rebuild(tiny.manifest)
    assert model_digest(first.model) == model_digest(second.model)
    assert first.workload.digests == second.workload.digests
    outputs = [first.step().clone(), first.step().clone(), second.step().clone()]
    assert all(torch.equal(outputs[0], output) for output in outputs)
    assert first.mismatches() == ()


def test_a_rebuild_that_differs_says_in_what(tiny: Capture) -> None:
    other = rebuild(replace(tiny.manifest, seed=7))
    assert set(other.mismatches()) == {"weights", "input_ids", "output"}


def test_hooks_give_clones_of_inputs_and_outputs(tiny: Capture) -> None:
    again = rebuild(tiny.manifest)
    paths = ["model.layers.1", "model.layers.2", "model.layers.1.router"]
    with again.hook(paths) as seen:
        again.step()
    assert [len(seen[path]) for path in paths] == [1, 1, 1]
    layer, following = seen["model.layers.1"][0], seen["model.layers.2"][0]
    # the layer scales its output in place; a clone taken too early or not at all would differ
    assert torch.equal(layer.output, following.inputs[0])
    scalar = again.model.model.layers[1].layer_scalar
    assert not torch.equal(layer.output, layer.output * scalar)
    assert "past_key_values" not in layer.keywords
    assert layer.keywords["attention_mask"].dtype == torch.bool
    probabilities, weights, ids = seen["model.layers.1.router"][0].output
    assert probabilities.shape == (2, 8) and weights.shape == ids.shape == (2, 2)
    again.step()
    assert len(seen["model.layers.1"]) == 1  # the hooks are gone
    with pytest.raises(Usage, match=r"model\.layers\.1\.router"), again.hook(["layers.1.router"]):
        pass


def test_a_manifest_alone_never_runs_a_function(compiled: Capture) -> None:
    with pytest.raises(Usage, match="name it explicitly"):
        rebuild(compiled.manifest)
    again = rebuild(compiled.manifest, function="tested_step:step")
    assert again.mismatches() == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"origin": "imported"}, "cannot be rebuilt"),
        ({"cache": "static:16:prefill-v9"}, "does not know the cache"),
        ({"model": "os:system"}, "its manifest says preset"),
        (
            {"config": {"model_type": "gemma4_text", "hidden_size": "big"}, "experts": ""},
            "not a gemma4_text configuration",
        ),
        ({"config": {"model_type": "t5"}, "experts": ""}, "no causal language model"),
        ({"config": {"model_type": "nothing"}, "experts": ""}, "no model type 'nothing'"),
    ],
)
def test_manifests_that_cannot_be_rebuilt(
    tiny: Capture, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        rebuild(replace(tiny.manifest, **changes))  # type: ignore[arg-type]
