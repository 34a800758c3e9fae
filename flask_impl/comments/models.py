"""The table of comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from articles.models import Article
from columns import TABLE_OPTIONS, BigIntegerKey, LongText, Model


class Comment(Model):
    """A comment on an article."""

    __tablename__ = "comments"
    __table_args__ = (
        Index(None, "article_id", "created_at", "id"),
        Index(None, "author_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[BigIntegerKey]
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.id, ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(LongText)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship(lazy="raise")
