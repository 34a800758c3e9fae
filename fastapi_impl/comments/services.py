"""Every write and business rule of comments."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import User
from articles.models import Article
from clock import now
from comments.models import Comment
from comments.queries import get_comment
from database import transaction
from errors import NotFound


async def create_comment(
    session: AsyncSession, article: Article, *, author: User, body: str
) -> Comment:
    """Add a comment to an article (COM-1); its times are equal (COM-5).

    Raises:
        NotFound: the article is gone meanwhile (ART-19).
    """
    moment = now()
    comment = Comment(
        article_id=article.id,
        author_id=author.id,
        body=body,
        created_at=moment,
        updated_at=moment,
    )
    try:
        async with transaction(session):
            session.add(comment)
    except IntegrityError as error:
        raise NotFound("article") from error
    return await get_comment(session, article, comment.id, viewer=author)


async def delete_comment(session: AsyncSession, comment: Comment) -> None:
    """Delete a comment.

    Raises:
        NotFound: it is gone already (COM-4).
    """
    async with transaction(session):
        deleted = await session.scalar(
            delete(Comment).where(Comment.id == comment.id).returning(Comment.id)
        )
    if deleted is None:
        raise NotFound("comment")
