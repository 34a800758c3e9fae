"""Reads of articles. Each brings along all that will be shown of them: nothing is loaded later."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, false, func, select
from sqlalchemy.orm import contains_eager, defer, selectinload, with_expression

from accounts.models import User
from articles.models import Article, ArticleTag, Favorite
from articles.schemas import ArticleFilters, Page
from database import db
from errors import NotFound
from profiles.models import Follow
from profiles.queries import is_followed_by


def list_articles(filters: ArticleFilters, viewer: User | None) -> tuple[Sequence[Article], int]:
    """Return a page of the articles that match all filters, and how many match (ART-14)."""
    conditions: list[ColumnElement[bool]] = []
    if filters.tag is not None:
        tagged = select(ArticleTag.article_id).where(ArticleTag.name == filters.tag)
        conditions.append(Article.id.in_(tagged))
    if filters.author is not None:
        conditions.append(Article.author_id == _id_of(filters.author))
    if filters.favorited is not None:
        by_user = Favorite.user_id == _id_of(filters.favorited)
        conditions.append(Article.id.in_(select(Favorite.article_id).where(by_user)))
    return _list_page(conditions, viewer, filters)


def list_feed(viewer: User, page: Page) -> tuple[Sequence[Article], int]:
    """Return a page of the articles of followed authors, and how many there are (ART-15)."""
    followed = select(Follow.followed_id).where(Follow.follower_id == viewer.id)
    return _list_page([Article.author_id.in_(followed)], viewer, page)


def get_article(slug: str, viewer: User | None) -> Article:
    """Return an article as the viewer sees it.

    Raises:
        NotFound: none has this slug (ART-19).
    """
    return _one(_seen_by(viewer), slug)


def get_article_row(slug: str) -> Article:
    """Return an article without its author, tags and favourites: enough to act on it.

    Raises:
        NotFound: none has this slug (ART-19).
    """
    return _one(select(Article), slug)


def lock_article(article_id: int) -> Article:
    """Return an article with its tags as they are now, and keep others from changing it.

    Raises:
        NotFound: it is gone by now.
    """
    article = db.session.get(
        Article,
        article_id,
        options=[selectinload(Article.tags)],
        populate_existing=True,
        with_for_update=True,
    )
    if article is None:
        raise NotFound("article")
    return article


def _one(articles: Select[Article], slug: str) -> Article:
    if "\0" in slug:  # PostgreSQL cannot be asked for it (GEN-17).
        raise NotFound("article")
    article = db.session.scalar(articles.where(Article.slug == slug))
    if article is None:
        raise NotFound("article")
    return article


def _list_page(
    conditions: list[ColumnElement[bool]], viewer: User | None, page: Page
) -> tuple[Sequence[Article], int]:
    count = select(func.count()).select_from(Article).where(*conditions)
    articles = (
        _seen_by(viewer)
        .options(defer(Article.body, raiseload=True))
        .where(*conditions)
        .order_by(Article.created_at.desc(), Article.id.desc())
        .limit(page.limit)
        .offset(page.offset)
    )
    return db.session.scalars(articles).all(), db.session.scalar(count) or 0


def _seen_by(viewer: User | None) -> Select[Article]:
    """Return a query of articles with their author and tags, and what the viewer makes of both."""
    favorites = select(func.count()).where(Favorite.article_id == Article.id).correlate(Article)
    return (
        select(Article)
        .join(Article.author)
        .options(
            contains_eager(Article.author).with_expression(User.following, is_followed_by(viewer)),
            selectinload(Article.tags),
            with_expression(Article.favorites_count, favorites.scalar_subquery()),
            with_expression(Article.favorited, _is_favorite_of(viewer)),
        )
        # The viewer, or a bare article, may be loaded already.
        .execution_options(populate_existing=True)
    )


def _is_favorite_of(viewer: User | None) -> ColumnElement[bool]:
    if viewer is None:
        return false()
    return (
        exists()
        .where(Favorite.user_id == viewer.id, Favorite.article_id == Article.id)
        .correlate(Article)
    )


def _id_of(username: str) -> ScalarSelect[int]:
    # Not correlated: the query around it has users of its own, the authors.
    return select(User.id).where(User.username == username).correlate(None).scalar_subquery()
