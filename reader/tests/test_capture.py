"""What is executed on PostgreSQL's wire is noticed, whatever the driver."""

import struct

from reader.capture.wire import GSS_REQUEST, SSL_REQUEST, Client, Statement
from reader.sql import format_sql, is_query


def startup(code: int = 196608, body: bytes = b"user\0u\0\0") -> bytes:
    """Return a client's first message."""
    payload = b"" if code in {SSL_REQUEST, GSS_REQUEST} else body
    return struct.pack("!II", 8 + len(payload), code) + payload


def message(kind: bytes, payload: bytes) -> bytes:
    """Return any later one."""
    return kind + struct.pack("!I", 4 + len(payload)) + payload


def parse(name: str, sql: str, *types: int) -> bytes:
    """Return a message that prepares a statement."""
    counted = struct.pack(f"!H{len(types)}I", len(types), *types)
    return message(b"P", f"{name}\0{sql}\0".encode() + counted)


def bind(portal: str, name: str) -> bytes:
    """Return a message that gives a prepared statement its values."""
    return message(b"B", f"{portal}\0{name}\0".encode() + b"\0" * 6)


EXECUTE = message(b"E", b"\0" + struct.pack("!I", 0))


def heard(*messages: bytes, at_once: int = 7) -> list[Statement]:
    """Return what was executed, the bytes having come in small portions."""
    executed: list[Statement] = []
    client = Client(executed)
    client.hear(startup())
    data = b"".join(messages)
    for place in range(0, len(data), at_once):
        client.hear(data[place : place + at_once])
    return executed


def test_simple_and_prepared_statements_are_noticed_in_order() -> None:
    assert heard(
        message(b"Q", b"BEGIN\0"),
        parse("", "SELECT $1", 20),
        bind("", ""),
        EXECUTE,
        message(b"S", b""),
    ) == [Statement("BEGIN"), Statement("SELECT $1", (20,))]


def test_a_prepared_statement_counts_whenever_it_is_executed() -> None:
    named = parse("s1", "SELECT 2")

    assert heard(named) == []
    assert heard(named, bind("", "s1"), EXECUTE, bind("", "s1"), EXECUTE) == [
        Statement("SELECT 2"),
        Statement("SELECT 2"),
    ]


def test_a_request_for_encryption_is_refused_and_not_passed_on() -> None:
    client = Client([])

    assert client.hear(startup(SSL_REQUEST)) == (b"", b"N")
    assert client.hear(startup(GSS_REQUEST)) == (b"", b"N")
    assert client.hear(startup()) == (startup(), b"")


def test_queries_are_told_from_transactions() -> None:
    assert [is_query(sql) for sql in ("select 1", "INSERT INTO t", "BEGIN", "COMMIT;")] == [
        *[True, True],
        *[False, False],
    ]


def test_a_statement_is_laid_out_by_its_clauses() -> None:
    sql = "SELECT a, (SELECT count(*)   FROM c WHERE c.a = t.a) AS n FROM t "
    sql += "WHERE b IN ($1) LIMIT 'FROM'"

    assert format_sql(sql).splitlines() == [
        "SELECT a, (",
        "  SELECT count(*)",
        "  FROM c",
        "  WHERE c.a = t.a",
        ") AS n",
        "FROM t",
        "WHERE b IN ($1)",
        "LIMIT 'FROM'",
    ]
    assert format_sql("DELETE FROM t WHERE a = 1") == "DELETE FROM t\nWHERE a = 1"
