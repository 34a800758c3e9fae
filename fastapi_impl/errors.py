"""What can go wrong, and how it is told over HTTP.

ApplicationError
├── Unauthorized            401  no token, a bad one, or wrong credentials
├── Forbidden               403  somebody else's
├── NotFound                404  no such thing, or no such path
├── MethodNotAllowed        405  the path has no such method
├── Conflict                409  somebody else has it
├── TooLarge                413  the body is over the limit
├── UnsupportedMediaType    415  the body is not declared as JSON
├── InvalidPayload          422  the body or the query breaks a rule
├── InternalError           500  a fault of the server
└── Unavailable             503  the database is not ready, or out of reach

Services and dependencies raise these; the handlers at the end turn them, and what FastAPI,
Starlette and pydantic raise, into answers.
"""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from database import is_unreachable

RETRY_AFTER_SECONDS = 1

BLANK = "can't be blank"
INVALID = "is invalid"

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# What a path parameter names, for the answer to one that cannot name anything.
NAMED_IN_PATH = {"slug": "article", "username": "profile", "id": "comment"}


class ApplicationError(Exception):
    """A request that cannot be answered as asked: a status, and a message for each key."""

    status: ClassVar[int]

    def __init__(self, errors: dict[str, str], headers: dict[str, str] | None = None) -> None:
        super().__init__(errors)
        self.errors = errors
        self.headers = headers


class Unauthorized(ApplicationError):
    """Who is asking is not known: the token or the credentials are no good."""

    status = 401

    def __init__(self, what: str, problem: str) -> None:
        super().__init__({what: problem})


class Forbidden(ApplicationError):
    """The thing is somebody else's."""

    status = 403

    def __init__(self, what: str) -> None:
        super().__init__({what: "forbidden"})


class NotFound(ApplicationError):
    """There is no such thing."""

    status = 404

    def __init__(self, what: str) -> None:
        super().__init__({what: "not found"})


class MethodNotAllowed(ApplicationError):
    """The path has other methods."""

    status = 405

    def __init__(self, allowed: Iterable[str]) -> None:
        super().__init__({"method": "not allowed"}, headers={"Allow": ", ".join(allowed)})


class Conflict(ApplicationError):
    """Somebody else has what each of the keys asks for."""

    status = 409

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(keys, "has already been taken"))


class TooLarge(ApplicationError):
    """The body is over the limit."""

    status = 413

    def __init__(self) -> None:
        super().__init__({"body": "is too large"})


class UnsupportedMediaType(ApplicationError):
    """The body is not declared as JSON."""

    status = 415

    def __init__(self) -> None:
        super().__init__({"body": "must be application/json"})


class InvalidPayload(ApplicationError):
    """The body or the query breaks a rule."""

    status = 422


class InternalError(ApplicationError):
    """A fault of the server."""

    status = 500

    def __init__(self) -> None:
        # uvicorn closes the connection after an exception: the client had better know.
        super().__init__({"server": "internal error"}, headers={"Connection": "close"})


class Unavailable(ApplicationError):
    """The database is not ready, or out of reach (OPS-2, OPS-9)."""

    status = 503

    def __init__(self, problem: str, headers: dict[str, str] | None = None) -> None:
        super().__init__({"database": problem}, headers)


def respond(error: ApplicationError) -> JSONResponse:
    """Put an error into its envelope (GEN-1)."""
    errors = {key: [message] for key, message in error.errors.items()}
    return JSONResponse({"errors": errors}, status_code=error.status, headers=error.headers)


async def _answer_application_error(_: Request, error: ApplicationError) -> JSONResponse:
    return respond(error)


async def _answer_http_exception(request: Request, error: HTTPException) -> JSONResponse:
    match error.status_code:
        case 404:
            return respond(NotFound("path"))
        case 405:
            return respond(MethodNotAllowed(_methods_of_path(request)))
        case 413:
            return respond(TooLarge())
        case _:  # FastAPI's 400 for a body that it could not read to its end
            return respond(InvalidPayload({"body": INVALID}))


async def _answer_validation_error(_: Request, error: RequestValidationError) -> JSONResponse:
    told: dict[str, str] = {}
    for problem in error.errors():
        if problem["loc"][0] == "path":
            return respond(NotFound(NAMED_IN_PATH[problem["loc"][1]]))
        told.setdefault(_key(problem), _message(problem))
    return respond(InvalidPayload(told))


async def _answer_database_error(_: Request, error: SQLAlchemyError | OSError) -> JSONResponse:
    """Answer for a database that is out of reach (OPS-9); asyncpg leaves some errors as OSError."""
    if isinstance(error, SQLAlchemyError) and not is_unreachable(error):
        raise error
    retry = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return respond(Unavailable("is unreachable", retry))


async def _answer_fault(_: Request, __: Exception) -> JSONResponse:
    return respond(InternalError())  # Starlette raises the exception again, and uvicorn logs it


def _methods_of_path(request: Request) -> list[str]:
    """Name every method of the path (GEN-3); Starlette names those of the first route only."""
    return [
        method
        for method in METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]


def _key(problem: dict[str, Any]) -> str:
    """Name the field: the last word in the place of the problem."""
    return next(part for part in reversed(problem["loc"]) if isinstance(part, str))


def _message(problem: dict[str, Any]) -> str:
    """Say in the specification's words what pydantic found (GEN-9 to GEN-13)."""
    if problem["loc"] == ("body",):
        return INVALID
    is_field = isinstance(problem["loc"][-1], str)  # and no item of a list
    if problem["type"] == "missing" or (is_field and problem["input"] is None):
        return BLANK
    match problem["type"]:
        case "string_too_short":
            return f"is too short (minimum is {problem['ctx']['min_length']} characters)"
        case "string_too_long":
            return f"is too long (maximum is {problem['ctx']['max_length']} characters)"
        case "blank" | "whole_number":  # ours, from schemas.py
            return str(problem["msg"])
        case _:
            return INVALID


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    ApplicationError: _answer_application_error,
    HTTPException: _answer_http_exception,
    RequestValidationError: _answer_validation_error,
    SQLAlchemyError: _answer_database_error,
    OSError: _answer_database_error,
    Exception: _answer_fault,
}
