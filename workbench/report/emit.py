"""Views of emitted kernels: one folder, and all of a capture's candidates."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from workbench.emit.write import Emitted
from workbench.report.emit_timed import TIMED, timed_remarks, timed_row, timed_summary
from workbench.report.table import Column, View, number, percent
from workbench.schema import GREEN
from workbench.suggest.evidence import Evidence
from workbench.validate.emitted_all import Kernel
from workbench.validate.emitted_record import Judged

_ONE = (
    Column("id", "candidate", left=True),
    Column("written", "from", left=True),
    Column("status", "status", left=True),
    Column("path", "folder", left=True),
)


def _written(origin: str) -> str:
    """How a kernel came to be, in words: from a template, op by op, from Inductor's."""
    return "op by op" if origin == "generic" else origin


def emit_view(about: Mapping[str, Any], emitted: Emitted) -> View:
    """Which candidate became which folder, and the commands that judge it; or the difference."""
    folder = str(emitted.folder)
    row = {
        **about,
        "id": about["candidate"],
        "written": _written(str(about["origin"])),
        "status": emitted.status,
        "path": folder,
        "validate": f"workbench validate {shlex.quote(folder)}",
    }
    touched = emitted.status == "touched"
    after = (
        ("Edited since it was emitted, so it is kept: --force replaces it, --out goes elsewhere.",)
        if touched
        else (f"next: {row['validate']}", "Without a GPU add --device interpret, or compile.")
    )
    return View(
        columns=_ONE,
        rows=[row],
        payload={**row, "difference": emitted.difference},
        title=f"{folder}: {emitted.status}",
        before=(emitted.difference,) if touched else (),
        after=after,
    )


_ALL = (
    Column("id", "candidate", left=True, cut=True),
    Column("written", "from", left=True),
    Column("us", "us a step", number(0)),
    Column("share", "share", percent),
    Column("status", "status", left=True),
    Column("told", "verdict", left=True),
)


_GPU = Column("gpu", "judged on", left=True)  # where it was more than one


def _told(judged: Judged | None) -> str:
    if judged is None:
        return "-"
    return f"{judged.verdict} (library)" if judged.library else judged.verdict


def all_rows(kernels: Sequence[Kernel]) -> list[dict[str, Any]]:
    """A row a candidate, and one for its second kernel, op by op. `share`: of all candidates' GPU
    time; `second`: whether the candidate has its row already.
    """
    every = sum(one.attempt.candidate.gpu_us_per_step for one in kernels if not one.op_by_op) or 1.0
    return [_kernel_row(one, every) for one in kernels]


def _kernel_row(kernel: Kernel, every: float) -> dict[str, Any]:
    attempt, emitted, judged = kernel.attempt, kernel.emitted, kernel.judged
    origin = attempt.emission.origin if attempt.emission else "-"
    return {
        "id": attempt.candidate.id,
        "pattern": attempt.candidate.pattern,
        "origin": origin,
        "written": _written(origin),
        "second": kernel.op_by_op,
        "key": kernel.key,
        "covered": attempt.emission.covered if attempt.emission else 0.0,
        "us": attempt.candidate.gpu_us_per_step,
        "share": attempt.candidate.gpu_us_per_step / every,
        "status": emitted.status if emitted else "refused",
        "path": str(emitted.folder) if emitted else "",
        "reason": attempt.reason,
        "verdict": judged.verdict if judged else "-",
        "judged_as": judged.library if judged else "",
        "told": _told(judged),
        "gpu": judged.device if judged else "",
        "problem": judged.problem if judged else "",
        "fresh": kernel.fresh,
    }


def summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts of candidates and shares of their time: emitted, refused, and by verdict."""

    def share(of: Sequence[Mapping[str, Any]]) -> float:
        return float(sum(row["share"] * row["covered"] for row in of))

    rows = [row for row in rows if not row["second"]]
    emitted = [row for row in rows if row["status"] != "refused"]
    green = [row for row in emitted if row["verdict"] in GREEN]
    return {
        "candidates": len(rows),
        "emitted": len(emitted),
        "refused": len(rows) - len(emitted),
        "emitted_share": share(emitted),
        "green": len(green),
        "green_share": share(green),
        "green_as_emitted_share": share([row for row in green if not row["judged_as"]]),
        "origins": dict(Counter(row["origin"] for row in emitted)),
        "verdicts": dict(Counter(row["verdict"] for row in emitted if row["verdict"] != "-")),
    }


def launch_shares(rows: Sequence[Mapping[str, Any]], evidence: Evidence | None) -> dict[str, float]:
    """What is emitted and green of the time of all launches that some candidate takes, each launch
    counted once, by the best of the candidates that take it; {} without an op graph.
    """
    if evidence is None:
        return {}
    taken = {draft.candidate.id: sorted(draft.rows) for draft in evidence.drafts}
    ns = evidence.places.launches["duration_ns"].to_numpy().astype(float)
    parts = {name: np.zeros(len(ns)) for name in ("any", "emitted", "green")}
    for row in rows:
        at = taken.get(row["id"], [])
        parts["any"][at] = 1.0
        if not row["second"] and row["status"] != "refused":
            for name in ("emitted", *(("green",) if row["verdict"] in GREEN else ())):
                parts[name][at] = np.maximum(parts[name][at], row["covered"])
    every = float(parts["any"] @ ns) or 1.0
    return {
        "launch_emitted_share": float(parts["emitted"] @ ns) / every,
        "launch_green_share": float(parts["green"] @ ns) / every,
    }


def all_view(
    capture_id: str,
    kernels: Sequence[Kernel],
    record: Path | None,
    evidence: Evidence | None = None,
) -> View:
    """Every candidate with what became of it; below, counts, shares, reasons, times."""
    rows = all_rows(kernels)
    counts = {**summary(rows), **launch_shares(rows, evidence)}
    timed = timed_summary(kernels)
    if timed:
        rows = [{**row, **timed_row(one)} for row, one in zip(rows, kernels, strict=True)]
    gpus = sorted({row["gpu"] for row in rows if row["gpu"]})
    columns = TIMED if timed else _ALL
    return View(
        columns=columns if len(gpus) < 2 else (*columns, _GPU),
        rows=rows,
        payload={
            "capture": capture_id,
            **counts,
            "timed": timed,
            "candidates": list(rows),
            "count": len(rows),
            "record": str(record) if record else None,
        },
        title=f"{capture_id}: {counts['emitted']} of {counts['candidates']} candidates emitted",
        after=(*timed_remarks(kernels, timed), *_remarks(rows, counts, gpus, record)),
    )


def _remarks(
    rows: Sequence[Mapping[str, Any]],
    counts: Mapping[str, Any],
    gpus: Sequence[str],
    record: Path | None,
) -> Iterator[str]:
    origins = ", ".join(
        f"{n} op by op" if origin == "generic" else f"{n} from {origin}"
        for origin, n in counts["origins"].items()
    )
    yield (
        f"emitted {counts['emitted']} ({origins or 'none'}), refused {counts['refused']}; "
        f"{percent(counts['emitted_share'])} of the candidates' GPU time"
    )
    if counts["verdicts"]:
        told = ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts["verdicts"].items()))
        alone = counts["green_as_emitted_share"]
        rest = f"{percent(alone)} by a run of its own, the rest as code cut from a kernel whose "
        rest += "current record says so (library)"
        yield (
            f"on {' and '.join(gpus)}: {told}; green {percent(counts['green_share'])} of their "
            f"time, {rest if alone < counts['green_share'] else 'each by a run of its own'}"
        )
    if "launch_green_share" in counts:
        yield (
            "candidates overlap; each launch counted once: "
            f"{percent(counts['launch_emitted_share'])} emitted, "
            f"{percent(counts['launch_green_share'])} green"
        )
    parents = sorted({str(Path(row["path"]).parent) for row in rows if row["path"]})
    if parents:
        yield f"a folder each in {' and '.join(parents)}"
    refused: dict[str, list[str]] = {}
    for row in rows:
        if row["reason"]:
            again = ", op by op" if row["second"] else ""
            refused.setdefault(row["reason"], []).append(row["id"] + again)
    for reason, ids in refused.items():
        yield f"{reason}: {', '.join(ids)}"
    for row in rows:
        again = ", op by op" if row["second"] else ""
        if row["status"] == "touched":
            yield f"{row['id']}{again}: edited since it was emitted, kept; --force replaces it"
        elif row["problem"]:
            yield f"{row['id']}{again}: {row['problem']}"
    if record:
        yield f"Recorded in {record}"
