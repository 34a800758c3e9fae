"""What the pages of a built site lead to and load."""

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
"""Elements that load something, each with the attribute that says what."""


@dataclass
class PageLinks(HTMLParser):
    """One page's links, what it loads, and the anchors that it has."""

    path: Path
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            (self.doubled if named["id"] in self.anchors else self.anchors).add(named["id"])
        if tag == "a" and "href" in named:
            self.links.add(named["href"])
        elif tag in LOADED and LOADED[tag] in named:
            self.loads.add(named[LOADED[tag]])


def read_pages(folder: Path) -> dict[str, PageLinks]:
    """Return every page of a site by its address."""
    return {path.relative_to(folder).as_posix(): PageLinks(path) for path in folder.rglob("*.html")}


def is_external(link: str) -> bool:
    """Tell a link that leaves the site."""
    return link.startswith(("http:", "https:", "//", "mailto:"))


def target(link: str, here: str) -> tuple[str, str]:
    """Return the address and the anchor that a link on a page leads to."""
    address, _, anchor = link.partition("#")
    whole = (
        posixpath.normpath(posixpath.join(posixpath.dirname(here), address)) if address else here
    )
    return whole, anchor
