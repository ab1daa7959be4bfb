"""Gate 3: does a discrete choice further down come out otherwise, beyond what eager itself varies?

An output that reaches a top-k through one GEMM is multiplied by projections made up here, one a
layer, so that its logits are as spread as a trained router's; the sets chosen from the kernel's
output are compared with those from eager's. The control is eager against eager: its reductions in
another order, its GEMM over another batch, over rows in another place, and over another order of
the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch

from workbench.schema import Gate
from workbench.validate.modes import put
from workbench.validate.subject import Choice

TOKENS_MIN = 3000
LAYERS = 4  # projections tried on the same tokens
FLIPS_MAX = 0.001
FLIPS_CONTROL = 3.0  # times the control's share
MARGIN_ULP = 2.0
MASS_MAX = 1e-4
_LOGITS_STD = 2.0  # of a trained router's logits, about
_EPS = 1e-6


@dataclass(frozen=True)
class Routed:
    """What was chosen: a set a token, as a mask, and the weight of each choice, [T, choices]."""

    chosen: torch.Tensor
    weights: torch.Tensor
    margin_ulp: torch.Tensor  # [T]: between the last chosen and the best left out


def _projection(choice: Choice, scale: float, width: int, layer: int) -> torch.Tensor:
    draw = torch.Generator().manual_seed(1000 + layer)
    return torch.randn(choice.choices, width, generator=draw) * (_LOGITS_STD / scale / width**0.5)


def _stream(output: torch.Tensor, choice: Choice) -> torch.Tensor:
    rows = output.reshape(-1, output.shape[-1])
    if not choice.norm:
        return rows
    wide = rows.float()
    return (wide * (wide.pow(2).mean(-1, keepdim=True) + _EPS).pow(-0.5)).to(rows.dtype)


def route(logits: torch.Tensor, best: int) -> Routed:
    """Softmax over all in fp32, the best renormalised; ties to the lowest id, so that only values
    decide. logits: [T, choices].
    """
    ordered, ids = logits.sort(dim=-1, descending=True, stable=True)
    ids = ids[:, :best]
    chosen = torch.zeros_like(logits, dtype=torch.bool).scatter_(1, ids, True)
    weights = torch.softmax(logits, -1, dtype=torch.float32) * chosen
    last, left = ordered[:, best - 1].double(), ordered[:, best].double()
    largest = torch.maximum(last.abs(), left.abs()).clamp_min(torch.finfo(logits.dtype).tiny)
    ulp = torch.finfo(logits.dtype).eps * torch.exp2(torch.floor(torch.log2(largest)))
    return Routed(chosen, weights / weights.sum(-1, keepdim=True), (last - left) / ulp)


def moved(a: Routed, b: Routed) -> torch.Tensor:
    """Share of tokens whose set differs, how many of these lie beyond MARGIN_ULP in `a`, and the
    mean share of the weight that went to another choice: [3], fp64, where the routes lie.
    """
    flipped = (a.chosen != b.chosen).any(-1)
    beyond = (flipped & (a.margin_ulp > MARGIN_ULP)).sum().double()
    mass = (a.weights - b.weights).abs().sum(-1).double().mean() / 2
    return torch.stack((flipped.double().mean(), beyond, mass))


Project = Callable[[torch.Tensor], torch.Tensor]


def _ways(weight: torch.Tensor) -> dict[str, Project]:
    """Eager's GEMM as it stands ("") and as another run of it may go."""

    def doubled(x: torch.Tensor) -> torch.Tensor:
        return (torch.cat((x, x.flip(0), x[:57])) @ weight.t())[: len(x)]

    def summed_otherwise(x: torch.Tensor) -> torch.Tensor:
        draw = torch.Generator().manual_seed(0)
        order = put(torch.randperm(x.shape[1], generator=draw), x.device)
        return x[:, order] @ weight[:, order].t()

    return {
        "": lambda x: x @ weight.t(),
        "padding": doubled,
        "row position": lambda x: (x.flip(0) @ weight.t()).flip(0),
        "order of the GEMM's sum": summed_otherwise,
    }


def set_flips(
    name: str,
    output: torch.Tensor,
    eager: torch.Tensor,
    controls: Sequence[torch.Tensor],
    choice: Choice,
) -> Gate:
    """Gate 3 for one output, [..., width]: tokens of LAYERS projections whose chosen set differs.

    Passes when their share is at most 3x the control's or 0.1%, none of them lies where eager's
    cutoff is wider than 2 ULP of the logits, and the mean weight that moved is at most 0.01%, or
    the control's.
    """
    streams = {"": _stream(eager, choice), "ours": _stream(output, choice)}
    streams |= {f"order {i}": _stream(control, choice) for i, control in enumerate(controls)}
    scale = float(streams[""].double().square().mean().sqrt()) or 1.0
    ways_of, found = list[str](), list[torch.Tensor]()
    for layer in range(LAYERS):
        drawn = _projection(choice, scale, eager.shape[-1], layer).to(eager.dtype)
        weight = put(drawn, eager.device)
        ways = _ways(weight)
        base = route(ways[""](streams[""]), choice.best)
        for key, stream in streams.items():
            if key:
                ways_of.append(key.split()[0])
                found.append(moved(base, route(ways[""](stream), choice.best)))
        for way, project in ways.items():
            if way:
                ways_of.append(way)
                found.append(moved(base, route(project(streams[""]), choice.best)))
    figures: dict[str, list[list[float]]] = {}
    for way, three in zip(ways_of, torch.stack(found).tolist(), strict=True):  # waiting once
        figures.setdefault(way, []).append(three)
    return _judged(name, figures, len(streams[""]) * LAYERS)


def _judged(name: str, found: dict[str, list[list[float]]], tokens: int) -> Gate:
    def mean(way: str, part: int) -> float:
        return sum(each[part] for each in found[way]) / len(found[way])

    controls = {way: mean(way, 0) for way in found if way != "ours"}
    control = max(controls.values())
    control_mass = max(mean(way, 2) for way in controls)
    flips, mass = mean("ours", 0), mean("ours", 2)
    beyond = int(sum(each[1] for each in found["ours"]))
    limit, mass_limit = max(FLIPS_CONTROL * control, FLIPS_MAX), max(MASS_MAX, control_mass)
    told = ", ".join(f"{way} {share:.3%}" for way, share in controls.items())
    detail = (
        f"of {tokens} choices, {beyond} beyond {MARGIN_ULP:g} ULP of the cutoff; weight moved "
        f"{mass:.4%}, at most {mass_limit:.4%}; eager's own: {told}, weight {control_mass:.4%}"
    )
    passed = flips <= limit and not beyond and mass <= mass_limit
    figures = (100 * flips, 100 * limit, 100 * control)
    return Gate(3, f"{name} set flips", passed, *figures, "% of tokens", detail)
