"""What a test said to its target and what came back, written down for when the test fails."""

from http import HTTPStatus
from pathlib import Path

import httpx2
import pytest

from harness import processes
from harness.targets import Target

LONGEST_BODY = 1500
"""How many characters of a body are shown."""

SHOWN_HEADERS = ("authorization", "content-type", "content-length", "origin", "allow")


class Conversation:
    """The exchanges of one test with one target, in order."""

    key = pytest.StashKey["Conversation"]()

    def __init__(self, target: Target) -> None:
        self.target = target
        self.responses: list[httpx2.Response] = []

    def record(self, response: httpx2.Response) -> None:
        """Add an exchange: a response knows its request."""
        self.responses.append(response)

    def __str__(self) -> str:
        """Return every exchange, readable."""
        return "\n\n".join(map(describe_exchange, self.responses))

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
        return f"{self.target.name} gives no answer ({why})\n\n{_describe_request(request)}" + (
            self._end_of_log()
        )

    def _end_of_log(self) -> str:
        if self.target.log is None:
            return ""
        return f"\n\nthe end of its log:\n{processes.end_of(Path(self.target.log))}"


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
