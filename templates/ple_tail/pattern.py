# SPDX-License-Identifier: Apache-2.0
"""The end of a Gemma 4 layer with per-layer inputs: three fusions around its two small GEMMs.

Norm and residual add after the MLP; the gate of the per-layer input; norm, residual add and scale.
"""

import torch

from workbench.suggest.pattern import Pattern


def _normed(x, weight, eps):
    wide = x.float()
    normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5)
    return (normed * weight.float()).type_as(x)


def gemma4_ple_tail(
    mlp, residual, w_mlp, gate_proj, per_layer_input, projection, w_ple, layer_scalar, eps
):
    """Gemma 4 E2B and E4B. The GEMMs stay; one launch before, between and after them."""
    h = residual + _normed(mlp, w_mlp, eps)
    gated = torch.nn.functional.gelu(h @ gate_proj, approximate="tanh") * per_layer_input
    h = h + _normed(gated @ projection, w_ple, eps)
    h *= layer_scalar
    return h


def inputs(activation, weight):
    return {
        "mlp": activation(7, 31),
        "residual": activation(7, 31),
        "w_mlp": weight(31),
        "gate_proj": activation(31, 5),
        "per_layer_input": activation(7, 5),
        "projection": activation(5, 31),
        "w_ple": weight(31),
        "layer_scalar": weight(1),
        "eps": 1e-6,
    }


def gemma4_e4b_layer_end(tensor):
    mlp, residual, weight = tensor(2, 3, 37), tensor(2, 3, 37), tensor(37)
    per_layer_inputs = tensor(2, 3, 4, 6)
    h = residual + _normed(mlp, weight, 1e-6)
    gate = torch.nn.functional.linear(h, tensor(6, 37))
    gate = torch.nn.functional.gelu(gate, approximate="tanh") * per_layer_inputs[:, :, 2]
    h = h + _normed(torch.nn.functional.linear(gate, tensor(37, 6)), weight, 1e-6)
    h *= tensor(1)
    return h


def gate_read_by_another(tensor):
    mlp, residual, weight = tensor(6, 37), tensor(6, 37), tensor(37)
    h = residual + _normed(mlp, weight, 1e-6)
    gate = torch.nn.functional.gelu(h @ tensor(37, 6), approximate="tanh") * tensor(6, 6)
    y = h + _normed(gate @ tensor(6, 37), weight, 1e-6)
    y *= tensor(1)
    return y, gate.log()


PATTERN = Pattern(
    references=(gemma4_ple_tail,),
    inputs=inputs,
    outputs=("h",),
    examples=(gemma4_e4b_layer_end, gate_read_by_another),
    between_gemms=True,
    scalar_keys={"eps": ("rms_norm_eps",)},
    kernel="ple_tail",  # in its three parts
)
