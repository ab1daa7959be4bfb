"""Captures made once for all tests of this folder, on the CPU."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbench.capture.record import capture
from workbench.capture.request import Request
from workbench.capture.store import Capture

FUNCTION = '''
"""Two layers of norm and linear, then a top-k: small enough to compile in a test."""
import torch
from torch import nn


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(64))

    def forward(self, x):
        wide = x.float()
        return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)).to(x.dtype)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.linear = Norm(), nn.Linear(64, 64)

    def forward(self, x):
        return x + self.linear(self.norm(x))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(2))

    def forward(self, x, seen):
        seen.add_(1)
        for layer in self.layers:
            x = layer(x)
        return torch.topk(x.softmax(-1), 4), seen * 1


def step(device, dtype, batch, seed):
    x = torch.randn(batch, 64, device=device, dtype=dtype)
    return Model().to(device, dtype), (x, torch.zeros(1, device=device))


def bad():
    return 3
'''


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """gemma4-tiny, two decode steps of batch 2, eager, on the CPU."""
    out = tmp_path_factory.mktemp("captures") / "tiny"
    return capture(Request("gemma4-tiny", device="cpu", batch=2, steps=2), out)


@pytest.fixture(scope="session")
def function_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the module that the captures of functions name."""
    folder = tmp_path_factory.mktemp("function")
    (folder / "tested_step.py").write_text(FUNCTION)
    return folder


@pytest.fixture(scope="session")
def compiled(function_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """A function's step, eager and compiled by Inductor, with CUDA graphs asked for in vain."""
    out = tmp_path_factory.mktemp("captures") / "compiled"
    sys.path.insert(0, str(function_folder))
    request = Request(
        "tested_step:step", device="cpu", batch=4, variants=("eager", "inductor", "cudagraph")
    )
    return capture(request, out)
