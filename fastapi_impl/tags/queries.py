"""Every read of tags."""

from sqlalchemy import func, select

from articles.models import ArticleTag
from database import Database, fetch

# Built once: building it with every request would take as long as running it.
TAGS = select(ArticleTag.name, func.count().label("articles")).group_by(ArticleTag.name)


async def list_tags(database: Database) -> list[str]:
    """Return every tag in use, that of the most articles first, then by code points (TAG-2)."""
    tags = await fetch(database, TAGS)
    # Sorted here, since every database has collations of its own.
    return [name for _, name in sorted((-articles, name) for name, articles in tags)]
