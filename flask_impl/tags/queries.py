"""Reads of tags, which are there while an article has them (TAG-1, TAG-3)."""

from sqlalchemy import func, select

from articles.models import ArticleTag
from database import db


def list_tags() -> list[str]:
    """Return the tags in use, most used first, then in code point order (TAG-2)."""
    counted = select(ArticleTag.name, func.count()).group_by(ArticleTag.name)
    tags = db.session.execute(counted).all()
    # Sorted here, since no two databases agree on the order of names.
    return [name for name, count in sorted(tags, key=lambda tag: (-tag[1], tag[0]))]
