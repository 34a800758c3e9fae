"""The catalogue of mutants is whole, and each has tests that can see it."""

import re
from fnmatch import fnmatchcase
from itertools import pairwise

import pytest

from harness import ROOT, specification
from harness.contract_tests import contract_tests
from shared_tests.meta.sources import files
from shared_tests.mutants.catalogue import MUTANTS
from shared_tests.mutants.fleet import choose
from shared_tests.mutants.matrix import judge
from shared_tests.mutants.mutant import FAMILIES, HEALTHY_PROXY, HEALTHY_REFERENCE, Mutant, TestName
from shared_tests.mutants.reference.server import SWAPPED

FEWEST = 80
FOLDERS = {"operations", "general"}
TESTS = [
    TestName(test.path.stem.removeprefix("test_"), test.name)
    for test in contract_tests()
    if test.path.parent.name in FOLDERS
]
TAGS_STALE = "getTags-stale"
TELLING = "shared_tests/operations/test_get_tags.py::test_200_drops_a_tag_with_its_last_article"
SILENT = "shared_tests/operations/test_get_tags.py::test_200_whoever_asks"

about_mutants = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


def results(outcomes: dict[str, str], target: str = TAGS_STALE) -> dict[str, dict[str, object]]:
    """Return the result file of a target, by its name."""
    tests = [{"id": f"{test}[{target}]", "outcome": outcomes[test]} for test in outcomes]
    return {target: {"target": target, "tests": tests}}


def test_there_are_enough() -> None:
    assert len(MUTANTS) >= FEWEST


def test_every_operation_has_some() -> None:
    touched = {operation for mutant in MUTANTS for operation in mutant.operations}

    assert touched == {operation.id for operation in specification.operations()}


def test_every_family_is_used_and_no_other() -> None:
    assert {mutant.family for mutant in MUTANTS} == set(FAMILIES)


def test_no_name_begins_another() -> None:
    """A test's id begins with its target's name and a hyphen."""
    names = sorted(f"{mutant.name}-" for mutant in MUTANTS)

    assert [pair for pair in pairwise(names) if pair[1].startswith(pair[0])] == []


@about_mutants
def test_every_pattern_means_a_test(mutant: Mutant) -> None:
    names = {
        pattern: [test for test in TESTS if test.matches(pattern.partition("[")[0])]
        for pattern in mutant.told_by
    }

    assert names
    assert [pattern for pattern, found in names.items() if not found] == []


def test_every_fault_is_one_that_the_reference_knows() -> None:
    """A fault of another name would damage nothing."""
    folder = ROOT / "shared_tests" / "mutants" / "reference"
    code = "".join(path.read_text(encoding="utf-8") for path in files(".py", below=folder))
    asked = re.findall(r'(?:broken|dawdle)\(f?"([^"]+)"', code)
    known = [re.sub(r"{[^}]*}", "*", text) for text in [*asked, *SWAPPED]]
    faults = [mutant.name for mutant in MUTANTS if not mutant.behind_proxy]

    assert [name for name in faults if not any(fnmatchcase(name, text) for text in known)] == []


@pytest.mark.parametrize(
    ("telling", "silent", "survived"),
    [
        ("failed", "passed", []),
        ("passed", "passed", ["no test caught it"]),
        ("skipped", "skipped", ["no test caught it"]),
        ("passed", "failed", ["caught, but by no test whose name tells what is wrong"]),
    ],
)
def test_a_survivor_is_noticed(telling: str, silent: str, survived: list[str]) -> None:
    mutants = choose(TAGS_STALE, None)
    healthy = results({TELLING: "passed", SILENT: "passed"}, HEALTHY_PROXY)

    matrix = judge(mutants, healthy | results({TELLING: telling, SILENT: silent}))

    assert [verdict.survived for verdict in matrix.survivors] == survived
    assert matrix.passed is not bool(survived)


@pytest.mark.parametrize(
    ("healthy", "passed"),
    [
        (results({TELLING: "passed"}, HEALTHY_PROXY), True),
        (results({TELLING: "failed"}, HEALTHY_PROXY), False),
        (results({TELLING: "passed"}, HEALTHY_REFERENCE), False),
        ({}, False),
    ],
    ids=["passed", "failed", "of-the-other-kind", "missing"],
)
def test_nothing_is_proved_without_a_healthy_server(
    healthy: dict[str, dict[str, object]], passed: bool
) -> None:
    matrix = judge(choose(TAGS_STALE, None), healthy | results({TELLING: "failed"}))

    assert matrix.passed is passed


def test_a_mutant_without_a_result_survives() -> None:
    matrix = judge(choose(TAGS_STALE, None), {})

    assert [verdict.survived for verdict in matrix.survivors] == ["no test was run against it"]


@pytest.mark.parametrize(
    ("name", "family", "message"),
    [("nobody", None, "no mutant"), (None, "nothing", "no family"), (TAGS_STALE, "race", "not of")],
)
def test_an_unknown_name_is_refused(name: str | None, family: str | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        choose(name, family)
