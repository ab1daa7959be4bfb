"""Calls to graph: versions, views, in-place writes, reused storage."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.schema import TensorType
from workbench.trace import dataflow
from workbench.trace.dataflow import build_graph
from workbench.trace.layout import WHOLE, TensorRef, overlaps
from workbench.trace.operators import is_composite, parse_schema
from workbench.trace.opgraph import EXTERNAL, UNKNOWN, Call

ADD = "aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor"
ADD_ = "aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)"
NEG = "aten::neg(Tensor self) -> Tensor"
COPY_ = "aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)"
EMPTY = "aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None) -> Tensor"
VIEW = "aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)"
SET_ = "aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -> Tensor(a!)"
RESIZE_ = "aten::resize_(Tensor(a!) self, SymInt[] size) -> Tensor(a!)"
SUM_OUT = "aten::sum.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)"
TOPK = "aten::topk(Tensor self, SymInt k, int dim=-1) -> (Tensor values, Tensor indices)"


def matrix(
    storage: int, rows: int = 2, width: int = 8, offset: int = 0, stride: int = 8, dtype: str = ""
) -> TensorRef:
    kind = TensorType((rows, width), (stride, 1), dtype or "float32", "cuda:0", 4)
    return TensorRef(storage, offset, kind)


def call(schema: str, *arguments: Any, out: tuple[TensorRef, ...]) -> Call:
    parsed = parse_schema(schema)
    assert parsed is not None
    return Call(parsed, arguments, out)


def names(graph: Any) -> list[str]:
    return [node.name for node in graph.nodes]


def test_a_reused_storage_is_read_as_its_last_writer_left_it() -> None:
    x, a, b = matrix(1), matrix(2), matrix(3)
    graph = build_graph(
        [
            call(NEG, x, out=(a,)),
            call(NEG, a, out=(b,)),
            # a was freed; the allocator gives its address to an unrelated result
            call(ADD, x, x, 1, out=(a,)),
            call(NEG, a, out=(matrix(4),)),
        ]
    )
    last = graph.nodes[3].operands[0]
    assert graph.values[last.sources[0]].producer == 2
    first = graph.values[graph.nodes[0].outputs[0]]
    assert first.readers == [1]
    assert first.overwritten_by == []  # a free and a reuse are no write into the tensor


def test_an_in_place_op_reads_the_old_and_writes_a_new_version() -> None:
    x, a = matrix(1), matrix(2)
    graph = build_graph(
        [
            call(NEG, x, out=(a,)),
            call(ADD_, a, x, 1, out=(a,)),
            call(NEG, a, out=(matrix(3),)),
        ]
    )
    assert names(graph) == ["aten::neg", "aten::add", "aten::neg"]
    old, new = graph.nodes[0].outputs[0], graph.nodes[1].outputs[0]
    assert graph.values[old].readers == [1]
    assert graph.values[old].overwritten_by == [1]
    assert graph.nodes[2].operands[0].sources == (new,)
    assert graph.nodes[1].in_place


def test_views_are_edges_not_nodes() -> None:
    x, a = matrix(1), matrix(2)
    flat = TensorRef(2, 0, TensorType((16,), (1,), "float32", "cuda:0", 4))
    graph = build_graph(
        [
            call(NEG, x, out=(a,)),
            call(VIEW, a, (16,), out=(flat,)),
            call(NEG, flat, out=(matrix(3),)),
        ]
    )
    assert names(graph) == ["aten::neg", "aten::neg"]
    assert graph.nodes[1].operands[0].view == WHOLE


def test_a_tensor_filled_by_parts_has_all_writers_as_sources() -> None:
    left, right = matrix(2, width=4), matrix(2, width=4, offset=4)
    graph = build_graph(
        [
            call(EMPTY, (2, 8), None, out=(matrix(2),)),
            call(COPY_, left, matrix(5, width=4, stride=4), False, out=(left,)),
            call(COPY_, right, matrix(6, width=4, stride=4), False, out=(right,)),
            call(NEG, left, out=(matrix(7, width=4, stride=4),)),
            call(NEG, matrix(2), out=(matrix(8),)),
        ]
    )
    assert names(graph) == ["aten::clone", "aten::clone", "aten::neg", "aten::neg"]
    assert [graph.values[v].producer for v in graph.nodes[2].operands[0].sources] == [0]
    producers = {graph.values[v].producer for v in graph.nodes[3].operands[0].sources}
    assert producers == {0, 1, EXTERNAL}  # whether the parts fill the whole is not worked out


def test_an_out_argument_is_written_not_read() -> None:
    x, out = matrix(1), matrix(2)
    graph = build_graph([call(NEG, x, out=(out,)), call(SUM_OUT, x, None, out, out=(out,))])
    assert graph.values[graph.nodes[0].outputs[0]].readers == []
    assert graph.values[graph.nodes[0].outputs[0]].overwritten_by == [1]


def test_copies_have_one_spelling() -> None:
    half = matrix(2, dtype="bfloat16")
    graph = build_graph([call(COPY_, half, matrix(1), False, out=(half,))])
    assert names(graph) == ["aten::_to_copy"]


def test_a_python_number_made_a_tensor_is_an_unknown_scalar() -> None:
    number = TensorRef(9, 0, TensorType((), (), "float64", "cpu", 8))
    graph = build_graph([call(ADD, matrix(1), number, 1, out=(matrix(2),))])
    assert graph.nodes[0].operands[1].scalar is UNKNOWN


def test_results_of_one_call_are_told_apart() -> None:
    values, ids = matrix(2), matrix(3, dtype="int64")
    graph = build_graph(
        [call(TOPK, matrix(1), 8, -1, out=(values, ids)), call(NEG, ids, out=(matrix(4),))]
    )
    read = graph.values[graph.nodes[1].operands[0].sources[0]]
    assert (read.producer, read.output) == (0, 1)


def test_schemas() -> None:
    schema = parse_schema(ADD_)
    assert schema is not None
    assert (schema.name, schema.overload) == ("aten::add_", "Tensor")
    assert schema.arguments == ("self", "other", "alpha")
    assert schema.mutated == {"self"}
    text = 'aten::gelu(Tensor self, *, str approximate="none, (or tanh") -> Tensor'
    gelu = parse_schema(text.replace("(or", "or"))
    assert gelu is not None and gelu.arguments[:2] == ("self", "approximate")
    assert parse_schema("") is None


def test_the_level_of_the_cut() -> None:
    assert is_composite("aten::linear")
    assert is_composite("aten::softmax.int")
    assert not is_composite("aten::_softmax")
    assert not is_composite("aten::add.Tensor")
    assert not is_composite("nobody::knows_me")


def test_what_names_another_tensors_storage_moves_nothing() -> None:
    x, a, b = matrix(1), matrix(2), matrix(3)
    graph = build_graph(
        [
            call(NEG, x, out=(a,)),
            call(SET_, matrix(9), a, out=(a,)),
            call(RESIZE_, a, (2, 8), out=(a,)),
            call(NEG, a, out=(b,)),
        ]
    )
    assert names(graph) == ["aten::neg", "aten::neg"]
    assert graph.nodes[1].operands[0].sources == graph.nodes[0].outputs


def test_empty_views_of_a_tensor_leave_it_known() -> None:
    x, a, b = matrix(1), matrix(2), matrix(3)
    graph = build_graph(
        [
            call(NEG, x, out=(a,)),
            call(VIEW, matrix(2, rows=0), (0, 2, 4), out=(matrix(2, rows=0),)),
            call(NEG, matrix(2, rows=0), out=(matrix(2, rows=0),)),
            call(ADD_, matrix(2, rows=0), matrix(2, rows=0), 1, out=(matrix(2, rows=0),)),
            call(NEG, a, out=(b,)),
        ]
    )
    last = graph.nodes[-1]
    assert names(graph) == ["aten::neg", "aten::add", "aten::neg"]  # no empty view is a node
    assert last.operands[0].sources == graph.nodes[0].outputs
    assert graph.values[graph.nodes[0].outputs[0]].overwritten_by == []


def test_what_is_left_in_memory_from_before_the_step_is_kept() -> None:
    cache, x, a = matrix(1), matrix(2), matrix(3)
    graph = build_graph(
        [
            call(ADD_, cache, x, 1, out=(cache,)),
            call(ADD_, cache, x, 1, out=(cache,)),
            call(NEG, cache, out=(a,)),
            call(ADD_, a, x, 1, out=(a,)),
        ]
    )
    assert [graph.values[node.outputs[0]].kept for node in graph.nodes] == [False, True] + [
        False
    ] * 2
    freed = build_graph(
        [
            call(ADD_, cache, x, 1, out=(cache,)),
            call(EMPTY, (2, 8), None, out=(cache,)),  # its storage went to someone else
            call(ADD_, cache, x, 1, out=(cache,)),
        ]
    )
    assert not any(value.kept for value in freed.values)


def test_slices_of_one_storage_are_compared_only_where_they_meet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def counted(one: TensorRef, other: TensorRef) -> bool:
        nonlocal compared
        compared += 1
        return overlaps(one, other)

    monkeypatch.setattr(dataflow, "overlaps", counted)
    slices = [matrix(1, offset=16 * k) for k in range(500)]
    graph = build_graph(
        [call(ADD_, one, one, 1, out=(one,)) for one in slices]
        + [call(NEG, one, out=(matrix(2),)) for one in slices]
    )
    assert compared == 500 * 3  # the second reading of `one` and its overwriting, the last reading
    assert [graph.nodes[500 + k].operands[0].sources for k in range(500)] == [
        node.outputs for node in graph.nodes[:500]
    ]
