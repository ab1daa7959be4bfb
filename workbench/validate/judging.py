"""Judge the outputs of one run by gates 1 to 5, beside the views of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import torch

from workbench.schema import Gate
from workbench.validate import flips, gates, rounding
from workbench.validate.oracle import Decision, Outputs, Reference, variant
from workbench.validate.subject import Subject

# The control is eager against eager in this many reduction orders: more where the first output has
# fewer than 1024 values, since a maximum over few is noisy. (Simulated for 8 weights a row: a
# faithful kernel fails gate 1 or 4 in 1 of 500 runs at T = 1 with 16, in 1 of 30 with 4, in none of
# 60 from T = 64.) In fp32 a row's error is mostly that of its one sum, which all its values share:
# there it is rows that are few.
REORDERINGS, REORDERINGS_OF_FEW, FEW_VALUES, FEW_FP32_ROWS = 4, 16, 1024, 64
NOISES = 8


@dataclass(frozen=True)
class Views:
    """The outputs of one run beside what the reference says of it, at the kernel's own choices.

    `made`: which output holds the ids of each decision, None where it stays inside; `controls`:
    eager in other reduction orders.
    """

    reference: Reference
    arguments: dict[str, Any]
    outputs: Outputs
    expected: Outputs
    decisions: list[Decision]
    made: list[int | None]
    forced: list[torch.Tensor]
    at_choice: Outputs
    exact: Outputs
    controls: list[Outputs]

    @cached_property
    def noisy(self) -> list[Outputs]:
        """Eager with what it rounds in fp32 a few ULP otherwise: of few rows, or where the last bit
        of a sum rarely reaches the output, no order that was tried may show what another does, and
        of what is no sum no order shows anything.
        """
        seeds = range(NOISES)
        return [variant(self.reference, self.arguments, self.forced, noise=s) for s in seeds]


def views_of(
    reference: Reference,
    arguments: dict[str, Any],
    outputs: Outputs,
    expected: Outputs,
    decisions: list[Decision],
) -> Views:
    """What the reference says of `outputs`, whose own choices are forced on it."""
    made = [_choice_of(decision, expected) for decision in decisions]
    faults = [
        gates.ids_fault(outputs[at], decision.key.shape[decision.dim], decision.dim)
        for at, decision in zip(made, decisions, strict=True)
        if at is not None
    ]
    forced = (
        [outputs[at].long() for at in made if at is not None]
        if None not in made and not any(faults)
        else []
    )
    orders = REORDERINGS_OF_FEW if _few(outputs[0]) else REORDERINGS
    return Views(
        *(reference, arguments, outputs, expected, decisions, made, forced),
        at_choice=variant(reference, arguments, forced),
        exact=variant(reference, arguments, forced, exact=True),
        controls=[variant(reference, arguments, forced, reorder=s) for s in range(orders)],
    )


def _few(output: torch.Tensor) -> bool:
    rows = output.numel() // max(1, output.shape[-1]) if output.dim() else 1
    wide = output.dtype == torch.float32 and rows < FEW_FP32_ROWS
    return wide or output.numel() < FEW_VALUES


def names(subject: Subject, outputs: Outputs) -> list[str]:
    """The outputs' names; those beyond what the subject names are numbered."""
    given = subject.outputs[: len(outputs)]
    return [*given, *(f"output {i}" for i in range(len(given), len(outputs)))]


def judge_values(subject: Subject, views: Views, hostile: bool) -> tuple[list[Gate], list[str]]:
    """Gates 1, 3, 4 and 5, and the roundings of eager's that outputs lack. `hostile` inputs are
    judged by neither the roundings nor the set flips.
    """
    judged, elided = [], list[str]()
    for i, name in enumerate(names(subject, views.outputs)):
        ours, eagers, others = views.outputs[i], views.at_choice[i], [c[i] for c in views.controls]
        if not ours.is_floating_point():
            if i not in views.made:
                judged.append(_judge_integers(name, views, i))
            continue
        gate, *further = _judge_floats(name, views, i, others, name in subject.contractions)
        if gate.passed is False and not hostile:
            lacking, agreement = _lacking(views, i)
            elided += [f"{name}: {point}" for point in lacking]
            gate = replace(gate, detail=f"{gate.detail}; {_told(lacking, agreement)}")
        judged.append(gate)
        if not hostile:
            judged += _judge_flips(subject, name, ours, eagers, others)
        judged += further
    return judged, elided


def _judge_integers(name: str, views: Views, i: int) -> Gate:
    """Gate 2 of integers that are no choices: exactly eager's. Those of 8 bits are quantised values
    and may be any that eager gives with noise, where a quotient lies that near to a tie.
    """
    ours, eagers = views.outputs[i], views.expected[i]
    wrong, detail = ours != eagers, "exactly eager's"
    if ours.dtype in (torch.int8, torch.uint8) and wrong.any():
        different = int(wrong.sum())
        for noisy in views.noisy:
            wrong = wrong & (ours != noisy[i])
        excused = different - int(wrong.sum())
        detail += f"; or its own with fp32 a few ULP otherwise: {excused} of {different}"
    count = float(wrong.sum())
    return Gate(2, name, count == 0, count, 0.0, None, "entries", detail)


def _judge_floats(
    name: str, views: Views, i: int, others: list[torch.Tensor], contraction: bool
) -> list[Gate]:
    """Gates 1, 4 and 5 of one output. What fails is held against eager with noise too, so that no
    figure of what passes, and no verdict on it, hangs on the noise.
    """
    ours, eagers, exact = views.outputs[i], views.at_choice[i], views.exact[i]

    def judged(controls: list[torch.Tensor], noise: bool) -> list[Gate]:
        return [
            gates.faithful(name, ours, eagers, controls, contraction, between=noise),
            gates.accurate(name, ours, eagers, exact, controls),
            gates.unbiased(name, ours, eagers, exact, controls),
        ]

    first = judged(others, False)
    if all(gate.passed is not False for gate in first):
        return first
    again = judged([*others, *(each[i] for each in views.noisy)], True)
    return [
        replace(noisy, detail=f"{noisy.detail}; control with fp32 a few ULP otherwise")
        if gate.passed is False and (gate.number < 5 or ours.element_size() > 2)
        else gate
        for gate, noisy in zip(first, again, strict=True)
    ]


def _lacking(views: Views, i: int) -> tuple[list[rounding.Point], float]:
    def agreement(outputs: Outputs) -> float:
        return gates.agreement(views.outputs[i], outputs[i])

    return rounding.elided(views.reference, views.arguments, views.forced, agreement)


def _told(lacking: list[rounding.Point], agreement: float) -> str:
    if not lacking:
        return "leaving out a rounding of eager's explains nothing"
    points = ", ".join(str(point) for point in lacking)
    return f"{agreement:.2%} agree with eager without its rounding at {points}"


def _judge_flips(
    subject: Subject,
    name: str,
    output: torch.Tensor,
    eagers: torch.Tensor,
    controls: list[torch.Tensor],
) -> Iterator[Gate]:
    """Gate 3, where a choice hangs on the output and there are tokens enough."""
    choice = subject.decides.get(name)
    if choice is None:
        return
    tokens = output[..., 0].numel()
    if tokens < flips.TOKENS_MIN:
        why = f"fewer than {flips.TOKENS_MIN} tokens"
        yield gates.does_not_apply(3, f"{name} set flips", why)
    else:
        yield flips.set_flips(name, output, eagers, controls, choice)


def judge_choices(subject: Subject, views: Views) -> Iterator[Gate]:
    """Gate 2: the choices themselves."""
    for at, decision in zip(views.made, views.decisions, strict=True):
        if at is not None:
            yield gates.decided(names(subject, views.outputs)[at], views.outputs[at], decision)
    for name, source in subject.stable_sort_of.items():
        ids = views.outputs[subject.outputs.index(name)]
        yield gates.stable(name, ids, views.arguments[source], source)


def _choice_of(decision: Decision, expected: Outputs) -> int | None:
    """Which output of the reference is this choice's ids, also cast; None when it stays inside."""
    ids = decision.ids
    for i, tensor in enumerate(expected):
        cast = not tensor.is_floating_point() and tensor.dtype not in (ids.dtype, torch.bool)
        if tensor is ids or (cast and tensor.shape == ids.shape and bool((tensor == ids).all())):
            return i
    return None
