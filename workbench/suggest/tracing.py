"""Run ordinary PyTorch on small CPU tensors and record the calls that the dispatcher sees.

The calls go through the same graph builder as a capture's, so a pattern and a capture are spelled
alike. Nothing here needs a GPU: which operators a function dispatches to below autograd does not
depend on the device for what patterns are made of.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from workbench.schema import TensorType
from workbench.suggest.pattern import MakeTensor, Pattern
from workbench.trace.dataflow import build_graph
from workbench.trace.layout import TensorRef
from workbench.trace.operators import CONTRACTIONS, parse_schema
from workbench.trace.opgraph import EXTERNAL, Call, OpGraph

# Stand in for float parameters: values that no code holds as a constant.
_FLOATS = tuple(0.7390851332151607 + k / 7 for k in range(16))


@dataclass(frozen=True)
class Reference:
    """One form of a pattern for one choice of dtypes, as an op graph.

    inputs, outputs: parameter, output name -> value of the graph. scalars: the number that stood
    for a scalar parameter -> its name. surroundings: nodes that must be there, but are no part of
    the fusion. parts: all others, by the launch that they become. weighs: whether the dtype of
    weights makes a difference.
    """

    function: str
    graph: OpGraph
    inputs: Mapping[str, int]
    outputs: Mapping[str, int]
    scalars: Mapping[Any, str]
    dtypes: tuple[str, str]  # of activations and of weights
    surroundings: frozenset[int]
    parts: tuple[tuple[int, ...], ...]
    weighs: bool


# What GPUs do and CPUs refuse, as an allocation of the right shape: values do not matter here.
_WITHOUT_CPU_KERNEL = {
    # of integers; bins are the second argument
    "aten::histc": lambda tensor, bins=100, *limits: tensor.new_empty(bins),
}


class _Recorder(TorchDispatchMode):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self._alive: list[Any] = []  # a storage's address names it, so none may be freed

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled here; guarding against it would import Dynamo, 1.3 s."""
        return False

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        run = _WITHOUT_CPU_KERNEL.get(func.name(), func)
        result = run(*args, **(kwargs or {}))
        self._alive.append((args, kwargs, result))
        self.calls.append(_call(func, args, kwargs or {}, result))
        return result


@contextmanager
def _one_thread() -> Iterator[None]:
    """Tiny tensors gain nothing from more, and waiting for busy cores takes most of the time."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def trace_examples(run: Callable[[MakeTensor], Any], dtype: str) -> OpGraph:
    """The op graph of `run`, which makes its tensors of `dtype` itself."""
    with torch.no_grad(), _Recorder() as recorder:
        run(_maker(dtype))
    return build_graph(recorder.calls)


def trace_references(pattern: Pattern, dtypes: tuple[str, str]) -> Iterator[Reference]:
    """Every form of `pattern` for activations and weights of `dtypes`."""
    for form in forms_of(pattern):
        yield trace_form(pattern, form, dtypes)


@dataclass(frozen=True)
class Form:
    """A reference of a pattern with the optional inputs that it is called without."""

    function: Callable[..., Any]
    without: frozenset[str]


def forms_of(pattern: Pattern) -> Iterator[Form]:
    """The forms of `pattern`, in the order of its references."""
    for function in pattern.references:
        for left_out in _optional_inputs(function):
            yield Form(function, left_out)


def _optional_inputs(function: Callable[..., Any]) -> Iterator[frozenset[str]]:
    """The sets of parameters to leave out: none, and each that has the default None."""
    yield frozenset()
    for parameter in inspect.signature(function).parameters.values():
        if parameter.default is None:
            yield frozenset({parameter.name})


def trace_form(pattern: Pattern, form: Form, dtypes: tuple[str, str]) -> Reference:
    """One form of `pattern` for activations and weights of `dtypes`."""
    names = [
        name for name in inspect.signature(form.function).parameters if name not in form.without
    ]
    weights: list[torch.Tensor] = []
    with torch.no_grad(), _one_thread(), _Recorder() as recorder:
        given = pattern.inputs(_maker(dtypes[0]), _maker(dtypes[1], weights))
        before = len(recorder.calls)
        arguments = {name: given[name] for name in names}
        floats = iter(_FLOATS)
        for name, value in arguments.items():
            if isinstance(value, float):
                arguments[name] = next(floats)
        result = form.function(**arguments)
    around = _needed(recorder.calls, before)
    graph = build_graph([*around, *recorder.calls[before:]])
    inside = range(len(build_graph(around).nodes), len(graph.nodes))
    gemms = {node for node in inside if graph.nodes[node].name in CONTRACTIONS}
    surroundings = frozenset(range(inside.start)).union(gemms if pattern.between_gemms else ())
    results = result if isinstance(result, tuple | list) else (result,)
    scalars = {
        value: name for name, value in arguments.items() if not isinstance(value, torch.Tensor)
    }
    return Reference(
        form.function.__name__,
        graph,
        _values(graph, arguments, range(EXTERNAL, inside.start)),
        _values(graph, dict(zip(pattern.outputs, results, strict=True)), inside),
        scalars,
        dtypes,
        surroundings,
        _parts(graph, surroundings) if pattern.between_gemms else (tuple(inside),),
        not {one.untyped_storage()._cdata for one in weights}.isdisjoint(
            value.ref.storage for value in graph.values
        ),
    )


def _parts(graph: OpGraph, surroundings: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Nodes by the number of GEMMs before them; what hangs on inputs alone goes with its reader."""
    level: dict[int, int] = {}
    free: set[int] = set()
    for node in graph.nodes:
        writers = {graph.values[value].producer for value in graph.reads(node)} - {EXTERNAL}
        level[node.index] = max((level[w] + (w in surroundings) for w in writers), default=0)
        if writers <= free and node.index not in surroundings:
            free.add(node.index)
    for index in sorted(free, reverse=True):
        readers = [r for value in graph.nodes[index].outputs for r in graph.values[value].readers]
        level[index] = min((level[reader] for reader in readers), default=level[index])
    parts: dict[int, list[int]] = {}
    for node in graph.nodes:
        if node.index not in surroundings:
            parts.setdefault(level[node.index], []).append(node.index)
    return tuple(tuple(parts[k]) for k in sorted(parts))


def _needed(calls: list[Call], count: int) -> list[Call]:
    """Of the first `count` calls those that the others read from, directly or not."""
    read: set[int] = set()
    needed = []
    for index in reversed(range(len(calls))):
        if index >= count or any(ref.storage in read for ref in calls[index].outputs):
            arguments = calls[index].arguments
            read.update(item.storage for item in arguments if isinstance(item, TensorRef))
            if index < count:
                needed.append(calls[index])
    return needed[::-1]


def _values(graph: OpGraph, tensors: Mapping[str, Any], producers: range) -> dict[str, int]:
    """The newest value of each tensor that one of `producers` wrote; none for what is not one."""
    newest = {
        value.ref.storage: value.index for value in graph.values if value.producer in producers
    }
    return {
        name: newest[tensor.untyped_storage()._cdata]
        for name, tensor in tensors.items()
        if isinstance(tensor, torch.Tensor) and tensor.untyped_storage()._cdata in newest
    }


def _maker(dtype: str, made: list[torch.Tensor] | None = None) -> MakeTensor:
    """Makes tensors, and keeps them in `made`."""
    usual = getattr(torch, dtype)

    def make(*extents: int, dtype: torch.dtype = usual) -> torch.Tensor:
        tensor = torch.empty(extents, dtype=dtype)  # an allocation is no node of the graph
        if made is not None:
            made.append(tensor)
        return tensor

    return make


def _call(func: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], result: Any) -> Call:
    schema = parse_schema(str(func._schema))
    assert schema is not None, func
    declared = func._schema.arguments
    values = [
        args[k] if k < len(args) else kwargs.get(argument.name, argument.default_value)
        for k, argument in enumerate(declared)
    ]
    outputs = result if isinstance(result, tuple | list) else (result,)
    return Call(
        schema,
        tuple(_argument(value) for value in values),
        tuple(_ref(item) for item in outputs if isinstance(item, torch.Tensor)),
    )


def _argument(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return _ref(value)
    if isinstance(value, list | tuple):
        return tuple(_argument(item) for item in value)
    return value


def _ref(tensor: torch.Tensor) -> TensorRef:
    kind = TensorType(
        tuple(tensor.shape),
        tuple(tensor.stride()),
        str(tensor.dtype).removeprefix("torch."),
        str(tensor.device),
        tensor.element_size(),
    )
    return TensorRef(tensor.untyped_storage()._cdata, tensor.storage_offset(), kind)
