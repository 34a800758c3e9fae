"""Reads of comments, each with its author."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, select

from accounts.queries import Viewer
from articles import queries as articles
from articles.models import Article
from comments.models import Comment
from database import LARGEST_ID, AnyRow, fetch
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
ARTICLE_ID = select(Article.id).where(articles.HAS_SLUG).scalar_subquery()
COMMENTS = SHOWN.where(Comment.article_id == ARTICLE_ID).order_by(
    Comment.created_at.desc(), Comment.id.desc()
)
COMMENT = SHOWN.where(
    Comment.article_id == bindparam("article_id", type_=BigInteger),
    Comment.id == bindparam("comment_id", type_=BigInteger),
)


def list_comments(slug: str, viewer: Viewer | None) -> Sequence[AnyRow]:
    """Return an article's comments as the viewer sees them, newest first (COM-2).

    Raises:
        NotFound: no article has this slug (ART-19).
    """
    articles.refuse_unstorable(slug)
    comments = fetch(COMMENTS, slug=slug, viewer=viewer and viewer.id)
    if not comments:
        articles.get_article_keys(slug)  # is there one at all?
    return comments


def get_comment(article: AnyRow, comment_id: int, viewer: Viewer) -> AnyRow:
    """Return a comment as the viewer sees it.

    Raises:
        NotFound: the article has none with this id (COM-4).
    """
    if comment_id > LARGEST_ID:  # No database can be asked for it.
        raise NotFound("comment")
    for comment in fetch(COMMENT, article_id=article.id, comment_id=comment_id, viewer=viewer.id):
        return comment
    raise NotFound("comment")
