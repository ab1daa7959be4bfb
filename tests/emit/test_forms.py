"""Templates whose kernel does not launch for every form: what is emitted is what launches."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.capture.store import Capture, find
from workbench.emit.library import constant
from workbench.emit.render import render
from workbench.emit.source import Source
from workbench.errors import BadInput
from workbench.schema import Candidate
from workbench.suggest.suggestions import analyse

SMALL = "gemma4-small-decode-b8-c256"


@pytest.fixture(scope="module")
def capture(repository: Path) -> Capture:
    return find(repository / "captures" / SMALL)


@pytest.fixture(scope="module")
def candidates(capture: Capture) -> dict[str, Candidate]:
    return {one.id: one for one in analyse(capture, "eager").suggestions.candidates}


def changed(candidate: Candidate, **shapes: tuple[int, ...]) -> Candidate:
    """The candidate with one form, of other shapes."""
    form = dict(candidate.detail["forms"][0])
    form["inputs"] = {**form["inputs"], **shapes}
    return replace(candidate, detail={**candidate.detail, "forms": [form]})


def test_heads_that_the_attention_has_no_kernel_for_are_left_out(
    capture: Capture, candidates: dict[str, Candidate], repository: Path
) -> None:
    """Half of the small model's layers have heads of 32."""
    made = render(capture, "eager", candidates["kv_expand"])
    assert made.covered == 0.5
    assert "Not covered: expand_then_sdpa of 8x4x2x64x32, 2 a step" in made.source
    assert "head_dim=64," in made.source and "head_dim=32," not in made.source
    assert constant(Source(made.source), "HEAD_DIMS") == (64, 128, 256, 512)


def test_attention_that_never_launches_is_refused(
    capture: Capture, candidates: dict[str, Candidate]
) -> None:
    narrow = changed(candidates["kv_expand"])
    with pytest.raises(BadInput, match="does not launch for query of width 32, not 64, 128, 256"):
        render(capture, "eager", narrow)


def test_experts_are_tried_with_the_models_tokens_and_experts(
    capture: Capture, candidates: dict[str, Candidate]
) -> None:
    """Each of 8 rows is there 4 times as a view, once for each of its experts."""
    text = render(capture, "eager", candidates["experts_decode"]).source
    assert re.search(r"rows=8,\s+experts=24,\s+k=4,\s+width=256,\s+inner=40,", text)


def test_experts_of_more_tokens_than_the_kernel_takes_are_refused(
    capture: Capture, candidates: dict[str, Candidate]
) -> None:
    given = candidates["experts_decode"]
    for tokens, k in ((9, 4), (8, 9)):
        pairs = tokens * k
        many = changed(given, hidden_states=(tokens, k, 256), top_k_index=(pairs,))
        with pytest.raises(BadInput, match=rf"{tokens} tokens x {k} experts: the kernel leaves"):
            render(capture, "eager", many)
    source = Source(render(capture, "eager", given).source)
    assert (constant(source, "TOKENS_MAX"), constant(source, "PAIRS_MAX")) == (8, 64)
    with pytest.raises(BadInput, match="states no literal ROWS_MAX"):
        constant(source, "ROWS_MAX")
