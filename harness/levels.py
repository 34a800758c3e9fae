"""How binding a test is, and which chapter it belongs to, for implementations of any kind.

A test is MUST when every rule that it names is; one SHOULD rule makes it SHOULD, since whoever
breaks that rule alone fails the test as well. A test without a rule is MUST: it asks for the
statuses and schemas of `spec/openapi.yaml`, and that what was written can be read. Of a rule that
RealWorld demands in part, the tests of what was decided beyond carry a level of their own. A fault
of the server (a status of 500 or more) fails a MUST, whatever the test.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from harness import specification
from harness.specification import Rule

Level = Literal["MUST", "SHOULD"]
LEVELS: tuple[Level, ...] = ("MUST", "SHOULD")

GENERAL = "General"
"""The chapter of tests that are about no chapter of the operations in particular."""


def level_of(numbers: Sequence[str]) -> Level:
    """Return the level of a test that proves the rules of these numbers."""
    return "SHOULD" if any(rule_of(number).level == "SHOULD" for number in numbers) else "MUST"


def chapters() -> tuple[str, ...]:
    """Return the chapters that tests of an implementation belong to, in the order of the spec."""
    return (GENERAL, *dict.fromkeys(found.chapter for found in specification.operations()))


def chapter_of(operation_id: str | None, numbers: Sequence[str]) -> str:
    """Return the chapter of a test: its operation's, else that of its first rule, else General."""
    if operation_id is not None:
        return specification.operation(operation_id).chapter
    letters = rule_of(numbers[0]).chapter if numbers else ""
    for chapter in chapters():
        if letters and chapter.upper().startswith(letters):
            return chapter
    return GENERAL


def read_chapters(text: str) -> tuple[str, ...]:
    """Return the chapters that a text such as `accounts,articles` names; all for an empty one.

    Raises:
        SpecificationError: one of them is no chapter.
    """
    known = {chapter.lower(): chapter for chapter in chapters()}
    names = [word.strip().lower() for word in text.split(",") if word.strip()]
    if unknown := [name for name in names if name not in known]:
        raise specification.SpecificationError(
            f"there is no chapter {', '.join(unknown)}, only: {', '.join(known)}"
        )
    return tuple(known[name] for name in names) or chapters()


@cache
def _rules_by_number() -> dict[str, Rule]:
    return {rule.number: rule for rule in specification.rules()}


def rule_of(number: str) -> Rule:
    """Return the rule of a number."""
    return _rules_by_number()[number]
