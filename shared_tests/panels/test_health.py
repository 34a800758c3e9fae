"""Health and readiness, whatever becomes of the database."""

from dataclasses import replace

from harness.environment import TESTING
from harness.servers import migrate
from harness.targets import Target
from shared_tests.client import Caller, open_http_client
from shared_tests.conversation import Conversation
from shared_tests.panels.conftest import EmptyDatabase
from shared_tests.panels.running import start
from shared_tests.panels.tables import execute, remove
from shared_tests.rules import rule

OK = (200, {"status": "ok"})
READY = (200, {"status": "ready"})
UNREACHABLE = (503, {"errors": {"database": ["is unreachable"]}})
UNMIGRATED = (503, {"errors": {"database": ["is not migrated"]}})


def answer(caller: Caller, path: str) -> tuple[int, object]:
    """Return the status and the body of an answer."""
    response = caller.request("GET", path)
    return response.status_code, response.json()


@rule("OPS-1", "OPS-2")
def test_200_all_is_well(booted: Target, anonymous: Caller) -> None:
    assert booted.implementation is not None

    assert answer(anonymous, "/healthz") == OK
    assert answer(anonymous, "/readyz") == READY


@rule("OPS-1", "OPS-2")
def test_readiness_follows_the_database(
    booted: Target, new_database: EmptyDatabase, conversation: Conversation
) -> None:
    assert booted.implementation is not None
    assert booted.profile is not None
    assert booted.engine is not None
    url = new_database(booted.engine)
    with (
        start(booted.implementation, booted.profile, url, **TESTING) as running,
        open_http_client() as http,
    ):
        caller = Caller(replace(booted, base_url=running.base_url), http, conversation)

        assert answer(caller, "/readyz") == UNMIGRATED
        assert answer(caller, "/healthz") == OK
        migrate(booted.implementation, url, **TESTING)
        assert answer(caller, "/readyz") == READY
        for table, column in [("comments", "body"), ("users", "updated_at")]:
            execute(url, f"ALTER TABLE {table} RENAME COLUMN {column} TO hidden")
            assert answer(caller, "/readyz") == UNMIGRATED
            execute(url, f"ALTER TABLE {table} RENAME COLUMN hidden TO {column}")
            assert answer(caller, "/readyz") == READY
        execute(url, "ALTER TABLE favorites RENAME TO hidden")
        assert answer(caller, "/readyz") == UNMIGRATED
        execute(url, "ALTER TABLE hidden RENAME TO favorites")
        assert answer(caller, "/readyz") == READY
        remove(url)
        assert answer(caller, "/readyz") == UNREACHABLE
        assert answer(caller, "/healthz") == OK
