"""The tables of articles, their tags, who favourited them, and how many there are of each."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from columns import TABLE_OPTIONS, BigIntegerKey, LongText, Model


class Article(Model):
    """An article."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(None, "created_at", "id"),
        Index(None, "author_id", "created_at", "id"),
        TABLE_OPTIONS,
    )

    id: Mapped[BigIntegerKey]
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(255))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(1000))
    body: Mapped[str] = mapped_column(LongText)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship(lazy="raise")
    tags: Mapped[list["ArticleTag"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def tag_list(self) -> list[str]:
        """The tags in code point order (ART-5), which no two databases agree on."""
        return sorted(tag.name for tag in self.tags)

    @tag_list.setter
    def tag_list(self, names: Iterable[str]) -> None:
        """Replace the tags; blanks and duplicates are dropped (ART-5).

        A tag that stays keeps its row: SQLAlchemy inserts before it deletes, and would insert it
        twice.
        """
        present = {tag.name: tag for tag in self.tags}
        self.tags = [present.get(name) or ArticleTag(name=name) for name in set(names) if name]


class ArticleTag(Model):
    """An article has a tag."""

    __tablename__ = "article_tags"
    __table_args__ = (
        UniqueConstraint("article_id", "name"),
        Index(None, "name", "article_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[BigIntegerKey]
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(64))


class Favorite(Model):
    """A user has favourited an article."""

    __tablename__ = "favorites"
    __table_args__ = (
        UniqueConstraint("user_id", "article_id"),
        Index(None, "article_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[BigIntegerKey]
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id, ondelete="CASCADE"))


class ArticleCount(Model):
    """How many articles there are: a part, all of them add up. Triggers keep the counts."""

    __tablename__ = "article_counts"
    __table_args__ = TABLE_OPTIONS

    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class TagCount(Model):
    """How many articles have a tag: a part, those of the same name add up."""

    __tablename__ = "tag_counts"
    __table_args__ = TABLE_OPTIONS

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class UserCounts(Model):
    """How many articles a user has written, and how many they have favourited."""

    __tablename__ = "user_counts"
    __table_args__ = TABLE_OPTIONS

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    articles_count: Mapped[int]
    favorites_count: Mapped[int]
