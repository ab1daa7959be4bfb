"""A normed row that one layer's last kernel made for the next layer's input norm."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class Handover:
    """From a layer's end to the norm that reads it. It gives nothing but for the very tensor that
    was handed over, as it was: a hook or another device in between makes the norm run as usual.
    """

    def __init__(self) -> None:
        self.of: Tensor | None = None
        self.normed: Tensor | None = None
        self.version = 0

    def put(self, of: Tensor, normed: Tensor) -> None:
        """Keep `normed`, the norm of `of`."""
        self.of, self.normed, self.version = of, normed, _version(of)

    def take(self, x: Tensor) -> Tensor | None:
        """The norm of `x`, if `x` is what was handed over; gives it once."""
        of, normed, version = self.of, self.normed, self.version
        self.of = self.normed = None
        return normed if of is x and version == _version(x) else None


def _version(x: Tensor) -> int:
    """Changes when `x` is written to; compiled graphs and inference tensors do not count."""
    return 0 if torch.compiler.is_compiling() or x.is_inference() else x._version


def end_and_put(handover: Handover, end: Any, host: Any, *activations: Tensor) -> Tensor:
    """`end(host, ...)` of a layer gives h and its norm: h is returned, the norm goes through
    `handover`.
    """
    h, normed = end(host, *activations)
    handover.put(h, normed)
    return h


def take_or_norm(handover: Handover, otherwise: Any, host: Any, x: Tensor) -> Tensor:
    """What was handed over for `x`, or else the norm's own step."""
    taken = handover.take(x)
    if taken is not None:
        return taken
    normed: Tensor = otherwise(host, x)
    return normed
