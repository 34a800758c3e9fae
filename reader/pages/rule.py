"""Rules: each with its tests, the operations that it binds, and the lines that carry it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from harness.registry import Implementation
from reader import addresses
from reader.pages.operation import shown_test
from reader.site import Page, Site
from reader.sources import SourceFile

RANGE = re.compile(r"\b([A-Z]{3})-(\d+) to (?:\1-)?(\d+)")
NUMBER = re.compile(r"\b[A-Z]{3}-\d+\b")
AROUND = 2
"""Lines shown before and after the one that names a rule."""


@dataclass(frozen=True)
class Carrying:
    """A line that names a rule, and some around it."""

    source: SourceFile
    line: int
    address: str
    first: int
    lines: list[Markup]


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every rule, and the list of them."""
    carrying = {each.name: _by_rule(site, each) for each in site.implementations}
    chapters: dict[str, list[object]] = {}
    for rule in site.rules:
        tests = [test for test in site.tests if rule.number in test.rules]
        operations = [each for each in site.operations if rule.number in each.rules]
        chapters.setdefault(rule.chapter, []).append((rule, len(tests)))
        context = {
            "rule": rule,
            "text": site.prose.inline(rule.text, addresses.rule(rule.number)),
            "tests": [shown_test(site, test) for test in tests],
            "operations": operations,
            "carrying": [
                (each, carrying[each.name].get(rule.number, [])) for each in site.implementations
            ],
        }
        yield Page(addresses.rule(rule.number), "rule.html", rule.number, context)
    texts = {rule.number: site.prose.inline(rule.text, addresses.RULES) for rule in site.rules}
    yield Page(addresses.RULES, "rules.html", "Rules", {"chapters": chapters, "texts": texts})


def _by_rule(site: Site, implementation: Implementation) -> dict[str, list[Carrying]]:
    found: dict[str, list[Carrying]] = {}
    for source in site.sources.below(implementation.folder):
        if source.path.suffix == ".md":
            continue
        for number, line in enumerate(source.text.splitlines(), start=1):
            for name in named_rules(line):
                found.setdefault(name, []).append(_carrying(source, number))
    return found


def named_rules(text: str) -> set[str]:
    """Return the rules that a text names, "ACC-9 to ACC-13" being five."""
    named = set(NUMBER.findall(text))
    for chapter, first, last in RANGE.findall(text):
        named |= {f"{chapter}-{number}" for number in range(int(first), int(last) + 1)}
    return named


def _carrying(source: SourceFile, line: int) -> Carrying:
    first = max(1, line - AROUND)
    lines = [Markup(text) for text in source.lines[first - 1 : line + AROUND]]  # noqa: S704
    return Carrying(source, line, addresses.file(source.path, line), first, lines)
