"""What the reference application remembers."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

MILLISECOND = 1000


@dataclass
class User:
    """A user, and whom they follow."""

    id: int
    email: str
    username: str
    password: str
    bio: str | None = None
    image: str | None = None
    follows: set[int] = field(default_factory=set)
    """Users' ids."""


@dataclass
class Comment:
    """A comment on an article."""

    id: int
    author: User
    body: str
    created: int


@dataclass
class Article:
    """An article with its tags, favourites and comments."""

    id: int
    author: User
    title: str
    description: str
    body: str
    slug: str
    tags: list[str]
    created: int
    """In milliseconds since 1970, like all times here."""
    updated: int
    favorites: list[int] = field(default_factory=list)
    """Users' ids."""
    comments: dict[int, Comment] = field(default_factory=dict)


class Store:
    """Everything there is, by id; and what was deleted, for faults that remember it."""

    def __init__(self) -> None:
        self.users: dict[int, User] = {}
        self.articles: dict[int, Article] = {}
        self.deleted: dict[str, Article] = {}
        """By slug."""
        self.numbers = count(1)
        self._latest = 0

    def now(self) -> int:
        """Return the time in milliseconds since 1970; it never goes back."""
        self._latest = max(self._latest, time.time_ns() // 1_000_000)
        return self._latest

    def user_where(self, matches: Callable[[User], bool]) -> User | None:
        """Return the first user of whom that is true."""
        return next((user for user in self.users.values() if matches(user)), None)

    def article_at(self, slug: str | None) -> Article | None:
        """Return the article of that slug."""
        found = (article for article in self.articles.values() if article.slug == slug)
        return next(found, None)

    def newest_first(self) -> list[Article]:
        """Return all articles in the order of lists (ART-12)."""
        key = lambda article: (article.created, article.id)  # noqa: E731 (used once)
        return sorted(self.articles.values(), key=key, reverse=True)


def shown(moment: int) -> str:
    """Return a time as it goes over the wire (GEN-18)."""
    seconds, milliseconds = divmod(moment, MILLISECOND)
    text = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{milliseconds:03}Z"


def hashed(password: str) -> str:
    """Return what is kept of a password: quick, and good enough for a server of tests."""
    return hashlib.sha256(password.encode()).hexdigest()
