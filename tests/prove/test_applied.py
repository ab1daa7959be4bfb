"""What became of kernels, told in lines: places are counted once."""

from __future__ import annotations

from workbench.prove.applied import Declined, Installed, lines


def test_a_place_with_several_steps_is_one_place() -> None:
    layers = [f"model.layers.{n}" for n in range(4)]
    installed = [
        *(Installed("rms_norm", f"{path}.input_layernorm", "norm", "bit-equal") for path in layers),
        *(Installed("norm_add_norm", path, step, "near") for path in layers for step in ("a", "b")),
    ]
    declined = [
        Declined("ple_tail", path, "no per-layer inputs", "absent")
        for path in layers
        for _ in range(3)
    ]
    declined += [Declined("rms_norm", layers[0], "norm_add_norm does it", "covered")]
    found = {
        (line.kernel, line.site): (line.places, line.status) for line in lines(installed, declined)
    }
    assert found == {
        ("rms_norm", "model.layers.*.input_layernorm"): (4, "runs"),
        ("norm_add_norm", "model.layers.* a"): (4, "runs"),
        ("norm_add_norm", "model.layers.* b"): (4, "runs"),
        ("ple_tail", "model.layers.*"): (4, "absent"),
    }
