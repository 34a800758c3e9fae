"""A seeded database, and the panel whose answers are right."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import jwt
import psycopg
import pytest

from benchmarks.runner.panels import PRODUCTION
from benchmarks.tests.ladder.conduit import Client, World
from harness import databases, registry, seeding, servers
from harness.database_server import DatabaseServerError
from harness.environment import TEST_SECRET_KEY

REFERENCE = "flask"
"""The panel whose answers the rungs have to give."""
FOLLOWER = "SELECT follower_id FROM follows GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
UNLIKED_BY = """
    SELECT slug FROM articles
    WHERE id IN (SELECT article_id FROM comments)
        AND id NOT IN (SELECT article_id FROM favorites WHERE user_id = %s)
    ORDER BY 1
"""


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(databases.fresh_database("postgresql"))
        except DatabaseServerError as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"there is no PostgreSQL: {error}")
        servers.migrate(registry.get(REFERENCE), url)
        seeding.seed(url, users=60, articles=200)
        with psycopg.connect(url) as connection:
            viewer = connection.execute(FOLLOWER).fetchall()[0][0]
            slugs = [slug for (slug,) in connection.execute(UNLIKED_BY, [viewer])]
        token = jwt.encode({"sub": str(viewer), "exp": 2**33}, TEST_SECRET_KEY, "HS256")
        yield World(url, slugs, token)


@pytest.fixture(scope="session")
def panel(world: World) -> Iterator[Client]:
    """Yield a client of the panel whose answers are right."""
    with (
        servers.serve(registry.get(REFERENCE), None, world.url, **PRODUCTION) as server,
        Client.of(server, world.token) as client,
    ):
        yield client
