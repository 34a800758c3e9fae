"""The size facts of the panels as tables in the terminal."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from harness import specification
from harness.stamp import MEBIBYTE

Facts = Mapping[str, Any]
"""The facts of one implementation (`harness/facts.schema.json`)."""


def show_sizes(implementations: Mapping[str, Facts], console: Console) -> None:
    """Print code, dependencies, start and memory."""
    console.print(_sizes(implementations))


def show_queries(implementations: Mapping[str, Facts], console: Console) -> None:
    """Print how many queries each operation costs."""
    console.print(_queries(implementations))


def _sizes(implementations: Mapping[str, Facts]) -> Table:
    table = _table("size", implementations)
    columns = list(implementations.values())
    for chapter in columns[0]["lines_of_code"]:
        lines = [facts["lines_of_code"].get(chapter, 0) for facts in columns]
        table.add_row(f"lines of code: {chapter}", *map(str, lines))
    dependencies = [facts["dependencies"] for facts in columns]
    table.add_row("dependencies", *[str(d["count"]) if d else "" for d in dependencies])
    sizes = [f"{d['installed_bytes'] / MEBIBYTE:.1f}" if d else "" for d in dependencies]
    table.add_row("dependencies installed (MiB)", *sizes)
    for name, label in LABELS.items():
        table.add_row(label, *[_per_profile(facts["profiles"], name) for facts in columns])
    return table


LABELS = {"cold_start_seconds": "cold start (s)", "idle_memory_mib": "idle memory (MiB)"}


def _per_profile(profiles: Mapping[str, Mapping[str, float]], name: str) -> str:
    if len(profiles) == 1:
        return str(next(iter(profiles.values()))[name])
    return "\n".join(f"{profile} {values[name]}" for profile, values in profiles.items())


def _queries(implementations: Mapping[str, Facts]) -> Table:
    table = _table("SQL queries, with a token", implementations)
    for operation in specification.operations():
        counts = [facts["queries"].get(operation.id) for facts in implementations.values()]
        table.add_row(operation.id, *["" if count is None else str(count) for count in counts])
    return table


def _table(title: str, implementations: Mapping[str, Facts]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for facts in implementations.values():
        table.add_column(facts["title"], justify="right")
    return table
