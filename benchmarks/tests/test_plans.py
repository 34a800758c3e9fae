"""Plans are read from the log as PostgreSQL wrote them, and who reads a whole table is named."""

import json
from typing import Any

import pytest

from benchmarks.plans import whole_table
from benchmarks.plans.statements import Statement, statements
from benchmarks.plans.whole_table import rows_read, unexplained

SCAN: dict[str, Any] = {
    "Node Type": "Seq Scan",
    "Relation Name": "articles",
    "Actual Rows": 20,
    "Actual Loops": 1,
    "Actual Total Time": 1.5,
    "Rows Removed by Filter": 980,
    "Filter": "(author_id = 1)",
}
LOOKED_UP: dict[str, Any] = {
    "Node Type": "Index Scan",
    "Index Name": "users_pkey",
    "Relation Name": "users",
    "Actual Rows": 1,
    "Actual Loops": 20,
    "Actual Total Time": 0.01,
}
PLAN: dict[str, Any] = {
    "Node Type": "Nested Loop",
    "Actual Rows": 20,
    "Actual Loops": 1,
    "Actual Total Time": 2.0,
    "Shared Hit Blocks": 70,
    "Shared Read Blocks": 3,
    "Plans": [SCAN, LOOKED_UP],
}
STATEMENT = Statement("SELECT 1", 2.5, PLAN)


def logged(sql: str) -> str:
    explained = json.dumps({"Query Text": sql, "Plan": PLAN}, indent=2)
    lines = "".join(f"\t{line}\n" for line in explained.splitlines())
    return f"2026-01-02 03:04:05.678 UTC [42] LOG:  duration: 2.500 ms  plan:\n{lines}"


def test_statements_are_found_between_other_lines() -> None:
    log = (
        "2026-01-02 03:04:05 UTC [41] LOG:  checkpoint starting: time\n"
        + logged("SELECT\n  1")
        + "2026-01-02 03:04:06 UTC [42] ERROR:  canceling statement\n"
        + logged("SELECT 2")
    )

    found = statements(log)

    assert [(each.sql, each.milliseconds) for each in found] == [
        ("SELECT 1", 2.5),
        ("SELECT 2", 2.5),
    ]


def test_rows_that_a_filter_removed_and_those_of_every_loop_were_read() -> None:
    assert STATEMENT.rows_read == {"articles": 1000, "users": 20}
    assert STATEMENT.pages == 73


def test_the_tree_shows_conditions_below_their_node() -> None:
    assert STATEMENT.tree.splitlines() == [
        "Nested Loop: 20 rows, 2.00 ms",
        "   Seq Scan on articles: 20 rows, 1.50 ms",
        "         Filter: (author_id = 1)",
        "         Rows Removed by Filter: 980",
        "   Index Scan using users_pkey on users: 20 rows in 20 loops, 0.20 ms",
    ]


def test_who_reads_a_quarter_of_the_articles_is_named_unless_it_is_known_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = {"one": rows_read([STATEMENT, STATEMENT]), "two": rows_read([STATEMENT]), "none": {}}

    assert unexplained(read, articles=4000) == ["one", "two"]
    assert unexplained(read, articles=4001) == ["one"]
    assert unexplained(read, articles=8001) == []

    monkeypatch.setattr(whole_table, "KNOWN", {"one": "it counts them"})
    assert unexplained(read, articles=4000) == ["two"]
