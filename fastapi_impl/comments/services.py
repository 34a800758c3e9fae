"""Every write and business rule of comments."""

from sqlalchemy import bindparam, delete, exists, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from accounts.queries import Viewer
from clock import now
from comments.models import Comment
from database import AnyRow, fetch
from errors import NotFound
from profiles.models import Follow
from profiles.queries import VIEWER

FOLLOWS_THEMSELF = exists().where(Follow.follower_id == VIEWER, Follow.followed_id == VIEWER)
COMMENT = (
    insert(Comment)
    .values(
        article_id=bindparam("article"),
        author_id=VIEWER,
        body=bindparam("text"),
        created_at=bindparam("moment"),
        updated_at=bindparam("moment"),
    )
    .returning(
        Comment.id,
        Comment.created_at,
        Comment.updated_at,
        Comment.body,
        FOLLOWS_THEMSELF.label("following"),
    )
)


async def create_comment(
    engine: AsyncEngine, article: AnyRow, *, author: Viewer, body: str
) -> AnyRow:
    """Add a comment to an article (COM-1); its times are equal (COM-5).

    Raises:
        NotFound: the article is gone meanwhile (ART-19).
    """
    values = {"article": article.id, "text": body, "moment": now(), "viewer": author.id}
    try:
        (comment,) = await fetch(engine, COMMENT, **values)
    except IntegrityError as error:
        raise NotFound("article") from error
    return comment


async def delete_comment(engine: AsyncEngine, comment: AnyRow) -> None:
    """Delete a comment.

    Raises:
        NotFound: it is gone already (COM-4).
    """
    deletion = delete(Comment).where(Comment.id == comment.id).returning(Comment.id)
    if not await fetch(engine, deletion):
        raise NotFound("comment")
