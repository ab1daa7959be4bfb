"""What the user asks of a proof, and the names that its record and its command have by that."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass
from pathlib import Path

from workbench.prove import measure
from workbench.validate.records import slug

NAMED_MAX = 3  # kernels that a record's name tells one by one
WINDOWS, WINDOW_TOKENS = 32, 256


@dataclass(frozen=True)
class Asked:
    """What the user asked for; see `workbench prove --help`."""

    kernels: tuple[str, ...] = ()  # () the whole library
    variants: tuple[str, ...] = ("eager",)
    layers: int = 0  # 0 as captured
    one_by_one: bool = False
    ungreen: bool = False
    device: str = ""
    fresh: bool = False
    budget_s: float = measure.WALL_BUDGET_S
    texts: tuple[Path, ...] = ()
    windows: int = WINDOWS
    window_tokens: int = WINDOW_TOKENS

    def command(self, capture: str) -> str:
        """The command line that asks the same of `capture`."""
        words = ["workbench prove", capture, *map(shlex.quote, self.kernels)]
        words += [f"--variant {variant}" for variant in self.variants]
        words += [f"--layers {self.layers}"] * bool(self.layers)
        words += ["--one-by-one"] * self.one_by_one + ["--ungreen"] * self.ungreen
        words += [f"--text {shlex.quote(str(path))}" for path in self.texts]
        words += [f"--windows {self.windows}"] * (self.windows != WINDOWS)
        words += [f"--window-tokens {self.window_tokens}"] * (self.window_tokens != WINDOW_TOKENS)
        words += [f"--device {self.device}"] * bool(self.device)
        return " ".join(words)

    @property
    def label(self) -> str:
        """What tells this record from others of the same capture and GPU: "" for eager with the
        whole library, else variants, layers and kernels.
        """
        parts = [] if self.variants == ("eager",) else ["-".join(self.variants)]
        parts += [f"{self.layers}l"] * bool(self.layers) + ["one-by-one"] * self.one_by_one
        parts += ["text"] * bool(self.texts)
        if len(self.kernels) > NAMED_MAX:
            parts.append("kernels-" + hashlib.sha256(repr(self.kernels).encode()).hexdigest()[:8])
        else:
            parts += [slug(name) for name in self.kernels]
        return ".".join(parts)
