"""The Triton interpreter, mended: arithmetic, scalars and libdevice as the GPU has them.

As shipped (3.6, 3.7) it truncates fp32 to bf16 where a GPU rounds to nearest even, misreads bf16
subnormals, calculates with the bits of bf16 operands, rounds `tl.fma` twice, lets NaN through min
and max, has no libdevice, passes floats as numbers of Python, wants a GPU to choose an autotuned
configuration, and (3.6) cannot count to a loaded number under NumPy 2.4. This patches the
interpreter of the current process, which must be started with TRITON_INTERPRET=1; elementary
functions are torch's CPU ones. `interpreted_arithmetic` has the operators, `swift` makes it fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from workbench.validate import autotuning, interpreted_arithmetic, swift


def install() -> None:
    """Patch the interpreter of this process. Calling it again changes nothing."""
    import triton.runtime.interpreter as interpreter

    if getattr(interpreter, "_mended", False):
        return
    interpreted_arithmetic.mend(interpreter)
    _mend_index(interpreter)
    _mend_floats(interpreter)
    _patch_once(interpreter)
    swift.quicken(interpreter)
    autotuning.choose_first()
    interpreter._mended = True


@contextmanager
def programs_reversed() -> Iterator[None]:
    """Inside, the programs of a grid run last to first: whatever two of them race for changes
    hands.
    """
    import triton.runtime.interpreter as interpreter

    builder = interpreter.InterpreterBuilder
    shipped = builder.set_grid_idx

    def set_grid_idx(self: Any, x: int, y: int, z: int) -> None:
        shipped(self, *(n - 1 - at for n, at in zip(self.grid_dim, (x, y, z), strict=True)))

    builder.set_grid_idx = set_grid_idx
    try:
        yield
    finally:
        builder.set_grid_idx = shipped


def _mend_index(interpreter: Any) -> None:
    """A scalar is an array of one dimension, which NumPy from 2.4 on does not take for a number."""
    shipped = interpreter._patch_lang_tensor

    def patch(tensor: Any, scope: Any) -> None:
        shipped(tensor, scope)  # the scope restores what was there before
        tensor.__index__ = lambda self: int(self.handle.data.squeeze())

    interpreter._patch_lang_tensor = patch


def _mend_floats(interpreter: Any) -> None:
    """A float of the host is an fp32 value in the kernel, as a GPU's launch makes it, no number:
    with 16-bit operands it promotes to fp32, and `.to` is there.
    """
    import triton.language as tl

    shipped = interpreter._implicit_cvt

    def convert(argument: Any) -> Any:
        if not isinstance(argument, float):
            return shipped(argument)
        with np.errstate(over="ignore"):
            data = np.array([argument], dtype=np.float32)
        return tl.tensor(interpreter.TensorHandle(data, tl.float32), tl.float32)

    interpreter._implicit_cvt = convert


def _patch_once(interpreter: Any) -> None:
    """Patch triton.language once a launch. As shipped each call of a device function looks
    through all of it again, and leaves what it changes behind.
    """
    shipped, new_scope = interpreter._patch_lang, interpreter._LangPatchScope
    languages = {id(interpreter.tl), id(interpreter.tl.core)}
    launch = new_scope()
    patched: set[int] = set()

    def patch(function: Any) -> Any:
        """The scope that the launch restores; of a device function one that holds nothing."""
        nonlocal launch
        seen = {
            id(value) for value in function.__globals__.values() if isinstance(value, ModuleType)
        }
        if not launch._changes:  # the last launch put everything back
            patched.clear()
            launch = shipped(function)
            patched.update(seen & languages)
            return launch
        if not seen & languages <= patched:  # functions of triton's own know it as tl.core
            launch._changes += shipped(function)._changes
            patched.update(seen & languages)
        return new_scope()

    interpreter._patch_lang = patch
