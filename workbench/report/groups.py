"""The table of `workbench groups`: what each site, kernel, op, category or module costs a step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from workbench.attribute.groups import Groups
from workbench.capture.store import Capture
from workbench.report.captures import layers
from workbench.report.table import Column, View, number, percent
from workbench.schema import Manifest

# Below this share of the step in which the GPU runs anything, launching is what the step waits for.
LAUNCH_BOUND_BELOW = 0.5
KERNEL_CHARACTERS_MAX = 120
# A bar column needs this many characters beside the rest to say more than the share does.
BAR_FROM_WIDTH = 100
_BAR_CHARACTERS = 12


def groups_view(
    groups: Groups,
    capture: Capture,
    variant: str,
    top: int = 0,
    width: int | None = 80,
    rank: int = 0,
) -> View:
    """The groups of one variant, dearest first; `top` rows of them (0 = all), the rest summed up.

    `width` is the terminal's, in characters: names are folded to it, and wide ones get a bar. None
    is for files: every column, nothing folded.
    """
    rows = [
        {str(key): value for key, value in row.items()}
        for row in groups.rows.to_dict(orient="records")
    ]
    shown = rows[:top] if top else rows
    wall_us, wall_source = wall(groups, capture, variant)
    on_cpu = capture.manifest.device.kind == "cpu"
    known = wall_us > 0 and not on_cpu
    busy_share = groups.busy_us_per_step / (wall_us * groups.devices) if known else None
    payload = {
        "capture": capture.id,
        "variant": variant,
        "by": groups.by,
        "rank": rank,
        **_figures(groups),
        "wall_us_per_step": wall_us,
        "wall_source": wall_source,
        "busy_share": busy_share,
        "rows": shown,
        "rest": rest(rows[len(shown) :]),
        "unattributed": asdict(groups.unattributed),
        "launches_by_method": groups.launches_by_method,
        "health": groups.health,
    }
    return View(
        columns=_columns(groups.by, shown, width),
        rows=shown,
        payload=payload,
        title=headline(capture.manifest, variant, rank),
        before=[_totals(groups, wall_us, wall_source, busy_share, on_cpu)],
        after=_after(groups, rows[len(shown) :]),
        footer={groups.by: "unattributed", **asdict(groups.unattributed)},
    )


def _figures(groups: Groups) -> dict[str, float]:
    return {
        "steps": groups.steps,
        "devices": groups.devices,
        "gpu_us_per_step": groups.gpu_us_per_step,
        "launches_per_step": groups.launches_per_step,
        "busy_us_per_step": groups.busy_us_per_step,
    }


def headline(manifest: Manifest, variant: str, rank: int = 0) -> str:
    """What was run, in one line: model, phase, batch, layers, variant, which of several ranks,
    device.
    """
    ran = layers(manifest)
    ranks = len(manifest.variants[variant].traces)
    return " · ".join(
        filter(
            None,
            (
                manifest.model or manifest.id,
                manifest.phase,
                f"batch {manifest.batch}" if manifest.batch else "",
                f"{ran} layers" if " of " in ran else "",
                variant,
                f"rank {rank} of {ranks}" if ranks > 1 else "",
                manifest.device.name or manifest.device.kind,
            ),
        )
    )


def wall(groups: Groups, capture: Capture, variant: str) -> tuple[float, str]:
    """Wall time of a step in us and where it is from: the capture's own measurement without the
    profiler (median), else the profiled step's length.
    """
    measured = capture.variant(variant).wall_us
    if measured:
        return median(measured), "unprofiled"
    return groups.wall_us_per_step, "profiled"


def rest(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rows that are not shown, summed: how many, and their figures."""
    return {
        "rows": len(rows),
        "launches_per_step": sum(row["launches_per_step"] for row in rows),
        "gpu_us_per_step": sum(row["gpu_us_per_step"] for row in rows),
        "share": sum(row["share"] for row in rows),
    }


def _totals(
    groups: Groups, wall_us: float, wall_source: str, busy_share: float | None, on_cpu: bool
) -> str:
    if on_cpu:
        return (
            f"{groups.gpu_us_per_step / 1000:,.2f} ms in {groups.launches_per_step:,.0f} leaf ops "
            "a step; no GPU: they stand in for launches"
        )
    text = (
        f"{groups.gpu_us_per_step / 1000:,.2f} ms GPU a step, "
        f"{groups.launches_per_step:,.0f} launches"
    )
    if groups.devices > 1:
        text += f" on {groups.devices} devices"
    if busy_share is None:
        return text
    text += f", GPU busy {100 * busy_share:.0f}% of {wall_us / 1000:,.1f} ms"
    if wall_source == "profiled":
        return f"{text} (profiled, so slower than the real step)"
    return f"{text}: launch-bound" if busy_share < LAUNCH_BOUND_BELOW else text


def _after(groups: Groups, hidden: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = []
    if hidden:
        left = rest(hidden)
        lines.append(
            f"{left['rows']} more rows: {left['launches_per_step']:,.0f} launches, "
            f"{left['gpu_us_per_step']:,.1f} us, {percent(left['share'])}"
        )
    methods = ", ".join(
        f"{method.replace('_', ' ')} {count:,.0f}"
        for method, count in groups.launches_by_method.items()
    )
    lines.append(f"attributed by: {methods or 'nothing: no launch in any step'}")
    lines += [f"{finding.code} ({finding.count:,}): {finding.detail}" for finding in groups.health]
    return lines


def _columns(by: str, rows: Sequence[Mapping[str, Any]], width: int | None) -> list[Column]:
    """Columns of the table; all that rows have, unfolded, where `width` is None (CSV)."""
    figures = [
        Column("launches_per_step", "launches", count),
        Column("gpu_us_per_step", "us a step", number(1)),
        Column("share", "share", percent),
    ]
    extent = Column("instances", "inst.") if by == "site" else Column("sites", "sites")
    if width is None:
        others = ["path_kind", "instances"] if by == "site" else ["sites", "site", "path_kind"]
        told = [Column(key, key, left=True) for key in ("method", "source", "line_kind")]
        return [Column(by, by, left=True), *(Column(key, key) for key in others), *figures, *told]
    # the figures and the gaps between columns take 36 characters, a bar and a method 14 more each
    has_bar = width >= BAR_FROM_WIDTH
    has_method = any(row["method"] not in ("", "correlation") for row in rows)
    room = max(width - 36 - (_BAR_CHARACTERS + 2) * (has_bar + has_method), 20)
    shorten = short_kernel if by == "kernel" else str
    found = [Column(by, by, lambda name: fold(shorten(name), room), left=True)]
    found += [] if by == "module" else [extent]
    found += figures
    if has_method:
        found.append(Column("method", "method", _method, left=True))
    largest = max((row["share"] for row in rows), default=0.0)
    if has_bar and largest > 0:
        found.append(Column("share", "", lambda share: bar(share / largest), left=True))
    return found


def _method(text: str) -> str:
    """ "replay_order+none" on lines that a column of _BAR_CHARACTERS holds."""
    return text.replace("_", " ").replace("+", "\n")


_PIECE = re.compile(r"[^/,.: ]+[/,.: ]*|[/,.: ]+")


def fold(name: str, width: int) -> str:
    """`name` in lines of at most `width` characters, broken behind a separator where there is one;
    continued lines are indented. Machine formats carry it whole.
    """
    lines, line = [], ""
    for piece in _PIECE.findall(name):
        if line.strip() and len(line) + len(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = "  "
        while len(line) + len(piece.rstrip()) > width:
            room = width - len(line)
            lines.append(line + piece[:room])
            line, piece = "  ", piece[room:]
        line += piece
    return "\n".join([*lines, line.rstrip()] if line.strip() else lines)


def count(value: float) -> str:
    """A number of launches a step: whole where it is, else with one decimal."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def bar(part: float) -> str:
    """A bar of a length between 0 and _BAR_CHARACTERS."""
    halves = round(2 * _BAR_CHARACTERS * part)
    return "█" * (halves // 2) + "▌" * (halves % 2)


_NAMESPACES = re.compile(
    r"\b(?:void |at::native::|at::cuda::|c10::|std::|\(anonymous namespace\)::)"
)


def short_kernel(name: str) -> str:
    """A kernel's name for people: without return type, usual namespaces and parameter lists.

    Two kernels may read alike; machine formats carry the whole name.
    """
    text = name.replace("(anonymous namespace)::", "")
    depth, kept = 0, []
    for char in text:
        depth += char == "("
        if not depth:
            kept.append(char)
        depth -= char == ")" and depth > 0
    text = _NAMESPACES.sub("", "".join(kept)) or name
    if len(text) > KERNEL_CHARACTERS_MAX:
        half = KERNEL_CHARACTERS_MAX // 2
        text = f"{text[:half]} … {text[-half + 3 :]}"
    return text
