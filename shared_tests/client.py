"""The suite's HTTP client: calls operations by their id and holds every answer to the spec."""

import json as json_module
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from harness import specification
from harness.response_validation import validate_response
from harness.targets import Target
from shared_tests.conversation import Conversation
from shared_tests.declared_size import send_declaring

ABSENT: Any = object()
"""Stands for no body at all: `json=None` sends the JSON value null."""

TIMEOUT_SECONDS = 30.0
# Shorter than any server keeps an idle connection, so that none is closed while being reused.
KEEP_ALIVE_SECONDS = 1.0

HeaderValue = str | bytes | None
Parameters = Mapping[str, str | int | list[int]]


def open_http_client() -> httpx2.Client:
    """Return a client that reuses connections and adds nothing of its own to requests."""
    return httpx2.Client(
        timeout=TIMEOUT_SECONDS,
        limits=httpx2.Limits(keepalive_expiry=KEEP_ALIVE_SECONDS),
        trust_env=False,
        follow_redirects=False,
    )


def unique(prefix: str = "") -> str:
    """Return a text that nobody else has: the prefix and 16 characters of 0-9a-f."""
    return f"{prefix}{uuid4().hex[:16]}"


def encode(value: object) -> bytes:
    """Return a value as JSON in UTF-8, with escapes only where UTF-8 cannot say it."""
    try:
        return json_module.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a lone surrogate
        return json_module.dumps(value).encode()


def errors(response: httpx2.Response) -> dict[str, list[str]]:
    """Return what stands under `errors` in a response, {} when it reports none."""
    found: dict[str, list[str]] = response.json().get("errors", {}) if response.content else {}
    return found


def refusal(response: httpx2.Response) -> tuple[int, dict[str, list[str]]]:
    """Return the status and the errors of a response, to be compared in one go."""
    return response.status_code, errors(response)


class Caller:
    """Somebody who calls operations of a target, with a token or without."""

    def __init__(
        self,
        target: Target,
        http: httpx2.Client,
        conversation: Conversation,
        token: str | None = None,
    ) -> None:
        self.target = target
        self.http = http
        self.conversation = conversation
        self.token = token

    def with_token(self, token: str | None) -> "Caller":
        """Return a caller of the same target who carries another token, or none."""
        return Caller(self.target, self.http, self.conversation, token)

    def call(  # noqa: PLR0913 (all but the operation are options by name)
        self,
        operation_id: str,
        *,
        json: object = ABSENT,
        content: bytes | None = None,
        headers: Mapping[str, HeaderValue] | None = None,
        params: Parameters | None = None,
        check: bool = True,
        **path_parameters: object,
    ) -> httpx2.Response:
        """Call an operation of the spec; the test fails when the answer breaks the spec.

        Args:
            operation_id: which operation; method and path are looked up.
            json: the body, encoded as JSON; None sends null.
            content: the body as it stands, in the place of `json`.
            headers: more headers; these win over those the caller sends by itself (a body's
                `Content-Type: application/json`, the token), and None leaves one out.
            params: the query.
            check: whether to hold the answer to the spec.
            path_parameters: what the path takes, such as `slug=`; percent-encoded here.
        """
        operation = specification.operation(operation_id)
        request = self._request(
            operation.method, operation.url(**path_parameters), json, content, headers, params
        )
        response = self._send(request)
        if check:
            self._hold_to_spec(operation_id, response)
        return response

    def request(  # noqa: PLR0913 (all but method and path are options by name)
        self,
        method: str,
        path: str,
        *,
        json: object = ABSENT,
        content: bytes | None = None,
        headers: Mapping[str, HeaderValue] | None = None,
        params: Parameters | None = None,
        check: bool = False,
    ) -> httpx2.Response:
        """Send a request to any path, percent-encoded already; a query may stand behind it.

        Args and all are those of `call`, but with `check` the answer must be an error in the shape
        that the spec gives errors, as for every path that is not in the spec.
        """
        response = self._send(self._request(method, path, json, content, headers, params))
        if check:
            self._hold_to_spec(None, response)
        return response

    def call_declaring(
        self, operation_id: str, size: int, **path_parameters: object
    ) -> httpx2.Response:
        """Call an operation with a JSON body declared to have `size` bytes.

        The body follows only when no answer comes to the head alone, as with `Expect`: a server
        that refuses by the declared size may close the connection on whoever keeps sending.
        """
        operation = specification.operation(operation_id)
        headers = {"Content-Length": str(size)}
        request = self._request(
            operation.method, operation.url(**path_parameters), ABSENT, b"", headers, None
        )
        with self._telling_of_silence(request):
            response = send_declaring(request, size, TIMEOUT_SECONDS)
        self.conversation.record(response)
        self._hold_to_spec(operation_id, response)
        return response

    def _request(  # noqa: PLR0913, PLR0917 (the parts of a request)
        self,
        method: str,
        path: str,
        json: object,
        content: bytes | None,
        headers: Mapping[str, HeaderValue] | None,
        params: Parameters | None,
    ) -> httpx2.Request:
        if json is not ABSENT:
            content = encode(json)
        own: dict[str, HeaderValue] = {}
        if self.token is not None:
            own["authorization"] = f"Token {self.token}"
        if content is not None:
            own["content-type"] = "application/json"
        own |= {name.lower(): value for name, value in (headers or {}).items()}
        return self.http.build_request(
            method,
            self.target.base_url.rstrip("/") + path,
            content=content,
            headers={name: value for name, value in own.items() if value is not None},  # type: ignore[arg-type]
            params=params or None,
        )

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        with self._telling_of_silence(request):
            response = self.http.send(request)
        self.conversation.record(response)
        return response

    @contextmanager
    def _telling_of_silence(self, request: httpx2.Request) -> Iterator[None]:
        silence: Exception | None = None
        try:
            yield
        except (httpx2.TransportError, HTTPException, OSError) as error:
            silence = error
        if silence is not None:
            pytest.fail(self.conversation.describe_silence(request, silence), pytrace=False)

    def _hold_to_spec(self, operation_id: str | None, response: httpx2.Response) -> None:
        violations = validate_response(
            operation_id, response.status_code, response.headers, response.content
        )
        if violations:
            pytest.fail(self.conversation.describe_violations(response, violations), pytrace=False)


class Account(Caller):
    """A registered user who calls with a token of their own."""

    def __init__(self, caller: Caller, user: Mapping[str, str], password: str) -> None:
        super().__init__(caller.target, caller.http, caller.conversation, user["token"])
        self.username = user["username"]
        self.email = user["email"]
        self.password = password
        self.token: str = user["token"]


@dataclass(frozen=True)
class Article:
    """An article as the implementation returned it when it was made."""

    json: dict[str, Any]

    @property
    def slug(self) -> str:
        """The name that its paths carry."""
        return str(self.json["slug"])

    @property
    def title(self) -> str:
        """The title."""
        return str(self.json["title"])

    @property
    def tags(self) -> list[str]:
        """The tags, in the order returned."""
        return list(self.json["tagList"])

    @property
    def author(self) -> str:
        """The author's username."""
        return str(self.json["author"]["username"])

    @property
    def preview(self) -> dict[str, Any]:
        """What lists show of it: everything but the text."""
        return {key: value for key, value in self.json.items() if key != "body"}
