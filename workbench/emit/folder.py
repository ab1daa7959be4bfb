"""What an emitted folder holds beside the kernel: its test, and a page about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

KERNEL, TEST, PAGE = "kernel.py", "test_kernel.py", "README.md"

_TEST = '''# SPDX-License-Identifier: Apache-2.0
"""The kernel beside its eager reference, to go where kernel.py goes. Needs pytest, torch, triton.

A tolerance is a first look: `workbench validate` on this folder judges rounding, decisions, bias,
batch invariance and hostile inputs.
"""

import importlib.util
import sys
from pathlib import Path

import pytest
import torch

_spec = importlib.util.spec_from_file_location(
    f"emitted_{Path(__file__).parent.name}", Path(__file__).with_name("kernel.py")
)
kernel = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = kernel
_spec.loader.exec_module(kernel)


def eager(form, inputs):
    """What the eager reference returns, as a tuple."""
    outputs = kernel.REFERENCES[form](**inputs)
    return (outputs,) if isinstance(outputs, torch.Tensor) else outputs


needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")


@needs_gpu
@pytest.mark.parametrize("form", kernel.REFERENCES)
@pytest.mark.parametrize("case", kernel.CASES)
def test_it_is_launched_and_agrees_with_eager(case, form):
    inputs = kernel.CASES[case](device="cuda")
    launched, reason = kernel.dispatch(**inputs, form=form, device="cuda")
    assert launched, reason
    outputs = kernel.KERNEL(**inputs, form=form, device="cuda")
    for name, mine, theirs in zip(kernel.OUTPUTS, outputs, eager(form, inputs), strict=True):
        if name not in getattr(kernel, "STABLE_SORT_OF", {}):  # eager's order of ties is any order
            torch.testing.assert_close(mine, theirs, equal_nan=True)


@pytest.mark.parametrize("form", kernel.REFERENCES)
@pytest.mark.parametrize("case", kernel.CASES)
def test_without_a_gpu_it_falls_back_to_eager_and_says_so(case, form):
    inputs = kernel.CASES[case](rows=1, device="cpu")
    with pytest.warns(RuntimeWarning, match="eager"):
        outputs = kernel.KERNEL(**inputs, form=form)
    for mine, theirs in zip(outputs, eager(form, inputs), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=0, atol=0, equal_nan=True)
'''


def quoted(name: str) -> str:
    """A name as Markdown code, whatever it holds."""
    return f"`{re.sub(r'[^ -~]|[`|]', '?', name)[:200]}`"


def page(name: str, origin: str, facts: Iterable[tuple[str, str]], command: str) -> str:
    """README.md of an emitted folder: origin, facts, what to do next."""
    rows = "\n".join(f"| {what} | {text} |" for what, text in facts)
    return f"""# {quoted(name)}

Emitted from {origin}.

`kernel.py` holds the eager reference, the kernel, its launcher and cases, and needs torch and
triton only. Edit it freely: emitting again shows the difference and keeps it.

| | |
|---|---|
{rows}

```sh
{re.sub(r"[^ -~]|`", "?", command)}
workbench validate .                       # a verdict; --device interpret without a GPU
workbench bench .                          # beside eager and torch.compile, once that is green
python -m pytest test_kernel.py
```
"""


def files(kernel: str, readme: str) -> dict[str, str]:
    """The folder's files by name."""
    return {KERNEL: kernel, TEST: _TEST, PAGE: readme}
