"""Every read of comments."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, select

from accounts.queries import Viewer
from articles.models import Article
from articles.queries import HAS_SLUG, get_article_keys
from comments.models import Comment
from database import AnyRow, Database, fetch
from errors import NotFound
from profiles.queries import SHOWN_OF_USERS

# Built once, like every statement that requests wait for: that takes as long as running it.
SHOWN = select(
    Comment.id,
    Comment.author_id,
    Comment.created_at,
    Comment.updated_at,
    Comment.body,
    *SHOWN_OF_USERS,
).join(Comment.author)
ARTICLE_ID = select(Article.id).where(HAS_SLUG).scalar_subquery()
COMMENTS = SHOWN.where(Comment.article_id == ARTICLE_ID).order_by(
    Comment.created_at.desc(), Comment.id.desc()
)
COMMENT = SHOWN.where(
    Comment.article_id == bindparam("article_id", type_=BigInteger),
    Comment.id == bindparam("comment_id", type_=BigInteger),
)


async def list_comments(database: Database, slug: str, viewer: Viewer | None) -> Sequence[AnyRow]:
    """Return an article's comments as the viewer sees them, newest first (COM-2).

    Raises:
        NotFound: no article has that slug (ART-19).
    """
    comments = await fetch(database, COMMENTS, slug=slug, viewer=viewer and viewer.id)
    if not comments:
        await get_article_keys(database, slug)  # is there one at all?
    return comments


async def get_comment(
    database: Database, article: AnyRow, comment_id: int, viewer: Viewer
) -> AnyRow:
    """Return a comment on this article as the viewer sees it.

    Raises:
        NotFound: the article has no such comment (COM-4).
    """
    parameters = {"article_id": article.id, "comment_id": comment_id, "viewer": viewer.id}
    for comment in await fetch(database, COMMENT, **parameters):
        return comment
    raise NotFound("comment")
