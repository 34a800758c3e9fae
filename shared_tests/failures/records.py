"""The records in `docs/failure-modes.md`: how they are written there, and found again."""

from collections.abc import Mapping, Sequence

from harness import ROOT, registry
from shared_tests.failures.scenario import Facts

PAGE = ROOT / "docs" / "failure-modes.md"

INTRODUCTION = """\
# Failure modes

What each panel does when something around it fails: the same scenarios for all, each on its default
server. Where a database is down it is PostgreSQL, behind a proxy of the harness that is cut.

`make failure-modes` plays every scenario and writes this page; `shared_tests/failures/` plays them
again, and fails where a panel does something else than is written here.
"""


def render(records: Mapping[str, Mapping[str, Facts]]) -> str:
    """Return the page: a table for each scenario, with a column for each panel."""
    return "\n".join([INTRODUCTION, *(_section(title, by) for title, by in records.items())])


def _section(title: str, by_panel: Mapping[str, Facts]) -> str:
    heads = ["", *(registry.get(name).title for name in by_panel)]
    questions = next(iter(by_panel.values()))
    rows = [[question, *(facts[question] for facts in by_panel.values())] for question in questions]
    table = [_line(heads), _line(["---"] * len(heads)), *map(_line, rows)]
    return "\n".join([f"## {title}", "", *table, ""])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def has_record(title: str, panel: str, facts: Facts) -> bool:
    """Tell whether the page says exactly this of a panel in a scenario."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition(f"## {title}\n")
    heads, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.partition("\n## ")[0].strip().splitlines()
    ]
    column = heads.index(registry.get(panel).title)
    return {row[0]: row[column] for row in rows} == dict(facts)
