"""What `prove --one-by-one` found of each kernel by itself."""

from __future__ import annotations

from typing import Any

HEADER = ("each kernel alone", "GPU time", "wall", "launches fewer")


def alone_rows(one: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """(kernel, GPU time, wall time, launches fewer) of a variant's kernels that ran alone at all
    their places, by GPU time; [] without --one-by-one. A ratio is within noise where its 95 %
    interval holds 1.
    """
    ran = [(name, kernel["alone"]) for name, kernel in one["kernels"].items() if kernel["alone"]]
    ran.sort(key=lambda each: -each[1]["gpu"]["median"])
    return [
        (name, _gain(alone["gpu"]), _gain(alone["wall"]), f"{alone['launches_fewer']:,.0f}")
        for name, alone in ran
    ]


def not_alone(one: dict[str, Any]) -> list[str]:
    """The kernels of a variant of which `alone_rows` tells nothing though others ran alone: they
    were called, but stand at some of their places only beside another kernel.
    """
    kernels = one["kernels"]
    if not any(kernel["alone"] for kernel in kernels.values()):
        return []
    return [name for name, kernel in kernels.items() if kernel["calls"] and not kernel["alone"]]


def not_alone_line(variant: str, one: dict[str, Any]) -> str:
    """`not_alone` in words, "" where every kernel that was called ran alone."""
    names = not_alone(one)
    if not names:
        return ""
    return f"{variant}, not run alone, as some of their places need another: {', '.join(names)}"


def _gain(ratio: dict[str, float]) -> str:
    if ratio["low"] <= 1.0 <= ratio["high"]:
        return "within noise"
    return f"{ratio['median']:.3f}x ({ratio['low']:.3f} to {ratio['high']:.3f})"
