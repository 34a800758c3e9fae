"""Every kind of page: accessible, steady, and no wider than its window."""

import pytest
from playwright.sync_api import BrowserContext, Page

from reader.tests.browser.accessibility import violations

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


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("address", PAGES)
def test_it_meets_wcag_aa(context: BrowserContext, site: str, address: str, width: int) -> None:
    page = context.new_page()  # axe loads style sheets again, of which the browser complains
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/{address}")

    assert violations(page) == []


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (".code i.k { color: #c8c8c8 !important; }", "light: color-contrast"),
        ("@media (prefers-color-scheme: dark) { .lede { color: #444; } }", "dark: color-contrast"),
        ("@media (prefers-color-scheme: dark) { .note { opacity: .4; } }", "dark: color-contrast"),
    ],
    ids=["one kind of word", "one scheme", "a ground"],
)
def test_what_cannot_be_read_is_seen(
    context: BrowserContext, site: str, fault: str, seen: str
) -> None:
    page = context.new_page()
    page.goto(f"{site}/operations/getTags.html")
    page.add_style_tag(content=fault)

    assert {each.rpartition(": ")[0] for each in violations(page)} == {seen}


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("address", PAGES)
def test_nothing_moves_and_nothing_sticks_out(
    page: Page, site: str, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/{address}?panels=django,flask")

    assert page.evaluate(SHIFTS) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
