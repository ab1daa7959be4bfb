"""Aligning sequences of names, on cases small enough to check by hand."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.attribute import align
from workbench.attribute.align import common, merge, occurrences

words = st.lists(st.sampled_from("abc"), max_size=12)


def longest(first: list[str], second: list[str]) -> int:
    """Length of a longest common subsequence, by the definition."""
    if not first or not second:
        return 0
    if first[0] == second[0]:
        return 1 + longest(first[1:], second[1:])
    return max(longest(first[1:], second), longest(first, second[1:]))


@settings(deadline=None)
@given(st.lists(st.sampled_from("abc"), max_size=7), st.lists(st.sampled_from("abc"), max_size=7))
def test_common_is_a_longest_common_subsequence(first: list[str], second: list[str]) -> None:
    pairs = common(first, second)
    assert len(pairs) == longest(first, second)
    assert all(first[i] == second[j] for i, j in pairs)
    assert pairs == sorted(pairs) and len({i for i, _ in pairs}) == len({j for _, j in pairs})


def test_large_inputs_fall_back_to_blocks_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align, "CELLS_MAX", 0)
    first, second = list("xabcdefy"), list("zabcQefw")
    pairs = common(first, second)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    assert len(pairs) == sum(block.size for block in blocks) == 5
    assert all(first[i] == second[j] for i, j in pairs)


def test_occurrences_join_the_kth_with_the_kth_whatever_the_order() -> None:
    assert occurrences("abab", "aabb") == [(0, 0), (1, 2), (2, 1), (3, 3)]


def test_occurrences_do_not_shift_behind_a_missing_entry() -> None:
    pairs = occurrences("axbxc", "axbc")
    assert pairs == [(0, 0), (1, 1), (2, 2), (4, 3)]


@settings(deadline=None)
@given(st.lists(words.map(tuple), min_size=1, max_size=5))
def test_merge_contains_every_sequence(sequences: list[tuple[str, ...]]) -> None:
    whole, places = merge(sequences)
    for sequence, place in zip(sequences, places, strict=True):
        assert tuple(whole[k] for k in place) == sequence and place == sorted(place)


def test_the_output_projection_stays_last_where_others_are_missing() -> None:
    # sliding attention, K = V attention, attention that shares its keys and values
    kinds = [("L", "N", "L", "L", "N", "N", "L"), ("L", "N", "L", "N", "N", "L"), ("L", "N", "L")]
    whole, places = merge(kinds)
    assert whole == kinds[0]
    assert places == [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 4, 5, 6], [0, 1, 6]]
