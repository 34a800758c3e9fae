"""Counts of articles, of those of each tag and user, and of favourites; triggers keep them."""

# ruff: noqa: D101, RUF012 (the form that makemigrations gives them)

from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from database import MARIADB, compare_text_exactly

TRIGGERS = Path(__file__).parent / "triggers"
SLOTS = range(16)
COUNT_WHAT_IS_THERE = [
    f"INSERT INTO article_counts (slot, n) SELECT {slot}, count(*) FROM articles WHERE id & 15 = {slot}"  # noqa: E501, S608 (a number)
    for slot in SLOTS
] + [
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
]


def list_triggers(schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
    """Return the statements that create the engine's triggers; a blank line ends each."""
    vendor = schema_editor.connection.vendor
    engine = "mariadb" if vendor == MARIADB else vendor
    return (TRIGGERS / f"{engine}.sql").read_text(encoding="utf-8").split("\n\n")


def start_counting(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Count what is there, and have the triggers count what comes and goes."""
    for statement in [*COUNT_WHAT_IS_THERE, *list_triggers(schema_editor)]:
        schema_editor.execute(statement, params=None)


def stop_counting(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers, and on PostgreSQL their functions."""
    for creation in reversed(list_triggers(schema_editor)):
        words = creation.partition("CREATE ")[2].split()
        kind, name = words[:2]
        on_table = schema_editor.connection.vendor == "postgresql" and kind == "TRIGGER"
        table = f" ON {words[words.index('ON') + 1]}" if on_table else ""
        schema_editor.execute(f"DROP {kind} {name}{table}", params=None)


class Migration(migrations.Migration):
    # So that --fake-initial takes the tables of another application for these.
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(compare_text_exactly, migrations.RunPython.noop),
        migrations.CreateModel(
            name="ArticleCount",
            fields=[
                ("slot", models.BigIntegerField(primary_key=True, serialize=False)),
                ("n", models.BigIntegerField()),
            ],
            options={"db_table": "article_counts"},
        ),
        migrations.CreateModel(
            name="TagCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "name",
                        "slot",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("slot", models.BigIntegerField()),
                ("n", models.BigIntegerField()),
            ],
            options={"db_table": "tag_counts"},
        ),
        migrations.CreateModel(
            name="UserCounts",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        primary_key=True,
                        related_name="counts",
                        serialize=False,
                        to="accounts.user",
                    ),
                ),
                ("articles_count", models.BigIntegerField()),
                ("favorites_count", models.BigIntegerField()),
            ],
            options={"db_table": "user_counts"},
        ),
        # Not atomic: MariaDB commits with each trigger that is made.
        migrations.RunPython(start_counting, stop_counting, atomic=False),
    ]
