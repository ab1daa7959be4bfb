"""Autotuned kernels where nothing can be timed: in the interpreter, and where kernels only compile.

All configurations of a kernel must be right, so the first that it does not prune stands for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def choose_first() -> None:
    """Make `triton.autotune` of this process choose without a GPU. Calling it again changes
    nothing.
    """
    from triton.runtime.autotuner import Autotuner

    def at_once(self: Any, key: Any, configs: Any, benchmark: Callable[[], None]) -> bool:
        benchmark()
        return False

    Autotuner._bench = lambda self, *args, config, **meta: 0.0  # the first of equals is taken
    if hasattr(Autotuner, "check_disk_cache"):  # its key is of a GPU
        Autotuner.check_disk_cache = at_once
