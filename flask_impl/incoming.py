"""Requests read as strictly as the rules want: sizes, media types, JSON and queries."""

from contextlib import suppress
from functools import cached_property
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, current_app, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import (
    HTTPException,
    NotFound,
    RequestEntityTooLarge,
    UnsupportedMediaType,
)

from errors import InvalidPayload

LARGEST_DISCARDED = 16 * 1_048_576
"""Bytes of the largest body that is worth reading for the sake of its connection."""
CHUNK = 65_536
"""Bytes of it that are read at once."""


def init_app(app: Flask) -> None:
    """Have the application read its requests like this."""
    app.request_class = StrictRequest
    app.json = StrictJSONProvider(app)
    app.before_request(refuse_large_body)
    app.before_request(refuse_leading_slashes)
    app.after_request(discard_body)
    # A path with a slash too many is another path, and no redirect (GEN-21).
    app.url_map.merge_slashes = False


def refuse_large_body() -> None:
    """Turn a body away by its declared size, before anything else is looked at (GEN-4, GEN-14).

    Flask itself would notice only when the body is read, which it does for bodies that declare no
    size.

    Raises:
        RequestEntityTooLarge: it is over MAX_CONTENT_LENGTH.
    """
    if (request.content_length or 0) > current_app.config["MAX_CONTENT_LENGTH"]:
        raise RequestEntityTooLarge


def refuse_leading_slashes() -> None:
    """Take a path that begins with several slashes for another path, as Werkzeug does not.

    Raises:
        NotFound: there is no such path (GEN-2).
    """
    if request.environ["PATH_INFO"].startswith("//"):
        raise NotFound


def discard_body(response: Response) -> Response:
    """Read on to the end of a body that nobody has read.

    The client is sending it anyway, and gunicorn would close the connection without saying so.
    """
    if request.content_length:
        request.max_content_length = LARGEST_DISCARDED
        with suppress(HTTPException):  # It is larger still, or the client is gone.
            while request.stream.read(CHUNK):
                pass
    return response


class StrictRequest(Request):
    """A request whose body, where an operation reads one, is a JSON object."""

    @property
    def is_json(self) -> bool:
        """Whether the body is declared application/json, and nothing like it (GEN-15)."""
        return self.mimetype == "application/json"

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:  # noqa: ANN401 (the signature is Flask's)
        """Return the body as a dictionary.

        flask-openapi3 asks for it silently, which would make every failure a missing body.

        Raises:
            UnsupportedMediaType: it is not declared as JSON (GEN-15).
            InvalidPayload: it is no JSON object (GEN-12).
        """
        body = super().get_json(force=force, silent=False, cache=cache)
        if not isinstance(body, dict):
            raise InvalidPayload
        return body

    def on_json_loading_failed(self, e: ValueError | None) -> NoReturn:
        """Say what is wrong with a body that get_json() cannot read; None means its media type."""
        if e is None:
            raise UnsupportedMediaType
        raise InvalidPayload from e

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query, the last value of each name (GEN-25).

        Bytes that are not UTF-8 become lone surrogates, which GEN-17 refuses.
        """
        query = self.query_string.decode(errors="surrogateescape")
        pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        return self.parameter_storage_class(dict(pairs))


class StrictJSONProvider(DefaultJSONProvider):
    """JSON as RFC 8259 has it, with every failure to read it a ValueError."""

    ensure_ascii = False
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:  # noqa: ANN401 (the signature is Flask's)
        """Return what a JSON text says.

        Raises:
            ValueError: it is not JSON, not UTF-8, has NaN or Infinity, a number with thousands of
                digits, or is nested too deeply to read.
        """
        text = s if isinstance(s, str) else s.decode()
        try:
            return super().loads(text, parse_constant=_refuse_constant, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
