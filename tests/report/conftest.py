"""Pages of committed captures, one of a hostile recording, and a headless browser to open them."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.capture.store import Capture, find
from workbench.report.html.facts import Facts, gather
from workbench.report.html.page import render_page

SMALL = "gemma4-26b-a4b-6l-decode-b8"
LARGE = "gemma4-26b-a4b-decode-b8"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
# Names that would become markup, script or a second element wherever one is not escaped.
HOSTILE_KERNEL = "</script><img src=x onerror=window.pwned=1>{{7*7}}\u2028'\"&lt;<!--"
HOSTILE_MODULE = 'router"><svg onload=window.pwned=1>'
HOSTILE_FUNCTION = "forward<iframe srcdoc='<script>parent.pwned=1</script>'>"


@pytest.fixture(autouse=True, scope="module")
def one_analysis(analysed_once: None) -> None:
    """What a report tells of a committed capture rests on one analysis."""


@pytest.fixture(scope="session")
def facts(repository: Path) -> Callable[[str], Facts]:
    """What a report of a committed capture tells; each read once."""
    known: dict[str, Facts] = {}

    def get(name: str) -> Facts:
        if name not in known:
            known[name] = gather(find(repository / "captures" / name))
        return known[name]

    return get


@pytest.fixture(scope="session")
def page(
    facts: Callable[[str], Facts], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The report of a committed capture, as a file."""
    folder = tmp_path_factory.mktemp("pages")

    def get(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(render_page(facts(name)), encoding="utf-8")
        return path

    return get


@pytest.fixture(scope="session")
def hostile_capture(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Capture:
    """The six layers with markup for the names of a kernel, a module and a function."""
    source = repository / "captures" / SMALL
    folder = tmp_path_factory.mktemp("hostile") / "capture"
    (folder / "eager").mkdir(parents=True)
    manifest = json.loads((source / "manifest.json").read_text())
    eager = manifest["variants"]["eager"]
    manifest |= {"variants": {"eager": eager}, "id": "hostile", "model": "<b>model</b>"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    modules = (source / "modules.json").read_text()
    (folder / "modules.json").write_text(modules.replace(".router", "." + quoted(HOSTILE_MODULE)))
    shutil.copy(source / eager["execution_trace"], folder / eager["execution_trace"])
    trace = gzip.decompress((source / eager["traces"][0]).read_bytes()).decode()
    trace = trace.replace("sbtopk", quoted(HOSTILE_KERNEL))
    trace = trace.replace("(1331): forward", "(1331): " + quoted(HOSTILE_FUNCTION))
    (folder / eager["traces"][0]).write_bytes(gzip.compress(trace.encode(), 1, mtime=0))
    return find(folder)


def quoted(text: str) -> str:
    """`text` as it stands inside a JSON string."""
    return json.dumps(text)[1:-1]


@pytest.fixture(scope="session")
def hostile_page(hostile_capture: Capture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of `hostile_capture`."""
    path = tmp_path_factory.mktemp("hostile-page") / "report.html"
    path.write_text(render_page(gather(hostile_capture)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium: Debian's or the user's own. CI must have one; elsewhere its lack shows
    as a skip that says what was not looked at. Playwright keeps an event loop running in this
    thread, so it is closed before tests of other modules run theirs.
    """
    named = [os.environ.get("WORKBENCH_BROWSER", ""), *BROWSERS]
    found = next((path for name in named if name and (path := shutil.which(name))), None)
    if found is None:
        message = "no Chromium, so the report was not opened: `make browser` installs one"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def compiled_page(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of compiled code of which nothing ran, as `capture --no-gpu` leaves it."""
    source = repository / "captures" / SMALL
    folder = tmp_path_factory.mktemp("compiled")
    manifest = json.loads((source / "manifest.json").read_text())
    inductor = manifest["variants"]["inductor"] | {"traces": [], "wall_us": []}
    manifest |= {"variants": {"inductor": inductor}, "target": "sm_90", "id": "compiled"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    shutil.copy(source / "modules.json", folder)
    for graph in inductor["graphs"]:
        shutil.copytree(source / graph, folder / graph)
    path = folder / "report.html"
    path.write_text(render_page(gather(find(folder))), encoding="utf-8")
    return path
