"""Made-up users, articles and comments: plausible, and the same for the same seed.

Rows are tuples in the order of the columns that `COLUMNS` names. Times are whole milliseconds
since `BEGINNING`.

The spread is that of a real site, with the few that are hard to serve: the first topic is a tag of
two articles in five, the first user writes far more than anybody else, and the second, the reader,
follows a tenth of all users and has far more favourites than anybody else.
"""

import random
import string
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
SPAN = 2 * 365 * 24 * 3600 * 1000
"""Two years, in milliseconds."""
DAY = 24 * 3600 * 1000

Row = tuple[Any, ...]

COLUMNS = {
    "users": (
        *("id", "email", "username", "password", "bio", "image", "created_at", "updated_at"),
    ),
    "follows": ("id", "follower_id", "followed_id"),
    "articles": (
        *("id", "author_id", "slug", "title", "description", "body", "created_at", "updated_at"),
    ),
    "article_tags": ("id", "article_id", "name"),
    "favorites": ("id", "user_id", "article_id"),
    "comments": ("id", "article_id", "author_id", "body", "created_at", "updated_at"),
}
TIME_COLUMNS = ("created_at", "updated_at")

WORDS_FILE = Path(__file__).with_name("sample_words.toml")
WORDS: dict[str, list[str]] = {
    kind: words.split() if isinstance(words, str) else words
    for kind, words in tomllib.loads(WORDS_FILE.read_text(encoding="utf-8")).items()
}

SENTENCE_POOL = 600
SUFFIX_ALPHABET = string.ascii_lowercase + string.digits
MOST_FOLLOWED = 30
MOST_FAVORITES = 200
MOST_COMMENTS = 60
HOT_AUTHOR_SHARE = 0.03
"""Of all articles, besides those that would be the first user's anyway."""
READER_FAVORITES_SHARE = 0.02
READER_FOLLOWS_SHARE = 0.1


@dataclass
class Taken:
    """What the database holds already: names that are gone, and the last id of each table."""

    usernames: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    last_ids: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))


class SampleContent:
    """Makes up the rows of one seeded database, in the order of their foreign keys."""

    def __init__(self, seed: int, taken: Taken) -> None:
        self.random = random.Random(seed)  # noqa: S311 (made-up text, not a secret)
        self.taken = taken
        self.registered: list[int] = []
        self.user_ids: list[int] = []
        self.topic_weights = list(
            accumulate(1 / rank for rank in range(1, len(WORDS["topics"]) + 1))
        )
        self.sentences = [self._sentence() for _ in range(SENTENCE_POOL)]

    def salt(self) -> bytes:
        """Return the salt for the password that everybody shares."""
        return self.random.randbytes(16)

    def users(self, count: int, password: str) -> Iterator[Row]:
        """Yield users in the order of their registration, the first at the very beginning."""
        times = [0, *sorted(self.random.randrange(SPAN) for _ in range(count - 1))]
        for registered in times:
            identity = self._next_id("users")
            username = self._username()
            bio = self._text(1, 2) if self.random.random() < 0.6 else None  # noqa: PLR2004
            image = f"https://example.org/portraits/{identity}.jpg" if bio else None
            self.user_ids.append(identity)
            self.registered.append(registered)
            email = f"{username}@example.org"
            yield (identity, email, username, password, bio, image, registered, registered)

    def follows(self) -> Iterator[Row]:
        """Yield whom each user follows: few, and mostly the same well-known people."""
        for follower in self.user_ids:
            for followed in self._followed_by(follower):
                yield (self._next_id("follows"), follower, followed)

    def article_times(self, count: int) -> list[int]:
        """Return when the articles are published, the oldest first."""
        return sorted(self.random.randrange(SPAN) for _ in range(count))

    def articles(self, times: Iterable[int]) -> dict[str, list[Row]]:
        """Return the articles published at these times with their tags, favourites, comments."""
        rows: dict[str, list[Row]] = {
            name: [] for name in ("articles", "article_tags", "favorites", "comments")
        }
        for published in times:
            article = self._article(published)
            rows["articles"].append(article)
            rows["article_tags"] += self._tags(article[0])
            rows["favorites"] += self._favorites(article[0])
            rows["comments"] += self._comments(article[0], published)
        return rows

    @property
    def _reader(self) -> int:
        return self.user_ids[:2][-1]

    def _followed_by(self, follower: int) -> list[int]:
        if follower == self._reader:
            count = int(len(self.user_ids) * READER_FOLLOWS_SHARE)
            return self.random.sample(self.user_ids, k=count)
        return self._some_users(min(MOST_FOLLOWED, self._skewed(mean=8)), SPAN)

    def _author(self, published: int) -> int:
        if self.random.random() < HOT_AUTHOR_SHARE:
            return self.user_ids[0]
        return self._some_users(1, published)[0]

    def _article(self, published: int) -> Row:
        topics = self.random.sample(WORDS["topics"], k=2)
        title = self._word("titles").format(*topics)
        title = title[0].upper() + title[1:]
        edited = self.random.random() < 0.2  # noqa: PLR2004
        updated = self._later(published, mean_days=20) if edited else published
        return (
            self._next_id("articles"),
            self._author(published),
            self._slug(title),
            title,
            self.random.choice(self.sentences),
            "\n\n".join(self._text(2, 7) for _ in range(self.random.randint(2, 8))),
            published,
            updated,
        )

    def _tags(self, article: int) -> list[Row]:
        count = self.random.randint(0, 5)
        drawn = self.random.choices(WORDS["topics"], cum_weights=self.topic_weights, k=count)
        return [(self._next_id("article_tags"), article, name) for name in dict.fromkeys(drawn)]

    def _favorites(self, article: int) -> list[Row]:
        count = min(MOST_FAVORITES, self._skewed(mean=4))
        users = dict.fromkeys(self.random.choices(self.user_ids, k=count))
        if self.random.random() < READER_FAVORITES_SHARE:
            users[self._reader] = None
        return [(self._next_id("favorites"), user, article) for user in users]

    def _comments(self, article: int, published: int) -> list[Row]:
        rows = []
        for _ in range(min(MOST_COMMENTS, self._skewed(mean=3))):
            written = self._later(published, mean_days=10)
            author = self._some_users(1, written)[0]
            body = f"{self._word('remarks')} {self._text(0, 2)}".strip()
            rows.append((self._next_id("comments"), article, author, body, written, written))
        return rows

    def _next_id(self, table: str) -> int:
        self.taken.last_ids[table] += 1
        return self.taken.last_ids[table]

    def _username(self) -> str:
        name = f"{self._word('first_names')}.{self._word('last_names')}"
        number = 1
        username = name
        while username in self.taken.usernames:
            number = self.random.randint(number, number * 10)
            username = f"{name}{number}"
        self.taken.usernames.add(username)
        return username

    def _slug(self, title: str) -> str:
        """Return a free slug of a title that is ASCII already (ART-3, ART-4)."""
        kept = "".join(c for c in title.lower() if c.isalnum() or c in " -")
        slug = plain = "-".join(kept.replace("-", " ").split())
        while slug in self.taken.slugs:
            slug = f"{plain}-{''.join(self.random.choices(SUFFIX_ALPHABET, k=6))}"
        self.taken.slugs.add(slug)
        return slug

    def _some_users(self, count: int, moment: int) -> list[int]:
        """Return distinct users who were registered by then, the first ones far more often."""
        known = bisect_right(self.registered, moment)
        drawn = (int(known * self.random.random() ** 2) for _ in range(count))
        return [self.user_ids[position] for position in dict.fromkeys(drawn)]

    def _skewed(self, mean: int) -> int:
        """Return a count with a long tail: mostly less than the mean, now and then far more."""
        return int(mean / 2 * (self.random.paretovariate(1.5) - 0.5))

    def _later(self, moment: int, mean_days: int) -> int:
        delay = int(self.random.expovariate(1 / (mean_days * DAY)))
        return min(moment + 1 + delay, SPAN)

    def _sentence(self) -> str:
        thought = f"{self._word('subjects')} {self._word('verbs')} {self._word('topics')}"
        return f"{thought}, {self._word('endings')}"

    def _word(self, kind: str) -> str:
        return self.random.choice(WORDS[kind])

    def _text(self, fewest: int, most: int) -> str:
        count = self.random.randint(fewest, most)
        return " ".join(self.random.choices(self.sentences, k=count))
