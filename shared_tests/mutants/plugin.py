"""Running the suite against mutants: `--mutants`, and for each of them only what can see it."""

from collections import defaultdict
from collections.abc import Generator, Iterable

import pytest

from shared_tests.fleet import fleet_key
from shared_tests.mutants.fleet import MutantFleet, test_name
from shared_tests.mutants.mutant import HEALTHY_PROXY, HEALTHY_REFERENCE, TestName

MOST = 16
"""Tests for a mutant, at most."""
MOST_TELLING = 6
"""Variants of a test whose name tells what is wrong."""

Wanted = dict[str, set[TestName]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run against mutants."""
    group = parser.getgroup("triptych-mutants", "damaged servers")
    group.addoption("--mutants", action="store_true", help="run against damaged servers")
    group.addoption("--mutant", metavar="NAME", help="one of them only")
    group.addoption("--family", metavar="NAME", help="one family of them only")


def select(fleet: MutantFleet, items: list[pytest.Item]) -> None:
    """Keep, for each target, the tests that it is to get, and put each target's together.

    Raises:
        UsageError: there is a mutant that no test is for.
    """
    named = [(name, item) for item in items if (name := fleet.name_in(item.nodeid))]
    found: Wanted = defaultdict(set)
    for name, item in named:
        found[name].add(test_name(item, name))
    wanted = _wanted(fleet, found)
    if idle := [name for name in fleet.mutants if not wanted[name]]:
        raise pytest.UsageError(f"no test is for the mutants {', '.join(idle)}")
    kept = [(name, item) for name, item in named if test_name(item, name) in wanted[name]]
    order = {name: place for place, name in enumerate(fleet.names)}
    items[:] = [item for _, item in sorted(kept, key=lambda pair: order[pair[0]])]


def _wanted(fleet: MutantFleet, found: Wanted) -> Wanted:
    wanted: Wanted = defaultdict(set)
    for name, mutant in fleet.mutants.items():
        telling = _some((test for test in found[name] if mutant.telling(test)), MOST_TELLING)
        others = {test for test in found[name] if mutant.wants(test) and not mutant.telling(test)}
        more = _some(others, 1)
        wanted[name] = set([*telling, *more][:MOST])
        healthy = HEALTHY_PROXY if mutant.behind_proxy else HEALTHY_REFERENCE
        wanted[healthy] |= wanted[name]
    if fleet.complete:
        wanted[HEALTHY_REFERENCE] = found[HEALTHY_REFERENCE]
    return wanted


def _some(tests: Iterable[TestName], variants: int) -> list[TestName]:
    """Return at most so many variants of each test, the same ones every time."""
    by_function: dict[tuple[str, str], list[TestName]] = defaultdict(list)
    for test in sorted(tests, key=lambda test: (test.file, test.function, test.variant)):
        by_function[test.file, test.function].append(test)
    return [test for variants_of in by_function.values() for test in variants_of[:variants]]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Select the tests after all others have had their say, so that their order stays."""
    yield
    fleet = config.stash[fleet_key]
    if isinstance(fleet, MutantFleet):
        select(fleet, items)
