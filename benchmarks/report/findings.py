"""What the sections of the report share: estimates, short names, tables, who is first."""

from collections.abc import Mapping, Sequence

from benchmarks.report.blocks import Cell, Items, Table
from benchmarks.report.numbers import NOTHING, cell
from benchmarks.scenarios import Scenario
from benchmarks.statistics.comparisons import Comparison, needed, times
from benchmarks.statistics.intervals import Interval
from benchmarks.statistics.kinds_of_measures import Measure
from benchmarks.statistics.measures import CAPACITY, LATENCY, P50, SERVER_CPU, THROUGHPUT
from benchmarks.statistics.results import Study

AHEAD_OF, TAKES = "{size} times {other}", "{other} takes {size} times as long"
MOST_COLUMNS = 4
"""More subjects than that stand below each other instead of side by side."""


def titles(study: Study) -> dict[str, str]:
    """Return what to call each subject: its title, shortened where it stays the only such."""
    full = {subject.name: subject.title for subject in study.subjects.values()}
    short = {name: title.partition(" (")[0] for name, title in full.items()}
    names = list(short.values())
    return {name: short[name] if names.count(short[name]) == 1 else full[name] for name in full}


def estimate(study: Study, scenario: str, subject: str, measure: Measure) -> Interval | None:
    """Return a measure of a subject; None where too few rounds are valid, or none tells."""
    valid = study.valid(scenario, subject)
    if len(valid) < needed(study.rounds_asked):
        return None
    return measure.estimate(list(valid.values()))


def measures_of(scenario: Scenario) -> Sequence[Measure]:
    """Return what a table of this scenario shows."""
    if scenario.mode == "latency":
        return LATENCY
    return [each for each in CAPACITY if scenario.saturating or each != THROUGHPUT]


def leading(scenario: Scenario) -> Measure:
    """Return the measure that a scenario is there for."""
    if scenario.mode == "latency":
        return P50
    return THROUGHPUT if scenario.saturating else SERVER_CPU


def scenario_table(study: Study, scenario: Scenario) -> Table:
    """Return every measure of every subject; subjects side by side while they are few."""
    subjects = study.subjects_of(scenario.name)
    names = [titles(study)[name] for name in subjects]
    columns = {
        measure.title: [cell(estimate(study, scenario.name, name, measure)) for name in subjects]
        for measure in measures_of(scenario)
    }
    columns |= _queries(study, scenario)
    columns["valid rounds"] = [valid_rounds(study, scenario.name, name) for name in subjects]
    if len(subjects) <= MOST_COLUMNS:
        rows = [[Cell(title), *cells] for title, cells in columns.items()]
        return Table(["", *names], rows)
    across = zip(*columns.values(), strict=True)
    rows = [[Cell(name), *cells] for name, cells in zip(names, across, strict=True)]
    return Table(["", *columns], rows)


def _queries(study: Study, scenario: Scenario) -> dict[str, list[Cell]]:
    measured = [study.subjects[name] for name in study.subjects_of(scenario.name)]
    counts = [each.queries.get(scenario.behaviour) for each in measured]
    if all(count is None for count in counts):
        return {}
    return {"SQL queries": [NOTHING if n is None else Cell(f"{n:g}") for n in counts]}


def valid_rounds(study: Study, scenario: str, subject: str) -> Cell:
    """Return how many rounds count, of how many that were asked for."""
    valid = len(study.valid(scenario, subject))
    asked = study.asked_of(scenario, subject)
    tone = "" if valid >= needed(asked) else "warn"
    return Cell(f"{valid} of {asked}", tone=tone)  # type: ignore[arg-type]


def verdicts(study: Study, found: Sequence[Comparison]) -> Items:
    """Return the verdicts as a list of sentences, each once."""
    names = titles(study)
    sentences = (each.words(names[each.first], names[each.second]) for each in found)
    return Items(list(dict.fromkeys(sentences)))


def unbeaten(found: Sequence[Comparison], names: Mapping[str, str]) -> str:
    """Return who is first among subjects that were compared with each other.

    That is everybody whom nobody beat: a tie makes no one second.
    """
    reported = [each for each in found if each.outcome != "not reported"]
    if not reported:
        return "not reported"
    in_play = {name for each in reported for name in (each.first, each.second)}
    beaten = {_loser(each) for each in reported}
    first = [title for name, title in names.items() if name in in_play - beaten]
    missing = "" if len(reported) == len(found) else " (of those reported)"
    if len(first) == 1:
        return f"{first[0]}{missing}: {_ahead(reported, names, first[0])}"
    return f"tie: {', '.join(first)}{missing}"


def _ahead(reported: Sequence[Comparison], names: Mapping[str, str], winner: str) -> str:
    """Return how many times what the winner needs, or gets, the others do."""
    parts = []
    for each in reported:
        pair = names[each.first], names[each.second]
        if winner in pair and each.ratio is not None:
            other = pair[1] if winner == pair[0] else pair[0]
            size = times(max(each.ratio.estimate, 1 / each.ratio.estimate))
            sentence = AHEAD_OF if _more_is_better(each) else TAKES
            tied = each.outcome == "tie"
            parts.append(f"{other} ties" if tied else sentence.format(size=size, other=other))
    return ", ".join(parts)


def _loser(found: Comparison) -> str | None:
    if found.outcome not in ("more", "less"):
        return None
    first_wins = (found.outcome == "more") == _more_is_better(found)
    return found.second if first_wins else found.first


def _more_is_better(found: Comparison) -> bool:
    return found.measure.name == THROUGHPUT.name
