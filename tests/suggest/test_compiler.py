"""How far the compiler gets: shares of Inductor's time for sets of eager launches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.attribute import attribute
from workbench.attribute.attribution import Attribution
from workbench.capture.store import Capture, find
from workbench.schema import Candidate
from workbench.suggest.assemble import Draft
from workbench.suggest.compiler import (
    CompilerWitness,
    Reach,
    compiler_reach,
    compiler_witness,
    with_compiler,
)
from workbench.suggest.locate import Places
from workbench.suggest.suggestions import suggest

NAME = "gemma4-26b-a4b-6l-decode-b8"


@pytest.fixture(scope="module")
def capture(repository: Path) -> Capture:
    return find(repository / "captures" / NAME)


@pytest.fixture(scope="module")
def eager(capture: Capture) -> Attribution:
    return attribute(capture)


@pytest.fixture(scope="module")
def witness(capture: Capture, eager: Attribution) -> CompilerWitness:
    found = compiler_witness(capture, eager)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def rows(eager: Attribution) -> Callable[..., list[int]]:
    """Index labels of the launches with these values."""

    def select(**wanted: Any) -> list[int]:
        mask = np.ones(len(eager.launches), bool)
        for column, value in wanted.items():
            mask &= (eager.launches[column] == value).to_numpy()
        return [int(label) for label in eager.launches.index[mask]]

    return select


def reach(witness: CompilerWitness, launches: list[int]) -> Reach:
    found = witness.reach(launches)
    assert found is not None
    return found


def test_all_launches_are_all_of_inductors_time(
    capture: Capture, eager: Attribution, witness: CompilerWitness
) -> None:
    whole = reach(witness, list(eager.launches.index))
    spent_us = attribute(capture, "inductor").launches["duration_ns"].sum() / 1000
    assert whole.us == whole.us_whole == pytest.approx(spent_us)
    assert (whole.entries, whole.launches) == (185, pytest.approx(247.0)) and whole.alone
    assert whole.covered == pytest.approx(1 - 3 * 0.949 / 5991.5, abs=1e-4)  # three aranges


def test_a_set_that_kernels_do_alone(witness: CompilerWitness, rows: Callable[..., Any]) -> None:
    expand = reach(witness, rows(function="repeat_kv"))
    # ten copies of 33.8 us and two of 50.5 us
    assert expand.us == expand.us_whole == pytest.approx(338.44 + 100.99, abs=0.01)
    assert (expand.entries, expand.launches, expand.alone) == (12, 12.0, True)
    assert expand.covered == 1.0 and len(expand.kernels) == 2
    assert not expand.reaches(0.0) and not expand.reaches(300.0) and expand.reaches(352.0)


def test_a_part_of_a_kernel_is_shared_out_by_eager_time(
    witness: CompilerWitness, eager: Attribution, rows: Callable[..., Any]
) -> None:
    gelu = rows(site="model.layers.*.mlp.act_fn")
    product = [k for k in rows(site="model.layers.*.mlp") if k not in gelu]
    both = reach(witness, gelu + product)
    assert both.us == both.us_whole == pytest.approx(8.225, abs=0.001) and both.alone
    part = reach(witness, gelu)
    spent = eager.launches["duration_ns"]
    # each of six kernels by its own share; the sum of shares is close to the share of sums
    assert part.us == pytest.approx(
        8.225 * spent[gelu].sum() / spent[gelu + product].sum(), rel=0.01
    )
    assert part.us_whole == both.us_whole and not part.alone
    assert part.us + reach(witness, product).us == pytest.approx(both.us)


def test_a_set_with_extern_calls_counts_them(
    witness: CompilerWitness, rows: Callable[..., Any]
) -> None:
    router = reach(witness, rows(site="model.layers.*.router"))
    assert "aten::topk" in router.kernels[0] and router.covered == pytest.approx(1.0)
    assert 65.3 < router.us < router.us_whole < 158.0  # top-k alone 65.3 us; eager 158.0 us


def test_statuses(
    witness: CompilerWitness, eager: Attribution, rows: Callable[..., list[int]]
) -> None:
    labels = eager.launches.index.to_numpy()
    places = Places(eager.launches, {}, np.zeros(len(labels), np.int64), (("", "", "none"),), 1)
    gelu = frozenset(rows(site="model.layers.*.mlp.act_fn") + rows(site="model.layers.*.mlp"))
    draft = Draft(
        Candidate(
            "a", "geglu", "model.layers.*.mlp", 6, 6, 12.0, 6.0, 18.6, 7.0, 11.6, 0.002, "pattern",
            "novel", (), "low", (),
        ),
        gelu,
    )  # fmt: skip
    slow = replace(draft, candidate=replace(draft.candidate, predicted_gpu_us_per_step=6.0))
    reached, missed = with_compiler([draft, slow], places, witness)
    assert reached.candidate.status == "compiler"  # 8.2 us is within 1.25 x 7.0, not x 6.0
    assert missed.candidate.status == "novel"
    told = missed.candidate.detail["compiler"]
    assert told["us"] == pytest.approx(8.225, abs=0.001) and told["reached"] is False
    assert with_compiler([draft], places, None) == [draft]


def test_without_a_compiled_run_there_is_no_witness(repository: Path) -> None:
    other = find(repository / "captures" / "gemma4-26b-a4b-decode-b8")
    assert compiler_witness(other) is None and compiler_reach(other, [0]) is None


def test_launches_that_nothing_replaces(witness: CompilerWitness) -> None:
    assert witness.reach([]) is None and witness.reach([10**9]) is None


def test_suggest_says_compile_it(capture: Capture) -> None:
    """RoPE: 137.3 us in eager launches, 9.4 us predicted, 10.6 us of Inductor's kernels."""
    found = {one.id: one for one in suggest(capture).candidates}
    assert found["rope"].status == "compiler"
    told = found["rope"].detail["compiler"]
    assert told["reached"] and told["us"] == pytest.approx(10.6, abs=0.1)
    assert told["us"] <= 1.25 * found["rope"].predicted_gpu_us_per_step
    # a copy that need not be is no less of a loss because the compiler makes it faster: 439.4 us of
    # its 15 kernels for K, V and masks, 417.4 of attention that reads them, 4.6 of a mask's padding
    assert found["kv_expand"].status != "compiler"
    assert found["kv_expand"].detail["compiler"]["us"] == pytest.approx(861.4, abs=0.1)
    assert found["router_topk"].status != "compiler"  # top-k stays an extern call: 65.3 us
