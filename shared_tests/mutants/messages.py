"""A request and its answer, the way that the damaged servers see them."""

import json
from dataclasses import dataclass, field
from typing import Any

from harness import specification

Headers = list[tuple[str, str]]


@dataclass
class Request:
    """A request as it came in."""

    method: str
    target: str
    """Path and query, undecoded."""
    headers: Headers
    declared: int
    """How many bytes the body has, by `Content-Length`."""
    body: bytes

    @property
    def path(self) -> str:
        """The path, undecoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query, undecoded and without its question mark."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> str:
        """Return the value of a header, empty when it is not there."""
        return _value(self.headers, name)

    def drop_header(self, name: str) -> None:
        """Take a header away."""
        self.headers = _without(self.headers, name)


@dataclass
class Response:
    """An answer, to be changed at will until it is sent."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    @property
    def json(self) -> Any:  # noqa: ANN401 (a document of any shape)
        """What the body says."""
        return json.loads(self.body)

    def say(self, document: object) -> None:
        """Put a document in the place of the body."""
        self.body = json.dumps(document).encode()
        if not self.header("content-type"):
            self.set_header("Content-Type", specification.JSON)

    def header(self, name: str) -> str:
        """Return the value of a header, empty when it is not there."""
        return _value(self.headers, name)

    def drop_header(self, name: str) -> None:
        """Take a header away."""
        self.headers = _without(self.headers, name)

    def set_header(self, name: str, value: str) -> None:
        """Put a header in the place of any other of its name."""
        self.headers = [*_without(self.headers, name), (name, value)]


def _value(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name.lower()), "")


def _without(headers: Headers, name: str) -> Headers:
    return [(key, value) for key, value in headers if key.lower() != name.lower()]
