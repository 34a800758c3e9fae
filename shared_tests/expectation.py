"""What a failed test expected, in words: pytest's explanation, shortened."""

import re

import pytest

LONGEST = 700
EQUATION = re.compile(r"assert (?P<found>.+?) == (?P<expected>.+)")
BLANK_LINE = "\n\n"


def expectation(report: pytest.TestReport) -> str:
    """Return what was expected and what was there, without the requests and answers.

    Args:
        report: of a phase that failed, whether that was expected or not.
    """
    crash = getattr(report.longrepr, "reprcrash", None)
    # Behind a blank line the suite's own messages show the exchange, which is told elsewhere.
    message = (crash.message if crash else report.longreprtext).partition(BLANK_LINE)[0]
    message = message.removeprefix("Failed: ").removeprefix("AssertionError: ")
    lines = [_in_words(message), *_assertion(report.longreprtext, message)]
    return _shorten("\n".join(lines))


def _in_words(message: str) -> str:
    """Say `assert 404 == 200` as `expected 200, got 404`; anything else stays pytest's."""
    first, _, rest = message.partition("\n")
    match = EQUATION.fullmatch(first)
    if match is None or " == " in match["expected"]:
        return message
    said = f"expected {match['expected']}, got {match['found']}"
    return f"{said}\n{rest}" if rest else said


def _assertion(text: str, message: str) -> list[str]:
    """Return the line of the test that failed, where pytest shows it and it says more."""
    found = [line[1:].strip() for line in text.splitlines() if line.startswith(">")]
    return [f"in: {found[-1]}"] if found and not message.startswith("the answer") else []


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
