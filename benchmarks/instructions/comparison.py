"""What became of the counts: the same, a rise, or a fall."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmarks.instructions.baseline import PanelCounts

TOLERANCE = 0.02
"""Counts differ by a seventh of that at most when nothing has changed."""

Verdict = Literal["same", "rise", "fall", "new", "gone"]


@dataclass(frozen=True)
class Comparison:
    """One operation of one panel, then and now; None where it was not counted."""

    panel: str
    operation: str
    before: int | None
    now: int | None

    @property
    def change(self) -> float | None:
        """By which share the count has grown; None where one is missing."""
        if self.before is None or self.now is None:
            return None
        return self.now / self.before - 1

    @property
    def verdict(self) -> Verdict:
        """What that means."""
        if self.change is None:
            return "gone" if self.now is None else "new"
        if abs(self.change) <= TOLERANCE:
            return "same"
        return "rise" if self.change > 0 else "fall"


def compare(
    before: Mapping[str, PanelCounts], now: Mapping[str, PanelCounts], *, whole: bool
) -> list[Comparison]:
    """Return every operation of every panel, in the order in which they were counted.

    Args:
        before: the counts to compare with.
        now: the counts of today.
        whole: whether all there is was counted now, so that what is missing is gone.
    """
    return list(_comparisons(before, now, whole=whole))


def _comparisons(
    before: Mapping[str, PanelCounts], now: Mapping[str, PanelCounts], *, whole: bool
) -> Iterator[Comparison]:
    for panel in [*now, *(name for name in before if whole and name not in now)]:
        then = before[panel].operations if panel in before else {}
        today = now[panel].operations if panel in now else {}
        for operation in [*today, *(name for name in then if whole and name not in today)]:
            yield Comparison(panel, operation, then.get(operation), today.get(operation))
