"""The static KV cache of a step: filled from the seed, and put back before every repetition.

A step moves lengths that live in tensors *and* in Python ints (`cumulative_length_int`): unless
both are put back, every repetition specialises and re-records. Keys and values are put back only
where a repetition would not write the same slots again: in a sliding layer that is already full.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from workbench.capture.models import transformers
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
    for bit whatever kernels a prefill would have used. Raises Unavailable for a model whose cache
    has layers of another kind (convolution or recurrent states).
    """
    cache = _allocated(module, batch, slots)
    for index, layer in enumerate(cache.layers):
        if context:
            layer.update(
                _drawn(layer.keys, context, seed, f"cache.{index}.keys", dtype),
                _drawn(layer.values, context, seed, f"cache.{index}.values", dtype),
            )
    return cache


def empty_cache(module: nn.Module, batch: int, context: int, slots: int) -> Any:
    """As `build_cache`, with keys and values that nobody wrote: for tensors that hold nothing."""
    cache = _allocated(module, batch, slots)
    for layer in cache.layers if context else ():
        shapes = [
            (batch, each.shape[1], context, each.shape[3]) for each in (layer.keys, layer.values)
        ]
        layer.update(layer.keys.new_empty(shapes[0]), layer.values.new_empty(shapes[1]))
    return cache


def _allocated(module: nn.Module, batch: int, slots: int) -> Any:
    """A `StaticCache` of `slots` empty slots, whose layers have their shapes."""
    cache = transformers().StaticCache(config=module.config, max_cache_len=slots)
    device = next(module.parameters()).device
    ids = torch.ones((batch, 1), dtype=torch.long, device=device)
    module(
        input_ids=ids, position_ids=torch.zeros_like(ids), past_key_values=cache, use_cache=True
    )  # allocates the layers, and shows their shapes
    cache.reset()
    for index, layer in enumerate(cache.layers):
        if not isinstance(getattr(layer, "keys", None), Tensor):
            raise Unavailable(
                f"layer {index} of the cache is a {type(layer).__name__}, not attention keys and "
                "values; write the step as a function and capture module:function"
            )
    return cache


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
        self._layers = list(cache.layers)
        self._plain: list[dict[str, int]] = []
        self._tensors: list[tuple[Tensor, Tensor]] = []
        for layer in self._layers:
            self._plain.append(
                {key: value for key, value in vars(layer).items() if isinstance(value, int)}
            )
            shifts = getattr(layer, "is_sliding", False) and (
                int(layer.get_seq_length()) >= layer.max_cache_len
            )
            for value in vars(layer).values():
                if isinstance(value, Tensor) and (shifts or value.numel() <= SMALL):
                    self._tensors.append((value, value.clone()))

    def restore(self) -> None:
        """Put ints and tensors back; addresses stay, as compiled graphs demand."""
        for layer, plain in zip(self._layers, self._plain, strict=True):
            for key, value in plain.items():
                setattr(layer, key, value)
        for live, kept in self._tensors:
            live.copy_(kept)
