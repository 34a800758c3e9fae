"""Every write and business rule of articles."""

from contextlib import suppress

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from accounts.queries import Viewer
from articles import queries
from articles.models import Article, Favorite
from articles.schemas import NewArticle, UpdatedArticle
from articles.slugs import list_candidates, slugify
from clock import now
from database import AnyRow, execute, fetch, transaction
from errors import NotFound, Unauthorized
from profiles.queries import VIEWER

FAVORITE = insert(Favorite).from_select(
    ["user_id", "article_id"],
    select(VIEWER, Article.id).where(
        Article.slug == bindparam("slug"),
        ~exists().where(Favorite.user_id == VIEWER, Favorite.article_id == Article.id),
    ),
)
UNFAVORITE = delete(Favorite).where(
    Favorite.user_id == VIEWER,
    Favorite.article_id
    == select(Article.id).where(Article.slug == bindparam("slug")).scalar_subquery(),
)


async def create_article(engine: AsyncEngine, new: NewArticle, *, author: Viewer) -> AnyRow:
    """Publish an article (ART-1) under a slug of its own (ART-22).

    Raises:
        Unauthorized: the author is gone meanwhile (GEN-6).
    """
    moment = now()
    article = Article(author_id=author.id, **new.model_dump(), created_at=moment, updated_at=moment)
    async with transaction(engine) as session:
        await _insert(session, article)
        # Within: once it is committed, the slug may become another article's.
        return await queries.get_article(await session.connection(), article.slug, author)


async def update_article(
    engine: AsyncEngine, keys: AnyRow, changes: UpdatedArticle, *, author: Viewer
) -> AnyRow:
    """Change an article in the keys given, and in no other (ART-7).

    Raises:
        NotFound: the article is gone meanwhile.
    """
    if not changes:
        return await queries.get_article(engine, keys.slug, author)
    async with transaction(engine) as session:
        article = await queries.lock_article(session, keys.id)
        title = changes.get("title", article.title)
        if slugify(title) != slugify(article.title):
            await _rename(session, article, title)
        for key, value in changes.items():
            setattr(article, key, value)
        article.updated_at = now()
        await session.flush()
        return await queries.get_article(await session.connection(), article.slug, author)


async def delete_article(engine: AsyncEngine, keys: AnyRow) -> None:
    """Delete an article with all that hangs on it, which the database sees to (ART-20).

    Raises:
        NotFound: it is gone already.
    """
    deletion = delete(Article).where(Article.id == keys.id).returning(Article.id)
    if not await fetch(engine, deletion):
        raise NotFound("article")


async def favorite_article(engine: AsyncEngine, slug: str, user: Viewer) -> AnyRow:
    """Make an article a favourite of a user; once more changes nothing (ART-17, ART-21).

    Raises:
        NotFound: no article has that slug (ART-19).
    """
    # Another request may be faster, or the article or user be gone: the next read tells.
    with suppress(IntegrityError):
        await execute(engine, FAVORITE, slug=slug, viewer=user.id)
    return await queries.get_article(engine, slug, user)


async def unfavorite_article(engine: AsyncEngine, slug: str, user: Viewer) -> AnyRow:
    """Take an article off a user's favourites; once more changes nothing (ART-17).

    Raises:
        NotFound: no article has that slug (ART-19).
    """
    await execute(engine, UNFAVORITE, slug=slug, viewer=user.id)
    return await queries.get_article(engine, slug, user)


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
