"""Views of emitted kernels: one folder, and all of a capture's candidates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from workbench.emit.emission import Attempt
from workbench.emit.write import Emitted
from workbench.report.table import Column, View, number, percent
from workbench.validate.emitted import Judged

_ONE = (
    Column("id", "candidate", left=True),
    Column("origin", "from", left=True),
    Column("status", "status", left=True),
    Column("path", "folder", left=True),
)


def emit_view(about: Mapping[str, Any], emitted: Emitted) -> View:
    """Which candidate became which folder, and the commands that judge it; or the difference."""
    folder = str(emitted.folder)
    row = {
        **about,
        "id": about["candidate"],
        "status": emitted.status,
        "path": folder,
        "validate": f"workbench validate {folder}",
    }
    touched = emitted.status == "touched"
    after = (
        ("Edited since it was emitted, so it is kept: --force replaces it, --out goes elsewhere.",)
        if touched
        else (f"Next: {row['validate']}", "Without a GPU add --device interpret, or compile.")
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
    Column("id", "candidate", left=True),
    Column("origin", "from", left=True),
    Column("us", "us a step", number(0)),
    Column("share", "share", percent),
    Column("status", "status", left=True),
    Column("told", "verdict", left=True),
)


def _told(judged: Judged | None) -> str:
    if judged is None:
        return "-"
    return f"{judged.verdict} (library)" if judged.library else judged.verdict


def all_rows(
    attempts: Sequence[Attempt],
    written: Mapping[str, Emitted],
    verdicts: Mapping[str, Judged],
) -> list[dict[str, Any]]:
    """A row a candidate; `verdicts` by candidate id. `share`: of all candidates' GPU time."""
    every = sum(one.candidate.gpu_us_per_step for one in attempts) or 1.0
    rows = []
    for one in attempts:
        judged = verdicts.get(one.candidate.id)
        emitted = written.get(one.candidate.id)
        rows.append(
            {
                "id": one.candidate.id,
                "pattern": one.candidate.pattern,
                "origin": one.emission.origin if one.emission else "-",
                "covered": one.emission.covered if one.emission else 0.0,
                "us": one.candidate.gpu_us_per_step,
                "share": one.candidate.gpu_us_per_step / every,
                "status": emitted.status if emitted else "refused",
                "path": str(emitted.folder) if emitted else "",
                "reason": one.reason,
                "verdict": judged.verdict if judged else "-",
                "judged_as": judged.library if judged else "",
                "told": _told(judged),
                "problem": judged.problem if judged else "",
            }
        )
    return rows


def summary(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts of candidates and shares of their time: emitted, refused, and by verdict."""

    def share(of: Sequence[Mapping[str, Any]]) -> float:
        return float(sum(row["share"] * row["covered"] for row in of))

    emitted = [row for row in rows if row["status"] != "refused"]
    green = [row for row in emitted if row["verdict"] in ("BITWISE", "FAITHFUL")]
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


def all_view(capture_id: str, rows: Sequence[Mapping[str, Any]], record: Path | None) -> View:
    """Every candidate with what became of it; below, counts, shares and reasons."""
    counts = summary(rows)
    return View(
        columns=_ALL,
        rows=rows,
        payload={
            "capture": capture_id,
            **counts,
            "candidates": list(rows),
            "count": counts["candidates"],
            "record": str(record) if record else None,
        },
        title=f"{capture_id}: {counts['emitted']} of {counts['candidates']} candidates emitted",
        after=tuple(_remarks(rows, counts, record)),
    )


def _remarks(
    rows: Sequence[Mapping[str, Any]], counts: Mapping[str, Any], record: Path | None
) -> Iterator[str]:
    origins = ", ".join(f"{n} from {origin}" for origin, n in counts["origins"].items())
    yield (
        f"emitted {counts['emitted']} ({origins or 'none'}), refused {counts['refused']}; "
        f"{percent(counts['emitted_share'])} of the candidates' GPU time"
    )
    if counts["verdicts"]:
        told = ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts["verdicts"].items()))
        yield (
            f"on record: {told}; green {percent(counts['green_share'])} of their time, "
            f"{percent(counts['green_as_emitted_share'])} by a run of its own, the rest as code "
            "cut from a kernel whose current record says so (library)"
        )
    for row in rows:
        if row["reason"]:
            yield f"{row['id']}: {row['reason']}"
        elif row["status"] == "touched":
            yield f"{row['id']}: edited since it was emitted, kept; --force replaces it"
        elif row["problem"]:
            yield f"{row['id']}: {row['problem']}"
    if record:
        yield f"Recorded in {record}"
