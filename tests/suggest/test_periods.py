"""The repeating structure of a step, from codes alone."""

from __future__ import annotations

import random
from itertools import chain

import numpy as np
import pytest

from workbench.suggest.periods import Periods, find_periods

LAYER = [1, 2, 3, 2, 4, 5, 6]  # 2 twice a layer
ATTENTION = 3
PROLOGUE, EPILOGUE = [20, 21, 22, 21, 20], [30, 31]


def periods(tokens: list[int], bounds: tuple[int, ...] = ()) -> Periods | None:
    codes = np.array(tokens, dtype=np.int64)
    return find_periods(codes, np.isin(codes, bounds))


def test_like_layers_between_a_prologue_and_an_epilogue() -> None:
    found = periods(PROLOGUE + LAYER * 12 + EPILOGUE)
    assert found is not None
    assert (found.count, found.length, found.likeness) == (12, 7, 1.0)
    assert np.diff(found.starts).tolist() == [7] * 11
    number = found.number(np.arange(len(PROLOGUE) + 84 + 2))
    assert np.bincount(number[number > 0]).tolist()[1:12] == [7] * 11


def test_repeats_begin_at_a_bound() -> None:
    found = periods(PROLOGUE + LAYER * 12, bounds=(ATTENTION,))
    assert found is not None
    assert found.count == 12
    places = [(start - len(PROLOGUE)) % 7 for start in found.starts.tolist()]
    assert set(places[1:]) == {LAYER.index(ATTENTION)}  # there is none before the first


def test_alternating_layers_are_layers_not_pairs() -> None:
    other = [1, 2, 3, 7, 2, 4, 5, 6]  # one launch more
    found = periods(PROLOGUE + (LAYER + other) * 6 + EPILOGUE)
    assert found is not None
    assert found.count == 12
    assert set(np.diff(found.starts).tolist()) == {7, 8}
    assert found.likeness == pytest.approx(7 / 8)


def test_a_few_layers_that_differ_do_not_matter() -> None:
    layers = [list(LAYER) for _ in range(20)]
    layers[4] = [1, 2, 3, 2, 4, 9, 9, 5, 6]
    layers[11] = [1, 2, 3, 4, 5, 6]
    found = periods(PROLOGUE + list(chain.from_iterable(layers)) + EPILOGUE)
    assert found is not None
    assert (found.count, found.length) == (20, 7)


def test_what_does_not_repeat_has_no_periods() -> None:
    assert periods([]) is None
    assert periods([1, 2, 3]) is None
    assert periods(list(range(200))) is None
    assert periods(LAYER * 2) is None
    noise = random.Random(0)
    assert periods([noise.randrange(400) for _ in range(600)]) is None


def test_positions_far_from_every_repeat_lie_in_none() -> None:
    found = periods(list(range(100, 160)) + LAYER * 5)
    assert found is not None
    assert found.number(np.array([0, 30])).tolist() == [-1, -1]
    assert found.number(np.array([found.starts[0] - 1, found.starts[0]])).tolist() == [0, 1]
