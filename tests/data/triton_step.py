# SPDX-License-Identifier: Apache-2.0
"""Two blocks that call Triton kernels directly: one gates between GEMMs, one works in place.

Recorded with `workbench capture triton_step:step --batch 8` on an H100.
"""

import torch
import triton
import triton.language as tl
from torch import nn


@triton.jit
def silu_mul(gate_up, out, width, block: tl.constexpr):
    row, at = tl.program_id(0), tl.arange(0, block)
    mask = at < width
    gate = tl.load(gate_up + row * 2 * width + at, mask=mask).to(tl.float32)
    up = tl.load(gate_up + row * 2 * width + width + at, mask=mask).to(tl.float32)
    gated = (gate * tl.sigmoid(gate) * up).to(out.dtype.element_ty)
    tl.store(out + row * width + at, gated, mask=mask)


@triton.jit
def halve(x, width, block: tl.constexpr):
    row, at = tl.program_id(0), tl.arange(0, block)
    value = tl.load(x + row * width + at, mask=at < width)
    tl.store(x + row * width + at, (value * 0.5).to(x.dtype.element_ty), mask=at < width)


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(width) + 0.5)

    def forward(self, x):
        wide = x.to(torch.float32)
        wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + 1e-6)
        return self.weight * wide.to(x.dtype)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.last = Norm(width), Norm(width)
        self.up = nn.Linear(width, 2 * width, bias=False)
        self.down = nn.Linear(width, width, bias=False)

    def forward(self, x):
        gate_up = self.up(self.norm(x))
        width = gate_up.shape[-1] // 2
        out = torch.empty_like(x)
        silu_mul[(x.shape[0],)](gate_up, out, width, block=1024)
        h = x + self.down(out)
        halve[(x.shape[0],)](h, width, block=1024)
        return self.last(h)


def step(device, dtype, batch):
    model = nn.Sequential(Block(1024), Block(1024)).to(device, dtype)
    return model, (torch.randn(batch, 1024, device=device, dtype=dtype),)
