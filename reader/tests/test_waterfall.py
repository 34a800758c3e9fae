"""Spans become rows: from the server down, in the order of time, each with its role."""

from reader.tests.spans import span
from reader.waterfall import waterfall

SERVER = span("GET /api/tags", start=100, end=120, parent="the console", kind="server")
VIEW = span(
    "tags.views.get_tags", start=102, end=119, parent=SERVER.id,
    code_function_name="tags.views.get_tags",
)  # fmt: skip
QUERY = span(
    "tags.queries.list_tags", start=103, end=118, parent=VIEW.id,
    code_function_name="tags.queries.list_tags",
)  # fmt: skip
CONNECT = span("connect", start=104, end=105, parent=QUERY.id, kind="client")
SELECT = span(
    "SELECT", start=106, end=110, parent=QUERY.id, kind="client", db_query_text="SELECT 1"
)
SPANS = [SELECT, QUERY, SERVER, CONNECT, VIEW]


def test_rows_go_from_the_server_down_to_the_statement() -> None:
    rows = waterfall(SPANS)

    assert [(row.depth, row.role, row.start, row.duration) for row in rows] == [
        (0, "server", 0, 20),
        (1, "gap", 0, 2),
        (1, "view", 2, 17),
        (2, "query", 3, 15),
        (3, "database", 4, 1),
        (3, "sql", 6, 4),
        (1, "gap", 19, 1),
    ]
    assert rows[-2].sql == "SELECT 1"


def test_parameters_are_shown_where_they_were_recorded() -> None:
    told = span(
        "SELECT", start=111, end=112, parent=QUERY.id, kind="client",
        db_statement="SELECT ?", db_statement_parameters="(1,)",
    )  # fmt: skip
    rows = {row.sql: row for row in waterfall([*SPANS, told]) if row.sql}

    assert rows["SELECT 1"].parameters is None
    assert rows["SELECT ?"].parameters == {"db.statement.parameters": "(1,)"}


def test_what_the_framework_does_around_a_view_is_not_the_view() -> None:
    around = [
        span(
            f"fastapi.{name}", start=101, end=102, parent=SERVER.id,
            code_function_name="tags.views.get_tags",
        )
        for name in ("dependencies", "endpoint", "serialization")
    ]  # fmt: skip

    assert [row.role for row in waterfall([SERVER, *around]) if row.role != "gap"] == [
        "server", "framework", "view", "framework",
    ]  # fmt: skip


def test_without_a_server_there_is_nothing_to_draw() -> None:
    assert waterfall([VIEW, QUERY]) == []
    assert waterfall([]) == []


def test_a_span_whose_parent_is_missing_is_left_out() -> None:
    lost = span("lost", parent="nobody knows")

    assert "lost" not in [row.label for row in waterfall([*SPANS, lost])]
