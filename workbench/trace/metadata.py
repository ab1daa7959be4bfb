"""What stands beside the events of a recording: the device, versions, the rank."""

from __future__ import annotations

from typing import Any

import numpy as np

from workbench.trace.columns import Table

_VERSIONS = {
    "cuda_runtime": "cuda_runtime_version",
    "cuda_driver": "cuda_driver_version",
    "cupti": "cupti_version",
    "hip_runtime": "hip_runtime_version",
    "hip_driver": "hip_driver_version",
    "roctracer": "roctracer_version",
}
_SWITCHES = ("with_stack", "with_modules", "record_shapes", "profile_memory", "with_flops")


def describe(raw: dict[str, Any], device: Table, events: int) -> dict[str, Any]:
    """The metadata of `Trace`, from the untrusted JSON members around the events.

    Keys: device_kind (cuda, hip, none), device_name, device (its properties), devices (ids with
    launches), rank, world_size, versions, recorded (the profiler's switches), base_time_ns, events.
    """
    devices = np.unique(device["device"]).tolist()
    properties = _properties(raw.get("deviceProperties"), devices)
    distributed = raw.get("distributedInfo")
    distributed = distributed if isinstance(distributed, dict) else {}
    versions = {name: str(raw[key])[:64] for name, key in _VERSIONS.items() if key in raw}
    return {
        "device_kind": _kind(versions, bool(devices)),
        "device_name": str(properties.get("name", ""))[:256],
        "device": properties,
        "devices": devices,
        "rank": _integer(distributed.get("rank"), -1),
        "world_size": _integer(distributed.get("world_size"), 1),
        "versions": versions,
        "recorded": {key: bool(raw.get(key)) for key in _SWITCHES},
        "base_time_ns": _integer(raw.get("baseTimeNanoseconds"), 0),
        "events": events,
    }


def _kind(versions: dict[str, str], any_device: bool) -> str:
    if any(name.startswith(("hip", "roc")) for name in versions):
        return "hip"
    return "cuda" if any_device or versions else "none"


def _properties(raw: object, devices: list[int]) -> dict[str, Any]:
    """Properties of the first device that has launches, else of the first listed; {} unknown."""
    listed = [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
    used = [row for row in listed if row.get("id") in devices]
    for row in used or listed:
        return {k: v for k, v in row.items() if isinstance(v, int | float | str)}
    return {}


def _integer(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
