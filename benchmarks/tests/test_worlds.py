"""What requests can ask for is found out, from a database and from an API."""

import sqlite3
from contextlib import closing
from pathlib import Path

import jwt
import pytest

from benchmarks.errors import WorldError
from benchmarks.tests.stub_conduit import StubConduit, serving
from benchmarks.world import world_from_database
from benchmarks.world_from_api import FEWEST_SLUGS, REGISTERED, world_from_api
from harness.servers import free_port

KEY = "a key of at least thirty-two bytes, as HS256 wants it"
TABLES = """
    CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT);
    CREATE TABLE follows (follower_id INTEGER, followed_id INTEGER);
    CREATE TABLE articles (id INTEGER PRIMARY KEY, author_id INTEGER, slug TEXT, created_at TEXT);
    CREATE TABLE article_tags (article_id INTEGER, name TEXT);
    INSERT INTO users VALUES (1, 'author'), (2, 'follower'), (3, 'follows nobody of note');
    INSERT INTO follows VALUES (2, 1), (3, 2);
    INSERT INTO article_tags VALUES (1, 'rare'), (1, 'common'), (2, 'common');
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "conduit.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(TABLES)
    return path


def publish(database: Path, count: int) -> None:
    rows = [(1, f"slug-{number}", f"2026-01-01 00:00:{number:02}") for number in range(count)]
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany(
            "INSERT INTO articles (author_id, slug, created_at) VALUES (?, ?, ?)", rows
        )


def test_a_database_tells_its_world(database: Path) -> None:
    publish(database, 25)
    world = world_from_database(f"sqlite:///{database}", KEY)

    assert world.slugs[:2] == ("slug-24", "slug-23")
    assert len(world.slugs) == 25
    assert world.usernames == ("author", "follower", "follows nobody of note")
    assert world.tags == ("common", "rare")
    subjects = [jwt.decode(token, KEY, ["HS256"])["sub"] for token in world.tokens]
    assert subjects == ["2"]


def test_a_database_with_too_little_in_it_is_refused(database: Path) -> None:
    publish(database, 19)
    with pytest.raises(WorldError, match="19 articles, and 0 users"):
        world_from_database(f"sqlite:///{database}", KEY)


def test_a_database_that_is_not_migrated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="no such table"):
        world_from_database(f"sqlite:///{tmp_path / 'empty.db'}", KEY)


def test_an_api_gets_what_it_lacks() -> None:
    stub = StubConduit(articles=["already-there"])
    with serving(stub) as base_url:
        world = world_from_api(base_url)

    assert len(world.slugs) == FEWEST_SLUGS
    assert "already-there" in world.slugs
    assert world.tags == ("dragons", "training")
    assert len(world.tokens) == REGISTERED
    assert {stub.users[token] for token in world.tokens} == {name for name, _ in stub.follows}


def test_an_api_with_enough_articles_gets_no_more() -> None:
    stub = StubConduit(articles=[f"article-{number}" for number in range(250)])
    with serving(stub) as base_url:
        world = world_from_api(base_url)

    assert world.slugs == tuple(stub.articles)


def test_an_api_that_fails_is_told_of() -> None:
    with pytest.raises(WorldError, match="does not answer"):
        world_from_api(f"http://127.0.0.1:{free_port()}")
    stub = StubConduit(wrong=lambda _number, _path: (200, {"surprise": True}))
    with serving(stub) as base_url, pytest.raises(WorldError, match="createUser answers 200"):
        world_from_api(base_url)
    stub = StubConduit(wrong=lambda _number, _path: (201, {"surprise": True}))
    with serving(stub) as base_url, pytest.raises(WorldError, match="not answer as the spec says"):
        world_from_api(base_url)
