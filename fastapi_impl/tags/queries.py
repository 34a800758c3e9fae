"""Every read of tags."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from articles.models import ArticleTag


async def list_tags(session: AsyncSession) -> list[str]:
    """Return every tag in use, that of the most articles first, then by code points (TAG-2)."""
    rows = await session.execute(
        select(ArticleTag.name, func.count(ArticleTag.id)).group_by(ArticleTag.name)
    )
    # Sorted here, since every database has collations of its own.
    by_use = sorted((-articles, name) for name, articles in rows)
    return [name for _, name in by_use]
