"""A failure in words, for files that are read by programs first."""

import re

from harness.check.verdict import Tested
from harness.levels import rule_of

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def plain(text: str) -> str:
    """Return a text with the characters that XML cannot carry written as escapes."""
    return NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def details(test: Tested) -> str:
    """Return all that is known of a failure: rules, requests, the answer, what was expected."""
    parts = [f"{number} ({rule_of(number).level}): {rule_of(number).text}" for number in test.rules]
    parts += [f"request: {exchange['curl']}" for exchange in test.exchanges]
    if test.exchanges:
        parts.append(f"answer: {test.exchanges[-1]['answer']}")
    parts.append(f"expected: {test.expected}" if test.expected else test.message)
    return "\n\n".join(parts)


def summary_of(test: Tested) -> str:
    """Return in one line why a test did not simply pass."""
    if test.outcome == "deviating" and test.deviation:
        return f"known deviation: {test.deviation['reason']} ({test.deviation['link']})"
    if test.outcome == "skipped":
        return test.message
    expected = f"expected {test.expected}" if test.expected else test.message
    first, *rest = expected.splitlines() or [""]
    # "...but:" leaves what matters to the line behind it.
    said = " ".join([first, *(line.strip() for line in rest[:1] if first.endswith(":"))])
    return f"{' '.join([test.level, *test.rules])}: {said}"
