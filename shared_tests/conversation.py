"""What a test said to its target and what came back, written down for when the test fails."""

import textwrap
from http import HTTPStatus
from pathlib import Path
from typing import TypedDict

import httpx2
import pytest

from harness import processes
from harness.curl import curl_line
from harness.targets import Target

LONGEST_BODY = 1500
"""How many characters of a body are shown."""
LONGEST_ANSWER = 800
"""How many characters of an answer a result keeps."""

MOST_EXCHANGES = 8
"""How many of a failed test's exchanges its result keeps, the last ones."""

SHOWN_HEADERS = ("authorization", "content-type", "content-length", "origin", "allow")


class Exchange(TypedDict):
    """A request and its answer, as a result file has them."""

    curl: str
    status: int | None
    """None when no answer came."""
    answer: str
    """The reason, some headers and the body, shortened; why no answer came, where none did."""


class Conversation:
    """The exchanges of one test with one target, in order."""

    key = pytest.StashKey["Conversation"]()

    def __init__(self, target: Target) -> None:
        self.target = target
        self.responses: list[httpx2.Response] = []
        self.unanswered: Exchange | None = None

    def record(self, response: httpx2.Response) -> None:
        """Add an exchange: a response knows its request."""
        self.responses.append(response)

    def __str__(self) -> str:
        """Return every exchange, readable."""
        return "\n\n".join(map(describe_exchange, self.responses))

    def exchanges(self) -> list[Exchange]:
        """Return the last exchanges, in order."""
        found = [_exchange(response) for response in self.responses]
        return [*found, *([self.unanswered] if self.unanswered else [])][-MOST_EXCHANGES:]

    def describe_violations(self, response: httpx2.Response, violations: list[str]) -> str:
        """Return how an answer breaks the spec; for a fault of the server also what it logged."""
        lines = "\n".join(f"  - {violation}" for violation in violations)
        text = f"the answer breaks the specification:\n{lines}\n\n{describe_exchange(response)}"
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            text += self._end_of_log()
        return text

    def describe_silence(self, request: httpx2.Request, error: Exception) -> str:
        """Return that no answer came, and what the server logged."""
        why = f"{type(error).__name__}: {error}"
        self.unanswered = {"curl": _curl(request), "status": None, "answer": why}
        return f"{self.target.name} gives no answer ({why})\n\n{_describe_request(request)}" + (
            self._end_of_log()
        )

    def _end_of_log(self) -> str:
        if self.target.log is None:
            return ""
        return f"\n\nthe end of its log:\n{processes.end_of(Path(self.target.log))}"


def _exchange(response: httpx2.Response) -> Exchange:
    said = textwrap.dedent(_describe_message(response.headers, response.content))
    answer = f"{response.status_code} {response.reason_phrase}".strip() + f"\n{said}"
    return {
        "curl": _curl(response.request),
        "status": response.status_code,
        "answer": answer if len(answer) <= LONGEST_ANSWER else f"{answer[:LONGEST_ANSWER]}...",
    }


def _curl(request: httpx2.Request) -> str:
    return curl_line(request.method, str(request.url), request.headers.raw, request.content)


def describe_exchange(response: httpx2.Response) -> str:
    """Return a request and its answer, readable."""
    return (
        f"{_describe_request(response.request)}\n"
        f"-> {response.status_code} {response.reason_phrase}\n"
        f"{_describe_message(response.headers, response.content)}"
    )


def _describe_request(request: httpx2.Request) -> str:
    return f"{request.method} {request.url}\n{_describe_message(request.headers, request.content)}"


def _describe_message(headers: httpx2.Headers, body: bytes) -> str:
    shown = [f"   {name}: {headers[name]}\n" for name in SHOWN_HEADERS if name in headers]
    text = body[:LONGEST_BODY].decode("utf-8", errors="backslashreplace")
    rest = f"... ({len(body)} bytes)" if len(body) > LONGEST_BODY else ""
    return "".join(shown) + (f"   {text}{rest}" if body else "   (no body)")
