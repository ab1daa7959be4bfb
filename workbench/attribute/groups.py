"""Attributed launches -> groups: what each site, kernel, op, category or module costs in a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.attribute.attribution import Attribution
from workbench.errors import unknown
from workbench.schema import Finding, Group, columns

# what to group by -> the column of the attributed launches that holds it
KEYS = {
    "site": "site",
    "kernel": "name",
    "op": "op_name",
    "category": "category",
    "module": "module_path",
}


@dataclass(frozen=True)
class Unattributed:
    """The launches that have no entry of the kind grouped by; figures as in a Group."""

    launches_per_step: float
    gpu_us_per_step: float
    share: float


@dataclass(frozen=True)
class Groups:
    """The launches of the profiled steps, grouped; nothing is left out.

    rows: columns of schema.Group, dearest first. Grouped by anything but sites a column named for
    it comes first, `site` is filled only where all launches of the row share one, and `sites` says
    how many there are. Shares of rows and `unattributed` sum to 1 (0 when nothing took time).
    busy_us_per_step: time in which a device ran at least one launch, summed over devices.
    wall_us_per_step: from the step's begin to its end on host and device, under the profiler.
    launches_by_method: launches a step by how they were attributed.
    """

    by: str
    steps: int
    rows: pd.DataFrame
    unattributed: Unattributed
    launches_per_step: float
    gpu_us_per_step: float
    busy_us_per_step: float
    wall_us_per_step: float
    devices: int
    launches_by_method: dict[str, float]
    health: tuple[Finding, ...]


def group_launches(attribution: Attribution, by: str = "site") -> Groups:
    """Group the launches inside steps `by` site, kernel, op, category or module.

    Sums are taken in integer nanoseconds. Launches outside every step are counted in `health`.
    Raises Usage for another `by`.
    """
    if by not in KEYS:
        raise unknown("grouping", by, KEYS)
    launches = attribution.launches
    inside = launches["step"].to_numpy() >= 0
    steps = max(attribution.steps, 1)
    here = launches[inside]
    total_ns = int(here["duration_ns"].sum())
    per_step = 1 / steps
    rows = _rows(here, by, total_ns, steps)
    lacking = here[(here[KEYS[by]] == "").to_numpy()]
    lacking_ns = int(lacking["duration_ns"].sum())
    methods = here["method"].value_counts()
    return Groups(
        by=by,
        steps=attribution.steps,
        rows=rows,
        unattributed=Unattributed(
            len(lacking) * per_step, lacking_ns / 1000 / steps, lacking_ns / max(total_ns, 1)
        ),
        launches_per_step=len(here) * per_step,
        gpu_us_per_step=total_ns / 1000 / steps,
        busy_us_per_step=busy_ns(here) / 1000 / steps,
        wall_us_per_step=_wall_ns(here, attribution.trace.steps) / 1000 / steps,
        devices=max(int(here["device"].nunique()), 1),
        launches_by_method={
            str(method): int(count) * per_step for method, count in methods.items() if count
        },
        health=attribution.health + outside_steps(launches[~inside]),
    )


def _rows(launches: pd.DataFrame, by: str, total_ns: int, steps: int) -> pd.DataFrame:
    """Rows of Groups for the launches that have a `by`."""
    named = launches[(launches[KEYS[by]] != "").to_numpy()]
    group = named[KEYS[by]].cat.codes
    grouped = named.groupby(group)
    ns = grouped["duration_ns"].sum()
    sites = _distinct(named["site"], group).reindex(ns.index, fill_value=0)
    shared = sites.to_numpy() == 1
    first = named.loc[~group.duplicated()].set_index(group[~group.duplicated()]).loc[ns.index]
    found = pd.DataFrame(
        {
            by: first[KEYS[by]].astype(object),
            "sites": sites,
            "site": np.where(shared, first["site"].astype(object), ""),
            "path_kind": np.where(shared, first["path_kind"].astype(object), "none"),
            "instances": _distinct(named["module_path"], group).reindex(ns.index, fill_value=0),
            "launches_per_step": grouped.size() / steps,
            "gpu_us_per_step": ns / 1000 / steps,
            "share": ns / max(total_ns, 1),
            "method": _methods(named["method"], group),
        }
    ).join(_sources(named, group))
    found = found.sort_values(["gpu_us_per_step", by], ascending=[False, True], ignore_index=True)
    return found[columns(Group) if by == "site" else [by, "sites", *columns(Group)]]


def _methods(method: pd.Series[str], group: pd.Series[int]) -> pd.Series[str]:
    """The methods in each group, commonest first, joined by "+"."""
    counts = pd.DataFrame({"group": group, "method": method.astype(object)}).value_counts()
    ordered = counts.reset_index().sort_values(["count", "method"], ascending=[False, True])
    return ordered.groupby("group")["method"].agg("+".join)


def _sources(launches: pd.DataFrame, group: pd.Series[int]) -> pd.DataFrame:
    """Columns source and line_kind: of each group the place with most GPU time, "" unknown."""
    place = launches[["file", "line", "function", "line_kind"]]
    code = place.apply(lambda column: column.cat.codes if column.dtype == "category" else column)
    keys = [group.rename("group"), *(code[column] for column in code)]
    ns = launches["duration_ns"].groupby(keys).sum()
    order = np.lexsort((np.arange(len(ns)), -ns.to_numpy(), ns.index.get_level_values(0)))
    first = ns.index[order].to_frame(index=False).drop_duplicates("group")
    text = {column: place[column].cat.categories for column in ("file", "function", "line_kind")}
    found = pd.DataFrame(
        {
            "source": [
                f"{text['file'][file]}:{line} {text['function'][function]}" if line >= 0 else ""
                for file, line, function in zip(
                    first["file"], first["line"], first["function"], strict=True
                )
            ],
            "line_kind": [text["line_kind"][code] for code in first["line_kind"]],
        },
        index=first["group"].to_numpy(),
    )
    return found


def _distinct(column: pd.Series[str], group: pd.Series[int]) -> pd.Series[int]:
    """How many different non-empty entries of `column` each group has."""
    pairs = pd.DataFrame({"group": group, "entry": column.cat.codes})[(column != "").to_numpy()]
    return pairs.drop_duplicates().groupby("group").size()


def busy_ns(launches: pd.DataFrame) -> int:
    """Nanoseconds in which a device ran at least one of `launches`, summed over devices."""
    total = 0
    for _, own in launches.groupby("device"):
        start = own["start_ns"].to_numpy()
        order = np.argsort(start, kind="stable")
        start = start[order]
        end = start + own["duration_ns"].to_numpy()[order]
        reached: npt.NDArray[np.int64] = np.maximum.accumulate(end)
        before = np.concatenate([start[:1], reached[:-1]])
        total += int(np.maximum(end - np.maximum(start, before), 0).sum())
    return total


def _wall_ns(launches: pd.DataFrame, steps: pd.DataFrame) -> int:
    """Length of all steps, each until its last launch has ended."""
    end = (launches["start_ns"] + launches["duration_ns"]).groupby(launches["step"]).max()
    begin = steps["start_ns"].to_numpy()
    until = begin + steps["duration_ns"].to_numpy()
    until[end.index.to_numpy()] = np.maximum(until[end.index.to_numpy()], end.to_numpy())
    return int((until - begin).sum())


def outside_steps(launches: pd.DataFrame) -> tuple[Finding, ...]:
    """The finding that these launches lie outside every profiled step, if there are any."""
    if launches.empty:
        return ()
    took = int(launches["duration_ns"].sum()) / 1000
    detail = f"launches outside every profiled step, {took:,.1f} us; they are in no row"
    return (Finding("launches-outside-steps", len(launches), detail),)
