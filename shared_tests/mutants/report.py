"""The kill matrix for people: in the terminal, and as a page that needs nothing else."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from html import escape
from pathlib import Path

from rich.console import Console
from rich.markup import escape as plain
from rich.table import Table

from harness.stamp import stamp
from shared_tests.mutants.matrix import Matrix, Verdict, taken_apart
from shared_tests.mutants.mutant import FAMILIES

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; font-size: 13px }
td, th { border: 1px solid #ccc; padding: 2px 6px; text-align: left; vertical-align: top }
th.file { writing-mode: vertical-rl; padding: 6px 2px; font-weight: normal }
td.caught { background: #bfe6c3; text-align: center } td.seen { color: #999; text-align: center }
.alive { background: #f7c5c0 } code { font-size: 12px } summary { cursor: pointer }
"""


def operations_of(verdict: Verdict) -> str:
    """Return which operations a mutant touches, in few words."""
    operations = verdict.mutant.operations
    if not operations:
        return "all"
    more = f" +{len(operations) - 1}" if len(operations) > 1 else ""
    return operations[0] + more


def print_matrix(matrix: Matrix, console: Console) -> None:
    """Print every mutant with what caught it, the totals, and what went wrong."""
    table = Table(title="Kill matrix", title_justify="left", box=None, pad_edge=False)
    for heading in ("mutant", "family", "operation"):
        table.add_column(heading, no_wrap=True)
    table.add_column("tests", justify="right")
    table.add_column("caught", justify="right")
    table.add_column("told by", overflow="fold")
    for verdict in matrix.verdicts:
        table.add_row(
            verdict.mutant.name,
            verdict.mutant.family,
            operations_of(verdict),
            str(len(verdict.outcomes)),
            str(len(verdict.caught_by)),
            plain(verdict.survived or verdict.told_by[0]),
            style="bold red" if verdict.survived else None,
        )
    console.print(table)
    _print_totals(matrix, console)


def _print_totals(matrix: Matrix, console: Console) -> None:
    table = Table(title="\nFamilies", title_justify="left", box=None, pad_edge=False)
    table.add_column("family")
    table.add_column("killed", justify="right")
    table.add_column("")
    for family, (killed, total) in totals(matrix.verdicts).items():
        style = None if killed == total else "bold red"
        table.add_row(family, f"{killed} of {total}", FAMILIES[family], style=style)
    console.print(table)
    console.print()
    for name, counts in matrix.healthy.items():
        numbers = ", ".join(
            f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped")
        )
        console.print(
            f"{name.replace('-', ' ')}: {numbers}", style="red" if counts["failed"] else None
        )
    for test in matrix.sick:
        console.print(plain(f"  fails on a healthy server: {test}"), style="bold red")
    for verdict in matrix.survivors:
        name, damage = verdict.mutant.name, verdict.mutant.damage
        console.print(plain(f"survivor: {name}: {damage} ({verdict.survived})"), style="bold red")
    killed = len(matrix.verdicts) - len(matrix.survivors)
    style = "bold green" if matrix.passed else "bold red"
    console.print(f"{killed} of {len(matrix.verdicts)} mutants killed", style=style)


def totals(verdicts: Iterable[Verdict]) -> dict[str, tuple[int, int]]:
    """Return how many mutants of each family were killed, and how many there were."""
    every: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    for verdict in verdicts:
        every[verdict.mutant.family] += 1
        killed[verdict.mutant.family] += not verdict.survived
    return {family: (killed[family], every[family]) for family in FAMILIES if every[family]}


def write_reports(matrix: Matrix, folder: Path) -> None:
    """Write `mutants.json` and `index.html`."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {**stamp(), **matrix.to_json()}
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (folder / "mutants.json").write_text(text + "\n", encoding="utf-8")
    (folder / "index.html").write_text(_page(matrix, document["date"]), encoding="utf-8")


def _page(matrix: Matrix, date: str) -> str:
    killed = len(matrix.verdicts) - len(matrix.survivors)
    healthy = "; ".join(
        f"{name}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped"
        for name, counts in matrix.healthy.items()
    )
    return "\n".join(
        [
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Kill matrix</title>',
            f"<style>{STYLE}</style><h1>{killed} of {len(matrix.verdicts)} mutants killed</h1>",
            f"<p>{escape(date)}. {escape(healthy)}.</p>",
            *(f"<p class=alive>fails on a healthy server: {escape(t)}</p>" for t in matrix.sick),
            "<h2>Mutants by files of tests</h2>",
            "<p>In each cell: how many tests caught the mutant, of how many that were run.</p>",
            _grid(matrix),
            "<h2>Mutants by tests</h2>",
            *map(_details, matrix.verdicts),
            "</html>\n",
        ]
    )


def _grid(matrix: Matrix) -> str:
    counted = {verdict.mutant.name: _by_file(verdict) for verdict in matrix.verdicts}
    files = sorted({file for counts in counted.values() for file in counts})
    head = "".join(f"<th class=file>{escape(file)}" for file in files)
    rows = [f"<tr><th>mutant<th>family{head}"]
    for verdict in matrix.verdicts:
        mutant, counts = verdict.mutant, counted[verdict.mutant.name]
        cells = "".join(_cell(*counts[file]) if file in counts else "<td>" for file in files)
        alive = " class=alive" if verdict.survived else ""
        link = f'<a href="#{escape(mutant.name)}">{escape(mutant.name)}</a>'
        rows.append(f"<tr{alive}><td>{link}<td>{escape(mutant.family)}{cells}")
    return "<table>" + "\n".join(rows) + "</table>"


def _by_file(verdict: Verdict) -> dict[str, tuple[int, int]]:
    caught: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for test, outcome in verdict.outcomes.items():
        file = taken_apart(test).file
        every[file] += 1
        caught[file] += outcome == "failed"
    return {file: (caught[file], every[file]) for file in every}


def _cell(caught: int, every: int) -> str:
    kind = "caught" if caught else "seen"
    return f"<td class={kind}>{caught}/{every}"


def _details(verdict: Verdict) -> str:
    mutant = verdict.mutant
    by_outcome = defaultdict(list)
    for test, outcome in verdict.outcomes.items():
        by_outcome[outcome].append(test)
    lists = "".join(
        f"<li>{word}: " + ", ".join(f"<code>{escape(test)}</code>" for test in by_outcome[outcome])
        for outcome, word in (
            ("failed", "caught by"),
            ("passed", "not seen by"),
            ("skipped", "skipped"),
        )
        if by_outcome[outcome]
    )
    state = escape(verdict.survived or f"told by {verdict.told_by[0]}")
    alive = " class=alive" if verdict.survived else ""
    operations = ", ".join(mutant.operations) or "all operations"
    return (
        f'<details id="{escape(mutant.name)}"{alive}><summary><b>{escape(mutant.name)}</b> '
        f"({escape(mutant.family)}; {escape(operations)}): {escape(mutant.damage)} <i>{state}</i>"
        f"</summary><ul>{lists}</ul></details>"
    )
