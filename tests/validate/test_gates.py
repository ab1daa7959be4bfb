"""Each gate on tensors small enough to know the answer."""

from __future__ import annotations

import math

import pytest
import torch

from workbench.schema import GATES_VERSION, CaseResult, Gate
from workbench.validate import flips, gates, inputs, judging, repetition, verdict
from workbench.validate.oracle import Decision

ONE = torch.tensor([[1.0, 0.5, 0.25, 0.125]])
ULP = torch.finfo(torch.float32).eps  # of values in [1, 2)


def test_an_ulp_is_that_of_the_largest_value_of_the_row() -> None:
    rows = torch.tensor([[1.0, 1e-9], [3.0, 2.0], [0.0, 0.0]])
    assert gates.row_ulp(rows).squeeze(-1).tolist()[:2] == [ULP, 2 * ULP]
    spoilt = torch.tensor([[1.5, math.inf, math.nan]])
    assert gates.row_ulp(spoilt).item() == ULP
    assert gates.row_ulp(torch.tensor([[1.0]], dtype=torch.bfloat16)).item() == 2**-7


@pytest.mark.parametrize(
    ("off_ulp", "control_ulp", "passed"),
    [(0, 0, True), (1, 0, True), (2, 0, False), (2, 1, True), (3, 1, False), (4, 2, True)],
)
def test_gate_1_allows_twice_the_control_and_one_ulp(
    off_ulp: int, control_ulp: int, passed: bool
) -> None:
    gate = gates.faithful("w", ONE + off_ulp * ULP, ONE, [ONE + control_ulp * ULP])
    assert (gate.number, gate.passed, gate.figure) == (1, passed, off_ulp)
    assert (gate.threshold, gate.control) == (max(1, 2 * control_ulp), control_ulp)


def test_gate_1_on_16_bits_wants_999_of_1000_equal_and_the_rest_within_one_ulp() -> None:
    eager = torch.ones(1, 2000, dtype=torch.bfloat16)
    near, far = eager.clone(), eager.clone()
    near[0, 0] += 2**-7
    far[0, 0] += 2**-6
    assert gates.faithful("x", near, eager, []).passed is True
    assert gates.faithful("x", far, eager, []).passed is False
    near[0, :3] += 2**-7
    assert gates.faithful("x", near, eager, []).passed is False


def test_gate_1_compares_the_places_of_non_finite_values() -> None:
    eager = torch.tensor([[math.nan, math.inf, 1.0]])
    assert gates.faithful("w", eager.clone(), eager, [eager]).passed is True
    for other in ([math.nan, -math.inf, 1.0], [1.0, math.inf, 1.0], [math.nan, math.inf, math.inf]):
        gate = gates.faithful("w", torch.tensor([other]), eager, [eager])
        assert gate.passed is False
        assert gate.detail.startswith("1 values are non-finite in only one")


KEY = Decision(torch.tensor([[3.0, 1.0, 3.0, 2.0]]), torch.tensor([[0, 2, 3]]), -1, True)


@pytest.mark.parametrize(
    ("ids", "passed", "detail"),
    [
        ([0, 2, 3], True, "0 of 3 entries ordered otherwise among exact ties of the key"),
        ([2, 0, 3], True, "2 of 3 entries ordered otherwise among exact ties of the key"),
        ([0, 3, 2], False, "0 of 3 entries ordered otherwise among exact ties of the key"),
        ([0, 0, 3], False, "1 ids chosen twice in a row"),
        ([0, 2, 4], False, "1 ids outside 0..3"),
        ([0, -1, 3], False, "1 ids outside 0..3"),
    ],
)
def test_gate_2_accepts_and_counts_ties_only(ids: list[int], passed: bool, detail: str) -> None:
    gate = gates.decided("ids", torch.tensor([ids]), KEY)
    assert (gate.passed, gate.detail) == (passed, detail)


def test_gate_2_takes_nan_for_the_largest_and_all_nan_for_ties() -> None:
    key = torch.tensor([[1.0, math.nan, 2.0, math.nan]])
    decision = Decision(key, torch.tensor([[1, 3, 2]]), -1, True)
    assert gates.decided("ids", torch.tensor([[3, 1, 2]]), decision).passed is True
    assert gates.decided("ids", torch.tensor([[1, 2, 3]]), decision).passed is False


def test_a_stated_tie_order_is_held_to_the_letter() -> None:
    source = torch.tensor([[3.0, 1.0, 3.0, 2.0]])
    assert gates.stable("ids", torch.tensor([[0, 2, 3]]), source, "logits").figure == 0
    assert gates.stable("ids", torch.tensor([[2, 0, 3]]), source, "logits").figure == 2


def test_a_value_that_is_not_finite_where_eager_is_is_not_accurate() -> None:
    eager = torch.ones(4, 8)
    spoilt = eager.clone()
    spoilt[2, 3] = float("nan")
    gate = gates.accurate("w", spoilt, eager, eager.double(), [])
    assert gate.passed is False and gate.detail.startswith("1 values are not finite")
    theirs = eager.clone()
    theirs[2, 3] = float("inf")  # eager overflows, the kernel need not
    assert gates.accurate("w", spoilt, theirs, eager.double(), []).passed is True


def test_gate_4_is_relative_to_eagers_own_error() -> None:
    exact = ONE.double()
    eager = ONE + 2 * ULP
    assert gates.accurate("w", ONE + 4 * ULP, eager, exact, []).passed is True
    assert gates.accurate("w", ONE + 5 * ULP, eager, exact, []).passed is False
    assert gates.accurate("w", ONE + 5 * ULP, eager, exact, [ONE + 3 * ULP]).passed is True
    one_value = ONE.clone()
    one_value[0, 3] += 6 * ULP  # RMSE 3 of 4 allowed, but the maximum is 6 of 5 allowed
    gate = gates.accurate("w", one_value, eager, exact, [])
    assert (gate.figure, gate.threshold, gate.passed) == (3.0, 4.0, False)


def test_gate_5_finds_a_lean_that_no_tolerance_would() -> None:
    draw = torch.Generator().manual_seed(0)
    eager = 1 + torch.rand(4096, 8, generator=draw)
    noise = torch.randint(-4, 5, eager.shape, generator=draw) * ULP
    exact = eager.double()
    leaning = eager + noise + ULP
    assert gates.unbiased("w", eager + noise, eager, exact, []).passed is True
    assert gates.unbiased("w", leaning, eager, exact, []).passed is False
    assert gates.unbiased("w", leaning, eager, exact, [leaning]).passed is True
    assert gates.unbiased("w", eager[:63], eager[:63], exact[:63], []).passed is None


def test_gate_6_asks_only_for_what_eager_has() -> None:
    assert gates.repeatable(100, 0).passed is True
    assert gates.repeatable(100, 3).figure == 3
    ours = {"first 1": True, "permuted": False}
    assert gates.batch_invariant(ours, {"first 1": True, "permuted": True}).passed is False
    excused = gates.batch_invariant(ours, {"first 1": True, "permuted": False})
    assert excused.passed is True
    assert excused.detail == "hold: first 1, permuted; nor does eager: permuted"


def test_same_bits_tells_zeros_apart_and_nan_from_nothing() -> None:
    nan = torch.tensor([math.nan])
    assert gates.same_bits(nan, -nan)
    assert not gates.same_bits(torch.tensor([0.0]), torch.tensor([-0.0]))
    assert not gates.same_bits(torch.tensor([1.0]), torch.tensor([1.0]).double())


def _case(
    *failed: int, launched: bool = True, must_launch: bool = True, bits: bool = False
) -> CaseResult:
    marks = [Gate(n, "g", n not in failed, 0.0, 0.0, None, "", "") for n in range(7)]
    return CaseResult("c", launched, "" if launched else "why", tuple(marks), must_launch, bits)


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([], "NOT_RUN"),
        ([_case(bits=True)], "BITWISE"),
        ([_case(bits=True), _case()], "FAITHFUL"),
        ([_case(bits=True), _case(launched=False, must_launch=False)], "BITWISE"),
        ([_case(launched=False, must_launch=False)], "NOT_RUN"),
        ([_case(bits=True), _case(launched=False)], "NOT_RUN"),
        ([_case(1), _case()], "ACCURATE_BUT_DIFFERENT"),
        *(([_case(1), _case(n)], "FAIL") for n in (2, 3, 4, 5, 6)),
        ([_case(0), _case(launched=False)], "FAIL"),
    ],
)
def test_verdicts_are_those_of_the_protocol(cases: list[CaseResult], expected: str) -> None:
    assert verdict.decide(cases) == expected


def test_the_worst_case_of_a_gate_is_shown() -> None:
    def case(name: str, figure: float, passed: bool | None) -> CaseResult:
        return CaseResult(name, True, "", (Gate(1, "w", passed, figure, 2.0, 1.0, "ULP", ""),))

    rows = verdict.worst_gates([case("a", 1.0, True), case("b", 1.5, True), case("c", 9, None)])
    assert [(r["worst_case"], r["cases"], r["failed_cases"], r["passed"]) for r in rows] == [
        ("b", 2, 0, True)
    ]
    rows = verdict.worst_gates([case("a", 3.0, False), case("b", 4.0, True)])
    assert (rows[0]["worst_case"], rows[0]["failed_cases"]) == ("a", 1)


def test_gate_1_holds_a_16_bit_contraction_to_twice_the_control() -> None:
    eager = torch.ones(1, 2000, dtype=torch.bfloat16)
    control = eager.clone()
    control[0, ::10] += 2**-7
    twice, thrice = eager + 2 * 2**-7, eager + 3 * 2**-7
    gate = gates.faithful("x", twice, eager, [control], contraction=True)
    assert (gate.passed, gate.figure, gate.threshold, gate.control) == (True, 2.0, 2.0, 1.0)
    assert gates.faithful("x", thrice, eager, [control], contraction=True).passed is False
    assert gates.faithful("x", twice, eager, [control]).passed is False


@pytest.mark.parametrize(("at", "different"), [(None, 0), (37, 1)])
def test_one_run_in_a_hundred_that_differs_is_counted(at: int | None, different: int) -> None:
    first = torch.tensor([1.0, float("nan"), -0.0])
    runs = iter(range(repetition.RUNS))

    def run(arguments: object, wait: bool) -> tuple[torch.Tensor, ...]:
        assert not wait
        other = torch.tensor([1.0, float("nan"), 0.0])
        return (other if next(runs) == at else first.clone(), torch.arange(3))

    outputs = first, torch.arange(3)
    (gate,) = repetition.judge_runs(run, {}, outputs, "cuda")
    assert (gate.figure, gate.passed) == (different, different == 0)


def test_the_thresholds_are_those_of_this_version_of_the_gates() -> None:
    """Whoever changes one raises GATES_VERSION: records that older gates made are then stale."""
    told = {
        "gate 1": (gates._EQUAL, gates._EQUAL_MIN),
        "gate 3": (flips.TOKENS_MIN, flips.FLIPS_CONTROL, flips.FLIPS_MAX, flips.MARGIN_ULP,
                   flips.MASS_MAX, flips.LAYERS),
        "gate 4": (gates._ROUNDING_RMSE,),
        "gate 5": (gates._BIAS_ROWS_MIN, gates._BIAS_Z_MAX, gates._BIAS_SHARE_MAX),
        "gate 6": (repetition.RUNS, repetition.PREFIXES),
        "control": (judging.REORDERINGS, judging.REORDERINGS_OF_FEW, judging.FEW_VALUES,
                    judging.FEW_FP32_ROWS),
        "inputs": (inputs.TOKENS["cuda"], inputs.HOSTILE_ROWS["cuda"], sorted(inputs.HOSTILE),
                   sorted(inputs.LAYOUTS)),
    }  # fmt: skip
    hostile = ["all-equal", "exact-ties", "inf", "minus-inf", "nan", "near-ties", "subnormals",
               "times-1e-4", "times-1e4", "zeros-of-both-signs"]  # fmt: skip
    assert (GATES_VERSION, told) == (
        3,
        {
            "gate 1": (0.999, 0.95),
            "gate 3": (3000, 3.0, 0.001, 2.0, 1e-4, 4),
            "gate 4": (1 / math.sqrt(12),),
            "gate 5": (64, 4.0, {2: 0.05, 4: 0.2, 8: 0.2}),
            "gate 6": (100, (1, 2, 7, 64)),
            "control": (4, 16, 1024, 64),
            "inputs": ((0, 1, 2, 7, 64, 1023, 4096, 16384), 257, hostile,
                       ["offset-by-one", "padded-rows", "transposed"]),
        },
    )  # fmt: skip


def test_8_bit_floats_are_judged_as_16_bit_ones_are() -> None:
    wide = torch.randn(64, 96, generator=torch.Generator().manual_seed(0)) * 50
    eager = wide.to(torch.float8_e4m3fn)
    eager[0, 0] = torch.nan
    exact = wide.double()
    for output, passed in ((eager.clone(), True), ((wide * 1.02).to(torch.float8_e4m3fn), False)):
        output[0, 0] = torch.nan
        assert gates.faithful("q", output, eager, [eager]).passed is passed
        assert gates.accurate("q", output, eager, exact, [eager]).passed is True
        assert gates.unbiased("q", output, eager, exact, [eager]).passed is True
    one = eager.clone()
    one[0, 0], one[1, 1] = 1.0, torch.nan
    gate = gates.faithful("q", one, eager, [eager])
    assert gate.detail == "2 values are non-finite in only one of kernel and eager: 1 in eager"
