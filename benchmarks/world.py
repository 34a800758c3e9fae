"""What requests can ask for, found out from a database or from an API."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from benchmarks.errors import WorldError
from benchmarks.load_plan import World
from harness.databases import with_driver

MOST_SLUGS = 2000
MOST_USERNAMES = 1000
MOST_TOKENS = 200
MOST_TAGS = 50
FULL_PAGE = 20
TOKEN_LIFETIME = timedelta(days=30)
ALGORITHM = "HS256"

SLUGS = "SELECT slug FROM articles ORDER BY created_at DESC, id DESC LIMIT :most"
USERNAMES = "SELECT username FROM users ORDER BY id LIMIT :most"
TAGS = "SELECT name FROM article_tags GROUP BY name ORDER BY count(*) DESC, name LIMIT :most"
FOLLOWERS = """
    SELECT follower_id FROM follows
    JOIN (SELECT author_id, count(*) AS articles FROM articles GROUP BY author_id) AS written
      ON written.author_id = follows.followed_id
    GROUP BY follower_id HAVING sum(written.articles) >= :full
    ORDER BY follower_id LIMIT :most
"""


def world_from_database(database_url: str, secret_key: str) -> World:
    """Return what there is in a seeded database: the same for the same rows, but for the tokens.

    Args:
        database_url: the database, in the form of DATABASE_URL.
        secret_key: what the implementation signs its tokens with; signed are those of users whose
            feed fills a page.

    Raises:
        WorldError: it is not reachable, not migrated, or there is too little in it.
    """
    with connected(database_url) as connection:
        world = World(
            slugs=_column(connection, SLUGS, most=MOST_SLUGS),
            usernames=_column(connection, USERNAMES, most=MOST_USERNAMES),
            tokens=tuple(
                sign_token(user_id, secret_key)
                for user_id in _column(connection, FOLLOWERS, most=MOST_TOKENS, full=FULL_PAGE)
            ),
            tags=_column(connection, TAGS, most=MOST_TAGS),
        )
    if len(world.slugs) < FULL_PAGE or not world.tokens:
        raise WorldError(
            f"there are {len(world.slugs)} articles, and {len(world.tokens)} users whose feed "
            "fills a page: seed more"
        )
    return world


@contextmanager
def connected(database_url: str) -> Iterator[Connection]:
    """Yield a connection to look around with.

    Raises:
        WorldError: the database is not reachable, or not migrated.
    """
    url = with_driver(database_url)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise WorldError(f"{url.render_as_string()}: {error}") from error
    finally:
        engine.dispose()


def _column(connection: Connection, statement: str, **parameters: int) -> tuple[Any, ...]:
    return tuple(connection.scalars(text(statement), parameters))


def sign_token(user_id: int, secret_key: str) -> str:
    """Return a token of a user, good for 30 days."""
    issued = datetime.now(UTC)
    claims = {"sub": str(user_id), "iat": issued, "exp": issued + TOKEN_LIFETIME}
    return jwt.encode(claims, secret_key, ALGORITHM)
