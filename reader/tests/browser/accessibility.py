"""What axe finds wrong with a page, by day and by night, in a time that one can wait for.

Nearly all of axe's time goes into contrast, which it works out anew for each word of code. Contrast
depends on nothing but a colour, its ground, and the size and weight of the letters: so it is looked
at for some examples of each of these together, rather than for thousands of the same.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = "(options) => axe.run(options)"
RUN_ON_EXAMPLES = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_BUT_CONTRAST = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
LINKS = {
    "runOnly": {"type": "rule", "values": ["link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""The other rule that is about colours."""
EXAMPLES = 3
"""Of each kind of letters: one may lie below something else, where axe does not judge it."""


def violations(page: Page) -> list[str]:
    """Return what is wrong with an unfolded page, in its light and in its dark colours."""
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE)
    page.emulate_media(color_scheme="light")
    light = [
        page.evaluate(RUN, ALL_BUT_CONTRAST),
        page.evaluate(RUN_ON_EXAMPLES, [CONTRAST, EXAMPLES]),
    ]
    page.emulate_media(color_scheme="dark")
    dark = [page.evaluate(RUN, LINKS), page.evaluate(RUN_ON_EXAMPLES, [CONTRAST, EXAMPLES])]
    return _told("light", light) + _told("dark", dark)


def _told(scheme: str, results: list[Any]) -> list[str]:
    return [
        f"{scheme}: {each['id']}: {len(each['nodes'])} x {each['nodes'][0]['html']}"
        for found in results
        for each in found["violations"]
    ]
