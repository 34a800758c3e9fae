"""Every read of articles."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager, defer, selectinload, with_expression

from accounts.models import User
from articles.models import Article, ArticleTag, Favorite
from articles.schemas import ArticleFilters, Page
from errors import NotFound
from profiles.models import Follow
from profiles.queries import is_followed_by

FAVORITES_COUNT = (
    select(func.count(Favorite.id)).where(Favorite.article_id == Article.id).scalar_subquery()
)


async def list_articles(
    session: AsyncSession, filters: ArticleFilters, viewer: User | None, page: Page
) -> tuple[Sequence[Article], int]:
    """Return a page of the articles that pass every filter, and how many pass (ART-12, ART-14)."""
    conditions = []
    if filters.tag is not None:
        tagged = select(ArticleTag.article_id).where(ArticleTag.name == filters.tag)
        conditions.append(Article.id.in_(tagged))
    if filters.author is not None:
        author = select(User.id).where(User.username == filters.author)
        conditions.append(Article.author_id.in_(author))
    if filters.favorited is not None:
        fan = select(User.id).where(User.username == filters.favorited)
        favorites = select(Favorite.article_id).where(Favorite.user_id.in_(fan))
        conditions.append(Article.id.in_(favorites))
    return await _list_page(session, conditions, viewer, page)


async def list_feed(
    session: AsyncSession, viewer: User, page: Page
) -> tuple[Sequence[Article], int]:
    """Return a page of the articles by whom the viewer follows, and how many there are (ART-15)."""
    followed = select(Follow.followed_id).where(Follow.follower_id == viewer.id)
    return await _list_page(session, [Article.author_id.in_(followed)], viewer, page)


async def get_article(session: AsyncSession, slug: str, viewer: User | None) -> Article:
    """Return an article as the viewer sees it, with author and tags.

    Raises:
        NotFound: no article has that slug (ART-19).
    """
    article = await session.scalar(_seen_by(viewer).where(Article.slug == slug))
    if article is None:
        raise NotFound("article")
    return article


async def get_article_row(session: AsyncSession, slug: str) -> Article:
    """Return an article by itself: to write to, or to find what hangs on it.

    Raises:
        NotFound: no article has that slug (ART-19).
    """
    article = await session.scalar(select(Article).where(Article.slug == slug))
    if article is None:
        raise NotFound("article")
    return article


async def lock_article(session: AsyncSession, article_id: int) -> Article:
    """Return an article with its tags as they are now, and keep others from changing it.

    Raises:
        NotFound: it is gone meanwhile.
    """
    options = [selectinload(Article.tags)]
    article = await session.get(
        Article, article_id, options=options, populate_existing=True, with_for_update=True
    )
    if article is None:
        raise NotFound("article")
    return article


def _seen_by(viewer: User | None) -> Select[Article]:
    """Select articles with author and tags, and what the viewer has to do with them (ART-16)."""
    following = with_expression(User.following, is_followed_by(viewer))
    return (
        select(Article)
        .join(Article.author)
        .options(
            contains_eager(Article.author).options(following),
            selectinload(Article.tags),
            with_expression(Article.favorited, _is_favorite_of(viewer)),
            with_expression(Article.favorites_count, FAVORITES_COUNT),
        )
        # Author and viewer may be one row, and an article may have changed: read all of it again.
        .execution_options(populate_existing=True)
    )


def _is_favorite_of(viewer: User | None) -> ColumnElement[bool]:
    if viewer is None:
        return false()
    return exists().where(Favorite.user_id == viewer.id, Favorite.article_id == Article.id)


async def _list_page(
    session: AsyncSession,
    conditions: Sequence[ColumnElement[bool]],
    viewer: User | None,
    page: Page,
) -> tuple[Sequence[Article], int]:
    """Return a page, newest first, and the number of all matches (GEN-24, ART-12, ART-23)."""
    count = await session.scalar(select(func.count(Article.id)).where(*conditions))
    articles = await session.scalars(
        _seen_by(viewer)
        .where(*conditions)
        .order_by(Article.created_at.desc(), Article.id.desc())
        .limit(page.limit)
        .offset(page.offset)
        .options(defer(Article.body, raiseload=True))
    )
    return articles.all(), count or 0
