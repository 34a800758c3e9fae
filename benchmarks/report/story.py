"""The whole report, from the first sentence to the last table."""

from collections.abc import Callable, Sequence

from benchmarks.report import grid, growth, ladder, provenance, scenarios, validity
from benchmarks.report.blocks import Block, Heading, Items, Prose
from benchmarks.statistics.comparisons import FEWEST_PAIRS
from benchmarks.statistics.measures import (
    CLAIMABLE_AT_TEN_ROUNDS,
    TAIL_CLAIMABLE_AT_TEN_ROUNDS,
)
from benchmarks.statistics.results import Study

TITLE = "Triptych benchmarks"

SECTIONS: dict[str, tuple[str, Callable[[Study], list[Block]]]] = {
    "panels": ("The panels", scenarios.section),
    "ladder": ("What each layer costs", ladder.section),
    "grid": ("Servers and worker models", grid.section),
    "scale": ("Cost against size", growth.scale),
    "workers": ("More workers", growth.workers),
    "clients": ("More clients", growth.clients),
    "soak": ("Memory over many requests", growth.soak),
}
"""By kind of study, in the order of the report."""


def blocks(studies: Sequence[Study]) -> list[Block]:
    """Return the report on these studies."""
    by_kind = {study.kind: study for study in studies}
    told = [by_kind[kind] for kind in SECTIONS if kind in by_kind]
    found: list[Block] = [*_opening(told)]
    for study in told:
        title, section = SECTIONS[study.kind]
        found += [Heading(2, title), Prose(_in_one_line(study), "faint")]
        found += [*_caution(study), *section(study)]
    found += [Heading(2, "What did not count"), *validity.section(told)]
    found.append(Heading(2, "How to reproduce it"))
    for study in told:
        found += provenance.section(study)
    return found


def _opening(studies: Sequence[Study]) -> list[Block]:
    return [
        Prose(
            "One API, the same load, the same machine. Every answer was checked while it was "
            "measured, and every implementation had passed the contract suite before. There is "
            "no overall score: which of these rows matters is for you to say."
        ),
        Items(
            [
                "**A value** is the mean of the rounds that count; beneath it stands its 95% "
                "interval over rounds. Machines drift, so values of another day differ.",
                "**A verdict** compares rounds measured side by side, by their ratio. Its "
                "interval holds for all pairs of a scenario at once.",
                f"**Tie** means: the interval holds 1, or the difference is below what so many "
                f"rounds can tell ({CLAIMABLE_AT_TEN_ROUNDS:.0%} at ten rounds, "
                f"{TAIL_CLAIMABLE_AT_TEN_ROUNDS:.0%} for p99).",
                f"**Not reported** means: fewer than half of the rounds are valid, or fewer than "
                f"{FEWEST_PAIRS}. What made them invalid is told below.",
                "**Percentiles** are of all requests of all valid rounds together. At a fixed "
                "rate, each request is timed from when it was due, so waiting behind a stall "
                "counts.",
            ]
        ),
        Prose("How the numbers are made is told in `docs/benchmark-method.md`."),
        *([] if studies else [Prose("There is nothing to report yet.", "warn")]),
    ]


def _in_one_line(study: Study) -> str:
    settings, machine = study.data["settings"], study.data["machine"]
    where = settings["database"] or settings["engine"] or "an unknown database"
    articles = f", {settings['articles']:,} articles" if settings["articles"] else ""
    return (
        f"{study.data['date'][:10]}, commit `{study.data['commit'][:12]}`, "
        f"{settings['rounds']} rounds of {settings['seconds']:g} s; "
        f"{where}{articles}; {machine['cores']} cores of {machine['processor']}."
    )


def _caution(study: Study) -> list[Block]:
    if study.data["settings"]["quick"]:
        return [Prose("A quick first look: few, short rounds. Not to be published.", "warn")]
    return []
