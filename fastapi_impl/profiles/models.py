"""The table of who follows whom."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from columns import TABLE_OPTIONS, Base, PrimaryKey


class Follow(Base):
    """One user follows another (PRO-5)."""

    __tablename__ = "follows"
    __table_args__ = (
        UniqueConstraint("follower_id", "followed_id"),
        Index(None, "followed_id"),
        TABLE_OPTIONS,
    )

    id: Mapped[PrimaryKey]
    follower_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    followed_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
