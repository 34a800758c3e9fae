"""The documents of the repository: what is measured, how to add things, and why they are so."""

import re
from collections.abc import Iterator
from pathlib import Path

from harness import ROOT
from reader import addresses
from reader.site import Page, Site

HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every document, and the list of them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(site.documents, key=lambda each: each.relative_to(ROOT).as_posix()):
        text = path.read_text(encoding="utf-8")
        heading = HEADING.search(text)
        title = heading[1] if heading else path.stem
        here = addresses.document(path)
        groups.setdefault(_group(path), []).append((title, here))
        content = site.prose.html(text, origin=path, here=here)
        yield Page(here, "document.html", title, {"content": content, "path": path})
    yield Page(addresses.DOCUMENTS, "documents.html", "Documents", {"groups": groups})


def _group(path: Path) -> str:
    if path.parent.name == "decisions":
        return "Decisions"
    if path.parent == ROOT / "docs":
        return "Documents"
    return "Read me"
