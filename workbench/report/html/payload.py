"""What a report's script draws: one step's launches as columns, names once, and candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from workbench.report.groups import short_kernel
from workbench.report.html.facts import Facts
from workbench.report.onestep import KINDS, OneStep
from workbench.suggest.locate import split

# A page that holds more draws slowly; tables and sums still cover all of them.
LAUNCHES_MAX = 100_000
NAME_CHARACTERS_MAX = 2_000


def payload(facts: Facts) -> bytes:
    """JSON that is safe inside a script element: no character of it can end one.

    Launch columns: `start` (ns after the launch before it, the first after the step's begin),
    `duration` (ns), `spare` (per mille of its time that the best set would remove), and indices
    into `names` (kernel, op, site, module, source), into `kinds` and into `lanes` (device, stream).
    """
    content: dict[str, Any] = {
        "capture": facts.capture.id,
        "variant": facts.variant,
        "kinds": KINDS,
    }
    if facts.step is not None and len(facts.step.launches):
        content |= _step(facts.step)
        content["tree"] = site_tree(facts.step)
        content["candidates"] = _candidates(facts)
    text: bytes = msgspec.json.encode(content)
    for char in b"<>&":  # only ever inside strings, where JSON knows another spelling
        text = text.replace(bytes([char]), b"\\u%04x" % char)
    return text


def _step(step: OneStep) -> dict[str, Any]:
    table = step.launches.iloc[:LAUNCHES_MAX]
    start = table["start_ns"].to_numpy()
    lanes = list(
        dict.fromkeys(zip(table["device"].tolist(), table["stream"].tolist(), strict=True))
    )
    lane = {key: number for number, key in enumerate(lanes)}
    names: dict[str, list[str]] = {}
    columns: dict[str, Any] = {
        "start": np.diff(start, prepend=step.begin_ns).tolist(),
        "duration": table["duration_ns"].tolist(),
        "spare": np.rint(1000 * (1 - step.kept[: len(table)])).astype(int).tolist(),
        "kind": step.kind[: len(table)].tolist(),
        "layer": table["layer"].tolist(),
        "lane": [
            lane[key]
            for key in zip(table["device"].tolist(), table["stream"].tolist(), strict=True)
        ],
    }
    for name, column in _named(table).items():
        codes, distinct = pd.factorize(column, sort=True)
        columns[name] = codes.tolist()
        names[name] = [text[:NAME_CHARACTERS_MAX] for text in distinct.tolist()]
    names["short"] = [short_kernel(name) for name in names["kernel"]]
    return {
        "step": {
            "name": step.name,
            "number": step.number + 1,
            "of": step.of,
            "length": step.duration_ns,
            "launched": len(step.launches),
        },
        "names": names,
        "lanes": [f"device {device}, stream {stream}" for device, stream in lanes],
        "launches": columns,
    }


def _named(table: pd.DataFrame) -> dict[str, pd.Series[str]]:
    file = table["file"].astype(str)
    place = file + ":" + table["line"].astype(str) + " " + table["function"].astype(str)
    return {
        "kernel": table["name"].astype(str),
        "op": table["op_chain"].astype(str),
        "site": table["site"].astype(str),
        "module": table["module_path"].astype(str),
        "source": place.where(file != "", ""),
    }


def _candidates(facts: Facts) -> list[dict[str, Any]]:
    assert facts.step is not None
    best = set(facts.suggestions.best_set.ids)
    return [
        {
            "id": candidate.id,
            "rank": rank,
            "site": candidate.site,
            "best": candidate.id in best,
            "saving": candidate.saving_gpu_us_per_step,
            # runs of launches: first, count, first, count, ...
            "instances": [_runs(rows) for rows in facts.step.instances.get(candidate.id, ())],
        }
        for rank, candidate in enumerate(facts.suggestions.candidates, 1)
    ]


def _runs(rows: Sequence[int]) -> list[int]:
    kept = [row for row in rows if row < LAUNCHES_MAX]
    if not kept:
        return []
    runs = [kept[0], 1]
    for before, row in pairwise(kept):
        if row == before + 1:
            runs[-1] += 1
        else:
            runs += [row, 1]
    return runs


# --------------------------------------------------------------------------- sites


def spare_by_site(step: OneStep) -> dict[str, float]:
    """For each site, the part of its own time that the best set would remove."""
    ns = step.launches["duration_ns"]
    spent = pd.DataFrame({"ns": ns, "spare": ns * (1 - step.kept)})
    sums = spent.groupby(step.launches["site"].astype(str)).sum()
    return dict((sums["spare"] / sums["ns"].clip(lower=1)).items())  # type: ignore[arg-type]


def site_tree(step: OneStep) -> dict[str, Any]:
    """Sites by their parts: {name, site, own, total, spare, launches, children}; own and total
    in ns of the step, spare: the part of total that the best set would remove. Children by time.
    """
    table = step.launches
    spare = table["duration_ns"].to_numpy() * (1 - step.kept)
    grouped = (
        pd.DataFrame(
            {
                "site": table["site"].astype(str),
                "kind": table["path_kind"].astype(str),
                "own": table["duration_ns"],
                "spare": spare,
                "launches": 1,
            }
        )
        .groupby(["site", "kind"], sort=True)
        .sum()
    )
    root = _node("the step", "")
    for row in grouped.reset_index().to_dict(orient="records"):
        site, kind = str(row["site"]), str(row["kind"])
        parts = [site] if kind == "region" else split(site, kind) or ["unattributed"]
        _add(root, parts, site, row, "." if kind == "attribute" else "/")
    return _summed(root)


def _node(name: str, site: str) -> dict[str, Any]:
    return {"name": name, "site": site, "own": 0, "spare": 0.0, "launches": 0, "children": {}}


def _add(
    root: dict[str, Any], parts: list[str], site: str, row: Mapping[Any, Any], separator: str
) -> None:
    node = root
    for depth, part in enumerate(parts, 1):
        known = site if depth == len(parts) else separator.join(parts[:depth])
        node = node["children"].setdefault(part, _node(part, known))
    node["own"] += int(row["own"])
    node["spare"] += float(row["spare"])
    node["launches"] += int(row["launches"])


def _summed(node: dict[str, Any]) -> dict[str, Any]:
    """The tree with totals, children as a list, and one-child levels that cost nothing joined."""
    children = [_summed(child) for child in node["children"].values()]
    children.sort(key=lambda child: (-child["total"], child["name"]))
    found = {
        **node,
        "total": node["own"] + sum(child["total"] for child in children),
        "spare": round(node["spare"]) + sum(child["spare"] for child in children),
        "launches": node["launches"] + sum(child["launches"] for child in children),
        "children": children,
    }
    if len(children) == 1 and not node["own"] and node["site"] and children[0]["site"]:
        joined = "." if children[0]["site"] == f"{node['site']}.{children[0]['name']}" else "/"
        return {**children[0], "name": f"{node['name']}{joined}{children[0]['name']}"}
    return found
