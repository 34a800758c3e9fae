"""Create the tables of spec/schema.sql."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None

# SQLite numbers only what is declared INTEGER, which holds as much there.
BIG_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(mysql.LONGTEXT(), "mariadb")
# On SQLite it is DATETIME, as which database.UTCDateTime declares itself too.
MOMENT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mariadb")
# Those of database.TABLE_OPTIONS, which may change one day where a migration must not.
OPTIONS: dict[str, Any] = {
    "sqlite_autoincrement": True,
    "mariadb_engine": "InnoDB",
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}


def upgrade() -> None:
    """Create every table with its constraints and indexes."""
    _create_accounts()
    _create_profiles()
    _create_articles()
    _create_comments()


def downgrade() -> None:
    """Drop them all."""
    for table in ("comments", "favorites", "article_tags", "articles", "follows", "users"):
        op.drop_table(table)


def _create_accounts() -> None:
    op.create_table(
        "users",
        _id(),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("username", sa.String(64), nullable=False),
        sa.Column("password", sa.String(255), nullable=False),
        sa.Column("bio", TEXT),
        sa.Column("image", TEXT),
        *_times(),
        sa.UniqueConstraint("email", name="users_email_key"),
        sa.UniqueConstraint("username", name="users_username_key"),
        **OPTIONS,
    )


def _create_profiles() -> None:
    op.create_table(
        "follows",
        _id(),
        _reference("follower_id", "users.id"),
        _reference("followed_id", "users.id"),
        sa.UniqueConstraint(
            "follower_id", "followed_id", name="follows_follower_id_followed_id_key"
        ),
        **OPTIONS,
    )
    op.create_index("follows_followed_id_idx", "follows", ["followed_id"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        _id(),
        _reference("author_id", "users.id"),
        sa.Column("slug", sa.String(255), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.String(1000), nullable=False),
        sa.Column("body", TEXT, nullable=False),
        *_times(),
        sa.UniqueConstraint("slug", name="articles_slug_key"),
        **OPTIONS,
    )
    op.create_index("articles_created_at_id_idx", "articles", ["created_at", "id"])
    op.create_index(
        "articles_author_id_created_at_id_idx", "articles", ["author_id", "created_at", "id"]
    )
    op.create_table(
        "article_tags",
        _id(),
        _reference("article_id", "articles.id"),
        sa.Column("name", sa.String(64), nullable=False),
        sa.UniqueConstraint("article_id", "name", name="article_tags_article_id_name_key"),
        **OPTIONS,
    )
    op.create_index("article_tags_name_article_id_idx", "article_tags", ["name", "article_id"])
    op.create_table(
        "favorites",
        _id(),
        _reference("user_id", "users.id"),
        _reference("article_id", "articles.id"),
        sa.UniqueConstraint("user_id", "article_id", name="favorites_user_id_article_id_key"),
        **OPTIONS,
    )
    op.create_index("favorites_article_id_idx", "favorites", ["article_id"])


def _create_comments() -> None:
    op.create_table(
        "comments",
        _id(),
        _reference("article_id", "articles.id"),
        _reference("author_id", "users.id"),
        sa.Column("body", TEXT, nullable=False),
        *_times(),
        **OPTIONS,
    )
    op.create_index(
        "comments_article_id_created_at_id_idx", "comments", ["article_id", "created_at", "id"]
    )
    op.create_index("comments_author_id_idx", "comments", ["author_id"])


def _id() -> sa.Column[int]:
    return sa.Column("id", BIG_INTEGER, sa.Identity(), primary_key=True)


def _reference(name: str, target: str) -> sa.Column[int]:
    foreign_key = sa.ForeignKey(target, ondelete="CASCADE")
    return sa.Column(name, BIG_INTEGER, foreign_key, nullable=False)


def _times() -> list[sa.Column[datetime]]:
    return [sa.Column(name, MOMENT, nullable=False) for name in ("created_at", "updated_at")]
