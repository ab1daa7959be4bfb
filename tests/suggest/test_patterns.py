"""Every pattern of templates/: found in its positive example, not in its near miss."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from workbench.errors import BadInput
from workbench.suggest.find import find_patterns
from workbench.suggest.library import load_patterns
from workbench.suggest.pattern import Pattern
from workbench.suggest.tracing import trace_examples, trace_references

PATTERNS = {pattern.name: pattern for pattern in load_patterns()}


def test_the_patterns_of_the_first_release_are_there() -> None:
    assert set(PATTERNS) >= {"geglu", "post_attention_norms", "rms_norm", "router_topk"}


@pytest.mark.parametrize("dtype", ["bfloat16", "float16", "float32"])
@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_positive_example_is_found_and_near_miss_is_not(pattern: Pattern, dtype: str) -> None:
    positive, near_miss = pattern.examples
    (found,) = find_patterns(trace_examples(positive, dtype), [pattern])
    assert len(found.matches) == 1, found.refusals
    assert not found.refusals
    (missed,) = find_patterns(trace_examples(near_miss, dtype), [pattern])
    assert not missed.matches


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_every_form_takes_the_inputs_and_gives_the_outputs(pattern: Pattern) -> None:
    given = pattern.inputs(torch.empty, torch.empty)
    forms = list(trace_references(pattern, ("bfloat16", "float32")))
    assert {form.function for form in forms} == {one.__name__ for one in pattern.references}
    for form in forms:
        assert set(form.inputs) | set(form.scalars.values()) <= set(given)
        assert form.outputs and set(form.outputs) <= set(pattern.outputs)
        if pattern.launches_of(form.function):
            assert len(form.graph.nodes) - len(form.surroundings) > len(form.parts)
    assert set(pattern.outputs) == {name for form in forms for name in form.outputs}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_pattern_says_what_it_means(pattern: Pattern) -> None:
    assert 20 < len(pattern.meaning) < 120
    assert set(pattern.decides) <= set(pattern.outputs)


def test_a_folder_without_a_pattern_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pattern.py").write_text('"""A docstring."""\nPATTERN = 1\n')
    with pytest.raises(BadInput, match="broken"):
        load_patterns(tmp_path)
