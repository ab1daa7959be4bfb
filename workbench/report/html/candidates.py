"""The suggestions of a report: one entry a candidate, with all that its details show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from workbench.report.drawing import draw
from workbench.report.explain import explain_view, sections
from workbench.report.html.facts import Facts
from workbench.report.html.tables import HtmlTable, html_table
from workbench.schema import Candidate
from workbench.suggest.explain import Explanation
from workbench.validate.records import Entry

# Sections of `explain` that the page shows in another form.
_ELSEWHERE = ("source", "shares launches with")


@dataclass(frozen=True)
class Suggested:
    """One candidate as the template shows it. Widths of bars are parts of 1000 of the largest."""

    rank: int
    candidate: Candidate
    best: bool
    now_width: float
    then_width: float
    low: float | None
    high: float | None
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    drawing: Markup | None = None
    launches: HtmlTable | None = None
    instance: str = ""
    measured: int = 0
    conflicts: tuple[tuple[str, float, bool], ...] = ()
    kernels: tuple[Entry, ...] = ()
    commands: tuple[str, ...] = ()


def suggested(facts: Facts) -> list[Suggested]:
    """An entry for each candidate, by rank."""
    candidates = facts.suggestions.candidates
    most = max((one.gpu_us_per_step for one in candidates), default=0.0) or 1.0
    return [_entry(facts, rank, one, most) for rank, one in enumerate(candidates, 1)]


def _entry(facts: Facts, rank: int, candidate: Candidate, most: float) -> Suggested:
    low, high = _interval(candidate)
    explanation = facts.explanations.get(candidate.id)
    return Suggested(
        rank=rank,
        candidate=candidate,
        best=candidate.id in facts.suggestions.best_set.ids,
        now_width=1000 * candidate.gpu_us_per_step / most,
        then_width=1000 * candidate.predicted_gpu_us_per_step / most,
        low=low,
        high=high,
        kernels=tuple(
            entry
            for entry, _ in facts.verdicts
            if entry.pattern == candidate.detail.get("kernel", candidate.pattern) and entry.created
        ),
        commands=_commands(facts, candidate),
        **(_details(facts, explanation) if explanation else {}),
    )


def _interval(candidate: Candidate) -> tuple[float | None, float | None]:
    saving: Sequence[float] = (
        candidate.detail.get("prediction", {}).get("step", {}).get("saving_us", ())
    )
    return (saving[0], saving[1]) if len(saving) == 2 else (None, None)


def _details(facts: Facts, explanation: Explanation) -> dict[str, Any]:
    best = set(facts.suggestions.best_set.ids)
    saving = {one.id: one.saving_gpu_us_per_step for one in facts.suggestions.candidates}
    view = explain_view(explanation)
    return {
        "sections": tuple(
            (title, tuple(lines))
            for title, lines in sections(explanation)
            if lines and title not in _ELSEWHERE
        ),
        # the drawing escapes what it writes; without tensors it would be boxes alone
        "drawing": Markup(draw(explanation, styled=False)) if explanation.tensors else None,
        "launches": html_table(view, f"launches of one instance of {explanation.candidate.id}"),
        "instance": explanation.instance,
        "measured": explanation.instances,
        "conflicts": tuple(
            (name, saving[name], name in best) for name in explanation.candidate.conflicts_with
        ),
    }


def _commands(facts: Facts, candidate: Candidate) -> tuple[str, ...]:
    return (facts.capture.command("explain", candidate.id, variant=facts.variant),)
