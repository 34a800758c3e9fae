"""There is no room for what SQLite wants to write."""

import resource
import sys
from pathlib import Path

import httpx2
import psutil
import pytest

from harness.environment import TESTING
from harness.processes import process_tree
from harness.registry import Implementation
from shared_tests.client import unique
from shared_tests.failures.conftest import Recorded
from shared_tests.failures.scenario import (
    TIMEOUT_SECONDS,
    Facts,
    ask,
    database_of,
    describe,
)
from shared_tests.panels.running import Running, start
from shared_tests.rules import rule

TITLE = "The disk is full (SQLite)"
ROOM_BYTES = 512 * 1024
BODY_CHARACTERS = 100_000
ARTICLES = 50
"""More than there is room for."""
CONTRACT = {
    "in the end, a write": "500 {'server': ['internal error']}",
    "a read": "200",
    "the articles": "all that were answered 201, and no other",
    "when there is room": "201",
}


def observe(panel: Implementation) -> Facts:
    """Limit the size of the server's files, write until nothing fits, and lift the limit."""
    with (
        database_of(panel, "sqlite") as url,
        start(panel, panel.profile(), url, **TESTING) as running,
        httpx2.Client(base_url=running.base_url, timeout=TIMEOUT_SECONDS, trust_env=False) as http,
    ):
        _sign_up(http)
        before = resource.RLIM_INFINITY
        _limit(running, Path(url.removeprefix("sqlite:///")).stat().st_size + ROOM_BYTES)
        published, refused = _publish_until_refused(http)
        read = describe(ask(running))
        count = http.get("/api/articles").json()["articlesCount"]
        _limit(running, before)
        kept = "all that were answered 201, and no other" if count == published else "others"
        return {
            "in the end, a write": refused,
            "a read": read,
            "the articles": kept,
            "when there is room": describe(_publish(http)),
        }


def _sign_up(http: httpx2.Client) -> None:
    name = unique()
    user = {"username": name, "email": f"{name}@example.org", "password": "password"}
    told = http.post("/api/users", json={"user": user})
    http.headers["Authorization"] = f"Token {told.json()['user']['token']}"


def _publish(http: httpx2.Client) -> httpx2.Response:
    text = {"title": unique(), "description": "D", "body": "x" * BODY_CHARACTERS}
    return http.post("/api/articles", json={"article": text})


def _publish_until_refused(http: httpx2.Client) -> tuple[int, str]:
    """Return how many articles were published, and what was answered to the one too many."""
    for published in range(ARTICLES):
        told = _publish(http)
        if not told.is_success:
            return published, describe(told)
    return ARTICLES, "always 201"


def _limit(running: Running, size: int) -> None:
    """Let no file of the server's processes grow beyond a size in bytes."""
    for process in process_tree(running.command.pid):
        process.rlimit(psutil.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@rule("OPS-7")
@pytest.mark.skipif(sys.platform != "linux", reason="limits another process, as only Linux does")
def test_it_goes_on_reading(implementation: Implementation, recorded: Recorded) -> None:
    facts = observe(implementation)

    assert facts == CONTRACT
    assert recorded(TITLE, facts)
