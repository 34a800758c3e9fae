"""The tables as SQLAlchemy maps them, for the rungs of Flask and FastAPI."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, Select, cast, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    contains_eager,
    defer,
    mapped_column,
    query_expression,
    relationship,
    selectinload,
    with_expression,
)


class Base(DeclarativeBase):
    """The base of every table."""

    type_annotation_map: ClassVar = {datetime: DateTime(timezone=True)}


class User(Base):
    """Somebody with an account."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    username: Mapped[str]
    password: Mapped[str]
    bio: Mapped[str | None]
    image: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    following: ClassVar[bool] = False
    """As nobody in particular sees it."""


class ArticleTag(Base):
    """A tag of an article."""

    __tablename__ = "article_tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    name: Mapped[str]


class Favorite(Base):
    """A user likes an article."""

    __tablename__ = "favorites"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))


class Article(Base):
    """Something that a user has written."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    slug: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship(lazy="raise")
    tags: Mapped[list[ArticleTag]] = relationship(lazy="raise")
    favorites_count: Mapped[int] = query_expression()

    favorited: ClassVar[bool] = False
    """As nobody in particular sees it."""

    @property
    def tag_list(self) -> list[str]:
        """The names of its tags, in order."""
        return sorted(tag.name for tag in self.tags)


class ArticleCount(Base):
    """How many articles there are: a part, all of them add up."""

    __tablename__ = "article_counts"

    slot: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]


COUNT_ARTICLES = select(cast(func.sum(ArticleCount.n), BigInteger))


def select_articles() -> Select[Article]:
    """Return a query of articles with their author, their tags and how many like them."""
    favorites = select(func.count()).where(Favorite.article_id == Article.id).correlate(Article)
    return (
        select(Article)
        .join(Article.author)
        .options(
            contains_eager(Article.author),
            selectinload(Article.tags),
            with_expression(Article.favorites_count, favorites.scalar_subquery()),
        )
    )


def select_page(limit: int, offset: int) -> Select[Article]:
    """Return the query of a page, newest first, without the articles' bodies."""
    return (
        select_articles()
        .options(defer(Article.body, raiseload=True))
        .order_by(Article.created_at.desc(), Article.id.desc())
        .limit(limit)
        .offset(offset)
    )
