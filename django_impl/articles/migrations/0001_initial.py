"""The articles, article_tags and favorites tables."""

# ruff: noqa: D101, RUF012 (the form that makemigrations gives them)

from django.db import migrations, models

from database import cascade_in_database, compare_text_exactly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(cascade_in_database, migrations.RunPython.noop),
        migrations.RunPython(compare_text_exactly, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="articles",
                        to="accounts.user",
                    ),
                ),
                ("slug", models.CharField(max_length=255)),
                ("title", models.CharField(max_length=200)),
                ("description", models.CharField(max_length=1000)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "articles",
                "indexes": [
                    models.Index(fields=["created_at", "id"], name="articles_created_at_id_idx"),
                    models.Index(
                        fields=["author", "created_at", "id"],
                        name="articles_author_id_created_at_id_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="articles_slug_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleTag",
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
                        related_name="tags",
                        to="articles.article",
                    ),
                ),
                ("name", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "article_tags",
                "indexes": [
                    models.Index(
                        fields=["name", "article"], name="article_tags_name_article_id_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "name"), name="article_tags_article_id_name_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Favorite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="favorites",
                        to="accounts.user",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="favorites",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "db_table": "favorites",
                "indexes": [models.Index(fields=["article"], name="favorites_article_id_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "article"), name="favorites_user_id_article_id_key"
                    ),
                ],
            },
        ),
    ]
