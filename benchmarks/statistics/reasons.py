"""Why rounds do not count, told in short."""

import re
from collections import Counter
from collections.abc import Mapping

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def alike(reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return reasons that differ in nothing but figures as one: the first, and how often in all.

    The most frequent comes first.
    """
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for reason, count in reasons.items():
        shape = NUMBER.sub("#", reason)
        counts[shape] += count
        first.setdefault(shape, reason)
    return [(first[shape], count) for shape, count in counts.most_common()]


def in_short(reasons: Mapping[str, int]) -> str:
    """Return reasons in one line."""
    return "; ".join(
        f"{count} times such as: {reason}" if count > 1 else reason
        for reason, count in alike(reasons)
    )
