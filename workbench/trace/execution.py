"""Read torch's execution trace (Chakra JSON) into the op graph, cut at the dispatcher's level.

The cut: of nested ops the outermost one that the dispatcher does not replace by others (its kernel
is not CompositeImplicitAutograd). So `aten::softmax` is read as `aten::_softmax`, `aten::to` as
`aten::_to_copy`, `aten::linear` as `aten::mm`: what a TorchDispatchMode sees of the same program.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from isal import igzip

from workbench.errors import BadInput
from workbench.schema import TensorType
from workbench.trace.dataflow import build_graph
from workbench.trace.layout import TensorRef
from workbench.trace.operators import ALLOCATIONS, Schema, is_composite, parse_schema
from workbench.trace.opgraph import Call, OpGraph

TEXT_BYTES_MAX = 2 << 30  # 120 times the trace of a step of 5,000 launches

_DTYPES = {
    "float": "float32",
    "double": "float64",
    "int": "int32",
    "long int": "int64",
    "long": "int64",
    "short int": "int16",
    "short": "int16",
    "unsigned char": "uint8",
    "signed char": "int8",
    "char": "int8",
    "bool": "bool",
    "c10::Half": "float16",
    "c10::BFloat16": "bfloat16",
    "c10::complex<float>": "complex64",
    "c10::complex<double>": "complex128",
}


class _Values(msgspec.Struct, gc=False):
    values: list[Any]
    shapes: list[Any]
    types: list[str]
    strides: list[Any] = []


class _Attribute(msgspec.Struct, gc=False):
    name: str
    value: Any = None


class _Node(msgspec.Struct):
    id: int
    name: str
    ctrl_deps: int
    inputs: _Values
    outputs: _Values
    attrs: list[_Attribute]

    def attribute(self, name: str, default: Any) -> Any:
        return next((item.value for item in self.attrs if item.name == name), default)


class _Document(msgspec.Struct):
    schema: str
    nodes: list[_Node]


def load_op_graph(path: str | os.PathLike[str]) -> OpGraph:
    """The data-flow graph of an execution trace, JSON plain or gzipped.

    Node `rf_ids` join `Op.record_function_id` of the Kineto trace of the same run. Raises BadInput
    when the file is none, is damaged, or is larger than 2 GiB of text.
    """
    path = Path(path)
    with _collector_paused():
        return _load(path)


def _load(path: Path) -> OpGraph:
    document = _decode(path)
    try:
        return build_graph(_calls(document.nodes))
    except (TypeError, ValueError, IndexError, KeyError, RecursionError) as error:
        raise BadInput(
            f"{path}: an execution trace of schema {document.schema} with a malformed node "
            f"({type(error).__name__}: {error}); record it again"
        ) from None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small objects, none of them garbage: collecting takes 5 times the decoding."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _decode(path: Path) -> _Document:
    try:
        return msgspec.json.decode(_read(path), type=_Document)
    except FileNotFoundError:
        raise BadInput(f"{path}: no such file; name an execution trace") from None
    except (OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
        raise BadInput(
            f"{path}: not a whole execution trace of torch's ExecutionTraceObserver "
            f"(Chakra 1.1): {error}; record it again, and call stop() before copying it"
        ) from None


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        stream = igzip.GzipFile(fileobj=file) if packed else file
        text: bytes = stream.read(TEXT_BYTES_MAX + 1)
    if len(text) > TEXT_BYTES_MAX:
        raise ValueError(f"more than {TEXT_BYTES_MAX >> 30} GiB of text")
    return text


# --------------------------------------------------------------------------- the cut


def _calls(nodes: list[_Node]) -> Iterator[Call]:
    """Calls at the dispatcher's level, in the order in which they began."""
    nodes = sorted(nodes, key=lambda node: node.id)  # ids are given when an op begins
    known = {node.id for node in nodes}
    if len(known) < len(nodes):
        twice = next(one.id for one, after in pairwise(nodes) if one.id == after.id)
        raise ValueError(f"two nodes have the id {twice}")
    children: dict[int, list[_Node]] = {}
    roots = []
    for node in nodes:
        if node.ctrl_deps in known and node.ctrl_deps < node.id:
            children.setdefault(node.ctrl_deps, []).append(node)
        else:
            roots.append(node)
    for root in roots:
        yield from _cut(root, children)


def _cut(node: _Node, children: dict[int, list[_Node]]) -> Iterator[Call]:
    schema = parse_schema(node.attribute("op_schema", ""))
    below = children.get(node.id, ())
    if below and (schema is None or is_composite(schema.qualified)):
        calls = [call for child in below for call in _cut(child, children)]
        if schema is None or any(call.schema.name not in ALLOCATIONS for call in calls):
            yield from calls
            return
    call = _call(node, schema, tuple(_rf_ids(node, children)))
    if call is not None:
        yield call


def _rf_ids(node: _Node, children: dict[int, list[_Node]]) -> Iterator[int]:
    pending = [node]
    while pending:
        nested = pending.pop()
        rf_id = nested.attribute("rf_id", 0)
        if isinstance(rf_id, int) and rf_id > 0:
            yield rf_id
        pending.extend(children.get(nested.id, ()))


def _call(node: _Node, schema: Schema | None, rf_ids: tuple[int, ...]) -> Call | None:
    inputs = tuple(_arguments(node.inputs))
    outputs = tuple(ref for value in _arguments(node.outputs) for ref in _refs(value))
    if schema is not None:
        if not outputs and not schema.mutated and is_composite(schema.qualified):
            return None  # a question about a tensor's type, not about what it holds
        return Call(schema, inputs, outputs, rf_ids)
    if not any(True for value in inputs for _ in _refs(value)):
        return None  # an annotation
    names = tuple(f"argument{position}" for position in range(len(inputs)))
    return Call(Schema(node.name, "", names, frozenset()), inputs, outputs, rf_ids, opaque=True)


def _refs(value: Any) -> Iterator[TensorRef]:
    if isinstance(value, TensorRef):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _refs(item)


# --------------------------------------------------------------------------- arguments


def _arguments(values: _Values) -> Iterator[Any]:
    strides = values.strides or [[] for _ in values.values]
    for value, shape, kind, stride in zip(
        values.values, values.shapes, values.types, strides, strict=True
    ):
        yield _argument(value, shape, kind, stride)


def _argument(value: Any, shape: Any, kind: str, stride: Any) -> Any:
    if kind.startswith("Tensor("):
        return _tensor(value, shape, kind, stride)
    if kind.startswith("GenericList[") or kind.startswith("Tuple["):
        kinds = kind[kind.index("[") + 1 : -1].split(",")
        if len(kinds) != len(value):
            return tuple(value)
        return tuple(_argument(*parts) for parts in zip(value, shape, kinds, stride, strict=True))
    if kind == "Double":
        return float(value)  # infinities and NaN are written as strings
    return None if value == "<None>" else value


def _tensor(value: Any, shape: Any, kind: str, stride: Any) -> TensorRef | None:
    dtype = kind[len("Tensor(") : -1]
    if dtype.startswith("nullptr"):
        return None  # an undefined tensor: an optional argument left out
    _, storage, offset, _, itemsize, device = value
    kind_of = _tensor_type(tuple(shape), tuple(stride), _dtype(dtype), str(device), int(itemsize))
    return TensorRef(int(storage), int(offset), kind_of)


@lru_cache(maxsize=65536)
def _tensor_type(
    shape: tuple[int, ...], strides: tuple[int, ...], dtype: str, device: str, itemsize: int
) -> TensorType:
    if len(shape) != len(strides) or not all(isinstance(extent, int) for extent in shape + strides):
        raise ValueError(f"shape {shape} with strides {strides}")
    return TensorType(shape, strides, dtype, device, itemsize)


def _dtype(name: str) -> str:
    return _DTYPES.get(name) or name.removeprefix("c10::").lower()
