"""Every write and business rule of articles."""

from contextlib import suppress

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import User
from articles import queries
from articles.models import Article, Favorite
from articles.schemas import NewArticle, UpdatedArticle
from articles.slugs import list_candidates, slugify
from clock import now
from database import transaction
from errors import NotFound, Unauthorized


async def create_article(session: AsyncSession, new: NewArticle, *, author: User) -> Article:
    """Publish an article (ART-1) under a slug of its own (ART-22).

    Raises:
        Unauthorized: the author is gone meanwhile (GEN-6).
    """
    moment = now()
    article = Article(author_id=author.id, **new.model_dump(), created_at=moment, updated_at=moment)
    async with transaction(session):
        await _insert(session, article)
        # Within: once it is committed, the slug may become another article's.
        return await queries.get_article(session, article.slug, viewer=author)


async def update_article(
    session: AsyncSession, article: Article, changes: UpdatedArticle, *, author: User
) -> Article:
    """Change an article in the keys given, and in no other (ART-7).

    Raises:
        NotFound: the article is gone meanwhile.
    """
    if changes:
        async with transaction(session):
            article = await queries.lock_article(session, article.id)
            title = changes.get("title", article.title)
            if slugify(title) != slugify(article.title):
                await _rename(session, article, title)
            for key, value in changes.items():
                setattr(article, key, value)
            article.updated_at = now()
            await session.flush()
            return await queries.get_article(session, article.slug, viewer=author)
    return await queries.get_article(session, article.slug, viewer=author)


async def delete_article(session: AsyncSession, article: Article) -> None:
    """Delete an article with all that hangs on it, which the database sees to (ART-20).

    Raises:
        NotFound: it is gone already.
    """
    async with transaction(session):
        deleted = await session.scalar(
            delete(Article).where(Article.id == article.id).returning(Article.id)
        )
    if deleted is None:
        raise NotFound("article")


async def favorite_article(session: AsyncSession, article: Article, user: User) -> Article:
    """Make an article a favourite of a user; once more changes nothing (ART-17, ART-21).

    Raises:
        NotFound: the article is gone meanwhile.
    """
    slug = article.slug
    async with transaction(session):
        # It may be one already, or the article be gone: the next read tells.
        with suppress(IntegrityError):
            async with session.begin_nested():
                session.add(Favorite(user_id=user.id, article_id=article.id))
    return await queries.get_article(session, slug, viewer=user)


async def unfavorite_article(session: AsyncSession, article: Article, user: User) -> Article:
    """Take an article off a user's favourites; once more changes nothing (ART-17).

    Raises:
        NotFound: the article is gone meanwhile.
    """
    async with transaction(session):
        await session.execute(
            delete(Favorite).where(Favorite.user_id == user.id, Favorite.article_id == article.id)
        )
    return await queries.get_article(session, article.slug, viewer=user)


async def _insert(session: AsyncSession, article: Article) -> None:
    """Write a new article under the first slug of its title that nobody has (ART-4)."""
    for slug in list_candidates(article.title):
        article.slug = slug
        with suppress(IntegrityError):
            async with session.begin_nested():
                session.add(article)
            return
    raise Unauthorized("token", "is invalid")  # no slug was to blame, but the author


async def _rename(session: AsyncSession, article: Article, title: str) -> None:
    """Give an article the first slug of its new title that nobody has (ART-9)."""
    for slug in list_candidates(title):
        with suppress(IntegrityError):
            async with session.begin_nested():
                await session.execute(
                    update(Article).where(Article.id == article.id).values(slug=slug)
                )
            return
