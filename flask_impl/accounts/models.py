"""The table of users."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from columns import TABLE_OPTIONS, BigIntegerKey, LongText, Model


class User(Model):
    """Somebody with an account, and what others see of them."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("email"),
        UniqueConstraint("username"),
        TABLE_OPTIONS,
    )

    id: Mapped[BigIntegerKey]
    email: Mapped[str] = mapped_column(String(254))
    username: Mapped[str] = mapped_column(String(64))
    password: Mapped[str] = mapped_column(String(255))
    """An argon2id hash in the PHC string format."""
    bio: Mapped[str | None] = mapped_column(LongText)
    image: Mapped[str | None] = mapped_column(LongText)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
