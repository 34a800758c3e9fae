"""What can be searched for: operations, rules, concepts, tests, symbols, files and documents.

The index is a script rather than JSON, since a page opened from a file may not fetch anything.
"""

import json
from collections.abc import Iterator

from harness.operation_code import NOT_RUN
from harness.python_modules import Modules
from reader import addresses
from reader.site import Page, Site

ADDRESS = "search-index.js"
Entry = tuple[str, str, str, str]
"""Kind, name, what else it is found by, and address."""


def script(site: Site, pages: list[Page]) -> str:
    """Return the script that hands the index over to `reader.js`."""
    entries = [*_specified(site), *_pages(pages), *_tests(site), *_symbols(site)]
    return f"window.triptychIndex({json.dumps(entries, ensure_ascii=False)});\n"


def _specified(site: Site) -> Iterator[Entry]:
    for operation in site.operations:
        more = f"{operation.method} {operation.path} {operation.summary}"
        yield "operation", operation.id, more, addresses.operation(operation.id)
    for rule in site.rules:
        yield "rule", rule.number, rule.text, addresses.rule(rule.number)
    for note in site.notes.concepts:
        yield "concept", note.title, note.head.get("summary", ""), addresses.concept(note.name)
    for note in site.notes.differences:
        yield "difference", note.title, "", addresses.difference(note.name)


def _pages(pages: list[Page]) -> Iterator[Entry]:
    for page in pages:
        kind = {"document.html": "document", "file.html": "file"}.get(page.template)
        if kind:
            yield kind, page.title, "", page.address


def _tests(site: Site) -> Iterator[Entry]:
    for test in site.tests:
        address = addresses.file(test.path, test.first_line, test.last_line)
        yield "test", test.name, f"{test.path.name} {' '.join(test.rules)}", address


def _symbols(site: Site) -> Iterator[Entry]:
    for implementation in site.implementations:
        modules = Modules(implementation.folder)
        for source in site.sources.below(implementation.folder):
            if source.path.suffix != ".py" or NOT_RUN & {*source.path.parts}:
                continue
            for place in modules.names(source.path):
                if not modules.assignment(place) or place.name[:1].isupper():
                    first, last = modules.lines(place)
                    address = addresses.file(source.path, first, last)
                    yield "symbol", place.name, source.name, address
