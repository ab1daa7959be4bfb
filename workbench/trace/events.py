"""What is decoded of a trace event, and nothing else: no dictionary is made of an event."""

from __future__ import annotations

import enum
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar, Union

import msgspec


class Category(enum.Enum):
    """Kineto's event categories that say something about launches; all others are OTHER."""

    KERNEL = "kernel"
    MEMCPY = "gpu_memcpy"
    MEMSET = "gpu_memset"
    RUNTIME = "cuda_runtime"
    DRIVER = "cuda_driver"
    OP = "cpu_op"
    PYTHON = "python_function"
    ANNOTATION = "user_annotation"
    GPU_ANNOTATION = "gpu_user_annotation"
    WINDOW = "Trace"
    OTHER = ""

    # members are singletons; Enum's own hash is a Python call, too slow for a call an event
    __hash__ = object.__hash__

    @classmethod
    def _missing_(cls, value: object) -> Category:
        # categories of other back ends, and lower-case spellings of old exporters
        return _OLD_NAMES.get(value, cls.OTHER) if isinstance(value, str) else cls.OTHER


_OLD_NAMES = {
    "Kernel": Category.KERNEL,
    "Memcpy": Category.MEMCPY,
    "Memset": Category.MEMSET,
    "Runtime": Category.RUNTIME,
    "Operator": Category.OP,
    "hip_runtime": Category.RUNTIME,
    "xpu_runtime": Category.RUNTIME,
}

_ARGUMENT_KEYS = {
    "external_id": "External id",
    "record_function_id": "Record function id",
    "graph_node": "graph node id",
}


class Arguments(msgspec.Struct, frozen=True, gc=False, rename=_ARGUMENT_KEYS):
    """The arguments of an event that join it to others; -1 where it carries none."""

    external_id: int = -1
    correlation: int = -1
    record_function_id: int = -1
    graph_node: int = -1
    device: int = -1
    stream: int = -1
    kernel: str = ""  # of a HIP launch call


NO_ARGUMENTS = Arguments()
# JSON cannot write this, so a time that is not a number was not in the file
MISSING: Any = float("nan")

Number = TypeVar("Number", float, Decimal)


class Span(msgspec.Struct, Generic[Number], gc=False, tag_field="ph", tag="X"):
    """One complete event (phase X). `ts` and `dur` in microseconds, MISSING where it has none."""

    name: str = ""
    cat: Category = Category.OTHER
    ts: Number = MISSING
    dur: Number = MISSING
    pid: int | str = -1
    tid: int | str = -1
    args: Arguments = NO_ARGUMENTS


# Metadata, flow and instant events carry no GPU time: known by their phase, left undecoded.
QUIET_PHASES = "MstfiI"
_QUIET = [
    msgspec.defstruct(f"Phase_{phase}", [], gc=False, tag_field="ph", tag=phase)
    for phase in QUIET_PHASES
]


@cache
def decoder(exact: bool) -> msgspec.json.Decoder[list[Any]]:
    """Decoder of an array of events: a Span for each complete one, an empty struct for a quiet one.

    Times are floats, exact to the nanosecond below 2^43 us; if `exact` Decimals, slower.
    """
    span: Any = Span[Decimal] if exact else Span[float]
    event: Any = Union[(span, *_QUIET)]
    return msgspec.json.Decoder(list[event])
