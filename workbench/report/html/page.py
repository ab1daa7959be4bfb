"""Facts -> the page: one file without a request, in which names from a trace stay text.

Autoescape writes every name; data for the script is JSON that no name can leave; and the page's
policy (CSP) lets only the script and the style run that were put in here, known by their digests.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from workbench import __version__
from workbench.report.captures import layers
from workbench.report.catalogue import TABLES, catalogue_view
from workbench.report.drawing import STYLE
from workbench.report.explain import bytes_text
from workbench.report.groups import count, groups_view, short_kernel, wall
from workbench.report.html.candidates import suggested
from workbench.report.html.facts import Facts
from workbench.report.html.payload import LAUNCHES_MAX, payload, spare_by_site
from workbench.report.html.summary import budget, facts_of_run, key_figures
from workbench.report.html.tables import HtmlTable, html_table
from workbench.report.html.verdicts import library_table, proof_parts, verdict_rows
from workbench.report.table import Column, number, percent

FOLDER = Path(__file__).resolve().parent
# In the order in which they build on each other.
STYLES = ("scheme", "base", "overview", "tables", "sites", "fusions", "timeline", "end")
SCRIPTS = (
    *("format", "data", "selection", "theme", "icicle", "axis", "tracks", "draw", "timeline"),
    *("control", "links", "launches", "fusions", "main"),
)
_BREAKS = re.compile(r"::|[./,-]|(?<=\w)_(?=\w)")
_CATALOGUE_TITLES = {
    "kernels": "Generated kernels",
    "externs": "Called whole",
    "neighbours": "Side by side, never tried",
    "refusals": "Tried and refused",
    "layers": "By layer",
}


def render_page(facts: Facts) -> str:
    """The page as HTML text; the same for the same facts."""
    style = "\n".join(_read("css", name) for name in STYLES) + STYLE
    script = _script()
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            **_context(facts),
            style=Markup(style),
            script=Markup(script),
            payload=Markup(payload(facts).decode()),
            policy=(
                f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; "
                "img-src data:; base-uri 'none'; form-action 'none'"
            ),
        )
    )


def _script() -> str:
    """The script's parts in one function, so that none of its names is a page's."""
    parts = [_read("js", name) for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def _read(kind: str, name: str) -> str:
    return (FOLDER / kind / f"{name}.{kind}").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def environment() -> jinja2.Environment:
    """Templates of this folder: names are escaped, and an unknown variable is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "whole": number(0),
        "tenth": number(1),
        "hundredth": number(2),
        "percent": percent,
        "ms": lambda us: "-" if us is None else f"{us / 1000:,.2f}",
        "bytes": bytes_text,
        "breakable": breakable,
    }
    environment.filters.update(filters)
    return environment


def breakable(text: str) -> Markup:
    """`text` with places to break a line behind separators: dots, slashes, underscores, colons."""
    escaped = str(Markup.escape(text))
    return Markup(_BREAKS.sub(r"\g<0><wbr>", escaped))


def _context(facts: Facts) -> Mapping[str, Any]:
    manifest, suggestions = facts.capture.manifest, facts.suggestions
    candidates = suggested(facts)
    on_cpu = manifest.device.kind == "cpu"
    return {
        "version": __version__,
        "capture": facts.capture,
        "manifest": manifest,
        "variant": facts.variant,
        "layers": layers(manifest),
        "suggestions": suggestions,
        "step": facts.step,
        "drawn_max": LAUNCHES_MAX,
        "groups": facts.groups,
        "sites": _sites(facts),
        "kernels": _kernels(facts),
        "wall": _wall(facts),
        "figures": key_figures(facts),
        "budget": budget(facts.suggestions),
        "run": facts_of_run(manifest),
        "variants": facts.variants,
        "candidates": candidates,
        "on_cpu": on_cpu,
        "launches": "leaf ops" if on_cpu else "launches",
        "by_order": any(one.candidate.evidence == "sequence" for one in candidates),
        "catalogue": _catalogue(facts),
        "verdicts": verdict_rows(facts.verdicts),
        "library": library_table(facts.verdicts),
        "proofs": proof_parts(facts.proofs),
        "health": facts.health,
        "problems": facts.problems,
    }


def _wall(facts: Facts) -> tuple[float, str]:
    return wall(facts.groups, facts.capture, facts.variant) if facts.groups else (0.0, "")


def _sites(facts: Facts) -> HtmlTable | None:
    """The groups by site, with what the best set would take of each."""
    if facts.groups is None or facts.step is None:
        return None
    view = groups_view(facts.groups, facts.capture, facts.variant, width=None)
    part = spare_by_site(facts.step)
    rows = [
        {**row, "spare_us": row["gpu_us_per_step"] * part.get(row["site"], 0.0)}
        for row in view.rows
    ]
    columns = [
        Column("site", "place in the model", left=True, style="bold"),
        Column("source", "most of it in", left=True, under=True),
        Column("instances", "seen"),
        Column("launches_per_step", "launches", number(0)),
        Column("gpu_us_per_step", "us a step", number(1)),
        Column("share", "share", percent),
    ]
    if facts.suggestions.best_set.ids:
        columns.append(Column("spare_us", "could go, us", number(1)))
    shown = replace(view, columns=columns, rows=rows)
    return html_table(shown, "GPU time of the step by site", bar_of="share")


def _kernels(facts: Facts) -> HtmlTable | None:
    """The groups by kernel: what the variant launches, however it was found."""
    if facts.kernels is None:
        return None
    view = groups_view(facts.kernels, facts.capture, facts.variant, width=None)
    rows = [
        {**row, "place": row["site"] or f"{count(row['sites'])} places" * (row["sites"] > 1)}
        for row in view.rows
    ]
    columns = (
        Column("kernel", "kernel", short_kernel, left=True, style="bold"),
        Column("place", "place", left=True, under=True),
        Column("launches_per_step", "launches", count),
        Column("gpu_us_per_step", "us a step", number(1)),
        Column("share", "share", percent),
    )
    shown = replace(view, columns=columns, rows=rows, footer={})
    return html_table(shown, "GPU time of the step by kernel", bar_of="share")


def _catalogue(facts: Facts) -> Mapping[str, Any] | None:
    if facts.catalogue is None:
        return None
    views = {table: catalogue_view(facts.catalogue, table) for table in TABLES}
    return {
        "totals": [line for line in views["kernels"].before for line in line.split("\n")],
        "notes": facts.catalogue.notes,
        "tables": [
            (
                _CATALOGUE_TITLES.get(table, table),
                html_table(view, _CATALOGUE_TITLES.get(table, table)),
            )
            for table, view in views.items()
            if view.rows
        ],
    }
