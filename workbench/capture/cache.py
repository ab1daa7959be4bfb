"""The static cache of a step: filled from the seed, and put back before every repetition.

A step moves lengths that live in tensors *and* in Python ints (`cumulative_length_int`): unless
both are put back, every repetition specialises and re-records. Keys and values are put back only
where a repetition would not write the same slots again: in a sliding layer that is already full.
The states of convolutions and recurrences (linear attention, Mamba) are other ones after each step.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from workbench.capture.models import FUNCTION, transformers
from workbench.capture.weights import generator
from workbench.errors import Unavailable

SMALL = 4096  # elements: lengths and positions, never keys or values


def slots_for(phase: str, context: int, tokens: int) -> int:
    """Slots of the cache: its tokens for prefill, a power of two above the context for decode."""
    return tokens if phase == "prefill" else 1 << max(context, 1).bit_length()


def build_cache(
    module: nn.Module, batch: int, context: int, slots: int, seed: int, dtype: torch.dtype
) -> Any:
    """A `StaticCache` of `slots` slots whose first `context` hold N(0, 1) keys and values.

    Keys and values are RMS-normed in Gemma 4, so N(0, 1) has their scale; drawing them rebuilds bit
    for bit whatever kernels a prefill would have used. With a context, states are N(0, 1) too, in
    the dtype that the model keeps them in. Raises Unavailable for a model that does not run with
    such a cache.
    """
    cache = _allocated(module, batch, slots)
    for index, layer in enumerate(cache.layers):
        if context and _has_keys(layer):
            layer.update(
                _drawn(layer.keys, context, seed, f"cache.{index}.keys", dtype),
                _drawn(layer.values, context, seed, f"cache.{index}.values", dtype),
            )
        for name, state in _states(layer) if context else ():
            state.normal_(generator=generator(state.device, seed, f"cache.{index}.{name}"))
        if context:
            _mark_written(layer)
    return cache


def empty_cache(module: nn.Module, batch: int, context: int, slots: int) -> Any:
    """As `build_cache`, with values that nobody wrote: for tensors that hold nothing."""
    cache = _allocated(module, batch, slots)
    for layer in cache.layers if context else ():
        if _has_keys(layer):
            shapes = [
                (batch, each.shape[1], context, each.shape[3])
                for each in (layer.keys, layer.values)
            ]
            layer.update(layer.keys.new_empty(shapes[0]), layer.values.new_empty(shapes[1]))
        _mark_written(layer)
    return cache


def cache_keyword(module: nn.Module) -> str:
    """What `forward` calls its cache: `cache_params` in models that are all recurrences."""
    parameters = inspect.signature(module.forward).parameters
    return "cache_params" if "cache_params" in parameters else "past_key_values"


def _allocated(module: nn.Module, batch: int, slots: int) -> Any:
    """A `StaticCache` of `slots` empty slots, whose layers have their shapes."""
    cache = transformers().StaticCache(config=module.config, max_cache_len=slots)
    device = next(module.parameters()).device
    ids = torch.ones((batch, 1), dtype=torch.long, device=device)
    step = {"input_ids": ids, "position_ids": torch.zeros_like(ids), "use_cache": True}
    name = type(module).__name__
    try:  # allocates the layers, and shows their shapes
        module(**step, **{cache_keyword(module): cache})
    except (ValueError, TypeError, AttributeError, LookupError, NotImplementedError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise Unavailable(
            f"{name} does not run with a static cache ({first}); {FUNCTION}"
        ) from None
    cache.reset()
    for index, layer in enumerate(cache.layers):
        if not _has_keys(layer) and not any(_states(layer)):
            raise Unavailable(
                f"{name} leaves layer {index} of a static cache ({type(layer).__name__}) empty; "
                f"{FUNCTION}"
            )
    return cache


def _has_keys(layer: Any) -> bool:
    return isinstance(getattr(layer, "keys", None), Tensor)


def _states(layer: Any) -> Iterator[tuple[str, Tensor]]:
    """Names and tensors of the states of convolutions and recurrences in a cache's layer."""
    for kind in ("conv_states", "recurrent_states"):
        for index, state in (getattr(layer, kind, None) or {}).items():
            if isinstance(state, Tensor):
                yield f"{kind}.{index}", state


def _mark_written(layer: Any) -> None:
    """Otherwise the model takes the step for the first of its sequence."""
    written = getattr(layer, "has_previous_state", {})
    written.update(dict.fromkeys(written, True))


def _drawn(like: Tensor, context: int, seed: int, name: str, dtype: torch.dtype) -> Tensor:
    batch, heads, _, width = like.shape
    return torch.randn(
        (batch, heads, context, width),
        generator=generator(like.device, seed, name),
        device=like.device,
        dtype=dtype,
    )


class CacheState:
    """A snapshot of what a step changes in a cache; `restore` puts it back in place."""

    def __init__(self, cache: Any) -> None:
        self._plain: list[tuple[dict[Any, Any], dict[Any, int]]] = []
        self._tensors: list[tuple[Tensor, Tensor]] = []
        for layer in cache.layers:
            shifts = getattr(layer, "is_sliding", False) and (
                int(layer.get_seq_length()) >= layer.max_cache_len
            )
            self._keep(vars(layer), whole=shifts)
            for states in vars(layer).values():
                if isinstance(states, dict):
                    self._keep(states, whole=True)

    def _keep(self, values: dict[Any, Any], whole: bool) -> None:
        self._plain.append((values, {k: v for k, v in values.items() if isinstance(v, int)}))
        for value in values.values():
            if isinstance(value, Tensor) and (whole or value.numel() <= SMALL):
                self._tensors.append((value, value.clone()))

    def restore(self) -> None:
        """Put ints and tensors back; addresses stay, as compiled graphs demand."""
        for values, kept in self._plain:
            values.update(kept)
        for live, kept_tensor in self._tensors:
            live.copy_(kept_tensor)
