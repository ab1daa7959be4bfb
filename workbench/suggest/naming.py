"""Ids of candidates: the pattern, and as much of the site as tells it apart from its like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from workbench.suggest.assemble import Draft
from workbench.suggest.locate import plain


def name_candidates(drafts: Sequence[Draft]) -> list[Draft]:
    """Give each its id: the pattern, and where there are several of one, as much of the site as
    tells them apart.
    """
    by_pattern: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_pattern.setdefault(draft.candidate.pattern, []).append(draft)
    named = []
    for pattern, members in sorted(by_pattern.items()):
        members.sort(key=_order)
        for draft, name in zip(members, _names(pattern, members), strict=True):
            named.append(replace(draft, candidate=replace(draft.candidate, id=name)))
    return named


def _order(draft: Draft) -> tuple[Any, ...]:
    candidate = draft.candidate
    return candidate.site, candidate.detail["reference"], min(draft.rows, default=-1)


def _names(pattern: str, members: Sequence[Draft]) -> list[str]:
    if len(members) == 1:
        return [pattern]
    sites = [draft.candidate.site for draft in members]
    split_sites = [
        [plain(part) for part in re.split(r"[./]", site) if part != "*"] for site in sites
    ]
    # class names of one model begin alike (Gemma4Text...): that tells nothing apart
    letters = zip(*(part for site in split_sites for part in site), strict=False)
    alike = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, letters))
    parts = [
        [part for part in (_slug(part[alike:]) for part in site) if part] for site in split_sites
    ]
    ends = Counter(
        tuple(own[-depth:])
        for own in {tuple(own) for own in parts}
        for depth in range(1, len(own) + 1)
    )
    seen: Counter[str] = Counter()
    names = []
    for own in parts:
        depth = next((k for k in range(1, len(own)) if ends[tuple(own[-k:])] == 1), len(own))
        name = "-".join([pattern, *own[-depth:]]) if own else pattern
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def _slug(part: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", part.lower()).strip("-")
