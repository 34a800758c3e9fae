"""The contract suite: every test, by file, and what became of it."""

from collections.abc import Iterator
from itertools import groupby

from reader import addresses
from reader.pages.operation import shown_test
from reader.results import Missing
from reader.site import Page, Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of the tests."""
    files = [
        (site.sources[path], tests[0].operation, [shown_test(site, test) for test in tests])
        for path, group in groupby(site.tests, key=lambda test: test.path)
        if (tests := list(group))
    ]
    totals = {
        name: found if isinstance(found, Missing) else found.total()
        for name, found in site.contract.items()
    }
    targets = {
        name: [] if isinstance(found, Missing) else found.targets
        for name, found in site.contract.items()
    }
    context = {"files": files, "totals": totals, "targets": targets, "count": len(site.tests)}
    yield Page(addresses.TESTS, "tests.html", "Tests", context)
