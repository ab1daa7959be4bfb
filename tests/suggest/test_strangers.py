"""Kernels that are called directly, without an operator: counted, never fused across unseen.

The recording (tests/data/triton_step.py, on an H100) has two blocks: norm, GEMM, Triton `silu_mul`,
GEMM, add, Triton `halve` in place on the sum, norm.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from workbench.capture.store import find
from workbench.report.suggest import suggest_view
from workbench.report.table import render
from workbench.suggest.explain import explain
from workbench.suggest.strangers import Stranger, barriers_of, describe
from workbench.suggest.suggestions import Analysis, analyse


@pytest.fixture(scope="module")
def direct(repository: Path) -> Analysis:
    return analyse(find(repository / "tests" / "data" / "triton-step-b8"))


def test_they_are_counted_and_attributed(direct: Analysis) -> None:
    assert direct.evidence is not None
    names = Counter(one.name for one in direct.evidence.strangers)
    assert names == {"silu_mul": 2, "halve": 2}
    assert direct.suggestions.launches_per_step == 42
    launches = direct.attribution.launches
    assert (launches["site"].astype(str) != "").all()
    assert len(barriers_of(direct.evidence.strangers)) == 4
    assert any("4 launches were made by no operator" in note for note in direct.suggestions.notes)


def test_candidates_beside_them_stay_and_nothing_is_mined_across(direct: Analysis) -> None:
    assert direct.evidence is not None
    found = {one.id: one for one in direct.suggestions.candidates}
    norms = [one for one in found.values() if one.pattern == "rms_norm"]
    assert sum(one.instances for one in norms) == 4
    assert all("unseen_launches" not in one.detail for one in norms)
    barriers = barriers_of(direct.evidence.strangers)
    for key, one in found.items():
        for nodes in direct.evidence.members[key]:
            inside = [place for place in barriers if nodes[0] < place <= nodes[-1]]
            assert bool(inside) == (one.id == "add_rms_norm")


def test_a_fusion_across_one_says_so_and_is_not_recommended(direct: Analysis) -> None:
    """`halve` works in place on the sum between the add and its norm: fusing them is wrong."""
    found = {one.id: one for one in direct.suggestions.candidates}
    assert found["add_rms_norm"].detail["unseen_launches"] == {"halve": 2}
    for best in (direct.suggestions.best_set, direct.suggestions.best_set_with_compiled):
        assert best.ids == ("rms_norm-last", "rms_norm-norm")
    text = render(suggest_view(direct.suggestions), "table", 80)
    assert "sound only if halve touch none of its tensors: 1; not in the best set" in text


def test_explain_reads_such_a_capture(repository: Path) -> None:
    folder = repository / "tests" / "data" / "triton-step-b8"
    explained = explain(find(folder), "add_rms_norm", "eager")
    assert len(explained.launches) == 9


def test_the_line_for_people_is_bounded() -> None:
    assert describe(()) == ()
    many = [Stranger(k, f"kernel_{k:02d}" + "x" * 90) for k in range(9)] + [
        Stranger(9, "again")
    ] * 2
    (line,) = describe(many)
    assert line.startswith("11 launches were made by no operator (2 again, 1 kernel_00xxx")
    assert "and 6 names more" in line and len(line) < 350
