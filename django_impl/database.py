"""What Django's ORM leaves to say about this database."""

import re

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def cascade_in_database(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the foreign keys of a migration cascade in the database: its first operation.

    Django 5.2 emulates ON DELETE in Python and defers its constraints to the end of the
    transaction. The schema wants them as plain as SQL has them, and models say DO_NOTHING.
    A schema editor serves one migration, so the next one is not affected.
    """
    schema_editor.sql_create_inline_fk = "REFERENCES %(to_table)s (%(to_column)s) ON DELETE CASCADE"


def parse_id(text: str) -> int:
    """Return the id that decimal digits spell, or 0, which no row has, for any other text."""
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else 0
