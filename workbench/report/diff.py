"""The table of `workbench diff`: what each place costs on either side, and what changed."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from workbench.capture.store import Capture
from workbench.prove.diff import CHANGES, Difference, DiffRow, Totals
from workbench.report.groups import BAR_FROM_WIDTH, bar, count, fold, headline
from workbench.report.table import Column, View, number

UNATTRIBUTED = "unattributed"
_ARROW = "→"
_HOW = {
    "class": "joined by class",
    "order": "joined by order",
    "merged": "",
    "site": "",
    "": "",
}
_GAP, _BAR_WIDTH = 2, 8  # characters before each column; of a bar with it
_BAR_PART = 0.5  # of the bars that `groups` draws: there is less room


def diff_view(
    difference: Difference,
    before: tuple[Capture, str],
    after: tuple[Capture, str],
    top: int = 0,
    width: int | None = 80,
) -> View:
    """The rows of a difference, `top` of them (0 = all), the rest summed up.

    `before`, `after`: what was compared, as capture and variant. `width` is the terminal's, in
    characters; None is for files: every field, nothing folded.
    """
    rows = difference.rows[:top] if top else difference.rows
    hidden = difference.rows[len(rows) :]
    largest = max((abs(row.delta_us) for row in difference.rows), default=0.0)
    shown = [_row(row, largest) for row in rows]
    names = [headline(capture.manifest, variant) for capture, variant in (before, after)]
    footer = _footer(difference) if width is not None else {}
    return View(
        _columns(width, [*shown, footer]),
        shown,
        _payload(difference, before, after),
        "",
        [f"A: {names[0]}", f"B: {names[1]}", *_summary(difference)],
        _after(difference, hidden),
        footer,
    )


def _row(row: DiffRow, largest: float) -> dict[str, Any]:
    return {
        **asdict(row),
        "where": _where(row),
        "told": _told(row),
        "launches": _both(row, row.launches_before, row.launches_after, count),
        "us": _both(row, row.us_before, row.us_after, number(1)),
        "bar": bar(_BAR_PART * abs(row.delta_us) / largest) if largest else "",
    }


def _where(row: DiffRow) -> str:
    """The place by its name, by both where they differ."""
    names = [name for name in (row.before, row.after) if name]
    if not names:
        return UNATTRIBUTED
    if row.how in ("site", "class") or len(names) == 1:
        return names[-1]
    return f"{row.before}\n{_ARROW} {row.after}"


def _told(row: DiffRow) -> str:
    """What happened, how that is known, and what is not in the columns."""
    parts = [row.change, _HOW[row.how]]
    if row.before and row.after and row.instances_before != row.instances_after:
        parts.append(f"{row.instances_before} {_ARROW} {row.instances_after} instances")
    if row.idle_us_before >= 0.5 or row.idle_us_after >= 0.5:
        parts.append(f"idle {row.idle_us_before:,.0f} {_ARROW} {row.idle_us_after:,.0f} us")
    return ", ".join(part for part in parts if part)


def _both(row: DiffRow, before: float, after: float, text: Any) -> str:
    """`54 → 6`; a dash where the place is absent."""
    absent = row.change in ("appeared", "merged") and not row.launches_before
    gone = row.change in ("vanished", "merged") and not row.launches_after
    return f"{'-' if absent else text(before)} {_ARROW} {'-' if gone else text(after)}"


def _columns(width: int | None, rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    if width is None:
        keys = ["before", "after", "how", "change"]
        figures = [key for key in DiffRow.__dataclass_fields__ if key not in keys]
        return [Column(key, key, left=True) for key in keys] + [Column(key, key) for key in figures]
    beside = [
        Column("launches", "launches"),
        Column("us", "us a step"),
        Column("delta_us", "change", lambda us: f"{us:+,.1f}"),
    ]
    taken = sum(
        _GAP + max(len(column.header), *(len(column.text(row[column.key])) for row in rows))
        for column in beside
    )
    room = max(width - taken - _BAR_WIDTH * (width >= BAR_FROM_WIDTH), 18)
    below = max(width - 4, 20)
    return [
        Column("where", "where", lambda name: _folded(name, room), left=True, style="bold"),
        Column("told", "change", lambda text: textwrap.fill(text, below), left=True, under=True),
        *beside,
        Column("bar", "", left=True, from_width=BAR_FROM_WIDTH, picture=True),
    ]


def _folded(names: str, width: int) -> str:
    """Sites from their layer on, each folded to `width`."""
    return "\n".join(fold(_short(name), width) for name in names.splitlines())


def _short(site: str) -> str:
    """`layers.*.router` of model.layers.*.router, `*/RMSNorm` of a class path.

    Of a compiled region what stands before its braces goes, but not the layer itself:
    `layers.{*.norm,*}`.
    """
    arrow, _, name = site.rpartition(f"{_ARROW} ")
    head, star, tail = name.partition("*")
    outer, brace, inner = head.partition("{")
    if star and not (tail.startswith("/") and not brace):
        kept = outer[_last_dot(outer) :] if not inner else ""
        name = kept + brace + inner + star + tail
    elif star:
        name = star + tail
    return f"{_ARROW} {name}" if arrow or site.startswith(_ARROW) else name


def _last_dot(head: str) -> int:
    return head.rstrip(".").rfind(".") + 1


def _summary(difference: Difference) -> list[str]:
    """The totals of both sides, and what kind of changes there are."""
    a, b = difference.before, difference.after
    counts = Counter(row.change for row in difference.rows)
    changes = ", ".join(f"{counts[change]} {change}" for change in CHANGES if counts[change])
    return [
        f"GPU {a.gpu_us / 1000:,.2f} {_ARROW} {b.gpu_us / 1000:,.2f} ms a step "
        f"({_percent(a.gpu_us, b.gpu_us)}), launches {count(a.launches)} {_ARROW} "
        f"{count(b.launches)} ({_percent(a.launches, b.launches)})",
        f"idle between launches {a.idle_us / 1000:,.2f} {_ARROW} {b.idle_us / 1000:,.2f} ms a step "
        f"({_percent(a.idle_us, b.idle_us)}), under the profiler",
        f"{_places(len(difference.rows))}: {changes}",
    ]


def _places(number: int) -> str:
    return f"{number} place{'s'[: number != 1]}"


def _percent(before: float, after: float) -> str:
    return f"{100 * (after / before - 1):+.1f}%" if before else "-"


def _after(difference: Difference, hidden: Sequence[DiffRow]) -> list[str]:
    lines = []
    if hidden:
        delta = sum(row.delta_us for row in hidden)
        lines.append(f"{len(hidden)} more rows: {delta:+,.1f} us")
    a, b = difference.before, difference.after
    if a.merged_units or b.merged_units:
        lines.append(
            "merged, compared as a whole (one side computes several places in one kernel): "
            f"{_merged(a)} of A, {_merged(b)} of B; more of it may lie in places of both"
        )
    for name, totals in (("A", a), ("B", b)):
        if totals.unaligned_rows:
            lines.append(
                f"{_places(totals.unaligned_rows)} of {name} without counterpart: "
                f"{totals.unaligned_us:,.1f} us a step"
            )
    unlike = sum(
        row.before != "" != row.after and row.instances_before != row.instances_after
        for row in difference.rows
    )
    if unlike:
        lines.append(
            f"{unlike} place{'s occur' if unlike > 1 else ' occurs'} differently often on the two "
            "sides: a change is that of the whole step, not of one instance"
        )
    joined = Counter(row.how for row in difference.rows)
    if joined["order"]:
        lines.append(
            f"{_places(joined['order'])} joined by what they do and in which order, for want of "
            "common names: a best match, to be checked"
        )
    if difference.noise:
        lines.append(
            f"faster and slower: no step of one side lies within the steps of the other "
            f"({a.steps} and {b.steps} steps)"
        )
    else:
        lines.append(
            f"no noise estimate: {a.steps} and {b.steps} profiled step(s), so every difference is "
            "shown (capture both with --steps 5)"
        )
    return lines + [
        f"{name}: {finding.code} ({finding.count:,}): {finding.detail}"
        for name, totals in (("A", a), ("B", b))
        for finding in totals.health
    ]


def _merged(totals: Totals) -> str:
    return (
        f"{_places(totals.merged_units)} ({totals.merged_us:,.1f} us, "
        f"{count(totals.merged_launches)} launches)"
    )


def _footer(difference: Difference) -> dict[str, Any]:
    a, b = difference.before, difference.after
    return {
        "where": "total",
        "told": "",
        "launches": f"{count(a.launches)} {_ARROW} {count(b.launches)}",
        "us": f"{a.gpu_us:,.1f} {_ARROW} {b.gpu_us:,.1f}",
        "delta_us": b.gpu_us - a.gpu_us,
        "bar": "",
    }


def _payload(
    difference: Difference, before: tuple[Capture, str], after: tuple[Capture, str]
) -> dict[str, Any]:
    sides = ((before, difference.before), (after, difference.after))
    described = [
        {"capture": capture.id, "variant": variant, **asdict(totals)}
        for (capture, variant), totals in sides
    ]
    return {
        "before": described[0],
        "after": described[1],
        "noise_estimate": difference.noise,
        "rows": [asdict(row) for row in difference.rows],
    }
