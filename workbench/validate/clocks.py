"""The clocks that the GPU runs at while it is timed, from NVML, the driver's own library."""

from __future__ import annotations

import ctypes
import statistics
from dataclasses import dataclass, field

import torch

_CLOCKS = {"sm": 1, "memory": 2}  # nvmlClockType_t


@dataclass
class Clocks:
    """Samples of the current device's clocks in MHz; none where NVML does not answer."""

    samples: dict[str, list[float]] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._device = ctypes.c_void_p()
        try:
            self._library = ctypes.CDLL("libnvidia-ml.so.1")
        except OSError:
            self._library = None  # type: ignore[assignment]
            return
        uuid = f"GPU-{torch.cuda.get_device_properties().uuid}".encode()
        if self._library.nvmlInit_v2() or self._library.nvmlDeviceGetHandleByUUID(
            uuid, ctypes.byref(self._device)
        ):
            self._library = None  # type: ignore[assignment]

    def sample(self) -> None:
        """Note the clocks of this moment: call it while the kernel runs."""
        for name, kind in _CLOCKS.items() if self._library is not None else ():
            for call, keep in (
                ("nvmlDeviceGetClockInfo", True),
                ("nvmlDeviceGetMaxClockInfo", False),
            ):
                mhz = ctypes.c_uint()
                if getattr(self._library, call)(self._device, kind, ctypes.byref(mhz)):
                    continue
                if keep:
                    self.samples.setdefault(name, []).append(float(mhz.value))
                else:
                    self.limits[f"{name}_limit"] = float(mhz.value)

    def summary(self) -> dict[str, float]:
        """sm_least, sm_median, sm_most, sm_limit, and the same of memory."""
        found = dict(self.limits)
        for name, values in self.samples.items():
            found |= {
                f"{name}_least": min(values),
                f"{name}_median": statistics.median(values),
                f"{name}_most": max(values),
            }
        return dict(sorted(found.items()))
