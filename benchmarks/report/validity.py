"""What did not count, and why."""

from benchmarks.report.blocks import Block, Cell, Prose, Table
from benchmarks.report.findings import titles, valid_rounds
from benchmarks.statistics.reasons import in_short
from benchmarks.statistics.results import Study


def section(studies: list[Study]) -> list[Block]:
    """Return every subject and scenario with a round that does not count, or that is missing."""
    rows = [row for study in studies for row in _rows(study)]
    if not rows:
        return [Prose("Every round that was asked for was measured, and counts.")]
    return [
        Prose(
            "A round is invalid when something else than the server set its pace or its answers "
            "were not right. Invalid rounds are in the result files but in none of the figures."
        ),
        Table(["study: scenario", "subject", "valid rounds", "why"], rows, words=True),
    ]


def _rows(study: Study) -> list[list[Cell]]:
    rows = []
    for scenario in study.scenarios:
        for name, title in titles(study).items():
            measured = len(study.rounds(scenario, name))
            why = study.why_invalid(scenario, name)
            asked = study.asked_of(scenario, name)
            counts = len(study.valid(scenario, name)) >= asked
            if counts or not study.subjects[name].takes_part(scenario):
                continue
            words = [in_short(why)] if why else []
            if measured < asked:
                words.append(f"{measured} of {asked} rounds were measured")
            rows.append(
                [
                    Cell(f"{study.kind}: {scenario}"),
                    Cell(title),
                    valid_rounds(study, scenario, name),
                    Cell("; ".join(words)),
                ]
            )
    return rows
