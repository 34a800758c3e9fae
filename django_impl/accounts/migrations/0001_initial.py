"""The users table."""

# ruff: noqa: D101, RUF012 (the form that makemigrations gives them)

from django.db import migrations, models

import accounts.models
from database import compare_text_exactly


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunPython(compare_text_exactly, migrations.RunPython.noop),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("username", models.CharField(max_length=64)),
                ("password", accounts.models.PasswordField(max_length=255)),
                ("bio", models.TextField(null=True)),
                ("image", models.TextField(null=True)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "users",
                "constraints": [
                    models.UniqueConstraint(fields=("email",), name="users_email_key"),
                    models.UniqueConstraint(fields=("username",), name="users_username_key"),
                ],
            },
        ),
    ]
