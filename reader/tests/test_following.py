"""One request is followed through whatever sends traces, and what does not is said to send none."""

import json
from pathlib import Path
from typing import Any

import pytest

from harness import registry
from harness.databases import fresh_database
from harness.environment import TESTING
from harness.servers import migrate
from reader.capture import capture, following
from reader.capture.following import typical
from reader.followed import Followed, followed
from reader.results import Missing
from reader.tests.spans import span

FLASK = registry.get("flask")


def trace(milliseconds: float) -> list[Any]:
    """Return a trace whose server took so long, with half of that in a statement."""
    server = span("POST /x", end=milliseconds, kind="server")
    sql = span(
        "SELECT", end=milliseconds / 2, parent="POST /x", kind="client", db_query_text="SELECT 1"
    )
    return [sql, server]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the capture of Flask is read from, which is nowhere yet."""
    monkeypatch.setattr(capture, "FOLDER", tmp_path)
    return tmp_path / "flask.json"


def result(**changes: object) -> str:
    """Return what is kept of a capture of Flask."""
    found = {
        "fingerprint": capture.fingerprint(FLASK),
        "database": "PostgreSQL 15",
        "machine": {"processor": "A processor", "cores": 2},
        "date": "2026-01-01T00:00:00+00:00",
        "followed": {"operation": following.FOLLOWED, **typical([trace(8), trace(6), trace(7)])},
    }
    return json.dumps(found | changes)


def test_the_one_in_the_middle_is_kept() -> None:
    found = typical([trace(9), trace(1), trace(5), trace(7), trace(3)])

    assert found["sent"] == 5
    assert found["milliseconds"] == {"min": 1, "median": 5, "max": 9}
    assert [(row["role"], row["duration"]) for row in found["rows"]] == [
        ("server", 5),
        ("sql", 2.5),
        ("gap", 2.5),
    ]


def test_a_way_is_drawn_in_shares_of_the_whole(kept: Path) -> None:
    kept.write_text(result())
    found = followed(FLASK)

    assert isinstance(found, Followed)
    assert (found.least, found.median, found.most, found.sent) == (6, 7, 8, 3)
    assert [(step.word, step.start, step.length) for step in found.steps] == [
        ("server", 0, 100),
        ("SQL", 0, 50),
        ("framework", 50, 50),
    ]
    assert (found.statements, found.in_sql) == (1, 3.5)


def test_what_was_never_followed_names_the_command(kept: Path) -> None:
    assert followed(FLASK) == Missing("Its trace has not been captured here", "make read-capture")


def test_a_way_through_other_code_is_stale(kept: Path) -> None:
    kept.write_text(result(fingerprint="of yesterday"))

    assert followed(FLASK) == Missing(
        "The code has changed since its trace was captured", "make read-capture"
    )


def test_the_command_names_an_example(kept: Path) -> None:
    found = followed(registry.get("starlette"))

    assert isinstance(found, Missing)
    assert found.command == "make read-capture IMPL=starlette"


def test_none_is_said_to_be_none(kept: Path) -> None:
    kept.write_text(result(followed=None))

    assert followed(FLASK) == Missing("Flask sends no traces", "")


@pytest.mark.parametrize(("name", "sends"), [("flask", True), ("starlette", False)])
def test_a_real_request_is_followed(
    name: str, sends: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "TIMES", 3)
    monkeypatch.setattr(following, "WARM_UP", 1)
    implementation = registry.get(name)
    with fresh_database("sqlite") as url:
        migrate(implementation, url, **TESTING)
        found = capture._followed(implementation, url)

    assert (found is not None) == sends
    if found:
        roles = [row["role"] for row in found["rows"]]
        assert roles[0] == "server"
        assert {"view", "service", "sql"} <= set(roles)
        assert found["sent"] == 3
