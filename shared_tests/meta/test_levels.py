"""Every rule has a level that follows from its source, and every test one from its rules."""

import re

import pytest

from harness import specification
from harness.contract_tests import contract_tests
from harness.levels import GENERAL, chapter_of, chapters, level_of, read_chapters
from harness.specification import Rule, SpecificationError

RULES = specification.rules()
REALWORLD = re.compile(r"\b[TD]\b")
"""How a source says that RealWorld asserts or documents it."""

SAFETY = {"GEN-6", "ACC-13"}
"""Rules decided here without which users would not be safe."""
SHOULD_ALTHOUGH_IN_PART_REALWORLDS = {"GEN-4"}
"""RealWorld has the first two of eight checks in an order."""


def number(rule: Rule) -> str:
    return rule.number


@pytest.mark.parametrize("rule", RULES, ids=number)
def test_a_level_follows_from_the_source(rule: Rule) -> None:
    demanded = bool(REALWORLD.search(rule.source)) or rule.number in SAFETY
    must = demanded and rule.number not in SHOULD_ALTHOUGH_IN_PART_REALWORLDS

    assert rule.level == ("MUST" if must else "SHOULD")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], "MUST"),
        (["GEN-1"], "MUST"),
        (["TAG-2"], "SHOULD"),
        (["GEN-1", "TAG-2"], "SHOULD"),
    ],
)
def test_a_test_is_as_binding_as_the_least_of_its_rules(numbers: list[str], expected: str) -> None:
    assert level_of(numbers) == expected


@pytest.mark.parametrize(
    ("operation_id", "numbers", "expected"),
    [
        ("getTags", ["GEN-1"], "Tags"),
        (None, ["ART-23"], "Articles"),
        (None, ["OPS-1"], GENERAL),
        (None, ["GEN-1", "ART-1"], GENERAL),
        (None, [], GENERAL),
    ],
)
def test_a_test_belongs_to_a_chapter(
    operation_id: str | None, numbers: list[str], expected: str
) -> None:
    assert chapter_of(operation_id, numbers) == expected


def test_chapters_are_read_in_any_case() -> None:
    assert read_chapters(" tags,ACCOUNTS ") == ("Tags", "Accounts")
    assert read_chapters("") == chapters()


def test_an_unknown_chapter_lists_the_known_ones() -> None:
    with pytest.raises(SpecificationError, match="no chapter tagz, only: general, accounts, "):
        read_chapters("tagz")


def test_a_level_of_its_own_is_needed() -> None:
    """A test that has one would be of the other level without it."""
    needless = [
        test.place for test in contract_tests() if test.level and test.level == level_of(test.rules)
    ]

    assert needless == []
    assert any(test.level == "MUST" for test in contract_tests())
