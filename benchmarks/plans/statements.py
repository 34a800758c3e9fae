"""Statements with their plans, as PostgreSQL's auto_explain writes them into its log."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ENTRY = re.compile(r"LOG:  duration: (?P<milliseconds>[\d.]+) ms  plan:\n(?P<json>(?:\t[^\n]*\n)+)")
CONDITIONS = ("Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter")
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck")

Plan = Mapping[str, Any]
"""A node of a plan in EXPLAIN's JSON, with its children."""


@dataclass(frozen=True)
class Statement:
    """One statement as it was carried out."""

    sql: str
    milliseconds: float
    plan: Plan

    @property
    def rows_read(self) -> Counter[str]:
        """How many rows of each table were read, those that did not fit included."""
        read: Counter[str] = Counter()
        for node in nodes(self.plan):
            if "Relation Name" in node and node["Node Type"] != "ModifyTable":
                rows = node["Actual Rows"] + sum(node.get(name, 0) for name in REMOVED)
                read[node["Relation Name"]] += round(rows * node["Actual Loops"])
        return read

    @property
    def pages(self) -> int:
        """How many pages were looked at, in memory or not."""
        return int(self.plan["Shared Hit Blocks"] + self.plan["Shared Read Blocks"])

    @property
    def tree(self) -> str:
        """The plan as a tree, for people to read."""
        return "\n".join(_lines(self.plan, depth=0))


def statements(log: str) -> list[Statement]:
    """Return the statements in a part of a log, in their order."""
    found = []
    for entry in ENTRY.finditer(log):
        explained = json.loads(entry["json"])
        sql = " ".join(explained["Query Text"].split())
        found.append(Statement(sql, float(entry["milliseconds"]), explained["Plan"]))
    return found


def nodes(plan: Plan) -> Iterator[Plan]:
    """Yield a node and all below it."""
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def _lines(node: Plan, depth: int) -> Iterator[str]:
    parallel = "Parallel " if node.get("Parallel Aware") else ""
    using = f" using {node['Index Name']}" if "Index Name" in node else ""
    table = f" on {node['Relation Name']}" if "Relation Name" in node else ""
    indent = "   " * depth
    rows = f"{round(node['Actual Rows'] * node['Actual Loops']):,} rows"
    loops = f" in {node['Actual Loops']:,} loops" if node["Actual Loops"] > 1 else ""
    time = node["Actual Total Time"] * node["Actual Loops"]
    yield f"{indent}{parallel}{node['Node Type']}{using}{table}: {rows}{loops}, {time:.2f} ms"
    for name in CONDITIONS:
        if name in node:
            yield f"{indent}      {name}: {node[name]}"
    for name in REMOVED:
        if node.get(name):
            yield f"{indent}      {name}: {round(node[name] * node['Actual Loops']):,}"
    for child in node.get("Plans", ()):
        yield from _lines(child, depth + 1)
