"""Reads of comments, each with its author."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from database import LARGEST_ID, db
from errors import NotFound
from profiles.queries import is_followed_by


def list_comments(article: Article, viewer: User | None) -> Sequence[Comment]:
    """Return an article's comments as the viewer sees them, newest first (COM-2)."""
    newest_first = (Comment.created_at.desc(), Comment.id.desc())
    return db.session.scalars(_seen_by(viewer, article).order_by(*newest_first)).all()


def get_comment(article: Article, comment_id: int, viewer: User | None) -> Comment:
    """Return a comment as the viewer sees it.

    Raises:
        NotFound: the article has none with this id (COM-4).
    """
    if comment_id > LARGEST_ID:  # No database can be asked for it.
        raise NotFound("comment")
    comment = db.session.scalar(_seen_by(viewer, article).where(Comment.id == comment_id))
    if comment is None:
        raise NotFound("comment")
    return comment


def _seen_by(viewer: User | None, article: Article) -> Select[Comment]:
    return (
        select(Comment)
        .where(Comment.article_id == article.id)
        .join(Comment.author)
        .options(
            contains_eager(Comment.author).with_expression(User.following, is_followed_by(viewer))
        )
        # An author may be the viewer, who is loaded already.
        .execution_options(populate_existing=True)
    )
