"""What captures there are, and what one of them is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.capture.store import Capture
from workbench.report.table import Column, View
from workbench.schema import Ceiling, Manifest


def captures_view(captures: list[Capture], problems: list[str], root: Path) -> View:
    """The list of captures; unreadable ones are named below it."""
    rows = [_row(capture) for capture in captures]
    columns = (
        Column("id", "capture", left=True, style="bold"),
        Column("device", "device", left=True, under=True),
        Column("phase", "phase", left=True),
        Column("batch", "batch", lambda batch: str(batch or "-")),
        Column("layers", "layers"),
        Column("variants", "variants", " ".join, left=True),
    )
    after = [f"unreadable: {problem}" for problem in problems]
    if not rows:
        after.append(
            f"no captures under {root}/: make one with `workbench capture MODEL`, "
            "or of recordings with `workbench import TRACE`"
        )
    return View(columns, rows, {"captures": rows, "unreadable": problems}, after=after)


def _row(capture: Capture) -> dict[str, Any]:
    manifest = capture.manifest
    return {
        "id": capture.id,
        "folder": capture.folder.as_posix(),
        "origin": manifest.origin,
        "model": manifest.model,
        "phase": manifest.phase or "-",
        "batch": manifest.batch,
        "layers": layers(manifest),
        "device": manifest.device.name or manifest.device.kind,
        "variants": list(manifest.variants),
        "created": manifest.created,
    }


def layers(manifest: Manifest) -> str:
    """Layers run, of how many the full model has: "30", "6 of 30", "-" unknown."""
    run, full = manifest.layers_run, manifest.layers_full
    return "-" if not run else f"{run} of {full}" if full and full != run else str(run)


def capture_view(capture: Capture, faults: list[str] | None) -> View:
    """One capture, as rows of what and value. `faults`: see `verify_files`, None = unchecked."""
    rows = [{"what": what, "value": value} for what, value in _facts(capture) if value]
    after = [
        f"{finding.code} ({finding.count}): {finding.detail}" for finding in capture.manifest.health
    ]
    if faults is not None:
        after += faults or [f"all {len(capture.manifest.files)} files are as recorded"]
    payload: dict[str, Any] = {"folder": capture.folder.as_posix(), "manifest": capture.manifest}
    if faults is not None:
        payload["faults"] = faults
    columns = (Column("what", "", left=True, style="bold"), Column("value", "", left=True))
    return View(columns, rows, payload, title=capture.id, after=after)


def _facts(capture: Capture) -> list[tuple[str, str]]:
    manifest = capture.manifest
    device = manifest.device
    size_bytes = sum(path.stat().st_size for path in capture.folder.rglob("*") if path.is_file())
    facts = [
        ("origin", f"{manifest.origin} {manifest.created}"),
        ("model", f"{manifest.model or 'unknown'} ({manifest.model_kind})"),
        ("workload", _workload(manifest)),
        ("layers", layers(manifest) if manifest.layers_run else ""),
        ("experts", manifest.experts),
        ("cache", manifest.cache),
        ("weights", " ".join(filter(None, (manifest.initialisation, manifest.dtype)))),
        ("seed", str(manifest.seed) if manifest.origin == "captured" else ""),
        ("device", " · ".join(filter(None, (device.name or device.kind, device.driver)))),
        ("copy bandwidth", _ceiling(device.copy_bandwidth_gb_per_s, "GB/s")),
        ("launch floor", _ceiling(device.launch_floor_us, "us")),
        ("versions", ", ".join(f"{name} {text}" for name, text in manifest.versions.items())),
    ]
    for name, variant in manifest.variants.items():
        parts = [f"{len(variant.traces)} trace(s)", f"{variant.steps} step(s)"]
        parts += ["execution trace"] if variant.execution_trace else []
        parts += [f"{len(variant.graphs)} compiled graph(s)"] if variant.graphs else []
        if variant.wall_us:
            ordered = sorted(variant.wall_us)
            parts.append(f"wall {ordered[len(ordered) // 2] / 1000:,.1f} ms a step unprofiled")
        facts.append((name, ", ".join([*parts, *variant.notes])))
    facts.append(("files", f"{len(manifest.files)} files, {size_bytes / 1e6:,.1f} MB"))
    facts += [("note", note) for note in manifest.notes]
    return facts


def _workload(manifest: Manifest) -> str:
    parts = [manifest.phase]
    parts += [f"batch {manifest.batch}"] if manifest.batch else []
    parts += [f"context {manifest.context}"] if manifest.context else []
    parts += [f"{manifest.tokens} token(s) a sequence"] if manifest.tokens else []
    return ", ".join(filter(None, parts))


def _ceiling(ceiling: Ceiling | None, unit: str) -> str:
    if ceiling is None:
        return "unknown"
    return " ".join(
        filter(None, (f"{ceiling.value:,.4g} {unit}, {ceiling.source}", ceiling.detail))
    )
