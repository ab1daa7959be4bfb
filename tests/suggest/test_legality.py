"""Adversarial graphs: what looks like a fusion, but would lose a result or read a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from workbench.schema import Ceiling
from workbench.suggest.boundary import boundary
from workbench.suggest.cost import Ceilings
from workbench.suggest.find import WAITS, find_patterns
from workbench.suggest.hosts import broadcast_copies, epilogue_of, prologue_of
from workbench.suggest.library import load_patterns
from workbench.suggest.pattern import Pattern
from workbench.suggest.reach import circle
from workbench.suggest.regions import Region, Terms, grow_regions
from workbench.suggest.select import apart, best_set, waiting
from workbench.suggest.tracing import trace_examples
from workbench.trace.opgraph import OpGraph

LIMITS = Ceilings(Ceiling(3000.0, "assumed"), Ceiling(0.8, "assumed"))


def every(graph: OpGraph) -> list[Region]:
    spent = dict.fromkeys(range(len(graph.nodes)), 2.0)
    return list(grow_regions(graph, Terms(LIMITS, 132, spent, lambda node: 0, ())))


def mined(run: Callable[[Any], Any]) -> tuple[OpGraph, list[Region]]:
    graph = trace_examples(run, "bfloat16")
    return graph, [region for region in every(graph) if len(region.nodes) > 1]


def found(name: str, run: Callable[[Any], Any]) -> tuple[list[str], list[str]]:
    """Functions of a pattern that match, and why the others do not."""
    graph = trace_examples(run, "bfloat16")
    (pattern,) = (one for one in load_patterns() if one.name == name)
    (one,) = find_patterns(graph, [pattern])
    return [m.reference.function for m in one.matches], [r.reason for r in one.refusals]


def llama_norm(x: Any, weight: Any, keepdim: bool = True) -> Any:
    wide = x.float()
    variance = wide.pow(2).mean(-1, keepdim=keepdim)
    return weight * (wide * torch.rsqrt(variance + 1e-6)).to(x.dtype)


# --------------------------------------------------------------------------- what must be left


def test_what_is_written_in_place_into_memory_from_before_the_step_is_left_there() -> None:
    cache = torch.empty(4, 8, dtype=torch.bfloat16)

    def run(tensor: Any) -> Any:
        cache.add_(tensor(4, 8))
        return (cache * 2).tanh()  # the only reader in this step; the next step reads it too

    graph, (region,) = mined(run)
    edge = boundary(graph, region.nodes)
    assert edge.outputs == {graph.nodes[0].outputs[0]: 64, graph.nodes[2].outputs[0]: 64}
    assert not edge.inner[1:] and edge.bytes_written == 128

    def made_in_the_step(tensor: Any) -> Any:
        own = tensor(4, 8)
        own.add_(tensor(4, 8))
        return (own * 2).tanh()

    graph, (region,) = mined(made_in_the_step)
    assert list(boundary(graph, region.nodes).outputs) == [graph.nodes[2].outputs[0]]


def test_a_pattern_does_not_swallow_a_write_into_such_memory() -> None:
    buffer = torch.empty(4, 8, dtype=torch.bfloat16)

    def run(tensor: Any, where: Any) -> Any:
        torch.div(tensor(4, 8), 30.0, out=where)
        return torch.tanh(where) * 30.0

    own = torch.empty_like(buffer)
    assert found("logit_softcap", lambda tensor: run(tensor, buffer)) == (
        [],
        ["div writes an intermediate into memory that outlives the step"],
    )
    assert found("logit_softcap", lambda tensor: run(tensor, torch.empty_like(own)))[0] == [
        "div_tanh_mul"
    ]


def test_what_is_overwritten_in_part_and_read_by_nobody_is_a_result() -> None:
    def run(tensor: Any) -> Any:
        x = tensor(4, 8) + tensor(4, 8)
        x[:, 4:].zero_()
        return x

    graph, regions = mined(run)
    assert regions == []  # one launch cannot leave the sum's left half and the zeros
    assert list(boundary(graph, [0, 1]).outputs.values()) == [64, 32]


# --------------------------------------------------------------------------- what is moved


def test_no_copy_is_spared_whose_source_is_written_again_before_it_is_read() -> None:
    def expand(cache: Any) -> Any:
        return cache[:, :, None].expand(2, 2, 4, 24, 16).reshape(2, 8, 24, 16)

    def run(tensor: Any, overwrite: bool) -> Any:
        query, cache = tensor(2, 8, 1, 16), tensor(2, 2, 24, 16)
        keys = expand(cache)
        if overwrite:
            cache.copy_(tensor(2, 2, 24, 16))
        return torch.matmul(query, keys.transpose(2, 3))

    reason = "what it reads or writes is written again before the last reader, or read later"
    assert found("kv_expand", lambda tensor: run(tensor, False)) == (["repeat_kv"], [])
    assert found("kv_expand", lambda tensor: run(tensor, True)) == ([], [reason])
    kept = trace_examples(lambda tensor: run(tensor, False), "bfloat16")
    assert broadcast_copies(kept) == {0}
    assert not broadcast_copies(trace_examples(lambda tensor: run(tensor, True), "bfloat16"))


def test_no_prologue_that_would_read_what_was_written_since() -> None:
    def run(tensor: Any, overwrite: bool) -> Any:
        x = tensor(4, 8)
        twice = x * 2
        if overwrite:
            x.add_(1)
        return twice @ tensor(8, 8)

    graph = trace_examples(lambda tensor: run(tensor, False), "bfloat16")
    assert [prologue_of(graph, region) for region in every(graph)] == [(1,)]
    graph = trace_examples(lambda tensor: run(tensor, True), "bfloat16")
    assert [prologue_of(graph, region) for region in every(graph)] == [(), ()]


def test_no_epilogue_with_what_is_computed_after_its_gemm() -> None:
    @torch.library.custom_op("workbench_test::unknown", mutates_args=())
    def unknown(x: torch.Tensor) -> torch.Tensor:
        return x + 1

    def run(tensor: Any, overwrite: bool) -> Any:
        x, w = tensor(4, 8), tensor(8, 8)
        h = x @ w
        if overwrite:
            x.zero_()  # must stay behind the GEMM
        return h + torch.ops.workbench_test.unknown(x)  # and what reads the zeros behind that

    for overwrite, host in ((False, 0), (True, None)):
        graph = trace_examples(lambda tensor, o=overwrite: run(tensor, o), "bfloat16")
        assert epilogue_of(graph, every(graph)[-1]) == host


# --------------------------------------------------------------------------- broadcast


def test_a_number_a_row_is_no_weight_even_in_a_square() -> None:
    def row_scale(tensor: Any) -> Any:
        return llama_norm(tensor(8, 8), tensor(8, 1))

    def every_column_by_its_own_row(tensor: Any) -> Any:
        return llama_norm(tensor(8, 8), tensor(8), keepdim=False)

    def weight(tensor: Any) -> Any:
        return llama_norm(tensor(8, 8), tensor(8))

    assert found("rms_norm", weight)[0] == ["llama_rms_norm"]
    assert found("rms_norm", row_scale)[0] == ["gemma_rms_norm_rsqrt"]  # the norm before the scale
    matched, reasons = found("rms_norm", every_column_by_its_own_row)
    assert matched == [] and reasons[0].endswith("mul repeats its operands another way")


# --------------------------------------------------------------------------- several at once


def crossed(tensor: Any) -> Any:
    """Either sum may be one launch with the tanh it reads, not both: each waits for the other."""
    x, y, w = tensor(4, 8), tensor(4, 8), tensor(8, 8)
    a, b = x.tanh(), y.tanh()
    return a + b @ w, b + a @ w


def test_regions_do_not_wait_for_each_other() -> None:
    graph, regions = mined(crossed)
    assert [node.name[6:] for node in graph.nodes] == ["tanh", "tanh", "mm", "add", "mm", "add"]
    assert [region.nodes for region in regions] == [(1, 5)]
    assert circle(graph, [(0, 3), (1, 5)]) == (0, 1)
    assert circle(graph, [(0, 3)]) == circle(graph, [(0, 1), (3, 5)]) == ()


def test_three_in_a_circle_lose_one() -> None:
    def run(tensor: Any) -> Any:
        a, b, c = (tensor(4, 8).tanh() for _ in range(3))
        w = tensor(8, 8)
        return a + b @ w, b + c @ w, c + a @ w

    graph, regions = mined(run)
    assert [region.nodes for region in regions] == [(1, 6), (2, 8)]
    assert circle(graph, [(0, 4), (1, 6), (2, 8)]) == (0, 1, 2)


def test_matches_of_one_pattern_do_not_wait_for_each_other() -> None:
    def tanh_plus(x: Any, y: Any) -> Any:
        h = x.tanh()
        return h, h + y

    pattern = Pattern(
        references=(tanh_plus,),
        inputs=lambda activation, weight: {"x": activation(7, 31), "y": activation(7, 31)},
        outputs=("h", "sum"),
        examples=(crossed, crossed),
        name="tanh_plus",
    )
    (one,) = find_patterns(trace_examples(crossed, "bfloat16"), [pattern])
    assert [match.nodes for match in one.matches] == [(0, 3)]
    assert [(refused.nodes, refused.reason) for refused in one.refusals] == [((1, 5), WAITS)]


def test_the_best_set_holds_no_candidates_that_wait_for_each_other() -> None:
    graph = trace_examples(crossed, "bfloat16")
    parts = {"one": [(0, 3)], "other": [(1, 5)], "neither": [(2,), (4,)]}
    saving, conflicting = {"one": 2.0, "other": 3.0, "neither": 1.0}, dict.fromkeys(parts, ())
    assert best_set(saving, conflicting) == ("neither", "one", "other")
    assert waiting(("neither", "one", "other"), graph, parts) == ("one", "other")
    conflicting = apart(conflicting, ("one", "other"))
    assert conflicting == {"one": ("other",), "other": ("one",), "neither": ()}
    assert best_set(saving, conflicting) == ("neither", "other")
    assert waiting(("neither", "other"), graph, parts) == ()
