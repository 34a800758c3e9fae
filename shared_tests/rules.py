"""The marker that ties a test to the rules of `spec/rules.md` that it proves."""

from functools import cache

import pytest

from harness import specification
from harness.levels import Level, level_of


def rule(*numbers: str) -> pytest.MarkDecorator:
    """Return a decorator that says which rules a test proves, such as `@rule("COM-1", "GEN-9")`.

    Raises:
        ValueError: `spec/rules.md` has no rule of that number, or no number is given.
    """
    unknown = [number for number in numbers if number not in _known_numbers()]
    if unknown or not numbers:
        raise ValueError(f"spec/rules.md has no rule {', '.join(unknown) or 'without a number'}")
    return pytest.mark.rule(*numbers)


def level(name: Level) -> pytest.MarkDecorator:
    """Return a decorator that gives a test a level of its own, in the place of its rules'.

    For tests of the part of a rule that is of the other level: `spec/rules.md` gives it one only.
    """
    return pytest.mark.level(name)


def level_of_test(item: pytest.Item) -> Level:
    """Return the level of a collected test: its own, else what follows from its rules."""
    own = item.get_closest_marker("level")
    return own.args[0] if own else level_of(rules_of(item))


def rules_of(item: pytest.Item) -> list[str]:
    """Return the numbers of the rules that a collected test proves, each once."""
    marked = [number for mark in item.iter_markers("rule") for number in mark.args]
    return list(dict.fromkeys(marked))


@cache
def _known_numbers() -> frozenset[str]:
    return frozenset(known.number for known in specification.rules())
