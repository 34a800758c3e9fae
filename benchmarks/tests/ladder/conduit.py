"""A client that holds what it is answered to the spec, and what it can ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from harness.response_validation import validate_response
from harness.servers import Server
from harness.specification import operation

Json = Any


@dataclass(frozen=True)
class World:
    """A seeded database, and what to ask for in it."""

    url: str
    slugs: list[str]
    """Of articles with comments that the token's user does not like yet."""
    token: str


class Client:
    """Asks a server, and holds what it answers to the spec."""

    def __init__(self, http: httpx2.Client, token: str) -> None:
        self.http = http
        self.token = token

    @classmethod
    @contextmanager
    def of(cls, server: Server, token: str) -> Iterator["Client"]:
        """Yield one that asks a server with a token where one is needed."""
        with httpx2.Client(base_url=server.base_url, trust_env=False, timeout=30) as http:
            yield cls(http, token)

    def __call__(
        self,
        operation_id: str,
        *,
        json: Json = None,
        with_token: bool = False,
        **parameters: str | int,
    ) -> Json:
        """Return the JSON of an operation's answer; the token goes along where it is needed."""
        called = operation(operation_id)
        path = {name: str(parameters.pop(name)) for name in called.path_parameters}
        signed_in = with_token or called.security == "required"
        response = self.http.request(
            called.method,
            called.url(**path),
            json=json,
            params=parameters,
            headers={"Authorization": f"Token {self.token}"} if signed_in else {},
        )
        status, headers = response.status_code, dict(response.headers.items())
        assert status == called.success_status, response.text
        assert validate_response(operation_id, status, headers, response.content) == []
        return response.json()
