"""The steps of Gemma 4's decoder layer, each twice as in `gemma4_steps`: `plain` and `fused`."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from workbench.prove.direct import parameter, run
from workbench.prove.gemma4_steps import Launch, one


def post_attention(host: Any, attended: Tensor, residual: Tensor) -> tuple[Tensor, ...]:
    """After attention: h, and the inputs of the dense MLP, the router and the experts."""
    h = residual + host.post_attention_layernorm(attended)
    routed = host.router.norm(h) * host.router.scale * host.router.scalar_root_size
    return h, host.pre_feedforward_layernorm(h), routed, host.pre_feedforward_layernorm_2(h)


def post_attention_fused(
    launch: Launch, host: Any, attended: Tensor, residual: Tensor
) -> tuple[Tensor, ...]:
    """`post_attention` by post_attention_norms."""
    modules = host._modules
    router = modules["router"]
    return tuple(
        launch(
            attended,
            residual,
            parameter(modules["post_attention_layernorm"]),
            parameter(modules["pre_feedforward_layernorm"]),
            parameter(modules["pre_feedforward_layernorm_2"]),
            parameter(router, "scale"),
            router.scalar_root_size,
            modules["input_layernorm"].eps,
            form="gemma4_post_attention_norms",
        )
    )


def moe_tail(host: Any, dense: Tensor, mixed: Tensor, h: Tensor) -> Tensor:
    """The end of an MoE layer: both branches normed, added, normed, added back, scaled."""
    both = host.post_feedforward_layernorm_1(dense) + host.post_feedforward_layernorm_2(mixed)
    done: Tensor = h + host.post_feedforward_layernorm(both)
    done *= host.layer_scalar
    return done


def tail_weights(host: Any) -> tuple[Tensor, ...]:
    """Of the norms after the dense MLP, after the experts and after both, and the scalar."""
    modules = host._modules
    return (
        parameter(modules["post_feedforward_layernorm_1"]),
        parameter(modules["post_feedforward_layernorm_2"]),
        parameter(modules["post_feedforward_layernorm"]),
        host._buffers["layer_scalar"],
    )


def moe_tail_fused(launch: Launch, host: Any, dense: Tensor, mixed: Tensor, h: Tensor) -> Tensor:
    """`moe_tail` by the kernel of that name."""
    eps = host._modules["input_layernorm"].eps
    done: Tensor = one(launch(dense, mixed, h, *tail_weights(host), eps, form="gemma4_moe_tail"))
    return done


def moe_tail_and_norm(
    launch: Launch, next_norm: Any, host: Any, dense: Tensor, mixed: Tensor, h: Tensor
) -> tuple[Tensor, ...]:
    """`moe_tail` and the norm that reads it by tail_and_next_input_norm: (h, its norm)."""
    eps = host._modules["input_layernorm"].eps
    weights = (*tail_weights(host), parameter(next_norm))
    return tuple(launch(dense, mixed, h, *weights, eps, form="gemma4_tail_and_next_input_norm"))


def _added(launch: Launch, norm: Any, x: Tensor, h: Tensor, scalar: Any, form: str) -> Tensor:
    """h plus the norm of x, times the scalar where there is one, by a kernel's `form`."""
    done: Tensor = one(launch(x, h, parameter(norm), scalar, norm.eps, form=form))
    return done


def _added_and_normed(
    launch: Launch, norm: Any, next_norm: Any, x: Tensor, h: Tensor, scalar: Any = None
) -> tuple[Tensor, ...]:
    """h plus the norm of x, times the scalar where there is one, and the next norm of that, by
    norm_add_norm.
    """
    form = "norm_add_norm" if scalar is None else "norm_add_scale_norm"
    weights = parameter(norm), parameter(next_norm)
    return tuple(launch(x, h, *weights, scalar, norm.eps, form=form))


def dense_tail(host: Any, dense: Tensor, h: Tensor) -> Tensor:
    """The end of a dense layer: norm, residual, scalar."""
    done: Tensor = h + host.post_feedforward_layernorm(dense)
    done *= host.layer_scalar
    return done


def dense_tail_fused(launch: Launch, host: Any, dense: Tensor, h: Tensor) -> Tensor:
    """`dense_tail` by norm_residual_scalar."""
    norm, scalar = host._modules["post_feedforward_layernorm"], host._buffers["layer_scalar"]
    return _added(launch, norm, dense, h, scalar, "gemma4_norm_residual_scalar")


def dense_tail_and_norm(
    launch: Launch, next_norm: Any, host: Any, dense: Tensor, h: Tensor
) -> tuple[Tensor, ...]:
    """`dense_tail` and the norm that reads it by norm_add_norm: (h, its norm)."""
    norm, scalar = host._modules["post_feedforward_layernorm"], host._buffers["layer_scalar"]
    return _added_and_normed(launch, norm, next_norm, dense, h, scalar)


def attention_add(host: Any, attended: Tensor, residual: Tensor) -> tuple[Tensor, ...]:
    """In a dense layer: h, the residual plus the norm of the attention, and the MLP's input."""
    h = residual + host.post_attention_layernorm(attended)
    return h, host.pre_feedforward_layernorm(h)


def attention_add_and_norm(
    launch: Launch, host: Any, attended: Tensor, residual: Tensor
) -> tuple[Tensor, ...]:
    """`attention_add` by norm_add_norm."""
    modules = host._modules
    norm, next_norm = modules["post_attention_layernorm"], modules["pre_feedforward_layernorm"]
    return _added_and_normed(launch, norm, next_norm, attended, residual)


def attention_add_fused(
    launch: Launch, host: Any, attended: Tensor, residual: Tensor
) -> tuple[Tensor, ...]:
    """`attention_add`, h by ple_tail's norm_add."""
    modules = host._modules
    h = _added(launch, modules["post_attention_layernorm"], attended, residual, None, "norm_add")
    return h, run(modules["pre_feedforward_layernorm"], h)


def feedforward_add(host: Any, dense: Tensor, h: Tensor) -> Tensor:
    """h plus the norm of the MLP, where per-layer embeddings follow."""
    done: Tensor = h + host.post_feedforward_layernorm(dense)
    return done


def feedforward_add_fused(launch: Launch, host: Any, dense: Tensor, h: Tensor) -> Tensor:
    """`feedforward_add` by ple_tail's norm_add."""
    norm = host._modules["post_feedforward_layernorm"]
    return _added(launch, norm, dense, h, None, "norm_add")


def ple_gate(host: Any, gate: Tensor, per_layer_input: Tensor) -> Tensor:
    """Activation of the gate times the layer's own input."""
    gated: Tensor = host.act_fn(gate) * per_layer_input
    return gated


def ple_gate_fused(launch: Launch, host: Any, gate: Tensor, per_layer_input: Tensor) -> Tensor:
    """`ple_gate` by ple_tail's gelu_mul."""
    gated: Tensor = one(launch(gate, per_layer_input, form="gelu_mul"))
    return gated


def ple_end(host: Any, projected: Tensor, h: Tensor) -> Tensor:
    """The end of a layer with per-layer embeddings: norm, residual, scalar."""
    done: Tensor = h + host.post_per_layer_input_norm(projected)
    done *= host.layer_scalar
    return done


def ple_end_fused(launch: Launch, host: Any, projected: Tensor, h: Tensor) -> Tensor:
    """`ple_end` by ple_tail's norm_residual_scalar."""
    norm, scalar = host._modules["post_per_layer_input_norm"], host._buffers["layer_scalar"]
    return _added(launch, norm, projected, h, scalar, "norm_residual_scalar")


def ple_end_and_norm(
    launch: Launch, next_norm: Any, host: Any, projected: Tensor, h: Tensor
) -> tuple[Tensor, ...]:
    """`ple_end` and the norm that reads it by norm_add_norm: (h, its norm)."""
    norm, scalar = host._modules["post_per_layer_input_norm"], host._buffers["layer_scalar"]
    return _added_and_normed(launch, norm, next_norm, projected, h, scalar)


def ple_end_by_dense_tail(launch: Launch, host: Any, projected: Tensor, h: Tensor) -> Tensor:
    """`ple_end` by norm_residual_scalar."""
    norm, scalar = host._modules["post_per_layer_input_norm"], host._buffers["layer_scalar"]
    return _added(launch, norm, projected, h, scalar, "gemma4_norm_residual_scalar")
