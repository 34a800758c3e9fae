"""A chapter of the spec: its operations, its rules, and its folder in every panel."""

from collections.abc import Iterator

from harness.lines_of_code import count_lines
from reader import addresses
from reader.pages.home import matrix
from reader.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of every chapter."""
    names = list(site.chapters)
    for name, operations in site.chapters.items():
        numbers = {number for operation in operations for number in operation.rules}
        files = [
            (
                each,
                [
                    (source, count_lines(source.path))
                    for source in site.sources.below(each.chapter_folder(name))
                    if source.text.strip() and source.path.suffix == ".py"
                ],
            )
            for each in site.implementations
        ]
        context = {
            "name": name,
            "names": names,
            "matrix": matrix(site, tuple(operations)),
            "rules": [rule for rule in site.rules if rule.number in numbers],
            "files": files,
        }
        yield Page(addresses.chapter(name), "chapter.html", name, context)
