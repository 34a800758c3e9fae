"""Pictures of the main pages: on a phone and on a desk, by day and by night."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console

from harness import ROOT
from reader.browser import browser, chromium
from reader.build import SITE

FOLDER = ROOT / "build" / "screenshots"
PAGES = {
    "home": "index.html",
    "operation": "operations/createArticleComment.html",
    "code": "operations/createArticleComment.html#code",
    "chapter": "chapters/articles.html",
    "concept": "concepts/transactions.html",
    "rule": "rules/COM-1.html",
    "file": "files/flask_impl/comments/views.py.html",
    "tests": "tests.html",
    "facts": "facts.html",
    "benchmarks": "benchmarks.html",
    "differences": "why-they-differ.html",
    "learn": "learn.html",
    "out-of-the-box": "documents/out-of-the-box.html",
}
SIZES = {390: 844, 1440: 1000}
"""Widths of the window in pixels, each with its height."""
SCHEMES = ("light", "dark")
IN_README = {"code-1440-light": "reader-desk.png", "code-390-dark": "reader-phone.png"}
"""The pictures that the README shows, by the name of each in `docs/`."""


class ScreenshotError(Exception):
    """There is nothing to take pictures of, or nothing to take them with."""


def take_screenshots(folder: Path, console: Console, *, publish: bool = False) -> None:
    """Take a picture of every main page in every size, light and dark.

    Args:
        folder: where to.
        console: where to say so.
        publish: copy those that the README shows into `docs/`.

    Raises:
        ScreenshotError: the site has not been built, or there is no Chromium.
    """
    executable = chromium()
    if executable is None:
        raise ScreenshotError("there is no Chromium on this machine (Debian: apt install chromium)")
    if not (SITE / "index.html").exists():
        raise ScreenshotError("there is no site yet: make read-build")
    folder.mkdir(parents=True, exist_ok=True)
    with browser(executable) as launched:
        for width, height in SIZES.items():
            for scheme in SCHEMES:
                _take(launched, folder, (width, height), scheme)
    if publish:
        for taken, shown in IN_README.items():
            shutil.copy(folder / f"{taken}.png", ROOT / "docs" / shown)
    count = len(PAGES) * len(SIZES) * len(SCHEMES)
    console.print(f"{count} pictures in {folder}", soft_wrap=True)


def _take(launched: Browser, folder: Path, size: tuple[int, int], scheme: str) -> None:
    page = launched.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    for name, address in PAGES.items():
        page.goto(f"{SITE.as_uri()}/{address}")
        page.screenshot(path=folder / f"{name}-{size[0]}-{scheme}.png")
    page.close()
