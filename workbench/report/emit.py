"""View of an emitted kernel."""

from __future__ import annotations

from workbench.emit.write import Emitted
from workbench.report.table import Column, View
from workbench.schema import Candidate

_COLUMNS = (
    Column("id", "candidate", left=True),
    Column("pattern", "pattern", left=True),
    Column("site", "site", left=True),
)


def emit_view(capture_id: str, variant: str, candidate: Candidate, emitted: Emitted) -> View:
    """Which candidate became which file, and the command that judges it."""
    row = {
        "capture": capture_id,
        "variant": variant,
        "id": candidate.id,
        "pattern": candidate.pattern,
        "site": candidate.site,
        "status": emitted.status,
        "path": str(emitted.path),
        "validate": f"workbench validate {emitted.path.parent}",
    }
    return View(
        columns=_COLUMNS,
        rows=[row],
        payload=row,
        title=f"{emitted.path}: {emitted.status}",
        after=(f"Next: {row['validate']}", "Without a GPU add --device interpret, or compile."),
    )
