"""What the pages of a built site lead to and load."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
ALLOWED = re.compile(r"(?:[\w.~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+", re.ASCII)
"""The characters of an address, and those that are spelled by a percent sign."""
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


def external_links(pages: Mapping[str, PageLinks]) -> dict[str, list[str]]:
    """Return every link that leaves the site, each with the pages that it is on."""
    found: dict[str, list[str]] = {}
    for here, page in sorted(pages.items()):
        for link in sorted(filter(is_external, page.links)):
            found.setdefault(link, []).append(here)
    return found


def is_well_formed(link: str) -> bool:
    """Tell a link that could lead somewhere; whether it does is not asked."""
    try:
        parts = urlsplit(link)
        named = HOST.fullmatch(parts.hostname or "")
        proper_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    ends_well = not link.endswith((".", ",", ";", ":", "'", '"', "`", ">", "]"))
    spelled = ALLOWED.fullmatch(link) is not None
    return bool(parts.scheme == "https" and named and proper_port and spelled and ends_well)


def target(link: str, here: str) -> tuple[str, str]:
    """Return the address and the anchor that a link on a page leads to."""
    address, _, anchor = link.partition("#")
    whole = (
        posixpath.normpath(posixpath.join(posixpath.dirname(here), address)) if address else here
    )
    return whole, anchor
