"""Align two sequences of names: which entry of one is which entry of the other."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

# Above this many cells the exact alignment (a table of that size) gives way to difflib's heuristic.
CELLS_MAX = 4_000_000


def common(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Index pairs (into `first`, into `second`) of a longest common subsequence, in order.

    Among equally long ones: equal last entries are paired (a module's last child makes its output,
    as its counterpart's does), and then the pairs lie as early in `first` as possible. Exact up to
    CELLS_MAX cells after equal ends are trimmed; beyond that difflib's matching blocks, in order.
    """
    tail = int(bool(first) and bool(second) and first[-1] == second[-1])
    start, last = 0, min(len(first), len(second)) - tail
    while start < last and first[start] == second[start]:
        start += 1
    while tail < last - start and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    middle = _middle(first[start : len(first) - tail], second[start : len(second) - tail])
    pairs = [(k, k) for k in range(start)]
    pairs += [(i + start, j + start) for i, j in middle]
    pairs += [(len(first) - k, len(second) - k) for k in range(tail, 0, -1)]
    return pairs


def _middle(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    if not first or not second:
        return []
    if len(first) * len(second) > CELLS_MAX:
        matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
        return [
            (block.a + k, block.b + k)
            for block in matcher.get_matching_blocks()
            for k in range(block.size)
        ]
    # length[i][j]: longest common subsequence of first[i:] and second[j:]
    length = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        row, below = length[i], length[i + 1]
        for j in range(len(second) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if first[i] == second[j] else max(row[j + 1], below[j])
    pairs, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif length[i][j + 1] >= length[i + 1][j]:
            j += 1
        else:
            i += 1
    return pairs


def occurrences(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Index pairs that join the k-th occurrence of a name in `first` with its k-th in `second`.

    Names that occur differently often on the two sides are joined by `common` instead: their
    counting would shift everything behind the place where one is missing.
    """
    if len(first) == len(second) and list(first) == list(second):
        return [(k, k) for k in range(len(first))]
    here, there = Counter(first), Counter(second)
    if here != there:
        return common(first, second)
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j in range(len(second) - 1, -1, -1):
        places[second[j]].append(j)
    return [(i, places[name].pop()) for i, name in enumerate(first)]


def merge(sequences: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[list[int]]]:
    """A sequence that contains every one of `sequences`, and each one's places in it.

    The longest come first, so that a short one (a layer that lacks a child) finds its entries in
    the long one instead of shifting them.
    """
    whole: list[str] = []
    for sequence in sorted(dict.fromkeys(sequences), key=len, reverse=True):
        matched = {j: i for i, j in common(whole, sequence)}
        merged: list[str] = []
        done = 0
        for j, name in enumerate(sequence):
            if j in matched:
                merged += whole[done : matched[j] + 1]
                done = matched[j] + 1
            else:
                merged.append(name)
        whole = merged + whole[done:]
    places = {s: [i for i, _ in common(whole, s)] for s in dict.fromkeys(sequences)}
    return tuple(whole), [places[s] for s in sequences]
