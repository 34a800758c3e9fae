"""The follows table, and profiles over the users table."""

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
            name="Profile",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("accounts.user",),
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="follows",
                        to="accounts.user",
                    ),
                ),
                (
                    "followed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="followers",
                        to="accounts.user",
                    ),
                ),
            ],
            options={
                "db_table": "follows",
                "indexes": [models.Index(fields=["followed"], name="follows_followed_id_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("follower", "followed"), name="follows_follower_id_followed_id_key"
                    )
                ],
            },
        ),
    ]
