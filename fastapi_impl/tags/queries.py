"""Every read of tags."""

from sqlalchemy import BigInteger, cast, func, select

from articles.models import TagCount
from database import Database, fetch

# Built once: building it with every request would take as long as running it.
TAGS = (
    select(TagCount.name, cast(func.sum(TagCount.n), BigInteger).label("articles"))
    .group_by(TagCount.name)
    .having(func.sum(TagCount.n) > 0)
)


async def list_tags(database: Database) -> list[str]:
    """Return every tag in use, that of the most articles first, then by code points (TAG-2)."""
    tags = await fetch(database, TAGS)
    # Sorted here, since every database has collations of its own.
    return [name for _, name in sorted((-articles, name) for name, articles in tags)]
