"""The table of who follows whom."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from accounts.models import User
from columns import TABLE_OPTIONS, BigIntegerKey, Model


class Follow(Model):
    """One user follows another, which says nothing of the other way round (PRO-5)."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("follower_id", "followed_id"),
        Index(None, "followed_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[BigIntegerKey]
    follower_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    followed_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
