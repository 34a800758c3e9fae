"""Capturing the SQL of every operation: the panel is booted and told the harness's story twice.

The second telling is written down: by then connections are open and drivers know the types. What
is captured is kept in `build/capture/`, and is true until a file of the implementation changes.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from rich.console import Console

from harness import ROOT, postgresql, seeding, servers
from harness.databases import fresh_database
from harness.environment import TESTING
from harness.registry import Engine, Implementation
from harness.specification import SCHEMA_FILE
from harness.story import tell_story
from reader.capture.plans import Planner
from reader.capture.recording_proxy import RecordingProxy, recording
from reader.capture.wire import Statement
from reader.results import Missing, read

FOLDER = ROOT / "build" / "capture"
ENGINE: Engine = "postgresql"
COMMAND = "make read-capture"
USERS, ARTICLES = 1000, 2000
"""What the database holds, so that its plans are those of a database in use."""
REST_SECONDS = 0.05
"""After an answer: some panels end their transaction only then."""
CODE = {".py", ".toml", ".js", ".ts", ".go", ".rs", ".rb", ".java", ".kt", ".ex", ".cs", ".php"}


def captured(implementation: Implementation) -> dict[str, Any] | Missing:
    """Return what was captured of an implementation, if that is still true of its code."""
    if ENGINE not in implementation.engines:
        return Missing(
            f"{implementation.title} does not speak PostgreSQL, where SQL is captured", ""
        )
    found = read(FOLDER / f"{implementation.name}.json")
    if found is None:
        return Missing("Its SQL has not been captured here", COMMAND)
    if found["fingerprint"] != fingerprint(implementation):
        return Missing("The code has changed since its SQL was captured", COMMAND)
    return found


def capture(implementation: Implementation, console: Console) -> None:
    """Boot an implementation, and write down the SQL of every operation.

    Raises:
        ServerError: it cannot be migrated or served.
        DatabaseServerError: there is no PostgreSQL to be had.
        StoryError: it does not perform every operation.
    """
    started = time.perf_counter()
    with fresh_database(ENGINE) as url, recording(url) as (proxy, proxied_url):
        servers.migrate(implementation, url, **TESTING)
        seeding.seed(url, users=USERS, articles=ARTICLES)
        with servers.serve(implementation, None, proxied_url, **TESTING) as server:
            for _ in tell_story(server.base_url):
                pass
            operations = dict(_tell_again(server.base_url, proxy))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")
            planner = Planner(connection)
            described = {
                name: {**request, "statements": [_describe(each, planner) for each in statements]}
                for name, (request, statements) in operations.items()
            }
    found = {
        "implementation": implementation.name,
        "fingerprint": fingerprint(implementation),
        "database": f"PostgreSQL {postgresql.server().version}",
        "users": USERS,
        "articles": ARTICLES,
        "operations": described,
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (FOLDER / f"{implementation.name}.json").write_text(text + "\n", encoding="utf-8")
    count = sum(len(statements) for _, statements in operations.values())
    took = f"{time.perf_counter() - started:.0f} s"
    console.print(
        f"{implementation.name}: {count} statements in {len(operations)} operations, {took}"
    )


def fingerprint(implementation: Implementation) -> str:
    """Return a hash of all that decides which SQL an implementation sends."""
    digest = hashlib.sha256(SCHEMA_FILE.read_bytes())
    for path in sorted(implementation.folder.rglob("*")):
        if path.suffix in CODE and path.is_file():
            digest.update(str(path.relative_to(implementation.folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


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
