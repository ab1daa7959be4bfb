"""Kernels to be put into a model: found by name or folder, imported, and their standing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn

from workbench import resources
from workbench.errors import BadInput
from workbench.validate import records
from workbench.validate.subject import FILE, Subject, digest, load, locate


@dataclass(frozen=True)
class Kernel:
    """An imported kernel.py for one device. `red`: why it may not be used unasked, "" green."""

    name: str  # of its launcher: what the table of sites knows it by
    path: Path
    sha256: str
    device: str  # cuda | interpret
    subject: Subject
    verdict: str
    red: str

    @property
    def launch(self) -> Any:
        """The launcher with its device bound."""
        return partial(self.subject.launcher, device=self.device)

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of the file's Triton functions: those it launches are among them."""
        found = self.subject.launcher.__globals__.items()
        return tuple(name for name, value in found if type(value).__name__ in _TRITON)


_TRITON = ("JITFunction", "InterpretedFunction")


def launch_device(model: nn.Module) -> str:
    """The launchers' word for where the model lies. Raises BadInput for other devices."""
    kind = next(model.parameters()).device.type
    if kind == "cpu":
        return "interpret"
    if kind != "cuda":
        raise BadInput(f"the model lies on {kind}; kernels run on cuda, or interpreted on cpu")
    return "cuda"


def load_kernels(names: Iterable[str], device: str) -> list[Kernel]:
    """Import the kernels that were named: a name in kernels/, a folder, or a kernel.py.

    Importing runs their files. Raises Usage with near names for one that does not exist, BadInput
    for a file that states too little.
    """
    if device == "interpret" and os.environ.get("TRITON_INTERPRET") == "1":
        from workbench.validate import interpreter

        interpreter.install()
    return [_load(locate(name), device) for name in names]


def library_names() -> list[str]:
    """Every kernel in kernels/."""
    return sorted(path.parent.name for path in resources.kernels().glob(f"*/{FILE}"))


def _load(path: Path, device: str) -> Kernel:
    subject = load(path)
    verdict, red = standing(path, device)
    return Kernel(subject.name, path, digest(path), device, subject, verdict, red)


def standing(path: Path, device: str) -> tuple[str, str]:
    """The verdict of a kernel.py for this GPU and why that does not allow it, "" when it does.

    In the interpreter any GPU's record counts.
    """
    gpu = torch.cuda.get_device_name() if device == "cuda" else ""
    entries = [entry for entry, _ in records.of_kernel(path) if entry.gpu]
    here = [entry for entry in entries if not gpu or entry.gpu == gpu]
    again = f"workbench validate {path.parent.name} --record"
    if not here:
        where = f" of this {gpu}" if gpu else ""
        return "NOT_RUN", f"no record{where}: {again}"
    for entry in here:
        if entry.green:
            return entry.verdict, ""
    if here[0].stale:
        return here[0].verdict, f"kernel.py changed since its record: {again}"
    return here[0].verdict, f"its verdict is {here[0].verdict}, which is not green"


def red_now(name: str, sha256: str, gpu: str, then: str) -> str:
    """Why the library's records do not vouch for a kernel that ran on `gpu`, "" where they do.

    Today's records count where they are of the same kernel.py, else what was said `then`.
    """
    path = resources.kernels() / name / FILE
    if not path.is_file() or digest(path) != sha256:
        return then and f"{then}; kernel.py changed since"
    for entry, _ in records.of_kernel(path):
        if entry.gpu == gpu and entry.green:
            return ""
    found = [entry.verdict for entry, _ in records.of_kernel(path) if entry.gpu == gpu]
    return f"no green, current record of this GPU ({', '.join(found) or 'none'})"
