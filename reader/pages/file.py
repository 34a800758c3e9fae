"""A whole file, each line with an address of its own; and the list of all files."""

from collections.abc import Iterator

from harness import ROOT
from reader import addresses
from reader.site import Page, Site
from reader.sources import ROOMS


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every file, and the list."""
    used = _operations_by_file(site)
    for path, source in site.sources.files.items():
        yield Page(
            addresses.file(path),
            "file.html",
            source.name,
            {"source": source, "operations": used.get(source.name, [])},
        )
    groups = [
        (each.title, each.name, site.sources.below(each.folder)) for each in site.implementations
    ]
    groups += [(room, room, site.sources.below(ROOT / room)) for room in ROOMS]
    yield Page(addresses.FILES, "files.html", "Files", {"groups": groups})


def _operations_by_file(site: Site) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for operation_id, rows in site.rows.items():
        for row in rows:
            for cell in row.cells:
                for card in cell.cards:
                    named = found.setdefault(card.name, [])
                    if operation_id not in named:
                        named.append(operation_id)
    return found
