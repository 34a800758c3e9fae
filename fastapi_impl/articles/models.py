"""The tables of articles, their tags, and whose favourites they are."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from columns import TABLE_OPTIONS, Base, PrimaryKey


class Article(Base):
    """An article."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(None, "created_at", "id"),
        Index(None, "author_id", "created_at", "id"),
        TABLE_OPTIONS,
    )

    id: Mapped[PrimaryKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(1000))
    body: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship(lazy="raise")
    tags: Mapped[list["ArticleTag"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def tag_list(self) -> list[str]:
        """The tags in code point order, whatever the database's collation is (ART-5)."""
        return sorted(tag.name for tag in self.tags)

    @tag_list.setter
    def tag_list(self, names: Iterable[str]) -> None:
        """Replace the tags; blanks and duplicates are dropped (ART-5).

        A tag that stays keeps its row: SQLAlchemy inserts before it deletes, and would insert it
        twice.
        """
        present = {tag.name: tag for tag in self.tags}
        self.tags = [present.get(name) or ArticleTag(name=name) for name in set(names) if name]


class ArticleTag(Base):
    """A tag of an article."""

    __tablename__ = "article_tags"
    __table_args__ = (
        UniqueConstraint("article_id", "name"),
        Index(None, "name", "article_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[PrimaryKey]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))


class Favorite(Base):
    """An article is a favourite of a user."""

    __tablename__ = "favorites"
    __table_args__ = (
        UniqueConstraint("user_id", "article_id"),
        Index(None, "article_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))


class ArticleCount(Base):
    """How many articles there are: a part, all of them add up. Triggers keep the counts."""

    __tablename__ = "article_counts"
    __table_args__ = TABLE_OPTIONS

    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class TagCount(Base):
    """How many articles have a tag: a part, those of the same name add up."""

    __tablename__ = "tag_counts"
    __table_args__ = TABLE_OPTIONS

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class UserCounts(Base):
    """How many articles a user has written, and how many they have favourited."""

    __tablename__ = "user_counts"
    __table_args__ = TABLE_OPTIONS

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    articles_count: Mapped[int]
    favorites_count: Mapped[int]
