"""The report in a headless browser: it opens, filters, leads on, fits two widths, two schemes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SMALL = "gemma4-26b-a4b-6l-decode-b8"
LARGE = "gemma4-26b-a4b-decode-b8"
E4B = "gemma4-e4b-decode-b8"
WIDTHS = (900, 1600)
SECTIONS = ["overview", "sites", "fusions", "timeline", "links", "compiler", "kernels", "health"]

# For each visible text, its contrast with what lies behind it (WCAG 2.2, 1.4.3); alpha is rare here
# and counted as none. Returns those below 4.5, of large text 3.
LOW_CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const rgba = (text) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const linear = (v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => 0.2126 * linear(c[0] / 255) + 0.7152 * linear(c[1] / 255) +
    0.0722 * linear(c[2] / 255);
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    const skipped = parent.closest("svg, .hidden, script, style");
    if (!node.data.trim() || !parent.checkVisibility() || skipped) continue;
    let behind = [255, 255, 255, 0];
    for (let e = parent; e && !behind[3]; e = e.parentElement)
      behind = rgba(getComputedStyle(e).backgroundColor);
    const style = getComputedStyle(parent), ink = light(rgba(style.color)), paper = light(behind);
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5))
      low.push([node.data.trim().slice(0, 40), parent.className, ratio]);
  }
  return low.slice(0, 10);
}"""

# Elements that reach beyond the page's width and do not scroll by themselves.
TOO_WIDE = """() => [...document.querySelectorAll("main *, header *")].filter((e) =>
  e.checkVisibility() &&
  e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
  !e.closest(".scroll, .drawing, nav, .hidden, svg")
).map((e) => e.tagName + "." + e.className).slice(0, 10)"""


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page; the test fails on any error, refused request or message of the console."""
    contexts, faults = [], []

    def open_page(path: Path, width: int = 1600, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, **options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on(
            "request",
            lambda request: (
                request.url.startswith(("file:", "data:")) or faults.append(request.url)
            ),
        )
        tab.goto(path.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [SMALL, LARGE, E4B])
def test_fits_two_widths_in_the_same_order_and_can_be_read(
    opened: Callable[..., Any], page: Callable[[str], Path], name: str, scheme: str
) -> None:
    tab = opened(page(name), WIDTHS[0], scheme)
    orders = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 1000})
        tab.wait_for_function(f"document.documentElement.clientWidth === {width}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(TOO_WIDE) == []
        boxes = {
            part: tab.locator(f"#{part}").bounding_box()
            for part in SECTIONS
            if tab.locator(f"#{part}").count()
        }
        assert all(box["width"] > 0.85 * min(width, 1400) - 100 for box in boxes.values())
        orders.append(sorted(boxes, key=lambda part: boxes[part]["y"]))
        for drawn in ("#icicle", "#canvas", "#overview-canvas"):
            box = tab.locator(drawn).bounding_box()
            assert box["width"] > 0.8 * min(width, 1400) and box["height"] >= 40
    expected = [part for part in SECTIONS if part != "compiler" or name == SMALL]
    assert orders == [expected, expected]
    assert tab.evaluate(LOW_CONTRAST) == []
    levels = tab.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter((e) => e.checkVisibility())"
        ".map((e) => Number(e.tagName[1]))"
    )
    assert levels[0] == 1 and all(two - one <= 1 for one, two in pairwise(levels))
    colours = tab.evaluate(
        "new Set(new Uint32Array(document.getElementById('canvas').getContext('2d')"
        ".getImageData(0, 0, 1200, 200).data.buffer)).size"
    )
    assert colours > 20  # something is drawn


def test_headline_and_tables_say_what_the_commands_say(
    opened: Callable[..., Any], page: Callable[[str], Path]
) -> None:
    tab = opened(page(LARGE))
    assert "27.83 ms on the GPU a step" in tab.locator("h1").inner_text()
    assert tab.locator("#icicle [role=treeitem]:visible").count() >= 20
    assert tab.locator(".fusions > tbody:visible").count() == 12
    tab.get_by_role("button", name="Show all 42", exact=True).click()
    assert tab.locator(".fusions > tbody:visible").count() == 42
    assert "5,383 of 5,383 launches, 27.83 ms" in tab.locator("#filter output").inner_text()


def test_filters_of_the_fusions(opened: Callable[..., Any], page: Callable[[str], Path]) -> None:
    tab = opened(page(LARGE))
    form, rows = tab.locator("#fusion-filter"), tab.locator(".fusions > tbody:visible")
    form.get_by_label("Filter").fill("ROUTER")
    assert rows.count() == 2 and "2 of 42" in form.locator("output").inner_text()
    form.get_by_label("best set only").check()
    assert rows.count() == 1 and "router_topk" in rows.inner_text()
    form.get_by_label("Evidence").select_option("dataflow")
    assert rows.count() == 0


def test_a_fusion_leads_to_its_launches_and_they_to_its_source(
    opened: Callable[..., Any], page: Callable[[str], Path]
) -> None:
    tab = opened(page(LARGE))
    opener = tab.get_by_role("button", name="router_topk", exact=True).first
    opener.click()
    assert opener.get_attribute("aria-expanded") == "true"
    details = tab.locator(".details:visible")
    assert (
        "for memory to answer" in details.inner_text() and details.locator("svg.flow").is_visible()
    )
    assert details.locator("table tbody tr").count() == 8
    details.get_by_role("button", name="Show in the timeline").click()
    assert "240 of 5,383 launches, 705.7 us" in tab.locator("#filter output").inner_text()
    facets = tab.locator("#facets .facet")
    assert [facets.nth(k).locator("li").count() for k in range(4)] == [1, 7, 8, 1]
    facets.nth(2).get_by_role("button", name="gatherTopK").click()  # kernel -> op -> source
    assert "30 of 5,383 launches" in tab.locator("#filter output").inner_text()
    assert facets.nth(1).locator("li").all_inner_texts()[0].startswith("aten::topk")
    assert "modeling_gemma4.py" in facets.nth(0).locator("li").inner_text()
    tab.locator("#clear").click()
    facets.nth(0).get_by_role("button", name="sdpa_attention.py:15 repeat_kv").click()  # and back
    assert "60 of 5,383 launches, 5.40 ms" in tab.locator("#filter output").inner_text()
    assert facets.nth(2).locator("li").count() == 1


def test_text_filter_and_table_of_launches(
    opened: Callable[..., Any], page: Callable[[str], Path]
) -> None:
    tab = opened(page(SMALL))
    tab.get_by_label("Filter launches").fill("layers.3.router")
    rows = tab.locator("#launches tbody tr")
    assert rows.count() == 19 and "layers.3.router" in rows.first.inner_text()
    rows.nth(2).click()
    assert "chosen" in (rows.nth(2).get_attribute("class") or "")
    assert "layers.3.router" in tab.locator("#says").inner_text()


def test_with_the_keyboard_alone(opened: Callable[..., Any], page: Callable[[str], Path]) -> None:
    tab = opened(page(SMALL))
    press = tab.keyboard.press
    press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.locator("#icicle [role=treeitem]").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):  # model, layers.*, its dearest
        press(key)
    assert "model.layers.*.self_attn" in tab.locator("#icicle-says").inner_text()
    assert "of 1,119 launches" in tab.locator("#filter output").inner_text()
    for _ in range(4):
        press("Escape")
    assert "1,119 of 1,119" in tab.locator("#filter output").inner_text()
    tab.locator("#track").focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "+", "PageDown", "-", "ArrowLeft", "Enter"):
        press(key)
    assert "launch 1," in tab.locator("#says").inner_text()
    assert tab.locator(".chip").count() == 1  # Enter filters by the kernel
    tab.locator("button.open").first.focus()
    press("Enter")
    assert tab.locator(".details:visible").count() == 1
    unnamed = tab.evaluate(
        "[...document.querySelectorAll('button, a, input, select, [role], [tabindex=\"0\"]')]"
        ".filter((e) => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim() ||"
        " e.labels?.length)).map((e) => e.outerHTML.slice(0, 80))"
    )
    assert unnamed == []


def test_theme_fold_zoom_and_print(opened: Callable[..., Any], page: Callable[[str], Path]) -> None:
    tab = opened(page(SMALL))
    paper = "getComputedStyle(document.body).backgroundColor"
    assert tab.evaluate(paper) == "rgb(255, 255, 255)"
    tab.locator("#theme").click()
    tab.locator("#theme").click()
    assert tab.get_by_role("button", name="Theme: dark").inner_text() == "◐ dark"
    assert tab.evaluate(paper) == "rgb(16, 19, 24)"
    tab.locator("#fold").uncheck()
    for name in ("Zoom in", "Zoom out", "Whole step", "Next match"):
        tab.get_by_role("button", name=name).click()
    tab.emulate_media(media="print")
    assert tab.evaluate(paper) == "rgb(255, 255, 255)"
    assert not tab.locator("#fusion-filter").is_visible()
    assert tab.locator(".fusions > tbody:visible").count() == 43


def test_without_scripts_the_tables_are_there(
    opened: Callable[..., Any], page: Callable[[str], Path]
) -> None:
    tab = opened(page(SMALL), java_script_enabled=False)
    assert tab.locator(".fusions .details").first.is_visible()
    assert tab.locator("#sites table tbody tr").count() >= 30
    assert tab.locator(".noscript").is_visible()


def test_hostile_names_stay_text(opened: Callable[..., Any], hostile_page: Path) -> None:
    tab = opened(hostile_page)
    tab.get_by_label("Filter launches").fill("onerror")
    row = tab.locator("#launches tbody tr").first
    assert "<img src=x onerror=window.pwned=1>" in (
        row.locator("td").nth(4).get_attribute("title") or ""
    )
    row.click()
    tab.locator("#track").focus()
    tab.keyboard.press("Enter")
    for button in tab.locator("button.open").all()[:12]:
        button.click()
    assert tab.evaluate("window.pwned") is None
    assert tab.locator("img, iframe").count() == 0


def test_code_that_never_ran_has_its_catalogue_and_no_timeline(
    opened: Callable[..., Any], compiled_page: Path
) -> None:
    tab = opened(compiled_page, 900)
    assert "compiled without a GPU" in tab.locator("h1").inner_text()
    assert tab.locator("#timeline, #sites, #fusions").count() == 0
    assert tab.locator("#compiler table").first.locator("tbody tr").count() > 20
    assert tab.evaluate("document.documentElement.scrollWidth") <= 900
