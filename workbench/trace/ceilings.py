"""Ceilings of devices that a foreign recording names, from data sheets: assumed, never measured.

The value is 0.90 of the data sheet's peak memory bandwidth: what a large copy reached on the one
device measured here (H100 SXM: 3.02 of 3.35 TB/s). A prediction from the bare peak would promise
more than any kernel can give.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.schema import Ceiling

COPY_SHARE_OF_PEAK = 0.90


@dataclass(frozen=True)
class Peak:
    """Memory bandwidth of a device, as its maker states it."""

    name: re.Pattern[str]  # searched in the name that the driver reports
    gb_per_s: float
    source: str


def _peak(name: str, gb_per_s: float, source: str) -> Peak:
    return Peak(re.compile(name), gb_per_s, source)


# The first row whose name is found holds, so the narrower names come first.
PEAKS = (
    _peak(r"GB200", 8000, "NVIDIA GB200 NVL72 data sheet, per GPU"),
    _peak(r"B200", 8000, "NVIDIA DGX B200 data sheet, 64 TB/s over 8"),
    _peak(r"GH200.*(?:144|141)", 4900, "NVIDIA GH200 data sheet, HBM3e"),
    _peak(r"GH200", 4000, "NVIDIA GH200 data sheet, HBM3"),
    _peak(r"H200", 4800, "NVIDIA H200 data sheet"),
    _peak(r"H100 NVL", 3900, "NVIDIA H100 data sheet, NVL"),
    _peak(r"H100 PCIe", 2000, "NVIDIA H100 PCIe product brief"),
    _peak(r"H100", 3350, "NVIDIA H100 data sheet, SXM"),
    _peak(r"A100.*SXM.*80|A100-SXM-80", 2039, "NVIDIA A100 data sheet, 80 GB SXM"),
    _peak(r"A100.*80", 1935, "NVIDIA A100 data sheet, 80 GB PCIe"),
    _peak(r"A100", 1555, "NVIDIA A100 data sheet, 40 GB"),
    _peak(r"V100", 900, "NVIDIA V100 data sheet"),
    _peak(r"L40S", 864, "NVIDIA L40S data sheet"),
    _peak(r"\bL4\b", 300, "NVIDIA L4 data sheet"),
    _peak(r"\bA10G?\b", 600, "NVIDIA A10 data sheet"),
    _peak(r"RTX PRO 6000 Blackwell", 1792, "NVIDIA RTX PRO 6000 Blackwell data sheet"),
    _peak(r"RTX 5090", 1792, "NVIDIA GeForce RTX 5090 specifications"),
    _peak(r"RTX 4090", 1008, "NVIDIA GeForce RTX 4090 specifications"),
    _peak(r"MI35[05]X", 8000, "AMD Instinct MI350 series data sheet"),
    _peak(r"MI325X", 6000, "AMD Instinct MI325X data sheet"),
    _peak(r"MI300[XA]", 5300, "AMD Instinct MI300 series data sheet"),
    _peak(r"MI250X?", 1638, "AMD Instinct MI250 data sheet, 3.2 TB/s over two dies, per die"),
    _peak(r"MI210", 1638, "AMD Instinct MI210 data sheet"),
)
# An empty kernel of one block in a CUDA graph, measured on an H100 SXM (grid 132: 1.08 us).
H100_LAUNCH_FLOOR_US = 0.81


def name_by_size(device_kind: str, properties: Mapping[str, Any]) -> str:
    """Name of a HIP device that reports none, told by its compute units and memory; "" unknown."""
    memory = properties.get("totalGlobalMem")
    gib = round(memory / 2**30) if isinstance(memory, int) else 0
    known = {(304, 192): "MI300X", (304, 256): "MI325X", (256, 288): "MI355X"}
    return known.get((properties.get("numSms", 0), gib), "") if device_kind == "hip" else ""


def assumed_copy_bandwidth(device_name: str) -> Ceiling | None:
    """Copy bandwidth in GB/s (read plus written) to assume for a device; None when unknown."""
    for peak in PEAKS:
        if peak.name.search(device_name):
            value = round(peak.gb_per_s * COPY_SHARE_OF_PEAK, 1)
            detail = f"{COPY_SHARE_OF_PEAK:.0%} of {peak.gb_per_s:,.0f} GB/s: {peak.source}"
            return Ceiling(value, "assumed", detail)
    return None


def assumed_launch_floor(device_kind: str, device_name: str) -> Ceiling | None:
    """Duration in us of the shortest kernel to assume; None for devices that nobody measured."""
    if device_kind != "cuda" or not device_name:
        return None
    where = (
        "on an H100 SXM" if "H100" in device_name else "on an H100 SXM, another device than this"
    )
    return Ceiling(H100_LAUNCH_FLOOR_US, "assumed", f"empty kernel in a CUDA graph {where}")
