"""The device that a capture made without a GPU speaks of: its target, with assumed ceilings."""

from __future__ import annotations

from workbench.capture.fake_gpu import target
from workbench.schema import Device
from workbench.trace.ceilings import assumed_copy_bandwidth, assumed_launch_floor


def assumed_device(name: str) -> Device:
    """The device of a target such as sm_90. Raises Usage, naming the targets there are."""
    one = target(name)
    return Device(
        kind="none",
        name=f"no GPU, as {one.name}",
        compute_capability=f"{one.major}.{one.minor}",
        multiprocessors=one.multiprocessors,
        l2_bytes=one.l2_bytes,
        copy_bandwidth_gb_per_s=assumed_copy_bandwidth(one.name),
        launch_floor_us=assumed_launch_floor("cuda", one.name),
    )
