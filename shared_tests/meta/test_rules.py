"""Every rule has a test, and every mention of a rule means one that there is."""

import re

from harness import ROOT, specification
from harness.contract_tests import contract_tests
from shared_tests.meta.sources import files, relative

MENTION = re.compile(r"\b(?:GEN|ACC|PRO|ART|COM|TAG|OPS)-\d+\b")
BINDING_EVERYBODY = {"GEN", "OPS"}
"""Chapters whose rules bind every operation, or none in particular."""

NUMBERS = [rule.number for rule in specification.rules()]


def test_every_rule_has_a_test() -> None:
    proved = {number for test in contract_tests() for number in test.rules}

    assert [number for number in NUMBERS if number not in proved] == []


def test_no_number_is_used_twice() -> None:
    assert len(set(NUMBERS)) == len(NUMBERS)


def test_rules_are_numbered_without_a_gap() -> None:
    chapters = dict.fromkeys(number.partition("-")[0] for number in NUMBERS)
    expected = [
        f"{chapter}-{place}"
        for chapter in chapters
        for place in range(1, sum(number.startswith(f"{chapter}-") for number in NUMBERS) + 1)
    ]

    assert expected == NUMBERS


def test_operations_name_rules_that_there_are() -> None:
    unknown = {
        operation.id: [number for number in operation.rules if number not in NUMBERS]
        for operation in specification.operations()
    }

    assert {name: numbers for name, numbers in unknown.items() if numbers} == {}


def test_every_rule_of_a_chapter_binds_an_operation() -> None:
    bound = {number for operation in specification.operations() for number in operation.rules}
    bindable = [n for n in NUMBERS if n.partition("-")[0] not in BINDING_EVERYBODY]

    assert [number for number in bindable if number not in bound] == []


def test_what_is_mentioned_is_a_rule() -> None:
    """In code, in the spec and in the documents."""
    mentioned = {
        relative(path): sorted(set(MENTION.findall(path.read_text(encoding="utf-8"))))
        for path in files(".py", ".md", ".yaml", ".sql", below=ROOT)
    }
    unknown = {
        path: [number for number in numbers if number not in NUMBERS]
        for path, numbers in mentioned.items()
    }

    assert {path: numbers for path, numbers in unknown.items() if numbers} == {}
