"""Create the tables."""

from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = Text().with_variant(mysql.LONGTEXT(), "mariadb")
MOMENT = DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mariadb")
# Those of database.TABLE_OPTIONS, which may change one day where a migration must not.
OPTIONS: dict[str, Any] = {
    "sqlite_autoincrement": True,
    "mariadb_engine": "InnoDB",
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}


def upgrade() -> None:
    """Create every table with its constraints and indexes."""
    _create_users()
    _create_follows()
    _create_articles()
    _create_article_tags()
    _create_favorites()
    _create_comments()


def downgrade() -> None:
    """Drop every table, those that refer to others first."""
    for table in ("comments", "favorites", "article_tags", "articles", "follows", "users"):
        op.drop_table(table)


def _create_users() -> None:
    op.create_table(
        "users",
        _primary_key(),
        Column("email", String(254), nullable=False),
        Column("username", String(64), nullable=False),
        Column("password", String(255), nullable=False),
        Column("bio", TEXT),
        Column("image", TEXT),
        *_times(),
        UniqueConstraint("email", name="users_email_key"),
        UniqueConstraint("username", name="users_username_key"),
        **OPTIONS,
    )


def _create_follows() -> None:
    op.create_table(
        "follows",
        _primary_key(),
        _reference("follower_id", "users.id"),
        _reference("followed_id", "users.id"),
        UniqueConstraint("follower_id", "followed_id", name="follows_follower_id_followed_id_key"),
        **OPTIONS,
    )
    op.create_index("follows_followed_id_idx", "follows", ["followed_id"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        _primary_key(),
        _reference("author_id", "users.id"),
        Column("slug", String(255), nullable=False),
        Column("title", String(200), nullable=False),
        Column("description", String(1000), nullable=False),
        Column("body", TEXT, nullable=False),
        *_times(),
        UniqueConstraint("slug", name="articles_slug_key"),
        **OPTIONS,
    )
    op.create_index("articles_created_at_id_idx", "articles", ["created_at", "id"])
    op.create_index(
        "articles_author_id_created_at_id_idx", "articles", ["author_id", "created_at", "id"]
    )


def _create_article_tags() -> None:
    op.create_table(
        "article_tags",
        _primary_key(),
        _reference("article_id", "articles.id"),
        Column("name", String(64), nullable=False),
        UniqueConstraint("article_id", "name", name="article_tags_article_id_name_key"),
        **OPTIONS,
    )
    op.create_index("article_tags_name_article_id_idx", "article_tags", ["name", "article_id"])


def _create_favorites() -> None:
    op.create_table(
        "favorites",
        _primary_key(),
        _reference("user_id", "users.id"),
        _reference("article_id", "articles.id"),
        UniqueConstraint("user_id", "article_id", name="favorites_user_id_article_id_key"),
        **OPTIONS,
    )
    op.create_index("favorites_article_id_idx", "favorites", ["article_id"])


def _create_comments() -> None:
    op.create_table(
        "comments",
        _primary_key(),
        _reference("article_id", "articles.id"),
        _reference("author_id", "users.id"),
        Column("body", TEXT, nullable=False),
        *_times(),
        **OPTIONS,
    )
    op.create_index(
        "comments_article_id_created_at_id_idx", "comments", ["article_id", "created_at", "id"]
    )
    op.create_index("comments_author_id_idx", "comments", ["author_id"])


def _primary_key() -> Column[int]:
    number = BigInteger().with_variant(Integer(), "sqlite")
    return Column("id", number, Identity(always=False), primary_key=True)


def _reference(name: str, target: str) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(target, ondelete="CASCADE"), nullable=False)


def _times() -> list[Column[object]]:
    return [Column(name, MOMENT, nullable=False) for name in ("created_at", "updated_at")]
