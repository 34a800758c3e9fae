"""Count articles, those of each tag and user, and favourites; triggers keep the counts."""

from pathlib import Path
from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, String, inspect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TRIGGERS = Path(__file__).parents[1] / "triggers"
# As in revision 0001; SQLite has nothing to number here.
OPTIONS: dict[str, Any] = {
    "mariadb_engine": "InnoDB",
    "mariadb_charset": "utf8mb4",
    "mariadb_collate": "utf8mb4_nopad_bin",
}
SLOTS = range(16)
COUNT_WHAT_IS_THERE = (
    """
    UPDATE article_counts SET n = (
        SELECT count(*) FROM articles WHERE articles.id & 15 = article_counts.slot
    )
    """,
    """
    INSERT INTO tag_counts (name, slot, n)
    SELECT name, article_id & 15, count(*) FROM article_tags GROUP BY name, article_id & 15
    """,
    """
    INSERT INTO user_counts (user_id, articles_count, favorites_count)
    SELECT
        id,
        (SELECT count(*) FROM articles WHERE author_id = users.id),
        (SELECT count(*) FROM favorites WHERE user_id = users.id)
    FROM users
    """,
)


def upgrade() -> None:
    """Create the counts and their triggers, unless another panel has done so."""
    if inspect(op.get_bind()).has_table("article_counts"):
        return
    article_counts = op.create_table("article_counts", _key("slot"), _count("n"), **OPTIONS)
    name = Column("name", String(64), primary_key=True)
    op.create_table("tag_counts", name, _key("slot"), _count("n"), **OPTIONS)
    counts = _count("articles_count"), _count("favorites_count")
    op.create_table("user_counts", _key("user_id"), *counts, **OPTIONS)
    op.bulk_insert(article_counts, [{"slot": slot, "n": 0} for slot in SLOTS])
    for statement in (*COUNT_WHAT_IS_THERE, *_list_triggers()):
        op.execute(statement)


def downgrade() -> None:
    """Drop the triggers, and the counts."""
    for statement in reversed(_list_triggers()):
        op.execute(_drop(statement))
    for table in ("user_counts", "tag_counts", "article_counts"):
        op.drop_table(table)


def _list_triggers() -> list[str]:
    """Return the statements that create the engine's triggers; a blank line ends each."""
    text = (TRIGGERS / f"{op.get_context().dialect.name}.sql").read_text(encoding="utf-8")
    return text.split("\n\n")


def _drop(creation: str) -> str:
    """Return the statement that drops what another one creates: a trigger or its function."""
    words = creation.partition("CREATE ")[2].split()
    kind, name = words[:2]
    on_table = op.get_context().dialect.name == "postgresql" and kind == "TRIGGER"
    return f"DROP {kind} {name}" + (f" ON {words[words.index('ON') + 1]}" if on_table else "")


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _count(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)
