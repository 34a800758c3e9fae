"""Concepts: what embodies them in each panel; and all notes on why the panels differ."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from harness.registry import Implementation
from reader import addresses
from reader.notes import Note, find
from reader.site import Page, Site
from reader.slices import Card, Cell, Row, card
from reader.sources import Sources

if TYPE_CHECKING:
    from pathlib import Path


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every concept, their list, and the page of all differences."""
    for index, note in enumerate(site.notes.concepts):
        here = addresses.concept(note.name)
        concepts = site.notes.concepts
        context = {
            "note": note,
            "text": site.prose.html(note.text, origin=note.path, here=here),
            "rows": _rows(note, site),
            "notes": [
                (each, site.prose.html(each.text, origin=each.path, here=here))
                for each in site.notes.differences
                if note.name in each.head.get("concepts", ())
            ],
            "before": concepts[index - 1] if index else None,
            "after": concepts[index + 1] if index + 1 < len(concepts) else None,
        }
        yield Page(here, "concept.html", note.title, context)
    yield Page(addresses.CONCEPTS, "concepts.html", "Concepts", {"concepts": site.notes.concepts})
    here = addresses.DIFFERENCES
    notes = [
        (each, site.prose.html(each.text, origin=each.path, here=here))
        for each in site.notes.differences
    ]
    yield Page(here, "differences.html", "Why they differ", {"notes": notes})


def _rows(note: Note, site: Site) -> list[Row]:
    rows = []
    for number, row in enumerate(note.head["rows"], start=1):
        cells = [
            Cell(each, _cards(row["panels"].get(each.name, ()), each, site.sources))
            for each in site.implementations
        ]
        rows.append(Row(f"row-{number}", row["title"], row["explanation"], cells))
    return rows


def _cards(places: Sequence[str], each: Implementation, sources: Sources) -> list[Card]:
    spans: dict[Path, list[tuple[int, int]]] = {}
    symbols: dict[Path, list[str]] = {}
    for place in places:
        found = find(place)
        if found:
            path, first, last = found
            spans.setdefault(path, []).append((first, last))
            symbols.setdefault(path, []).append(place.partition(":")[2])
    return [
        card(path, spans[path], [name for name in symbols[path] if name], sources)
        for path in spans
        if each.folder in path.parents or path in sources
    ]
