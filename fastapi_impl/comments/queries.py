"""Every read of comments."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, with_expression

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from errors import NotFound
from profiles.queries import is_followed_by


async def list_comments(
    session: AsyncSession, article: Article, viewer: User | None
) -> Sequence[Comment]:
    """Return an article's comments as the viewer sees them, newest first (COM-2)."""
    comments = await session.scalars(
        _seen_by(viewer)
        .where(Comment.article_id == article.id)
        .order_by(Comment.created_at.desc(), Comment.id.desc())
    )
    return comments.all()


async def get_comment(
    session: AsyncSession, article: Article, comment_id: int, viewer: User | None
) -> Comment:
    """Return a comment on this article as the viewer sees it.

    Raises:
        NotFound: the article has no such comment (COM-4).
    """
    comment = await session.scalar(
        _seen_by(viewer).where(Comment.id == comment_id, Comment.article_id == article.id)
    )
    if comment is None:
        raise NotFound("comment")
    return comment


def _seen_by(viewer: User | None) -> Select[Comment]:
    """Select comments with their authors, and whether the viewer follows them (COM-1)."""
    following = with_expression(User.following, is_followed_by(viewer))
    return (
        select(Comment)
        .join(Comment.author)
        .options(contains_eager(Comment.author).options(following))
        # Author and viewer may be one row, which is in the session without `following`.
        .execution_options(populate_existing=True)
    )
