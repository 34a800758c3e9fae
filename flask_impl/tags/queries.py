"""Reads of tags, which are there while an article has them (TAG-1, TAG-3)."""

from sqlalchemy import BigInteger, cast, func, select

from articles.models import TagCount
from database import fetch

# Built once: building it with every request would take as long as running it.
TAGS = (
    select(TagCount.name, cast(func.sum(TagCount.n), BigInteger).label("articles"))
    .group_by(TagCount.name)
    .having(func.sum(TagCount.n) > 0)
)


def list_tags() -> list[str]:
    """Return the tags in use, most used first, then in code point order (TAG-2)."""
    # Sorted here, since no two databases agree on the order of names.
    return [name for _, name in sorted((-articles, name) for name, articles in fetch(TAGS))]
