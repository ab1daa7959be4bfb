"""Run in a process of its own, under TRITON_INTERPRET: launchers that pass for a kernel.

Prints JSON: cheat -> {verdict, why}. Each is a change of one small, sound kernel.py; `SOUND` is
written so that each cheat is one or two replacements.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

from workbench.validate import harness, interpreter, subject, verdict
from workbench.validate.inputs import trials

SOUND = """
import torch, triton, triton.language as tl
from collections import namedtuple

def scaled(x, weight):
    return (x * weight,)

@triton.jit
def _kernel(x, weight, y, rows, stride, WIDTH: tl.constexpr):
    row = tl.program_id(0)
    column = tl.arange(0, WIDTH)
    value = tl.load(x + row * stride + column).to(tl.float32)
    value *= tl.load(weight + column).to(tl.float32)
    tl.store(y + row * WIDTH + column, value.to(tl.bfloat16))

Dispatch = namedtuple("Dispatch", "launched reason")
kept, calls = {}, []

def dispatch(x, weight, form=None, out=None, device=None):
    if not len(x) or x.stride(1) != 1 or not weight.is_contiguous():
        return Dispatch(False, "no rows, or elements apart")
    return Dispatch(True, "")

def launcher(x, weight, form, out=None, device=None):
    if not dispatch(x, weight).launched:
        return scaled(x, weight)
    (y,) = (torch.empty(x.shape, dtype=x.dtype),) if out is None else out
    _kernel[(len(x),)](x, weight, y, len(x), x.stride(0), WIDTH=x.shape[1])
    return (y,)

def make_inputs(device, rows=2):
    draw = torch.Generator().manual_seed(rows)
    made = torch.randn(rows, 32, generator=draw), torch.rand(32, generator=draw) + 0.5
    return {name: one.bfloat16() for name, one in zip(("x", "weight"), made)}

KERNEL, REFERENCES, OUTPUTS, ROWS = launcher, {"scaled": scaled}, ("y",), ("x",)
CASES = {"small": make_inputs}
"""
_LAUNCH = "    _kernel[(len(x),)](x, weight, y, len(x), x.stride(0), WIDTH=x.shape[1])\n"
_EMPTY = "    (y,) = (torch.empty(x.shape, dtype=x.dtype),) if out is None else out\n"

# name -> (the trial that must show it, (text, replacement), ...)
CHEATS: dict[str, tuple[str, *tuple[tuple[str, str], ...]]] = {
    "sound": ("T=4",),
    "sound on two rows": ("T=2",),
    "sound on NaN": ("nan",),
    "sound on strided weights": ("others-strided",),
    "eager beside a launch": ("T=2", (_LAUNCH, f"{_LAUNCH}    y.copy_(scaled(x, weight)[0])\n")),
    "eager after a launch elsewhere": (
        "T=2",
        (
            _LAUNCH,
            "    _kernel[(1,)](x, weight, torch.empty_like(x), 1, x.stride(0), WIDTH=x.shape[1])\n"
            "    y.copy_(scaled(x, weight)[0])\n",
        ),
    ),
    "kept by address": (
        "T=2",
        (
            _LAUNCH,
            f"    key = x.data_ptr(), weight.data_ptr()\n{_LAUNCH}"
            "    y.copy_(kept.setdefault(key, y.clone()))\n",
        ),
    ),
    "kept by shape": (
        "T=4",
        (_LAUNCH, f"{_LAUNCH}    y.copy_(kept.setdefault(x.shape, y.clone()))\n"),
    ),
    "launches once": (
        "T=2",
        (
            _LAUNCH,
            "    if x.shape in kept:\n        y.copy_(kept[x.shape])\n        return (y,)\n"
            f"{_LAUNCH}    kept[x.shape] = y.clone()\n",
        ),
    ),
    "its outputs are one buffer": (
        "T=2",
        ("(torch.empty(x.shape, dtype=x.dtype),)",
         "(kept.setdefault(x.shape, torch.empty_like(x)),)"),
    ),
    "leaves what it allocates": (
        "T=2",
        (_LAUNCH, f"    if out is None:\n        return (y,)\n{_LAUNCH}"),
    ),
    "right the second time": (
        "T=2",
        (_LAUNCH, f"{_LAUNCH}    calls.append(1)\n    y.mul_(1 if len(calls) > 1 else 2)\n"),
    ),
    "wrong the second time": (
        "T=2",
        (_LAUNCH, f"{_LAUNCH}    calls.append(1)\n    y.mul_(2 if len(calls) > 1 else 1)\n"),
    ),
    "a view of its input": (
        "T=2",
        (_LAUNCH, f"{_LAUNCH}    if out is None:\n        return (x.copy_(y),)\n"),
    ),
    "far beyond its output": (
        "T=2",
        ("    tl.store(y + row",
         "    tl.store(y + rows * WIDTH + 8192 + column, value.to(tl.bfloat16))\n"
         "    tl.store(y + row"),
    ),
    "far beyond its own output": (
        "T=2",
        (_EMPTY, f"    elsewhere = out is None\n{_EMPTY}"),
        (_LAUNCH, f"{_LAUNCH}    if elsewhere:\n"
         "        torch.as_strided(y, (8,), (1,), y.storage_offset() + y.numel() + 64).fill_(1)\n"),
    ),
    "NaN becomes nought": (
        "nan",
        ("    tl.store(y", "    value = tl.where(value != value, 0.0, value)\n    tl.store(y"),
    ),
    "stride of the rows forgotten": ("padded-rows", ("x + row * stride", "x + row * WIDTH")),
    "stride of the weights forgotten": (
        "others-strided",
        (" or not weight.is_contiguous()", ""),
    ),
    "only full blocks of rows": (
        "T=2",
        ("_kernel[(len(x),)]", "_kernel[(len(x) // 4 * 4 or 1,)]"),
    ),
    "another default dtype": (
        "T=2",
        (_LAUNCH, f"{_LAUNCH}    torch.set_default_dtype(torch.float64)\n"),
    ),
    "TF32 for all": (
        "T=2",
        (_LAUNCH, f"{_LAUNCH}    torch.backends.cuda.matmul.allow_tf32 = True\n"),
    ),
    "inputs of ones": (
        "T=2",
        ("torch.randn(rows, 32, generator=draw), torch.rand(32, generator=draw) + 0.5",
         "torch.ones(rows, 32), torch.ones(32)"),
        ("tl.load(weight + column)", "tl.load(weight + column * 0)"),
    ),
    "the reference spoils its inputs": (
        "T=2",
        ("    return (x * weight,)\n", "    return (x.zero_() * weight,)\n"),
        ("value.to(tl.bfloat16))\n\n", "value.to(tl.bfloat16) * 0)\n\n"),
    ),
}  # fmt: skip


def judged(path: Path, suffix: str) -> dict[str, str]:
    """Verdict and reasons of one kernel.py in one trial, as torch's flags were before."""
    loaded = subject.load(path)
    trial = next(t for t in trials(loaded, "interpret") if t.name.endswith(suffix))
    result = harness.run_trial(loaded, trial, "interpret")
    torch.set_default_dtype(torch.float32)
    torch.backends.cuda.matmul.allow_tf32 = False
    failed = [f"{gate.number}: {gate.detail}" for gate in result.gates if gate.passed is False]
    return {
        "verdict": verdict.decide([result]),
        "why": "; ".join(failed) or result.fallback_reason,
    }


def main(scratch: Path) -> None:
    """Judge every cheat, its file in `scratch`."""
    torch.set_num_threads(1)  # small tensors: threads cost more than they give
    interpreter.install()
    found = {}
    for name, (suffix, *changes) in CHEATS.items():
        text = SOUND
        for old, new in changes:
            assert text.count(old) == 1, f"{name!r} does not fit: {old!r}"
            text = text.replace(old, new)
        path = scratch / name.replace(" ", "_") / "kernel.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
        found[name] = judged(path, suffix)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
