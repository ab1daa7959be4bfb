"""The columns that attribution adds to a launch: where it belongs in the model, and who says so.

A table of places has PLACE_COLUMNS and one row a launch. Strings are pandas categories, so that
half a million launches cost a few megabytes and every name is made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.schema import AttributedLaunch, Launch, columns

# What a launch has of which nothing is known. The keys are the columns, in order.
_UNKNOWN: dict[str, str | int] = {"layer": -1, "line": -1, "path_kind": "none", "method": "none"}
NOWHERE = {
    column: _UNKNOWN.get(column, "")
    for column in columns(AttributedLaunch)
    if column not in columns(Launch)
}

Indices = npt.NDArray[np.int64]


def names(entries: Sequence[str], codes: Indices, none: str = "") -> pd.Categorical:
    """`entries[code]` for each code, `none` where it is -1; equal entries become one category."""
    categories = dict.fromkeys((*entries, none))
    place = {name: k for k, name in enumerate(categories)}
    lookup = np.array([place[name] for name in (*entries, none)], dtype=np.int32)
    return pd.Categorical.from_codes(lookup[codes], categories=_index(categories))


def integers(entries: npt.ArrayLike, codes: Indices) -> Indices:
    """`entries[code]` for each code, -1 where it is -1."""
    lookup: Indices = np.append(np.asarray(entries, dtype=np.int64), -1)
    return lookup[codes]


def table(rows: int, **known: pd.Categorical | Indices) -> pd.DataFrame:
    """Places of `rows` launches; a column that is not given says that nothing is known."""
    nothing = np.full(rows, -1, dtype=np.int64)
    found: dict[str, Any] = {}
    for column, none in NOWHERE.items():
        if column in known:
            found[column] = known[column]
        else:
            found[column] = names((), nothing, none) if isinstance(none, str) else nothing
    return pd.DataFrame(found)


def overlay(
    base: pd.DataFrame,
    rows: Indices,
    other: pd.DataFrame,
    take: Indices,
    keep: Sequence[str] = (),
) -> pd.DataFrame:
    """`base` with its `rows` replaced by the rows `take` of `other` (as many), but in `keep`."""
    found: dict[str, Any] = {}
    for column, none in NOWHERE.items():
        if column in keep:
            found[column] = base[column]
        elif isinstance(none, str):
            mine, theirs = base[column].cat, other[column].cat
            categories = dict.fromkeys((*mine.categories, *theirs.categories))
            place = {name: k for k, name in enumerate(categories)}
            lookup = np.array([place[name] for name in theirs.categories], dtype=np.int32)
            codes = mine.codes.to_numpy().astype(np.int32)
            codes[rows] = lookup[theirs.codes.to_numpy()[take]]
            found[column] = pd.Categorical.from_codes(codes, categories=_index(categories))
        else:
            values = base[column].to_numpy().copy()
            values[rows] = other[column].to_numpy()[take]
            found[column] = values
    return pd.DataFrame(found, index=base.index)


def _index(categories: dict[str, None]) -> pd.Index:
    return pd.Index(list(categories), dtype=object)
