"""The console in a browser: the story in every panel, then one request as somebody edits it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser, Page, expect

from harness import registry
from reader.tests.browser.accessibility import violations
from reader.tests.live.test_boot import live

PATIENCE_MILLISECONDS = 30_000
PANELS = registry.panels()
SEND = "Send to all"


@pytest.fixture(scope="module")
def address(site: str) -> Iterator[str]:
    """Yield the address of a live server with every panel."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    folder = Path(url2pathname(urlsplit(site).path))
    with live(folder, [panel.name for panel in PANELS]) as (_, address):
        yield address


def test_the_story_leaves_what_the_next_request_needs(page: Page, address: str) -> None:
    page.goto(f"{address}/operations/createArticleComment.html")
    console = page.locator("#console")
    console.get_by_role("button", name="Tell the story").click()
    rows = console.locator(".story tbody tr")
    expect(rows).to_have_count(4)
    for row in rows.all():
        expect(row.locator(".answered.good")).to_have_count(len(PANELS))
    assert console.get_by_label("slug").input_value().startswith("three-of-a-kind-by-reader-")
    assert console.get_by_label("Token").input_value()

    console.get_by_label("Body").fill('{"comment": {"body": "Typed by hand."}}')
    console.get_by_role("button", name=SEND).click()
    expect(console.locator(".answers .answered")).to_have_text(["201"] * len(PANELS))
    for answer in console.locator(".answers .one").all():
        expect(answer).to_contain_text('"body": "Typed by hand."')
        expect(answer.locator(".waterfall .role-server")).to_have_count(1)
        expect(answer.locator(".waterfall .role-view")).to_have_count(1)
        expect(answer.locator(".waterfall .role-sql").filter(has_text="INSERT")).to_have_count(1)
    expect(console.locator(".verdict")).to_have_text("The answers are alike.")


def test_a_statement_opens_and_says_that_parameters_are_not_recorded(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/operations/getTags.html")
    console = page.locator("#console")
    console.get_by_role("button", name=SEND).click()
    statement = console.locator(".role-sql").filter(has_text="tag_counts").first
    expect(statement.locator("pre")).to_be_hidden()
    statement.locator("summary").click()
    expect(statement.locator("pre")).to_contain_text("FROM")
    expect(statement).to_contain_text("Its parameters are not recorded.")


def test_a_refusal_is_an_answer_like_any_other(page: Page, address: str) -> None:
    page.goto(f"{address}/operations/deleteArticle.html")
    console = page.locator("#console")
    console.get_by_role("button", name=SEND).click()

    expect(console.locator(".answers .answered.bad")).to_have_text(["401"] * len(PANELS))
    expect(console.locator(".verdict")).to_have_text("The answers are alike.")


def test_a_mistake_is_said_and_sends_nothing(chrome: Browser, address: str) -> None:
    page = chrome.new_page()  # its own, as browsers tell of a 422 in their console
    page.goto(f"{address}/operations/getArticle.html")
    console = page.locator("#console")
    console.get_by_label("slug").fill("..")
    console.get_by_role("button", name=SEND).click()

    expect(console.locator(".said")).to_have_text("a part of a path cannot be made of dots alone")
    expect(console.locator(".answers")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_it_meets_wcag_aa_and_fits(chrome: Browser, address: str, width: int) -> None:
    context = chrome.new_context(color_scheme="light", viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/operations/createUser.html")
    console = page.locator("#console")
    console.get_by_role("button", name="Tell the story").click()
    expect(console.locator(".story tbody tr")).to_have_count(4)
    console.get_by_role("button", name=SEND).click()
    expect(console.locator(".answers .waterfall")).to_have_count(len(PANELS))
    found = violations(page)
    overhang = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    context.close()

    assert found == []
    assert overhang <= 0
