"""Who is looking: a value that queries get as they run, so that querysets can be made once.

To put a viewer into a queryset anew takes Django about as long as PostgreSQL takes to answer it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from accounts.models import Viewer

_viewer_id: ContextVar[int | None] = ContextVar("viewer_id")


@contextmanager
def seen_by(viewer: Viewer) -> Iterator[None]:
    """Let the querysets that are evaluated in the block be about this viewer."""
    token = _viewer_id.set(viewer.pk)
    try:
        yield
    finally:
        _viewer_id.reset(token)


class ViewerId(Expression):
    """The id of whoever `seen_by` names when the query runs; NULL is nobody's."""

    output_field = BigIntegerField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile it, to a parameter.

        Raises:
            LookupError: the queryset is evaluated outside of any `seen_by`.
        """
        return "%s", (_viewer_id.get(),)


class ViewerIdInText(ViewerId):
    """The same within the text of a statement, so that PostgreSQL plans for this very viewer.

    A plan for anybody serves badly who follows a thousand others.
    """

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile it, to a number.

        Raises:
            LookupError: the queryset is evaluated outside of any `seen_by`.
        """
        return str(_viewer_id.get() or 0), ()
