"""What a notebook shows of our objects."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from workbench import resources
from workbench.report.html.facts import Facts
from workbench.report.notebook import html_of, register
from workbench.validate import records

SMALL = "gemma4-26b-a4b-6l-decode-b8"


def test_a_capture_a_candidate_suggestions_and_a_verdict(facts: Callable[[str], Facts]) -> None:
    found = facts(SMALL)
    router = next(one for one in found.suggestions.candidates if one.id == "router_topk")
    path = next((resources.kernels() / "geglu").glob("*.json"))
    shown = {
        "capture": html_of(found.capture),
        "candidate": html_of(router),
        "suggestions": html_of(found.suggestions),
        "verdict": html_of(records.read(path)),
    }
    assert all(text.count("<table>") == 1 for text in shown.values())
    assert "NVIDIA H100 80GB HBM3" in shown["capture"]
    assert "48 → 6" in shown["candidate"] and "decision" in shown["candidate"]
    assert shown["suggestions"].count("<tr>") == 13 and "best set of" in shown["suggestions"]
    assert "GPU time of the step" in shown["suggestions"]
    assert "BITWISE" in shown["verdict"]
    for text in shown.values():
        assert "<script" not in text and "<style" not in text


def test_hostile_names_are_escaped(facts: Callable[[str], Facts]) -> None:
    candidate = facts(SMALL).suggestions.candidates[0]
    hostile = replace(candidate, id="<img src=x onerror=1>", site="<b>", source=("<script>",))
    text = html_of(hostile)
    assert "<img" not in text and "<b>" not in text and "<script" not in text
    assert "&lt;img src=x onerror=1&gt;" in text


def test_other_things_have_no_rich_display() -> None:
    with pytest.raises(TypeError, match="no rich display for dict"):
        html_of({})


def test_ipython_uses_them(facts: Callable[[str], Facts]) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    register(shell)
    shown, _ = shell.display_formatter.format(facts(SMALL).capture)
    assert shown["text/html"] == html_of(facts(SMALL).capture)
    assert "text/html" not in shell.display_formatter.format(object())[0]


def test_importing_workbench_in_a_notebook_is_enough(repository: Path) -> None:
    code = (
        "from IPython.core.interactiveshell import InteractiveShell as Shell\n"
        "shell = Shell.instance()\n"
        "from workbench.capture.store import find\n"
        f"capture = find('captures/{SMALL}')\n"
        "print('<table>' in shell.display_formatter.format(capture)[0]['text/html'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=repository, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "True", done.stderr
