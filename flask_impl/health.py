"""For whoever runs the server: is it up, and can it work?"""

from flask import Blueprint, Response
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from columns import Model
from database import db
from errors import Unavailable
from schemas import ResponseModel, respond

health = Blueprint("health", __name__)


class Status(ResponseModel):
    """How the server is, in a word."""

    status: str


@health.get("/healthz")
def healthz() -> Response:
    """Answer while the process is up, whatever the database does (OPS-1)."""
    return respond(Status(status="ok"))


@health.get("/readyz")
def readyz() -> Response:
    """Answer whether the database is there, with everything that the models need (OPS-2).

    Raises:
        Unavailable: it is not.
    """
    try:
        complete = _holds_every_column()
    except SQLAlchemyError as error:
        raise Unavailable("is unreachable") from error
    if not complete:
        raise Unavailable("is not migrated")
    return respond(Status(status="ready"))


def _holds_every_column() -> bool:
    found = {
        table: {column["name"] for column in columns}
        for (_, table), columns in inspect(db.engine).get_multi_columns().items()
    }
    return all(
        set(table.columns.keys()) <= found.get(table.name, set())
        for table in Model.metadata.tables.values()
    )
