"""What can go wrong, and how HTTP says it: nothing else in the panel picks an error's status.

ApplicationError
├── Unauthorized          401  no token, a bad one, or wrong credentials
├── Forbidden             403  somebody else's
├── NotFound              404  no such thing, or no such path
├── MethodNotAllowed      405  the path has no such method
├── Conflict              409  somebody else has it
├── TooLarge              413  the body is over the limit
├── UnsupportedMediaType  415  the body is not declared as JSON
├── InvalidPayload        422  the body or the query breaks a rule
├── InternalError         500  a fault of the server
└── Unavailable           503  the database cannot be used, or not be reached
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from ninja import NinjaAPI
from ninja.errors import ValidationError

from database import is_unreachable
from rendering import GetResponse, json_response

RETRY_AFTER_SECONDS = 1


class ApplicationError(Exception):
    """Something that the client is told: a status, and what is wrong by key (GEN-1)."""

    status: ClassVar[int]

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems


class Unauthorized(ApplicationError):
    """We do not know who is asking (GEN-5, GEN-6, ACC-7)."""

    status = 401

    def __init__(self, key: str, problem: str) -> None:
        super().__init__({key: problem})


class Forbidden(ApplicationError):
    """The thing is somebody else's (ART-11, COM-3)."""

    status = 403

    def __init__(self, thing: str) -> None:
        super().__init__({thing: "forbidden"})


class NotFound(ApplicationError):
    """There is no such thing (GEN-2, PRO-2, ART-19, COM-4)."""

    status = 404

    def __init__(self, thing: str) -> None:
        super().__init__({thing: "not found"})


class MethodNotAllowed(ApplicationError):
    """The path has other methods (GEN-3)."""

    status = 405

    def __init__(self) -> None:
        super().__init__({"method": "not allowed"})


class Conflict(ApplicationError):
    """Somebody else has what must be unique (ACC-2)."""

    status = 409

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(keys, "has already been taken"))


class TooLarge(ApplicationError):
    """The body is over the limit (GEN-14)."""

    status = 413

    def __init__(self) -> None:
        super().__init__({"body": "is too large"})


class UnsupportedMediaType(ApplicationError):
    """The body is not declared as JSON (GEN-15)."""

    status = 415

    def __init__(self) -> None:
        super().__init__({"body": "must be application/json"})


class InvalidPayload(ApplicationError):
    """The body or the query breaks a rule (GEN-9 to GEN-13, GEN-23)."""

    status = 422


class InternalError(ApplicationError):
    """A fault of the server (OPS-7)."""

    status = 500

    def __init__(self) -> None:
        super().__init__({"server": "internal error"})


class Unavailable(ApplicationError):
    """The database cannot be used (OPS-2, OPS-9)."""

    status = 503

    def __init__(self, problem: str) -> None:
        super().__init__({"database": problem})


WRONG_TYPES = {"list_type", "model_type", "dict_type", "model_attributes_type"}
"""What pydantic calls text where a list or an object belongs: that is no blank field."""


def answer(error: ApplicationError) -> HttpResponse:
    """Put an error into its envelope."""
    errors = {key: [problem] for key, problem in error.problems.items()}
    return json_response({"errors": errors}, status=error.status)


def register(api: NinjaAPI) -> None:
    """Have the API answer what its views and parameters raise."""

    @api.exception_handler(ApplicationError)
    def application_error(request: HttpRequest, error: ApplicationError) -> HttpResponse:
        return answer(error)

    @api.exception_handler(ValidationError)
    def validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
        in_body = any(detail["loc"][0] == "body" for detail in error.errors)
        if in_body and request.content_type != "application/json":
            return answer(UnsupportedMediaType())
        problems: dict[str, str] = {}
        for detail in error.errors:
            problems.setdefault(_key(detail), _problem(detail))
        return answer(InvalidPayload(problems))

    @api.exception_handler(RequestDataTooBig)
    def undeclared_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return answer(TooLarge())

    api.exception_handler(OperationalError)(database_error)
    api.exception_handler(InterfaceError)(database_error)


def database_error(request: HttpRequest, error: OperationalError | InterfaceError) -> HttpResponse:
    """Answer for a database that is out of reach (OPS-9).

    Raises:
        Exception: it is not, and the error is a fault like any other.
    """
    if not is_unreachable(error):
        raise error
    response = answer(Unavailable("is unreachable"))
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def path_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown path: Django's handler404."""
    return answer(NotFound("path"))


def internal_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of the server, which Django has logged: its handler500."""
    return answer(InternalError())


def method_not_allowed_middleware(get_response: GetResponse) -> GetResponse:
    """Put the 405 of ninja and Django, for which there is no handler, into the envelope."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response["Allow"]
            response = answer(MethodNotAllowed())
            response["Allow"] = allowed
        return response

    return middleware


def _key(detail: dict[str, Any]) -> str:
    """Name the field: the last word in the place of the problem."""
    return next(part for part in reversed(detail["loc"]) if isinstance(part, str))


def _problem(detail: dict[str, Any]) -> str:
    """Say in the specification's words what pydantic found (GEN-9 to GEN-13)."""
    match detail["type"]:
        case _ if detail["loc"] == ("body", "body"):  # no field, but the body itself
            return "is invalid"
        case "whole_number":
            return str(detail["msg"])
        case _ if _is_blank(detail):
            return "can't be blank"
        case "string_too_short":
            return f"is too short (minimum is {detail['ctx']['min_length']} characters)"
        case "string_too_long":
            return f"is too long (maximum is {detail['ctx']['max_length']} characters)"
        case _:
            return "is invalid"


def _is_blank(detail: dict[str, Any]) -> bool:
    """Tell whether a field says nothing; an item of a list is no field."""
    match detail["input"]:
        case None:
            return isinstance(detail["loc"][-1], str)
        case str(text) if not text.strip():
            return detail["type"] not in WRONG_TYPES
        case _:
            return bool(detail["type"] == "missing")
