"""Is the process up, and can it work? For load balancers; not part of the documented API."""

from contextlib import closing

from django.apps import apps
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from errors import Unavailable, answer
from rendering import json_response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer while the process is up, whatever the database does (OPS-1)."""
    return json_response({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether the database is there, with every table and column (OPS-2)."""
    # A connection of its own: the pool would wait for a free one, and for a database that is away.
    probe = connection.copy()
    probe.settings_dict["OPTIONS"].pop("pool", None)
    with closing(probe):
        try:
            probe.ensure_connection()
            migrated = _holds_every_column(probe)
        except Error:
            return answer(Unavailable("is unreachable"))
    if not migrated:
        return answer(Unavailable("is not migrated"))
    return json_response({"status": "ready"})


def _holds_every_column(probe: BaseDatabaseWrapper) -> bool:
    with probe.cursor() as cursor:
        tables = set(probe.introspection.table_names(cursor))
        for model in apps.get_models():
            table = model._meta.db_table
            if table not in tables:
                return False
            description = probe.introspection.get_table_description(cursor, table)
            columns = {column.name for column in description}
            if not columns.issuperset(field.column for field in model._meta.local_concrete_fields):
                return False
    return True
