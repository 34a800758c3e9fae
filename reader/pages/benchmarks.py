"""Benchmarks: every row of every study, as the result files have them."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from reader import addresses
from reader.results import Missing
from reader.site import Page, Site

if TYPE_CHECKING:
    from reader.benchmark_results import BenchmarkRow


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of benchmarks."""
    found = site.benchmarks
    studies: list[tuple[str, list[tuple[str, list[BenchmarkRow]]]]] = []
    if not isinstance(found, Missing):
        for study, rows in groupby(found, key=lambda row: row.study):
            by_scenario = sorted(rows, key=lambda row: (row.scenario, row.operation_id))
            studies.append(
                (study, [(s, list(g)) for s, g in groupby(by_scenario, key=lambda r: r.scenario)])
            )
    context = {"studies": studies, "missing": found if isinstance(found, Missing) else None}
    yield Page(addresses.BENCHMARKS, "benchmarks.html", "Benchmarks", context)
