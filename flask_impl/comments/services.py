"""Making and deleting comments."""

from sqlalchemy import bindparam, delete, exists, insert
from sqlalchemy.exc import IntegrityError

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


def create_comment(article: AnyRow, *, author: Viewer, body: str) -> AnyRow:
    """Comment on an article (COM-1, COM-5).

    Raises:
        NotFound: the article is gone by now (ART-19).
    """
    values = {"article": article.id, "text": body, "moment": now(), "viewer": author.id}
    try:
        (comment,) = fetch(COMMENT, **values)
    except IntegrityError:
        raise NotFound("article") from None
    return comment


def delete_comment(comment: AnyRow) -> None:
    """Delete a comment.

    Raises:
        NotFound: it is gone already (COM-4).
    """
    if not fetch(delete(Comment).where(Comment.id == comment.id).returning(Comment.id)):
        raise NotFound("comment")
