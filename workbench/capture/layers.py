"""Fewer layers of the same model: whole attention periods, so that results extrapolate."""

from __future__ import annotations

from typing import Any

from workbench.errors import Usage


def layer_count(config: dict[str, Any]) -> int:
    """Number of decoder layers of a transformers configuration, 0 when it has no such field."""
    return int(config.get("num_hidden_layers") or 0)


def period(config: dict[str, Any]) -> int:
    """Length of the repeating pattern of layer types: 6 for five sliding layers and a full one."""
    types = config.get("layer_types") or []
    for length in range(1, len(types) + 1):
        if all(types[i] == types[i - length] for i in range(length, len(types))):
            return length
    return 1


def truncate(config: dict[str, Any], layers: int) -> dict[str, Any]:
    """`config` with its first `layers` layers.

    Per-layer lists and tables are cut; KV-shared layers keep their share of the model in whole
    periods. Raises Usage, naming the near multiples, unless `layers` is whole periods.
    """
    full, step = layer_count(config), period(config)
    if layers < 1 or layers > full or layers % step:
        below = min(max(layers // step, 1) * step, full)
        near = sorted({below, min(below + step, full)})
        raise Usage(
            f"--layers {layers}: layers come in attention periods of {step}, up to {full}; "
            f"use {' or '.join(map(str, near))}"
        )
    cut = {
        key: value[:layers] if isinstance(value, list) and len(value) == full else value
        for key, value in config.items()
    }
    cut["num_hidden_layers"] = layers
    if isinstance(config.get("per_layer_config"), dict):
        cut["per_layer_config"] = {
            key: value for key, value in config["per_layer_config"].items() if int(key) < layers
        }
    if shared := int(config.get("num_kv_shared_layers") or 0):
        periods = round(shared * layers / full / step)
        cut["num_kv_shared_layers"] = min(periods * step, layers - step)
    return cut
