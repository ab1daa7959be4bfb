"""The data flow of a candidate as SVG: operators in layers, each below all that it reads.

Self-contained and without script, for reports. Long edges bend around the boxes they pass: a
layer keeps a place for each (the layered drawing of Sugiyama, Tagawa and Toda, 1981).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from workbench.report.explain import tensor_text
from workbench.suggest.explain import ExplainedTensor, Explanation

BOX_WIDTH, BOX_HEIGHT = 236, 40
GAP_X, GAP_Y, MARGIN = 18, 34, 20
LANE_WIDTH = 14  # of the place that a long edge keeps in a layer
SWEEPS = 8  # of sorting the layers by their neighbours; more changes nothing here
TEXT_MAX = 34

# Rules reach no further than the drawing. A page that has a colour scheme sets the variables.
STYLE = (
    ".flow text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:var(--flow-text,#1b1f24)}"
    ".flow .small{font-size:10px;fill:var(--flow-dim,#57606a)}"
    ".flow .paper{fill:var(--flow-paper,#fff)}"
    ".flow .operator{fill:var(--flow-box,#fff);stroke:var(--flow-line,#1f6feb);stroke-width:1.5}"
    ".flow .outside{fill:var(--flow-outside,#f6f8fa);stroke:var(--flow-edge,#8c959f);"
    "stroke-dasharray:4 3}"
    ".flow path{fill:none;stroke:var(--flow-edge,#8c959f);stroke-width:1.2}"
)


@dataclass
class _Spot:
    """A box, or the place of a long edge (label None), in a layer; x is its left edge."""

    layer: int
    label: tuple[str, str] | None
    kind: str = ""
    x: float = 0.0

    @property
    def width(self) -> int:
        return BOX_WIDTH if self.label else LANE_WIDTH


def draw(explanation: Explanation, styled: bool = True) -> str:
    """SVG text, ending in a newline: the same for the same explanation. Not `styled`: for a page
    that holds STYLE itself.
    """
    spots, edges = _graph(explanation)
    edges = _with_lanes(spots, edges)
    layers = _ordered(spots, edges)
    width, height = _place(spots, layers)
    title = f"{explanation.candidate.id} at {explanation.candidate.site}"
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" class="flow" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="img" aria-label={_attribute(title)}>',
        f"<title>{_text(title)}</title>" + (f"<style>{STYLE}</style>" if styled else ""),
        f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>',
        *(_edge(spots[one], spots[other]) for one, other in edges),
        *(line for spot in spots for line in _box(spot)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


# --------------------------------------------------------------------------- what is drawn


def _graph(explanation: Explanation) -> tuple[list[_Spot], list[tuple[int, int]]]:
    """Boxes (operators first) and edges between them, by index."""
    count = len(explanation.operators)
    spent = [0.0] * (count + 1)
    for launch in explanation.launches:
        spent[launch.operator] += launch.duration_us
    spots = [
        _Spot(0, (f"{k} {name}", f"{spent[k]:.1f} us"), "operator")
        for k, name in enumerate(explanation.operators, 1)
    ]
    edges: list[tuple[int, int]] = []
    for tensor in explanation.tensors:
        inside = sorted({reader.operator - 1 for reader in tensor.readers if reader.operator})
        source = tensor.writer.operator - 1
        if tensor.role == "input":
            source = len(spots)
            spots.append(_Spot(0, (tensor.writer.name, tensor_text(tensor)), "outside"))
        else:
            label = spots[source].label
            assert label is not None
            spots[source].label = label[0], f"{tensor_text(tensor)} · {spent[source + 1]:.1f} us"
        edges += [(source, reader) for reader in inside if reader > source or source >= count]
        if tensor.role == "output":
            edges.append((source, len(spots)))
            spots.append(_Spot(0, ("→ " + _outside(tensor), tensor_text(tensor)), "outside"))
    _rank(spots, edges, count)
    return spots, edges


def _outside(tensor: ExplainedTensor) -> str:
    names = dict.fromkeys(reader.name for reader in tensor.readers if not reader.operator)
    return ", ".join(names) or "nobody in this step"


def _rank(spots: list[_Spot], edges: Sequence[tuple[int, int]], operators: int) -> None:
    """Layers: an operator below all it reads; what reads nothing from inside, and inputs, right
    above the first reader.
    """
    into: dict[int, list[int]] = {}
    for one, other in edges:
        into.setdefault(other, []).append(one)
    for k in range(operators):  # their order is that of the step
        before = [spots[one].layer for one in into.get(k, ()) if one < operators]
        spots[k].layer = max(before, default=0) + 1
    begins = [k for k in range(operators) if all(one >= operators for one in into.get(k, ()))]
    for k in [*begins, *range(operators, len(spots))]:
        readers = [spots[other].layer for one, other in edges if one == k and other < operators]
        writers = [spots[one].layer for one in into.get(k, ())]
        if readers:
            spots[k].layer = max(min(readers) - 1, 0)
        elif k >= operators:
            spots[k].layer = max(writers, default=0) + 1


def _with_lanes(spots: list[_Spot], edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Edges between neighbouring layers only, over new spots where they were longer."""
    short: list[tuple[int, int]] = []
    lanes: dict[tuple[int, int], int] = {}  # edges out of one box share their lanes
    for one, other in edges:
        at = one
        for layer in range(spots[one].layer + 1, spots[other].layer):
            if (one, layer) not in lanes:
                lanes[one, layer] = len(spots)
                spots.append(_Spot(layer, None))
            short.append((at, lanes[one, layer]))
            at = lanes[one, layer]
        short.append((at, other))
    return list(dict.fromkeys(short))


def _ordered(spots: Sequence[_Spot], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The spots of each layer from left to right, near those they are joined to."""
    layers: list[list[int]] = [[] for _ in range(max((s.layer for s in spots), default=0) + 1)]
    for k, spot in enumerate(spots):
        layers[spot.layer].append(k)
    joined: dict[tuple[int, bool], list[int]] = {}
    for one, other in edges:
        joined.setdefault((one, True), []).append(other)
        joined.setdefault((other, False), []).append(one)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for layer in layers if down else reversed(layers):
            place = {k: position for one in layers for position, k in enumerate(one)}
            means = {}
            for k in layer:
                near = [place[other] for other in joined.get((k, not down), ())]
                means[k] = sum(near) / len(near) if near else float(place[k])
            layer.sort(key=lambda k: (means[k], k))
    return layers


def _place(spots: Sequence[_Spot], layers: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Set x of every spot, layers centred; returns width and height of the drawing."""
    widths = [sum(spots[k].width for k in layer) + GAP_X * (len(layer) - 1) for layer in layers]
    widest = max(widths, default=0)
    for layer, width in zip(layers, widths, strict=True):
        x = MARGIN + (widest - width) / 2
        for k in layer:
            spots[k].x = x
            x += spots[k].width + GAP_X
    return widest + 2 * MARGIN, len(layers) * (BOX_HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN


# --------------------------------------------------------------------------- how it is drawn


def _top(spot: _Spot) -> float:
    return MARGIN + spot.layer * (BOX_HEIGHT + GAP_Y)


def _edge(one: _Spot, other: _Spot) -> str:
    x, end = one.x + one.width / 2, other.x + other.width / 2
    y, low = _top(one) + BOX_HEIGHT, _top(other)
    path = f"M{x:.1f} {y:.1f}C{x:.1f} {y + GAP_Y / 2:.1f} {end:.1f} {low - GAP_Y / 2:.1f} "
    tail = "" if other.label else f"V{low + BOX_HEIGHT:.1f}"
    return f'<path d="{path}{end:.1f} {low:.1f}{tail}"/>'


def _box(spot: _Spot) -> Iterator[str]:
    if spot.label is None:
        return
    x, y = spot.x, _top(spot)
    rounded = 4 if spot.kind == "operator" else BOX_HEIGHT / 2
    yield (
        f'<rect class="{spot.kind}" x="{x:.1f}" y="{y:.1f}" width="{BOX_WIDTH}" '
        f'height="{BOX_HEIGHT}" rx="{rounded:g}"/>'
    )
    middle = x + BOX_WIDTH / 2
    for text, down, style in zip(spot.label, (17, 32), ("", ' class="small"'), strict=True):
        yield (
            f'<text{style} x="{middle:.1f}" y="{y + down:.1f}" text-anchor="middle">'
            f"{_text(text)}</text>"
        )


def _text(text: str) -> str:
    """`text` as character data: cut, escaped, without what XML does not allow."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else "\ufffd" for c in text)
    return escape(kept if len(kept) <= TEXT_MAX else f"{kept[: TEXT_MAX - 1]}…")


def _attribute(text: str) -> str:
    return quoteattr("".join(c if unicodedata.category(c)[0] != "C" else "\ufffd" for c in text))
