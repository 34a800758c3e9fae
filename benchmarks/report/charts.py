"""Bars with their intervals, and lines over something that grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.report.drawing import (
    SHAPES,
    Axis,
    bar,
    line,
    log_bounds,
    mark,
    path,
    picture,
    rounded_up,
    text,
)
from benchmarks.report.numbers import shown, whole
from benchmarks.statistics.intervals import Interval

WIDTH = 320.0
ROW = 34.0
THICKNESS = 12.0
AXIS_ROOM = 20.0
HEIGHT = 210.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 10.0, 36.0
FLOOR = HEIGHT - BOTTOM
"""Where the axis across lies."""


@dataclass(frozen=True)
class Bar:
    """One row: what is measured, and a second part that is stacked behind it."""

    name: str
    series: int
    value: Interval | None
    second: Interval | None = None

    @property
    def reach(self) -> float:
        """How far it goes at most."""
        value = self.value.high if self.value else 0.0
        return max(value, self.total)

    @property
    def total(self) -> float:
        """Both parts together."""
        return sum(part.estimate for part in (self.value, self.second) if part)

    @property
    def words(self) -> str:
        """The value, as it is written above the bar."""
        if self.value is None:
            return "not reported"
        second = f" + {shown(self.second.estimate)}" if self.second else ""
        return f"{shown(self.value.estimate)}{second}"


def bars(rows: Sequence[Bar], unit: str, reach: float | None = None) -> str:
    """Return a picture of rows from zero, each under its name and value.

    Args:
        rows: from top to bottom.
        unit: of the values.
        reach: where the axis ends, for pictures that share one.
    """
    axis = Axis(0, rounded_up(reach or max(row.reach for row in rows) or 1), 2, WIDTH - 2)
    floor = len(rows) * ROW + 2
    strokes = [line((axis.at(tick), 4), (axis.at(tick), floor), "grid") for tick in axis.ticks()]
    for place, row in enumerate(rows):
        strokes += _bar(row, place * ROW, axis)
    strokes += _marks_below(axis, floor)
    said = "; ".join(f"{row.name}: {row.words} {unit}" for row in rows)
    return picture(WIDTH, floor + AXIS_ROOM, said, strokes)


def _bar(row: Bar, top: float, axis: Axis) -> list[str]:
    strokes = [
        text(axis.start, top + 13, row.name, kind="name"),
        text(axis.end, top + 13, row.words, "end", "value"),
    ]
    y = top + 18
    if row.value:
        end = axis.at(row.value.estimate)
        strokes.append(bar(axis.start, y, end - axis.start, THICKNESS, f"bar s{row.series}"))
        if row.second:
            width = axis.at(row.total) - end
            strokes.append(bar(end, y, width, THICKNESS, f"bar second s{row.series}"))
        strokes += _whisker(row.value, y + THICKNESS / 2, axis)
    return strokes


def _whisker(value: Interval, y: float, axis: Axis) -> list[str]:
    low, high = axis.at(value.low), axis.at(value.high)
    ends = [line((x, y - 3.5), (x, y + 3.5), "whisker") for x in (low, high)]
    return [line((low, y), (high, y), "whisker"), *ends]


def _marks_below(axis: Axis, floor: float) -> list[str]:
    anchors = {0: "start", len(axis.ticks()) - 1: "end"}
    return [
        text(axis.at(tick), floor + 14, whole(tick), anchors.get(place, "middle"), "tick")
        for place, tick in enumerate(axis.ticks())
    ]


@dataclass(frozen=True)
class Curves:
    """Lines of several series over the same places."""

    across: str
    """What grows from left to right, with its unit."""
    upwards: str
    series: Mapping[str, Sequence[tuple[float, Interval]]]
    """Points by the name of the series; every picture of a set names the same, in one order."""
    logarithmic: tuple[bool, bool] = (False, False)
    """Across, and upwards."""

    @property
    def places(self) -> list[float]:
        """Every place across that has a point, in order."""
        return sorted({x for points in self.series.values() for x, _ in points})


def curves(drawn: Curves) -> str:
    """Return a picture of the curves; nothing where there is no point."""
    if not drawn.places:
        return ""
    across, upwards = _axes(drawn)
    strokes = [*_frame(drawn, across, upwards)]
    for number, points in enumerate(drawn.series.values()):
        at = [(across.at(x), upwards.at(found.estimate)) for x, found in points]
        strokes.append(path(at, f"curve s{number % SHAPES}"))
        for (x, y), (_, found) in zip(at, points, strict=True):
            low, high = upwards.at(max(found.low, upwards.low)), upwards.at(found.high)
            strokes += [line((x, low), (x, high), f"spread s{number % SHAPES}"), mark(x, y, number)]
    said = f"{drawn.upwards} against {drawn.across}; the table below has every point"
    return picture(WIDTH, HEIGHT, said, strokes)


def _axes(drawn: Curves) -> tuple[Axis, Axis]:
    wide, tall = drawn.logarithmic
    highest = max(found.high for points in drawn.series.values() for _, found in points)
    lowest = min(found.low for points in drawn.series.values() for _, found in points)
    left, right = drawn.places[0], drawn.places[-1]
    if not wide:
        left = 0.0
    tall = tall and lowest > 0
    low, high = log_bounds(lowest, highest) if tall else (0.0, rounded_up(highest))
    inset = 14.0 if wide else 0.0
    return (
        Axis(left, right, LEFT + inset, WIDTH - RIGHT - inset, wide),
        Axis(low, high, FLOOR, TOP, tall),
    )


def _frame(drawn: Curves, across: Axis, upwards: Axis) -> list[str]:
    strokes = []
    for tick in upwards.ticks():
        y = upwards.at(tick)
        strokes.append(line((LEFT, y), (WIDTH - RIGHT, y), "grid"))
        strokes.append(text(LEFT - 6, y + 4, whole(tick), "end", "tick"))
    marked = drawn.places if len(drawn.places) <= MOST_LABELS else across.ticks()
    for place in marked:
        x = across.at(place)
        strokes.append(line((x, FLOOR), (x, FLOOR + 4), "axis"))
        strokes.append(text(x, FLOOR + 16, whole(place), "middle"))
    strokes.append(line((LEFT, FLOOR), (WIDTH - RIGHT, FLOOR), "axis"))
    strokes.append(text(WIDTH - RIGHT, HEIGHT - 4, drawn.across, "end"))
    return strokes


MOST_LABELS = 6
