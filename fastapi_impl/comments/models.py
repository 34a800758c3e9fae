"""The table of comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from columns import TABLE_OPTIONS, Base, PrimaryKey


class Comment(Base):
    """What somebody has to say about an article."""

    __tablename__ = "comments"
    __table_args__ = (
        Index(None, "article_id", "created_at", "id"),
        Index(None, "author_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[PrimaryKey]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    body: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    author: Mapped[User] = relationship(lazy="raise")
