"""Small charts: groups of horizontal bars, drawn as SVG by the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harness.registry import Implementation


@dataclass(frozen=True)
class Bar:
    """One implementation's figure."""

    implementation: Implementation
    label: str
    share: float
    """Of the longest bar in the chart, in percent."""


@dataclass(frozen=True)
class Group:
    """The figures of all implementations for one thing."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Chart:
    """Groups on one scale."""

    title: str
    explanation: str
    groups: Sequence[Group]


def chart(
    title: str,
    explanation: str,
    figures: Mapping[str, Mapping[str, float | None]],
    implementations: Sequence[Implementation],
    form: str = "{:,.0f}",
) -> Chart:
    """Return a chart of figures by group and then by implementation.

    Args:
        title: of the chart.
        explanation: what is measured, in which unit.
        figures: None, or no entry, where a figure is missing.
        implementations: in the order to show.
        form: how a figure is written.
    """
    known = [value for group in figures.values() for value in group.values() if value is not None]
    longest = max(known, default=0) or 1
    groups = []
    for name, group in figures.items():
        bars = []
        for each in implementations:
            value = group.get(each.name)
            label = "not measured" if value is None else form.format(value)
            bars.append(Bar(each, label, round(100 * (value or 0) / longest, 1)))
        groups.append(Group(name, bars))
    return Chart(title, explanation, groups)
