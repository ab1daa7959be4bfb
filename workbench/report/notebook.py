"""Rich displays in notebooks: a capture, a candidate, suggestions and a verdict as HTML.

IPython is told the types by name, so that nothing of ours is imported before one is shown, and the
nouns know nothing of how they look.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.report.table import View

ROWS_MAX = 12  # of suggestions: a notebook shows the head, `workbench suggest` all of it


def register(shell: Any) -> None:
    """Tell an IPython shell how to show our objects; other front ends keep their repr."""
    formatter = shell.display_formatter.formatters["text/html"]
    for (module, name), show in SHOWN.items():
        formatter.for_type_by_name(module, name, show)


def html_of(thing: Any) -> str:
    """HTML of a capture, a candidate, suggestions or a verdict; names in it are escaped.

    Raises TypeError for anything else.
    """
    key = (type(thing).__module__, type(thing).__name__)
    if key not in SHOWN:
        raise TypeError(f"no rich display for {type(thing).__name__}")
    return SHOWN[key](thing)


def _capture(capture: Any) -> str:
    from workbench.report.captures import capture_view

    return _html(capture_view(capture, None), capture.id)


def _suggestions(suggestions: Any) -> str:
    from workbench.report.html.summary import budget
    from workbench.report.suggest import suggest_view

    view = suggest_view(suggestions, ROWS_MAX)
    return _html(view, view.title, budget=budget(suggestions))


def _verdict(verdict: Any) -> str:
    from workbench.report.validate import verdict_view

    view = verdict_view(verdict)
    return _html(view, view.title)


def _candidate(candidate: Any) -> str:
    from workbench.report.table import Column, View, number, percent

    rows = [
        ("where", candidate.site or "(no module)"),
        ("seen", f"{candidate.instances} of {candidate.expected_instances}"),
        ("launches", _change(candidate.launches_before, candidate.launches_after)),
        ("us a step", _change(candidate.gpu_us_per_step, candidate.predicted_gpu_us_per_step)),
        ("saves", f"{number(0)(candidate.saving_gpu_us_per_step)} us, "
                  f"{percent(candidate.saving_share)} of the step"),
        ("numerics", candidate.numerics_risk),
        ("evidence", f"{candidate.evidence}, {candidate.status}"),
        ("source", ", ".join(candidate.source)),
    ]  # fmt: skip
    view = View(
        columns=(Column("what", "what", left=True), Column("value", "value", left=True)),
        rows=[{"what": what, "value": value} for what, value in rows if value],
        payload={},
    )
    now = max(candidate.gpu_us_per_step, 1e-9)
    kept = 1000 * min(candidate.predicted_gpu_us_per_step / now, 1)
    return _html(view, candidate.id, kept=kept)


def _change(before: float, after: float) -> str:
    return f"{before:,.0f} → {after:,.0f}"


def _html(view: View, title: str, **more: Any) -> str:
    from workbench.report.html.page import environment
    from workbench.report.html.tables import html_table

    template = environment().get_template("notebook.html.j2")
    text: str = template.render(
        title=title,
        before=view.before,
        table=html_table(view, title),
        after=[line for line in view.after if line.strip()],
        **{"budget": (), "kept": None, **more},
    )
    return text


SHOWN: dict[tuple[str, str], Callable[[Any], str]] = {
    ("workbench.capture.store", "Capture"): _capture,
    ("workbench.schema", "Candidate"): _candidate,
    ("workbench.schema", "Verdict"): _verdict,
    ("workbench.suggest.suggestions", "Suggestions"): _suggestions,
}
