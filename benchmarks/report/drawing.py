"""The few strokes that the pictures are made of; colours and type come from the page's style."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LOG_STEPS = (1, 2, 5, 10)
SHAPES = 6
"""Series differ in shape as well as in colour; the seventh looks like the first."""
OUTLINES: dict[int, list[tuple[float, float]]] = {
    1: [(-4, -4), (4, -4), (4, 4), (-4, 4)],
    2: [(0, -5), (5, 4), (-5, 4)],
    3: [(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)],
    4: [(0, 5), (5, -4), (-5, -4)],
    5: [(-5, -2), (5, -2), (5, 2), (-5, 2)],
}
"""Corners around the middle; the first series is a dot."""


@dataclass(frozen=True)
class Axis:
    """Where values lie on the paper."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """Return the place of a value."""
        low, high, here = self.low, self.high, value
        if self.logarithmic:
            low, high, here = log10(low), log10(high), log10(max(value, 1e-12))
        share = (here - low) / (high - low) if high > low else 0.5
        return self.start + share * (self.end - self.start)

    def ticks(self, about: int = 4) -> list[float]:
        """Return round values to mark, about so many."""
        return _log_ticks(self.low, self.high, about) if self.logarithmic else self._even(about)

    def _even(self, about: int) -> list[float]:
        step = step_of(self.high - self.low, about)
        first = ceil(self.low / step - 1e-9)
        return [step * n for n in range(first, floor(self.high / step + 1e-9) + 1)]


def step_of(span: float, about: int) -> float:
    """Return the round number that divides a span about so many times."""
    if span <= 0:
        return 1.0
    magnitude: float = 10.0 ** floor(log10(span / about))
    return magnitude * next(step for step in STEPS if step * magnitude * about >= span * (1 - 1e-9))


def rounded_up(value: float, about: int = 4) -> float:
    """Return the first round value that is no smaller, for an axis from zero to end at."""
    step = step_of(value, about)
    return step * ceil(value / step - 1e-9) or 1.0


def log_bounds(low: float, high: float) -> tuple[float, float]:
    """Return the round values around these, for a logarithmic axis to begin and end at."""
    below, above = 10.0 ** floor(log10(low)), 10.0 ** floor(log10(high))
    return (
        below * max(step for step in LOG_STEPS if step * below <= low * (1 + 1e-9)),
        above * min(step for step in LOG_STEPS if step * above >= high * (1 - 1e-9)),
    )


def _log_ticks(low: float, high: float, about: int) -> list[float]:
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = LOG_STEPS[:-1] if len(powers) <= about else (1,)
    ticks = [step * 10.0**power for power in powers for step in steps]
    return [tick for tick in ticks if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]


def picture(width: float, height: float, said: str, strokes: Iterable[str]) -> str:
    """Return a whole SVG; what it shows is said in words as well."""
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(said)}">'
        f"{''.join(strokes)}</svg>"
    )


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """Return a straight line."""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def path(points: Iterable[tuple[float, float]], kind: str) -> str:
    """Return a line through points."""
    return f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'


def bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Return a filled rectangle."""
    size = f'width="{max(0.0, width):.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size} rx="1"/>'


def text(x: float, y: float, words: str, anchor: str = "start", kind: str = "tick") -> str:
    """Return a line of text that starts, ends or has its middle there."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}>{escape(words)}</text>'


def mark(x: float, y: float, series: int) -> str:
    """Return the mark of a series: its own colour and its own shape."""
    kind = f"mark s{series % SHAPES}"
    outline = OUTLINES.get(series % SHAPES)
    if outline is None:
        return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.2"/>'
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in outline)
    return f'<polygon class="{kind}" points="{points}"/>'
