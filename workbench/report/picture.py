"""One picture of a step as SVG: GPU time by place, what stays of it and what the best set saves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from workbench.report.onestep import OneStep
from workbench.report.suggest_lines import where
from workbench.suggest.suggestions import Suggestions

PLACES_MAX = 11
WIDTH, MARGIN, TOP = 920, 20, 96
ROW_HEIGHT, BAR_HEIGHT = 26, 16
LABEL_WIDTH, FIGURE_WIDTH = 306, 130  # left of the bars and right of the longest
LABEL_MAX = 37
ELSEWHERE = "unattributed"

# Legible on its own paper, whatever page and colour scheme it stands in.
STYLE = (
    "text{font:13px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#171a1f}"
    ".title{font-size:16px;font-weight:600}.dim{fill:#565f6c}.paper{fill:#fff}"
    ".stays{fill:#2f6fdb}.saved{fill:#f4b183}"
    "@media(prefers-color-scheme:dark){text{fill:#e9ebee}.dim{fill:#a2abb8}.paper{fill:#101318}"
    ".stays{fill:#6ea2ff}.saved{fill:#8a4a1c}}"
)


@dataclass(frozen=True)
class Place:
    """A place of the model: GPU us a step measured, and predicted with the best set in it."""

    name: str
    now_us: float
    then_us: float


def places(step: OneStep, most: int = PLACES_MAX) -> list[Place]:
    """The dearest `most` places of the step, then all others as one; together they are the step.

    A fused kernel's predicted time lies where the launches are that it replaces, by their time.
    """
    frame = step.launches[["site"]].astype(str)
    frame["now"] = step.launches["duration_ns"] / 1000
    frame["then"] = frame["now"] * step.kept
    sums = frame.groupby("site")[["now", "then"]].sum().sort_values("now", ascending=False)
    found = [
        Place(where(str(site)) if site else ELSEWHERE, float(now), float(then))
        for site, now, then in sums.itertuples()
    ]
    rest = found[most:]
    if not rest:
        return found
    name = f"{len(rest)} other places"
    others = Place(name, sum(one.now_us for one in rest), sum(one.then_us for one in rest))
    return [*found[:most], others]


def picture(step: OneStep, suggestions: Suggestions, title: str) -> str:
    """SVG text, ending in a newline: the same for the same capture. `title`: what was run."""
    rows = places(step)
    height = TOP + ROW_HEIGHT * len(rows) + MARGIN
    best = suggestions.best_set
    now_ms = suggestions.gpu_us_per_step / 1000
    then_ms = now_ms - best.saving_gpu_us_per_step / 1000
    launches = suggestions.launches_per_step
    figures = (
        f"{now_ms:,.1f} ms on the GPU a step in {launches:,.0f} launches; with {len(best.ids)} "
        f"fusions {then_ms:,.1f} ms in {launches - best.launches_fewer:,.0f}, predicted"
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d">',
        f'<title id="t">{_text(title)}</title><desc id="d">{_text(figures)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{height}" rx="8"/>',
        f'<text class="title" x="{MARGIN}" y="32">{_text(title)}</text>',
        f'<text x="{MARGIN}" y="54">{_text(figures)}</text>',
        *_legend(),
        *(line for k, row in enumerate(rows) for line in _row(k, row, rows)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _legend() -> Iterator[str]:
    y, x = 77, MARGIN + LABEL_WIDTH
    for kind, text in (("stays", "stays"), ("saved", "saved, predicted")):
        yield f'<rect class="{kind}" x="{x}" y="{y - 10}" width="12" height="12" rx="2"/>'
        yield f'<text class="dim" x="{x + 18}" y="{y + 1}">{text}</text>'
        x += 90


def _row(number: int, row: Place, rows: list[Place]) -> Iterator[str]:
    left = MARGIN + LABEL_WIDTH
    scale = (WIDTH - left - FIGURE_WIDTH - MARGIN) / max(max(one.now_us for one in rows), 1e-9)
    now, then = row.now_us * scale, row.then_us * scale
    y = TOP + ROW_HEIGHT * number
    base = y + 13
    yield f'<text x="{left - 12}" y="{base}" text-anchor="end">{_text(_cut(row.name))}</text>'
    yield _bar("stays", left, y, then)
    yield _bar("saved", left + then, y, now - then)
    told = f"{row.now_us / 1000:.2f}"
    if row.then_us < row.now_us - 5:
        told += f" → {row.then_us / 1000:.2f}"
    yield f'<text class="dim" x="{left + now + 8:.1f}" y="{base}">{told} ms</text>'


def _bar(kind: str, x: float, y: float, width: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR_HEIGHT}"/>'


def _text(text: str) -> str:
    """`text` as character data: escaped, without what XML does not allow."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else "\ufffd" for c in text)
    return escape(kept)


def _cut(name: str) -> str:
    """The end of a long name, which tells places apart."""
    return name if len(name) <= LABEL_MAX else f"…{name[1 - LABEL_MAX :]}"
