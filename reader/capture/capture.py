"""Capturing the SQL of every operation: the panel is booted and told the harness's story twice.

The second telling is written down: by then connections are open and drivers know the types. Then
the panel is booted once more, without the proxy, to follow one request by its spans. What is
captured is kept in `build/capture/`, and is true until a file of the implementation changes.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from rich.console import Console

from harness import ROOT, databases, seeding, servers
from harness.databases import fresh_database
from harness.environment import TESTING
from harness.registry import Engine, Implementation
from harness.specification import SCHEMA_FILE
from harness.stamp import stamp
from harness.story import tell_story
from harness.trace_receiver import PROMPT, receive
from reader.capture.following import follow
from reader.capture.plans import Planner
from reader.capture.recording_proxy import RecordingProxy, recording
from reader.capture.wire import Statement
from reader.results import Missing, read

FORMAT = b"2"
"""Of what is kept: another one makes all that was captured before untrue."""
FOLDER = ROOT / "build" / "capture"
ENGINE: Engine = "postgresql"
COMMAND = "make read-capture"
USERS, ARTICLES = 1000, 2000
"""What the database holds, so that its plans are those of a database in use."""
REST_SECONDS = 0.05
"""After an answer: some panels end their transaction only then."""
CODE = {".py", ".toml", ".js", ".ts", ".go", ".rs", ".rb", ".java", ".kt", ".ex", ".cs", ".php"}


def captured(implementation: Implementation, what: str = "SQL") -> dict[str, Any] | Missing:
    """Return what was captured of an implementation, if that is still true of its code.

    Args:
        implementation: which.
        what: part of it is wanted, in the words of the reason why it is missing.
    """
    panel = implementation.folder.parent == ROOT
    command = COMMAND if panel else f"{COMMAND} IMPL={implementation.name}"
    found = read(FOLDER / f"{implementation.name}.json")
    if found is None:
        return Missing(f"Its {what} has not been captured here", command)
    if found["fingerprint"] != fingerprint(implementation):
        return Missing(f"The code has changed since its {what} was captured", command)
    return found


def captured_sql(implementation: Implementation) -> dict[str, Any] | Missing:
    """Return what was captured of an implementation, if its SQL is in that."""
    if ENGINE not in implementation.engines:
        return Missing(
            f"{implementation.title} does not speak PostgreSQL, where SQL is captured", ""
        )
    return captured(implementation)


def capture(implementation: Implementation, console: Console) -> None:
    """Boot an implementation; write down the SQL of every operation, and the way of one request.

    Raises:
        ServerError: it cannot be migrated or served.
        DatabaseServerError: there is no PostgreSQL to be had.
        StoryError: it does not perform every operation.
    """
    started = time.perf_counter()
    engine = ENGINE if ENGINE in implementation.engines else implementation.engines[0]
    with fresh_database(engine) as url:
        servers.migrate(implementation, url, **TESTING)
        seeding.seed(url, users=USERS, articles=ARTICLES)
        operations = _operations(implementation, url) if engine == ENGINE else {}
        followed = _followed(implementation, url)
    found = {
        "implementation": implementation.name,
        "fingerprint": fingerprint(implementation),
        "database": _product(engine),
        "users": USERS,
        "articles": ARTICLES,
        "operations": operations,
        "followed": followed,
        **stamp(),
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (FOLDER / f"{implementation.name}.json").write_text(text + "\n", encoding="utf-8")
    took = time.perf_counter() - started
    console.print(f"{implementation.name}: {_summary(operations, followed)}, {took:.0f} s")


def fingerprint(implementation: Implementation) -> str:
    """Return a hash of all that decides what is captured of an implementation."""
    digest = hashlib.sha256(FORMAT + SCHEMA_FILE.read_bytes())
    for path in sorted(implementation.folder.rglob("*")):
        if path.suffix in CODE and path.is_file():
            digest.update(str(path.relative_to(implementation.folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _product(engine: Engine) -> str:
    server = databases.server(engine)
    return f"{server.product} {server.version}" if server else "SQLite"


def _summary(operations: dict[str, Any], followed: dict[str, Any] | None) -> str:
    count = sum(len(operation["statements"]) for operation in operations.values())
    sql = f"{count} statements in {len(operations)} operations"
    spans = f"{len(followed['rows'])} steps of a request" if followed else "it sends no traces"
    return f"{sql if operations else 'no SQL, which is captured on PostgreSQL'}, {spans}"


def _operations(implementation: Implementation, url: str) -> dict[str, dict[str, Any]]:
    """Return each operation's request and the SQL that it was answered with."""
    with (
        recording(url) as (proxy, proxied_url),
        servers.serve(implementation, None, proxied_url, **TESTING) as server,
    ):
        for _ in tell_story(server.base_url):
            pass
        operations = dict(_tell_again(server.base_url, proxy))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        planner = Planner(connection)
        return {
            name: {**request, "statements": [_describe(each, planner) for each in statements]}
            for name, (request, statements) in operations.items()
        }


def _followed(implementation: Implementation, url: str) -> dict[str, Any] | None:
    """Return the way of one request through a server that sends traces."""
    with receive() as receiver:
        told = {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint} | PROMPT
        with servers.serve(implementation, None, url, **TESTING | told) as server:
            for _ in tell_story(server.base_url):
                pass
            return follow(server.base_url, receiver)


def _tell_again(
    base_url: str, proxy: RecordingProxy
) -> Iterator[tuple[str, tuple[dict[str, Any], list[Statement]]]]:
    proxy.executed.clear()
    for step in tell_story(base_url):
        time.sleep(REST_SECONDS)
        request = step.response.request
        body = request.content.decode() if request.content else ""
        told = {"request": f"{request.method} {request.url.raw_path.decode()}", "body": body}
        # A connection is tried with an empty statement.
        yield step.operation_id, (told, [each for each in proxy.executed if each.sql.strip(" ;")])
        proxy.executed.clear()


def _describe(statement: Statement, planner: Planner) -> dict[str, Any]:
    return {"sql": statement.sql, "plan": planner.plan(statement)}
