"""Everything that can go wrong, and how it is answered (GEN-1).

ApplicationError
├── Unauthorized      401  the token is missing or no good, or the credentials are wrong
├── Forbidden         403  somebody else's
├── NotFound          404  there is no such thing
├── Conflict          409  somebody else has it
├── InvalidPayload    422  the body breaks a rule
└── Unavailable       503  the database is not there for us

Besides these, pydantic refuses bodies and queries (422), and Werkzeug raises an HTTPException for
an unknown path or method, for a body that is too large or of the wrong type, and for whatever
nobody caught, which Flask has logged by then.
"""

from collections.abc import Iterable

from flask import Flask, Response
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from database import is_unreachable
from schemas import Errors, respond


class ApplicationError(Exception):
    """What a rule says no to: a status and what is wrong, by key."""

    status = 500

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


class Unauthorized(ApplicationError):
    """We do not know who is asking (GEN-5, GEN-6, ACC-7)."""

    status = 401


class Forbidden(ApplicationError):
    """The thing is somebody else's (ART-11, COM-3)."""

    status = 403

    def __init__(self, thing: str) -> None:
        super().__init__({thing: "forbidden"})


class NotFound(ApplicationError):
    """There is no such thing (PRO-2, ART-19, COM-4)."""

    status = 404

    def __init__(self, thing: str) -> None:
        super().__init__({thing: "not found"})


class Conflict(ApplicationError):
    """What must be unique is taken (ACC-2)."""

    status = 409

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(keys, "has already been taken"))


class InvalidPayload(ApplicationError):
    """The body as a whole cannot be read (GEN-12)."""

    status = 422

    def __init__(self) -> None:
        super().__init__({"body": "is invalid"})


class Unavailable(ApplicationError):
    """The database cannot be used (OPS-2, OPS-9)."""

    status = 503

    def __init__(self, reason: str) -> None:
        super().__init__({"database": reason})


RETRY_AFTER_SECONDS = 1

HTTP_PROBLEMS = {
    404: {"path": "not found"},
    405: {"method": "not allowed"},
    413: {"body": "is too large"},
    415: {"body": "must be application/json"},
    500: {"server": "internal error"},
}


def init_app(app: Flask) -> None:
    """Have the application answer every error in the one form."""
    app.register_error_handler(ApplicationError, answer_application_error)
    app.register_error_handler(HTTPException, answer_http_exception)
    app.register_error_handler(SQLAlchemyError, answer_database_error)


def answer_application_error(error: ApplicationError) -> Response:
    """Answer what a rule said no to."""
    return _answer(error.status, error.problems)


def answer_database_error(error: SQLAlchemyError) -> Response:
    """Answer for a database that is out of reach (OPS-9).

    Raises:
        SQLAlchemyError: it is not, and the error is a fault like any other.
    """
    if not is_unreachable(error):
        raise error
    response = answer_application_error(Unavailable("is unreachable"))
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def answer_http_exception(error: HTTPException) -> Response:
    """Answer what Flask or Werkzeug said no to."""
    status = error.code or 500
    response = _answer(status, HTTP_PROBLEMS.get(status, {"request": "is invalid"}))
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def answer_validation_error(error: ValidationError) -> Response:
    """Answer what pydantic said no to, the first complaint about each key."""
    problems: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        problems.setdefault(_key(detail), _message(detail))
    return _answer(422, problems)


def _answer(status: int, problems: dict[str, str]) -> Response:
    return respond(Errors(errors={key: [problem] for key, problem in problems.items()}), status)


def _key(detail: ErrorDetails) -> str:
    return next((part for part in reversed(detail["loc"]) if isinstance(part, str)), "body")


def _message(detail: ErrorDetails) -> str:
    """Return what is wrong in the words of GEN-9, GEN-10 and GEN-11."""
    is_field = isinstance(detail["loc"][-1], str)  # and not an item of a list
    if detail["input"] is None and is_field:
        return "can't be blank"
    match detail["type"]:
        case "missing":
            return "can't be blank"
        case "string_too_short":
            return f"is too short (minimum is {detail['ctx']['min_length']} characters)"
        case "string_too_long":
            return f"is too long (maximum is {detail['ctx']['max_length']} characters)"
        case "blank" | "whole_number":  # which schemas raise, in the rules' words
            return detail["msg"]
        case _:
            return "is invalid"
