"""How PostgreSQL would go about a statement, whatever its parameters are."""

from typing import Any

import psycopg
from psycopg import sql

from reader.capture.wire import Statement

OPEN_TYPE = "unknown"
PLANNED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class Planner:
    """Explains statements on one connection, without executing them."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        connection.execute("SET plan_cache_mode = force_generic_plan")

    def plan(self, statement: Statement) -> list[str] | None:
        """Return the lines of a statement's plan; None where it has none, such as COMMIT.

        The plan is the generic one: the statement is prepared as the client prepared it, so that no
        value of a parameter is needed.
        """
        if not statement.sql.lstrip().upper().startswith(PLANNED):
            return None
        types = ", ".join(map(self._type_name, statement.parameter_types))
        declared = f" ({types})" if types else ""
        self._execute(f"PREPARE planned{declared} AS {statement.sql}")
        try:
            nulls = ", ".join("NULL" for _ in range(self._parameter_count()))
            call = f"planned ({nulls})" if nulls else "planned"
            rows = self._execute(f"EXPLAIN (COSTS OFF) EXECUTE {call}").fetchall()
        finally:
            self._execute("DEALLOCATE planned")
        return [row[0] for row in rows]

    def _parameter_count(self) -> int:
        query = "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = %s"
        row = self._connection.execute(query, ["planned"]).fetchone()
        return int(row[0]) if row else 0

    def _type_name(self, number: int) -> str:
        if number == 0:
            return OPEN_TYPE
        row = self._connection.execute("SELECT format_type(%s, NULL)", [number]).fetchone()
        return str(row[0]) if row else OPEN_TYPE

    def _execute(self, text: str) -> psycopg.Cursor[Any]:
        # What the panel itself has sent, or a command above: nothing of a stranger's.
        return self._connection.execute(sql.SQL(text))
