"""The Triton interpreter, mended: bf16 conversions and libdevice as the GPU has them.

As shipped (3.6, 3.7) it truncates fp32 to bf16 where a GPU rounds to nearest even, misreads bf16
subnormals, multiplies the bits of bf16 operands in `tl.dot`, rounds `tl.fma` twice, has no
libdevice, and (3.6) cannot count to a loaded number under NumPy 2.4. This patches the interpreter
of the current process, which must be started with TRITON_INTERPRET=1; elementary functions are
torch's CPU ones. `swift` makes it fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np
import torch

from workbench.validate import swift

_UNARY = {
    name: getattr(torch, name)
    for name in (
        *("exp", "exp2", "expm1", "log", "log2", "log1p", "sqrt", "rsqrt", "sin", "cos", "tan"),
        *("tanh", "sinh", "cosh", "asin", "acos", "atan", "erf", "erfc", "floor", "ceil", "trunc"),
    )
}
_UNARY |= {"abs": torch.abs, "isnan": torch.isnan, "isinf": torch.isinf}
_BINARY = {"pow": torch.pow, "fmod": torch.fmod, "atan2": torch.atan2, "hypot": torch.hypot}


def to_bfloat16_bits(x: np.ndarray) -> np.ndarray:
    """Bits (uint16) of fp32 values rounded to the nearest bf16, ties to even."""
    values = torch.from_numpy(np.array(x, dtype=np.float32))
    bits: np.ndarray = values.bfloat16().view(torch.int16).numpy().view(np.uint16)
    return bits


def from_bfloat16_bits(x: np.ndarray) -> np.ndarray:
    """Bits (uint32) of the fp32 values that bf16 bits (uint16) stand for; exact."""
    return x.astype(np.uint32) << np.uint32(16)


def install() -> None:
    """Patch the interpreter of this process. Calling it again changes nothing."""
    import triton.runtime.interpreter as interpreter
    from triton.language.extra import libdevice

    if getattr(interpreter, "_mended", False):
        return
    shipped = interpreter._convert_float

    def convert(x: np.ndarray, source: Any, target: Any, rounding: Any) -> np.ndarray:
        if (source.name, target.name) == ("fp32", "bf16"):
            return to_bfloat16_bits(x)
        if (source.name, target.name) == ("bf16", "fp32"):
            return from_bfloat16_bits(x)
        return np.asarray(shipped(x, source, target, rounding))

    interpreter._convert_float = convert
    _mend_dot(interpreter)
    _mend_index(interpreter)
    interpreter.InterpreterBuilder.create_fma = _fma
    _patch_once(interpreter)
    swift.quicken(interpreter)
    for name, function in {**_UNARY, **_BINARY}.items():
        setattr(libdevice, name, _elementwise(function))
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


def _mend_dot(interpreter: Any) -> None:
    import triton.language as tl

    shipped = interpreter.InterpreterBuilder.create_dot

    def widened(handle: Any) -> Any:
        if handle.dtype.scalar != tl.bfloat16:
            return handle
        values = from_bfloat16_bits(handle.data).view(np.float32)
        return interpreter.TensorHandle(values, tl.float32)

    def create_dot(self: Any, a: Any, b: Any, *rest: Any) -> Any:
        return shipped(self, widened(a), widened(b), *rest)

    interpreter.InterpreterBuilder.create_dot = create_dot


def _mend_index(interpreter: Any) -> None:
    """A scalar is an array of one dimension, which NumPy from 2.4 on does not take for a number."""
    shipped = interpreter._patch_lang_tensor

    def patch(tensor: Any, scope: Any) -> None:
        shipped(tensor, scope)  # the scope restores what was there before
        tensor.__index__ = lambda self: int(self.handle.data.squeeze())

    interpreter._patch_lang_tensor = patch


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


def _fma(self: Any, x: Any, y: Any, z: Any) -> Any:
    """x * y + z of fp32, rounded once but for ties of fp64's own rounding; wider as shipped."""
    from triton.runtime.interpreter import TensorHandle

    narrow = z.data.dtype == np.float32
    wide = [operand.data.astype(np.float64) if narrow else operand.data for operand in (x, y, z)]
    with np.errstate(all="ignore"):
        made = wide[0] * wide[1] + wide[2]
        return TensorHandle(made.astype(z.data.dtype), z.dtype.scalar)


def _elementwise(function: Callable[..., torch.Tensor]) -> Callable[..., Any]:
    """`function` on the interpreter's tensors: scalars are promoted, shapes broadcast."""
    import triton.language as tl
    from triton.runtime.interpreter import TensorHandle

    def call(*operands: Any) -> Any:
        typed = next(operand for operand in operands if isinstance(operand, tl.tensor))
        scalar = typed.dtype.scalar
        arrays = [
            operand.handle.data
            if isinstance(operand, tl.tensor)
            else np.asarray(operand, dtype=typed.handle.data.dtype)
            for operand in operands
        ]
        data = function(
            *(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays)
        ).numpy()
        scalar = tl.int1 if data.dtype == np.bool_ else scalar
        shape = list(np.broadcast_shapes(*(array.shape for array in arrays)))
        kind = tl.block_type(scalar, shape) if isinstance(typed.type, tl.block_type) else scalar
        return tl.tensor(TensorHandle(data.reshape(shape), scalar), kind)

    return call
