"""The smoke check: is anything there that speaks the protocol, before a thousand tests ask?"""

import json
import ssl
import textwrap
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2

from harness import specification
from harness.curl import curl_line

TIMEOUT_SECONDS = 10.0
LONGEST_BODY = 300
API = "/api"
REDIRECTS = range(300, 400)

Judge = Callable[[object], str]
"""Says what is wrong with the JSON of an answer; nothing when it is right."""


class CannotTest(Exception):
    """There is nothing to test, and the message says why: one screen at most."""


def read_base_url(text: str) -> str:
    """Return an address as the suite wants it: without `/api` or a slash at the end.

    Raises:
        CannotTest: it is no address of an HTTP server.
    """
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise CannotTest(f"{text!r} is no address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise CannotTest(f"{text!r} is no address: give one like http://127.0.0.1:3000")
    if parts.query or parts.fragment:
        raise CannotTest(f"{text!r} is no address of an API: leave out what follows ? or #")
    return text.strip().rstrip("/").removesuffix(API).rstrip("/")


def smoke(base_url: str) -> None:
    """Look whether an implementation answers there: tags, a registration, and its token.

    Raises:
        CannotTest: it does not; the message has the request, what came back, and what was expected.
    """
    with httpx2.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        asker = _Asker(client, base_url)
        asker.ask("getTags", _judge_tags, '200 and JSON such as {"tags": ["dragons"]}')
        name = f"smoke-{uuid4().hex[:16]}"
        password = uuid4().hex
        user = {"username": name, "email": f"{name}@example.org", "password": password}
        registered = asker.ask(
            "createUser",
            _judge_user,
            '201 and JSON such as {"user": {"username": ..., "token": ...}}',
            json={"user": user},
        )
        asker.ask(
            "getCurrentUser",
            _judge_user,
            "200 for the token that the registration has just answered with",
            headers={"Authorization": f"Token {registered['user']['token']}"},
        )


def _judge_tags(answer: object) -> str:
    tags = answer.get("tags") if isinstance(answer, dict) else None
    if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
        return ""
    return "the JSON is of another shape"


def _judge_user(answer: object) -> str:
    user = answer.get("user") if isinstance(answer, dict) else None
    if isinstance(user, dict) and isinstance(user.get("token"), str) and user["token"]:
        return ""
    return "the JSON has no user with a token"


class _Asker:
    """Calls operations, and says what is wrong with an answer."""

    def __init__(self, client: httpx2.Client, base_url: str) -> None:
        self.client = client
        self.base_url = base_url

    def ask(
        self,
        operation_id: str,
        judge: Judge,
        expected: str,
        *,
        json: object = None,
        headers: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        """Call an operation; return the JSON of its answer."""
        operation = specification.operation(operation_id)
        url = self.base_url + operation.url()
        request = self.client.build_request(operation.method, url, json=json, headers=headers)
        try:
            response = self.client.send(request)
        except (httpx2.TransportError, httpx2.InvalidURL) as error:
            raise CannotTest(_complaint(request, _silence(error), "nothing", expected)) from error
        problem = _problem(response, operation.success_status, judge)
        if problem:
            raise CannotTest(_complaint(request, problem, _heard(response), expected))
        answer: dict[str, Any] = response.json()
        return answer


def _problem(response: httpx2.Response, status: int, judge: Judge) -> str:
    """Say what is wrong with an answer; nothing when it is right."""
    if response.status_code in REDIRECTS:
        return f"it redirects to {response.headers.get('location', 'nowhere')}: give that address"
    if response.text.lstrip().startswith("<"):
        return (
            "it answers with a page, not JSON: is this the address of the API, or of its front end?"
        )
    if response.status_code == HTTPStatus.NOT_FOUND:
        return "it does not have this path: where does its /api begin?"
    if response.status_code != status:
        return f"it answers {response.status_code}"
    try:
        answer = json.loads(response.content)
    except ValueError:
        return "its answer is not JSON"
    return judge(answer)


def _silence(error: Exception) -> str:
    """Say why no answer came."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({cause.verify_message})"
        if isinstance(cause, ssl.SSLError):
            return f"no TLS connection comes about ({cause.reason}): does it speak plain http?"
        if isinstance(cause, ConnectionRefusedError):
            return "nothing listens there (connection refused): is it running, and on this port?"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.TimeoutException):
        return f"no answer came within {TIMEOUT_SECONDS:.0f} seconds"
    return f"no answer came: {error or type(error).__name__}"


def _heard(response: httpx2.Response) -> str:
    kind = response.headers.get("content-type", "no Content-Type")
    body = textwrap.shorten(response.text, LONGEST_BODY, placeholder=" ...") or "(no body)"
    return f"{response.status_code} {response.reason_phrase} ({kind})\n{body}"


def _complaint(request: httpx2.Request, problem: str, heard: str, expected: str) -> str:
    curl = curl_line(request.method, str(request.url), request.headers.raw, request.content)
    parts = {"asked": curl, "came back": heard, "expected": expected}
    lines = [
        f"{label + ':':<12}" + textwrap.indent(text, " " * 12).lstrip()
        for label, text in parts.items()
    ]
    stop = "" if problem.endswith("?") else "."
    return "\n".join([f"This cannot be tested: {problem}{stop}", "", *lines])
