"""Matching by data flow: what must be found, what must be refused and for which reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from workbench.suggest.find import Found, find_patterns
from workbench.suggest.library import load_patterns
from workbench.suggest.pattern import Pattern
from workbench.suggest.tracing import trace_examples

PATTERNS = {pattern.name: pattern for pattern in load_patterns()}


def find(pattern: str | Pattern, run: Callable[[Any], Any], dtype: str = "bfloat16") -> Found:
    chosen = PATTERNS[pattern] if isinstance(pattern, str) else pattern
    (found,) = find_patterns(trace_examples(run, dtype), [chosen])
    return found


def reasons(found: Found) -> list[str]:
    return [refusal.reason for refusal in found.refusals]


def norm(x: Any, w: Any, eps: float = 1e-6) -> Any:
    wide = x.float()
    return (wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + eps, -0.5) * w.float()).type_as(x)


# --------------------------------------------------------------------------- found


def test_two_norms_of_one_tensor_are_two() -> None:
    def run(tensor: Any) -> Any:
        x, v, w = tensor(4, 8), tensor(8), tensor(8)
        return norm(x, v), norm(x, w)

    found = find("rms_norm", run)
    assert [match.nodes for match in found.matches] == [tuple(range(9)), tuple(range(9, 18))]


def test_launch_order_does_not_matter() -> None:
    def run(tensor: Any) -> Any:
        x, y, w = tensor(4, 8), tensor(4, 8), tensor(8)
        wide, other = x.float(), y.float()
        a, b = wide.pow(2), other.pow(2)
        a, b = a.mean(-1, keepdim=True), b.mean(-1, keepdim=True)
        scale = w.float()
        a, b = torch.pow(a + 1e-6, -0.5), torch.pow(b + 1e-6, -0.5)
        return (other * b * scale).type_as(y), (wide * a).type_as(x)

    found = find("rms_norm", run)
    assert sorted(len(match.nodes) for match in found.matches) == [7, 9]


def test_operands_commute() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8)
        wide = x.float()
        return (w.float() * (torch.pow(1e-6 + wide.pow(2).mean(-1, True), -0.5) * wide)).type_as(x)

    assert len(find("rms_norm", run).matches) == 1


def test_a_view_between_is_looked_through_and_rank_is_free() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(2, 3, 4, 8), tensor(8)
        wide = x.transpose(1, 2).float()
        normed = wide * torch.pow(wide.pow(2).mean([3], keepdim=True) + 1e-6, -0.5)
        return (normed.reshape(-1, 8) * w.float()).type_as(x)

    assert len(find("rms_norm", run).matches) == 1


def test_scalars_are_captured_and_unused_results_may_be_left() -> None:
    def run(tensor: Any) -> Any:
        logits, scale = tensor(5, 16), tensor(16)
        weights, ids = torch.topk(torch.softmax(logits, -1, dtype=torch.float32), 3, -1)
        weights /= weights.sum(-1, keepdim=True)
        return weights * scale[ids]

    (match,) = find("router_topk", run).matches
    assert match.state.scalars == {"k": 3}
    assert match.reference.function == "softmax_then_topk"
    assert set(match.inputs()) == {"logits", "per_expert_scale"}


def test_fp16_softmax_that_widens_while_it_reads_is_the_same_chain() -> None:
    """CUDA takes one kernel for the cast and the softmax of fp16."""

    def run(tensor: Any) -> Any:
        probabilities = torch.ops.aten._softmax(tensor(5, 16), -1, False)
        weights, ids = torch.topk(probabilities, 3, -1)
        return weights / weights.sum(-1, keepdim=True), ids

    assert len(find("router_topk", run, "float32").matches) == 1


def test_halves_of_one_gemm_are_gate_and_up() -> None:
    def run(tensor: Any) -> Any:
        gate, up = (tensor(4, 8) @ tensor(8, 12)).chunk(2, -1)
        return torch.nn.functional.gelu(gate, approximate="tanh") * up

    (match,) = find("geglu", run).matches
    bound = match.inputs()
    assert bound["gate"].sources == bound["up"].sources
    assert bound["gate"].view != bound["up"].view


# --------------------------------------------------------------------------- refused


def test_an_intermediate_that_is_read_later() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8)
        wide = x.float()
        scale = torch.pow(wide.pow(2).mean(-1, keepdim=True) + 1e-6, -0.5)
        y = (wide * scale * w.float()).type_as(x)
        return y, scale.log()

    found = find("rms_norm", run)
    assert not found.matches
    assert reasons(found) == ["log reads an intermediate, what pow wrote"]


def test_two_norms_that_share_a_variance_are_not_two_norms() -> None:
    """Each alone would compute the variance that the other still reads."""

    def run(tensor: Any) -> Any:
        x, v, w = tensor(4, 8), tensor(8), tensor(8)
        wide = x.float()
        inverse = torch.pow(wide.pow(2).mean(-1, keepdim=True) + 1e-6, -0.5)
        return (wide * inverse * v.float()).type_as(x), (wide * inverse * w.float()).type_as(x)

    found = find("rms_norm", run)
    assert found.matches == ()
    assert reasons(found) == ["mul reads an intermediate, what _to_copy wrote"]


def test_an_output_may_be_read_by_anyone() -> None:
    def run(tensor: Any) -> Any:
        x = norm(tensor(4, 8), tensor(8))
        return x.tanh(), x.log(), x + 1

    assert len(find("rms_norm", run).matches) == 1


def test_an_in_place_write_into_an_intermediate() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8)
        wide = x.float()
        variance = wide.pow(2).mean(-1, keepdim=True)
        variance.mul_(2.0)
        return (wide * torch.pow(variance + 1e-6, -0.5) * w.float()).type_as(x)

    found = find("rms_norm", run)
    assert not found.matches
    assert reasons(found) == [
        "8 of 9 operators fit; mul writes in place into a tensor of the pattern"
    ]


def test_an_in_place_write_between_that_an_input_hangs_on() -> None:
    def run(tensor: Any) -> Any:
        gate = tensor(8, 8) @ tensor(8, 8)
        activated = torch.nn.functional.gelu(gate, approximate="tanh")
        gate.zero_()  # so the activation cannot run later than here
        return activated * (tensor(8, 8) @ gate)  # nor the product earlier than here

    found = find("geglu", run)
    assert not found.matches
    (reason,) = reasons(found)
    assert reason == "zero writes in place between, into memory that the match reads"


def test_an_in_place_write_that_can_come_after_is_no_obstacle() -> None:
    def run(tensor: Any) -> Any:
        gate, up = tensor(8, 8) @ tensor(8, 8), tensor(8, 8) @ tensor(8, 8)
        activated = torch.nn.functional.gelu(gate, approximate="tanh")
        gate.zero_()
        return activated * up

    assert len(find("geglu", run).matches) == 1


def test_someone_in_between_who_reads_an_output_and_feeds_an_input() -> None:
    def run(tensor: Any) -> Any:
        x = tensor(4, 8)
        h = tensor(4, 8) + norm(x, tensor(8))
        dense = norm(h, tensor(8))
        scale = dense.sum(0)  # the router's scale hangs on the dense norm
        router = (h.float() * torch.pow(h.float().pow(2).mean(-1, True) + 1e-6, -0.5)).type_as(h)
        return router * scale * 0.25, norm(h, tensor(8))

    found = find("post_attention_norms", run)
    assert not found.matches


def test_a_constant_that_differs() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8)
        wide = x.float()
        return (wide * torch.pow(wide.pow(3).mean(-1, True) + 1e-6, -0.5) * w.float()).type_as(x)

    found = find("rms_norm", run)
    assert not found.matches
    assert reasons(found) == ["8 of 9 operators fit; pow has exponent=3, the pattern 2"]


def test_a_mean_over_another_dimension() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(8, 8), tensor(8)
        wide = x.float()
        return (wide * torch.pow(wide.pow(2).mean(0, True) + 1e-6, -0.5) * w.float()).type_as(x)

    assert not find("rms_norm", run).matches


def test_a_weight_along_the_rows_is_no_weight() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(4, 1)
        return norm(x, w)

    (match,) = find("rms_norm", run).matches
    assert set(match.inputs()) == {"x"}  # the norm itself, in fp32


def test_a_weight_that_needs_no_cast_is_the_same_form() -> None:
    def run(tensor: Any) -> Any:
        return norm(tensor(4, 8), tensor(8, dtype=torch.float32))

    (match,) = find("rms_norm", run).matches
    assert match.reference.dtypes == ("bfloat16", "float32")
    assert len(match.nodes) == 8


def test_another_rounding_point_is_another_form() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8)
        wide = x.float()
        return (wide * torch.pow(wide.pow(2).mean(-1, True) + 1e-6, -0.5)).type_as(x) * w

    found = find("rms_norm", run)
    assert [match.reference.function for match in found.matches] == ["gemma_rms_norm"]
    assert len(found.matches[0].nodes) == 7  # the norm without a weight; the mul stays outside


def test_a_guard_gives_its_reason() -> None:
    def run(tensor: Any) -> Any:
        weights, ids = torch.topk(torch.softmax(tensor(2, 2048), -1, dtype=torch.float32), 3, -1)
        return weights / weights.sum(-1, keepdim=True), ids

    assert reasons(find("router_topk", run)) == ["2048 experts: more than 1024 do not fit a row"]


def test_no_node_is_in_two_matches_and_the_larger_wins() -> None:
    def run(tensor: Any) -> Any:
        return norm(norm(tensor(4, 8), tensor(8)), tensor(8))

    matches = find("rms_norm", run).matches
    nodes = [node for match in matches for node in match.nodes]
    assert len(nodes) == len(set(nodes)) == 18


def test_matching_is_deterministic() -> None:
    def run(tensor: Any) -> Any:
        x, w = tensor(4, 8), tensor(8)
        return [norm(x, w) for _ in range(4)]

    first, second = find("rms_norm", run), find("rms_norm", run)
    assert [match.nodes for match in first.matches] == [match.nodes for match in second.matches]
