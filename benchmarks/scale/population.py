"""Who and what is hard to serve in a seeded database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.errors import WorldError
from benchmarks.load_plan import World
from benchmarks.world import connected, sign_token

MOST_SLUGS = 2000

ARTICLES = "SELECT count(*) FROM articles"
HOT_TAG = "SELECT name FROM article_tags GROUP BY name ORDER BY count(*) DESC, name LIMIT 1"
HOT_AUTHOR = """
    SELECT username FROM users WHERE id = (
        SELECT author_id FROM articles GROUP BY author_id ORDER BY count(*) DESC, author_id LIMIT 1
    )
"""
FAN = """
    SELECT username FROM users WHERE id = (
        SELECT user_id FROM favorites GROUP BY user_id ORDER BY count(*) DESC, user_id LIMIT 1
    )
"""
READER = """
    SELECT follower_id FROM follows
    GROUP BY follower_id ORDER BY count(*) DESC, follower_id LIMIT 1
"""
SLUGS = "SELECT slug FROM articles WHERE id % :step = 0 ORDER BY id LIMIT :most"


@dataclass(frozen=True)
class Population:
    """The few in a database that cost the most, and articles of all ages."""

    articles: int
    hot_tag: str
    """On more articles than any other."""
    hot_author: str
    """Wrote more articles than anybody else."""
    fan: str
    """Has more favourites than anybody else."""
    reader_token: str
    """Of the user who follows more authors than anybody else."""
    slugs: tuple[str, ...]

    @property
    def world(self) -> World:
        """What requests can name: the hard ones only, but any article."""
        return World(self.slugs, (self.hot_author,), (self.reader_token,), (self.hot_tag,))


def population_of(database_url: str, secret_key: str) -> Population:
    """Return who is who in a seeded database: the same for the same rows, but for the token.

    Args:
        database_url: the database, in the form of DATABASE_URL.
        secret_key: what the implementation signs its tokens with.

    Raises:
        WorldError: it is not reachable, not migrated, or there is too little in it.
    """
    with connected(database_url) as connection:
        return _look_around(connection, secret_key)


def _look_around(connection: Connection, secret_key: str) -> Population:
    articles = connection.scalar(text(ARTICLES))
    found = [connection.scalar(text(each)) for each in (HOT_TAG, HOT_AUTHOR, FAN, READER)]
    if None in found:
        raise WorldError("there is no tag, author, favourite or follower: seed more")
    hot_tag, hot_author, fan, reader = found
    step = max(1, articles // MOST_SLUGS)
    slugs: Any = connection.scalars(text(SLUGS), {"step": step, "most": MOST_SLUGS})
    token = sign_token(reader, secret_key)
    return Population(articles, hot_tag, hot_author, fan, token, tuple(slugs))
