"""What an element-wise operator is in PyTorch and in Triton, rounded as eager rounds it on CUDA.

`triton` is a formula of the operands in fp32 (or, of integers, in the result's dtype). Sources of
the arithmetic: ATen's CUDA kernels (aten/src/ATen/native/cuda: UnaryOpsKernel, PowKernel,
BinaryDivTrueKernel, ActivationGeluKernel, ReduceMomentKernel), as the library's kernels check it
bit by bit on a GPU.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.trace.opgraph import Operand, OpNode

FLOATS = ("bfloat16", "float16", "float32")
INTEGERS = ("int64", "int32", "int16", "int8", "uint8")
BOOL = "bool"
DTYPES = {
    "bfloat16": "tl.bfloat16",
    "float16": "tl.float16",
    "float32": "tl.float32",
    "int64": "tl.int64",
    "int32": "tl.int32",
    "int16": "tl.int16",
    "int8": "tl.int8",
    "uint8": "tl.uint8",
    "bool": "tl.int1",
}


@dataclass(frozen=True)
class Pointwise:
    """`torch`: the call, operands by the schema's names. `triton`: of {0}, {1}, ... in order.

    hint: name of the result. same: operands are compared or chosen in their own dtype, to which a
    number is rounded first; else they are computed with in fp32. helper: a function the formula
    calls. integers: whether it means the same of integers.
    """

    torch: str
    triton: str
    hint: str
    operands: tuple[str, ...] = ("self",)
    same: bool = False
    helper: str = ""
    integers: bool = False


_TWO = ("self", "other")


def _binary(sign: str, hint: str, integers: bool = True) -> Pointwise:
    return Pointwise(
        f"{{self}} {sign} {{other}}", f"{{0}} {sign} {{1}}", hint, _TWO, False, "", integers
    )


def _comparison(sign: str, hint: str) -> Pointwise:
    return Pointwise(
        f"{{self}} {sign} {{other}}", f"{{0}} {sign} {{1}}", hint, _TWO, True, "", True
    )


def _unary(name: str, triton: str, hint: str, helper: str = "") -> Pointwise:
    return Pointwise(f"torch.{name}({{self}})", triton, hint, ("self",), False, helper)


POINTWISE: dict[str, Pointwise] = {
    "add": _binary("+", "added"),
    "sub": _binary("-", "difference"),
    "mul": _binary("*", "product"),
    "div": Pointwise("{self} / {other}", "tl.div_rn({0}, {1})", "ratio", _TWO),
    "neg": Pointwise("-{self}", "-{0}", "negated", integers=True),
    "abs": Pointwise("{self}.abs()", "tl.abs({0})", "magnitude", integers=True),
    "reciprocal": _unary("reciprocal", "tl.div_rn(1.0, {0})", "inverse"),
    "rsqrt": _unary("rsqrt", "tl.rsqrt({0})", "root"),
    "sqrt": _unary("sqrt", "tl.sqrt_rn({0})", "root"),
    "exp": _unary("exp", "libdevice.exp({0})", "power"),
    "log": _unary("log", "_log({0})", "logarithm", "log"),
    "cos": _unary("cos", "libdevice.cos({0})", "cosine"),
    "sin": _unary("sin", "_sin({0})", "sine", "sin"),
    "erf": _unary("erf", "_erf({0})", "error", "erf"),
    "tanh": _unary("tanh", "_tanh({0})", "limited", "tanh"),
    "sigmoid": _unary("sigmoid", "_sigmoid({0})", "gate", "sigmoid"),
    "relu": _unary("relu", "_relu({0})", "positive", "relu"),
    "silu": Pointwise("torch.nn.functional.silu({self})", "_silu({0})", "activated", helper="silu"),
    "eq": _comparison("==", "equal"),
    "ne": _comparison("!=", "unequal"),
    "lt": _comparison("<", "below"),
    "le": _comparison("<=", "at_most"),
    "gt": _comparison(">", "above"),
    "ge": _comparison(">=", "at_least"),
    "bitwise_and": Pointwise("{self} & {other}", "{0} & {1}", "both", _TWO, True, "", True),
    "bitwise_or": Pointwise("{self} | {other}", "{0} | {1}", "either", _TWO, True, "", True),
    "bitwise_not": Pointwise("~{self}", "~{0}", "inverted", ("self",), True, "", True),
    "logical_and": Pointwise(
        "torch.logical_and({self}, {other})", "{0} & {1}", "both", _TWO, True, "", False
    ),
    "logical_not": Pointwise(
        "torch.logical_not({self})", "~{0}", "inverted", ("self",), True, "", False
    ),
    "maximum": Pointwise(
        "torch.maximum({self}, {other})", "_maximum({0}, {1})", "larger", _TWO, True, "maximum"
    ),
    "minimum": Pointwise(
        "torch.minimum({self}, {other})", "_minimum({0}, {1})", "smaller", _TWO, True, "minimum"
    ),
    "where": Pointwise(
        "torch.where({condition}, {self}, {other})",
        "tl.where({0}, {1}, {2})",
        "chosen",
        ("condition", "self", "other"),
        True,
        "",
        True,
    ),
    "masked_fill": Pointwise(
        "{self}.masked_fill({mask}, {value})",
        "tl.where({1}, {2}, {0})",
        "masked",
        ("self", "mask", "value"),
        True,
        "",
        True,
    ),
    "clamp min": Pointwise(
        "{self}.clamp(min={min})",
        "tl.where({0} < {1}, {1}, {0})",
        "clamped",
        ("self", "min"),
        integers=True,
    ),
    "clamp max": Pointwise(
        "{self}.clamp(max={max})",
        "tl.where({0} > {1}, {1}, {0})",
        "clamped",
        ("self", "max"),
        integers=True,
    ),
    "clamp min max": Pointwise(
        "{self}.clamp({min}, {max})",
        "_clamped({0}, {1}, {2})",
        "clamped",
        ("self", "min", "max"),
        helper="clamped",
        integers=True,
    ),
    "gelu": Pointwise(
        'torch.nn.functional.gelu({self}, approximate="none")',
        "_gelu({0})",
        "activated",
        helper="gelu",
    ),
    "gelu tanh": Pointwise(
        'torch.nn.functional.gelu({self}, approximate="tanh")',
        "_gelu_tanh({0})",
        "activated",
        helper="gelu_tanh",
    ),
}


def cast(text: str, held: str, dtype: str) -> str:
    """`text`, which is `held`, as `dtype`: torch rounds integers to fp32 before 16 bits."""
    way = ".to(tl.float32)" if held in INTEGERS and dtype in ("bfloat16", "float16") else ""
    return f"{text}{way}.to({DTYPES[dtype]})"


def spelling_of(node: OpNode) -> str:
    """The entry of POINTWISE for a node, or its name where there is none."""
    name = node.name.removeprefix("aten::")
    if name == "gelu":
        approximate = node.operand("approximate")
        return "gelu tanh" if approximate and approximate.scalar == "tanh" else "gelu"
    if name == "clamp":
        given = [k for k in ("min", "max") if (one := node.operand(k)) and not _is_none(one)]
        return " ".join(("clamp", *given))
    return name


def _is_none(operand: Operand) -> bool:
    return operand.ref is None and operand.scalar is None


# Their results are operands, or minus them: they round nothing.
EXACT = frozenset(
    f"aten::{name}" for name in ("neg", "abs", "relu", "maximum", "minimum", "where", "masked_fill")
)

# torch on CUDA computes these powers so; other exponents go through libdevice's pow.
POWERS: dict[float, tuple[str, str]] = {
    2.0: ("{0} * {0}", "square"),
    1.0: ("{0}", "power"),
    0.5: ("tl.sqrt_rn({0})", "root"),
    -0.5: ("tl.rsqrt({0})", "inverse_root"),
    -1.0: ("tl.div_rn(1.0, {0})", "inverse"),
    -2.0: ("tl.div_rn(1.0, {0})", "power"),  # of the square, which has the tensor's dtype
}

# Functions that formulas call, as the library's kernels have them.
HELPERS: dict[str, str] = {
    "tanh": '''@triton.jit
def _tanh(x):
    """tanh of fp32 x as torch on CUDA: Triton has libdevice flush subnormals, torch does not."""
    return tl.where(tl.abs(x) < 1.1754943508222875e-38, x, libdevice.tanh(x))''',
    "sin": '''@triton.jit
def _sin(x):
    """sin of fp32 x as torch on CUDA: Triton has libdevice flush subnormals, torch does not."""
    return tl.where(tl.abs(x) < 1.1754943508222875e-38, x, libdevice.sin(x))''',
    "erf": '''@triton.jit
def _erf(x):
    """erf of fp32 x as torch on CUDA: Triton has libdevice flush subnormals, torch does not."""
    small = x * 1.1283791670955126
    return tl.where(tl.abs(x) < 1.1754943508222875e-38, small, libdevice.erf(x))''',
    "log": '''@triton.jit
def _log(x):
    """log of fp32 x; Triton has libdevice flush subnormals, so those are scaled by 2**24 before."""
    tiny = x < 1.1754943508222875e-38
    logarithm = libdevice.log(tl.where(tiny, x * 16777216.0, x))
    return logarithm - tl.where(tiny, 16.635532333438686, 0.0)''',
    "gelu_tanh": '''@triton.jit
def _gelu_tanh(x):
    """0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), with torch's one fma on CUDA. x fp32."""
    inner = 0.7978845608028654 * tl.fma(x * x * x, 0.044715, x)
    return 0.5 * x * (1.0 + libdevice.tanh(inner))''',
    "gelu": '''@triton.jit
def _gelu(x):
    """x times the normal distribution up to x; x fp32."""
    return x * 0.5 * (1.0 + libdevice.erf(x * 0.7071067811865476))''',
    "sigmoid": '''@triton.jit
def _sigmoid(x):
    """1 / (1 + exp(-x)), divided as IEEE has it; x fp32."""
    return tl.div_rn(1.0, 1.0 + libdevice.exp(-x))''',
    "silu": '''@triton.jit
def _silu(x):
    """x / (1 + exp(-x)), divided as IEEE has it; x fp32."""
    return tl.div_rn(x, 1.0 + libdevice.exp(-x))''',
    "relu": '''@triton.jit
def _relu(x):
    """The larger of x and 0; NaN stays NaN."""
    return tl.where(x <= 0.0, 0.0, x)''',
    "clamped": '''@triton.jit
def _clamped(x, low, high):
    """x, at least `low`, then at most `high`; NaN stays NaN."""
    x = tl.where(x < low, low, x)
    return tl.where(x > high, high, x)''',
    "maximum": '''@triton.jit
def _maximum(x, y):
    """The larger of the two; NaN where either is."""
    return tl.maximum(x, y, propagate_nan=tl.PropagateNan.ALL)''',
    "minimum": '''@triton.jit
def _minimum(x, y):
    """The smaller of the two; NaN where either is."""
    return tl.minimum(x, y, propagate_nan=tl.PropagateNan.ALL)''',
    "same": '''@triton.jit
def _same(x, y):
    """Whether x equals y, or is NaN; fp32."""
    return (x == y) | (x != x)''',
    "nan_max": '''@triton.jit
def _row_max(x):
    """The largest of each row, NaN where there is one; x fp32."""
    largest = tl.max(x, 1, keep_dims=True)
    nan = tl.max((x != x).to(tl.int32), 1, keep_dims=True)
    return tl.where(nan > 0, float("nan"), largest)''',
    "nan_min": '''@triton.jit
def _row_min(x):
    """The smallest of each row, NaN where there is one; x fp32."""
    smallest = tl.min(x, 1, keep_dims=True)
    nan = tl.max((x != x).to(tl.int32), 1, keep_dims=True)
    return tl.where(nan > 0, float("nan"), smallest)''',
}
