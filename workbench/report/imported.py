"""What `workbench import` made of foreign recordings."""

from __future__ import annotations

from typing import Any

from workbench.capture.store import Capture
from workbench.report.recorded import next_lines
from workbench.report.table import Column, View, number
from workbench.schema import Ceiling
from workbench.trace.importing import Imported


def import_view(imported: Imported) -> View:
    """One row a recording; findings and the assumed ceilings below."""
    manifest = imported.manifest
    rows = [
        {
            "recording": recording.path.name,
            "variant": recording.variant,
            "told_by": recording.reason,
            "steps": recording.steps,
            "launches": recording.launches,
            "gpu_us": recording.gpu_us,
        }
        for recording in imported.recordings
    ]
    columns = (
        Column("recording", "recording", left=True),
        Column("variant", "variant", left=True),
        Column("steps", "steps"),
        Column("launches", "launches", number(0)),
        Column("gpu_us", "GPU us", number(1)),
    )
    device = manifest.device
    bandwidth = _ceiling(device.copy_bandwidth_gb_per_s, "GB/s")
    after = [f"{finding.code} ({finding.count}): {finding.detail}" for finding in manifest.health]
    after += list(manifest.notes)
    after.append(f"device {device.name or 'unknown'}; copy bandwidth {bandwidth}")
    capture = Capture(imported.folder, manifest)
    after += next_lines(capture, next(iter(manifest.variants)))
    payload: dict[str, Any] = {
        "capture": manifest.id,
        "folder": imported.folder.as_posix(),
        "variants": manifest.variants,
        "recordings": rows,
        "device": device,
        "notes": manifest.notes,
        "health": manifest.health,
    }
    return View(columns, rows, payload, title=f"{manifest.id}: imported", after=after)


def _ceiling(ceiling: Ceiling | None, unit: str) -> str:
    if ceiling is None:
        return "unknown: no row for this device"
    return f"{ceiling.value:,.4g} {unit} {ceiling.source} ({ceiling.detail})"
