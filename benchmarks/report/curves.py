"""Small multiples of curves: one picture a behaviour, one line a subject."""

from dataclasses import dataclass, field

from benchmarks.report.blocks import Cell, Picture, Pictures, Table
from benchmarks.report.charts import Curves, curves
from benchmarks.report.numbers import NOTHING, cell, whole
from benchmarks.statistics.intervals import Interval


@dataclass
class Grouped:
    """Points, by picture and by line."""

    upwards: str
    across: str
    logarithmic: tuple[bool, bool] = (False, False)
    points: dict[str, dict[str, list[tuple[float, Interval]]]] = field(default_factory=dict)

    def add(self, picture: str, series: str, place: float, value: Interval | None) -> None:
        """Take in a point; a series without a value keeps its colour and its place in the key."""
        self.points.setdefault(picture, {})
        for lines in self.points.values():
            for name in self.series | {series: None}:
                lines.setdefault(name, [])
        if value is not None:
            self.points[picture][series].append((place, value))

    @property
    def series(self) -> dict[str, None]:
        """The names of the lines, in order."""
        return dict.fromkeys(name for lines in self.points.values() for name in lines)


def curve_pictures(caption: str, *sets: Grouped) -> Pictures:
    """Return the pictures of sets with the same lines, with their key and their table."""
    names = list(sets[0].series)
    drawn, rows = [], []
    for grouped in sets:
        for picture, lines in grouped.points.items():
            title = f"{picture}: {grouped.upwards}"
            each = Curves(grouped.across, grouped.upwards, lines, grouped.logarithmic)
            drawn.append(Picture(title, curves(each)))
            for place in each.places:
                values = [dict(lines[name]).get(place) for name in names]
                cells = [cell(value) if value else NOTHING for value in values]
                rows.append([Cell(title, f"at {whole(place)} {grouped.across}"), *cells])
    return Pictures(caption, names, drawn, Table(["", *names], rows))
