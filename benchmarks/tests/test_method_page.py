"""The page on the method has the limits that the code has."""

import re

import pytest

from benchmarks.runner import gates
from benchmarks.selftest.real import SHARE
from benchmarks.statistics.across_runs import DRIFT
from benchmarks.statistics.comparisons import FEWEST_PAIRS, VALID_SHARE
from benchmarks.statistics.intervals import CONFIDENCE, RESAMPLES
from benchmarks.statistics.measures import CLAIMABLE_AT_TEN_ROUNDS, TAIL_CLAIMABLE_AT_TEN_ROUNDS
from harness import ROOT

PAGE = " ".join((ROOT / "docs" / "benchmark-method.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    "words",
    [
        f"or came at another rate than asked for | over {gates.RATE_OFF:.0%} |",
        f"it may have been the limit | over {gates.GENERATOR_SHARE:.0%} of its core |",
        f"something else was the limit | under {gates.SERVER_SHARE:.0%} of its core |",
        f"other processes ran on these cores | over {gates.OTHER_SHARE:.0%} of their time |",
        f"the host took time from the machine | over {gates.STEAL_SHARE:.0%} |",
        f"before and after, changed | over {gates.CALIBRATION_SHIFT:.0%} |",
        f"clients keep theirs | over {gates.RECONNECTING_SHARE:.0%} of the requests |",
        f"at least {CLAIMABLE_AT_TEN_ROUNDS:.0%} ({TAIL_CLAIMABLE_AT_TEN_ROUNDS:.0%} for p99)",
        f"With the limit of {CLAIMABLE_AT_TEN_ROUNDS:.0%}",
        f"hold together at {CONFIDENCE:.0%}",
        f"{RESAMPLES:,} times",
        f"may have become {DRIFT:.0%} dearer",
        f"the same panel with {SHARE:.0%} more CPU",
    ],
)
def test_limits_are_those_of_the_code(words: str) -> None:
    assert words in PAGE


def test_how_many_rounds_are_needed_is_told() -> None:
    assert (VALID_SHARE, FEWEST_PAIRS) == (0.5, 3)
    assert re.search(r"unless half of the rounds asked for are valid, and at least three", PAGE)
