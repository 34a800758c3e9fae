"""A built site, and Chromium to look at it; without it the tests are skipped, but not in CI."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from reader.browser import browser, chromium
from reader.build import build
from reader.tests.captures import made_up_captures

DESK: ViewportSize = {"width": 1440, "height": 1000}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the site, and return the address of its folder: a page has to work from a file."""
    folder = tmp_path_factory.mktemp("site")
    with made_up_captures(folder):
        return build(folder=folder / "site").folder.as_uri()


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Start Chromium once."""
    executable = chromium()
    if executable is None:
        reason = "there is no Chromium on this machine (Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with browser(executable) as launched:
        yield launched


@pytest.fixture
def context(chrome: Browser) -> Iterator[BrowserContext]:
    """Return a fresh profile of a desk's width."""
    opened = chrome.new_context(viewport=DESK)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a page that must not complain in its console."""
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []
