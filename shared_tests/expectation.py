"""What a failed test expected, in words: pytest's explanation, shortened."""

import re

import pytest

LONGEST = 700
LONGEST_VALUE = 300
EQUATION = re.compile(r"assert (?P<found>.+?) == (?P<expected>.+)")
BLANK_LINE = "\n\n"
BREACH = "the answer breaks the specification:"


def expectation(report: pytest.TestReport) -> str:
    """Return what was expected and what was there, without the requests and answers.

    Args:
        report: of a phase that failed, whether that was expected or not.
    """
    crash = getattr(report.longrepr, "reprcrash", None)
    message = crash.message if crash else report.longreprtext
    message = message.removeprefix("Failed: ").removeprefix("AssertionError: ")
    if not message.startswith("assert "):
        # Behind a blank line the suite's own messages show the exchange, which is told elsewhere.
        said = message.partition(BLANK_LINE)[0]
        return _shorten(said.replace(BREACH, "an answer that keeps to the specification, but:"))
    return _shorten("\n".join([_in_words(message), *_assertion(report.longreprtext)]))


def _in_words(message: str) -> str:
    """Say `assert 404 == 200` as `200; got 404`, with pytest's comparison where values are long."""
    first, *rest = [line for line in message.splitlines() if line.strip()]
    match = EQUATION.fullmatch(first)
    if match is None or " == " in match["expected"]:
        return message
    if len(first) > LONGEST_VALUE:
        return "\n".join(["two values that are equal, but:", *rest])
    origin = [line for line in rest if line.lstrip().startswith("+  where")]
    return "\n".join([f"{match['expected']}; got {match['found']}", *origin])


def _assertion(text: str) -> list[str]:
    """Return the line of the test that failed, where pytest shows it."""
    found = [line[1:].strip() for line in text.splitlines() if line.startswith(">")]
    return [f"in: {line}" for line in found[-1:]]


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
