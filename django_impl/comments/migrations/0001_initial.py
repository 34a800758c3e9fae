"""The comments table."""

# ruff: noqa: D101, RUF012 (the form that makemigrations gives them)

from django.db import migrations, models

from database import cascade_in_database, compare_text_exactly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(cascade_in_database, migrations.RunPython.noop),
        migrations.RunPython(compare_text_exactly, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="comments",
                        to="articles.article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="comments",
                        to="accounts.user",
                    ),
                ),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "comments",
                "indexes": [
                    models.Index(
                        fields=["article", "created_at", "id"],
                        name="comments_article_id_created_at_id_idx",
                    ),
                    models.Index(fields=["author"], name="comments_author_id_idx"),
                ],
            },
        ),
    ]
