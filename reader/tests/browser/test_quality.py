"""Every kind of page: accessible, steady, and no wider than its window."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
    const found = await axe.run({runOnly: {type: 'tag', values: tags}});
    return found.violations.map((v) => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html}`);
}"""
SHIFTS = """() => new Promise((resolve) => {
    let shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += entry.value;
    }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => resolve(shift), 300);
})"""

PAGES = [
    "index.html",
    "operations/createArticleComment.html",
    "operations/getTags.html",
    "chapters/articles.html",
    "concepts/transactions.html",
    "concepts.html",
    "why-they-differ.html",
    "learn.html",
    "rules.html",
    "rules/COM-1.html",
    "tests.html",
    "facts.html",
    "benchmarks.html",
    "documents.html",
    "documents/out-of-the-box.html",
    "files.html",
    "files/flask_impl/comments/views.py.html",
]
WIDTHS = {"phone": 390, "desk": 1440}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_it_meets_wcag_aa(chrome: Browser, site: str, address: str, scheme: str) -> None:
    context = chrome.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{site}/{address}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(AXE)
    violations = page.evaluate(RUN, TAGS)
    context.close()

    assert violations == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("address", PAGES)
def test_nothing_moves_and_nothing_sticks_out(
    page: Page, site: str, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/{address}?panels=django,flask")

    assert page.evaluate(SHIFTS) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
