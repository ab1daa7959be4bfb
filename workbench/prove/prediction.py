"""What `suggest` predicts for the kernels that were put in, frozen before anything runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from workbench.capture.store import Capture
from workbench.errors import WorkbenchError
from workbench.prove.applied import Installed, open_path
from workbench.prove.sites import SITES
from workbench.schema import Candidate
from workbench.suggest.suggestions import Analysis, analyse

# By pattern, where its kernel stands at other steps too: the steps that a candidate counts, each
# with its part of the launches. Eager makes nine for a norm, one for each sum, product and
# activation.
STEPS_OF = {
    "ple_tail": {"feedforward_add": 10 / 23, "ple_gate": 2 / 23, "ple_end": 11 / 23},
    "norm_add_norm": {"attention_add": 1.0},
    "norm_add_scale_norm": {"ple_end": 1.0, "dense_tail": 1.0},
}

# By kernel: operators that its place leaves out, with no kernel for them.
LEFT_OUT = {site.kernel: site.leaves_out for site in SITES if site.leaves_out}


def freeze(capture: Capture) -> dict[str, Any]:
    """Every candidate of the eager variant as plain figures a step, and a digest of them all; with
    those of a kernel, what its place leaves out beside.

    Without usable recordings `candidates` is empty and `why` says so.
    """
    figures, why = [], "it was recorded without a GPU" if capture.manifest.target else ""
    try:
        if not why:
            figures = _all(analyse(capture, "eager", evidence="pattern"))
    except WorkbenchError as error:
        why = str(error)
    digest = hashlib.sha256(msgspec.json.encode(figures, order="sorted")).hexdigest()
    return {"digest": digest, "why": why, "candidates": figures}


def _all(found: Analysis) -> list[dict[str, Any]]:
    rows = [_figures(each) for each in found.suggestions.candidates]
    return rows + [left for each in rows if (left := _left_out(each, found))]


def _left_out(one: dict[str, Any], found: Analysis) -> dict[str, Any] | None:
    """What `one`'s kernel makes superfluous at its site without doing it, as figures like its."""
    table = found.attribution.launches
    operators = tuple(f"{each} > " for each in LEFT_OUT.get(one["kernel"], ()))
    if not operators:
        return None
    chain = table["op_chain"].astype(str) + " > "
    mine = table[(table["site"] == one["site"]) & chain.str.startswith(operators)]
    if mine.empty:
        return None
    steps = found.attribution.steps
    us = float(mine["duration_ns"].sum()) / 1000 / steps
    counts = mine["name"].astype(str).value_counts() / steps / one["instances"]
    return {
        **one,
        **{"id": f"{one['id']}-leaves-out", "timing": None, "compiled_us": None},
        **{"now_us": us, "predicted_us": 0.0, "saving_us": us, "saving_us_interval": []},
        **{"launches_fewer": len(mine) / steps, "launches": counts.to_dict()},
    }


def _figures(one: Candidate) -> dict[str, Any]:
    step = one.detail["prediction"].get("step", {})
    compiler = one.detail.get("compiler") or {}
    return {
        "id": one.id,
        "pattern": one.pattern,
        # of a novel candidate the library's kernel, if any, computes other forms
        "kernel": one.detail.get("kernel", "") if one.status != "novel" else "",
        "timing": one.detail["prediction"].get("timing"),
        "site": one.site,
        "instances": one.instances,
        "now_us": one.gpu_us_per_step,
        "predicted_us": one.predicted_gpu_us_per_step,
        "saving_us": one.saving_gpu_us_per_step,
        "saving_us_interval": list(step.get("saving_us") or ()),
        "launches_fewer": one.launches_before - one.launches_after,
        "compiled_us": compiler.get("us"),
        "launches": _launches(one),
    }


def _launches(one: Candidate) -> dict[str, float]:
    """Launches of an instance by name, on average: a few may be of another form than the others."""
    counts = one.detail.get("launch_counts", {})
    step = sum(counts.values()) / one.launches_before if one.launches_before else 1.0
    return {name: count / step / one.instances for name, count in counts.items()}


def predicted_for(
    frozen: dict[str, Any], installed: Sequence[Installed], layers_run: int, layers_captured: int
) -> list[dict[str, Any]]:
    """The frozen candidates that the installed kernels carry out, scaled to the places they have.

    One row a candidate: its figures times `share`, the part of its instances that were installed in
    the layers that run, extrapolated to those captured where it stands in `every` layer. Kernels at
    places without a candidate (a norm and its residual add outside every pattern) save what nobody
    predicted.
    """
    whole = layers_captured / layers_run if layers_run else 1.0
    rows = []
    for one in frozen["candidates"]:
        counted = _places(one, installed)
        if not counted:
            continue
        # One place of many layers is the first layer's alone: more layers make no more of it.
        every = "*" in one["site"] and (counted > 1 or layers_run == 1)
        grown = counted * (whole if every else 1.0)
        share = min(1.0, grown / one["instances"])
        rows.append({**one, "places": counted, "share": share, "every": every, **{
            key: one[key] * share
            for key in ("now_us", "predicted_us", "saving_us", "launches_fewer")
        }})  # fmt: skip
    return rows


def _places(one: dict[str, Any], installed: Sequence[Installed]) -> float:
    """How many of a candidate's instances have its kernel now."""
    steps = STEPS_OF.get(one["pattern"])
    return sum(
        1.0 if steps is None else steps.get(each.step, 0.0)
        for each in installed
        if each.kernel == one["kernel"]
        and (open_path(each.path) == one["site"] or (not each.path and "." not in one["site"]))
    )
