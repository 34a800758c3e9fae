"""The table of users."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from columns import TABLE_OPTIONS, Base, PrimaryKey


class User(Base):
    """Somebody who signed up; as a profile, what a viewer sees of them."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("username"), TABLE_OPTIONS)

    id: Mapped[PrimaryKey]
    email: Mapped[str] = mapped_column(String(254))
    username: Mapped[str] = mapped_column(String(64))
    password: Mapped[str] = mapped_column(String(255))
    bio: Mapped[str | None]
    image: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
