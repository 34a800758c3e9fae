"""Making and deleting comments."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from accounts.models import User
from articles.models import Article
from clock import now
from comments import queries
from comments.models import Comment
from database import db
from errors import NotFound


def create_comment(article: Article, *, author: User, body: str) -> Comment:
    """Comment on an article (COM-1, COM-5).

    Raises:
        NotFound: the article is gone by now (ART-19).
    """
    moment = now()
    comment = Comment(
        article_id=article.id,
        author_id=author.id,
        body=body,
        created_at=moment,
        updated_at=moment,
    )
    db.session.add(comment)
    try:
        db.session.flush()
    except IntegrityError:
        raise NotFound("article") from None
    shown = queries.get_comment(article, comment.id, author)
    db.session.commit()
    return shown


def delete_comment(comment: Comment) -> None:
    """Delete a comment.

    Raises:
        NotFound: it is gone already (COM-4).
    """
    statement = delete(Comment).where(Comment.id == comment.id).returning(Comment.id)
    if db.session.scalar(statement) is None:
        raise NotFound("comment")
    db.session.commit()
