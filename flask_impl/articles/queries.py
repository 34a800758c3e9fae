"""Reads of articles, each with all that will be shown of it in one statement.

Statements are built once and get their values as parameters; their rows are used as they are.
Building a statement, and making objects of its rows, would each take longer than running it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from accounts.models import User
from accounts.queries import Viewer
from articles.models import Article, ArticleCount, ArticleTag, Favorite, TagCount, UserCounts
from articles.schemas import ArticleFilters, Page
from columns import list_agg
from database import AnyRow, db, fetch
from errors import NotFound
from profiles.models import Follow
from profiles.queries import SHOWN_OF_USERS, VIEWER

TAG_LIST = (
    select(list_agg(ArticleTag.name))
    .where(ArticleTag.article_id == Article.id)
    .correlate(Article)
    .scalar_subquery()
)
FAVORITES_COUNT = (
    select(func.count())
    .where(Favorite.article_id == Article.id)
    .correlate(Article)
    .scalar_subquery()
)
IS_FAVORITE = (
    exists().where(Favorite.user_id == VIEWER, Favorite.article_id == Article.id).correlate(Article)
)

PREVIEWS = select(
    Article.slug,
    Article.title,
    Article.description,
    TAG_LIST.label("tag_list"),
    Article.created_at,
    Article.updated_at,
    IS_FAVORITE.label("favorited"),
    FAVORITES_COUNT.label("favorites_count"),
    *SHOWN_OF_USERS,
).join(Article.author)
"""All that lists show of articles, to the viewer."""

HAS_SLUG = Article.slug == bindparam("slug")
ARTICLE = PREVIEWS.add_columns(Article.body).where(HAS_SLUG)
ARTICLE_KEYS = select(Article.id, Article.author_id, Article.slug).where(HAS_SLUG)


def _id_of(parameter: str) -> ColumnElement[int]:
    """Return the id of the user whose name is in a parameter."""
    user = select(User.id).where(User.username == bindparam(parameter))
    # Not correlated: the statement around it has users of its own, the authors.
    return user.correlate(None).scalar_subquery()


NOBODY = 0
"""An id that no user has."""
FAN_ID = select(User.id).where(User.username == bindparam("favorited"))
FAN = bindparam("fan", type_=BigInteger, literal_execute=True)
"""Within the text of a statement, so that PostgreSQL knows of whom it is: it goes through the
newest articles for a user of many favourites, but through the favourites of one with few."""
FOLLOWED = select(Follow.followed_id).where(Follow.follower_id == VIEWER)

FILTERS: Mapping[str, ColumnElement[bool]] = {
    "tag": Article.id.in_(select(ArticleTag.article_id).where(ArticleTag.name == bindparam("tag"))),
    "author": Article.author_id == _id_of("author"),
    "favorited": Article.id.in_(select(Favorite.article_id).where(Favorite.user_id == FAN)),
    "followed": Article.author_id.in_(FOLLOWED),
}
"""Which articles a list may be narrowed to; each takes the parameter of its own name, or a fan."""


def _sum(counts: InstrumentedAttribute[int], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return a statement that adds counts up: 0 for none at all, and no decimal number."""
    return select(cast(func.coalesce(func.sum(counts), 0), BigInteger)).where(*conditions)


KEPT_COUNTS: Mapping[tuple[str, ...], Select[Any]] = {
    (): _sum(ArticleCount.n),
    ("tag",): _sum(TagCount.n, TagCount.name == bindparam("tag")),
    ("author",): _sum(UserCounts.articles_count, UserCounts.user_id == _id_of("author")),
    ("favorited",): _sum(UserCounts.favorites_count, UserCounts.user_id == FAN),
    ("followed",): _sum(UserCounts.articles_count, UserCounts.user_id.in_(FOLLOWED)),
}
"""How many articles a filter leaves, as the database keeps count; several ask for counting."""


def list_articles(filters: ArticleFilters, viewer: Viewer | None) -> tuple[Sequence[AnyRow], int]:
    """Return a page of the articles that match all filters, and how many match (ART-14)."""
    given = filters.model_dump(include={"tag", "author", "favorited"}, exclude_none=True)
    names = tuple(given)
    if "favorited" in given:
        fans = fetch(FAN_ID, favorited=given["favorited"])
        given["fan"] = fans[0].id if fans else NOBODY
    return _list_page(names, given, viewer, filters)


def list_feed(viewer: Viewer, page: Page) -> tuple[Sequence[AnyRow], int]:
    """Return a page of the articles of followed authors, and how many there are (ART-15)."""
    return _list_page(("followed",), {}, viewer, page)


def get_article(slug: str, viewer: Viewer | None) -> AnyRow:
    """Return an article as the viewer sees it.

    Raises:
        NotFound: none has this slug (ART-19).
    """
    return _one(ARTICLE, slug=slug, viewer=viewer and viewer.id)


def get_article_keys(slug: str) -> AnyRow:
    """Return the id, author_id and slug of an article: enough to act on it.

    Raises:
        NotFound: none has this slug (ART-19).
    """
    return _one(ARTICLE_KEYS, slug=slug)


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


def refuse_unstorable(slug: str) -> None:
    """Keep from the database a slug that PostgreSQL cannot be asked for (GEN-17).

    Raises:
        NotFound: it is one, and no article has it.
    """
    if "\0" in slug:
        raise NotFound("article")


def _one(statement: Executable, *, slug: str, **parameters: object) -> AnyRow:
    refuse_unstorable(slug)
    for article in fetch(statement, slug=slug, **parameters):
        return article
    raise NotFound("article")


def _list_page(
    names: tuple[str, ...], values: Mapping[str, object], viewer: Viewer | None, page: Page
) -> tuple[Sequence[AnyRow], int]:
    parameters = {**values, "viewer": viewer and viewer.id}
    listing, count = _list_statements(names)
    articles = fetch(listing, **parameters, limit=page.limit, offset=page.offset)
    if articles:
        return articles, articles[0].articles_count
    # No row to bear the count: the page lies behind the last one, or there is nothing at all.
    return [], fetch(count, **parameters)[0].articles_count if page.offset else 0


@cache
def _list_statements(names: tuple[str, ...]) -> tuple[Select[Any], Select[Any]]:
    """Return the statements for a page of what these filters leave, and for the number of all."""
    conditions = [FILTERS[name] for name in names]
    counted = select(func.count()).select_from(Article).where(*conditions)
    count = KEPT_COUNTS.get(names, counted).correlate(None).scalar_subquery()
    newest_first = Article.created_at.desc(), Article.id.desc()
    page = (
        select(Article.id)
        .where(*conditions)
        .order_by(*newest_first)
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
        # Apart, so that of the articles before a page nothing is read but their place in an index.
        .subquery()
    )
    listing = (
        PREVIEWS.add_columns(count.label("articles_count"))
        .join(page, page.c.id == Article.id)
        .order_by(*newest_first)
    )
    return listing, select(count.label("articles_count"))
