"""Arithmetic that the Triton interpreter lacks, or has otherwise than a GPU: bf16, NaN, libdevice.

Values of bf16 are their bits there (uint16), and as shipped (3.6, 3.7) operators take these for
numbers. Here they are widened to fp32, which is exact, and the result is rounded once: as on a GPU,
since fp32 has more than twice bf16's precision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

_UNARY = {
    name: getattr(torch, name)
    for name in (
        *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "sin", "cos"),
        *("tan", "tanh", "sinh", "cosh", "asin", "acos", "atan", "asinh", "acosh", "atanh"),
        *("erf", "erfc", "erfinv", "lgamma", "floor", "ceil", "trunc", "abs"),
        *("isnan", "isinf", "signbit"),
    )
}
# To nearest, ties to even; `round` alone takes ties away from zero.
_UNARY |= dict.fromkeys(("rint", "nearbyint"), torch.round)
_UNARY |= {"round": lambda x: torch.where(x.abs() % 1 == 0.5, x.trunc() + x.sign(), x.round())}
_UNARY |= dict.fromkeys(("finitef", "isfinited"), torch.isfinite)
_UNARY |= {"sqrt_rn": torch.sqrt, "rsqrt_rn": torch.rsqrt, "rcp_rn": torch.reciprocal}
_UNARY |= {"exp10": lambda x: torch.pow(10.0, x), "normcdf": torch.special.ndtr}
_UNARY |= {"cbrt": lambda x: (x.double().abs() ** (1 / 3) * x.sign()).to(x.dtype)}
_BINARY = {
    **{"pow": torch.pow, "fmod": torch.fmod, "atan2": torch.atan2, "hypot": torch.hypot},
    **{"copysign": torch.copysign, "nextafter": torch.nextafter},
    **{"add_rn": torch.add, "sub_rn": torch.sub, "mul_rn": torch.mul, "div_rn": torch.div},
}
_UNARY |= {"int2float_rn": lambda x: x.float(), "float2int_rz": lambda x: x.int()}
_UNARY |= {"float2int_rn": lambda x: x.round().int(), "llrint": lambda x: x.round().long()}
# What is fast on a GPU, and less exact, is exact here.
_FAST = {
    **{"fast_expf": torch.exp, "fast_logf": torch.log, "fast_log2f": torch.log2},
    **{"fast_log10f": torch.log10, "fast_sinf": torch.sin, "fast_cosf": torch.cos},
    **{"fast_tanf": torch.tan, "fast_powf": torch.pow, "fast_dividef": torch.div},
    **{"fast_exp10f": _UNARY["exp10"]},
}


def to_bfloat16_bits(x: np.ndarray) -> np.ndarray:
    """Bits (uint16) of fp32 values rounded to the nearest bf16, ties to even."""
    values = torch.from_numpy(np.array(x, dtype=np.float32))
    bits: np.ndarray = values.bfloat16().view(torch.int16).numpy().view(np.uint16)
    return bits


def from_bfloat16_bits(x: np.ndarray) -> np.ndarray:
    """Bits (uint32) of the fp32 values that bf16 bits (uint16) stand for; exact."""
    return x.astype(np.uint32) << np.uint32(16)


_FLOATS = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
_FP8 = {"fp8e4nv": torch.float8_e4m3fn, "fp8e5": torch.float8_e5m2}


def _to_fp8_bits(x: np.ndarray, source: torch.dtype, target: torch.dtype) -> np.ndarray:
    """Bits (uint8) of floats, given as bits: rounded to the nearest, ties to even, and saturated as
    `cvt.satfinite` does; NaN stays. As shipped a significand that is rounded up carries nothing.
    """
    most = torch.finfo(target).max
    made = _viewed(x, source).float().clamp(-most, most).to(target)
    bits: np.ndarray = made.view(torch.uint8).numpy()
    return bits


def _from_fp8_bits(x: np.ndarray, source: torch.dtype, target: torch.dtype) -> np.ndarray:
    """Bits of the floats that fp8 bits (uint8) stand for, exact; as shipped NaN is a number."""
    made, parts = _viewed(x, source).to(target), f"int{8 * target.itemsize}"
    bits: np.ndarray = made.view(getattr(torch, parts)).numpy().view(f"u{parts}")
    return bits


def _viewed(x: np.ndarray, dtype: torch.dtype) -> torch.Tensor:
    """The values of `dtype` whose bits an array holds, copied."""
    return torch.from_numpy(np.array(x).view(f"i{dtype.itemsize}")).view(dtype)


def mend(interpreter: Any) -> None:
    """Patch the operators of `interpreter`, the module `triton.runtime.interpreter`, and the
    functions of libdevice.
    """
    import triton.language as tl

    builder = interpreter.InterpreterBuilder
    _mend_conversions(interpreter)
    _mend_binary(builder)
    _mend_dot(builder)
    _mend_sum(interpreter.ReduceOps)
    _mend_running_sum(interpreter.ScanOps)
    builder.get_bf16 = lambda self, value: interpreter.TensorHandle(
        to_bfloat16_bits(np.array([value])), tl.bfloat16
    )
    builder.create_fma = _fma
    # PTX's min and max give the operand that is no NaN; `minimumf` and `maximumf` give the NaN.
    builder.create_maxnumf = lambda self, lhs, rhs: self.binary_op(lhs, rhs, np.fmax)
    builder.create_minnumf = lambda self, lhs, rhs: self.binary_op(lhs, rhs, np.fmin)
    builder.create_clampf = _clamp
    _mend_libdevice()


def _mend_conversions(interpreter: Any) -> None:
    shipped = interpreter._convert_float

    def convert(x: np.ndarray, source: Any, target: Any, rounding: Any) -> np.ndarray:
        if (source.name, target.name) == ("fp32", "bf16"):
            return to_bfloat16_bits(x)
        if (source.name, target.name) == ("bf16", "fp32"):
            return from_bfloat16_bits(x)
        if source.name in _FLOATS and target.name in _FP8:
            return _to_fp8_bits(x, _FLOATS[source.name], _FP8[target.name])
        if source.name in _FP8 and target.name in _FLOATS:
            return _from_fp8_bits(x, _FP8[source.name], _FLOATS[target.name])
        return np.asarray(shipped(x, source, target, rounding))

    interpreter._convert_float = convert


def _is_bfloat16(handle: Any) -> bool:
    return bool(handle.data.dtype == np.uint16) and handle.dtype.scalar.name == "bf16"


def _wide(handle: Any) -> np.ndarray:
    """The values of a handle; those of bf16 in fp32."""
    if not _is_bfloat16(handle):
        values: np.ndarray = handle.data
        return values
    return from_bfloat16_bits(handle.data).view(np.float32)


def _mend_binary(builder: Any) -> None:
    from triton.runtime.interpreter import TensorHandle

    shipped = builder.binary_op

    def binary_op(self: Any, lhs: Any, rhs: Any, op: Any) -> Any:
        if not _is_bfloat16(lhs):
            return shipped(self, lhs, rhs, op)
        with np.errstate(all="ignore"):
            made = op(_wide(lhs), _wide(rhs))
        kept = made if made.dtype == np.bool_ else to_bfloat16_bits(made)  # of a comparison
        return TensorHandle(kept, lhs.dtype.scalar)

    builder.binary_op = binary_op


def _mend_dot(builder: Any) -> None:
    import triton.language as tl
    from triton.runtime.interpreter import TensorHandle

    shipped = builder.create_dot

    def widened(handle: Any) -> Any:
        return TensorHandle(_wide(handle), tl.float32) if _is_bfloat16(handle) else handle

    def create_dot(self: Any, a: Any, b: Any, *rest: Any) -> Any:
        return shipped(self, widened(a), widened(b), *rest)

    builder.create_dot = create_dot


def _mend_sum(reductions: Any) -> None:
    """Sums of bf16 round at each step of a tree, as on a GPU, whose tree is another."""
    import triton.language as tl

    shipped = reductions.sum

    def total(self: Any, given: Any) -> Any:
        if not _is_bfloat16(given.handle):
            return shipped(self, given)
        values = _wide(given.handle)
        axis = self.axis
        if axis is None:
            values, axis = values.reshape(-1), 0
        while values.shape[axis] > 1:  # a power of two
            halves = np.split(values, 2, axis)
            values = from_bfloat16_bits(to_bfloat16_bits(halves[0] + halves[1])).view(np.float32)
        bits = to_bfloat16_bits(values)
        if self.axis is None and self.keep_dims:
            bits = bits.reshape([1] * given.handle.data.ndim)
        elif not self.keep_dims:
            bits = bits.squeeze(axis)
        return self.to_tensor(bits if bits.ndim else bits.item(), tl.bfloat16)

    reductions.sum = total


def _mend_running_sum(scans: Any) -> None:
    """Running sums of floats by doubling, as lanes of a GPU do; as shipped they are sequential."""
    shipped = scans.cumsum

    def running(self: Any, given: Any) -> Any:
        if given.handle.data.dtype.kind != "f":
            return shipped(self, given)
        values, step = np.moveaxis(given.handle.data, self.axis, -1), 1
        with np.errstate(all="ignore"):
            while step < values.shape[-1]:
                added = values[..., step:] + values[..., :-step]
                values, step = np.concatenate((values[..., :step], added), -1), 2 * step
        return [self.to_tensor(np.moveaxis(values, -1, self.axis), given.dtype)]

    scans.cumsum = running


def _clamp(self: Any, x: Any, low: Any, high: Any, propagate_nan: Any) -> Any:
    from triton._C.libtriton import ir
    from triton.runtime.interpreter import TensorHandle

    all_nan = propagate_nan == ir.PROPAGATE_NAN.ALL
    larger, smaller = (np.maximum, np.minimum) if all_nan else (np.fmax, np.fmin)
    return TensorHandle(smaller(larger(x.data, low.data), high.data), x.dtype.scalar)


def _fma(self: Any, x: Any, y: Any, z: Any) -> Any:
    """x * y + z, rounded once but for ties of fp64's own rounding; fp64 as shipped."""
    from triton.runtime.interpreter import TensorHandle

    operands = [_wide(operand) for operand in (x, y, z)]
    with np.errstate(all="ignore"):
        wide = [operand.astype(np.float64) for operand in operands]
        made = wide[0] * wide[1] + wide[2]
        kept = to_bfloat16_bits(made) if _is_bfloat16(z) else made.astype(z.data.dtype)
    return TensorHandle(kept, z.dtype.scalar)


def _mend_libdevice() -> None:
    """torch's CPU functions for libdevice's; one that is not here says so when it is called."""
    from triton.language.extra import libdevice
    from triton.language.extra.cuda import libdevice as of_cuda

    functions = {name: _elementwise(made) for name, made in {**_UNARY, **_BINARY, **_FAST}.items()}
    for module in (libdevice, of_cuda):
        for name, shipped in list(vars(module).items()):
            if callable(shipped) and getattr(shipped, "__module__", "") == module.__name__:
                setattr(module, name, functions.get(name) or _missing(name))
        for name in ("fma", "fma_rn"):
            setattr(module, name, _fma_of_three)


def _missing(name: str) -> Callable[..., Any]:
    def call(*operands: Any, **named: Any) -> Any:
        raise NotImplementedError(
            f"libdevice.{name} is not interpreted; see --device compile and --device cuda"
        )

    return call


def _fma_of_three(x: Any, y: Any, z: Any, **named: Any) -> Any:
    import triton.language as tl

    return tl.fma(x, y, z)


def _scalar_of(dtype: Any) -> Any:
    import triton.language as tl

    return {"float32": tl.float32, "float64": tl.float64, "int32": tl.int32, "int64": tl.int64}[
        dtype.name
    ]


def _elementwise(function: Callable[..., torch.Tensor]) -> Callable[..., Any]:
    """`function` on the interpreter's tensors: scalars are promoted, shapes broadcast. Of 16-bit
    floats libdevice has none, and the compiler refuses them as is done here.
    """
    import triton.language as tl
    from triton.runtime.interpreter import TensorHandle

    def call(*operands: Any, **named: Any) -> Any:
        typed = next(operand for operand in operands if isinstance(operand, tl.tensor))
        scalar = typed.dtype.scalar
        if scalar.is_floating() and scalar.primitive_bitwidth < 32:
            raise ValueError(f"libdevice takes fp32 and fp64, and is given {scalar}: cast it first")
        arrays = [
            operand.handle.data
            if isinstance(operand, tl.tensor)
            else np.asarray(operand, dtype=typed.handle.data.dtype)
            for operand in operands
        ]
        data = function(
            *(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays)
        ).numpy()
        if data.dtype != typed.handle.data.dtype:
            scalar = tl.int1 if data.dtype == np.bool_ else _scalar_of(data.dtype)
        shape = list(np.broadcast_shapes(*(array.shape for array in arrays)))
        kind = tl.block_type(scalar, shape) if isinstance(typed.type, tl.block_type) else scalar
        return tl.tensor(TensorHandle(data.reshape(shape), scalar), kind)

    return call
